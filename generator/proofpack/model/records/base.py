"""What every record shares: strictness, and the types of a single value.

YAML scalars arrive here as text, exactly as they stand in the file (`load` never guesses that `no`
is a boolean or `1.10` a number). The types below say what that text must be, so one definition gives
the check, the JSON Schema and the reference page.

References to other records are checked while a file is validated, against the `Names` that the whole
project declares. So an unknown id is reported together with every other problem of the file.
"""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any
from urllib.parse import urlsplit

from msgspec import Struct, field
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from proofpack.model.years import YEARS


class Record(BaseModel):
    """Base of all records: unknown keys are refused, and a record never changes once made."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    def __repr__(self) -> str:
        """Tell all of it: what a page shows is told so at each build, and pydantic takes its time."""
        return f"{type(self).__name__}({self.__dict__})"


class Names(Struct, frozen=True):
    """Every id that the project declares, by kind, whether or not its record is valid.

    Ids of broken records count too: a typing mistake in one fact must not make each of its uses
    look like a second mistake.
    """

    known: Mapping[str, frozenset[str]] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    """Kinds of file of which one could not be read: what it declares is not known."""

    def of(self, kind: str) -> frozenset[str]:
        """Return the declared ids of one kind ("source", "fact", "area", ...)."""
        return self.known.get(kind, frozenset())

    def offered(self, kind: str) -> frozenset[str]:
        """Return those that may be proposed for a misspelling: not what is retired."""
        return self.of(kind) - self.of("retired")

    def lacks(self, kind: str, name: str) -> bool:
        """Return whether no file declares `name`, and no unread file might."""
        if name in self.of(kind):
            return False
        name, _, of = kind.partition(" of ")
        family = "worksheets" if of == "worksheets" else _FAMILIES[name]
        return not self.unread if family == "pages" else family not in self.unread


_FAMILIES = {
    "source": "sources",
    "fact": "sources",
    "contract": "contracts",
    "area": "contracts",
    "facet": "contracts",
    "table": "tables",
    "symptoms": "tables",
    "worksheet": "worksheets",
    "faq": "faq",
    "question": "faq",
    "owner": "policy",
    "kind": "policy",
    "group": "policy",
    "guide": "pages",
    "page": "pages",
}
"""The kind of file that declares each kind of id which something refers to."""


_APART = 0.1
"""How much nearer the nearest spelling has to be than the next one."""


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """Return a suggestion as a sentence, or what there is to choose from, or nothing.

    Of two that are about as near both are named: a sentence that names one is sure.

    Args:
        wrong: what the author wrote.
        known: the spellings that would be right.
    """
    choices = sorted(known)
    close = difflib.get_close_matches(wrong, choices, n=2, cutoff=0.6)
    if len(close) == 2 and likeness(wrong, close[0]) - likeness(wrong, close[1]) < _APART:
        return f'Did you mean "{close[0]}" or "{close[1]}"?'
    if close:
        return f'Did you mean "{close[0]}"?'
    if 0 < len(choices) <= 12:
        return f"Known: {', '.join(choices)}."
    return ""


def likeness(wrong: str, right: str) -> float:
    """Return how near a spelling is to another, from 0 to 1."""
    return difflib.SequenceMatcher(None, right, wrong).ratio()


def wrong(rule: str, what: str, remedy: str) -> PydanticCustomError:
    """Make the error that a value type raises; `validate` turns it into a problem with a place."""
    return PydanticCustomError(rule, "{what}", {"what": what, "remedy": remedy})


# --- plain values -------------------------------------------------------------------------------

_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*\Z")
# Names that a file system or a web server treats apart: Windows devices, and a folder's own page.
_RESERVED = frozenset(
    [
        "con",
        "prn",
        "aux",
        "nul",
        "index",
        *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10)),
    ]
)
_CHOICE_ID = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*\Z")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_LINK = re.compile(r"\]\(\s*<?\s*([a-zA-Z][a-zA-Z0-9+.\-\s]*):")
MINIMUM_QUOTE = 12
MOST_BYTES = 20_000_000
"""Of a page. It is held in memory, as its bytes, its characters and its tree."""


def id_fault(value: str) -> str | None:
    """Return why a text cannot be an id (it becomes a file name and an anchor), or None."""
    if not _ID.match(value):
        return "is not an id"
    if value in _RESERVED:
        return "is a reserved name"
    return None


def _id(value: str) -> str:
    if fault := id_fault(value):
        raise wrong(
            "bad-id",
            f'"{value}" {fault}',
            "Wanted: lower-case letters and digits, joined by single hyphens or underscores.",
        )
    return value


def _choice_id(value: str) -> str:
    if not _CHOICE_ID.match(value):
        what = f'"{value}" is not an id'
        remedy = (
            "Wanted: lower-case letters and digits, joined by single hyphens, underscores or dots."
        )
        raise wrong("bad-id", what, remedy)
    return value


def _scalar(value: object) -> object:
    if isinstance(value, (list, dict)):
        kind = "a list" if isinstance(value, list) else "a mapping"
        remedy = "Wanted: text. Quote it if it contains `: `, or starts with `[`, `{` or `-`."
        raise wrong("wrong-type", f"found {kind}", remedy)
    return value


def _filled(value: str) -> str:
    if not value.strip():
        raise wrong("empty", "nothing is written here", "Wanted: text.")
    return value.strip()


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _links(value: str) -> str:
    for match in _LINK.finditer(value):
        if match.group(1).lower() not in ("http", "https", "mailto"):
            what = f"a link to `{match.group(1)}:` is not allowed"
            raise wrong("bad-link", what, "Wanted: a link that begins with https://.")
    return value


def _date(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not _DATE.match(value):
        raise wrong("bad-date", f'found "{value}"', "Wanted: a date as YYYY-MM-DD, in UTC.")
    if not YEARS[0] <= int(value[:4]) <= YEARS[1]:
        what = f'"{value}" is not between {YEARS[0]} and {YEARS[1]}'
        raise wrong("bad-date", what, "Wanted: a date as YYYY-MM-DD.")
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise wrong(
            "bad-date", f'"{value}" is not in the calendar', "Wanted: a date as YYYY-MM-DD."
        ) from None


def _reviewed(value: Any) -> Any:
    return None if value == "never" else _date(value)


def _flag(value: object) -> object:
    if isinstance(value, str):
        if value not in ("true", "false"):
            raise wrong("wrong-type", f'found "{value}"', "Wanted: true or false.")
        return value == "true"
    return value


def _count(value: object) -> object:
    if isinstance(value, str):
        if not re.fullmatch(r"[0-9]{1,6}", value):
            remedy = "Wanted: a whole number from 0 to 999999."
            raise wrong("wrong-type", f'found "{value}"', remedy)
        return int(value)
    return value


def _bytes(value: object) -> object:
    if isinstance(value, str):
        if not re.fullmatch(r"[0-9]{1,8}", value) or not 0 < int(value) <= MOST_BYTES:
            remedy = f"Wanted: a whole number from 1 to {MOST_BYTES}."
            raise wrong("wrong-type", f'found "{value}"', remedy)
        return int(value)
    return value


def _url(value: str) -> str:
    if re.match(r"https?://[^\s/?#]*@", value):
        raise wrong("bad-url", "an address with a user name", "Wanted: an address without one.")
    if not re.fullmatch(r"https?://[^\s/?#@\\]+(?:[/?#][^\s\\]*)?", value):
        raise wrong("bad-url", f'found "{value}"', "Wanted: an address that begins with https://.")
    try:
        urlsplit(value)
    except ValueError:
        raise wrong("bad-url", f'found "{value}"', "Wanted: an address with a host.") from None
    return value


def _quote(value: str) -> str:
    if len(value) < MINIMUM_QUOTE:
        what = f"the quote has {len(value)} characters"
        remedy = f"Wanted: at least {MINIMUM_QUOTE}; a shorter one proves nothing."
        raise wrong("short-quote", what, remedy)
    return value


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise wrong("bad-pattern", f"not a regular expression ({error})", "Fix it.") from None
    return value


def _short_digest(value: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{12}", value):
        raise wrong("bad-digest", f'found "{value}"', "Wanted: the 12 characters of the finding.")
    return value


def _selector(value: str) -> str:
    import soupsieve  # takes a while to import, and few sources need it

    try:
        soupsieve.compile(value)
    except soupsieve.SelectorSyntaxError as error:
        what = f"not a CSS selector ({str(error).splitlines()[0].rstrip('.')})"
        raise wrong("bad-selector", what, "Fix it.") from None
    return value


# An editor's YAML reader guesses types (`no`, `1.10`); the schema lets those pass as text.
_TEXT_SCHEMA = WithJsonSchema({"type": ["string", "number", "boolean"]})

Scalar = Annotated[str, BeforeValidator(_scalar), AfterValidator(_filled), _TEXT_SCHEMA]
"""Text as it stands, without Markdown."""

Title = Annotated[Scalar, AfterValidator(_one_line)]
"""One line of plain text: a title, a label, a heading. Markdown in it is shown as typed."""

ShortDigest = Annotated[Title, AfterValidator(_short_digest)]
"""The first 12 hexadecimal digits of a SHA-256."""

Text = Annotated[Scalar, AfterValidator(_one_line), AfterValidator(_links)]
"""One line of text with inline Markdown: `code`, **strong**, *emphasis*, links. Tags are shown."""

Block = Annotated[Scalar, AfterValidator(_links)]
"""Text of one or more paragraphs with Markdown: also lists and fenced code. Tags are shown."""

Id = Annotated[
    str,
    BeforeValidator(_scalar),
    AfterValidator(_id),
    WithJsonSchema({"type": "string", "pattern": "^[a-z0-9]+([-_][a-z0-9]+)*$"}),
]
"""A stable name: lower-case letters and digits, joined by single hyphens or underscores."""

ChoiceId = Annotated[
    str,
    BeforeValidator(_scalar),
    AfterValidator(_choice_id),
    WithJsonSchema({"type": "string", "pattern": "^[a-z0-9]+([-_.][a-z0-9]+)*$"}),
]
"""A stable name as `Id` is, in which dots may join parts: `error.param` is what an API calls it."""

Day = Annotated[
    datetime.date,
    BeforeValidator(_scalar),
    BeforeValidator(_date),
    WithJsonSchema({"type": "string", "format": "date"}),
]
"""A calendar day in UTC, written YYYY-MM-DD."""

Reviewed = Annotated[
    datetime.date | None,
    BeforeValidator(_scalar),
    BeforeValidator(_reviewed),
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date"}, {"const": "never"}]}),
]
"""A calendar day in UTC, written YYYY-MM-DD, or `never`, which is None."""

Flag = Annotated[bool, BeforeValidator(_scalar), BeforeValidator(_flag)]
"""`true` or `false`."""

Count = Annotated[int, BeforeValidator(_scalar), BeforeValidator(_count), Field(ge=0)]
"""A whole number, zero or more."""

ByteCount = Annotated[
    int, Field(ge=1, le=MOST_BYTES), BeforeValidator(_bytes), BeforeValidator(_scalar)
]
"""A number of bytes, at most 20,000,000."""

Url = Annotated[Scalar, AfterValidator(_url), WithJsonSchema({"type": "string", "format": "uri"})]
"""An address that begins with https:// (or http://), without user name or spaces."""

