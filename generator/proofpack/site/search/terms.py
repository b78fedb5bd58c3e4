"""The words of a text as search takes them. Browsers do the same (`find.js`) from the same table.

What is joined by a hyphen, a dot or an underscore, or written in camel case, is one term and each of
its parts: `insufficient_quota` is found by `quota`, `Retry-After` by `retryafter`. Writing without
spaces gives pairs of characters. Accents and case do not count.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from proofpack.text.characters import INVISIBLE, ranges

_APART = frozenset(
    {
        *(code for code in range(0xC0) if not chr(code).isalnum() and chr(code) not in "-._"),
        *(0xD7, 0xF7, 0xFEFF),
        *(*range(0x2000, 0x2070), *range(0x20A0, 0x20D0), *range(0x2190, 0x2C00)),
        *(*range(0x2E00, 0x2E80), *range(0x3000, 0x3005), *range(0x3008, 0x3021), 0x3030, 0x30FB),
        *(*range(0xFE10, 0xFE20), *range(0xFE30, 0xFE70), *range(0xFF01, 0xFF10)),
        *(*range(0xFF1A, 0xFF21), *range(0xFF3B, 0xFF41), *range(0xFF5B, 0xFF66)),
        *range(0x1F000, 0x1FB00),
    }
)
"""What stands between words: blanks, punctuation, symbols, pictures."""
_UNSPACED = frozenset(
    {
        *(*range(0x0E00, 0x0F00), *range(0x1000, 0x10A0), *range(0x1780, 0x1800)),
        *(*range(0x3005, 0x3008), *range(0x3021, 0x3030), *range(0x3040, 0x30FB)),
        *(*range(0x30FC, 0x3100), *range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)),
        *(*range(0xAC00, 0xD7B0), *range(0xF900, 0xFB00), *range(0x20000, 0x30000)),
    }
)
"""Writing that puts no spaces between words, or few: Thai, Burmese, Khmer, Chinese, Japanese, Korean."""
_ASCII = "".join(f"\\x{code:02x}" for code in sorted(_APART) if code < 0x80)
_BEYOND = ranges(frozenset(code for code in _APART - INVISIBLE if code >= 0x80))
_WORD = f"[^{_ASCII}{_BEYOND}\\-._]"
TABLE = {
    "chunk": f"{_WORD}+(?:[\\-._]{_WORD}+)*",
    "hidden": f"[{ranges(INVISIBLE)}]",
    "camel": "([a-z0-9])([A-Z])",
    "marks": "[\u0300-\u036f]",
    "part": f"[{ranges(_UNSPACED)}]+|(?:(?![{ranges(_UNSPACED)}]){_WORD})+",
    "unspaced": f"^[{ranges(_UNSPACED)}]",
    "slight": "^[a-z]$",
}
"""The patterns of both runtimes; neither has another. `chunk` is what stands between blanks and
punctuation, `part` a word of it, `slight` a part that means nothing without the others."""
_CHUNK, _HIDDEN, _CAMEL, _MARKS, _PART, _UNSPACED_PART, _SLIGHT = map(re.compile, TABLE.values())


def chunks(text: str) -> list[str]:
    """Return what stands in a text between blanks and punctuation, as it is written there."""
    return _CHUNK.findall(text if text.isascii() else _HIDDEN.sub("", text))


@lru_cache(maxsize=200_000)
def terms(chunk: str) -> tuple[str, ...]:
    """Return the terms of a chunk: the whole of it where it has parts, then its parts."""
    folded = unicodedata.normalize("NFKD", _CAMEL.sub(r"\1 \2", chunk).lower())
    parts = _PART.findall(unicodedata.normalize("NFC", _MARKS.sub("", folded)))
    whole = ["".join(parts)] if len(parts) > 1 and not any(map(_UNSPACED_PART.match, parts)) else []
    pieces = [*whole]
    for part in parts:
        if _UNSPACED_PART.match(part) and len(part) > 1:
            pieces += [part[at : at + 2] for at in range(len(part) - 1)]
        elif not whole or not _SLIGHT.match(part):
            pieces.append(part)
    return tuple(dict.fromkeys(pieces))


def terms_of(text: str) -> set[str]:
    """Return all terms of a text."""
    return {term for chunk in set(chunks(text)) for term in terms(chunk)}
