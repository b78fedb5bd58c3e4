"""The files that a project begins with, and the next ones: valid, and nothing left to guess."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from proofpack.check.run import check
from proofpack.project.load import load
from proofpack.project.scaffold import KINDS, Answers, answer_fault, new_file, project_files
from tests.conftest import ROOT, TODAY
from tests.vectors import each_of

ACME = Answers("Acme guides", "Acme Gate", "https://docs.acme.example/api", "Platform team")
AWKWARD = Answers('"A": #1 [x] {{ y }}', "C# <b> & 'co': *Gate*", "https://x.example/?a=b#c", "---")
"""Names that YAML and Markdown would take for something else."""


def written(root: Path, files: dict[str, str]) -> Path:
    """Write files into a folder, and return that."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize("answers", [ACME, AWKWARD], ids=["plain", "awkward"])
def test_a_new_project_has_notes_alone(tmp_path: Path, answers: Answers) -> None:
    """No error and no warning: what was never read or reviewed, or is a placeholder, is a note."""
    files = project_files(answers, None)
    result = check(written(tmp_path, files), TODAY, fail_on="warning")
    assert [str(one) for one in result.problems if one.level != "note"] == []
    assert {one.rule for one in result.problems} == {
        *("review-missing", "reading-due", "owner-without-contact", "placeholder-address")
    }
    assert result.exit == 0
    assert len(files) == 9


def test_it_has_one_of_everything_and_six_lines_for_the_engine() -> None:
    """A source, a contract, a worksheet, questions, a guide, a policy, a home page."""
    files = project_files(ACME, None)
    kinds = sorted(path.rpartition("/")[0] for path in files if "/" in path)
    assert kinds == [
        *("content", "content/guides", "data", "data/contracts", "data/faq", "data/sources"),
        "data/worksheets",
    ]
    assert "data/sources/acme-gate.yml" in files
    assert len(files["mkdocs.yml"].splitlines()) <= 6
    assert yaml.safe_load(files["mkdocs.yml"])["site_name"] == "Acme guides"
    assert yaml.safe_load(files["data/policy.yml"])["owners"][0]["id"] == "platform-team"
    assert "example.org" not in "".join(files.values())


@pytest.mark.parametrize("kind", KINDS)
def test_the_next_file_is_valid(tmp_path: Path, kind: str) -> None:
    """In a project that is new, it adds no error but for what is to be written; who it names exists."""
    root = written(tmp_path, project_files(ACME, None))
    path, text = new_file(kind, "next-one", "Next: #1", "https://x.example/", load(root))
    assert "next-one" in path
    written(root, {path: text})
    result = check(root, TODAY)
    failing = [one for one in result.problems if one.fails]
    assert [str(one) for one in failing if one.rule != "editors-note"] == []
    assert any(one.place.path == path for one in result.problems)


@pytest.mark.parametrize("ci", ["github", "gitlab"])
def test_workflows_install_what_the_project_lists(ci: str) -> None:
    """They are those of the repository, but for the lock, which a new project does not have."""
    plain = project_files(ACME, None)
    files = {
        path: text
        for path, text in project_files(ACME, ci).items()  # type: ignore[arg-type] # a parameter is text
        if path not in plain
    }
    assert files.pop("requirements.txt").splitlines()[-1].startswith("proofpack-guides==")
    originals = [path for path in (ROOT / "examples" / ci).iterdir() if path.is_file()]
    assert len(files) == len(originals) >= 1
    for path, text in files.items():
        assert path.startswith(".git")
        assert "locks/proofpack.txt" not in text
        assert "pip install" in text or "pip install" not in path
        yaml.safe_load(text)


@each_of(
    ("name", "value", "said"),
    [
        ("docs", "docs.acme.example", "https://"),
        ("docs", "https://user@x.example/", "user"),
        ("api", "", "nothing is written"),
        ("api", "two\nlines", "one line"),
        ("name", "a\u202eb", "does not show"),
        ("name", "Acme", ""),
        ("docs", "https://docs.acme.example/api", ""),
    ],
)
def test_an_answer_that_cannot_stand_is_told(name: str, value: str, said: str) -> None:
    """By the same rules as the key that it goes to."""
    fault = answer_fault(name, value)
    assert (said in fault.lower()) if said else fault == ""
