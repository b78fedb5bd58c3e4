"""What a branch touches, and what that bears on."""

from __future__ import annotations

import subprocess
from pathlib import Path

from click.testing import CliRunner

from proofpack.cli import cli
from tests.check.projects import GOOD
from tests.conftest import SMALL, Project


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


def test_an_empty_revision_is_none(project: Project) -> None:
    """As of a variable that a pipeline has not set."""
    arguments = ["--project", str(project(GOOD)), "review", "--changed-since", ""]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 2
    assert "wanted a guide, or --changed-since REV." in result.output


def test_a_shallow_clone_says_how_to_get_the_rest(project: Project, tmp_path: Path) -> None:
    """CI clones one commit; then nothing has a common past."""
    root = project(GOOD)
    who = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "core.hooksPath=/dev/null"]

    def git(*arguments: str, at: Path = root) -> None:
        subprocess.run(["git", *who, *arguments], cwd=at, check=True, capture_output=True)

    git("init", "--initial-branch", "main")
    for message in ("one", "two"):
        git("add", ".")
        git("commit", "--allow-empty", "--message", message)
    git("switch", "--create", "branch")
    git("commit", "--allow-empty", "--message", "three")
    clone = tmp_path / "clone"
    git("clone", "--depth", "1", "--no-single-branch", root.as_uri(), str(clone), at=tmp_path)
    arguments = ["--project", str(clone), "review", "--changed-since", "origin/main"]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 2
    assert "this clone has a part of the history alone. Fetch all of it" in result.output
