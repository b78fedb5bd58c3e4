"""reStructuredText to HTML, so that one extraction serves it too.

A reader of our own: docutils knows neither the directives nor the roles of Sphinx, in which nearly all
documentation is written, and taught the usual ones it takes longer and finds fewer quotes of rendered
pages. Nothing is inserted, fetched or run here; what a page includes from elsewhere is not read.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from html import escape

from proofpack.refresh.evidence.markdown import closed
from proofpack.refresh.evidence.marked_text import names
from proofpack.refresh.evidence.rst_inline import inline
from proofpack.refresh.evidence.rst_tables import grid_rows, simple_rows

LONGEST = 2_000_000
"""Characters that are read, as of Markdown."""
MOST_LINES = 50_000
DEEPEST = 40
"""Blocks that may stand in one another."""

_MOST_SUBSTITUTIONS = 1000
_PARTS = re.compile(r"(?m)^ *\.\. (?:include|literalinclude|auto\w+|click|graphviz)::")
_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1{2,}\Z")
_BULLET = re.compile(
    r"(?:[-*+\u2022\u2023\u2043]|\(?(?:\d{1,9}|[a-zA-Z]|[ivxlcdmIVXLCDM]{1,9}|#)[.)])(?: +|\Z)"
)
_FIELD = re.compile(r":(?![\s:])((?:\\.|[^:\\`]|:(?!\s|\Z)){1,200}):(?: +|\Z)")
_DIRECTIVE = re.compile(r"(?:\|[^|]{1,200}\| +)?([\w+.-]+(?::[\w+.-]+)*) ?::(?: +(.*))?\Z")
_SUBSTITUTION = re.compile(r"\|([^|]{1,200})\| +(replace|unicode)::\s*(.{0,200})\Z", re.DOTALL)
_NOTE = re.compile(r"(\[[^\]]{1,80}\]) +(.*)\Z", re.DOTALL)
_GRID = re.compile(r"\+(?:[-=]+\+)+\Z")
_SIMPLE = re.compile(r"=+(?: +=+)+ *\Z")
_PARAMETER = re.compile(
    r"(?:param|parameter|arg|argument|key|keyword|kwarg|raises?|except)\s+(.*)\Z"
)


_LITERAL = names(
    "code code-block sourcecode parsed-literal prompt doctest testcode testoutput math productionlist"
)
_UNSEEN = names(
    "toctree index raw include literalinclude contents currentmodule module py:module image highlight "
    "currentmodule program default-domain default-role role meta tabularcolumns sectionauthor "
    "codeauthor testsetup testcleanup graphviz automodule autoclass autofunction automethod "
    "autoexception autodata autoattribute autosummary click sectnum target-notes"
)
_NO_TITLE = names("container compound only class rst-class highlights figure tab-set grid")
_VERSIONS = {
    "versionadded": "Added in version",
    "versionchanged": "Changed in version",
    "versionremoved": "Removed in version",
    "deprecated": "Deprecated since version",
    "deprecated-removed": "Deprecated since version",
}
_TITLES = {"seealso": "See also"} | {
    name: name.capitalize()
    for name in names("attention note warning tip hint important caution danger error todo")
}
_OBJECTS = names(
    "function class method classmethod staticmethod attribute data exception decorator property option "
    "cmdoption envvar describe object confval setting coroutinefunction coroutinemethod decoratormethod"
)


class TooLongError(ValueError):
    """Raised for reStructuredText that is larger than any page."""


def to_html(text: str) -> str:
    """Return the page as HTML.

    Args:
        text: reStructuredText, with the directives and roles of docutils or Sphinx.

    Raises:
        TooLongError: it is longer than any page.
    """
    if len(text) > LONGEST or text.count("\n") > MOST_LINES:
        raise TooLongError("the reStructuredText is too long")
    lines = [line.expandtabs(8).rstrip() for line in text.splitlines()]
    return "".join(_RstBlocks(lines).blocks(lines, 0))


def is_partial(text: str) -> bool:
    """Return whether a part of a page stands in another file."""
    return _PARTS.search(text) is not None


class _RstBlocks:
    """Reads blocks of lines; knows the substitutions and the levels of headings of its page."""

    def __init__(self, lines: list[str]) -> None:
        self._levels: list[str] = []
        self._substitutions: dict[str, str] = {}
        for at, line in enumerate(lines):
            if line.lstrip().startswith(".. |"):
                start = len(line) - len(line.lstrip())
                body = [line[start + 3 :], *_indented(lines, at + 1, start + 1)]
                match = _SUBSTITUTION.match(" ".join(part.strip() for part in body if part.strip()))
                if match is not None and len(self._substitutions) < _MOST_SUBSTITUTIONS:
                    name = " ".join(match[1].split()).casefold()
                    self._substitutions[name] = inline(match[3], {})

    def _text(self, text: str) -> str:
        return inline(text, self._substitutions)

    def blocks(self, lines: list[str], depth: int) -> Iterator[str]:
        """Yield the HTML of lines, block by block."""
        if depth > DEEPEST:
            yield f"<p>{self._text(' '.join(lines))}</p>"
            return
        at = 0
        while at < len(lines):
            if not lines[at]:
                at += 1
                continue
            html, at = self._block(lines, at, depth)
            yield html

    def _block(self, lines: list[str], at: int, depth: int) -> tuple[str, int]:
        """Return the HTML of the block that starts on a line, and the line behind it."""
        line = lines[at]
        if line[0] == " ":
            body = _indented(lines, at, 1)
            return self._nested("blockquote", _dedented(body), depth), at + len(body)
        if line == ".." or line.startswith(".. "):
            body = _indented(lines, at + 1, 1)
            return "".join(self._explicit(line[3:], body, depth)), at + 1 + len(body)
        if line.startswith("__ "):
            return "", at + 1
        for read in (self._heading, self._table, self._item, self._field, self._lines):
            block = read(lines, at, depth)
            if block is not None:
                return block
        return self._paragraph(lines, at, depth)

    def _nested(self, tag: str, lines: list[str], depth: int) -> str:
        return f"<{tag}>{''.join(self.blocks(lines, depth + 1))}</{tag}>"

    def _heading(self, lines: list[str], at: int, depth: int) -> tuple[str, int] | None:
        del depth
        line, below, last = (*lines[at : at + 3], "", "")[:3]
        if _ADORNMENT.match(line):
            if not below or last != line:
                return ("", at + 1) if not below else None
            return self._titled(below.strip(), f"{line[0]}{line[0]}"), at + 3
        adorned = len(below) >= min(len(line), 4) and len(set(below)) == 1
        if adorned and _ADORNMENT.match(f"{below}{below}{below}"):
            return self._titled(line, below[0]), at + 2
        return None

    def _titled(self, title: str, style: str) -> str:
        if style not in self._levels:
            self._levels.append(style)
        level = min(self._levels.index(style) + 1, 6)
        return f"<h{level}>{self._text(title)}</h{level}>"

    def _table(self, lines: list[str], at: int, depth: int) -> tuple[str, int] | None:
        if _GRID.match(lines[at]):
            end = _until(lines, at, lambda line: line[:1] not in ("+", "|"))
            rows = grid_rows(lines[at:end])
        elif _SIMPLE.match(lines[at]):
            blanks = (n for n in range(at + 2, len(lines)) if not lines[n])
            end = next((n for n in blanks if _SIMPLE.match(lines[n - 1])), len(lines))
            rows = simple_rows(lines[at:end])
        else:
            return None
        return self._rows(rows, depth), end

    def _rows(self, rows: list[list[list[str]]], depth: int) -> str:
        cells = ("".join(self._nested("td", cell, depth) for cell in row) for row in rows)
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"

    def _item(self, lines: list[str], at: int, depth: int) -> tuple[str, int] | None:
        if not _starts_item(lines, at):
            return None
        items, end = _items(lines, at)
        return f"<ul>{''.join(self._nested('li', item, depth) for item in items)}</ul>", end

    def _field(self, lines: list[str], at: int, depth: int) -> tuple[str, int] | None:
        match = _FIELD.match(lines[at])
        if match is None:
            return None
        body = _indented(lines, at + 1, 1)
        inner = [lines[at][match.end() :], *_dedented(body)]
        parameter = _PARAMETER.match(match[1])
        if parameter is not None:  # as Sphinx shows it: name, type in brackets, a dash
            kind, _, name = parameter[1].rpartition(" ")
            typed = f" ({kind})" if kind else ""
            head = f"<strong>{escape(name)}</strong>{escape(typed)} \u2013 "
            rest = "".join(self.blocks(inner, depth + 1))
            return f"<ul><li><p>{head}{rest.removeprefix('<p>')}</li></ul>", at + 1 + len(body)
        return f"<dl><dt>{self._text(match[1])}</dt>{self._nested('dd', inner, depth)}</dl>", (
            at + 1 + len(body)
        )

    def _lines(self, lines: list[str], at: int, depth: int) -> tuple[str, int] | None:
        """Return a line block, or a session of an interpreter."""
        del depth
        if lines[at].startswith(">>> "):
            end = _until(lines, at, lambda line: not line)
            return _pre(lines[at:end]), end
        if lines[at] != "|" and not lines[at].startswith("| "):
            return None
        end = _until(lines, at, lambda line: line[:2] not in ("|", "| ", "  "))
        return f"<p>{'<br>'.join(self._text(line[2:]) for line in lines[at:end])}</p>", end

    def _paragraph(self, lines: list[str], at: int, depth: int) -> tuple[str, int]:
        if at + 1 < len(lines) and lines[at + 1].startswith(" ") and not lines[at].endswith("::"):
            body = _indented(lines, at + 1, 1)
            inner = self._nested("dd", _dedented(body), depth)
            return f"<dl><dt>{self._text(lines[at])}</dt>{inner}</dl>", at + 1 + len(body)
        end = _until(lines, at, lambda line: not line)
        text = " ".join(lines[at:end])
        if not text.endswith("::"):
            return f"<p>{self._text(text)}</p>", end
        shown = (
            text[:-2] if text[:-2].endswith((" ", "")) and text[-3:-2] in ("", " ") else text[:-1]
        )
        html = f"<p>{self._text(shown)}</p>" if shown.strip() else ""
        start = _until(lines, end, bool)
        body = _literal(lines, start)
        return html + (_pre(_dedented(body)) if body else ""), start + len(body)

    def _explicit(self, first: str, body: list[str], depth: int) -> Iterator[str]:
        """Yield what is shown of a block that starts with two dots."""
        directive = _DIRECTIVE.match(first)
        note = _NOTE.match(first)
        if directive is not None:
            if not first.startswith("|"):
                yield from self._directive(directive[1], directive[2] or "", _dedented(body), depth)
        elif note is not None:
            yield f"<p>{escape(note[1])} {self._text(note[2])}</p>"
            yield from self.blocks(_dedented(body), depth + 1)

    def _directive(self, name: str, argument: str, body: list[str], depth: int) -> Iterator[str]:
        kind = name.rpartition(":")[2]
        if name in _UNSEEN:
            yield closed("\n".join(body)) if (name, argument) == ("raw", "html") else ""
            return
        start = _until(body, 0, lambda line: not line or _FIELD.match(line) is not None)
        more = body[:start]
        end = _until(body, start, lambda line: _FIELD.match(line) is None and line[:1] != " ")
        options, content = body[start:end], body[end:]
        if kind in _LITERAL:
            content = [*([argument] if kind == "math" else []), *more, *content]
            yield from (
                f"<p>{self._text(option[10:])}</p>"
                for option in options
                if option[:10] == ":caption: "
            )
            yield _pre(content)
        elif kind == "csv-table":
            yield f"<p>{self._text(argument)}</p>"
            yield self._rows([[[cell] for cell in row] for row in _csv(options, content)], depth)
        elif kind == "list-table":
            yield f"<p>{self._text(argument)}</p>"
            yield self._rows([_items(row, 0)[0] for row in _items(content, 0)[0]], depth)
        elif kind in _OBJECTS or ":" in name:
            prefix = f"{kind} " if kind in ("class", "exception") else ""
            signatures = "".join(f"<dt>{escape(prefix + line)}</dt>" for line in [argument, *more])
            yield f"<dl>{signatures}{self._nested('dd', content, depth)}</dl>"
        else:
            yield from self._admonition(kind, " ".join([argument, *more]).strip(), content, depth)

    def _admonition(self, name: str, text: str, content: list[str], depth: int) -> Iterator[str]:
        """Yield a note, a change of a version, or a directive that nobody here knows."""
        yield "<div>"
        if name in _VERSIONS:
            version, _, text = text.partition(" ")
            first = f"<p>{self._text(text)}</p>" if text else ""
            inner = "".join([first, *self.blocks(content, depth + 1)])
            mark = ": " if inner else "."
            yield f"<p>{_VERSIONS[name]} {escape(version)}{mark}{inner.removeprefix('<p>')}"
        else:
            title = _TITLES.get(name)
            yield f"<p>{title}</p>" if title else ""
            yield f"<p>{self._text(text)}</p>" if text and name not in _NO_TITLE else ""
            yield from self.blocks(content, depth + 1)
        yield "</div>"


def _csv(options: list[str], content: list[str]) -> list[list[str]]:
    header = [line.removeprefix(":header:") for line in options if line.startswith(":header:")]
    try:
        return list(csv.reader([*header, *filter(None, content)], skipinitialspace=True))
    except csv.Error:
        return [[line] for line in content]


def _pre(lines: list[str]) -> str:
    return f"<pre>{escape(chr(10).join(lines).strip(chr(10)))}</pre>"


def _until(lines: list[str], at: int, ends: Callable[[str], bool]) -> int:
    """Return where, from a line on, the first line stands that ends something."""
    return next((number for number in range(at, len(lines)) if ends(lines[number])), len(lines))


def _indented(lines: list[str], at: int, width: int) -> list[str]:
    """Return the lines from one on that are indented by so much, without blank lines at the end."""
    margin = " " * width
    end = _until(lines, at, lambda line: bool(line) and not line.startswith(margin))
    while end > at and not lines[end - 1]:
        end -= 1
    return lines[at:end]


def _dedented(lines: list[str]) -> list[str]:
    width = min((len(line) - len(line.lstrip()) for line in lines if line), default=0)
    return [line[width:] for line in lines]


def _literal(lines: list[str], at: int) -> list[str]:
    """Return the lines of a literal block: indented, or each quoted by the same sign."""
    if at < len(lines) and lines[at].startswith(" "):
        return _indented(lines, at, 1)
    sign = lines[at][:1] if at < len(lines) else ""
    if not sign or sign.isalnum():
        return []
    return lines[at : _until(lines, at, lambda line: not line.startswith(sign))]


def _starts_item(lines: list[str], at: int) -> bool:
    """Return whether a list item starts on a line, rather than a paragraph that looks like one."""
    match = _BULLET.match(lines[at])
    if match is None:
        return False
    below = lines[at + 1] if at + 1 < len(lines) else ""
    return not below or below.startswith(" ") or _BULLET.match(below) is not None


def _items(lines: list[str], at: int) -> tuple[list[list[str]], int]:
    """Return the items of a list as lines, and where it ends."""
    items = []
    while at < len(lines):
        match = _BULLET.match(lines[at])
        if match is None:
            if lines[at]:
                break
            at += 1
            continue
        body = _indented(lines, at + 1, 1)
        items.append([lines[at][match.end() :], *_dedented_by(body, match.end())])
        at += 1 + len(body)
    return items, at


def _dedented_by(lines: list[str], width: int) -> list[str]:
    return [line[min(width, len(line) - len(line.lstrip())) :] for line in lines]
