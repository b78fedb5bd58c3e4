"""Rules as data: wording that may not stand without a fact, secrets, and what not to paste."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)

from proofpack.model.records.base import (
    Count,
    Day,
    Flag,
    Id,
    Record,
    Scalar,
    ShortDigest,
    Text,
    Title,
    wrong,
)
from proofpack.model.records.shared_pattern import fault
from proofpack.model.records.wording_pattern import fault as wording_fault

_SCALE = r"\s?(?:k|m|thousand|million|billion|hundred|dozen)?"
_NUMBER_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|twenty|thirty|forty|fifty|"
    "sixty|ninety|hundred"
)
_NO_THING = (
    "identifier|name|field|reference|list|catalogue|catalog|page|documentation|id|response|message|client"
    "|class|key|version|configuration|column"
)
SUBJECT = "{subject}"
"""Stands in patterns for the names of an API and its provider: any of them."""
_CHANGES = (
    "ris|rose|fall|fell|drop|doubl|tripl|halv|increas|decreas|degrad|improv|worsen|grow|grew|shrink|"
    "shrank|spik|climb|var(?:y|ied|ies)|depend|differ|appl(?:y|ie)"
)
WORDS = {
    "{label}": (
        r"\s*:\s*(?:~\s?|about\s+|around\s+|up\s+to\s+|at\s+most\s+|from\s+|max\.?\s+)?"
        r"(?:[\d$€£]|none\b|no\b|unlimited|free\b|per\b|never\b)"
    ),
    "{changes}": (
        rf"(?:(?:{_CHANGES})(?:s|es|ed|n|d|en|e|ing)?|changed|raised|lowered|reduced|lifted|"
        r"(?:went|go|goes|gone) (?:up|down)|"
        r"(?:is|are|was|were|remains?|stays?)\s+(?:\w{1,20}\s+){0,2}?(?:higher|lower|highest|lowest|"
        r"unchanged|the same|identical|comparable|similar|equal|better|worse|best|worst|excellent|"
        r"perfect|good|poor|high|low|stable|constant|fixed|predictable|negligible|noticeable|acceptable|normal|"
        r"guaranteed|shared|pooled|separate|enforced|counted|measured|reset|cut|per|\w{1,6} times))\b"
    ),
    "{alters}": (
        r"(?:cuts?|lowers?|lowered|raises?|raised|reduces?|reduced|lifts?|lifted|halves|halved|doubles|"
        r"doubled|increases?|increased|decreases?|decreased|changes?|changed|adjusts?|adjusted|removes?|"
        r"removed|drops|dropped|ends|ended|tightens?|relaxes?|introduces?|introduced)\s+"
        r"(?:its|the|their|all|your|any|this|that|a)\s+(?:[\w-]{1,20}\s+){0,2}?"
    ),
    "{thing}": rf"{SUBJECT}s?(?!\s+(?:{_NO_THING})s?\b)",
    "{number}": (
        rf"(?:\d[\d.,]{{0,12}}|(?:{_NUMBER_WORDS})\b|an?\s(?=(?:hundred|thousand|million|dozen)\b))"
        rf"{_SCALE}"
    ),
    "{time}": (
        r"(?:(?:business|working|calendar)\s)?"
        "(?:ms|milliseconds?|s|secs?|seconds?|minutes?|mins?|hours?|days?|weeks?|months?|years?)"
    ),
    "{calls}": "(?:requests?|tokens?|calls?|queries|messages)",
    "{counted}": (
        "(?:requests|tokens|calls|queries|messages|characters|words|images|pictures|files|pages|records|"
        "rows|items|results|entries|keys|users|seats|accounts|members|connections|sockets|sessions|streams|"
        "models|languages|regions|symbols|retries|attempts|tries|events|webhooks|emails|mails|jobs|"
        "objects|documents|projects|workspaces|domains|addresses|numbers|vectors|dimensions|credits|"
        "searches|lookups|bookings|uploads|downloads|turns|prompts|copies|replicas|backups|hits|bytes)"
    ),
    "{be}": (
        r"\b(?:is|are|was|were|isn't|aren't|wasn't|weren't|remains?|stays?|stayed|remained|gets?|becomes?|"
        r"(?:has|have|had) (?:(?:never|always|not|also|often|rarely|just) )?been|"
        r"will be|won't be|can be|may be|being)\s+"
        r"(?:(?:not|never|no longer|only|always|also|currently|now|generally|fully|highly|still|again|"
        r"already|usually|often|really|just|simply|completely|temporarily|permanently|partly|probably|"
        r"clearly|definitely|automatically|normally|today|right now|at present|both|even|once|twice|"
        r"double|rarely|seldom|therefore|typically)\s+){0,3}"
    ),
}
"""What a pattern may say for a list of words."""


def filled_in(pattern: str, subject: str) -> str:
    """Return a pattern with the words that its names in braces stand for.

    Args:
        pattern: as it is written.
        subject: what `{subject}` stands for.
    """
    for name, words in WORDS.items():
        pattern = pattern.replace(name, words)
    return pattern.replace(SUBJECT, subject)


TESTED = "tested"
"""The context of rules whose patterns a test has looked at, as those of the program. It takes long."""


def _each_line(value: str, info: ValidationInfo) -> str:
    if info.context is TESTED:
        return value
    lines = filled_in(value, "api").splitlines()
    for number, line in enumerate(lines, 1):
        if reason := wording_fault(line):
            where = f"line {number}: " if len(lines) > 1 else ""
            raise wrong("bad-pattern", f"{where}{reason.what}", reason.remedy)
    return value


WordingPattern = Annotated[Scalar, AfterValidator(_each_line)]
"""Regular expressions, one a line, compiled when they are first tried."""


class AssertionRule(Record):
    """A kind of statement that needs a fact behind it."""

    id: Id
    """Name of the rule."""
    about: Text
    """What such a statement is about."""
    pattern: WordingPattern | None = None
    """A regular expression that finds it in one sentence, without regard to case. Each line of it is an
    alternative: a regular expression of its own, as Python reads it. `{subject}` in it stands for the
    names of the API and its provider, as alternatives: general words, and the `subjects:` of the
    policy. Other names in braces stand for words that the program knows, as `{number}` does, `{time}`
    (units) and `{be}` (forms of *to be*)."""
    says: WordingPattern | None = None
    """What is said of a subject, in patterns such as those of `pattern`. It counts where the subject of
    its clause is a thing of the provider, such as a request, a plan or a model, and where no `pattern`
    finds anything in the sentence."""
    instead: Text
    """Wording that is safe without a fact."""
    topic: WordingPattern | None = None
    """A regular expression of the words of which a fact that carries such a statement has one, at
    least. Without it, only the figures of the statement are looked for in the fact."""
    inferred: Flag = False
    """Whether such a statement is a conclusion, such as a cause: no measurement carries it."""
    rest: Flag = False
    """Whether it is the kind of a sentence that its words make a claim and that no `topic` fits."""
    measurable: Flag = False
    """Whether one can see it oneself, as a latency: then a finding may ask for its measure and time."""
    matches: list[Text] = Field(min_length=1)
    """Sentences that the rule must find. Tested."""
    passes: list[Text] = Field(min_length=1)
    """Sentences close to those that the rule must leave alone. Tested."""

    @model_validator(mode="after")
    def _has_pattern(self) -> AssertionRule:
        if self.pattern is None and self.says is None:
            raise wrong("missing-key", "no pattern", "Wanted: `pattern:` or `says:`.")
        return self


def _shared(value: str, info: ValidationInfo) -> str:
    if info.context is TESTED:
        return value
    if reason := fault(value):
        raise wrong("bad-pattern", reason, "Fix it: it runs in Python and in browsers.")
    return value


def _bits(value: object) -> object:
    if isinstance(value, str):
        if not re.fullmatch(r"[0-9](?:\.[0-9]{1,2})?", value):
            raise wrong("wrong-type", f'found "{value}"', "Wanted: a number such as 3.5.")
        return float(value)
    return value


def _parts(value: object) -> object:
    parts = value if isinstance(value, list) else [value]
    texts = [part for part in parts if isinstance(part, str)]
    if not texts or len(texts) < len(parts):
        raise wrong("wrong-type", "found no text", "Wanted: text, or a list of its parts.")
    return "".join(texts)


SharedPattern = Annotated[Title, AfterValidator(_shared)]
"""A regular expression in the subset that Python and browsers treat alike."""

Bits = Annotated[
    float,
    BeforeValidator(_bits),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 9.99}),
]
"""Bits per character."""

Sample = Annotated[
    str,
    BeforeValidator(_parts),
    WithJsonSchema({"type": ["string", "array"], "items": {"type": "string"}}),
]
"""A text, or a list of parts to be joined. `{hex:40}`, `{base62:48}` and such stand for characters that
are made when the sample is used, so that nothing in the file looks like a key."""

SecretKind = Literal["credential", "personal"]

Tells = Literal["password", "login", "key", "code"]

Check = Literal[
    "keylike", "password", "luhn", "iban", "cookie", "digit", "mixed", "phone", "strange", "base64"
]


class SecretRule(Record):
    r"""A kind of value that must not be written down.

    Patterns run on text in normal form (see `generator/proofpack/secrets/normal.py`), in Python and
    in browsers. They keep to what both treat alike: ASCII, letters outside it by code (`\u5bc6`) if
    they have no two cases, classes written out in `[...]`, `(?:...)`, look-around of fixed width,
    `* + ? {n,m}`. What a `(...)` holds is the value; without one, the whole match is. Of several the
    first that took part counts.
    """

    id: Id
    """Name of the rule. It appears in findings and in `<REDACTED:id-1>`."""
    about: Text
    """What such a value is."""
    kind: SecretKind = "credential"
    """What it is. A `credential` opens something: it stops builds and packets, wherever it stands.
    `personal` data tells of somebody: it holds packets, is an error in data and guides, and a warning on
    other pages."""
    pattern: SharedPattern
    """A regular expression that finds it."""
    ignore_case: Flag = False
    """Whether the pattern disregards case."""
    entropy: Bits = 0.0
    """How many bits each character of the value holds at least, as Shannon counts them."""
    check: Check | None = None
    """What the value must be besides: `keylike` (letters and digits), `password` (no plain word),
    `digit` (holds one), `mixed` (digits, and letters of both cases), `luhn`, `iban`, `phone`,
    `cookie`, `strange` (its letters follow each other as they do not in words), `base64` (of a
    text in which another rule finds a credential: the value is the rest, from there on)."""
    tells: Tells | None = None
    """What the matches of the pattern announce, if they are words such as *password*, and not values: a
    value of this kind is then looked for near them, in their sentence, under their name, or in their
    column (see `generator/proofpack/secrets/announced.py`). `entropy` and `check` do not count."""
    near: list[Title] = Field(default_factory=list)
    """Words of which one stands within 40 characters before the value, in any case."""
    joined: Flag = False
    """Whether the value is also looked for across line folds and spaces within it."""
    shows: Count = Field(default=0, le=4)
    """How many of its first characters a finding may show."""
    instead: Title
    """The placeholder to write, such as `<API_KEY>`."""
    revoke: Flag = True
    """Whether who has written it down has to revoke it."""
    certain: Flag = False
    """Whether what it finds is a secret for certain, as a private key is, or a value with the prefix and
    the length of a provider's own. Nobody can say of such a finding that it is none."""
    matches: list[Sample] = Field(min_length=1)
    """Texts in which the rule must find something. Tested."""
    passes: list[Sample] = Field(min_length=1)
    """Texts close to those in which no rule may find anything. Tested."""


