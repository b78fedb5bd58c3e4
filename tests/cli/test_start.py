"""`init` and `new`: what they write, ask and say."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from proofpack.cli import cli
from proofpack.project.scaffold import KINDS
from tests.browser.desks import key

FLAGS = ("--api", "Acme Gate", "--docs", "https://docs.acme.example/api")


def run(*arguments: str) -> Result:
    """Run the command line in this process, where nobody can be asked."""
    return CliRunner().invoke(cli, list(arguments))


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that was just begun, as the current folder."""
    monkeypatch.chdir(tmp_path)
    assert run("init", "demo", *FLAGS).exit_code == 0
    monkeypatch.chdir(tmp_path / "demo")
    return tmp_path / "demo"


def test_a_project_is_green_at_once(begun: Path) -> None:
    """It checks with 0 and builds for an engine; the page says what nobody has done yet."""
    checked = run("check", "--fail-on", "warning")
    assert checked.exit_code == 0, checked.output
    assert "0 errors, 0 warnings, 4 notes on " in checked.output
    built = run("build", "--engine", "none")
    assert built.exit_code == 0, built.output
    guide = (begun / "build/docs/guides/report-a-failure.md").read_text(encoding="utf-8")
    assert "not reviewed yet" in guide
    assert "not read yet" in guide
    assert (begun / "build/docs/assets/worksheets/worksheets.js").is_file()


def test_init_says_what_is_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From where one stands: in the folder itself there is nowhere to go."""
    monkeypatch.chdir(tmp_path)
    assert run("init", "demo", *FLAGS).output.splitlines()[:4] == [
        "Wrote 9 files in demo.",
        "",
        "Next:",
        "  cd demo",
    ]
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert "  proofpack serve " in run("init", *FLAGS).output.splitlines()[3]


def test_nothing_is_asked_without_a_terminal(tmp_path: Path) -> None:
    """What has no default must be said; nothing is written before that."""
    result = run("init", str(tmp_path / "demo"), "--api", "Acme")
    assert result.exit_code == 2
    assert "Nobody can be asked here: say --docs." in result.output
    assert not (tmp_path / "demo").exists()


@pytest.mark.slow
def test_a_terminal_is_asked_at_most_four_things(tmp_path: Path) -> None:
    """A wrong answer is asked for again; an empty one takes the default."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "proofpack", "init", "demo"],
        cwd=tmp_path,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        os.close(theirs)
        os.write(ours, b"Acme Gate\ndocs.acme.example\nhttps://docs.acme.example/\n\n\n")
        said, asked = process.communicate()
    os.close(ours)
    assert process.returncode == 0, asked
    assert asked.count("?") + asked.count(": ") >= 4
    assert "https://" in asked
    assert "Wrote 9 files in demo." in said
    config = (tmp_path / "demo" / "mkdocs.yml").read_text(encoding="utf-8")
    assert 'site_name: "Acme Gate guides"' in config
    assert 'name: "API team"' in (tmp_path / "demo/data/policy.yml").read_text(encoding="utf-8")


def test_what_is_there_is_never_written_over(begun: Path, tmp_path: Path) -> None:
    """A second init, a file in the way, and a list of git that is there."""
    again = run("init", *FLAGS)
    assert again.exit_code == 2
    assert ".:1:1: error taken: a project is here already" in again.output
    other = tmp_path / "other"
    (other / "data").mkdir(parents=True)
    (other / "data" / "policy.yml").write_text("mine", encoding="utf-8")
    refused = run("init", str(other), *FLAGS)
    assert refused.exit_code == 2
    assert "other/data/policy.yml:1:1: error taken: it is there already." in refused.output
    assert [path.name for path in other.iterdir()] == ["data"]
    third = tmp_path / "third"
    third.mkdir()
    (third / ".gitignore").write_text("*.log\n", encoding="utf-8")
    kept = run("init", str(third), *FLAGS)
    assert (kept.exit_code, "Kept .gitignore" in kept.output) == (0, True)
    assert (third / ".gitignore").read_text(encoding="utf-8") == "*.log\n"


