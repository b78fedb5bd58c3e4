"""`worksheet`: from where the paths count that it prints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from proofpack.cli import cli
from tests.conftest import SMALL, Project

PACKET = "data/note.yml"
"""A packet's name that would be one of a file of the project, if it stood in its root."""


def run(*arguments: str) -> Result:
    """Run the command line in this process."""
    return CliRunner().invoke(cli, ["worksheet", *arguments])


@pytest.fixture
def below(project: Project, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder below a project, where one stands, with a packet that cannot be read."""
    folder = project({}) / "packets"
    (folder / "data").mkdir(parents=True)
    (folder / PACKET).write_text("worksheet: [\n", encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("command", ["check", "export", "diff"])
def test_a_packet_is_called_as_its_user_calls_it(command: str, below: Path) -> None:
    """It stands where one stands, not in the project."""
    for name in (PACKET, str(below / PACKET)):
        result = run(command, name)
        assert result.exit_code == 2
        assert result.output.startswith(f"{name}:2:1: error yaml: ")


def test_the_files_of_a_project_are_named_from_the_current_folder(below: Path) -> None:
    """Beside packets, which are named from there as well, in text and in JSON."""
    policy = SMALL["data/policy.yml"] + "colour: red\n"
    (below.parent / "data" / "policy.yml").write_text(policy, encoding="utf-8")
    assert "../data/policy.yml:4:1: error unknown-key colour: " in run("check", PACKET).output
    paths = {one["path"] for one in json.loads(run("check", PACKET, "--format", "json").output)}
    assert paths == {PACKET, "../data", "../data/policy.yml"}
    assert run("list").output.startswith("../data/policy.yml:4:1: error unknown-key colour: ")
