"""The constants of packets that Python and browsers share: names, limits, patterns.

Each is written here alone. Browsers get them as data at the head of the joined code. Patterns mean the
same in both languages: they use no classes such as that of all digits, which Python and browsers
understand differently.
"""

from __future__ import annotations

from typing import Any

from proofpack.model.records.worksheets import ANSWERED, SLOT
from proofpack.model.years import YEARS
from proofpack.project.load.text import MAXIMUM_BYTES
from proofpack.secrets.constants import constants as of_secrets
from proofpack.secrets.engine import ROUNDS
from proofpack.text.yaml_scalars import PLAIN_KEY, SPECIAL

FORMAT = "proofpack/1"
"""What a packet calls itself. The number is raised when old programs could misread a new packet."""
FORMAT_PATTERN = r"proofpack/([0-9]{1,6})"
"""What packets of any program call themselves."""
HEAD = ("packet", "worksheet", "version", "title", "name", "made")
"""Keys that hold text, in their order."""
PINS = {"guides": ("id", "reviewed", "digest"), "facts": ("id", "quote", "confirmed", "source")}
"""What a packet is pinned to, each kind with its keys."""
WAIVED = ("rule", "at", "reason")
"""What is kept of a finding that was said to be no secret: never the value."""
LISTS = {**PINS, "waived": WAIVED}
"""The lists of a packet, each with the keys of its entries. The first says what an entry is about."""
FIRST_NAME = "Packet 1"
YES_NO = ("yes", "no")
"""What a field of that type takes."""
PROSE = ("text", "long-text", "list")
"""Types of fields that hold words. So does code, but where it is to be cleaned before it is handed over:
there a sanitized request belongs."""

LONGEST_KEY = 120
"""Of a mapping in an orphan, in characters. YAML finds no key of over 1024, escapes included."""
DEEPEST = 12
"""Mappings and lists within each other in an orphan; readers take twice as much."""
SHOWN = 60
"""How many characters of a value a finding repeats."""

