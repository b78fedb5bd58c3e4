"""Markdown files to pages: front matter, directives, citations and links."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from typing import Any

from proofpack.model.documents import (
    Code,
    Directive,
    LaterSequence,
    MarkdownFile,
    Nodes,
    Prose,
)
from proofpack.model.library import Markdown, PageFile, ResolvedDirective
from proofpack.model.problems import Place, Problem
from proofpack.model.records.base import Names, did_you_mean
from proofpack.model.records.guides import GuideMeta, PageMeta
from proofpack.project.validate.directives import place_directive
from proofpack.project.validate.models import make
from proofpack.text.markdown import scan
from proofpack.text.markdown_blocks import Mark
from proofpack.text.own_rule import is_own_rule, own_rule

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")


def make_page(page: MarkdownFile, names: Names) -> tuple[PageFile | None, list[Problem]]:
    """Check one page.

    Returns:
        The page, or None, and every problem found.
    """
    is_guide = page.guide
    meta, problems = make(GuideMeta if is_guide else PageMeta, page.meta, names)
    problems += _duplicate_anchors(page, is_guide)
    body: list[Markdown | ResolvedDirective] = []
    cites: dict[str, None] = {}
    for block in page.body:
        if isinstance(block, Code):
            body.append(Markdown(block.text, code=True))
        elif isinstance(block, Prose):
            body.append(Markdown(block.text, code=False))
            problems += _prose(page, block, names, cites)
        elif isinstance(block, Directive):
            directive, more = place_directive(block, names, is_guide)
            problems += more
            if directive:
                problems += _twice(directive, body, block.place)
                body.append(directive)
    if (
        not any(isinstance(block, ResolvedDirective) or block.text.strip() for block in body)
        and not problems
    ):
        problems.append(Problem(Place(page.path), "empty", "", "the page has no text", "Write it."))
    if meta is None or problems:
        return None, problems
    placed = tuple(block for block in body if isinstance(block, ResolvedDirective))
    return PageFile(page.path, page.target, meta, tuple(body), tuple(cites), placed), []


def summary(page: MarkdownFile) -> list[list[Any]]:
    """Return what of a valid page is valid only as long as the ids of its project are what they are.

    Returns:
        Its directives with their options, the facts that it cites, the pages it links to, and the words
        in brackets that are no citations because they name no fact.
    """
    blocks = [block for block in page.body if isinstance(block, Directive)]
    marks = [
        mark for block in page.body if isinstance(block, Prose) for mark in scan(block.text).marks
    ]
    links = (_target(page, mark.text) for mark in marks if mark.kind in ("link", "image"))
    return [
        [
            [block.name, block.argument, block.place.line, block.options and block.options.data]
            for block in blocks
        ],
        list(dict.fromkeys(mark.text for mark in marks if _cites_a_fact(mark))),
        sorted({link for link in links if link}),
        sorted({mark.text for mark in marks if mark.kind == "bare"}),
    ]


def _cites_a_fact(mark: Mark) -> bool:
    return mark.kind == "cite" and not is_own_rule(mark.text)


def make_page_again(page: MarkdownFile, names: Names, summed: list[list[Any]]) -> PageFile | None:
    """Return a page that was valid in an earlier run, or None where it may be no longer.

    Args:
        page: the page as it was then.
        names: declared ids.
        summed: its summary.
    """
    is_guide = page.guide
    directives, cites, links, bare = summed
    lacking = [
        *(names.lacks("fact", cite) for cite in cites),
        *(names.lacks("page", link) for link in links),
        *(word in names.of("fact") for word in bare),
    ]
    meta, problems = make(GuideMeta if is_guide else PageMeta, page.meta, names)
    if any(lacking) or problems or meta is None:
        return None
    placed: list[ResolvedDirective] = []
    for name, argument, line, data in directives:
        place = Place(page.path, line)
        options = None if data is None else Nodes(page.path, data, {(): place}, {})
        directive, problems = place_directive(
            Directive(name, argument, place, options, broken=False), names, is_guide
        )
        if directive is None or problems:
            return None
        placed.append(directive)

    def body() -> Sequence[Markdown | ResolvedDirective]:
        made, _ = make_page(page, names)
        return made.body if made else ()

    return PageFile(page.path, page.target, meta, LaterSequence(body), tuple(cites), tuple(placed))


def _twice(
    directive: ResolvedDirective, body: list[Markdown | ResolvedDirective], place: Place
) -> list[Problem]:
    """Return the problem of a directive whose anchors another one on the page has already."""
    earlier = [
        block for block in body if isinstance(block, ResolvedDirective) and block.name != "contract"
    ]
    for other in earlier:
        if (other.name, other.argument) == (directive.name, directive.argument):
            key = f"::: {directive.name} {directive.argument}".rstrip()
            what = f"placed on this page already, on line {other.line}"
            return [Problem(place, "placed-twice", key, what, "Link to the first one.")]
    return []


def _prose(page: MarkdownFile, prose: Prose, names: Names, cites: dict[str, None]) -> list[Problem]:
    problems: list[Problem] = []
    for mark in scan(prose.text).marks:
        fault: tuple[str, str, str] | None = None
        if mark.kind == "cite":
            if not is_own_rule(mark.text):
                cites[mark.text] = None
            fault = _cite(mark, names)
        elif mark.kind in ("link", "image") and mark.text:
            fault = _link(page, mark.text, names)
        elif mark.kind == "open-cite":
            fault = "citation", "a citation that is not closed", "Write `[^source.fact]`."
        elif mark.kind == "bare" and mark.text in names.of("fact"):
            remedy = f"To cite the fact, write `[^{mark.text}]`."
            fault = "citation", f"`[{mark.text}]` is shown as it stands", remedy
        elif mark.kind == "open-comment":
            fault = "comment", "a comment that does not end", "Close it with `-->`."
        if fault:
            place = _place(page, prose, mark.start)
            problems.append(Problem(place, fault[0], "", fault[1], fault[2]))
    return problems


def _place(page: MarkdownFile, prose: Prose, offset: int) -> Place:
    before = prose.text[:offset]
    return Place(page.path, prose.line + before.count("\n"), offset - before.rfind("\n"))


def _cite(mark: Mark, names: Names) -> tuple[str, str, str] | None:
    """Return what is wrong with a citation, if anything."""
    if is_own_rule(mark.text):
        if not own_rule(mark.text):
            what = "a rule of our own without who decided it, and when"
            return "citation", what, "Write `[^our rule: TEAM, YYYY-MM-DD]`."
    elif "." not in mark.text:
        what = f"`[^{mark.text}]` is no citation, and there are no footnotes"
        return "citation", what, "Cite a fact as `[^source.fact]`, or say it in the text."
    elif names.lacks("fact", mark.text):
        hint = did_you_mean(mark.text, names.offered("fact"))
        return "unknown-id", f'no fact is called "{mark.text}"', hint
    if mark.within == "heading":
        return "citation", "a citation in a heading", "Cite the fact in the text below it."
    if mark.within == "link":
        return "citation", "a citation inside the text of a link", "Put it after the link."
    return None


def _duplicate_anchors(page: MarkdownFile, is_guide: bool) -> list[Problem]:
    """Return the anchors that are set twice, or that the program sets itself."""
    placed = {block.name for block in page.body if isinstance(block, Directive)}
    taken = {"sources", "history"} - placed if is_guide else set()
    seen: dict[str, Place] = {}
    problems = []
    for block in page.body:
        if not isinstance(block, Prose):
            continue
        for mark in scan(block.text).marks:
            if mark.kind != "anchor":
                continue
            anchor, place = mark.text, _place(page, block, mark.start)
            what = ""
            if anchor in seen:
                what = f'the anchor "{anchor}" is set on line {seen[anchor].line} already'
            elif anchor in taken or anchor.startswith(("faq-", "ws-")):
                what = f'the anchor "{anchor}" is set by the program on this page'
            seen.setdefault(anchor, place)
            if what:
                problems.append(Problem(place, "duplicate-anchor", "", what, "Choose another."))
    return problems


def _link(page: MarkdownFile, link: str, names: Names) -> tuple[str, str, str] | None:
    """Return what is wrong with the target of a link, if anything."""
    if scheme := _SCHEME.match(link):
        if scheme[1].lower() in ("http", "https", "mailto"):
            return None
        what = f"a link to `{scheme[1]}:` is not allowed"
        return "bad-link", what, "Wanted: https://, or a file of this site."
    resolved = _target(page, link)
    if not resolved:
        return None
    if link.startswith("/") or names.lacks("page", resolved):
        path, folder = _path(link), posixpath.dirname(page.target)
        known = [posixpath.relpath(known, folder or ".") for known in names.of("page")]
        hint = did_you_mean(path, known)
        hint = (
            hint
            if hint.startswith("Did")
            else "Wanted: a page or file of the site, as seen from here."
        )
        return "broken-link", f'no page "{path}"', hint
    return None


def _path(link: str) -> str:
    return re.split(r"[#?]", link, maxsplit=1)[0]


def _target(page: MarkdownFile, link: str) -> str:
    """Return which file of the site a link leads to; nothing where it leads elsewhere, or nowhere."""
    path = "" if _SCHEME.match(link) else _path(link)
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.target), path)) if path else ""
