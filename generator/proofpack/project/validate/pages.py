"""Markdown files to pages: front matter, directives, citations and links."""

from __future__ import annotations

import hashlib
import html
import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from msgspec.structs import replace

from proofpack.model.documents import (
    Code,
    Directive,
    LaterSequence,
    MarkdownFile,
    Nodes,
    Prose,
)
from proofpack.model.library import PageFile, ResolvedDirective
from proofpack.model.library.pages import guide_id
from proofpack.model.problems import Place, Problem, unreadable
from proofpack.model.records.base import Names, did_you_mean, id_fault
from proofpack.model.records.guides import PASSING, GuideMeta, PageMeta
from proofpack.project.validate.directives import place_directive
from proofpack.project.validate.models import make
from proofpack.project.validate.names import stem
from proofpack.text.html_tags import ELEMENTS, closed, is_strange, tags
from proofpack.text.markdown import scan
from proofpack.text.markdown_blocks import Mark
from proofpack.text.own_rule import is_own_rule, own_rule

Placed = dict[tuple[str, str, str, bool], ResolvedDirective]
"""Valid directives, by name, what they name, their options, and whether they stand on a guide."""
_DIGEST = 16
_TOP = re.compile(r"^#[ \t]*([^#\s].*?)[ \t]*#*[ \t]*$", re.MULTILINE)
_NO_HOST = "bad-link", "an address whose host is none", "Wanted: an address that can be followed."
_BREAKING = re.compile(r"[\s()<>\[\]%?#\"'`\\*_]|(?![\x00-\x7f])[^\w]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")


def make_page(page: MarkdownFile, names: Names) -> tuple[PageFile | None, list[Problem]]:
    """Check one page.

    Returns:
        The page, or None, and every problem found.
    """
    meta, problems = _meta(page, names)
    if page.guide:
        problems += _id_fault(page)
        problems += _strange_tags(page)
        problems += _duplicate_anchors(page)
    body: list[Prose | Code | ResolvedDirective] = []
    cites: dict[str, None] = {}
    links: set[str] = set()
    for block in page.body:
        if not isinstance(block, Directive):
            body.append(block)
            if isinstance(block, Prose):
                problems += _prose(page, block, names, cites, links)
        else:
            directive, more = place_directive(block, names, page.guide)
            problems += more
            if directive:
                problems += _twice(directive, body, block.place)
                body.append(directive)
    if page.guide and not _has_text(body) and not problems:
        problems.append(Problem(Place(page.path), "empty", "", "the page has no text", "Write it."))
    if meta is None or any(problem.level == "error" for problem in problems):
        return None, problems
    placed = tuple(block for block in body if isinstance(block, ResolvedDirective))
    linked = frozenset(links)
    passing = _passing(page)
    digest = _words_digest(body) if page.guide else ""
    return _page_file(
        page, meta, tuple(body), list(cites), placed, linked, passing, digest
    ), problems


def _words_digest(body: Iterable[Prose | Code | ResolvedDirective]) -> str:
    digest = hashlib.sha256()
    for block in body:
        if isinstance(block, ResolvedDirective):
            options = block.options.model_dump_json(exclude_defaults=True)
            digest.update(f"\0{block.name} {block.argument} {options}".encode())
        else:
            digest.update(f"\1{block.text}".encode())
    return digest.hexdigest()[:_DIGEST]


def _has_text(body: list[Prose | Code | ResolvedDirective]) -> bool:
    return any(isinstance(block, ResolvedDirective) or block.text.strip() for block in body)


def _page_file(
    page: MarkdownFile,
    meta: PageMeta,
    body: Sequence[Prose | Code | ResolvedDirective],
    cites: list[str],
    placed: tuple[ResolvedDirective, ...],
    links: frozenset[str],
    passing: list[str],
    words_digest: str,
) -> PageFile:
    """Return a valid page. Marks of own rules are among what it cites, but are no facts."""
    return PageFile(
        page.path,
        page.target,
        meta,
        body,
        tuple(cite for cite in cites if not is_own_rule(cite)),
        placed,
        meta.title or page_title(page),
        "\n".join(passing) if page.guide else page.front,
        handed_on=not (page.guide or cites or placed),
        links=links,
        words_digest=words_digest,
    )


def _meta(page: MarkdownFile, names: Names) -> tuple[PageMeta | None, list[Problem]]:
    """Return what front matter says to us. That of a page that is no guide is not judged."""
    own = page.meta
    if page.guide:
        known = PASSING | names.of("front matter")
        data = own.data
        if isinstance(data, dict):
            data = {key: value for key, value in data.items() if key not in known}
        meta, problems = make(GuideMeta, replace(own, data=data), names)
        return meta, [_hinted(problem) for problem in problems]
    values = {key: own.data[key] for key in PageMeta.model_fields if key in own.data}
    for key, value in values.items():
        if make(PageMeta, replace(own, data={key: value}), names)[1]:
            values = {other: each for other, each in values.items() if other != key}
    return make(PageMeta, replace(own, data=values), names)


