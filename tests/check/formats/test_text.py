"""Lines for a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from proofpack.check.formats import format_result
from proofpack.check.formats.text import every_place
from proofpack.check.run import CheckResult
from proofpack.model.problems import Cause, Exit, Place, Problem
from tests.check.projects import FILES, GOOD, check
from tests.conftest import SMALL, TODAY, Project

PROBLEM = Problem(Place("a.md", 3, 4), "rule", "key", "it is wrong", "Fix it.")
COUNTS = "on 2026-11-20; 2 files checked."
MORE = "`proofpack check --all` shows every place."


def lines(*problems: Problem) -> list[str]:
    """Return what a terminal shows of findings."""
    return format_result("text", CheckResult(TODAY, problems, (), 2)).splitlines()


def at(line: int, what: str = "it is wrong") -> Problem:
    """Return a finding in another line."""
    return PROBLEM._replace(place=Place("a.md", line), what=what)


def unread(name: str) -> Problem:
    """Return a finding about a source, which shares its cause with others."""
    cause = Cause(name, "sources were never read", "Run `proofpack refresh`.")
    place, what = Place("data/sources/api.yml", 6), "never read"
    problem = Problem(place, "reading-due", name, what, "Run it.", "warning", Exit.OUTSIDE)
    return problem._replace(cause=cause)


def test_lines_come_first_and_the_counts_last() -> None:
    """What the baseline lets through is counted, and not shown."""
    result = CheckResult(TODAY, (PROBLEM,), (PROBLEM,), 2)
    said = (
        "a.md:3:4: error rule key: it is wrong. Fix it.\n"
        "1 error, 0 warnings on 2026-11-20; 1 finding let through by the baseline; 2 files checked.\n"
    )
    assert format_result("text", result) == every_place(result) == said


def test_a_cause_is_one_line() -> None:
    """With its number, five names at most, and what to do about all."""
    names = ["quickstart", "errors", "retry", "limits", "chat", "models", "responses"]
    assert lines(*map(unread, names[:5])) == [
        (
            "warning reading-due: 5 sources were never read: quickstart, errors, retry, limits, chat. "
            "Run `proofpack refresh`."
        ),
        f"0 errors, 5 warnings {COUNTS} {MORE}",
    ]
    assert lines(*map(unread, names))[0] == (
        "warning reading-due: 7 sources were never read: quickstart, errors, retry, limits and 3 more. "
        "Run `proofpack refresh`."
    )


def test_a_source_is_counted_once_for_a_cause() -> None:
    """That its page was never read, and its facts never looked for, is one thing to do."""
    facts = unread("chat")._replace(
        rule="fact-unconfirmed", what="2 of 2 facts were never looked for"
    )
    assert lines(facts, unread("chat")) == [
        "data/sources/api.yml:6:1: warning reading-due chat: never read. Run it.",
        f"0 errors, 2 warnings {COUNTS} {MORE}",
    ]
    assert "2 sources were never read" in lines(facts, unread("chat"), unread("retry"))[0]


def test_the_same_words_are_told_once_with_their_places() -> None:
    """The first in full, so that an editor opens it, and where else."""
    assert lines(*map(at, range(1, 9))) == [
        (
            "a.md:1:1: error rule key: it is wrong. Fix it. "
            "Also at a.md:2:1, a.md:3:1, a.md:4:1, a.md:5:1 and 3 more."
        ),
        f"8 errors, 0 warnings {COUNTS} {MORE}",
    ]


@pytest.mark.parametrize(("number", "shown", "others"), [(5, 5, ""), (6, 4, "2"), (30, 4, "26")])
def test_a_rule_gets_five_lines(number: int, shown: int, others: str) -> None:
    """Where it says more, the fifth counts the rest and says how to see them."""
    said = lines(*(at(line, f"word {line} is wrong") for line in range(1, number + 1)))
    assert [line.partition(":")[0] for line in said[:shown]] == ["a.md"] * shown
    rest = f"error rule: {others} more in 1 file. Run `proofpack check --all --only rule`."
    assert said[shown:-1] == ([rest] if others else [])


def test_what_must_be_fixed_leads(project: Project) -> None:
    """Then what changed, then what is due, then what nobody needs; what fails first within each."""
    second = (
        GOOD["data/sources/api.yml"].replace("id: chat", "id: other").replace("/chat", "/other")
    )
    faq = SMALL["data/faq/chat.yml"].replace("It is to verify.", "It costs $0.03.")
    files = {**GOOD, "data/sources/other.yml": second, "data/faq/chat.yml": faq}
    said = check(project(files), today="2027-01-30").stdout.splitlines()
    rules = [line.partition(" ")[2].split()[:2] for line in said[:-1] if line[0] in "cd"]
    assert [rule for _, rule in rules][:2] == ["claim-price", "review-overdue"]
    assert "unused-source" in said[-2]


@pytest.mark.slow
def test_the_founding_project_says_eight_lines(founding_root: Path) -> None:
    """A fresh clone of it: nothing read but by hand, and nothing known of an earlier run."""
    result = check(founding_root, today=str(TODAY))
    assert result.exit_code == 3
    assert len(result.output.splitlines()) <= 8
    assert (
        "7 sources were never read: quickstart, errors, retry, limits and 3 more." in result.output
    )
    every = check(founding_root, "--all", today=str(TODAY)).output.splitlines()
    assert len(every) == 1 + len(check_json(founding_root)) > 30


def check_json(root: Path) -> list[object]:
    """Return the findings of the JSON, which always has all."""
    found = json.loads(check(root, "--format", "json", today=str(TODAY)).stdout)["findings"]
    assert isinstance(found, list)
    return found


def test_a_project_in_order_says_one_line(project: Project) -> None:
    """With or without `--all`."""
    root = project(GOOD)
    said = f"0 errors, 0 warnings on 2026-06-02; {FILES} files checked.\n"
    assert check(root).output == check(root, "--all").output == said
