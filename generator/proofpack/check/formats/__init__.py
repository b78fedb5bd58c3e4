"""Output formats of a check: text, JSON, GitHub, GitLab, SARIF, JUnit, Markdown.

No format repeats text of a file: a finding says what is wrong in our words, with a mask where it must.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from proofpack.check.run import CheckResult

PathsFrom = Literal["here", "project", "repository"]
PATHS: dict[str, PathsFrom] = {
    "text": "here",
    "json": "project",
    "github": "repository",
    "gitlab": "repository",
    "sarif": "repository",
    "junit": "repository",
    "markdown": "project",
}
"""From where paths count in each format.

A person opens what a terminal names from where she stands. What shows findings beside lines knows the
repository alone. A program that reads JSON, and an issue that is kept, must not read otherwise after the
command was run in another folder: their paths are those of the baseline and the ledger.
"""
FORMATS = tuple(PATHS)
"""What `--format` takes. Each is a module of this room."""


def format_result(format_name: str, result: CheckResult, every_place: bool = False) -> str:
    """Return a check result as the whole output in one format.

    The module of that format alone is loaded: some stand on libraries that take a while.

    Args:
        format_name: one of `FORMATS`.
        result: what `check` found.
        every_place: whether text has a line for each finding; every other format has all in any case.
    """
    module = import_module(f".{format_name}", __name__)
    whole = every_place and format_name == "text"
    text: str = (module.every_place if whole else module.format_result)(result)
    return text
