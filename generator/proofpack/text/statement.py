"""Statement: whether a sentence says something of somebody else as a fact.

What we tell somebody to do, what we do or want ourselves, what a drill or an example makes up, what may
be, what was measured when, and what a message says are no facts about a provider. The grammar is small:
who the subject of the clause is, in which mood its verb stands, and what holds it at arm's length. Every
pattern looks at a bounded stretch before the statement, so that no text makes it slow.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from proofpack.text.clause import Clause, Subject, is_theirs, is_verb, parse, words_of
from proofpack.text.points import speaks

_FAR = 300
"""How many characters before a statement are looked at."""

_I = re.IGNORECASE
_BOUNDARY = re.compile(
    r"[;!?|]\s|:\s|\s[\u2014\u2013-]\s|\u2014"
    r"|,\s(?=(?:but|yet|so|because|since|while|whereas|although|it|they|the|each|every|and\s(?:it|they|"
    r"the|each|every|failed))\s)"
    r"|\s(?:and|but|yet|so)\s(?=(?:[\w-]{1,20}\s){1,3}(?:is|are|was|were|has|have|will|costs?)\b)",
    _I,
)
_NEXT_CLAUSE = re.compile(r"[,;:.!?]")
_LEAD = re.compile(
    r"\s*(?:[\"'(]|(?:and|but|so|then|yet|please|instead|also|next|first|now|afterwards)\b,?\s+"
    r"|(?:on|at|in|from|between|during|for|by|since|until|after|before|per)\s[^,;:]{1,80},\s+)*",
    _I,
)
_TOLD = re.compile(
    r"\b(?:because|note|remember|since|forget that|matters is that|"
    r"(?:know|knows|knew|found|find|learn|learned|saw|see|read|heard|told|"
    r"confirmed|promised|promises|guarantees?|announced|says?|said|states?|aware|sure|"
    r"certain|clear|means?|fact) that)\b",
    _I,
)
_QUOTED = re.compile(r"\"[^\"]*\"")
_OUGHT = re.compile(
    r"\b(?:should|ought to|shall|might|could|would|wants? to|hopes? to|plans? to|planned to|intends? to"
    r"|aims? (?:to|for)|propos\w{2,4} (?:to|is|that)|going to propose|let us)\b",
    _I,
)
_TO_US = re.compile(
    r"\b(?:we|i)\s+(?:(?:only|always|never|also|now|still)\s+)?(?:pay|paid|get|got|(?:have|had)(?!\s+\w{1,20}ed\b)|receive|are|"
    r"were|was|can|may|owe|hit|exceeded)\b",
    _I,
)
_SUFFERED = re.compile(
    r"\b(?:is|are|was|were|be|been|being|gets?|got)\s+(?:\w{1,20}\s+){0,2}"
    r"(?:billed|charged|invoiced|refunded|throttled)\b",
    _I,
)
_ON_OUR_SIDE = re.compile(
    r"\b(?:our|this) (?:side|end)\b|\bby (?:(?:all|both|each|any)\s(?:of\s)?)?(?:us|our|my)\b"
    r"|\b(?:is|are) our (?:own )?(?:choice|decision|rule|policy|setting)\b",
    _I,
)
_INNER = re.compile(
    r"\b((?:at|in|on|of|by|for|from|to|with)\s)?(which means that|which means|that|which|who|when|while|"
    r"before|after|until|if|unless|because|since|where|as soon as|once"
    r"|so that|whether|how|what)\s",
    _I,
)
"""What begins a clause within a clause."""
_REASONS = ("because", "since", "where", "so that", "which means", "which means that")
_IT = re.compile(r"(?:it|they|this|these|that|those|both|each|its|their)\b", _I)
_REACH = 6
"""How many words may stand between the verb of a subject that no list knows and what is said of it."""
_AMOUNT = re.compile(
    r"[\d$€£%]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|"
    r"fifty|sixty|hundred|thousand|million|billion|once|twice|half|pays?|paid|plans?|tiers?|bill\w{0,5}|charg\w{0,3}|refund\w{0,3}|"
    r"quota|credits?|unlimited|throttl\w{1,3}|rate[- ]limit\w{0,3}|cents?|costs?|invoic\w{1,2}|SLA)\b",
    _I,
)
"""What is hardly said of a thing that is not the provider's."""
_DEFINED = re.compile(
    r"\b(?:is|are)\s+(?:\w{1,20}ly\s+)?(computed|calculated|measured|defined|counted|plotted|sampled|"
    r"averaged|rounded in|drawn)\b|\bcorresponds? to\b|"
    r"\w\"\s+means?\b|^(?:p\d\d|[A-Z]{2,5}|an?\s\w{1,20})\s+means\b",
    _I,
)
_WONDERED = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|knows?|knew|known|documented|questions?|learn|tells?|unclear|says?)\b"
    r"[^,;:]{0,30}\b(?:what|how|which|who|when|where|why|whether)\b[^,;:]{0,80}$",
    _I,
)
_MADE_UP = re.compile(
    r"\b(?:stub\w{0,4}|mock\w{0,3}|fake\w{0,2}|fixtures?|dummy|drills?|exercise|rehears\w{1,4}|"
    r"workshop|training|demo|on purpose|game ?day|tabletop|simulat\w{1,4}|emulat\w{1,4}|"
    r"sandboxed|chaos|injects?|injected|injecting|"
    r"examples?|sample|hypothe\w{2,6}|assum\w{1,6}|suppos\w{1,4}|pretend\w{0,3}|imagin\w{1,3}|"
    r"scenario|placeholder|made[- ]up|invented|fictional|synthetic|recorded answer|replayed|"
    r"in (?:the|our|a|all|these) (?:\w{1,20} )?tests?|possible reading)\b",
    _I,
)
_LABEL = re.compile(
    r"^\W{0,3}(?:our\s+|an?\s+|one\s+|the\s+|exit\s+|acceptance\s+|entry\s+|stop\s+)?"
    r"(?:goal|target|threshold|acceptance|criterion|criteria|severity|sev|hypothesis|assumption|plan|"
    r"proposal|example|question|alert|policy|budget|objective|slo|step|rule|action|to do|idea|draft|"
    r"pass|fail|green|amber|yellow|red|p[1-4])\b[^:.;]{0,30}?(?::|\bmeans?\b)",
    _I,
)
_CONDITION = re.compile(
    r"(?:say that|once|as long as|as soon as|before|while|whenever|every time|by the time|until|"
    r"unless|if|when|should|in case|assuming|provided|wherever|even if)\b",
    _I,
)
_CLOCK = re.compile(
    r"\b\d{1,2}:\d\d\b|\b20\d\d-\d\d-\d\d\b|\b(?:last night|yesterday|this morning's)\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)?\s(?:of\s)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|"
    r"dec)[a-z]{0,6}\b"
    r"|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\s"
    r"\d{1,2}\b",
    _I,
)
_OBSERVED = re.compile(
    r"\b(?:measured|showed|shows|saw|seen|counted|recorded|observed|logged|noted|returned|answered|"
    r"took|got|timed|reported|said|lists?|listed|rose|fell|reached|waited|received|failed|were|was)\b",
    _I,
)
_TOLD_US = re.compile(r"\b(?:told|wrote|informed|assured|answered|mailed) (?:to )?(?:us|me)\b", _I)
_MEASURE = re.compile(
    r"\d\s?(?:ms|s|sec|seconds?|minutes?|%|requests?|calls?|attempts?)\b|\d\s(?:of|in|out of)\s\d"
    r"|\b(?:from|between)\s\d{1,2}:\d\d"
    r"|[$€£]\s?\d|\b(?:we|our|client|probes?|dashboard|monitor|run|status page|trace|log|invoice)\b",
    _I,
)
_BARE = re.compile(r"\W{0,2}[\w.,%-]+\W?")
"""A statement of one word or figure says too little by itself: the words of its sentence decide."""
_HABIT = re.compile(r"\b(?:every|always|daily|weekly|monthly|each (?:day|week|month))\b", _I)
_MESSAGE = re.compile(
    r"\b(?:mails?|letters?|messages?|errors?|body|text|banner|status page|log(?:s|ged)?|wrote|"
    r"answer(?:s|ed)?|"
    r"repl(?:y|ies|ied)|returns?|returned|response|toast|alert|header|title|subject|quoted?|support|"
    r"label\w{0,3})\b[^\"]{0,60}$",
    _I,
)
_PAGE = re.compile(r"\b(?<!status )(?:page|manual|documentation|docs|reference|guide)\b", _I)


