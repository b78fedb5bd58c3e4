"""`ledger merge`: jobs and branches come together in one ledger."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from contextlib import ExitStack
from itertools import pairwise, permutations
from pathlib import Path

import pytest

from proofpack.model.history import History
from tests.conftest import ROOT, Project
from tests.ledgers import day, digest, history, ledger
from tests.mirror import Answer, Mirror, page_html, serving
from tests.refresh.project import FILES, library, refresh, run


def test_ledgers_of_several_jobs_are_joined(project: Project, tmp_path: Path) -> None:
    """Each knows its own sources; together they know all, whatever the order."""
    root = project(FILES)
    one, other = tmp_path / "one.yml", tmp_path / "other.yml"
    one.write_text(ledger(chat=history({"read": "2026-06-01"})))
    other.write_text(
        ledger(errors=history({"read": "2026-06-01"}), chat=history({"read": "2026-06-02"}))
    )
    result = run(root, "ledger", "merge", str(one), str(other))
    assert result.output == "Joined 2 ledgers: 2 sources. Wrote data/ledger.yml.\n"
    text = (root / "data" / "ledger.yml").read_text(encoding="utf-8")
    assert text == ledger(
        chat=history({"read": "2026-06-01 2026-06-02"}), errors=history({"read": "2026-06-01"})
    )
    again = run(root, "ledger", "merge", str(other), str(one))
    assert again.output == "Joined 2 ledgers: 2 sources. data/ledger.yml stays as it was.\n"


def test_a_ledger_that_is_not_sound_is_not_joined(project: Project, tmp_path: Path) -> None:
    """Every fault of every file, and nothing is written."""
    root = project(FILES)
    broken = tmp_path / "broken.yml"
    broken.write_text(ledger(chat=history({"read": "2026-06-01"})).replace("outcome", "outcom"))
    cut = tmp_path / "cut.yml"
    cut.write_text("schema: 1\nsources:\n  chat: {")
    result = run(root, "ledger", "merge", str(broken), str(cut))
    assert result.exit_code == 2
    assert "broken.yml:11:21: error unknown-key" in result.output
    assert "cut.yml:4:1: error yaml" in result.output
    assert not (root / "data" / "ledger.yml").exists()


def test_ledgers_are_named_as_they_were_given(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So those of several jobs are told apart; that of the project is named from the current folder."""
    root = project({**FILES, "data/ledger.yml": "sources: [\n"})
    monkeypatch.chdir(root / "content")
    for job in ("one", "two"):
        Path(job).mkdir()
        Path(job, "ledger.yml").write_text("sources: [\n", encoding="utf-8")
    result = run(root, "ledger", "merge", "one/ledger.yml", "two/ledger.yml")
    places = [line.partition(": ")[0] for line in result.output.splitlines()[:-1]]
    assert places == ["../data/ledger.yml:2:1", "one/ledger.yml:2:1", "two/ledger.yml:2:1"]


