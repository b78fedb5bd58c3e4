"""Scripts and styles without what only people read: comments, indentation, blanks that part nothing.

No bundler and no parser: what is taken for a pattern, a text or a comment is decided by how our own
files are written. No text in them stands on several lines, and no template within a template; the
linter and a test hold it.
"""

from __future__ import annotations

import functools
import re

_COMMENT = r"/\*(?:[^*]|\*(?!/))*\*/"
_SCRIPT = re.compile(
    rf"""(?P<kept>"(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' | `(?:[^`\\\n]|\\.)*`
      | (?:^[ ]* | (?<=[(,=:\[!&|?{{;>]) | (?<=[(,=:\[!&|?{{;>][ ]) | (?<=return[ ]))
        /(?![/*])(?:[^/\\\[\n] | \\. | \[(?:[^\]\\\n] | \\.)*\])+/[a-z]*)
      | //.* | {_COMMENT}[ ]* | [ ]*(?P<mark>[{{}}()\[\],;:?=<>&|!*]+)[ ]*""",
    re.MULTILINE | re.VERBOSE,
)
_OPEN = re.compile(r"(?<=[{(\[,;&|?:=])\n")
"""The end of a line on which no statement can end."""
_STYLE = re.compile(
    rf"""(?P<kept>"[^"\n]*" | \[[^\]\n]*\]) | {_COMMENT}
      | \s*(?P<mark>[{{}};,>])\s* | (?P<colon>:)[ ]+ | (?P<blank>\s+)""",
    re.VERBOSE,
)


@functools.lru_cache(maxsize=128)
def script(text: str) -> str:
    """Return JavaScript without comments, indentation and what parts nothing.

    A line end stays wherever a statement may end there. Most scripts are asked for twice in a build:
    as a file, and for the digest in its address.

    Args:
        text: a script of ours.
    """
    bare = _SCRIPT.sub(lambda match: match["kept"] or match["mark"] or "", text)
    return _OPEN.sub("", "\n".join(line for each in bare.split("\n") if (line := each.strip())))


@functools.lru_cache(maxsize=32)
def style(text: str) -> str:
    """Return CSS without comments, and with one rule on a line.

    Args:
        text: a style sheet of ours.
    """
    bare = _STYLE.sub(_style, text).strip()
    return bare.replace(";}", "}").replace("}", "}\n").replace("}\n}", "}}")


def _style(match: re.Match[str]) -> str:
    if match["blank"]:
        return " "
    return match["kept"] or match["mark"] or match["colon"] or ""
