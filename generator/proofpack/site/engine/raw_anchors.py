"""The anchors that stand as HTML in the Markdown of a page, as MkDocs finds them, in less time.

It reads each page with Python's `HTMLParser` for them alone, which takes a tenth of converting it.
"""

from __future__ import annotations

import re
from typing import Any

from mkdocs.structure import pages

from proofpack.site.engine.regular_html import REGULAR, TAG, attributes_of

_THEIRS: Any = pages._HTMLHandler  # noqa: SLF001 - this version of MkDocs is the last
_NAMED = re.compile("id|name", re.IGNORECASE)


class AnchorReader:
    """Takes the place of the parser of MkDocs.

    Attributes:
        present_anchor_ids: the anchors that were found.
    """

    def __init__(self) -> None:
        self.present_anchor_ids: set[str | None] = set()

    def feed(self, text: str) -> None:
        """Look for anchors."""
        if not REGULAR.fullmatch(text):
            parser = _THEIRS()
            parser.feed(text)
            parser.close()
            self.present_anchor_ids = parser.present_anchor_ids
            return
        for end, name, pairs, _, _ in TAG.findall(text):
            if not end and _NAMED.search(pairs):
                naming = ("id", "name") if name in "aA" else ("id",)
                anchors = (value for key, value in attributes_of(pairs) if key in naming)
                self.present_anchor_ids.update(anchors)

    def close(self) -> None:
        """Do nothing: `feed` has read all."""


def follow_mkdocs() -> None:
    """Let MkDocs find anchors with the reader above."""
    # MkDocs calls these two methods and reads the anchors, and nothing else.
    pages._HTMLHandler = AnchorReader  # type: ignore[misc, assignment] # noqa: SLF001 - the same version
