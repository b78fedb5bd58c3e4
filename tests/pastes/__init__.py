"""Pastes with what should be read of them: see README.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from proofpack.secrets import expand

HERE = Path(__file__).parent
FACTS = (
    *("method", "host", "route", "model", "status", "code", "message", "request_id"),
    *("retry_after", "sdk", "attempts", "duration", "shape", "stream_end", "exception"),
    *("finish", "first_at", "last_at"),
)
"""What is compared, whole: a fact that is not listed must not be read."""


def known(*names: str) -> list[dict[str, Any]]:
    """Return the pastes of some files, with their keys made.

    Args:
        names: `own`, `reports`, `apart/pastes`, `apart/later`, `apart/last`.
    """
    found: list[dict[str, Any]] = []
    for name in names:
        pastes = yaml.safe_load((HERE / f"{name}.yml").read_text(encoding="utf-8"))
        found += [{**one, "text": expand(one["text"])} for one in pastes]
    return found
