"""Negation, question and condition: whether what a sentence says is said to be so.

Guides must be able to say what not to say: "do not write that …", "no page says …", "whether … is to
verify". Such words count only where they govern the statement: in the same clause and before it, or
as the predicate that it is the subject of. "Do not worry: …" governs nothing, and "requests are not
billed" denies no claim but is one.
"""

from __future__ import annotations

import re

_FAR = 300
"""How many characters before a statement are looked at: nothing governs from further away."""

# Verbs of saying, showing and knowing: to deny one of these is to leave its object unsaid.
_SAY = (
    r"(?:say|said|says|saying|writ(?:e|es|ing|ten)|claim|stat(?:e|es|ed|ing)|assert|conclud|assum|"
    r"infer|deriv|promis|report|mean|show|prov(?:e|es|ed|en|ing)\b|suggest|impl(?:y|ies|ied)|tell|told|"
    r"establish|confirm|know|guess|add\b|adds\b|declar|demonstrat|indicat|settl|guarante|announc|"
    r"mention|record|list|publish|document|quot|print|repeat|paste|cit(?:e|es|ed|ing)\b|contain|hold|"
    r"support|explain|decid|judg|tick|describ|diagnos|attribut|blam|nam(?:e|es|ed|ing)\b|answer|"
    r"put\b|giv|make|made|call\b|calls\b|believe|suppose|presume|read|learn|see\b|determin|"
    r"inspect|observ|imagin|pretend|speculat|publici[sz]|predict|expect)\w{0,4}"
)
_PROOF = (
    r"(?:claims?|statements?|figures?|promises?|evidence|proof|conclusions?|assertions?|mention|"
    r"guarantees?|pages?|sources?|documents?|documentation|facts?|quotes?|guides?|notes?|verdicts?|word)"
)
_NO = (
    r"(?:never|not|n't|cannot|nowhere|neither|nor|without|nobody|nothing|none|no one|no|hardly|"
    r"avoid\w{0,3}|refus\w{1,3}|refrain\w{0,3}|forbid\w{0,4}|prohibit\w{0,3}|stop|stops)"
)
_NOT_A_DENIAL = (
    r"(?:only|just|merely|simply|doubt|matter|forget|worry|hesitate|fail|fear|wait|surprising\w*|"
    r"secret|wonder|least|question|problem|need|later|sooner|less|until)\b"
)
_DENIED = re.compile(
    rf"(?:\b|(?<=n't)|(?=n't)){_NO}\b(?!\s+{_NOT_A_DENIAL})"
    rf"(?:\s+(?!{_NOT_A_DENIAL})[^\s,;:.!?|]{{1,30}}){{0,7}}?\s+(?:{_SAY}|{_PROOF})\b",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"\b(?:leaves? out|left out|leaving out|omit\w{0,4}|strike\w{0,3}|delet(?:e|es|ing)|remov\w{1,3}|"
    r"replac\w{1,3}|cut|keeps? out|instead of|rather than|far from|stops? short of|den(?:y|ies|ied)|"
    r"(?<!no )(?<!without )(?<!beyond )(?<!in )doubts?|"
    r"(?<!is )(?<!are )reject(?!ed\s\w)\w{0,3}|refut\w{1,3}|contradict\w{0,3}|disput\w{1,3}|"
    r"unable to \w{1,20}|"
    r"impossible to \w{1,20}|too early to \w{1,20}|wrong to \w{1,20}|guess\w{0,3}|suspect\w{0,3}|"
    r"avoid\w{0,3}|makes? no|draws? no|"
    r"before (?:you|we|anyone|anybody|somebody) (?:say|write|claim|state|"
    r"assert|conclude|decide|assume|report))\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:whether|if|unless|until|in case|as though|suppose|supposing|provided)\b"
    r"|\bhow\b(?!ever)|\bwhy\b"
    r"|(?:^|[:;(|\"]\s?|\b(?:ask|asks|asked|asking|see|know|knows|say|says|tell|tells|told|show|shows|"
    r"record|note|notes|write|writes|check|verify|confirm|find out|decide|state|states|settle|settles|"
    r"down|of|on|about|to|learn|establish|determine|out|discuss|debate|wonder|unclear|unknown|open|"
    r"for|from|matter|is|cover|covers|explain|explains|list|lists|and|or|than)\s+)"
    r"(?:what|which|who|whose|where|when)\b"
    r"|^\s*(?:when|where|should)\b",
    re.IGNORECASE,
)
_VERIFY = re.compile(
    r"(?:^|[,;:|]\s?|\b(?:to|and|or|then|please|must|should|can|could|first)\s+)"
    r"(?:verify|check|confirm|test|ask|find out|look up|measure|decide|determine|question)\b"
    r"(?!\s+(?:later|first|this|it|and))",
    re.IGNORECASE,
)
# What begins a clause of its own. A comma does before a new subject; within a list it does not.
_CLAUSE = re.compile(
    r"[;!?|]|:(?=\s|$)|\s[\u2014\u2013-]{1,3}\s|\u2014"
    r"|,\s(?:but|yet|so|because|since|as|while|whereas|although|though|it|they|you|we|he|she|this|these"
    r"|those|there|and(?!\s(?:that|never|not|nor|whether|no|how|what)\b))\s"
    r"|\b(?:so|it|this|anything|more|much|otherwise|all|nothing|least|course)\s*,"
    r"|\bbut\s(?!that\b)|\b(?:and|yet)\s(?:remember|note|keep|bear|be aware|it|they|you|we)\s",
    re.IGNORECASE,
)
_REASON = re.compile(r"\b(?:because|since|as|and)\s", re.IGNORECASE)
_ASSURED = re.compile(
    r"\b(?:is|was|are|certain|sure|clear|true|fact|matters|remember|remains)\s+that\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:then\s)?(?:it|they|you|we|he|she|this|that|these|those|there|the|an?|all|each|every|both|its|"
    r"our|your|their|no|some|any|most)\s",
    re.IGNORECASE,
)
_SHORT_CONDITION = re.compile(
    r"(?:so|not|needed|necessary|possible|in doubt|or not|ever|anything)\s*$", re.IGNORECASE
)
_OPEN = (
    r"(?:(?:still|yet|also|left|only|itself|therefore|at present|currently|all)\s+){0,2}"
    r"(?:to (?:be )?(?:verif\w{1,3}|confirm\w{0,2}|check\w{0,2}|establish\w{0,2})"
    r"|unknown|unconfirmed|unchecked|unverified|undocumented|unsupported|unproven|uncertain|unclear"
    r"|inconclusive|open|outside|nowhere \w{1,20}|never (?:stated|promised|documented|claimed|said)"
    r"|not (?:documented|established|known|confirmed|stated|promised|settled|proven|shown|something"
    r"|clear|said|supported|a (?:fact|finding|conclusion)|what|evidence|for)"
    r"|(?:a|an) (?:question|assumption|guess|claim|hypothesis|opinion|inference|theory)"
    r"|a matter (?:for|of)|wrong|false|no (?:fact|evidence|conclusion|finding))\b"
)
_LEFT_OPEN = re.compile(
    r"(?:(?!\b(?:and|but|while|or|because)\b)[^,;:.!?|\"]){0,120}?\"?"
    rf"(?:\b(?:is|are|was|were|remains?|stays?|be)\s+|[,:(]\s?|\s[\u2014\u2013-]\s){_OPEN}",
    re.IGNORECASE,
)
_MENTIONED = re.compile(
    r"\b(?:becomes?|became|turn(?:s|ed)? into|word(?:ing)?s?|phrases?|sentences?|statements?|claims?"
    r"|headlines?|slogans?|guess(?:es)?|vague|wrong|bad|unsafe|weak|for example|such as|replaces?"
    r"|unsupported|ask|asks|question)\b(?!\s+(?:is|are)\s+(?:right|true))[^\"]{0,60}$",
    re.IGNORECASE,
)
_NOT_TO_SAY = re.compile(
    r"\bnot to (?:say|write|claim|assert|state|send|infer|conclude|paste|promise)\b"
    r"|\bnever (?:says?|writes?|claims?|asserts?|states?)\b"
    r"|\b(?:do not|don't|does not|must not|should not|may not|cannot)\s+(?:say|write|claim|assert|state|"
    r"conclude|infer|promise|prove|show|paste|assume)\b"
    r"|\b(?:avoid|vague|unsafe|what goes wrong|bad|wrong|not asserted|instead of"
    r"|forbidden|unsupported)\b",
    re.IGNORECASE,
)
_KNOWN_QUESTION = re.compile(
    r"\b(?:did|do|have) you (?:know|hear|heard|notice|noticed)\b", re.IGNORECASE
)