def _hinted(problem: Problem) -> Problem:
    """Say of a key of front matter that resembles none of ours whose it may be."""
    if problem.rule != "unknown-key" or "." in problem.key or problem.remedy.startswith("Did"):
        return problem
    remedy = did_you_mean(problem.key, PASSING)
    if not remedy.startswith("Did"):
        remedy = "If a plugin reads it, name it under `front_matter:` in the policy."
    return problem._replace(remedy=remedy)


def _strange_tags(page: MarkdownFile) -> Iterator[Problem]:
    """Yield tags that are neither elements nor placeholders, and are shown as they stand."""
    prose = [block for block in page.body if isinstance(block, Prose) and "<" in block.text]
    shut = closed(block.text for block in prose)
    for block in prose:
        for tag in tags(block.text):
            if is_strange(tag, shut):
                near = did_you_mean(tag.name.lower(), ELEMENTS)
                what = f"`<{tag.name}>` is no element of HTML, and is shown as it stands"
                remedy = near or "Put it in backticks if that is meant."
                place = _place(page, block, tag.start)
                yield Problem(place, "unknown-tag", "", what, remedy, "warning")


def _id_fault(page: MarkdownFile) -> list[Problem]:
    """Return what is wrong with the name of a guide, which is its id."""
    name = guide_id(page.path)
    if fault := id_fault(name):
        free = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        remedy = "Wanted: lower-case letters and digits, joined by single hyphens"
        remedy += f", such as {free}." if free and not id_fault(free) else "."
        return [unreadable(Place(page.path), "bad-id", f'"{name}" {fault}', remedy)]
    return []


def _passing(page: MarkdownFile) -> list[str]:
    """Return the lines of front matter of a guide that are the engine's, as they are written."""
    if not page.guide:
        return []
    tops = sorted(
        (place.line, str(path[0])) for path, place in page.meta.keys.items() if len(path) == 1
    )
    lines = page.front.split("\n")
    ends = [line for line, _ in [*tops, (len(lines), "")][1:]]
    own = GuideMeta.model_fields
    return [
        line
        for (begin, key), end in zip(tops, ends, strict=True)
        if key not in own
        for line in lines[begin - 1 : end - 1]
    ]


def page_title(page: MarkdownFile) -> str:
    """Return the title of a page that names none: its first heading, or its name, as MkDocs has it."""
    for block in page.body:
        if isinstance(block, Prose) and (match := _TOP.search(block.text)):
            return match[1].strip()
    name = guide_id(page.path) if stem(page.path) in ("index", "README") else stem(page.path)
    name = name.replace("-", " ").replace("_", " ")
    return name.capitalize() if name.islower() else name


def summary(page: MarkdownFile, words_digest: str) -> list[Any]:
    """Return what of a valid page is valid only as long as the ids of its project are what they are.

    Args:
        page: the page as it was read.
        words_digest: that of what it says.

    Returns:
        Its directives with their options, what it cites, the pages it links to, the words in brackets
        that are no citations because they name no fact; the lines of its front matter that are the
        engine's, whose places are read with the whole page; and the digest.
    """
    blocks = [block for block in page.body if isinstance(block, Directive)]
    marks = [
        mark for block in page.body if isinstance(block, Prose) for mark in _marks(page, block)
    ]
    links = (_target(page, mark.text) for mark in marks if mark.kind in ("link", "image"))
    return [
        [
            [block.name, block.argument, block.place.line, block.options and block.options.data]
            for block in blocks
        ],
        list(dict.fromkeys(mark.text for mark in marks if mark.kind == "cite")),
        sorted({link for link in links if link}),
        sorted({mark.text for mark in marks if mark.kind == "bare"}),
        _passing(page),
        words_digest,
    ]


def _marks(page: MarkdownFile, prose: Prose) -> list[Mark]:
    """Return the marks of a text that are looked at: of a page that is no guide, links and citations."""
    if not (page.guide or page.linked or "[^" in prose.text):
        return []
    kinds = ("cite", *(("link", "image") if page.linked else ()))
    return [
        mark
        for mark in scan(prose.text).marks
        if (page.guide or mark.kind in kinds)
        and not (mark.kind == "cite" and mark.text in page.footnotes)
    ]


