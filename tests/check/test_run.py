"""What `check` says, and with which exit code."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from proofpack.check.formats import FORMATS, format_result
from proofpack.check.run import check as run_check
from proofpack.cli import cli
from proofpack.project.reader import ProjectReader
from tests.check.projects import FILES, GOOD, GUIDE, KEY, PRICE, check
from tests.conftest import SMALL, TODAY, Project
from tests.ledgers import day


@pytest.mark.slow
def test_the_founding_project_has_one_guide_past_its_review(founding_root: Path) -> None:
    """That of 2026-05-18, whose sources had last been read three days before; nothing is hidden."""
    result = check(founding_root, "--format", "json", today=str(TODAY))
    told = json.loads(result.stdout)
    assert (result.exit_code, told["known"]) == (3, [])
    failing = [one for one in told["findings"] if one["fails"]]
    assert failing == told["findings"][:1]
    assert [(one["rule"], one["path"], one["line"], one["level"]) for one in failing] == [
        ("review-overdue", "content/guides/production-validation.md", 5, "warning")
    ]
    assert failing[0]["what"] == (
        "review was due on 2026-11-14, 6 days ago; its sources had last been read 3 days before "
        "the review of 2026-05-18"
    )
    soon = [one for one in told["findings"] if one["rule"] == "review-due-soon"]
    assert len(soon) == 3
    guides = ProjectReader(founding_root).read(TODAY)[1].guides.values()
    assert max(
        guide.next_review for guide in guides if guide.next_review
    ) < TODAY + datetime.timedelta(weeks=5)


def test_a_good_project_is_silent(project: Project) -> None:
    """No finding, one line of counts, exit 0."""
    result = check(project(GOOD))
    assert result.output == f"0 errors, 0 warnings on 2026-06-02; {FILES} files checked.\n"
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("files", "code", "rule"),
    [
        ({}, 0, None),
        ({"content/guides/one.md": GOOD["content/guides/one.md"] + PRICE}, 1, "claim-price"),
        ({"data/faq/chat.yml": "title: ["}, 2, "yaml"),
        (
            {"content/guides/one.md": GOOD["content/guides/one.md"].replace("-06-01", "-01-01", 1)},
            3,
            "review-overdue",
        ),
    ],
)
def test_exit_codes_tell_content_files_and_time_apart(
    project: Project, files: dict[str, str], code: int, rule: str | None
) -> None:
    """1 for what is written, 2 for what cannot be read, 3 for time and the outside world."""
    result = check(project({**GOOD, **files}), "--format", "json", today="2026-08-01")
    assert result.exit_code == code
    findings = json.loads(result.stdout)["findings"]
    assert [one["rule"] for one in findings if one["fails"]] == ([rule] if rule else [])
    errors = [one["rule"] for one in findings if one["level"] == "error"]
    assert errors == ([rule] if code in (1, 2) else [])


def test_the_level_that_fails_can_be_chosen(project: Project) -> None:
    """Warnings may fail, and errors may not."""
    root = project({**GOOD, "data/ledger.yml": "schema: 1\nsources: {}\ncomplete: true\n"})
    assert "warning reading-due chat: never read." in check(root).output
    assert check(root).exit_code == 0
    assert check(root, "--fail-on", "warning").exit_code == 3
    (root / "content" / "guides" / "one.md").write_text(GUIDE + PRICE)
    assert check(root, "--fail-on", "never").exit_code == 0


def test_one_rule_alone_can_be_asked_for(project: Project) -> None:
    """Others stay silent; a name that is no rule is refused with a suggestion."""
    root = project({**GOOD, "data/ledger.yml": "schema: 1\nsources: {}\ncomplete: true\n"})
    output = check(root, "--only", "reading-due").output
    assert output.count("warning") == 2
    assert "reading-due" in output
    refused = check(root, "--only", "reading-du")
    assert refused.exit_code == 2
    assert 'no rule is called "reading-du". Did you mean "reading-due"?' in refused.output


@pytest.mark.parametrize("form", [("--all",), ("--format", "junit"), ("--format", "markdown")])
def test_what_fails_comes_first(project: Project, form: tuple[str, ...]) -> None:
    """Errors, then the warnings that make `check` exit with 3, then those that do not."""
    unread = "schema: 1\nsources: {}\ncomplete: true\n"
    faq = SMALL["data/faq/chat.yml"].replace("It is to verify.", "It costs $0.03.")
    root = project({**GOOD, "data/ledger.yml": unread, "data/faq/chat.yml": faq})
    output = check(root, *form, today="2027-01-01").output
    places = [output.index(rule) for rule in ("claim-price", "review-overdue", "reading-due")]
    assert places == sorted(places)


LATE = {
    "content/guides/one.md": GOOD["content/guides/one.md"].replace("-06-01", "-01-01", 1),
    "data/sources/other.yml": SMALL["data/sources/api.yml"]
    .replace("id: chat", "id: other")
    .replace("/chat", "/other"),
}


@pytest.mark.parametrize(
    ("words", "levels", "code"),
    [
        ((), {"review-overdue": "warning", "unused-source": "warning"}, 3),
        (("--ignore-stale",), {"review-overdue": "note", "unused-source": "warning"}, 0),
        (("--fail-on", "warning"), {"review-overdue": "warning", "unused-source": "error"}, 1),
        (
            ("--fail-on", "warning", "--ignore-stale"),
            {"review-overdue": "note", "unused-source": "error"},
            1,
        ),
        (("--fail-on", "never"), {"review-overdue": "warning", "unused-source": "warning"}, 0),
    ],
)
def test_levels_mean_what_they_do(
    project: Project, words: tuple[str, ...], levels: dict[str, str], code: int
) -> None:
    """An error is what makes the exit code 1 or 2; what only time has brought is never one."""
    result = check(project({**GOOD, **LATE}), "--format", "json", *words, today="2026-08-01")
    findings = json.loads(result.stdout)["findings"]
    told = {one["rule"]: one["level"] for one in findings if one["rule"] in levels}
    assert (told, result.exit_code) == (levels, code)
    if "never" not in words:
        fails = {one["exit"] for one in findings if one["fails"]}
        assert min(fails, default=0) == code


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Niue", "UTC"])
def test_today_is_the_day_in_utc_whatever_the_zone(
    project: Project, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine's time zone changes no finding."""
    before = datetime.datetime.now(datetime.UTC).date()
    monkeypatch.setenv("TZ", zone)
    result = CliRunner().invoke(cli, ["--project", str(project(GOOD)), "check", "--format", "json"])
    after = datetime.datetime.now(datetime.UTC).date()
    assert json.loads(result.stdout)["day"] in (str(before), str(after))


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("content/guides/one.md", GOOD["content/guides/one.md"] + f"\nSend `{KEY}` along.\n", 18),
        ("data/faq/chat.yml", SMALL["data/faq/chat.yml"].replace("It is", f"{KEY} is"), 5),
        (
            "data/faq/chat.yml",
            SMALL["data/faq/chat.yml"].replace(
                "It is to verify.", f">-\n      Use {KEY[:20]}\n      {KEY[20:]} for it."
            ),
            6,
        ),
        ("data/faq/chat.yml", SMALL["data/faq/chat.yml"].replace("title:", f"{KEY}: x\ntitle:"), 1),
    ],
)
def test_a_secret_is_found_and_never_repeated(
    project: Project, path: str, text: str, line: int
) -> None:
    """In prose, in data, over a fold, and in a file that is not valid; in every format with a mask."""
    root = project({**GOOD, path: text})
    result = run_check(root, day("2026-06-02"))
    leaks = [one for one in result.problems if one.rule.startswith("secret-")]
    assert [(one.place.path, one.place.line) for one in leaks] == [(path, line)]
    printed = check(root)
    for output in (printed.output, *(format_result(name, result) for name in FORMATS)):
        assert leaks[0].rule in output
        assert KEY[:8] not in output
        assert KEY[20:30] not in output
    assert printed.exit_code == 1


def test_a_known_secret_is_let_through_by_its_digest_until_a_day(project: Project) -> None:
    """By rule and digest, with a reason; after its day it is an error again."""
    guide = GOOD["content/guides/one.md"] + f"\nSend `{KEY}` along.\n"
    root = project({**GOOD, "content/guides/one.md": guide})
    finding = json.loads(check(root, "--format", "json").stdout)["findings"][0]
    digest = finding["what"].rpartition("digest ")[2].rstrip(")")
    entry = f"known:\n  - rule: {finding['rule'].removeprefix('secret-')}\n    digest: {digest}\n"
    entry += "    reason: A sample that the provider published.\n    expires: 2026-07-01\n"
    (root / "data" / "rules").mkdir()
    (root / "data" / "rules" / "known.yml").write_text(entry, encoding="utf-8")
    assert check(root).exit_code == 0
    late = check(root, today="2026-07-02")
    assert late.exit_code == 1
    assert "accepted only until 2026-07-01" in late.output
