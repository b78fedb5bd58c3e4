"""Every rule by name, for the command line, for SARIF, and for the page of the manual.

The rules of `check` are documented where they are written; the pages here are those of what is said
while files are read and validated, and of the rules that are data.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from proofpack.check.rules import RULES
from proofpack.model.documents import Tree


@dataclass(frozen=True, slots=True)
class RulePage:
    """What the manual says of one rule.

    Attributes:
        id: its name.
        group: where it belongs: time and the world, content, files.
        level: what it is worth.
        text: Markdown, its first line a summary.
    """

    id: str
    group: str
    level: str
    text: str

    @property
    def summary(self) -> str:
        """The first line."""
        return self.text.partition("\n")[0]


_CONTENT = {
    "missing-key": "A key that is needed is not there.",
    "unknown-key": "A key is not one that the record has; a slip of the pen is suggested a cure.",
    "unknown-id": "A reference names nothing that any file declares.",
    "unknown-choice": "A value is none of those to choose from.",
    "unknown-kind": "A part of a worksheet is of no known kind.",
    "unknown-directive": "A `:::` line names no directive.",
    "wrong-type": "A value is a list, a mapping or text where another of these is wanted.",
    "bad-date": "A date is not in the calendar, not in UTC, or not written YYYY-MM-DD.",
    "bad-number": "A number is out of its bounds.",
    "bad-id": "A name cannot be an id: it becomes the name of a file and an anchor.",
    "bad-url": "An address does not begin with https:// or http://, or is not one in full.",
    "bad-link": "A link in a text leads to something other than a web page or a mail address.",
    "bad-pattern": "A pattern is no regular expression.",
    "bad-selector": "A selector is none of CSS.",
    "bad-field": "A field of a worksheet contradicts itself.",
    "bad-standing": "A standing was set by hand that follows from facts.",
    "short-quote": "A quote has fewer than 12 characters and proves nothing.",
    "unsupported-area": "An area of a contract has neither fact nor source.",
    "missing-facet": "A table asks for a column that one of its areas does not have.",
    "no-rows": "A table would be empty.",
    "empty": "Nothing is written where something is needed.",
    "one-of": "Keys exclude each other, or go together.",
    "placed-twice": "A page places the same thing twice, so that its anchors would clash.",
    "duplicate-id": "Two things have the same id.",
    "duplicate-key": "A mapping has a key twice.",
    "duplicate-anchor": "A page has an anchor twice, or one that the program sets.",
    "top-heading": "A page has a heading of the first level beside its title.",
    "broken-link": "A link leads to no page of the site.",
    "citation": "A citation is not closed, stands where it cannot, or is a footnote.",
    "comment": "A comment in prose does not end.",
    "fence": "A block of code does not end.",
    "directive": "A directive or its options cannot be read.",
    "front-matter": "A page has no front matter, or it does not end.",
    "orphan": "The ledger has history of a source or fact that is no more.",
    "secret-unused": "An exception for a secret accepts nothing any more.",
    "not-judged": "The project cannot be built, so most rules were not run. Mend the errors first.",
    "baseline-expired": "An entry of the baseline has expired: what it let through is an error again.",
    "baseline-unused": "An entry of the baseline lets nothing through any more.",
}
_WARNINGS = ("orphan", "baseline-unused", "secret-unused", "not-judged")
_FILES = {
    "yaml": "A file is not the YAML that this project accepts.",
    "encoding": "A file is not UTF-8.",
    "character": "A file has a character that does not show, or shows text as what it is not.",
    "empty-file": "A file has nothing in it.",
    "too-big": "A file is over its limit of size.",
    "not-a-file": "Something is no regular file.",
    "outside": "A link leads out of the project.",
    "unreadable": "A file cannot be read.",
    "unwritable": "A file or folder cannot be written.",
    "unknown-file": "A file stands where nothing of its name belongs.",
    "unknown-folder": "A folder of data is of no known kind.",
    "not-a-project": "The folder has no mkdocs.yml, data/ or content/.",
    "nothing-loaded": "What a project cannot do without is not there.",
    "ledger": "The ledger does not add up, or is of a newer schema.",
    "clock": "The clock stands before the newest day of the ledger.",
    "locked": "Another run is at work in the project.",
    "engine": "The engine warned, or failed.",
    "bad-initials": "A stamp is signed with something other than initials or a role.",
}


def pages(tree: Tree | None = None) -> Iterator[RulePage]:
    """Yield the page of every rule: those of `check`, of a project's own data, of content, of files.

    Args:
        tree: the project whose own rules count too.
    """
    for rule in RULES:
        group = "Time and the outside world" if rule.exit == 3 else "What is written"
        yield RulePage(rule.id, group, rule.level, rule.manual)
    if tree:
        yield from _own(tree)
    for name, text in _CONTENT.items():
        level = "warning" if name in _WARNINGS else "error"
        yield RulePage(name, "Content", level, text)
    for name, text in _FILES.items():
        yield RulePage(name, "Files", "error", text)


def _own(tree: Tree) -> Iterator[RulePage]:
    """Yield the pages of rules that are data. They are shown even where other files are broken."""
    for nodes in tree.data["rules"]:
        listed = nodes.data.get("assertions") if isinstance(nodes.data, dict) else None
        for one in listed if isinstance(listed, list) else ():
            if isinstance(one, dict) and {"id", "about", "instead"} <= one.keys():
                text = f"A statement about {one['about']} has no fact behind it."
                text += f"\n\nSafe without one: {one['instead']}"
                yield RulePage(f"claim-{one['id']}", "Claims", "error", text)
    for nodes in tree.data["rules"]:
        listed = nodes.data.get("secrets") if isinstance(nodes.data, dict) else None
        for one in listed if isinstance(listed, list) else ():
            if isinstance(one, dict) and {"id", "about", "instead"} <= one.keys():
                about = " ".join(str(one["about"]).split())
                text = f"What looks like a secret: {about}."
                text += (
                    f"\n\nWrite {one['instead']} in its place, and revoke what was written to disk."
                )
                yield RulePage(f"secret-{one['id']}", "Secrets", "error", text)


def reference(tree: Tree | None) -> str:
    """Return the page of the manual that lists every rule."""
    lines = [
        "# Rules of `proofpack check`",
        "",
        "Written by `proofpack rules --format markdown` from the rules themselves.",
        "How findings, exit codes and the baseline work is in [the manual](manual.md#check).",
    ]
    group = ""
    for page in pages(tree):
        if page.group != group:
            group = page.group
            lines += ["", f"## {group}"]
        lines += ["", f"### {page.id}", "", f"*{page.level}*", "", _unwrapped(page.text)]
    return "\n".join(lines) + "\n"


def _unwrapped(text: str) -> str:
    """Return Markdown with one sentence a line."""
    paragraphs = textwrap.dedent(text).strip().split("\n\n")
    joined = (" ".join(one.split()) for one in paragraphs)
    return "\n\n".join(one.replace(". ", ".\n") for one in joined)
