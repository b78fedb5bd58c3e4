"""What search knows beside the words of the pages."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from proofpack.model.records.base import Record, Title, wrong


def _several(phrases: list[str]) -> list[str]:
    if len(phrases) < 2:
        what = "a group of one" if phrases else "a group of none"
        raise wrong("empty", what, "Wanted: two or more that mean the same.")
    return phrases


Phrases = Annotated[list[Title], AfterValidator(_several)]


class Search(Record):
    """The file `data/search.yml`."""

    synonyms: list[Phrases] = Field(default_factory=list)
    """Groups of words or phrases that mean the same: who searches for one of a group finds the others,
    too, as `[rate limit, "429", too many requests]`."""
