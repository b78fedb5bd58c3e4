"""Output formats of a check: text, JSON, GitHub annotations, SARIF, JUnit, Markdown.

No format repeats text of a file: a finding says what is wrong in our words, with a mask where it must.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from proofpack.check.run import CheckResult

FORMATS = ("text", "json", "github", "sarif", "junit", "markdown")
"""What `--format` takes. Each is a module of this room."""


def format_result(format_name: str, result: CheckResult) -> str:
    """Return a check result as the whole output in one format.

    The module of that format alone is loaded: some stand on libraries that take a while.

    Args:
        format_name: one of `FORMATS`.
        result: what `check` found.
    """
    text: str = import_module(f".{format_name}", __name__).format_result(result)
    return text
