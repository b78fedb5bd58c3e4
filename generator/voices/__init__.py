"""One verdict, many voices: how findings are told to people and to programs.

No voice repeats text of a file: a finding says what is wrong in our words, with a mask where it must.
"""

from __future__ import annotations

from collections.abc import Callable

from ..verdict import Verdict
from . import github, json, junit, markdown, sarif, text

__all__ = ["VOICES"]

VOICES: dict[str, Callable[[Verdict], str]] = {
    "text": text.tell,
    "json": json.tell,
    "github": github.tell,
    "sarif": sarif.tell,
    "junit": junit.tell,
    "markdown": markdown.tell,
}
"""What `--format` takes. Each returns the whole output."""
