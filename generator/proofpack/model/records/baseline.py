"""The baseline: findings that a project knows of and has not fixed yet."""

from __future__ import annotations

from pydantic import Field

from proofpack.model.records.base import Count, Day, Record, Scalar, ShortDigest, Title


class Known(Record):
    """A finding that does not fail the gate until a day."""

    rule: Scalar
    """The rule that finds it, as `check` prints it."""
    path: Scalar
    """The file in which it stands."""
    key: Scalar | None = None
    """The key or reference that it is about. Without it and a digest, all findings of the rule there."""
    digest: ShortDigest | None = None
    """Of the sentence, the row or the value that it stands in. Other words are another finding."""
    times: Count = Field(default=1, ge=1)
    """How many findings in the same words it lets through."""
    reason: Title
    """Why it is not fixed now."""
    expires: Day
    """The last day on which it is let through. After that it is an error again."""


class Baseline(Record):
    """The file `data/baseline.yml`: what an older project adopts the gate with."""

    known: list[Known] = Field(default_factory=list)
    """The findings."""
