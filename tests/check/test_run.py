"""What `check` says, with which exit code, in which voice, and what a baseline lets through."""

from __future__ import annotations

import base64
import datetime
import hashlib
import json
import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from proofpack.check.formats import FORMATS, format_result
from proofpack.check.run import CheckResult
from proofpack.check.run import check as verdict_of
from proofpack.cli import cli
from proofpack.model.library import Due
from proofpack.model.problems import Place, Problem
from proofpack.project.reader import ProjectReader
from tests.check.judged import judged
from tests.conftest import ROOT, SMALL, TODAY, Project
from tests.ledgers import day, digest, history, ledger

GUIDE = SMALL["content/guides/one.md"]
FRESH = ledger(
    chat=history({"confirmed": "2026-06-01"}, looked={("route", digest(), True): "2026-06-01"})
)
GOOD = {
    "data/ledger.yml": FRESH,
    "data/rules/assertions.yml": (ROOT / "data" / "rules" / "assertions.yml").read_text("utf-8"),
    "content/guides/one.md": GUIDE.replace("Requests go to one place.", "Send it to one place."),
}
PRICE = "\nEach request costs $0.02.\n"
ENTRY = (
    "known:\n  - {rule: review-overdue, path: content/guides/one.md, reason: Old, expires: DAY}\n"
)


def check(root: Path, *arguments: str, today: str = "2026-06-02") -> Result:
    """Run `check` in this process."""
    return CliRunner().invoke(cli, ["--project", str(root), "--today", today, "check", *arguments])


def found(root: Path, today: str = "2026-06-02") -> dict[str, str]:
    """Return what the rules find: rule to what."""
    return {one.rule: one.what for one in judged(ProjectReader(root), day(today))}


def test_the_founding_project_has_one_guide_past_its_review(founding_root: Path) -> None:
    """That of 2026-05-18, whose sources had last been read three days before; nothing is hidden."""
    result = check(founding_root, "--format", "json", today=str(TODAY))
    told = json.loads(result.stdout)
    assert (result.exit_code, told["known"]) == (3, [])
    errors = [one for one in told["findings"] if one["level"] == "error"]
    assert [(one["rule"], one["path"], one["line"]) for one in errors] == [
        ("review-overdue", "content/guides/production-validation.md", 5)
    ]
    assert errors[0]["what"] == (
        "review was due on 2026-11-14, 6 days ago; its sources had last been read 3 days before "
        "the review of 2026-05-18"
    )
    soon = [one for one in told["findings"] if one["rule"] == "review-due-soon"]
    assert len(soon) == 3
    dues = {one.next_review for one in ProjectReader(founding_root).read(TODAY)[1].guides.values()}
    assert max(dues) < TODAY + datetime.timedelta(weeks=5)


def test_a_good_project_is_silent(project: Project) -> None:
    """No finding, one line of counts, exit 0."""
    result = check(project(GOOD))
    assert result.output == "0 errors, 0 warnings on 2026-06-02; 9 files checked.\n"
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
    errors = [
        one["rule"] for one in json.loads(result.stdout)["findings"] if one["level"] == "error"
    ]
    assert errors == ([rule] if rule else [])


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


# --- freshness ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> ProjectReader:
    """A small project that is read again and again."""
    root = tmp_path_factory.mktemp("kept")
    for name, text in SMALL.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return ProjectReader(root)


@given(
    reviewed=st.dates(datetime.date(1999, 12, 1), datetime.date(2100, 3, 31)),
    every=st.integers(1, 800),
    warn=st.integers(0, 120),
    age=st.integers(0, 900),
)
def test_a_review_is_due_by_days_of_the_calendar(
    reviewed: datetime.date,
    every: int,
    warn: int,
    age: int,
    kept: ProjectReader,
) -> None:
    """Over leap years and the ends of months: due soon within the window, overdue the day after."""
    policy = f"review: {{every_days: {every}, warn_days: {warn}}}\n"
    (kept.root / "data/policy.yml").write_text(SMALL["data/policy.yml"] + policy)
    guide = GUIDE.replace("2026-06-01", str(reviewed))
    (kept.root / "content/guides/one.md").write_text(guide)
    today = reviewed + datetime.timedelta(days=age)
    rules = {one.rule for one in judged(kept, today)}
    late = age - every
    assert ("review-overdue" in rules) == (late > 0)
    assert ("review-due-soon" in rules) == (-warn <= late <= 0)
    wanted = Due.OVERDUE if late > 0 else Due.SOON if late >= -warn else Due.LATER
    assert kept.read(today)[1].guides["one"].due is wanted


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


