"""What search knows beside the words of the pages."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from proofpack.model.records.base import Record, Title


class Search(Record):
    """The file `data/search.yml`."""

    synonyms: list[Annotated[list[Title], Field(min_length=2)]] = Field(default_factory=list)
    """Groups of words or phrases that mean the same: who searches for one of a group finds the others,
    too, as `[rate limit, "429", too many requests]`."""