def test_jobs_that_share_a_list_end_with_the_ledger_of_one_that_reads_all(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """No host is asked by two jobs; their ledgers, joined in any order, are that of a single run."""
    with ExitStack() as stack:
        servers = [stack.enter_context(serving({})) for _ in range(4)]
        rows = ["publisher: Example", "sources:"]
        for number in range(14):
            server = servers[0 if number < 6 else number % 4]
            server.pages[f"/{number}"] = Answer(page_html("Page", [f"The words of page {number}"]))
            name = "chat" if number == 0 else f"page-{number}"
            rows.append(f"  - {{id: {name}, title: Page, url: '{server.address(f'/{number}')}',")
            fact = f"{{id: route, says: Words, quote: The words of page {number}}}"
            rows.append(f"     kind: page, facts: [{fact}]}}")
        whole = project({"data/sources/api.yml": "\n".join(rows) + "\n"})
        jobs = [tmp_path_factory.mktemp("job") / "copy" for _ in range(3)]
        for job in jobs:
            shutil.copytree(whole, job)
        asked = [[len(one.asked) for one in servers]]
        for number, job in enumerate(jobs, 1):
            assert refresh(job, "--shard", f"{number}/3").exit_code == 0
            asked.append([len(one.asked) for one in servers])
        assert refresh(whole).exit_code == 0
    per_job = [
        [after - before for before, after in zip(*pair, strict=True)] for pair in pairwise(asked)
    ]
    assert all(sum(bool(job[host]) for job in per_job) == 1 for host in range(4))
    assert sum(map(sum, per_job)) == 14
    wanted = (whole / "data" / "ledger.yml").read_bytes()
    ledgers = [str(job / "data" / "ledger.yml") for job in jobs]
    for order in permutations(ledgers):
        into = whole / "joined.yml"
        result = run(whole, "ledger", "merge", "--into", str(into), *order)
        assert result.exit_code == 0
        assert into.read_bytes() == wanted
        into.unlink()


@pytest.mark.slow
def test_git_joins_the_ledgers_of_two_branches(
    mirror: Mirror, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the driver of the manual: both branches read the same page, and nothing conflicts."""

    def git(*arguments: str) -> str:
        who = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
        done = subprocess.run(
            ["git", *who, *arguments], cwd=tmp_path, check=True, capture_output=True, text=True
        )
        return done.stdout + done.stderr

    manual = (ROOT / "docs" / "manual.md").read_text(encoding="utf-8")
    attribute = re.search(r"echo '(.+)' >> .gitattributes", manual)
    driver = re.search(r"git config (\S+) 'proofpack (.+)'", manual)
    assert attribute
    assert driver
    (tmp_path / ".gitattributes").write_text(f"{attribute[1]}\n")
    (tmp_path / ".gitignore").write_text("build/\n")
    git("init", "--initial-branch", "main")
    git("config", driver[1], f"{sys.executable} -m proofpack {driver[2]}")
    git("config", "core.hooksPath", "/dev/null")
    refresh(tmp_path)
    git("add", ".")
    git("commit", "--message", "start")
    git("switch", "--create", "other")
    refresh(tmp_path, today="2026-06-02")
    git("commit", "--all", "--message", "theirs")
    git("switch", "main")
    refresh(tmp_path, today="2026-06-03")
    git("commit", "--all", "--message", "ours")
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "generator"))
    said = git("merge", "other")
    assert "Wrote data/ledger.yml" in said
    assert ".merge_file" not in said
    days = [one.day for one in library(tmp_path, "2026-06-05").sources["chat"].readings]
    assert days == [day("2026-06-01"), day("2026-06-02"), day("2026-06-03")]


LOOKED = {(f"fact-{at}", digest(f"The words of fact {at}"), True): "2026-06-01" for at in range(9)}


def _git(folder: Path, *words: str, code: int = 0) -> None:
    who = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "core.hooksPath=/dev/null"]
    done = subprocess.run(["git", *who, *words], cwd=folder, check=False, capture_output=True)
    assert done.returncode == code, done.stderr


def _conflict(root: Path, start: History, ours: History, theirs: History, style: str) -> None:
    """Let git merge two branches that know different things of one page."""
    path = root / "data" / "ledger.yml"
    path.write_text(ledger(chat=start))
    (root / ".gitignore").write_text("build/\n")
    _git(root, "init", "--initial-branch", "main")
    _git(root, "add", ".")
    _git(root, "commit", "--message", "start")
    _git(root, "switch", "--create", "other")
    path.write_text(ledger(chat=theirs))
    _git(root, "commit", "--all", "--message", "theirs")
    _git(root, "switch", "main")
    path.write_text(ledger(chat=ours))
    _git(root, "commit", "--all", "--message", "ours")
    _git(root, "-c", f"merge.conflictStyle={style}", "merge", "other", code=1)


STARTED = history({"read": "2026-06-01"}, looked=LOOKED)
OURS = history({"read": "2026-06-01 2026-06-02"}, looked=LOOKED)
THEIRS = history({"read": "2026-06-01 2026-06-03"}, looked=LOOKED)
BOTH = history({"read": "2026-06-01 2026-06-02 2026-06-03"}, looked=LOOKED)


@pytest.mark.parametrize("style", ["merge", "diff3", "zdiff3"])
def test_a_conflict_tells_its_way_out_and_takes_it(
    project: Project, monkeypatch: pytest.MonkeyPatch, style: str
) -> None:
    """Every command names the one that keeps what both sides know; after it, all is well."""
    root = project(FILES)
    _conflict(root, STARTED, OURS, THEIRS, style)
    told = run(root, "check")
    assert told.exit_code == 2
    assert re.search(r"data/ledger\.yml:\d+:1: error yaml: a merge conflict mark\. ", told.output)
    command = re.search(r"Run `proofpack (.+?)`", told.output)
    assert command
    monkeypatch.chdir(root)
    done = run(root, *command[1].split())
    assert done.exit_code == 0
    assert done.output == (
        "Joined both sides of the conflict in data/ledger.yml: 1 source. Wrote data/ledger.yml.\n"
        "Then: git add data/ledger.yml\n"
    )
    assert (root / "data" / "ledger.yml").read_text() == ledger(chat=BOTH)
    _git(root, "add", "data/ledger.yml")
    _git(root, "commit", "--no-edit")


def test_a_side_that_git_has_mixed_is_taken_as_it_was_committed(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A line far from the conflict stands in both sides; where git is not asked, that is told."""
    lost = ("fact-8", digest("The words of fact 8"), False)
    theirs = history({"read": "2026-06-01 2026-06-03"}, looked={**LOOKED, lost: "2026-06-03"})
    root = project(FILES)
    path = root / "data" / "ledger.yml"
    _conflict(root, STARTED, OURS, theirs, "merge")
    assert path.read_text().count("<<<<<<<") == 1
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "ledger.yml"
    elsewhere.write_bytes(path.read_bytes())
    refused = run(root, "ledger", "merge", "--into", str(elsewhere))
    assert refused.exit_code == 2
    assert "a side of the merge conflict does not add up" in refused.output
    assert elsewhere.read_bytes() == path.read_bytes()
    assert run(root, "ledger", "merge").exit_code == 0
    known = history(
        {"read": "2026-06-01 2026-06-02 2026-06-03"}, looked={**LOOKED, lost: "2026-06-03"}
    )
    assert path.read_text() == ledger(chat=known)


def test_a_conflict_is_resolved_and_pruned_at_once(project: Project) -> None:
    """Although the project cannot be read before the conflict is resolved."""
    root = project(FILES)
    _conflict(root, STARTED, OURS, THEIRS, "merge")
    result = run(root, "ledger", "merge", "--prune")
    assert result.exit_code == 0
    assert "\nDropped from it: " in result.output
    expected = history({"read": "2026-06-01 2026-06-02 2026-06-03"})
    assert (root / "data" / "ledger.yml").read_text() == ledger(chat=expected)


def test_without_a_conflict_nothing_is_joined(project: Project) -> None:
    """A ledger that is sound stays as it is; where there is none, that is told."""
    root = project(FILES)
    missing = run(root, "ledger", "merge")
    assert missing.exit_code == 2
    assert "and no FILE is named." in missing.output
    (root / "data" / "ledger.yml").write_text(ledger(chat=STARTED))
    result = run(root, "ledger", "merge")
    assert result.output.startswith("No merge conflict: 1 source. ")
    assert result.output.endswith("stays as it was.\n")
