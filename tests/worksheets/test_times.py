"""Times in any unambiguous spelling become UTC; an ambiguous one is told with its reading."""

from __future__ import annotations

from proofpack.worksheets.times import TimeReading, read_time
from tests.vectors import each_of
from tests.worksheets.times import NONE, READ, TOLD


@each_of("text", READ)
def test_a_time_that_says_its_offset_becomes_utc(text: str) -> None:
    """Whatever its spelling. What is UTC already stays, so that reading again changes nothing."""
    assert read_time(text) == TimeReading(READ[text])
    assert read_time(READ[text]) == TimeReading(READ[text])


@each_of("text", TOLD)
def test_a_time_that_may_be_two_is_told(text: str) -> None:
    """With what it may be. Neither a zone nor a year is guessed."""
    assert read_time(text) == TimeReading("", *TOLD[text])


@each_of("text", NONE)
def test_what_is_no_time_is_none(text: str) -> None:
    """Also where it looks like one: days and hours that there are not, digits of other scripts."""
    assert read_time(text) == TimeReading("", "bad-time")
