"""Scalars of YAML as the program writes them: in the ledger, in a baseline, in packets.

They are so narrow that every reader of YAML reads the same, and that nothing hides from somebody who
reads the file. An emitter of a library would choose styles by its own lights.
"""

from __future__ import annotations

import json
import re

from proofpack.text.characters import FORMATS, ranges

_PLAIN_FORMATS = ranges(frozenset(code for code in FORMATS if code < 0x10000))
SPECIAL = re.compile(f"[\u007f-\u00a0\u2028\u2029\u202f\ufffd{_PLAIN_FORMATS}]")
"""Characters that do not show, or show as something else. JSON and YAML spell them out."""

# Everything that YAML, or a reader of a terminal, could take for something else.
_UNSAFE = re.compile(
    r'[\\"]|[^ -~\u00a1-\u167f\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\ud7ff]'
)
# What other readers of YAML take for a boolean, or for nothing.
_NOT_TEXT = ("y", "n", "yes", "no", "on", "off", "true", "false", "null")
PLAIN_KEY = re.compile(f"(?!(?:{'|'.join(_NOT_TEXT)})$)[a-z_][a-z0-9_-]*")
"""A key that YAML takes for text without quotes."""


def quoted(text: str) -> str:
    """Return a text as a JSON string, which is a YAML string as well."""
    return spelled(json.dumps(text, ensure_ascii=False))


def spelled(text: str) -> str:
    r"""Return JSON with each character that does not show as `\u` and four digits."""
    return SPECIAL.sub(_escaped, text)


def key(name: str) -> str:
    """Return a key of a mapping, in quotes where YAML takes it for something else."""
    return name if PLAIN_KEY.fullmatch(name) else quoted(name)


def word(text: str) -> str:
    """Return a text as it is where it is a word, else in quotes, with nothing in it but plain text."""
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9._-]*", text) and _is_text(text):
        return text
    return f'"{_UNSAFE.sub(_escaped, text)}"'


def _is_text(word: str) -> bool:
    return word.lower() not in _NOT_TEXT


def _escaped(match: re.Match[str]) -> str:
    if match[0] in '\\"':
        return f"\\{match[0]}"
    code = ord(match[0])
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
