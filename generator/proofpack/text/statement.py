"""Statement: whether a sentence says something of somebody else as a fact.

What we tell somebody to do, what we do or want ourselves, what a drill or an example makes up, what may
be, what was measured when, and what a message says are no facts about a provider. The grammar is small:
who the subject of the clause is, in which mood its verb stands, and what holds it at arm's length. Every
pattern looks at a bounded stretch before the statement, so that no text makes it slow.
"""

from __future__ import annotations

import re

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
# The verbs of instructions. One opens a clause of its own and is followed by its object.
_IMPERATIVE = re.compile(
    r"(?:(?:do not|don't|never|always|only|just|please)\s+)?(?:"
    r"add|adjust|aim|alert|allow|allot|apply|ask|assert|assume|attach|avoid|back off|begin|block|book|"
    r"budget|calculate|call|cap|cache|change|check|choose|close|collect|compare|configure|continue|copy|"
    r"count|cut|declare|decide|define|delay|disable|discard|divide|double|drop|enable|enforce|ensure|"
    r"escalate|estimate|exclude|export|fail|fall back|file|fire|fill|flag|freeze|give|halt|"
    r"hold|increase|"
    r"inform|keep|label|leave|let|limit|log|look|lower|make|mark|measure|monitor|move|notify|open|page|"
    r"pass|pause|pick|plan|poll|post|put|renew|refresh|rotate|store|trim|split|warm|queue|"
    r"raise|ramp|read|rebuild|record|reduce|reject|repeat|"
    r"replay|report|request|reserve|reset|restart|restrict|resume|retry|return|roll|rotate|route|run|"
    r"scale|schedule|send|set|shed|skip|sleep|split|spend|spread|start|stay|stop|submit|switch|"
    r"take|tell|"
    r"test|throttle|treat|trigger|try|tune|turn|update|use|verify|wait|warn|watch|write"
    r")\b(?!\s+(?:(?:is|are|was|were|has|have|costs?|may|can|will|does|do|takes?|needs?|counts?)\b"
    r"|mode\b|calls?\s+(?:are|is)\b|requests?\s+(?:are|is)\b|that\b|as many\b))(?!-)",
    _I,
)
_TOLD = re.compile(r"\b(?:that|because|which|who|note|remember|since)\b", _I)
_OUGHT = re.compile(
    r"\b(?:should|ought to|shall|might|could|would|wants? to|hopes? to|plans? to|planned to|intends? to"
    r"|aims? (?:to|for)|propos\w{2,4} (?:to|is|that)|going to propose|let us)\b",
    _I,
)
_OUR_RULE = re.compile(r"\b(?:we|let's|i)\b", _I)
_OURS = re.compile(
    r"\b(?:our|my|ours)\b(?!\s+(?:\w{1,20}\s+)?(?:account|key|plan|quota|request|call|traffic|usage|"
    r"balance|bill|token|tier|subscription|invoice|provider|vendor|api|upstream|model|credit|rate limit)"
    r"s?\b)",
    _I,
)
_TO_US = re.compile(
    r"\b(?:we|i)\s+(?:(?:only|always|never|also|now|still)\s+)?(?:pay|paid|get|got|have|had|receive|are|"
    r"were|was|can|may|owe|hit|exceeded)\b",
    _I,
)
_SUFFERED = re.compile(
    r"\b(?:pays?|paid|owes?)\b|\b(?:is|are|was|were|be|been|being|gets?|got)\s+(?:\w{1,20}\s+){0,2}"
    r"(?:billed|charged|invoiced|refunded|throttled)\b",
    _I,
)
_OWN = (
    r"(?:limiter|worker|runner|script|probe|canary|load test|load generator|soak test|smoke test|test|"
    r"job|dashboard|graph|chart|panel|monitor|histogram|trace|log|run|report|counter|timeline|pager|"
    r"alert|alarm|alerting rule|warning|threshold|target|goal|objective|error budget|retry budget|"
    r"team|squad|people|person|task|campaign|department|finance|colleague|developer|shopper|"
    r"hand-over|time to (?:detection|"
    r"recovery|restore)|"
    r"importer?|nightly \w{1,20}|retro|rotation|responder|simulator|owner|reviewer|reader|"
    r"on-call|engineer|desk|phone|shift|rota|"
    r"template|checklist|form|worksheet|packet|note|runbook|playbook|page|guide|checker|"
    r"wrapper|circuit breaker|breaker|scheduler|cron|crawler|batcher|importer|exporter|"
    r"fallback|cutover|rollout|rehearsal|acceptance|criterion|check|queue|consumer|bulkhead|semaphore|"
    r"pool|retry policy|retries policy|backoff|budget|invoice|spreadsheet|estimate|forecast|sandbox "
    r"copy|sidecar|feature flag|pipeline|deployment of ours)s?"
)
_SUBJECT = (
    r"(?:api|gateway|provider|vendor|platform|service|endpoint|model|channel|server|upstream|backend|"
    r"region|account|key|plan|tier|quota|limit|price)s?"
)
_OWN_SUBJECT = re.compile(
    r"(?:(?:the|an?|each|every|this|that|these|all|one|no|any|both|in the|in a|in this)\s+)?"
    rf"(?:(?!(?:{_SUBJECT}|may|can|must|will|batch)\b)[\w-]{{1,20}}\s+){{0,2}}?{_OWN}\b"
    r"(?!\s+(?:requests?|calls?|keys?|accounts?|mode|tier|tokens?|entries|endpoint|pages?|api)\b)",
    _I,
)
_ON_OUR_SIDE = re.compile(r"\b(?:our|this) (?:side|end)\b", _I)
_DEFINED = re.compile(
    r"\b(?:is|are)\s+(?:\w{1,20}ly\s+)?(?:computed|calculated|measured|defined|counted|plotted|sampled|"
    r"averaged|rounded in|drawn)\b",
    _I,
)
_WONDERED = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|knows?|knew|known|documented|questions?|learn|tells?|unclear|says?)\b"
    r"[^,;:]{0,30}\b(?:what|how|which|who|when|where|why|whether)\b[^,;:]{0,80}$",
    _I,
)
_THING = (
    r"(?:api|gateway|provider|vendor|platform|service|endpoint|model|channel|server|upstream|backend|"
    r"region|processor|account|key|plan|tier|quota|limit|price|request|call|webhook|upload|download|"
    r"file|batch|batche|conversation|prompt|completion|image|picture|video|token|credit|delivery|"
    r"deliverie|email|message|refund|chargeback|fee|cold start|cache write|cache read|"
    r"cache hit|workspace|"
    r"project|organi[sz]ation|user|customer|subscriber|stream|session|generation|transcription|"
    r"embedding|transaction|payment|invoice|query|querie|response|answer|retrie|retry|failure|ticket|"
    r"attachment|instance|container|deployment|snapshot|backup|storage|traffic|burst|ceiling|cap|"
    r"maximum|minimum|allowance|subscription|trial|contract|operation|connection|search|record|"
    r"tenant|application|retention|synthesis|index|indexe|index(?:es)|vector|write|read|cache|"
    r"caching|unit|"
    r"pod|job|search|address|cluster|node|shard|partition|topic|volume|disk|route|feed|export|scan|"
    r"bucket|pack|egress|ingress|logs|function|database|build|delay|object class|cdn|sms|number|part|"
    r"segment|transcript|recording|hour of audio|control plane|console|priorit\w{1,3}|throughput|"
    r"durability|latency|uptime|bandwidth|capacity|rate|purge|purging|deleting|uploading|you|"
    r"output|input|support|object|bucket|result|event|log entrie|domain|seat)s?"
)
_THING_SUBJECT = re.compile(
    r"(?:(?:the|an?|each|every|this|that|these|all|any|no|both|your|only|most|some|its|their)\s+)?"
    r"(?:(?!\w{2,20}(?<!les)(?<!ou)(?<!')s\b|(?:of|for|with|to|in|on|is|are|may|can|must|will|"
    r"should|not|"
    r"and|we|our|took|ran|lost|got|made|sent)\b)[\w'-]{1,20}\s+){0,4}?"
    rf"(?:{_THING}|(?-i:[A-Z][a-z]{{1,20}}[A-Z][A-Za-z]{{0,20}}))\b",
    _I,
)
_PAST = re.compile(
    r"(?<!is )(?<!are )(?<!be )(?<!been )(?<!an )(?<!a )(?<!the )(?<!not )(?<!never )"
    r"\b(?:was|were|had|did|took|went|got|made|sent|ran|came|rose|fell|lost|saw|\w{3,20}(?<!e)ed)\s",
    _I,
)
_CLIENT = re.compile(r"(?:the|this|each)\s+(?:[\w-]{1,20}\s+)?(?:client|sdk|proxy|caller)\b", _I)
_MADE_UP = re.compile(
    r"\b(?:stub\w{0,4}|mock\w{0,3}|fake\w{0,2}|fixtures?|dummy|drills?|exercise|rehears\w{1,4}|"
    r"workshop|training|demo|on purpose|game ?day|tabletop|simulat\w{1,4}|emulat\w{1,4}|"
    r"sandboxed|chaos|injects?|injected|injecting|"
    r"examples?|sample|hypothe\w{2,6}|assum\w{1,6}|suppos\w{1,4}|pretend\w{0,3}|imagin\w{1,3}|"
    r"scenario|placeholder|made[- ]up|invented|fictional|synthetic|recorded answer|replayed|"
    r"possible reading)\b",
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
    r"(?:once|as long as|as soon as|before|while|whenever|every time|by the time|until|unless|if|when|"
    r"should|in case|assuming|provided|wherever|even if)\b",
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
_MEASURE = re.compile(
    r"\d\s?(?:ms|s|sec|seconds?|minutes?|%|requests?|calls?|attempts?)\b|\d\s(?:of|in|out of)\s\d"
    r"|[$€£]\s?\d|\b(?:we|our|client|probes?|dashboard|monitor|run|status page|trace|log|invoice)\b",
    _I,
)
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
    sentence: str, begin: int, end: int, *, inferred: bool = False, figure: bool = False
) -> bool:
    """Return whether a sentence states what it says at a place as a fact about somebody else.

    Args:
        sentence: one sentence of plain text.
        begin: where the statement begins.
        end: where it ends.
        inferred: whether it is a conclusion, such as a cause, which nobody observes or decides.
        figure: whether it is a bare figure, which says something only of the subject of its clause: that
            has to be a thing of the provider, in the present.
    """
    before = sentence[max(0, begin - _FAR) : begin]
    if _in_message(before, sentence[begin:end]):
        return False
    near = sentence[max(0, begin - _FAR) : end]
    ends = (match.end() for match in _BOUNDARY.finditer(near))
    clause = before[max((at for at in ends if at <= len(before)), default=0) :]
    lead = _LEAD.match(clause)
    head = clause[lead.end() :] if lead else clause
    statement = sentence[begin : min(end, begin + _FAR)]
    whole = head + statement
    if _LABEL.match(before + statement[:40]) or _MADE_UP.search(
        before + statement + _NEXT_CLAUSE.split(sentence[end : end + 60], maxsplit=1)[0]
    ):
        return False
    if _told_to(head, statement) or _OUGHT.search(whole) or _WONDERED.search(before):
        return False
    if _DEFINED.search(whole) and not _SUFFERED.search(statement):
        return False
    if _CONDITION.match(head) and not _after_comma(head):
        return False
    if inferred:
        return True
    if _ON_OUR_SIDE.search(sentence[begin : end + _FAR]):
        return False
    if figure and not (_THING_SUBJECT.match(whole) and not _PAST.search(whole)):
        return False
    return not (_ours(head, whole, statement) or _observed(sentence, begin, end))


