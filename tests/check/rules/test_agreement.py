"""Two answers to the same question, and what only looks like them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.check.projects import GOOD, check
from tests.check.rules.planted import Garden, faults, label
from tests.conftest import Project

TABLE = """\
title: Statuses
description: What to do about what came back.
inputs: {status: {label: Status}, code: {label: Code}}
verdicts: {again: Retry with back-off, not: Do not retry, person: "Retry once, or ask a person"}
facets: {next: Next}
rows:
  - id: busy
    title: Busy
    when: {status: ["503", "500"]}
    verdict: again
    facts: [chat.route]
    facets: {next: Go}
  - id: broken
    title: Broken
    when: {status: ["500"], code: [bad_body]}
    verdict: not
    facts: [chat.route]
    facets: {next: Stop}
  - id: late
    title: Late
    when: {status: ["504"]}
    verdict: person
    facts: [chat.route]
    facets: {next: Ask}
"""
FAQ = """\
title: Chat
questions:
  - {id: logs, question: May I attach log lines?, answer: ANSWER}
  - {id: again, question: May I run it twice?, answer: "Yes, on a test key."}
"""


def contradictions(project: Project, text: str, answer: str = "It is to verify.") -> list[str]:
    """Return what is found where a guide says something beside a table and answers."""
    guide = GOOD["content/guides/one.md"].replace("Send it to one place.", f"Send it there. {text}")
    more = "\n::: table statuses\n    columns: [when, verdict, next]\n"
    files = {"content/guides/one.md": guide + more, "data/tables/statuses.yml": TABLE}
    files |= {"data/faq/chat.yml": FAQ.replace("ANSWER", answer)}
    output = check(project({**GOOD, **files}), "--all").output
    return [line for line in output.splitlines() if "contradiction" in line]


@pytest.mark.slow
@pytest.mark.slow
@pytest.mark.parametrize("fault", faults("agreement"), ids=label)
def test_a_planted_fault_is_found_where_it_is_and_nothing_else(
    fault: dict[str, Any], garden: Garden
) -> None:
    """In a guide, an answer, a form and a contract; the frozen project itself holds none."""
    assert "contradiction" not in {rule for rule, _, _ in garden.sound}
    garden.assert_found(fault)


@pytest.mark.parametrize(
    ("text", "thing", "at"),
    [
        ("A 503 is not retried.", "503", "tables/statuses.yml:7"),
        ("Do not retry a `503` or a 429.", "503", "tables/statuses.yml:7"),
        ("On 503: no retry.", "503", "tables/statuses.yml:7"),
        ("500 with `bad_body` is retried.", "500 with bad_body", "tables/statuses.yml:13"),
        (
            "A 500 whose code is `bad_body` may be retried; 503 is retried.",
            "500 with bad_body",
            "yml:13",
        ),
        ("Other 500 answers and 503 are never repeated.", "500", "tables/statuses.yml:7"),
        (
            "A client's timeout is retried. Your own time-outs are not retried.",
            "client timeout",
            "one.md:9",
        ),
    ],
)
def test_both_places_are_named(project: Project, text: str, thing: str, at: str) -> None:
    """The text that stands against a row, what it says, and the row with its place."""
    found = contradictions(project, text)
    assert found
    assert found[0].startswith("content/guides/one.md:")
    assert f"contradiction: {thing}: " in found[0]
    assert f"{at}." in found[0]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Log lines are never sent.", "Yes. Send them."),
        ("Attach the log lines.", "No. They hold names."),
        ("Log lines may be attached. Do not share log lines.", "It depends."),
    ],
)
def test_what_may_be_sent(project: Project, text: str, answer: str) -> None:
    """In a guide, and as the first word of an answer."""
    (found,) = contradictions(project, text, answer)
    assert "contradiction: log line: " in found


@pytest.mark.parametrize(
    "text",
    [
        "A 503 is usually not retried.",
        "Do not retry a 503 unless its header says when.",
        "A 504 is not retried. A 504 is left to a person.",
        "Is a 503 not retried?",
        'Never write "a 503 is not retried".',
        "Some 503 answers are not retried.",
        "A client that retries no 503 fails.",
        "500 with `bad_body` is not retried, and 503 is retried.",
        "The run took 503 ms and was not repeated.",
        "Log lines are not enough. Send the status.",
        "Version 4.503 is not retried.",
        "A 429 is not retried here.",
    ],
)
def test_what_only_looks_like_it(project: Project, text: str) -> None:
    """Conditions, questions, quotes, other codes, and numbers that are no status."""
    assert contradictions(project, text, "Yes, without names.") == []


def test_the_same_question_is_answered_once(project: Project) -> None:
    """Yes in one file and no in another, whatever is asked."""
    other = "title: B\nquestions:\n  - {id: b, question: May I run it twice?, answer: No.}\n"
    guide = GOOD["content/guides/one.md"] + "\n::: faq other\n"
    files = {"data/faq/chat.yml": FAQ, "data/faq/other.yml": other, "content/guides/one.md": guide}
    (found,) = [
        line
        for line in check(project({**GOOD, **files})).output.splitlines()
        if "contradict" in line
    ]
    assert 'may i run it twice: "No." here, and "Yes." in data/faq/chat.yml:' in found
