"""Signs: what speaks for a sentence being a claim about a provider, and what against it.

No list of things and verbs is ever whole. What a sentence is made of tells more: figures, units, words
of price and time speak for a claim; "we", a date, a word of planning or of asking against one. Each sign
has points, in quarters, and the sum decides where one word is all that a rule knows. The points
come from the sentences of `tests/claims` (`python -m tests.claims.weigh`), not from anybody's taste.
"""

from __future__ import annotations

import re
from functools import lru_cache

from proofpack.text.clause import parse

NO_MEASURE = "no measure"
BEGIN = -2.25
"""What a sentence without any sign has."""

_POINTS: dict[str, float] = {
    "subject: theirs": 2.0,
    "billing": 1.0,
    "begins with a plural": 0.75,
    "begins with an article": 0.75,
    "digit": 0.75,
    "part of theirs": 0.75,
    "provider": 0.75,
    "short": 0.75,
    "suffering": 0.75,
    "all or nothing": 0.5,
    "column": 0.5,
    "limit": 0.5,
    "money": 0.5,
    "price": 0.5,
    "refusal": 0.5,
    "share": 0.5,
    "subject: none": 0.5,
    "subject: unknown": 0.5,
    "time": 0.5,
    "begins as a deed": 0.25,
    "being": 0.25,
    "comparison": 0.25,
    "costing": 0.25,
    "exclusion": 0.25,
    "existence": 0.25,
    "frequency": 0.25,
    "having": 0.25,
    "quality": 0.25,
    "renewal": 0.25,
    "size": 0.25,
    "day": -0.25,
    "exception": -0.25,
    "no verb, but a figure": -0.25,
    "own": -0.25,
    "past": -0.25,
    "rate": -0.25,
    "speed": -0.25,
    "standing": -0.25,
    "aim": -0.5,
    "clock": -0.5,
    "definition": -0.5,
    "instruction within": -0.5,
    "may": -0.5,
    "measured": -0.5,
    "people": -0.5,
    "technical": -0.5,
    "you": -0.5,
    "colon": -0.75,
    "failing": -0.75,
    "long": -0.75,
    "verb of the past": -0.75,
    "condition first": -1.0,
    "subject: told": -1.0,
    "we": -1.0,
    "wish": -1.0,
    "condition": -1.25,
    "no verb": -1.25,
    "not known": -1.25,
    "question": -1.25,
    "source": -1.25,
    "trial": -1.5,
    "quotation": -1.75,
    "subject: ours": -1.75,
}