def not_to_say(context: str) -> bool:
    """Return whether a heading, a lead-in or the head of a column announces what not to say."""
    return bool(_NOT_TO_SAY.search(context))


def asserted(sentence: str, begin: int, end: int) -> bool:
    """Return whether a sentence asserts what it says at a place.

    Args:
        sentence: one sentence of plain text.
        begin: where the statement begins.
        end: where it ends.
    """
    if sentence.rstrip("\"') ").endswith("?"):
        return bool(_KNOWN_QUESTION.search(sentence[max(0, begin - _FAR) : begin]))
    before = sentence[max(0, begin - _FAR) : begin]
    after = sentence[end : end + _FAR]
    if _LEFT_OPEN.match(after):
        return False
    if before.count('"') % 2 and _only_mentioned(before, after):
        return False
    return not _governed(before)


def _only_mentioned(before: str, after: str) -> bool:
    """Return whether the words in quotation marks are held up and not said."""
    introduction = before[: before.rindex('"')]
    rest = after.partition('"')[2]
    return bool(
        _MENTIONED.search(introduction)
        or _governed(introduction.rstrip(" :,"))
        or re.match(
            r"\s?(?:is|are|was|would be)\s(?:not|no|never|a claim|a guess|wrong|too)\b", rest
        )
        or rest.lstrip().startswith("?")
        or after.partition('"')[0].rstrip().endswith("?")
    )


