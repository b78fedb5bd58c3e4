"""Pages of a project as their authors wrote them: Markdown, and directives known to be valid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from proofpack.model.documents import Code, Prose
from proofpack.model.records.directives import ContractTable, DirectiveOptions, RowsPlace
from proofpack.model.records.guides import PageMeta


class ResolvedDirective(Struct, frozen=True):
    """A directive whose options are valid.

    Attributes:
        name: name of the directive.
        argument: what it names, or nothing.
        options: its options.
        line: line of the page on which it stands.
    """

    name: str
    argument: str
    options: DirectiveOptions
    line: int


class PageFile(Struct, frozen=True):
    """A hand-written page: `path` relative to the project, `target` relative to the site."""

    path: str
    target: str
    meta: PageMeta
    body: Sequence[Prose | Code | ResolvedDirective]
    cites: tuple[str, ...] = ()
    """The facts that its prose cites, each once, in order."""
    placed: tuple[ResolvedDirective, ...] = ()
    """Its directives, in order."""
    title: str = ""
    """Its title, as the engine has it."""
    front: str = ""
    """Of a guide, the front matter that passes; of another page, all of it, as it is written."""
    handed_on: bool = False
    """Whether the engine gets the file as it is: nothing of ours stands on it."""
    links: frozenset[str] = frozenset()
    """The files of the site to which its prose links, relative to the site."""
    words_digest: str = ""
    """Of a guide, a digest of what it says by hand: its prose, its code, and what it places. Its front
    matter does not count: the day of its review is pinned beside it."""


def guide_id(path: str) -> str:
    """Return the id of a guide: the name of its file, or of its folder where that is an index page."""
    *folders, name = path.split("/")
    stem = name.rpartition(".")[0]
    return folders[-1] if stem in ("index", "README") and len(folders) > 1 else stem


def directives(page: PageFile) -> Iterator[ResolvedDirective]:
    """Yield the directives of a page."""
    return iter(page.placed)


def area_refs(directive: ResolvedDirective, rows: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """Return the areas that a contract table shows, or a list of symptoms, in order.

    Args:
        directive: places it.
        rows: the areas of each contract and decision table, as `Library.rows` has them.
    """
    options = directive.options
    assert isinstance(options, RowsPlace)
    chosen = options.areas if isinstance(options, ContractTable) else []
    return chosen or rows[directive.argument]