def stated(
    sentence: str,
    begin: int,
    end: int,
    *,
    inferred: bool = False,
    of_subject: bool = False,
    previous: str = "",
) -> bool:
    """Return whether a sentence states what it says at a place as a fact about somebody else.

    Args:
        sentence: one sentence of plain text.
        begin: where the statement begins.
        end: where it ends.
        inferred: whether it is a conclusion, such as a cause, which nobody observes or decides.
        of_subject: whether it says something only of the subject of its clause: that has to be a thing
            of the provider, in the present.
        previous: the sentence before it, of which "it" may speak.
    """
    before = sentence[max(0, begin - _FAR) : begin]
    statement = sentence[begin : min(end, begin + _FAR)]
    rest = _NEXT_CLAUSE.split(sentence[end : end + 60], maxsplit=1)[0]
    if (
        _in_message(before, sentence[begin:end])
        or _LABEL.match(before + statement[:40])
        or _MADE_UP.search(before + statement + rest)
        or (head := _head(before, statement)) is None
    ):
        return False
    clause = _said(head, statement, rest)
    if previous and _IT.match(clause.head + statement):
        clause = clause._replace(subject=_antecedent(previous))
    if _WONDERED.search(before) or not clause.is_meant(statement):
        return False
    if inferred:
        return True
    if _ON_OUR_SIDE.search(sentence[begin : end + _FAR]) or _observed(sentence, begin, end):
        return False
    if of_subject and _BARE.fullmatch(statement):
        return speaks(sentence)
    return clause.holds(statement) if of_subject else not clause.is_ours(statement)


