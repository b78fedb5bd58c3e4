"""Rules about the text of guides."""

from __future__ import annotations

from .rule import Rule

RULES: tuple[Rule, ...] = ()
