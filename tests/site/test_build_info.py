"""The script that says when a site was built, and from which commit."""

from __future__ import annotations

import datetime
import json
import subprocess
from pathlib import Path

import pytest

from proofpack.site.build_info import build_info, commit_of

OTHER = "5" * 40


def git(folder: Path, *words: str) -> str:
    """Run git in a folder, as somebody."""
    somebody = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    done = subprocess.run(
        ["git", *somebody, *words], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def test_the_commit_is_that_of_git_then_that_of_ci_and_never_a_failure(tmp_path: Path) -> None:
    """A folder that changed since says so; one without a commit has none, unless CI names one."""
    assert commit_of(tmp_path, {}) == ("", False)
    assert commit_of(tmp_path / "gone", {}) == ("", False)
    assert commit_of(tmp_path, {"CI_COMMIT_SHA": OTHER}) == (OTHER, False)
    assert commit_of(tmp_path, {"GITHUB_SHA": "main; rm -rf", "CI_COMMIT_SHA": ""}) == ("", False)
    git(tmp_path, "init", "-q")
    assert commit_of(tmp_path, {}) == ("", False)
    (tmp_path / "one.md").write_text("one\n", encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "One")
    git(tmp_path, "tag", "v1.0")
    head = git(tmp_path, "rev-parse", "HEAD")
    assert commit_of(tmp_path, {"GITHUB_SHA": OTHER}) == (head, False)
    (tmp_path / "new.md").write_text("new\n", encoding="utf-8")
    assert commit_of(tmp_path, {}) == (head, False)
    (tmp_path / "one.md").write_text("two\n", encoding="utf-8")
    assert commit_of(tmp_path, {}) == (head, True)


def test_without_git_there_is_no_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the program is not installed, CI may still name it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert commit_of(tmp_path, {}) == ("", False)
    assert commit_of(tmp_path, {"GITHUB_SHA": OTHER}) == (OTHER, False)


@pytest.mark.parametrize(
    ("repository", "address"),
    [
        ("https://github.com/a/b/", f"https://github.com/a/b/commit/{OTHER}"),
        ("https://gitlab.example.org/a/b", f"https://gitlab.example.org/a/b/-/commit/{OTHER}"),
        ("https://bitbucket.org/a/b", f"https://bitbucket.org/a/b/commits/{OTHER}"),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_a_commit_leads_to_its_page_where_the_repository_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, repository: str, address: str
) -> None:
    """Each host has its own address for it, and nothing but a page is linked to."""
    monkeypatch.setenv("GITHUB_SHA", OTHER)
    script = build_info(tmp_path, datetime.date(2026, 11, 28), repository)
    told = json.loads(script.removeprefix("self.ProofpackBuild = "))
    assert (told["day"], told["commit"], told["address"]) == ("2026-11-28", OTHER, address)
