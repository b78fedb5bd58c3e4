"""Questions and answers."""

from __future__ import annotations

from pydantic import Field

from proofpack.model.records.base import Block, FactRef, Id, Record, Title


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


class Faq(Record):
    """One file of `data/faq/`. The file's name is its id."""

    title: Title
    """Heading of this group on the FAQ page."""
    questions: list[Question] = Field(min_length=1)
    """The questions, in order."""