_PATTERNS: dict[str, str] = {
    "money": r"[$€£¥]|\b(?:dollar|euro|cent|pound|usd|eur|gbp)s?\b",
    "digit": r"\d",
    "number in words": (
        r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|"
        r"sixty|ninety|hundred|thousand|million|half|twice|third|quarter|double|dozen)\b"
    ),
    "share": r"%|\bper ?cent\b",
    "time": r"\b(?:ms|millisecond|second|minute|hour|day|week|month|year|s)s?\b",
    "rate": (
        r"\b(?:per|each|every|an?)\s(?:\w+\s)?(?:second|minute|hour|day|month|year|request|call|"
        r"token|key|account|user)s?\b|/(?:s|min|day|month)"
    ),
    "size": r"\b[kmgt]i?b\b|bytes?\b",
    "billing": r"\b(?:bill|charg|invoic|refund|credit)\w*|\bpaid\b|\bpays?\b",
    "price": (
        r"\b(?:fee|price|pric|cost|cheap|expens|discount|surcharge|markup|tariff|rent|sold)\w*|"
        r"\bfree\b"
    ),
    "limit": (
        r"\b(?:limit|quota|capped|caps?|ceiling|allowance|maximum|minimum|unlimited|exceed)\w*|"
        r"\bat most\b|\bup to\b|\bno more than\b"
    ),
    "refusal": r"\b(?:throttl|reject|refus|suspend|block|lock|cut off|denie)\w*",
    "renewal": r"\b(?:reset|roll|expire|lapse|renew|carr(?:y|ies) over)\w*",
    "standing": (
        r"\b(?:uptime|downtime|outage|availab|online|offline|nines|maintenance|unreachable|flaky|"
        r"reliab|interrupt)\w*|\bdown\b|\bSLA\b"
    ),
    "failing": r"\b(?:fail|drop|crash|restart|time out|times out|lose|lost)\w*",
    "speed": r"\b(?:latency|slow|fast|quick|instant|respon|delay|arriv|lag)\w*",
    "we": r"\b(?:we|our|ours|us|my|i|let's|ourselves)\b",
    "you": r"\b(?:you|your|yours)\b",
    "wish": (
        r"\b(?:should|would|could|might|shall|ought|wants?|plan to|plans to|planned|intend|"
        r"propos\w+|hopes?|aims?|like to|agreed|decided?)\b"
    ),
    "may": r"\b(?:may|can|cannot|must|will)\b",
    "condition first": (
        r"^\W*(?:if|when|before|after|while|unless|once|until|whenever|should|with|without)\b"
    ),
    "condition": r"\b(?:if|unless|whether)\b",
    "exception": r"\b(?:unless|except|beyond|above|below|outside|regardless|no matter|even)\b",
    "question": r"\?",
    "quotation": r'["\u201c]',
    "colon": r":\s",
    "column": r"\|",
    "day": (
        r"\b\d{1,2} (?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)\w*|\b20\d\d\b|\b(?:on|"
        r"in|since) (?:january|february|march|april|may|june|july|august|september|october|"
        r"november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
    ),
    "clock": r"\b\d{1,2}:\d\d\b|\byesterday\b|\blast (?:night|week|month|year)\b|\btoday\b",
    "not known": (
        r"\b(?:unknown|document\w*|verify|open question|unclear|find out|(?:not|nobody|never|"
        r"nothing) (?:\w+ )?(?:say|know|state|mention)\w*|unchecked)\b"
    ),
    "source": (
        r"\b(?:states?|mention\w*|page|source|evidence|note|record|table|column|docs?|link|word|"
        r"quote)s?\b"
    ),
    "frequency": r"\b(?:always|never|usually|often|rarely|seldom|typically|normally|sometimes|only)\b",
    "all or nothing": r"\b(?:every|any|all|no|nothing|none|nobody|anyone|everyone|each)\b",
    "comparison": (
        r"\b\w+er\b than\b|\b\w+er (?:than|for|from|on|in|at)\b|\b(?:more|less|fewer)\b|"
        r"\bas \w+ as\b"
    ),
    "provider": (
        r"\b(?:provider|vendor|gateway|upstream|platform|service)(?:'s)?\b|\btheirs?\b|"
        r"(?-i:\b[A-Z][a-z]+[A-Z]\w+)"
    ),
    "part of theirs": (
        r"\b(?:api|endpoint|plan|tier|account|key|region|model|customer|subscri\w+|support)s?\b"
    ),
    "measured": (
        r"\b(?:measured|saw|seen|observed|logged|recorded|counted|noted|sampled|probe|median|"
        r"p\d\d)\b"
    ),
    "past": (
        r"\b(?:was|were|took|had|did|went|got|said|\w{3,}ed (?:the|a|an|our|it|to|for|in|on|at|"
        r"from|after))\b"
    ),
    "trial": (
        r"\b(?:drill|test|stub|mock|fake|simulat|example|exercise|assum|suppos|imagin|sample|"
        r"experiment)\w*"
    ),
    "aim": (
        r"\b(?:target|threshold|goal|slo|budget|alert|runbook|checklist|postmortem|template|"
        r"objective|criteri|acceptance)\w*"
    ),
    "technical": (
        r"\b(?:header|field|parameter|json|code|string|function|method|class|argument|option|"
        r"command|file|type|syntax|library|body|client|format|schema|statement|metric)s?\b|"
        r"[_<>/\\]"
    ),
    "definition": (
        r"\b(?:means?|meant|correspond|comput|calculat|defin|describ|call(?:ed|s)|equals?|refer|"
        r"stands? for|says?|shows?|tells?)\w*\b"
    ),
    "quality": (
        r"\b(?:terrible|bad|good|great|excellent|poor|stable|perfect|best|worst|high|low|smaller|"
        r"larger|higher|lower|generous|separate|shared|included|extra|additional)\w*\b"
    ),
    "own": r"\bown\b",
    "exclusion": r"\b(?:does|do|is|are) not\b|\bnever\b|\bnobody\b|n't\b",
    "people": (
        r"\b(?:team|engineer|on-call|finance|somebody|someone|manager|colleague|lead|owner|"
        r"reviewer|people)s?\b"
    ),
    "tool": (
        r"\b(?:client|worker|script|dashboard|job|importer|limiter|breaker|queue|cron|log|run|"
        r"cache|proxy|wrapper|retr(?:y|ies)|loop)s?\b"
    ),
    "being": r"\b(?:is|are|isn't|aren't)\b",
    "having": (
        r"\b(?:has|have|gets?|comes? with|includes?|gives?|allows?|offers?|accepts?|lets?|keeps?|"
        r"holds?)\b"
    ),
    "costing": r"\b(?:costs?|takes?|lasts?|adds?|needs?|counts?|applies|starts?|ends?)\b",
    "suffering": r"\b(?:is|are|be|gets?)\s(?:\w+ly\s|not\s|also\s)?\w{3,}(?:ed|en|wn|ld)\b",
    "existence": r"\bthere (?:is|are)\b",
    "instruction within": (
        r"[;:,]\s(?:do|don't|use|set|check|ask|write|keep|say|record|note|verify|leave|treat)\b"
    ),
    "begins as a deed": r"^\W*\w{3,}ing\b",
    "begins with an article": r"^\W*(?:the|an?|each|every|all|any|both|no|most)\b",
    "begins with a plural": r"^\W*(?:[\w-]+\s){0,2}?\w{3,}s\b",
    "short": r"^\W*(?:\S+\s+){0,5}\S*$",
    "long": r"^\W*(?:\S+\s+){18}",
}
_MEASURES = frozenset(
    (
        "money",
        "share",
        "time",
        "rate",
        "size",
        "billing",
        "price",
        "limit",
        "refusal",
        "renewal",
        "standing",
        "speed",
    )
)
_SIGNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _PATTERNS.items()}


def signs(sentence: str) -> list[str]:
    """Return which signs a sentence has, by name.

    Args:
        sentence: one sentence of plain text.
    """
    clause = parse(sentence)
    found = [name for name, pattern in _SIGNS.items() if pattern.search(sentence)]
    if _MEASURES.isdisjoint(found):
        found.append(NO_MEASURE)
    found.append(f"subject: {clause.subject.name.lower()}")
    if clause.past:
        found.append("verb of the past")
    if clause.verb is None:
        found.append("no verb, but a figure" if "digit" in found else "no verb")
    return found


@lru_cache(maxsize=64)
def points(sentence: str) -> float:
    """Return how much speaks for a sentence being a claim about a provider; below zero, against it.

    Args:
        sentence: one sentence of plain text.
    """
    found = signs(sentence)
    if NO_MEASURE in found:
        return BEGIN
    return BEGIN + sum(_POINTS.get(sign, 0) for sign in found)
