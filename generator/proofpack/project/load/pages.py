"""Which pages are guides, and how the files of the author's own are read.

A page becomes a guide by its front matter (`kind: guide`, or a kind that the policy names), or by the
folder in which it stands. Every other page is handed to the engine as the file that it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache, cached_property
from typing import Any

import yaml
from msgspec import Struct
from msgspec.structs import astuple, replace

from proofpack.model.documents import LaterPlaces, LaterSequence, MarkdownFile, Nodes
from proofpack.model.layout import Layout
from proofpack.model.problems import ProblemsError
from proofpack.model.records.directives import ALONE
from proofpack.project.load.markdown import (
    footnotes,
    front_matter,
    page_meta,
    read_markdown,
    read_page,
)
from proofpack.project.load.text import decode, decode_utf8
from proofpack.project.mkdocs_config import base_settings, mkdocs_settings
from proofpack.project.yaml_settings import mapping, named, value

_FOOTNOTES = {
    "footnotes",
    "markdown.extensions.footnotes",
    "extra",
    "markdown.extensions.extra",
} | {"pymdownx.extra"}
_KIND = re.compile(r"^kind:[ \t]*[\"']?([\w-]+)", re.MULTILINE)


class PageReading(Struct, frozen=True, dict=True):
    """Reads pages of a project.

    Attributes:
        at: where the parts of the project stand.
        kinds: the values of `kind:` that make a page a guide.
        alone: the directives that may stand on other pages without naming what they place.
        linked: whether links of other pages are looked at, and not by the engine alone.
        footnotes: whether guides may have footnotes, because an extension shows them.
        rooted: whether links that begin with `/` are seen from the folder of pages.
    """

    at: Layout
    kinds: tuple[str, ...]
    alone: tuple[str, ...]
    linked: bool = True
    footnotes: bool = False
    rooted: bool = False

    @classmethod
    def of(cls, at: Layout, policies: Sequence[Nodes]) -> PageReading:
        """Return how pages are read in a project whose policy has been read."""
        policy = policies[0].data if policies and isinstance(policies[0].data, dict) else {}
        review = policy.get("review")
        kinds = review.get("kinds") if isinstance(review, dict) else None
        settings: dict[str, yaml.Node] = {}
        with suppress(ProblemsError):  # whoever builds is told
            settings = mkdocs_settings(at.root)
        settings = base_settings(at.root, settings) | settings
        plugins = dict(named(settings.get("plugins")))
        extensions = dict(named(settings.get("markdown_extensions")))
        return cls(
            at,
            ("guide", *_texts(kinds)),
            () if "mkdocstrings" in plugins else ALONE,
            not at.adopted,
            not _FOOTNOTES.isdisjoint(extensions),
            "relative_to_docs" in (value(node) for node in _absolute_links(settings)),
        )

    @cached_property
    def basis(self) -> str:
        """What tells this way of reading from another."""
        return repr((self.at.guides, self.at.docs, *astuple(self)[1:]))

    def read(self, name: str, raw: bytes) -> tuple[str, MarkdownFile]:
        """Return the text of a page, and the page.

        Raises:
            ProblemsError: it is not UTF-8, or a guide with front matter that cannot be read, or with
                characters that do not show.
        """
        text = decode_utf8(name, raw).replace("\r\n", "\n")
        if self._is_guide(name, text):
            text = decode(name, raw)
        return text, self._page(name, text)

    def again(self, name: str, text: str, data: Any) -> MarkdownFile:
        """Return a page that was read in an earlier run, without a problem.

        Args:
            name: its path.
            text: what stands in it.
            data: its front matter. All else is read when it is asked for.
        """
        page = cache(lambda: self._page(name, text))
        values = LaterPlaces(lambda: page().meta.values)
        keys = LaterPlaces(lambda: page().meta.keys)
        meta, body = Nodes(name, data, values, keys), LaterSequence(lambda: page().body)
        guide = self._is_guide(name, text)
        file = MarkdownFile(name, meta, body, guide=guide, front=front_matter(text))
        return self._finished(file, text)

    def _page(self, name: str, text: str) -> MarkdownFile:
        guide = self._is_guide(name, text)
        page = read_markdown(name, text) if guide else read_page(name, text, self.alone)
        return self._finished(page, text)

    def _finished(self, page: MarkdownFile, text: str) -> MarkdownFile:
        # On a page of the author's own, what is defined is no citation, whichever plugin reads it.
        known = footnotes(text) if self.footnotes or not page.guide else frozenset()
        linked, target = page.guide or self.linked, self.at.in_docs(page.path)
        return replace(page, target=target, linked=linked, rooted=self.rooted, footnotes=known)

    def _is_guide(self, name: str, text: str) -> bool:
        if self.at.is_guide(self.at.in_docs(name)):
            return True
        front = front_matter(text)
        match = _KIND.search(front)
        if match is None or match[1] not in self.kinds:
            return False
        data = page_meta(name, front).data
        # Front matter that cannot be read is that of a guide if it says so.
        return not data or data.get("kind") == match[1]


def _absolute_links(settings: dict[str, yaml.Node]) -> Iterator[yaml.Node | None]:
    """Yield what is said of links that begin with `/`, at both places where it may be said."""
    validation = mapping(settings.get("validation"))
    yield validation.get("absolute_links")
    yield mapping(validation.get("links")).get("absolute_links")


def _texts(value: object) -> list[str]:
    """Return the texts of a list, or the keys of a mapping; what else stands there is told elsewhere."""
    return (
        [each for each in value if isinstance(each, str)] if isinstance(value, list | dict) else []
    )
