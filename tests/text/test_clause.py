"""Clauses: whose thing the subject is, and where the verb stands."""

from __future__ import annotations

import pytest

from proofpack.text.clause import Subject, parse, singular
from tests.vectors import each_of


@each_of(
    ("clause", "subject"),
    [
        ("The two keys of an account share a limit", Subject.THEIRS),
        ("Requests sent by a free key are throttled", Subject.THEIRS),
        ("Our account is limited", Subject.THEIRS),
        ("The provider's dashboard is down", Subject.THEIRS),
        ("nova-5 is slow", Subject.THEIRS),
        ("A zeppelin costs two credits", Subject.UNKNOWN),
        ("The importer waits two seconds", Subject.OURS),
        ("Our cache answers at once", Subject.OURS),
        ("Next time we will stop earlier", Subject.OURS),
        ("Reading the page takes two minutes", Subject.OURS),
        ("The job runs every minute", Subject.OURS),
        ("A job may run for a day", Subject.THEIRS),
        ("Cache each forecast for ten minutes", Subject.TOLD),
        ("Cache hits are cheaper", Subject.THEIRS),
        ("Check that requests are billed", Subject.TOLD),
        ("Send as many requests as you like", Subject.NONE),
        ("", Subject.NONE),
    ],
)
def test_whose_thing_a_subject_is(clause: str, subject: Subject) -> None:
    """By its head, by whom its words name, and by whether somebody is told to do something."""
    assert parse(clause).subject is subject


@each_of(
    ("clause", "verb", "past"),
    [
        ("Requests sent by a free key are throttled", 6, False),
        ("The failed call took two seconds", 3, True),
        ("The request costs two cents", 2, False),
        ("The costs of a call vary", 5, False),
        ("It's slow", 1, False),
        ("Two free months", None, False),
    ],
)
def test_where_a_verb_stands(clause: str, verb: int | None, past: bool) -> None:
    """Behind the subject: a word such as "costs" may be a noun, and "sent" may only describe one."""
    assert parse(clause)[1:] == (verb, past)


@pytest.mark.parametrize(
    ("word", "one"),
    [("queries", "query"), ("batches", "batch"), ("keys", "key"), ("address", "address")],
)
def test_a_singular(word: str, one: str) -> None:
    """By the ending of the word."""
    assert singular(word) == one
