"""What a check keeps for the next: with it, without it, or with a bad one, findings are the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from proofpack.check import rule
from proofpack.check.rules import prose
from proofpack.check.run import CheckResult, check
from proofpack.check.texts import Text
from proofpack.util.kept import Kept
from tests.check.projects import check as command
from tests.conftest import SMALL, TODAY, Project

GUIDE, OTHER = "content/guides/one.md", "content/guides/two.md"
SAID = "\nWhoever is on call reads this one sentence before anything else.\n"
OWN = "\nLogs hold `own_field` of each request.\n"
CLAIM = "\nThe API costs $0.02 a request.\n"
KEY = "sk" + "-" + "Ab3dE6gH9jK2mN5pQ8sT1vW4xY7z"
EDITS: dict[str, dict[str, str | None]] = {
    "nothing": {},
    "a claim": {GUIDE: SMALL[GUIDE] + CLAIM},
    "a secret": {"content/index.md": SMALL["content/index.md"] + f"\n{KEY}\n"},
    "a note": {GUIDE: SMALL[GUIDE] + "\nTODO: say more.\n"},
    "a heading": {GUIDE: SMALL[GUIDE] + "\n## Empty\n"},
    "a heading twice": {GUIDE: SMALL[GUIDE] + "\n## Same\n\nOne.\n\n## Same\n\nTwo.\n"},
    "a field": {GUIDE: SMALL[GUIDE] + "\nSend `no_such_field` along.\n"},
    "a sentence of another guide": {GUIDE: SMALL[GUIDE] + SAID},
    "a guide gone": {OTHER: None},
    "a link to a source": {
        GUIDE: SMALL[GUIDE] + "\nRead [its page](../sources/api.md) and what it says of paths.\n"
    },
    "a fact that is not there": {
        "data/contracts/chat.yml": SMALL["data/contracts/chat.yml"].replace("chat.route", "chat.x")
    },
    "what a fact carries": {
        "data/sources/api.yml": SMALL["data/sources/api.yml"]
        .replace("/chat\n", "/talk\n")
        .replace("/chat`", "/talk`")
    },
    "a name of one's own": {"data/policy.yml": SMALL["data/policy.yml"] + "names: [own_field]\n"},
    "not readable": {"data/faq/chat.yml": "title: 'Chat\n"},
    "a rule": {
        "data/rules/own.yml": "secrets:\n  - {id: verify-word, about: a word, pattern: verify,\n"
        "     instead: Remove it., revoke: Nothing., examples: [verify]}\n"
    },
}


@pytest.fixture(autouse=True)
def _every_project_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule, "_LARGE", 0)


@pytest.fixture
def root(project: Project) -> Path:
    """Return a project with two guides."""
    return project({OTHER: SMALL[GUIDE].replace("title: One", "title: Two") + SAID + OWN})


def again(root: Path) -> CheckResult:
    """Return what a check in a new process finds, with what the last one has kept."""
    return check(root, TODAY, kept=Kept.read(root / "kept.json", "this program"))


def write(root: Path, files: dict[str, str | None]) -> None:
    """Write some files, and remove those without a text."""
    for path, text in files.items():
        if text is None:
            (root / path).unlink()
        else:
            (root / path).parent.mkdir(exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_judged_as_by_a_check_that_knows_nothing(root: Path, name: str) -> None:
    """There and back, and once more from the state in which that left what is kept."""
    before = again(root)
    assert (root / "kept.json").is_file()
    texts = {
        path: (root / path).read_text() if (root / path).exists() else None for path in EDITS[name]
    }
    for files, changed in ((EDITS[name], name != "nothing"), (texts, False), (EDITS[name], True)):
        write(root, files)
        found = again(root)
        assert found == check(root, TODAY)
        assert (found != before) == (changed and name != "nothing")


def test_only_what_changed_is_looked_into(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is the same is neither taken apart nor read by a rule."""
    looked: list[str] = []
    original = prose._notes

    def noted(text: Text) -> object:
        looked.append(text.path)
        return original(text)

    again(root)
    monkeypatch.setattr(prose, "_notes", noted)
    again(root)
    assert looked == []
    write(root, {GUIDE: SMALL[GUIDE] + "\nOne more.\n"})
    again(root)
    assert {*looked} == {GUIDE}


@pytest.mark.slow
@pytest.mark.parametrize(
    "damage", [lambda _: b"", lambda all_: all_[:-9], lambda all_: all_ + b" "]
)
def test_what_is_damaged_counts_as_nothing(root: Path, damage: Callable[[bytes], bytes]) -> None:
    """The check finds what a whole one finds, and keeps anew what it knows."""
    write(root, {GUIDE: SMALL[GUIDE] + CLAIM})
    before, kept = again(root), root / "kept.json"
    whole = kept.read_bytes()
    kept.write_bytes(damage(whole))
    assert again(root) == before
    assert kept.read_bytes() == whole


def test_nothing_is_kept_where_a_secret_was_found(root: Path) -> None:
    """It would stand on the disk once more."""
    write(root, {"data/faq/chat.yml": SMALL["data/faq/chat.yml"] + f"# {KEY}\n"})
    assert any(problem.rule.startswith("secret-") for problem in again(root).problems)
    assert not (root / "kept.json").exists()


def test_a_command_keeps_in_the_folder_of_its_user_and_in_no_project(
    root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a branch could bring along is not read; where CI is set, or it is asked for, nothing is."""
    caches = tmp_path_factory.mktemp("user") / "caches"
    monkeypatch.setenv("XDG_CACHE_HOME", str(caches))
    monkeypatch.setenv("CI", "true")
    command(root)
    monkeypatch.delenv("CI")
    command(root, "--no-cache")
    assert not caches.exists()
    command(root)
    (kept,) = (caches / "proofpack" / "check").iterdir()
    assert kept.parent.stat().st_mode & 0o077 == 0
    monkeypatch.setenv("XDG_CACHE_HOME", str(root / "caches"))
    command(root)
    assert not (root / "caches").exists()
