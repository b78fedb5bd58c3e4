"""What stops a build: claims, told with everything else that is wrong, and judged once for a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from proofpack.check import rule
from proofpack.check.all_rules import RULES
from proofpack.check.gates import Gates, gate_rules
from proofpack.check.rules.claims import Claims
from proofpack.cli import cli
from proofpack.model.documents import MarkdownFile, Nodes
from proofpack.model.problems import Problem, ProblemsError
from proofpack.project.reader import ProjectReader
from proofpack.site.build import Pipeline
from proofpack.util import run_in_fork
from proofpack.util.kept import Kept
from tests.check.test_leaks import PLACES, SAFE, put
from tests.conftest import SMALL, TODAY, Project

RULE_FILE = "data/rules/assertions.yml"
CLAIM = {
    "content/guides/one.md": SMALL["content/guides/one.md"] + "\nEach request costs $0.02.\n",
}
BROKEN = {"data/faq/chat.yml": SMALL["data/faq/chat.yml"].replace("answer:", "anser:")}
BASELINE = {
    "data/baseline.yml": "known:\n  - {rule: claim-price, path: content/guides/one.md,"
    " reason: Old, expires: 2026-11-20}\n"
}


def run(root: Path, *arguments: str, today: str = "2026-11-20") -> tuple[int, str]:
    """Run a command, and return its exit code and what it prints."""
    result = CliRunner().invoke(cli, ["--project", str(root), "--today", today, *arguments])
    return result.exit_code, result.output


def test_a_claim_stops_a_build_as_it_fails_a_check(project: Project) -> None:
    """The same line and the same exit code."""
    root = project(CLAIM)
    built, checked = run(root, "build", "--engine", "none"), run(root, "check")
    line = next(one for one in built[1].splitlines() if "claim-price" in one)
    assert built == (1, f"{line}\n1 error in 1 file.\n")
    assert checked[0] == 1
    assert line in checked[1]


def test_a_claim_that_stands_by_an_exception_stops_no_build(project: Project) -> None:
    """What `check` tells as a note is no reason to build nothing."""
    allow = "<!-- allow claim-price: our own tariff -->"
    root = project({path: text.replace("Each", f"{allow}\nEach") for path, text in CLAIM.items()})
    assert "note claim-price" in run(root, "check")[1]
    assert run(root, "build", "--engine", "none")[0] == 0
    assert (root / "build" / "docs" / "guides" / "one.md").is_file()


def test_claims_are_told_with_what_is_not_valid(project: Project) -> None:
    """Every problem at once: a claim in a file that can be read, and a slip in another."""
    root = project({**CLAIM, **BROKEN})
    for command in (["build", "--engine", "none"], ["check"]):
        code, output = run(root, *command)
        assert code == 1
        assert "data/faq/chat.yml:5:5: error unknown-key" in output
        assert "content/guides/one.md:18:20: error claim-price" in output


def test_a_claim_hides_no_other_finding(project: Project) -> None:
    """Whoever states too much is told what else `check` finds: no rule is left out because of it."""
    output = run(project(CLAIM), "check")[1]
    assert "warning unused-" in output or "warning review-due-soon" in output
    assert "not-judged" not in output


@pytest.mark.parametrize(("today", "code"), [("2026-11-20", 0), ("2026-11-21", 1)])
def test_what_the_baseline_lets_through_builds_until_its_day(
    project: Project, today: str, code: int
) -> None:
    """On the day after, the claim stops the build again."""
    root = project({**CLAIM, **BASELINE})
    assert run(root, "build", "--engine", "none", today=today)[0] == code


def test_what_is_let_through_stays_so_where_another_file_is_broken(project: Project) -> None:
    """In a build and in a check, which counts it."""
    root = project({**CLAIM, **BASELINE, **BROKEN})
    built, checked = run(root, "build", "--engine", "none")[1], run(root, "check")[1]
    assert "claim-price" not in built + checked
    assert "1 finding let through by the baseline" in checked


@pytest.fixture
def beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a second process judge each project, whatever this machine and the runner of the tests are."""
    monkeypatch.setattr(rule, "_LARGE", 0)
    monkeypatch.setattr(run_in_fork, "_possible", lambda: True)


