"""What Proofpack sees in hand-written Markdown.

Authors' Markdown goes to the engine as it stands, with three exceptions that this module finds: tags
(shown, not run, so that `<API_KEY_PLACEHOLDER>` reaches the reader), comments (dropped), and
citations of facts, written `[^source.fact]`. Links are found so that they can be checked.

One regular expression finds them all from left to right, because each hides the others: a tag in a
code span is code, a code span in a comment is gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

TOKEN = re.compile(
    r"""
    # One class takes the first character of each, and each looks back at its own: a pattern that begins
    # with a class is searched for ten times as fast as one that begins with a choice.
    [\\`<\[\]]
    (?:
      (?<=\\)(?P<escaped>[\\`<\[])
    | (?P<code>(?P<ticks>(?<=`)`*)(?!`)(?:(?!\n[ \t]*\n).)*?(?<!`)`(?P=ticks)(?!`))
    | (?P<comment>(?<=<)!--.*?-->)
    | (?P<autolink>(?<=<)(?:https?://|mailto:)[^\s<>]+>)
    | (?P<tag>(?<=<)(?=[A-Za-z/!?]))
    | (?<=\[)\^(?P<cite>[^\]\n]*)(?P<closed>\]?)
    | (?<=\[)(?P<bare>[a-z0-9_-]+\.[a-z0-9_-]+)\](?![(\[:])
    | (?<=\])\(\s*<?(?P<link>[^)\s>]*)
    | (?:(?<=^\[)|(?<=^[ ]\[)|(?<=^[ ]{2}\[)|(?<=^[ ]{3}\[))[^\]^][^\]]*\]:\s*<?(?P<definition>[^\s>]+)
    )
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)


class ProseToken(NamedTuple):
    """A citation or a link in prose.

    Attributes:
        kind: `cite`, `open-cite` (one that is not closed), `bare` (brackets that may be meant as
            a citation), `link` or `comment` (one that does not end).
        text: the fact cited, or the target of the link.
        offset: where it stands, in characters from the start of the prose.
    """

    kind: str
    text: str
    offset: int


def findings(text: str) -> Iterator[ProseToken]:
    """Yield the citations and links of a stretch of prose, in order."""
    for match in TOKEN.finditer(text):
        if match["cite"] is not None:
            kind = "cite" if match["closed"] else "open-cite"
            yield ProseToken(kind, match["cite"], match.start())
        elif match["bare"]:
            yield ProseToken("bare", match["bare"], match.start())
        elif match["link"]:
            yield ProseToken("link", match["link"], match.start("link"))
        elif match["definition"]:
            yield ProseToken("link", match["definition"], match.start("definition"))
        elif match["tag"] is not None and text.startswith("<!--", match.start()):
            yield ProseToken("comment", "", match.start())