NEVER = (
    "[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
"""Not characters, or characters that no form control holds: half of a pair, controls, non-characters."""
DATE = "([0-9]{4})-([0-9]{2})-([0-9]{2})"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = f"(?:(?P<wd>{'|'.join(WEEKDAYS)})[a-z]{{0,6}},? )?"
_MONTH = f"(?P<mon>{'|'.join(MONTHS)})[a-z]{{0,6}}"
_CLOCK = (
    "(?P<H>[0-9]{1,2}):(?P<M>[0-9]{2})(?::(?P<S>[0-9]{2})(?:[.,](?P<f>[0-9]{1,9}))?)?"
    "(?: ?(?P<ap>[ap]m))?"
)
_YEAR_FIRST = "(?P<y>[0-9]{4})[-/](?P<m>[0-9]{2})[-/](?P<d>[0-9]{2})[t ]"
_BASIC = (
    "(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})"
    "t(?P<H>[0-9]{2})(?P<M>[0-9]{2})(?P<S>[0-9]{2})(?:[.,](?P<f>[0-9]{1,9}))?"
)
_NAMED = rf"{_WEEKDAY}{_MONTH} (?P<d>[0-9]{{1,2}}),?(?: (?P<y>[0-9]{{4}}),?)?(?: at)? {_CLOCK}"
_LETTERS = r"(?: [a-z]{3,5}| ?\([a-z +:0-9-]{1,60}\)|\[[a-z_/+-]{1,60}\])?"
"""A zone once more, after an offset, as its own letters or its place."""
_ZONE = rf"(?: ?(?P<z>(?:utc|gmt)?[+-][0-9]{{2}}(?::?[0-9]{{2}})?|z|[a-z]{{2,5}}){_LETTERS})?"
_SETTLED = rf" ?(?:(?:utc|gmt)?[+-][0-9]{{2}}(?::?[0-9]{{2}})?|z|utc|gmt|ut){_LETTERS}"


def _time_forms(zone: str) -> tuple[str, ...]:
    return (
        f"{_YEAR_FIRST}{_CLOCK}{zone}",
        f"{_BASIC}{zone}",
        rf"\[?(?P<d>[0-9]{{1,2}})/{_MONTH}/(?P<y>[0-9]{{4}}):{_CLOCK}{zone}\]?",
        f"{_WEEKDAY}(?P<d>[0-9]{{1,2}})[ -]{_MONTH}[ -](?P<y>[0-9]{{4}}),?(?: at)? {_CLOCK}{zone}",
        rf"\[?{_NAMED}{zone}(?: (?P<Y>[0-9]{{4}}))?\]?",
        rf"(?P<d>[0-9]{{1,2}})\.(?P<m>[0-9]{{1,2}})\.(?P<y>[0-9]{{4}}),? {_CLOCK}{zone}",
        f"(?P<a>[0-9]{{1,2}})/(?P<b>[0-9]{{1,2}})/(?P<y>[0-9]{{4}}),? {_CLOCK}{zone}",
        r"@?(?P<e>[0-9]{9,19})(?:\.(?P<f>[0-9]{1,9}))?",
    )


TIME_FORMS = _time_forms(_ZONE)
"""How times are written, without regard to case: RFC 3339 and its kin, the basic form, the log format of
web servers, RFC 2822, dates by month name (of `date`, browsers, syslog), with points, with slashes, and
counted since 1970."""
SETTLED_TIMES = _time_forms(_SETTLED)
"""The same, as far as they say their offset from UTC: those that a packet may hold."""
ZONES = ("z|utc|gmt|ut", "(?:utc|gmt)?(?P<sign>[+-])(?P<hh>[0-9]{2}):?(?P<mm>[0-9]{2})?")
"""What is UTC, and what is an offset from it. Letters that several zones share are neither."""
EPOCHS = {9: 0, 10: 0, 12: 3, 13: 3, 15: 6, 16: 6, 18: 9, 19: 9}
"""By the length of a count since 1970 within `YEARS`: how many of its digits are part of a second."""
FARTHEST = 14 * 60
"""How many minutes a time zone may be ahead of UTC, or behind."""
FORMS = {
    "url": r"https?://[^ \t\n\r\f\v/?#@\\]+(?:[/?#][^ \t\n\r\f\v\\]*)?",
    "number": r"-?[0-9]+(?:\.[0-9]+)?",
}
"""Types of fields whose value is well-formed if a pattern matches all of it; `bad-TYPE` if not."""
FIELD_FORMATS = {
    "http-status": "[1-9][0-9]{2}",
    "http-method": "[A-Z]{3,16}",
    "path": r"/[^ \t\n\r\f\v?#]*",
    "count": "[0-9]{1,9}",
}
"""What a value looks like that has a format; `bad-FORMAT` if not."""
PLACEHOLDER = r"<[^<>\n]+>"
"""A default that is to be replaced."""

SQUEEZED = r"[ \t\n]{2,}|\t"
"""A gap that is made shorter before pasted bodies are looked for."""
_BEGIN = r"(?<![^\n])"
_EMPHASIS = "(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])"
"""An underscore that may begin or end emphasis. Within a name it is one, and the name stays as it is."""
RENDERED = (
    rf"[\\`*\[\]<>~|&@$]|{_EMPHASIS}|{_BEGIN}[-+#=]"
    rf"|(?<={_BEGIN}[0-9])[.)]|(?<={_BEGIN}[0-9]{{2}})[.)]"
)
"""What some dialect of Markdown renders anywhere; and what begins a list, a heading or a rule."""
MARKDOWN = r"(?:^|\n)- (?:[^`\n\\]|\\[^\n])*\(`packet`\):"
"""The line by which a packet that was exported as Markdown is known."""
_URL = r"https?://[^ \t\n<>\[\]{}|!*`\\]+"
_MARKDOWN = ("# {}", "## {}", "- **{}:** {}", "  \n", "```", rf"{_URL}|{RENDERED}", "\\", "")
_TEXT = ("{}", "{}:", "- {}: {}", "\n", "", "", "", "")
# Mentions and links of its own; other signs show as they were typed, or make a word bold.
_MENTIONS = r"<(?=[!@#a-z])|@(?=channel|here|everyone)"
_SLACK = ("*{}*", "*{}*", "• *{}:* {}", "\n", "```", _MENTIONS, "", " ")
_WIKI = rf"{_URL}|[\\{{}}\[\]|!*^~+]|{_EMPHASIS}|{_BEGIN}[-#]"
_JIRA = ("h2. {}", "h3. {}", "* *{}:* {}", "\n", "{noformat}", _WIKI, "\\", "")
_SHAPE = ("title", "head", "row", "break", "fence", "escape", "before", "after")
SUPPORT: dict[str, dict[str, str]] = {
    name: dict(zip(_SHAPE, shape, strict=True))
    for name, shape in (("md", _MARKDOWN), ("text", _TEXT), ("slack", _SLACK), ("jira", _JIRA))
}
"""How a message for support is written in each format: its title, a heading, a row of a label and a
value, what ends a line, what stands around several lines, and what stands before and after each piece
that would be more than text there. An address stays as it is."""
ALSO = "Also recorded"
"""What stands above the answers that a message leaves out."""

UNSETTLED = "not settled yet"
"""What is said for support in place of a choice that rests on an open checklist."""


def as_json() -> dict[str, Any]:
    """Return what browsers need of the constants."""
    return {
        "FORMAT": FORMAT,
        "FORMAT_PATTERN": FORMAT_PATTERN,
        "HEAD": HEAD,
        "PINS": PINS,
        "LISTS": LISTS,
        "FIRST_NAME": FIRST_NAME,
        "YES_NO": YES_NO,
        "PROSE": PROSE,
        "LONGEST": MAXIMUM_BYTES,
        "LONGEST_KEY": LONGEST_KEY,
        "DEEPEST": DEEPEST,
        "SHOWN": SHOWN,
        "ROUNDS": ROUNDS,
        "SQUEEZED": SQUEEZED,
        "YEARS": YEARS,
        "NEVER": NEVER,
        "SPECIAL": SPECIAL.pattern,
        "DATE": DATE,
        "TIME_FORMS": [form.replace("(?P<", "(?<") for form in TIME_FORMS],
        "ZONES": [zone.replace("(?P<", "(?<") for zone in ZONES],
        "EPOCHS": EPOCHS,
        "FARTHEST": FARTHEST,
        "MONTHS": MONTHS,
        "WEEKDAYS": WEEKDAYS,
        "FORMS": FORMS | FIELD_FORMATS,
        "PLACEHOLDER": PLACEHOLDER,
        "PLAIN_KEY": PLAIN_KEY.pattern,
        "MARKDOWN": MARKDOWN,
        "SLOT": SLOT.pattern,
        "SUPPORT": SUPPORT,
        "ALSO": ALSO,
        "ANSWERED": ANSWERED,
        "UNSETTLED": UNSETTLED,
        "SECRETS": of_secrets(),
    }
