"""A Markdown file as front matter, prose, code and directives.

Only the lines that carry structure for Proofpack are recognised; the rest is prose for the engine.
A directive stands at the start of a line, with its options below it, indented:

    ::: contract chat-completions
        areas: [endpoint, authentication]

A page that is no guide is its author's own. Nothing in it is wrong here, its front matter may be
anything, and of the lines with `:::` only those that can be directives of ours are taken for that:
others belong to plugins such as mkdocstrings.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import get_close_matches
from itertools import accumulate

from proofpack.model.documents import Code, Directive, MarkdownFile, Nodes, Prose
from proofpack.model.problems import Place, Problem, ProblemsError, unreadable
from proofpack.model.records.directives import ALONE, ALONE_OPTIONS, NAMING, OPTIONS
from proofpack.project.load.yaml_nodes import read_yaml
from proofpack.text.fences import Fence, opening
from proofpack.text.fences import end as fence_end
from proofpack.text.markdown import text_blocks

_DIRECTIVE = re.compile(r"^:::(?P<name>\s*\S*)\s*(?P<argument>.*?)\s*$")
_INDENTED_DIRECTIVE = re.compile(r"\s+:::\s+[a-z]+")
_INNER_DIRECTIVE = re.compile(
    rf"\s*(?:(?:[-*+>]|\d{{1,9}}[.)])\s+)+:::\s*(?:{'|'.join(OPTIONS)})\b"
)
_SHORT_DIRECTIVE = re.compile(rf"\s*::\s+(?:{'|'.join(OPTIONS)})\b")
_FRONT = re.compile(r"---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_FOOTNOTE = re.compile(r"^ {0,3}\[\^([^\]\n]{1,200})\]:", re.MULTILINE)
_OPTION = re.compile(r"[ \t]+([\w-]+):")
_CONTAINER = re.compile(r"^(?:[-*+]|\d+[.)]|!!!|\?\?\?\+?|===|:|\[\^[^\]]+\]:)(?:\s|$)")


def read_markdown(path: str, text: str) -> MarkdownFile:
    """Split a guide.

    Raises:
        ProblemsError: front matter is missing, does not end or is not YAML. What is wrong below it
            is in `MarkdownFile.problems`.
    """
    problems: list[Problem] = []
    lines = text.split("\n")
    meta: Nodes | None = None
    start = 0
    if lines[0].rstrip() != "---":
        remedy = "Begin the file with `---`, `title:` and `description:`, and `---`."
        problems.append(unreadable(Place(path), "front-matter", "no front matter", remedy))
    else:
        start = _end(path, lines) + 1
        try:
            meta = _meta(path, lines, start)
        except ProblemsError as error:
            problems.extend(error.problems)
    body = _Splitter(path, text, lines, start, problems).split()
    if meta is None:
        raise ProblemsError(problems)
    front = "\n".join(lines[:start])
    return MarkdownFile(path, meta, body, tuple(problems), guide=True, front=front)


def _misplaced(line: str) -> tuple[str, str] | None:
    """Return what is wrong with a line that was meant for a directive, and would be shown as it is."""
    if _INDENTED_DIRECTIVE.match(line):
        return "an indented directive", "Put `:::` at the start of its line."
    if _INNER_DIRECTIVE.match(line):
        return "a directive in an item or a quote", "Put `:::` at the start of a line of its own."
    if _SHORT_DIRECTIVE.match(line):
        return "`::` begins no directive", "Write `:::`."
    return None


def read_page(path: str, text: str, names: Collection[str] = ALONE) -> MarkdownFile:
    """Split a page that is no guide.

    Args:
        path: its path.
        text: what stands in it.
        names: the directives that may stand there without naming what they place.
    """
    lines = text.split("\n")
    front = front_matter(text)
    start = front.count("\n") + 1 if front else 0
    problems: list[Problem] = []
    body = _Splitter(path, text, lines, start, problems, names).split()
    return MarkdownFile(
        path, page_meta(path, front), body, tuple(problems), guide=False, front=front
    )


def footnotes(text: str) -> frozenset[str]:
    """Return the names of the footnotes that a page defines."""
    return frozenset(_FOOTNOTE.findall(text)) if "[^" in text else frozenset()


def front_matter(text: str) -> str:
    """Return the front matter of a page with the lines around it, as MkDocs finds it, or nothing."""
    match = _FRONT.match(text)
    return match[0].rstrip("\n") if match else ""


def page_meta(path: str, front: str) -> Nodes:
    """Return what front matter says. Where it is none that we read, it says nothing to us."""
    nothing = Nodes(path, {}, {(): Place(path)}, {})
    if not front:
        return nothing
    try:
        nodes = read_yaml(path, "\n".join(front.split("\n")[1:-1]), line=2)
    except ProblemsError:
        return nothing
    return nodes if isinstance(nodes.data, dict) else nothing


def _end(path: str, lines: list[str]) -> int:
    """Return the number of the line that ends front matter."""
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        what, remedy = "front matter does not end", "Add a line `---`."
        raise ProblemsError([unreadable(Place(path), "front-matter", what, remedy)])
    return end


def _meta(path: str, lines: list[str], start: int) -> Nodes:
    return read_yaml(path, "\n".join(lines[1 : start - 1]), line=2)


class _Splitter:
    """Walks the lines of a body once."""

    def __init__(
        self,
        path: str,
        text: str,
        lines: list[str],
        start: int,
        problems: list[Problem],
        names: Collection[str] | None = None,
    ) -> None:
        self.path, self.lines, self.at, self.problems = path, lines, start, problems
        self.text, self.names = text, names
        self.starts = [0, *accumulate(len(line) + 1 for line in lines)]
        self.body: list[Prose | Code | Directive] = []
        self.prose: int | None = None  # the line on which it began
        self.blank = True
        self.container = False

    def split(self) -> tuple[Prose | Code | Directive, ...]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line[:1].isalpha():  # as most lines do, which begin nothing but prose
                self.take_row()
                self.blank = self.container = False
                continue
            if fence := opening(line) if "```" in line or "~~~" in line else None:
                self.fence(fence)
            elif line.startswith(":::") and self.is_ours(line):
                self.directive(line)
            elif self.blank and not self.container and line.startswith("    ") and line.strip():
                self.indented_code()
            else:
                self.prose_row(line)
        self.flush()
        return tuple(self.body)

    def is_ours(self, line: str) -> bool:
        """Return whether a line with `:::` is a directive. In a guide each one is."""
        if self.names is None:
            return True
        name, _, argument = line[3:].strip().partition(" ")
        if argument:  # no plugin that we know of takes a second word, so a slip is one of ours
            return bool(get_close_matches(name, NAMING, 1, 0.75))
        below = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else ""
        option = _OPTION.match(below)
        return name in self.names and (option is None or option[1] in ALONE_OPTIONS)

    def prose_row(self, line: str) -> None:
        if self.names is None and "::" in line and (fault := _misplaced(line)):
            self.problems.append(Problem(self.place(), "directive", "", *fault))
        self.blank = not line.strip() or line.startswith("#")  # a heading ends its block
        if not self.blank and not line.startswith(" "):
            self.container = bool(_CONTAINER.match(line))
        self.take_row()

    def take_row(self) -> None:
        if self.prose is None:
            self.prose = self.at
        self.at += 1

    def place(self) -> Place:
        return Place(self.path, self.at + 1)

    def flush(self) -> None:
        if self.prose is not None:
            prose = Prose(self.text, *self.stretch(self.prose, self.at), self.prose + 1)
            self.body.append(prose)
            self.prose = None
            if self.names is None:
                self.top_headings(prose)

    def stretch(self, first: int, end: int) -> tuple[int, int]:
        """Return where some lines begin and end in the text."""
        return self.starts[first], self.starts[end] - 1

    def take(self, end: int) -> None:
        self.flush()
        self.body.append(Code(self.text, *self.stretch(self.at, end), self.at + 1))
        self.at = end
        self.blank = True

    def top_headings(self, prose: Prose) -> None:
        what, remedy = "a heading of level 1", "The title stands in front matter: use `##`."
        for block in text_blocks(prose.text):
            if block.kind == "heading" and block.level == 1:
                place = Place(self.path, prose.line + prose.text.count("\n", 0, block.start))
                self.problems.append(Problem(place, "top-heading", "", what, remedy))

    def fence(self, fence: Fence) -> None:
        end = fence_end(fence, self.lines, self.at + 1)
        if self.names is not None:
            pass
        elif not fence.known:
            self.fence_problem(
                self.at,
                "a code fence with words that the engine does not know",
                "After the language, write title, linenums or hl_lines, with a value in quotes.",
            )
        elif end is None:
            self.fence_problem(
                self.at, "a code fence does not end", "Close it with the marks that open it."
            )
        elif end.shallow is not None:
            self.fence_problem(
                end.shallow,
                "a line of a code fence is indented less than the fence",
                "Indent every line as the fence is, with the same marks of quotes.",
            )
        self.take(end.line if end else len(self.lines))

    def fence_problem(self, line: int, what: str, remedy: str) -> None:
        self.problems.append(unreadable(Place(self.path, line + 1), "fence", what, remedy))

    def indented_code(self) -> None:
        end = self.at
        while end < len(self.lines) and (
            self.lines[end].startswith("    ") or not self.lines[end].strip()
        ):
            end += 1
        self.take(end)

    def directive(self, line: str) -> None:
        self.flush()
        match = _DIRECTIVE.match(line)
        place = Place(self.path, self.at + 1)
        first = self.at + 1
        end = first
        while end < len(self.lines) and self.lines[end].startswith((" ", "\t")):
            if not self.lines[end].strip():
                break
            end += 1
        options = self.options(first, end)
        self.at, self.blank, self.container = end, True, False
        name = match["name"].strip() if match else ""
        argument = match["argument"] if match else ""
        broken = options is None and end > first
        self.body.append(Directive(name, argument, place, options, broken))

    def options(self, first: int, end: int) -> Nodes | None:
        rows = self.lines[first:end]
        if not rows:
            return None
        indent = min(len(row) - len(row.lstrip(" ")) for row in rows)
        if indent < 4:
            place = Place(self.path, first + 1, indent + 1)
            what, remedy = "options of a directive", "Indent them by 4 spaces."
            self.problems.append(Problem(place, "directive", "", what, remedy))
        text = "\n".join(row[indent:] for row in rows)
        try:
            return read_yaml(self.path, text, line=first + 1, column=indent + 1)
        except ProblemsError as error:
            self.problems.extend(error.problems)
            return None
