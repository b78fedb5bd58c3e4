"""HTML that is regular enough to be read with one pattern, as what an engine makes of Markdown is.

Python's `HTMLParser` looks at each tag several times. Where this pattern fits a whole text, tags and the
text between them are what that parser would find; where it does not, that parser has to read it.
"""

from __future__ import annotations

import re
from html import unescape

_SPACE = r"[ \t\n\r\f]"
_ATTRIBUTES = rf'(?:{_SPACE}++[a-zA-Z_:][\w:.-]*+(?:="[^"]*+")?+)*+'
_COMMENT = "!--(?![>-])(?:[^-]|-(?!-))*+--"
_RAW = "script|style"
# What newer releases of Python read as text up to its end tag, and older ones do not.
_UNSURE = "textarea|title|iframe|noembed|noframes|plaintext|xmp"
_NAME = r"[a-zA-Z][\w:-]*+"
REGULAR = re.compile(
    rf"(?:[^<]++|<{_COMMENT}>"
    rf"|<(?!(?:{_RAW}|{_UNSURE})(?![\w:-])){_NAME}{_ATTRIBUTES}{_SPACE}*+/?>"
    rf"|</(?!(?:{_RAW}|{_UNSURE})(?![\w:-])){_NAME}>"
    rf"|<({_RAW}){_ATTRIBUTES}{_SPACE}*+>[^<]*+</\1>)*+",
    re.ASCII | re.IGNORECASE,
)
"""What a text has to match as a whole to be regular."""
TAG = re.compile(rf"<(?:{_COMMENT}|(/?)({_NAME})({_ATTRIBUTES}){_SPACE}*+(/?))>([^<]*+)", re.ASCII)
"""A tag of a regular text: `/` of an end tag, its name, attributes, `/` of an empty one, the text after.
A comment has no name."""
_PAIR = re.compile(r'([^\s=]+)(?:="([^"]*)")?', re.ASCII)


def attributes_of(pairs: str) -> list[tuple[str, str | None]]:
    """Return attributes, their names in lower case, as `HTMLParser` gives them.

    Args:
        pairs: the attributes as they stand in a tag of a regular text.
    """
    return [
        (match[1].lower(), unescape(match[2]) if match[2] else match[2])
        for match in _PAIR.finditer(pairs)
    ]