LOOKED = {("route", digest(), True): "2026-06-01"}
LOST = {**LOOKED, ("route", digest(), False): "2026-06-10"}


@pytest.mark.parametrize(
    ("known", "today", "rule", "what"),
    [
        (
            history({"confirmed": "2026-06-01", "quote-missing": "2026-06-10"}, looked=LOST),
            "2026-06-20",
            "fact-lost",
            "its quote has not been found since 2026-06-10; last found on 2026-06-01; used by one",
        ),
        (
            history({"confirmed": "2026-06-01", "quote-missing": "2026-06-10"}, looked=LOST),
            "2026-07-26",
            "fact-lapsed",
            "its quote has not been found since 2026-06-10; last found on 2026-06-01; used by one",
        ),
        (
            history(
                {"confirmed": "2026-06-01", "too-slow": "2026-06-10 2026-06-12"}, looked=LOOKED
            ),
            "2026-06-20",
            "source-failing",
            "reads fail since 2026-06-10 (too-slow); last read on 2026-06-01, 19 days ago",
        ),
        (
            history({"confirmed": "2026-06-01"}, looked=LOOKED),
            "2026-07-02",
            "reading-due",
            "last read on 2026-06-01, 31 days ago",
        ),
        (
            history({"read": "2026-06-01"}),
            "2026-06-02",
            "fact-unconfirmed",
            "1 of 1 fact was never looked for: route",
        ),
        (
            history(
                {"confirmed": "2026-06-01 2026-06-05"},
                looked=LOOKED,
                texts={("a" * 8, "1" * 8): "2026-06-01", ("a" * 8, "2" * 8): "2026-06-05"},
            ),
            "2026-06-06",
            "source-changed",
            "the text of chat changed on 2026-06-05, after the last review",
        ),
        (
            history({"confirmed": "2026-04-01 2026-06-05"}, looked=LOOKED),
            "2026-06-06",
            "reviewed-unread",
            "reviewed on 2026-06-01, and 1 of 1 source not read for it: chat",
        ),
    ],
)
def test_each_rule_of_freshness_says_what_is_stale(
    project: Project, known: object, today: str, rule: str, what: str
) -> None:
    """With the days that matter, and nothing else of that kind the day before it begins."""
    assert isinstance(known, type(history()))
    root = project({**GOOD, "data/ledger.yml": ledger(chat=known)})
    assert found(root, today)[rule] == what
    if rule not in ("fact-unconfirmed", "reviewed-unread"):
        assert rule not in found(root, "2026-06-01")


def test_days_that_have_not_come_are_findings(project: Project) -> None:
    """A review or a change of tomorrow is an error of content."""
    guide = GOOD["content/guides/one.md"].replace(
        "owner: docs", "history: [{date: 2026-06-03, change: Later}]\nowner: docs"
    )
    result = check(project({**GOOD, "content/guides/one.md": guide}), today="2026-05-31")
    assert result.exit_code == 1
    assert "one.md:4:1: error date-in-future last_reviewed: 2026-06-01 is after" in result.output
    assert "date-in-future history[0].date: 2026-06-03 is after today, 2026-05-31" in result.output


def test_reviews_that_bunch_are_spread_by_advice(project: Project) -> None:
    """Three guides on one day: the second a week earlier, the third two."""
    more = {
        f"content/guides/{name}.md": GUIDE.replace("title: One", f"title: {name}")
        for name in ("two", "three")
    }
    root = project({**GOOD, **more})
    bunched = [
        problem
        for problem in judged(ProjectReader(root), day("2026-06-02"))
        if problem.rule == "reviews-bunched"
    ]
    assert [problem.what for problem in bunched] == ["3 guides are due for review on 2026-11-28"]
    assert ": 173" in bunched[0].remedy
    assert ": 166" in bunched[0].remedy


# --- the baseline -------------------------------------------------------------------------------

OLD = {"content/guides/one.md": GUIDE.replace("2026-06-01", "2020-01-01") + PRICE}


