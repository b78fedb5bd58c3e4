"""The constants of packets that Python and browsers share: names, limits, patterns.

Each is written here alone. Browsers get them as data at the head of the joined code. Patterns mean the
same in both languages: they use no classes such as that of all digits, which Python and browsers
understand differently.
"""

from __future__ import annotations

from typing import Any

from proofpack.model.records.worksheets import ANSWERED, SLOT
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
YEARS = (1990, 2199)
"""The first and the last year that a time or a day may lie in."""

NEVER = (
    "[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
"""Not characters, or characters that no form control holds: half of a pair, controls, non-characters."""
TIME = (
    "([0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,9})?)?Z"
)
DATE = "([0-9]{4})-([0-9]{2})-([0-9]{2})"
FORMS = {
    "url": r"https?://[^ \t\n\r\f\v/?#@\\]+(?:[/?#][^ \t\n\r\f\v\\]*)?",
    "number": r"-?[0-9]+(?:\.[0-9]+)?",
}
"""Types of fields whose value is well-formed if a pattern matches all of it; `bad-TYPE` if not."""
PLACEHOLDER = r"<[^<>\n]+>"
"""A default that is to be replaced."""

SQUEEZED = r"[ \t\n]{2,}|\t"
"""A gap that is made shorter before pasted bodies are looked for."""
_BEGIN = r"(?<![^\n])"
RENDERED = (
    rf"[\\`*_\[\]<>~|&@$]|{_BEGIN}[-+#=]"
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
_WIKI = rf"{_URL}|[\\{{}}\[\]|!*_^~+]|{_BEGIN}[-#]"
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
        "TIME": TIME,
        "DATE": DATE,
        "FORMS": FORMS,
        "PLACEHOLDER": PLACEHOLDER,
        "PLAIN_KEY": PLAIN_KEY.pattern,
        "MARKDOWN": MARKDOWN,
        "SLOT": SLOT.pattern,
        "SUPPORT": SUPPORT,
        "ALSO": ALSO,
        "ANSWERED": ANSWERED,
        "SECRETS": of_secrets(),
    }
