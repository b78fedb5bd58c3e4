"""Questions and answers."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from proofpack.model.records.base import Block, FactRef, Id, Record, Title, wrong
from proofpack.model.records.contracts import AreaStatus, Confirmation


class Question(Record):
    """A question that readers ask, with its answer."""

    id: Id
    """Name of the question within its file, and the end of its anchor."""
    question: Title
    """The question, in the reader's words."""
    answer: Block
    """The answer: one or more paragraphs."""
    facts: list[FactRef] = Field(default_factory=list)
    """The facts the answer stands on, as `source.fact`."""
    confirmed: Confirmation | None = None
    """Set where the answer is a rule of your own, or support or a measurement settles it."""

    @model_validator(mode="after")
    def _rule_without_facts(self) -> Self:
        policy = self.confirmed and self.confirmed.status is AreaStatus.INTERNAL_POLICY
        if policy and self.facts:
            what = "an internal policy that stands on facts"
            remedy = (
                "Delete `facts:`, or answer in two questions: what is documented, and what we do."
            )
            raise wrong("bad-standing", what, remedy)
        return self


class Faq(Record):
    """One file of `data/faq/`. The file's name is its id."""

    title: Title
    """Heading of this group on the FAQ page."""
    questions: list[Question] = Field(min_length=1)
    """The questions, in order."""