def make_page_again(
    page: MarkdownFile, names: Names, summed: list[Any], known: Placed
) -> PageFile | None:
    """Return a page that was valid in an earlier run, or None where it may be no longer.

    Args:
        page: the page as it was then.
        names: declared ids.
        summed: its summary.
        known: what pages have placed so far: many place the same.
    """
    directives, cites, links, bare, passing, digest = summed
    facts = [cite for cite in cites if not is_own_rule(cite)]
    lacking = [
        *(names.lacks("fact", cite) for cite in facts),
        *(names.lacks("page", link) for link in links),
        *(word in names.of("fact") for word in bare),
    ]
    meta, problems = _meta(page, names)
    if any(lacking) or problems or meta is None:
        return None
    placed: list[ResolvedDirective] = []
    for name, argument, line, data in directives:
        key = name, argument, repr(data), page.guide
        if key not in known:
            place = Place(page.path, line)
            options = None if data is None else Nodes(page.path, data, {(): place}, {})
            directive, problems = place_directive(
                Directive(name, argument, place, options, broken=False), names, page.guide
            )
            if directive is None or problems:
                return None
            known[key] = directive
        placed.append(replace(known[key], line=line))

    def body() -> Sequence[Prose | Code | ResolvedDirective]:
        page_file, _ = make_page(page, names)
        return page_file.body if page_file else ()

    linked = frozenset(links)
    return _page_file(
        page, meta, LaterSequence(body), cites, tuple(placed), linked, passing, digest
    )


def _twice(
    directive: ResolvedDirective, body: list[Prose | Code | ResolvedDirective], place: Place
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


def _prose(
    page: MarkdownFile, prose: Prose, names: Names, cites: dict[str, None], links: set[str]
) -> list[Problem]:
    """Return what is wrong with prose, and add what it cites and the files it links to."""
    problems: list[Problem] = []
    for mark in _marks(page, prose):
        fault: tuple[str, str, str] | None = None
        if mark.kind == "cite":
            if not page.guide and not _cites_here(mark.text, names):
                continue
            cites[mark.text] = None
            fault = _cite(mark, names)
        elif mark.kind in ("link", "image") and mark.text:
            links |= {_target(page, mark.text)} - {""}
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


def _cites_here(mark: str, names: Names) -> bool:
    """Return whether a mark cites a fact on a page that is no guide: it names one, or its source."""
    source, dot, _ = mark.partition(".")
    return bool(own_rule(mark)) or bool(dot and source in names.of("source"))


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


def _duplicate_anchors(page: MarkdownFile) -> list[Problem]:
    """Return the anchors that are set twice, or that the program sets itself."""
    placed = {block.name for block in page.body if isinstance(block, Directive)}
    own = {"sources", "history"} - placed
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
            elif anchor in own or anchor.startswith(("faq-", "ws-")):
                what = f'the anchor "{anchor}" is set by the program on this page'
            seen.setdefault(anchor, place)
            if what:
                problems.append(Problem(place, "duplicate-anchor", "", what, "Choose another."))
    return problems


def _link(page: MarkdownFile, link: str, names: Names) -> tuple[str, str, str] | None:
    """Return what is wrong with the target of a link, if anything."""
    if scheme := _SCHEME.match(link):
        if scheme[1].lower() in ("http", "https", "mailto"):
            return None if _can_be_split(link) else _NO_HOST
        what = f"a link to `{scheme[1]}:` is not allowed"
        return "bad-link", what, "Wanted: https://, or a file of this site."
    resolved = _target(page, link)
    if not resolved:
        return None
    if (link.startswith("/") and not page.rooted) or names.lacks("page", resolved):
        remedy = "Wanted: a page or file of the site, as seen from here."
        return "broken-link", f'no page "{_path(link)}"', _suggestion(page, link, names) or remedy
    return None


def _can_be_split(link: str) -> bool:
    """Return whether an address has parts: an engine stops at one that has none."""
    try:
        urlsplit(link)
    except ValueError:
        return False
    return True


def _suggestion(page: MarkdownFile, link: str, names: Names) -> str:
    """Return a sentence with a target that works where it is written, or nothing."""
    folder = posixpath.dirname(page.target) or "."
    known = {posixpath.relpath(each, folder): each for each in names.of("page")}
    resolved = unicodedata.normalize("NFC", _target(page, link))
    same = [path for path, each in known.items() if unicodedata.normalize("NFC", each) == resolved]
    hint = f'Did you mean "{same[0]}"?' if same else did_you_mean(unquote(_path(link)), known)
    if not hint.startswith("Did"):
        return ""
    return re.sub(r'"([^"]*)"', lambda match: f'"{_written(match[1])}"', hint)


def _written(path: str) -> str:
    """Return a path as it may be written in the target of a link."""
    return _BREAKING.sub(lambda match: quote(match[0]), path)


def _path(link: str) -> str:
    return re.split(r"[#?]", html.unescape(link), maxsplit=1)[0]


def _target(page: MarkdownFile, link: str) -> str:
    """Return which file of the site a link leads to; nothing where it leads elsewhere, or nowhere."""
    path = "" if _SCHEME.match(link) else unquote(_path(link))
    if page.rooted and path.startswith("/"):
        return posixpath.normpath(path[1:])
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.target), path)) if path else ""