@pytest.mark.parametrize("extra", [{}, CLAIM, {**CLAIM, **BASELINE}], ids=["fine", "claim", "let"])
def test_a_second_process_finds_the_same(
    project: Project, beside: None, extra: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what it brings back, the next build looks at as little; after an edit at what changed."""
    root, kept = project({**SAFE, **extra}), [Kept(), Kept()]
    found: list[list[str]] = []
    for one in kept:
        reader = ProjectReader(root)
        if found:
            monkeypatch.setattr(run_in_fork, "_possible", lambda: False)
        verdict = Gates(one)(reader.snapshot(reader.tree(), TODAY))
        assert (verdict._fork is None) == bool(found)
        found.append([str(problem) for problem in verdict()])
        assert verdict.ready()
        assert [str(problem) for problem in verdict()] == found[-1]
    assert found[0] == found[1]
    assert bool(found[0]) == (extra == CLAIM)
    assert kept[0].parts == kept[1].parts


def test_a_build_that_was_stopped_keeps_what_was_clean(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next one judges what was mended alone. Where a secret was found, nothing is kept."""
    guide, kept, build = "content/guides/one.md", "build/kept.json", ("build", "--engine", "none")
    root, seen = project(CLAIM), list[str]()
    judge = Claims.in_file

    def counted(claims: Claims, file: Nodes | MarkdownFile, text: str) -> object:
        seen.append(file.path)
        return judge(claims, file, text)

    files, _ = PLACES["page"]
    put(root, files)
    assert run(root, *build)[0] == 1
    assert not (root / kept).exists()
    for name in files:
        (root / name).unlink()
    project({"content/index.md": SMALL["content/index.md"], **CLAIM})
    assert run(root, *build)[0] == 1
    assert (root / kept).is_file()
    monkeypatch.setattr(Claims, "in_file", counted)
    project({})
    assert run(root, *build)[0] == 0
    assert seen == [guide]


def test_a_kept_build_judges_a_file_once(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an edit only the page that was edited is looked at again, and its claim is found."""
    root = project({**CLAIM, "content/guides/one.md": SMALL["content/guides/one.md"]})
    seen: list[str] = []
    judge = Claims.in_file

    def counted(claims: Claims, file: Nodes | MarkdownFile, text: str) -> object:
        seen.append(file.path)
        return judge(claims, file, text)

    monkeypatch.setattr(Claims, "in_file", counted)
    pipeline = Pipeline(root, lambda *_: {}, Gates())
    pipeline.read(TODAY)
    assert len(seen) == len(set(seen)) >= 5
    seen.clear()
    (root / "content/guides/one.md").write_text(CLAIM["content/guides/one.md"], encoding="utf-8")
    for _ in range(2):
        with pytest.raises(ProblemsError, match="claim-price"):
            pipeline.read(TODAY)
    assert seen == ["content/guides/one.md"]


def test_only_rules_that_need_no_library_are_gates() -> None:
    """They run where a project is not valid, so an assertion of the context would end them."""
    gates = [rule for rule in RULES if rule.gate]
    assert [rule.id for rule in gates] == ["claim", "content-security"]
    assert gate_rules() == gates, "a build loads these alone"


OWN = SMALL["mkdocs.yml"].replace("font:", "custom_dir: own, font:")
NEW: dict[str, dict[str, str | bytes]] = {
    **{place: files for place, (files, _) in PLACES.items()},
    "claim": {**CLAIM},
    "script of another host": {
        "mkdocs.yml": OWN + "extra_javascript: [https://cdn.example.org/b.js]\n"
    },
    "script in a template": {
        "mkdocs.yml": OWN,
        "own/main.html": "{% block extrahead %}<script>run()</script>{% endblock %}",
    },
    "script in a template that is no text": {
        "mkdocs.yml": OWN,
        "own/main.html": b"\0{% block extrahead %}<script>run()</script>{% endblock %}",
    },
}


@pytest.mark.parametrize("what", NEW)
def test_what_is_new_is_found_after_a_build_that_found_nothing(project: Project, what: str) -> None:
    """Wherever it stands; and nothing once it is taken back."""
    root, kept = project({**SAFE, "mkdocs.yml": OWN, "own/main.html": "{{ super() }}"}), Kept()

    def found() -> list[Problem]:
        reader = ProjectReader(root)
        return Gates(kept)(reader.snapshot(reader.tree(), TODAY))()

    assert found() == found() == []
    before = {name: (root / name).read_bytes() for name in NEW[what] if (root / name).exists()}
    put(root, NEW[what])
    first = found()
    assert first
    assert found() == first
    for name in NEW[what]:
        (root / name).unlink()
    put(root, dict(before))
    assert found() == []