@pytest.mark.parametrize("below", [False, True], ids=["no project", "in a project"])
def test_what_is_in_the_way_is_named_from_the_current_folder(
    below: bool, begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether or not one stands in a project, of which it is no file."""
    here = begun / "data" if below else begun.parent
    monkeypatch.chdir(here)
    (here / "taken" / "data").mkdir(parents=True)
    (here / "taken" / "data" / "policy.yml").write_text("mine", encoding="utf-8")
    result = run("init", "taken", *FLAGS)
    assert result.exit_code == 2
    said = "..:1:1: error taken: " if below else "taken/data/policy.yml:1:1: error taken: "
    assert result.output.startswith(said)
    (here / "file").write_text("", encoding="utf-8")
    result = run("init", "file/demo", *FLAGS)
    said = "..:1:1: error taken: " if below else "file/demo:1:1: error unwritable: "
    assert result.output.startswith(said)


def test_a_new_project_is_named_by_its_folder(begun: Path) -> None:
    """`--project` is a project that is there: it is refused, not passed over."""
    result = run("init", "--project", str(begun), "next", *FLAGS)
    assert result.exit_code == 2
    assert "a new project has no --project; name its folder: init FOLDER." in result.output
    assert not (begun / "next").exists()


_TO_WRITE = {"source": [], "guide": [3, 9, 13], "contract": [2, 11], "faq": [5], "worksheet": [3]}
"""The lines of a new file that ask for a sentence."""


@pytest.mark.parametrize("kind", KINDS)
def test_new_writes_the_next_file(begun: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """From any folder of the project; a second one of that name is refused.

    Nobody publishes a sentence that asks for another one: that is all that check finds in it.
    """
    monkeypatch.chdir(begun / "data")
    url = ("--url", "https://x.example/") if kind == "source" else ()
    result = run("new", kind, "retry-after", *url)
    assert result.exit_code == 0, result.output
    assert "retry-after." in result.output
    checked = run("check", "--all")
    assert checked.exit_code == (1 if _TO_WRITE[kind] else 0)
    errors = [line for line in checked.output.splitlines() if ": error " in line]
    assert all("retry-after." in line and "error editors-note" in line for line in errors)
    assert [int(line.split(":")[1]) for line in errors] == _TO_WRITE[kind]
    again = run("new", kind, "retry-after", *url)
    assert (again.exit_code, "it is there already" in again.output) == (2, True)


def test_new_refuses_what_cannot_be(begun: Path) -> None:
    """A name that is no id, a title of two lines, a source without an address."""
    assert 'ID: "Retry After" is not an id.' in run("new", "guide", "Retry After").output
    assert "--title" in run("new", "guide", "a", "--title", "a\nb").output
    assert "say --url" in run("new", "source", "a").output
    assert "--url" in run("new", "source", "a", "--url", "x").output
    assert sorted(path.name for path in (begun / "content/guides").iterdir()) == [
        "report-a-failure.md"
    ]


def test_no_project_is_begun_in_another(begun: Path) -> None:
    """Its pages and data would be read as those of the outer one."""
    result = run("init", "content/guides/inner", *FLAGS)
    assert (result.exit_code, "a project is here already" in result.output) == (2, True)
    assert not (begun / "content" / "guides" / "inner").exists()


def test_no_secret_is_written_down(tmp_path: Path) -> None:
    """A key that was pasted as an answer is refused, and not repeated."""
    for words in (["init", str(tmp_path / "a"), "--docs", "https://x.example/", "--api", key()],):
        result = run(*words)
        assert (result.exit_code, "It looks like a secret" in result.output) == (2, True)
        assert key()[:12] not in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_too_long_is_no_fault_of_ours(begun: Path) -> None:
    """For an id, and for an API."""
    result = run("new", "faq", "a" * 300)
    assert (result.exit_code, "is too long. Wanted" in result.output) == (2, True)
    assert run("init", str(begun.parent / "b"), "--api", "a" * 300, *FLAGS[2:]).exit_code == 0


def test_the_folder_is_named_as_a_shell_takes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that the first of the next steps can be copied."""
    monkeypatch.chdir(tmp_path)
    assert "  cd 'my guides'\n" in run("init", "my guides", *FLAGS).output


SITE = {"mkdocs.yml": "site_name: Theirs\n", "docs/index.md": "# Theirs\n", "data/mine.csv": "1\n"}


@pytest.fixture
def theirs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A MkDocs site with a folder `data/` of its own, as the current folder."""
    for name, text in SITE.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_site_is_adopted_as_it_is(theirs: Path) -> None:
    """Nothing is asked that has a default, nothing of it is touched, and it checks with 0."""
    result = run("init")
    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[:4] == [
        "Adopted the site of mkdocs.yml; nothing of it was changed. Wrote:",
        "  proofpack/data/policy.yml",
        "  proofpack/build/.gitignore",
        "",
    ]
    files = [path.relative_to(theirs).as_posix() for path in theirs.rglob("*") if path.is_file()]
    ours = ["proofpack/build/.gitignore", "proofpack/data/policy.yml"]
    assert sorted(files) == sorted([*SITE, *ours])
    assert {name: (theirs / name).read_text(encoding="utf-8") for name in SITE} == SITE
    checked = run("check", "--fail-on", "warning")
    assert checked.exit_code == 0, checked.output


def test_what_is_known_of_an_api_is_written_at_once(theirs: Path) -> None:
    """A source to begin from, and what guides call it; the site has a name already."""
    assert run("init", *FLAGS, "--owner", "Gate team").exit_code == 0
    policy = (theirs / "proofpack/data/policy.yml").read_text(encoding="utf-8")
    assert "\nsubjects: ['Acme Gate']\n" in policy.replace('"', "'")
    assert "id: gate-team" in policy
    assert (theirs / "proofpack/data/sources/acme-gate.yml").is_file()
    again = run("init", "--name", "Another")
    assert (again.exit_code, "a project is here already" in again.output) == (2, True)


@pytest.mark.parametrize(
    ("settings", "arguments", "said"),
    [
        ("nav: [\n", [], "mkdocs.yml:2:1: error yaml: not YAML"),
        ("site_name: a\n", ["--name", "b"], "the site has a name already"),
    ],
)
def test_nothing_is_written_where_a_site_cannot_be_adopted(
    theirs: Path, settings: str, arguments: list[str], said: str
) -> None:
    """What cannot be read, or cannot be meant, is told first."""
    (theirs / "mkdocs.yml").write_text(settings, encoding="utf-8")
    result = run("init", *arguments)
    assert (result.exit_code, said in result.output) == (2, True), result.output
    assert not (theirs / "proofpack").exists()


def test_workflows_of_an_adopted_site_know_its_folders(theirs: Path) -> None:
    """They keep and publish what stands in `proofpack/`, and name no folder that is somebody's."""
    assert run("init", "--ci", "github").exit_code == 0
    texts = [path.read_text(encoding="utf-8") for path in theirs.glob(".github/workflows/*.yml")]
    whole = "\n".join(texts)
    assert "proofpack/build/site" in whole
    assert "proofpack/refresh:proofpack/data/ledger.yml" in whole
    assert not re.search(r"(?<!proofpack/)\b(data|build)/", whole)
