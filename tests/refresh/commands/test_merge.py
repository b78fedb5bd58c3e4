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

from tests.conftest import ROOT, Project
from tests.ledgers import day, history, ledger
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

    def git(*arguments: str) -> None:
        who = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
        subprocess.run(["git", *who, *arguments], cwd=tmp_path, check=True, capture_output=True)

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
    git("merge", "other")
    days = [one.day for one in library(tmp_path, "2026-06-05").sources["chat"].readings]
    assert days == [day("2026-06-01"), day("2026-06-02"), day("2026-06-03")]
