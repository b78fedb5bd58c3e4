"""A Markdown file as front matter, prose, code and directives.

Only the lines that carry structure for Proofpack are recognised; the rest is prose for the engine.
A directive stands at the start of a line, with its options below it, indented:

    ::: contract chat-completions
        areas: [endpoint, authentication]
"""

from __future__ import annotations

import re

from proofpack.model.documents import Code, Directive, MarkdownFile, Nodes, Prose
from proofpack.model.problems import Place, Problem, ProblemsError, unreadable
from proofpack.project.load.yaml_nodes import read_yaml
from proofpack.text.fences import Fence, opening
from proofpack.text.fences import end as fence_end
from proofpack.text.markdown import text_blocks

_DIRECTIVE = re.compile(r"^:::(?P<name>\s*\S*)\s*(?P<argument>.*?)\s*$")
_INDENTED_DIRECTIVE = re.compile(r"^\s+:::\s+[a-z]+")
_CONTAINER = re.compile(r"^(?:[-*+]|\d+[.)]|!!!|\?\?\?\+?|===|:|\[\^[^\]]+\]:)(?:\s|$)")


def read_markdown(path: str, text: str) -> MarkdownFile:
    """Split a Markdown file.

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
    body = _Splitter(path, lines, start, problems).split()
    if meta is None:
        raise ProblemsError(problems)
    return MarkdownFile(path, meta, body, tuple(problems))


def read_meta(path: str, text: str) -> Nodes:
    """Return the front matter of a Markdown file that has some. Raises as `read_markdown`."""
    lines = text.split("\n")
    return _meta(path, lines, _end(path, lines) + 1)


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

    def __init__(self, path: str, lines: list[str], start: int, problems: list[Problem]) -> None:
        self.path, self.lines, self.at, self.problems = path, lines, start, problems
        self.body: list[Prose | Code | Directive] = []
        self.prose: list[str] = []
        self.prose_line = start + 1
        self.blank = True
        self.container = False

    def split(self) -> tuple[Prose | Code | Directive, ...]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line[:1].isalpha():  # as most lines do, which begin nothing but prose
                self.take_row(line)
                self.blank = self.container = False
                continue
            if fence := opening(line) if "```" in line or "~~~" in line else None:
                self.fence(fence)
            elif line.startswith(":::"):
                self.directive(line)
            elif self.blank and not self.container and line.startswith("    ") and line.strip():
                self.indented_code()
            else:
                self.prose_row(line)
        self.flush()
        return tuple(self.body)

    def prose_row(self, line: str) -> None:
        if ":::" in line and _INDENTED_DIRECTIVE.match(line):
            what, remedy = "an indented directive", "Put `:::` at the start of its line."
            self.problems.append(Problem(self.place(), "directive", "", what, remedy))
        self.blank = not line.strip() or line.startswith("#")  # a heading ends its block
        if not self.blank and not line.startswith(" "):
            self.container = bool(_CONTAINER.match(line))
        self.take_row(line)

    def take_row(self, line: str) -> None:
        if not self.prose:
            self.prose_line = self.at + 1
        self.prose.append(line)
        self.at += 1

    def place(self) -> Place:
        return Place(self.path, self.at + 1)

    def flush(self) -> None:
        if self.prose:
            prose = Prose("\n".join(self.prose), self.prose_line)
            self.body.append(prose)
            self.prose = []
            self.top_headings(prose)

    def take(self, end: int) -> None:
        self.flush()
        self.body.append(Code("\n".join(self.lines[self.at : end]), self.at + 1))
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
        if not fence.known:
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
