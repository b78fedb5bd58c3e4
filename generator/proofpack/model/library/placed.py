"""Worksheets and files of questions, with the guides that place them."""

from __future__ import annotations

from msgspec import Struct

from proofpack.model.records.faq import Faq, Question
from proofpack.model.records.worksheets import Part, Worksheet


class KnownWorksheet(Struct, frozen=True):
    """A worksheet, with the guides that place it."""

    id: str
    path: str
    record: Worksheet
    guides: tuple[str, ...]

    def part(self, part_id: str) -> Part:
        """Return one part by its id."""
        return next(part for part in self.record.parts if part.id == part_id)


class KnownFaq(Struct, frozen=True):
    """A file of questions, with the guides that place it."""

    id: str
    path: str
    record: Faq
    guides: tuple[str, ...]

    def chosen(self, only: list[str]) -> list[Question]:
        """Return the questions named, in that order; all of them if none is named."""
        by_id = {question.id: question for question in self.record.questions}
        return [by_id[name] for name in only] if only else list(self.record.questions)
