"""The JSON Schema of packets says of times what the reader says."""

from __future__ import annotations

import re

from proofpack.model.library import Library
from proofpack.project.worksheet_schema import WorksheetSchema
from proofpack.worksheets.schema import schema
from tests.worksheets.times import READ, TOLD


def test_a_file_may_hold_each_time_that_is_read(founding: Library) -> None:
    """One without its offset is none; what no pattern sees (a weekday, a year) is the reader's."""
    made = schema(WorksheetSchema.of(founding, "escalation-note"))
    valid = re.compile(made["$defs"]["time"]["pattern"], re.ASCII)
    assert {text for text in READ if not valid.search(text)} == set()
    unsettled = {text for text, told in TOLD.items() if told[0] in ("no-zone", "zone-name")}
    assert {text for text in unsettled if valid.search(text)} == set()
