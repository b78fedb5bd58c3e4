"""Rules as data: wording that may not stand without a fact."""

from __future__ import annotations

from pydantic import Field

from .base import Id, Pattern, Record, Text


class AssertionRule(Record):
    """A kind of statement that needs a fact behind it."""

    id: Id
    """Name of the rule."""
    about: Text
    """What such a statement is about."""
    pattern: Pattern
    """A regular expression that finds it in one sentence, without regard to case."""
    instead: Text
    """Wording that is safe without a fact."""
    matches: list[Text] = Field(min_length=1)
    """Sentences that the rule must find. Tested."""
    passes: list[Text] = Field(min_length=1)
    """Sentences close to those that the rule must leave alone. Tested."""


class AssertionRules(Record):
    """A file of `data/rules/`: statements that need a fact."""

    assertions: list[AssertionRule] = Field(min_length=1)
    """The rules."""
