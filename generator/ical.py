"""Content lines of iCalendar (RFC 5545, section 3.1): escaped, folded, ended.

The standard is small where nothing repeats and no time zone is named, and a build that makes a thousand
events must not be seen to wait for them: a library of typed properties takes 300 microseconds an event.
The tests read what is written here with such a library, and once more by hand.
"""

from __future__ import annotations

from collections.abc import Iterable

_OCTETS = 75
# No escape exists for these; a tab and a line break are text.
_UNFIT = dict.fromkeys([*range(9), *range(10, 32), 127])
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def text(value: str) -> str:
    """Return a value of the type TEXT. Every kind of line break becomes one, and stays."""
    lines = (one.translate(_UNFIT) for one in value.splitlines())
    return "\n".join(lines).translate(_ESCAPED)


def written(lines: Iterable[str]) -> bytes:
    """Return content lines as they are sent: in UTF-8, folded, each ended by CR LF."""
    return b"".join(map(_folded, lines))


def _folded(line: str) -> bytes:
    """Return one line, cut so that no piece has more than 75 octets, and no character is cut."""
    data = line.encode()
    pieces, start, room = [], 0, _OCTETS
    while len(data) - start > room:
        end = start + room
        while data[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(data[start:end])
        # The space that marks a continuation counts.
        start, room = end, _OCTETS - 1
    return b"\r\n ".join([*pieces, data[start:]]) + b"\r\n"