def is_likely(sentence: str, begin: int, end: int) -> bool:
    """Return whether the words of a sentence alone make it a claim, which nobody is quoted for.

    Args:
        sentence: one sentence of plain text.
        begin: where the words that tell its kind begin.
        end: where they end.
    """
    before = sentence[max(0, begin - _FAR) : begin]
    return speaks(sentence) and not (
        _in_message(before, sentence[begin:end])
        or _observed(sentence, begin, end)
        or _LABEL.match(sentence)
        or _MADE_UP.search(sentence[: 2 * _FAR])
        or _DEFINED.search(sentence[: 2 * _FAR])
        or _is_told(sentence)
    )


def _is_told(sentence: str) -> bool:
    """Return whether an instruction follows a condition: "When a key is blocked, take another"."""
    if not _CONDITION.match(sentence):
        return False
    *_, within = sentence[:_FAR].split(", ")
    return parse(within).subject is Subject.TOLD


def _head(before: str, statement: str) -> str | None:
    """Return what stands of its clause before a statement; None if the clause is a condition."""
    ends = (match.end() for match in _BOUNDARY.finditer(before + statement))
    head = before[max((at for at in ends if at <= len(before)), default=0) :]
    lead = _LEAD.match(head)
    head = head[lead.end() :] if lead else head
    if not _CONDITION.match(head):
        return head
    _, comma, head = head.partition(", ")
    return head if comma else None