class BodyRule(Record):
    """A kind of text that does not belong into a worksheet, such as the body of a request: as advice.

    Its pattern keeps to what patterns of secrets keep to. It runs on text in which every run of spaces
    is one space, lines begin without spaces, and quotation marks are straight.
    """

    id: Id
    """Name of the rule."""
    about: Text
    """What such a text is."""
    pattern: SharedPattern
    """A regular expression that finds it."""
    ignore_case: Flag = False
    """Whether the pattern disregards case."""
    instead: Text
    """What to write in its place."""
    matches: list[Sample] = Field(min_length=1)
    """Texts in which the rule must find something. Tested."""
    passes: list[Sample] = Field(min_length=1)
    """Texts close to those in which no such rule may find anything. Tested."""


class Harmless(Record):
    """A form of value that no rule takes for a secret: placeholders, references, samples.

    It excuses no credential that a rule of an earlier file finds: there, only a value is excepted.
    """

    id: Id
    """Its name."""
    about: Text
    """What such values are."""
    pattern: SharedPattern
    """A regular expression that matches the whole value, without regard to case."""
    rules: list[Id] = Field(default_factory=list)
    """The rules that it concerns; none means all."""


class KnownSecret(Record):
    """A finding that is known and accepted until a day."""

    rule: Id
    """The rule that finds it."""
    digest: ShortDigest
    """The digest that the finding shows. It never holds the value."""
    reason: Text
    """Why it may stand."""
    expires: Day
    """The last day on which it may."""


class Rules(Record):
    """A file of `data/rules/`: statements that need a fact, secrets, and what not to paste.

    They are added to the rules that come with the program.
    """

    assertions: list[AssertionRule] = Field(default_factory=list)
    """Statements that need a fact."""
    bodies: list[BodyRule] = Field(default_factory=list)
    """What does not belong into a worksheet."""
    phrases: list[BodyRule] = Field(default_factory=list)
    """Phrases of statements that need a source, looked for in worksheets."""
    secrets: list[SecretRule] = Field(default_factory=list)
    """What counts as a secret. Where two find the same characters, a credential counts before personal
    data, and else the first."""
    harmless: list[Harmless] = Field(default_factory=list)
    """Forms of values that are no secrets."""
    known: list[KnownSecret] = Field(default_factory=list)
    """Findings that are accepted until a day."""

    def __hash__(self) -> int:
        """Tell files apart by which object they are: what is compiled from them is kept by it."""
        return id(self)

    @model_validator(mode="after")
    def _not_empty(self) -> Rules:
        if not (self.model_fields_set and any(getattr(self, key) for key in self.model_fields_set)):
            raise wrong(
                "empty", "no rule is listed", "Wanted: `assertions:`, `bodies:` or `secrets:`."
            )
        return self
