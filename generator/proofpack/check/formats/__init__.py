"""One verdict, many voices: how findings are told to people and to programs.

No voice repeats text of a file: a finding says what is wrong in our words, with a mask where it must.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from proofpack.check.run import CheckResult

FORMATS = ("text", "json", "github", "sarif", "junit", "markdown")
"""What `--format` takes. Each is a module of this room."""


def format_result(voice: str, verdict: CheckResult) -> str:
    """Return the whole output of one voice.

    The module of that voice alone is loaded: some stand on libraries that take a while.

    Args:
        voice: one of `VOICES`.
        verdict: what to tell.
    """
    told: str = import_module(f".{voice}", __name__).format_result(verdict)
    return told