def _in_message(before: str, statement: str) -> bool:
    """Return whether a statement stands in quotation marks and is what a message or a person says."""
    whole = before + statement if before.count('"') % 2 == 0 and '"' in statement else before
    if whole.count('"') % 2 == 0:
        return False
    introduction = whole[: whole.rindex('"')]
    return bool(_MESSAGE.search(introduction)) and not _PAGE.search(introduction)


def _told_to(head: str, statement: str) -> bool:
    """Return whether a clause tells somebody to do something, and nothing else is said in it."""
    whole = head + statement
    verb = _IMPERATIVE.match(whole)
    return bool(verb) and not _TOLD.search(head)


def _after_comma(head: str) -> bool:
    """Return whether the condition at the head of a clause has ended before the statement."""
    return "," in head


def _ours(head: str, whole: str, statement: str) -> bool:
    """Return whether the subject of a clause is we, or something of ours."""
    if _SUFFERED.search(statement) or _TOLD.search(head):
        return False
    if _OUR_RULE.match(whole):
        return not _TO_US.match(whole)
    own = _OWN_SUBJECT.match(whole) or _CLIENT.match(whole)
    if own and own.end() <= len(whole):
        return True
    ours = _OURS.search(whole)
    return bool(ours)


def _observed(sentence: str, begin: int, end: int) -> bool:
    """Return whether a sentence reports a measure with its time, and no habit."""
    near = sentence[max(0, begin - _FAR) : end + _FAR]
    return bool(
        _CLOCK.search(near)
        and _OBSERVED.search(near)
        and _MEASURE.search(near)
        and not _HABIT.search(near)
    )