def test_a_baseline_lets_old_findings_through_and_new_ones_fail(project: Project) -> None:
    """The gate is on from the first day; what is let through is counted, and builds."""
    root = project({**GOOD, **OLD})
    assert check(root).exit_code == 1
    arguments = ["--project", str(root), "--today", "2026-06-02", "baseline"]
    made = CliRunner().invoke(
        cli, [*arguments, "--until", "2026-09-01", "--reason", "From before."]
    )
    assert made.output == "Let through until 2026-09-01: 2 entries, in data/baseline.yml.\n"
    result = check(root)
    assert result.exit_code == 0
    assert "2 findings let through by the baseline" in result.output
    build = CliRunner().invoke(cli, [*arguments[:4], "build", "--engine", "none"])
    assert build.exit_code == 0
    faq = root / "data" / "faq" / "chat.yml"
    faq.write_text(faq.read_text().replace("It is to verify.", "It costs $0.03."))
    again = check(root)
    assert again.exit_code == 1
    assert "data/faq/chat.yml:5:13: error claim-price" in again.output
    assert not re.search(r"one\.md:\d+:\d+: error", again.output)


def test_a_baseline_ends(project: Project) -> None:
    """On the day after, its findings are errors again, and so is the entry."""
    entry = ENTRY.replace("DAY", "2027-01-31")
    root = project({**GOOD, "data/baseline.yml": entry})
    assert "let through" in check(root, today="2027-01-31").output
    late = check(root, today="2027-02-01")
    assert "data/baseline.yml:2:5: error baseline-expired known[0]: the entry for" in late.output
    assert "error review-overdue" in late.output
    early = check(root, today="2026-06-02")
    assert "data/baseline.yml:2:5: warning baseline-unused known[0]: review-overdue" in early.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--until", "2026-06-02", "--reason", "Old"], "wanted a day after today"),
        (["--until", "2026-09-01", "--reason", " "], "wanted a sentence"),
        (["--reason", "Old"], "Missing option '--until'"),
    ],
)
def test_a_baseline_needs_an_end_and_a_reason(
    project: Project, arguments: list[str], said: str
) -> None:
    """Nobody lets everything through for ever, or without saying why."""
    root = project(GOOD)
    result = CliRunner().invoke(
        cli, ["--project", str(root), "--today", "2026-06-02", "baseline", *arguments]
    )
    assert (result.exit_code, said in result.output) == (2, True)


# --- voices -------------------------------------------------------------------------------------

HOSTILE = {
    **GOOD,
    "content/guides/one.md": GOOD["content/guides/one.md"] + PRICE,
    "data/contracts/chat.yml": SMALL["data/contracts/chat.yml"].replace(
        "    facets:\n", "    facets:\n      'a|b<c>&\"%0A::error': x\n"
    ),
}


@pytest.fixture
def hostile(project: Project) -> Path:
    """A project whose findings hold what each voice must escape."""
    return project(HOSTILE)


def test_github_annotations_stay_on_their_line(hostile: Path) -> None:
    """Nothing in a finding can end the command or begin another."""
    lines = check(hostile, "--format", "github").stdout.splitlines()
    assert len(lines) == 4
    assert all(one.startswith("::error file=") for one in lines[:-2])
    assert lines[-2].startswith("::warning file=data")
    assert any("%250A" in one for one in lines)


