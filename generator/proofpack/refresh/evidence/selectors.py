"""CSS selectors: which elements of a page a source selects or ignores.

soupsieve decides, as it does where source packs are checked, so that a selector means here what it was
checked for. It asks for Beautiful Soup's tree, which is made only where a source has selectors: making
it takes sixty times as long as parsing the page.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from lxml import etree  # type: ignore[import-untyped]  # ships no types

from proofpack.refresh.evidence.tree import Element

if TYPE_CHECKING:
    from bs4 import BeautifulSoup


class Selectors:
    """The elements of a page that selectors choose."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._elements: dict[int, Element] = {}

    def select(self, selector: str, most: int = 0) -> list[Element]:
        """Return the elements that a selector chooses, in order.

        Args:
            selector: as a source pack has it.
            most: how many are returned, or 0 for all.
        """
        return [self._elements[id(tag)] for tag in self._soup.select(selector, limit=most)]

    @cached_property
    def _soup(self) -> BeautifulSoup:
        from bs4 import BeautifulSoup  # takes a while to import, and few sources need it
        from bs4.builder import HTMLTreeBuilder
        from bs4.element import Comment

        root, elements = self._root, self._elements

        class Copying(HTMLTreeBuilder):
            def feed(self, _: object) -> None:
                soup = self.soup
                assert soup is not None
                for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
                    text = node.tail
                    if event == "start":
                        tag = soup.handle_starttag(node.tag, None, None, dict(node.items()))
                        elements[id(tag)] = node
                        text = node.text
                    elif event == "end":
                        soup.handle_endtag(node.tag)
                    else:
                        soup.endData()
                        soup.handle_data(node.text or "")
                        soup.endData(Comment)
                    if text:
                        soup.handle_data(text)

        return BeautifulSoup("", builder=Copying, multi_valued_attributes=None)