class _Said(NamedTuple):
    """Of what something is said: the clause before it, its subject, and how far its verb is away."""

    head: str
    subject: Subject
    far: int | None
    past: bool = False

    def is_meant(self, statement: str) -> bool:
        """Return whether a statement is said to be so, and nothing is asked for, wished or defined."""
        whole = self.head + statement
        if self.subject is Subject.TOLD or _OUGHT.search(whole):
            return False
        defined = _DEFINED.search(whole)
        counted = defined and self.subject is Subject.THEIRS and defined[1] == "counted"
        return not defined or bool(counted) or bool(_SUFFERED.search(statement))

    def is_ours(self, statement: str) -> bool:
        """Return whether a statement is said of us, or of something of ours."""
        suffered = _SUFFERED.search(statement) or _TO_US.match(self.head + statement)
        return self.subject is Subject.OURS and not suffered

    def holds(self, statement: str) -> bool:
        """Return whether a statement is said of a thing of the provider."""
        if self.far is None or self.past:
            return False
        if self.subject is Subject.UNKNOWN:
            return self.far <= _REACH and bool(_AMOUNT.search(statement))
        return self.subject is Subject.THEIRS


def _said(head: str, statement: str, rest: str) -> _Said:
    """Return of what a statement is said: of the subject of its clause, or of one within that."""
    shown = _QUOTED.sub("", head).partition('"')[0]
    clause = parse(_QUOTED.sub("", head + statement + rest))
    asserted = _Said(head, clause.subject, _far(shown, statement, clause), clause.past)
    inner = next(reversed([*_INNER.finditer(head)]), None)
    if not inner:
        return asserted
    word, tail = inner[2].lower(), head[inner.end() :]
    own = parse(tail + statement + rest)
    if word in ("that", "which", "who") and is_verb((tail + statement).partition(" ")[0]):
        if asserted.far is not None and clause.verb and clause.verb > words_of(head[: inner.end()]):
            return asserted  # what is within describes the subject, and its verb comes after that
        if asserted.subject in (Subject.TOLD, Subject.OURS) and not _TOLD.search(head):
            return asserted
        if clause.verb is None or words_of(head[: inner.start()]) <= clause.verb:
            return asserted._replace(subject=Subject.NONE)  # it only says which one is meant
        named = head[: inner.start()].split()
        theirs = bool(named) and not inner[1] and is_theirs(named[-1])
        return _Said(tail, Subject.THEIRS if theirs else Subject.NONE, 0)
    far = _far(tail, statement, own)
    if far is None:
        return asserted
    if word == "so that" and asserted.subject in (Subject.TOLD, Subject.OURS):
        return asserted
    if word in _REASONS or _TOLD.search(head[: inner.end()]):
        return _Said(tail, own.subject, far, own.past)
    figure = asserted.subject is Subject.THEIRS and re.search(r"\d", statement)
    if word in ("that", "which", "what", "how", "whether") or not figure:
        return asserted._replace(far=None)
    return asserted


def _far(head: str, statement: str, clause: Clause) -> int | None:
    """Return how many words stand between the verb of a clause and a statement, if it reaches that."""
    if clause.verb is None or words_of(head + statement) <= clause.verb:
        return None
    return max(0, words_of(head) - clause.verb)


def _antecedent(sentence: str) -> Subject:
    """Return what "it" speaks of behind a sentence."""
    lead = _LEAD.match(sentence)
    subject = parse(sentence[lead.end() :] if lead else sentence).subject
    return subject if subject in (Subject.THEIRS, Subject.OURS) else Subject.UNKNOWN


def _in_message(before: str, statement: str) -> bool:
    """Return whether a statement stands in quotation marks and is what a message or a person says."""
    whole = before + statement if before.count('"') % 2 == 0 and '"' in statement else before
    if whole.count('"') % 2 == 0:
        return False
    introduction = whole[: whole.rindex('"')]
    return bool(_MESSAGE.search(introduction)) and not _PAGE.search(introduction)


def _observed(sentence: str, begin: int, end: int) -> bool:
    """Return whether a sentence reports a measure with its time, and no habit."""
    near = sentence[max(0, begin - _FAR) : end + _FAR]
    return bool(
        _CLOCK.search(near)
        and (
            _TOLD_US.search(near)
            or (_OBSERVED.search(near) and _MEASURE.search(near) and not _HABIT.search(near))
        )
    )
