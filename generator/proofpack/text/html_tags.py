"""Which tags in hand-written Markdown are HTML elements, and which stand for something else.

`<details>` is an element, `<your key>` and `<API_KEY>` are placeholders, and `<time>` may be either: it
is an element where it is closed or has attributes. A placeholder is shown letter for letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from proofpack.text.markdown import scan

_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]{0,40})"
    r"(?P<attributes>\s(?:[^<>\"']|\"[^\"]{0,2000}\"|'[^']{0,2000}'){0,2000})?(?P<alone>/?)>"
)
_ALONE = frozenset({"br", "hr", "wbr"})
_VOID = _ALONE | {"area", "base", "col", "embed", "img", "input", "link", "meta", "source", "track"}
_OPEN = frozenset(
    """
    p li dt dd option optgroup tr td th thead tbody tfoot colgroup rt rp summary
    """.split()  # noqa: SIM905 - reads better than a list of quoted words
)
"""Elements that need not be closed, or are of no use as a placeholder."""
ELEMENTS = (
    _VOID
    | _OPEN
    | frozenset(
        """
        a abbr address article aside audio b bdi bdo blockquote body button canvas caption center cite
        code data datalist del details dfn dialog div dl em fieldset figcaption figure font footer form
        h1 h2 h3 h4 h5 h6 head header hgroup html i iframe ins kbd label legend main map mark math
        menu meter nav noscript object ol output picture pre progress q ruby s samp script search
        section select slot small span strike strong style sub sup svg table template textarea time
        title tt u ul var video
        circle defs ellipse g line path polygon polyline rect symbol text use
        """.split()  # noqa: SIM905 - reads better than a list of quoted words
    )
)
"""The elements of HTML, with those of old pages and of drawings."""
_AS_WRITTEN = ("code", "comment", "autolink")


class Tag(NamedTuple):
    """What looks like a tag: where it begins, its name, whether it closes, whether it has attributes."""

    start: int
    name: str
    closes: bool
    attributes: str

    @property
    def marked(self) -> bool:
        """Whether it has an attribute with a value, which no placeholder has."""
        return "=" in self.attributes


def tags(text: str) -> Iterator[Tag]:
    """Yield what looks like a tag in Markdown, but for what stands in code, comments and addresses."""
    if "<" not in text:
        return
    spans = [(mark.start, mark.end) for mark in scan(text).marks if mark.kind in _AS_WRITTEN]
    for match in _TAG.finditer(text):
        at = match.start()
        if at and text[at - 1] == "\\":
            continue
        if not any(start <= at < end for start, end in spans):
            name = match["name"]
            yield Tag(at, name, bool(match["close"]), match["attributes"] or match["alone"])


def closed(texts: Iterable[str]) -> frozenset[str]:
    """Return the names that are closed somewhere in the texts of a page."""
    return frozenset(
        tag.name.lower() for text in texts if "</" in text for tag in tags(text) if tag.closes
    )


def passes(tag: Tag, closed_on_page: frozenset[str]) -> bool:
    """Return whether a tag is that of an element, which the engine gets as it is."""
    name = tag.name.lower()
    if "-" in name:  # an element that scripts define
        return name in closed_on_page
    if name not in ELEMENTS:
        return False
    return bool(tag.attributes) or name in _ALONE | _OPEN or name in closed_on_page


def is_strange(tag: Tag, closed_on_page: frozenset[str]) -> bool:
    """Return whether a tag is neither: used as an element, with a name that none has."""
    name = tag.name.lower()
    strange = name not in ELEMENTS and "-" not in name and not tag.closes
    return strange and (tag.marked or name in closed_on_page)