def test_annotations_are_the_default_in_a_workflow(
    hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """GitHub sets the variable that tells."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert check(hostile).stdout.startswith("::error file=")


def test_junit_is_xml_with_a_failure_for_each_error(hostile: Path) -> None:
    """Counts fit, and hostile keys are text."""
    suite = ET.fromstring(check(hostile, "--format", "junit").stdout)  # noqa: S314 - our own output
    assert suite.attrib["failures"] == "2"
    assert len(suite.findall("testcase/failure")) == 2
    assert 'a|b<c>&"%0A::error' in "".join(suite.itertext())


def test_sarif_names_rules_places_and_what_is_let_through(project: Project) -> None:
    """Each result points to its rule, has a line, and a fingerprint that outlives the day."""
    entry = ENTRY.replace("DAY", "2027-12-31")
    root = project({**GOOD, "data/baseline.yml": entry})
    told = [
        json.loads(check(root, "--format", "sarif", today=one).stdout)["runs"][0]
        for one in ("2027-01-30", "2027-01-31")
    ]
    prints = [
        {one["partialFingerprints"]["proofpack/v1"] for one in run["results"]} for run in told
    ]
    assert prints[0] == prints[1]
    for one in told[0]["results"]:
        rule = told[0]["tool"]["driver"]["rules"][one["ruleIndex"]]
        assert rule["id"] == one["ruleId"]
        assert rule["shortDescription"]["text"]
        region = one["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] >= 1
    quiet = [one["ruleId"] for one in told[0]["results"] if "suppressions" in one]
    assert quiet == ["review-overdue"]


def test_markdown_reads_by_file_errors_first(hostile: Path) -> None:
    """A summary of a job."""
    text = check(hostile, "--format", "markdown").stdout
    assert text.startswith(
        "## Check of 2026-06-02\n\n2 errors, 1 warning on 2026-06-02; 9 files checked."
    )
    assert "### Errors\n\n`content/guides/one.md`\n\n- line " in text
    assert "a\\|b\\<c\\>" in text


@given(
    what=st.text("`\\*_[]()<>|#&~;:ab ", max_size=30).map(str.strip),
    remedy=st.sampled_from(["Write `a_b|<c>`.", "Run `proofpack review *x*`, then [go] on.", ""]),
)
def test_markdown_shows_what_is_said_and_no_more(what: str, remedy: str) -> None:
    """Letter for letter outside of code spans and inside, and neither links nor tags come of it."""
    shown = rendered(what, remedy)
    item = ET.fromstring(shown[shown.index("<li>") : shown.index("</li>") + 5])  # noqa: S314 - our own
    assert {one.tag for one in item.iter()} <= {"li", "strong", "code"}
    said = "".join(item.itertext()).removeprefix("line 1, rule: ")
    assert _plain(said) == _plain(f"{what}. {remedy}".strip())


def test_markdown_keeps_code_as_code() -> None:
    """Without a backslash in it; outside of it, what looks like an entity is none."""
    shown = rendered("found &lt; in `a_b`", "Write `a_b|<c>`.")
    assert "found &amp;lt; in <code>a_b</code>. Write <code>a_b|&lt;c&gt;</code>." in shown


def rendered(what: str, remedy: str) -> str:
    """Return what a reader's browser gets of a report with one finding."""
    verdict = CheckResult(TODAY, (Problem(Place("a.md"), "rule", "", what, remedy),), (), 1)
    return str(
        MarkdownIt("gfm-like", {"linkify": False}).render(format_result("markdown", verdict))
    )


def _plain(text: str) -> str:
    """Return text without the marks of code spans, and without blanks, which spans trim."""
    return re.sub(r"[`\s]", "", text)


def test_a_report_can_go_to_a_file_beside_the_lines(hostile: Path, tmp_path: Path) -> None:
    """A pipeline wants both: SARIF to upload, lines to read."""
    path = tmp_path / "report.sarif"
    result = check(hostile, "--format", "sarif", "--output", str(path))
    assert json.loads(path.read_text())["version"] == "2.1.0"
    assert "error claim-price" in result.output


# --- review -------------------------------------------------------------------------------------


def test_a_review_starts_from_what_changed(project: Project) -> None:
    """The change with its sentences, the rows to verify, the findings, and the line to edit."""
    known = history(
        {"confirmed": "2026-05-20 2026-06-05"},
        looked={("route", digest(), True): "2026-05-20 2026-06-05"},
        texts={("a" * 8, "1" * 8): "2026-05-20", ("a" * 8, "2" * 8): "2026-06-05"},
    )
    root = project({**GOOD, "data/ledger.yml": ledger(chat=known)})
    texts = {"1" * 8: "Stays.\nGoes.", "2" * 8: f"Stays.\nComes.\nWith {KEY} in it."}
    kept = {"texts": texts, "passages": {}}
    (root / "build" / "pages").mkdir(parents=True)
    (root / "build" / "pages" / "chat.json").write_text(json.dumps(kept))
    arguments = ["--project", str(root), "--today", "2026-06-06", "review"]
    text = CliRunner().invoke(cli, [*arguments, "one"]).stdout
    assert "Last reviewed on 2026-06-01, 5 days ago; the next review is due on 2026-11-28." in text
    assert "Its text changed on 2026-06-05: https://docs.example.com/chat" in text
    assert "    - Goes.\n    + Comes.\n" in text
    assert "Stays." not in text
    assert KEY[:8] not in text
    assert "1 of 1 fact that it stands on held when last looked for." in text
    assert "- line 4, source-changed: " in text
    assert text.endswith("    content/guides/one.md: last_reviewed: 2026-06-06\n")
    assert CliRunner().invoke(cli, [*arguments, "content/guides/one.md"]).stdout == text
    refused = CliRunner().invoke(cli, [*arguments, "oen"])
    assert (refused.exit_code, 'Did you mean "one"?' in refused.output) == (2, True)


def test_a_branch_bears_on_what_uses_what_it_touches(project: Project) -> None:
    """One fact of a pack was edited: the fact, and the guide that uses it, and nothing else."""
    pack = SMALL["data/sources/api.yml"] + (
        "      - id: other\n        says: Something else.\n        quote: Words of something else\n"
    )
    root = project({**GOOD, "data/sources/api.yml": pack})

    def git(*arguments: str) -> None:
        who = [
            "-c",
            "user.name=t",
            "-c",
            "user.email=t@example.org",
            "-c",
            "core.hooksPath=/dev/null",
        ]
        subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)

    def bears() -> str:
        arguments = ["--project", str(root), "--today", "2026-06-06", "review"]
        return CliRunner().invoke(cli, [*arguments, "--changed-since", "main"]).output

    git("init", "--initial-branch", "main")
    git("add", ".")
    git("commit", "--message", "start")
    git("switch", "--create", "branch")
    assert "No guide uses what it touches." in bears()
    (root / "data" / "sources" / "api.yml").write_text(pack.replace("something else", "more"))
    assert "- `data/sources/api.yml`: chat.other\n" in bears()
    assert "No guide uses what it touches." in bears()
    (root / "data" / "sources" / "api.yml").write_text(pack.replace("Send a POST", "Send one POST"))
    git("commit", "--all", "--message", "edit")
    assert "- `data/sources/api.yml`: chat.route\n" in bears()
    assert "| one | 2026-06-01 | `data/sources/api.yml` |" in bears()
    git("switch", "main")
    assert "What this change bears on" in bears()