def _governed(before: str) -> bool:
    """Return whether a denial or a question before a statement reaches as far as the statement."""
    return (
        any(not _ends(_rest(before, match)) for match in _last(_DENIED, before))
        or any(
            not _ends(rest) and not _REASON.search(rest)
            for rest in (_rest(before, match) for match in _last(_BARE, before))
        )
        or any(_still_asked(before[match.end() :]) for match in _last(_ASKED, before))
        or any(not _ends(_rest(before, match)) for match in _last(_VERIFY, before))
    )


def _last(pattern: re.Pattern[str], before: str) -> list[re.Match[str]]:
    """Return the last few places of a pattern: an earlier one governs no further than these."""
    return list(pattern.finditer(before))[-4:]


def _rest(before: str, governor: re.Match[str]) -> str:
    """Return what stands between a governor and the statement. "Never write: …" goes on."""
    rest = before[governor.end() :]
    return rest.lstrip().removeprefix(":") if rest.lstrip().startswith(":") else rest


def _ends(rest: str) -> bool:
    """Return whether a clause ends within a text, so that what governs it governs no further."""
    return bool(_CLAUSE.search(rest))


def _still_asked(rest: str) -> bool:
    """Return whether a question or condition goes on to the end of a text.

    "If a call fails, it is billed" asserts something; "whether failed, retried or interrupted calls
    are billed" asks. So a comma ends it only if a subject follows, or a clause went before.
    """
    if _ASSURED.search(rest) or re.search(r"[;!?|]|:\s|\s[\u2014\u2013]\s|\bbut\b", rest):
        return False
    head, comma, tail = rest.partition(",")
    while comma:
        tail = tail.lstrip()
        whole = len(head.split()) >= 3 or _SHORT_CONDITION.search(head)
        if _SUBJECT.match(tail) or (whole and not re.match(r"(?:or|and|nor)\s", tail)):
            return False
        more, comma, tail = tail.partition(",")
        head = f"{head} {more}"
    return True
