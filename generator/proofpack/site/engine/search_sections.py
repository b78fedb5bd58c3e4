"""The sections of a page as Material's own search divides it, in a third of the time.

Its parser takes a fifth of the build of a site that has that search: it holds each text against all
elements around it, which can be counted instead. A page that is not regular is read by Material's own
parser, and so is every page where that is another one than is followed here.
"""

from __future__ import annotations

import hashlib
import inspect
from collections import Counter
from html import escape, unescape
from typing import Any

from proofpack.site.engine.regular_html import REGULAR, TAG, attributes_of

_FOLLOWED = "cc8a3ac0a8862662d11e87fefcdaa4a42d9ebd70a7943fa921c1c80e2661730b"
"""The digest of the plugin whose parser is followed: that of Material 9.8.0 to 9.8.2."""
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_NONE: dict[str, str | None] = {}


def follow(plugin: Any) -> None:
    """Let Material's search read pages with the parser below, if it is the one that is followed.

    Args:
        plugin: the module `material.plugins.search.plugin`.
    """
    known = hashlib.sha256(inspect.getsource(plugin).encode()).hexdigest()
    if known == _FOLLOWED and plugin.Parser is not SectionParser:
        SectionParser.theirs = plugin
        SectionParser.parser = plugin.Parser
        plugin.Parser = SectionParser


class SectionParser:
    """Takes the place of Material's parser.

    Attributes:
        theirs: Material's module.
        parser: its parser.
        data: the sections that were found.
    """

    theirs: Any
    parser: Any

    def __init__(self) -> None:
        self.data: list[Any] = []
        model = self.parser()
        self._keep: set[str] = model.keep
        self._skip: set[str] = model.skip
        self._tags: list[str] = []
        self._around: Counter[str] = Counter()
        self._links: list[bool] = []  # of each `a` around: whether it is the mark of a heading
        self._section: Any = None
        self._skipped = False

    def feed(self, html: str) -> None:
        """Divide a page."""
        if not REGULAR.fullmatch(html):
            parser = self.parser()
            parser.feed(html)
            parser.close()
            self.data = parser.data
            return
        first = html.find("<")
        if text := html[:first] if first >= 0 else html:
            self._text(unescape(text))
        for end, name, pairs, empty, text in TAG.findall(html):
            tag = name.lower()
            if end:
                self._end(tag)
            elif tag:
                self._start(tag, dict(attributes_of(pairs)) if pairs else _NONE)
                if empty:
                    self._end(tag)
                elif tag in ("script", "style"):
                    continue  # skipped in any case
            if text:
                self._text(unescape(text) if "&" in text else text)

    def close(self) -> None:
        """Do nothing: `feed` has read all."""

    def _start(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag in self.theirs.void:
            return
        self._tags.append(tag)
        self._around[tag] += 1
        self._skipped = self._skipped or tag in self._skip
        if tag == "a":
            self._links.append(attributes.get("class") == "headerlink")
        if tag in _HEADINGS and "id" in attributes:
            self._head(tag, attributes)
        elif not self._section:
            self._open(self.theirs.Element("hx"), 0)
        if "data-search-exclude" in attributes or attributes.get("class") == "linenodiv":
            self._skip.add(tag)
            self._skipped = True
        elif not self._skipped and tag in self._keep:
            self._into().append(f"<{tag}>")

    def _head(self, tag: str, attributes: dict[str, str | None]) -> None:
        """Begin a section at a heading."""
        depth = len(self._tags)
        if tag != "h1" and not self.data:
            self._open(self.theirs.Element("hx"), depth)
        first = not self.data
        self._open(self.theirs.Element(tag, attributes), depth)
        if not first:
            self._section.id = attributes["id"]

    def _open(self, element: Any, depth: int) -> None:
        self._section = self.theirs.Section(element, depth)
        self.data.append(self._section)

    def _into(self) -> list[str]:
        """Return what is added to: the title of the section within its heading, else its text."""
        inside = self._around[self._section.el.tag]
        parts: list[str] = self._section.title if inside else self._section.text
        return parts

    def _end(self, tag: str) -> None:
        if not self._tags or self._tags[-1] != tag:
            return
        if self._section.depth > len(self._tags):
            self._leave()
        self._tags.pop()
        self._around[tag] -= 1
        if tag == "a":
            self._links.pop()
        if tag in self._skip:
            if tag not in ("script", "style", "object"):
                self._skip.remove(tag)
            self._skipped = any(around in self._skip for around in self._tags)
        elif not self._skipped and tag in self._keep:
            _close(self._into(), tag)

    def _leave(self) -> None:
        """Return to the section that what follows belongs to. The one that is left is over."""
        for section in reversed(self.data):
            if section.depth <= len(self._tags):
                self._section.depth = float("inf")
                self._section = section
                return

    def _text(self, text: str) -> None:
        if self._skipped:
            return
        blank, literal = text.isspace(), self._around["pre"]
        if not literal:
            text = " " if blank else text.replace("\n", " ")
        if not self._section:
            self._open(self.theirs.Element("hx"), 0)
        if self._around[self._section.el.tag]:
            if not any(self._links):
                self._section.title.append(escape(text, quote=False))
            return
        parts = self._section.text
        if not blank:
            parts.append(escape(text, quote=False))
        elif literal or not parts or not parts[-1].isspace():
            parts.append(text)


def _close(parts: list[str], tag: str) -> None:
    """Close an element, or take it out again where nothing but white space stands in it."""
    opened = parts.index(f"<{tag}>")
    if all(part.isspace() for part in parts[opened + 1 :]):
        del parts[opened:]
    else:
        parts.append(f"</{tag}>")