def test_a_revision_that_is_none_is_one_line(project: Project) -> None:
    """Without a repository, and with an option in its place."""
    arguments = ["--project", str(project(GOOD)), "review", "--changed-since"]
    for revision in ("main", "--output=x"):
        result = CliRunner().invoke(cli, [*arguments, revision])
        assert result.exit_code == 2
        assert "git:1:1: error git: fatal: " in result.output


def test_problems_sort_errors_before_warnings(project: Project) -> None:
    """What fails is read first."""
    root = project({**GOOD, "data/ledger.yml": "schema: 1\nsources: {}\ncomplete: true\n"})
    output = check(root, today="2027-01-01").output
    assert output.index("error review-overdue") < output.index("warning reading-due")


# --- secrets ------------------------------------------------------------------------------------

SECRETS = (ROOT / "data" / "rules" / "secrets.yml").read_text("utf-8")
# Made when the tests run, so that nothing in this file looks like a key.
KEY = "sk-" + base64.b64encode(hashlib.sha256(b"a key").digest()).decode().translate(
    str.maketrans("+/=", "xyz")
)


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
    root = project({**GOOD, "data/rules/secrets.yml": SECRETS, path: text})
    verdict = verdict_of(root, day("2026-06-02"))
    leaks = [one for one in verdict.problems if one.rule.startswith("secret-")]
    assert [(one.place.path, one.place.line) for one in leaks] == [(path, line)]
    printed = check(root)
    for output in (printed.output, *(format_result(voice, verdict) for voice in FORMATS)):
        assert leaks[0].rule in output
        assert KEY[:8] not in output
        assert KEY[20:30] not in output
    assert printed.exit_code == 1


def test_a_known_secret_is_let_through_by_its_digest_until_a_day(project: Project) -> None:
    """By rule and digest, with a reason; after its day it is an error again."""
    guide = GOOD["content/guides/one.md"] + f"\nSend `{KEY}` along.\n"
    root = project({**GOOD, "data/rules/secrets.yml": SECRETS, "content/guides/one.md": guide})
    finding = json.loads(check(root, "--format", "json").stdout)["findings"][0]
    digest = finding["what"].rpartition("digest ")[2].rstrip(")")
    entry = f"\nknown:\n  - rule: {finding['rule'].removeprefix('secret-')}\n    digest: {digest}\n"
    entry += "    reason: A sample that the provider published.\n    expires: 2026-07-01\n"
    (root / "data" / "rules" / "secrets.yml").write_text(SECRETS + entry, encoding="utf-8")
    assert check(root).exit_code == 0
    late = check(root, today="2026-07-02")
    assert late.exit_code == 1
    assert "accepted only until 2026-07-01" in late.output