Quote = Annotated[Scalar, AfterValidator(_one_line), AfterValidator(_quote)]
"""Words that stand on the page, at least 12 characters of them."""

Pattern = Annotated[Scalar, AfterValidator(_pattern)]
"""A regular expression, matched without regard to case."""

Selector = Annotated[Scalar, AfterValidator(_selector)]
"""A CSS selector."""


# --- references ---------------------------------------------------------------------------------


def _known(kind: str, value: str, names: Names | None) -> str:
    if names is not None and names.lacks(kind, value):
        what = f'no {kind} is called "{value}"'
        raise wrong("unknown-id", what, did_you_mean(value, names.offered(kind)))
    return value


def reference(kind: str) -> Any:
    """Return the type of a reference to a declared id of `kind`."""

    def check(value: str, info: ValidationInfo) -> str:
        return _known(kind, value, info.context if isinstance(info.context, Names) else None)

    return Annotated[str, BeforeValidator(_scalar), AfterValidator(check)]


SourceRef = reference("source")
"""The id of a source."""
FactRef = reference("fact")
"""A fact or an absence, as `source.fact`."""
AreaRef = reference("area")
"""An area, as `contract.area`."""
TableRef = reference("table")
"""The id of a decision table: the name of its file without `.yml`."""
GuideRef = reference("guide")
"""The id of a guide: the name of its file without `.md`."""
KindRef = reference("kind")
"""A kind of guide: `guide`, or one to which `data/policy.yml` gives a review interval."""
OwnerRef = reference("owner")
"""The id of an owner in `data/policy.yml`."""


def _group(value: str) -> str:
    for part in value.split("/"):
        if fault := id_fault(part):
            remedy = "Wanted: a name like errors, or names joined by slashes like errors/limits."
            raise wrong("bad-id", f'"{part}" {fault}', remedy)
    return value


def _named_group(value: str, info: ValidationInfo) -> str:
    names = info.context if isinstance(info.context, Names) else None
    return _known("group", value, names) if names and names.of("group") else value


GroupPath = Annotated[
    str,
    BeforeValidator(_scalar),
    AfterValidator(_group),
    WithJsonSchema({"type": "string", "pattern": "^[a-z0-9]+([-_/][a-z0-9]+)*$"}),
]
"""A group of guides: a name, after those of the groups it stands in, as `errors/limits`."""

GroupRef = Annotated[GroupPath, AfterValidator(_named_group)]
"""A group of guides, of those in `data/policy.yml` if any are named there."""
