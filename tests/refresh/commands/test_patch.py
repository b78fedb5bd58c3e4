"""`refresh --patch`: a diff of the source packs that takes the new words of lost quotes."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.mirror import Answer, Mirror, page_html
from tests.refresh.project import CHAT, ERRORS, RETRY, by_source, refresh

ROUTE = "Send a POST request to /chat"
NEW_RETRY = "Do not retry a request that was denied"


def _git(folder: Path, *words: str, given: str = "") -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *words],
        input=given.encode(), capture_output=True, check=False,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.decode()


def _says(mirror: Mirror, path: str, *paragraphs: str) -> None:
    title = "Chat reference" if path == CHAT else "Error reference"
    mirror.pages[path] = Answer(page_html(title, list(paragraphs)))


def _pack(root: Path) -> Path:
    return root / "data" / "sources" / "api.yml"


def test_git_applies_what_is_printed(mirror: Mirror, tmp_path: Path) -> None:
    """Only the quote changes; then the next refresh finds it, and nothing is left to patch."""
    _git(tmp_path, "init", "--quiet")
    refresh(tmp_path)
    before = _pack(tmp_path).read_text()
    _says(mirror, ERRORS, f"Note: {NEW_RETRY}.")
    result = refresh(tmp_path, "--patch", today="2026-06-05")
    assert result.exit_code == 3
    assert _pack(tmp_path).read_text() == before
    assert result.stdout.startswith("diff --git a/data/sources/api.yml b/data/sources/api.yml\n")
    _git(tmp_path, "apply", given=result.stdout)
    assert _pack(tmp_path).read_text() == before.replace(RETRY, NEW_RETRY)
    after = refresh(tmp_path, "--patch", today="2026-06-06")
    assert after.exit_code == 0
    assert after.stdout == ""
    assert after.stderr.endswith("Nothing to patch.\n")


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize("last", [True, False], ids=["ended", "cut"])
def test_styles_comments_and_line_ends_stay(
    mirror: Mirror, tmp_path: Path, end: str, last: bool
) -> None:
    """A project in a folder of a repository, two quotes of one pack, each in its own style."""
    root = tmp_path / "docs of ours"
    root.mkdir()
    for name in ("data", "content", "mkdocs.yml"):
        (tmp_path / name).rename(root / name)
    _git(tmp_path, "init", "--quiet")
    text = (
        _pack(root)
        .read_text()
        .replace(f"quote: {ROUTE}", f"quote: '{ROUTE}'  # by hand\n        # Seen twice.")
        .replace(f"quote: {RETRY}", f"quote: >-\n          {RETRY}".replace(" that", "\n          that"))
    )  # fmt: skip
    text = (text if last else text.rstrip("\n")).replace("\n", end)
    _pack(root).write_bytes(text.encode())
    _says(mirror, CHAT, "Please send a POST request to /chat.")
    mirror.pages[CHAT] = Answer(page_html("Chat", ["Sends a POST request to /chat"]))
    _says(mirror, ERRORS, NEW_RETRY)
    result = refresh(root, "--patch")
    _git(tmp_path, "apply", given=result.stdout_bytes.decode())
    assert (
        _pack(root).read_bytes()
        == text.replace("Send a", "Sends a").replace("was refused", "was denied").encode()
    )
    assert "The patch takes new words for chat.route, errors.retry." in result.stderr


@pytest.mark.parametrize(
    ("page", "why"),
    [
        ("Send a GET request to the server", "nothing on the page is nearly the same"),
        ("Never send a POST request to /chat", None),
        ("Send no POST request to /chat", "the meaning may turn on what differs (a → no)"),
        ("Send 2 POST request to /chat", "the meaning may turn on what differs (a → 2)"),
    ],
)
def test_what_cannot_be_taken_is_named(
    mirror: Mirror, tmp_path: Path, page: str, why: str | None
) -> None:
    """On the other stream, with the reason; a quote that stands is no case."""
    _says(mirror, CHAT, page, "An ending that is here.")
    result = refresh(tmp_path, "--patch")
    assert result.stdout == ""
    named = [line for line in result.stderr.splitlines() if line.startswith("chat.route: ")]
    assert named == ([f"chat.route: not in the patch: {why}."] if why else [])


def test_a_page_that_was_not_read_is_named(mirror: Mirror, tmp_path: Path) -> None:
    """Nobody takes an empty patch for a page that says the same."""
    mirror.pages[CHAT] = Answer("No.", status=503)
    result = refresh(tmp_path, "--patch")
    why = "chat: not in the patch: http-error, so its quotes were not looked for."
    assert why in result.stderr.splitlines()


def test_a_secret_gets_into_no_patch(mirror: Mirror, tmp_path: Path) -> None:
    """What the report would mask is not taken for a quote, whole or in part."""
    secret = "sk-" + "a1B2c3"
    _says(mirror, ERRORS, f"Do not retry a request that was {secret} refused", "The end.")
    result = refresh(tmp_path, "--patch")
    assert result.stdout == ""
    assert secret not in result.stderr
    assert (
        "errors.retry: not in the patch: the new words hold what looks like a secret."
        in result.stderr
    )


def test_words_of_another_fact_are_not_taken(mirror: Mirror, tmp_path: Path) -> None:
    """Where the nearest text is what another fact stands on, this one has no new words."""
    other = "        quote: Do not retry a request that was rejected\n"
    fact = f"      - id: other\n        says: Something\n{other}"
    pack = _pack(tmp_path)
    pack.write_text(pack.read_text() + fact)
    _says(mirror, ERRORS, "Do not retry a request that was rejected")
    result = refresh(tmp_path, "--patch")
    assert result.stdout == ""
    why = "errors.retry: not in the patch: its new words are those of errors.other."
    assert why in result.stderr.splitlines()


def test_a_diff_is_no_report(mirror: Mirror, tmp_path: Path) -> None:
    """Both at once would not apply."""
    for other in (["--json"], ["--format", "text"]):
        result = refresh(tmp_path, "--patch", *other)
        assert result.exit_code == 2
        assert "--patch prints a diff and no report" in result.output
    assert mirror.asked == []


def test_one_letter_is_shown(mirror: Mirror, tmp_path: Path) -> None:
    """A quote that lacks a letter stays lost; each report shows which."""
    _says(mirror, ERRORS, "Do not retry a request that was refuses", "The end.")
    text = refresh(tmp_path).output
    assert "  differs     refuse[d] → refuse[s]\n" in text
    markdown = refresh(tmp_path, "--format", "markdown").stdout
    assert "    - Differs: `refuse[d] → refuse[s]`\n" in markdown
    source = by_source(refresh(tmp_path, "--json"))["errors"]
    expected = {"was": "refused", "now": "refuses", "letters": ["d", "s"]}
    assert isinstance(source["facts"], list)
    assert source["facts"][0]["differences"] == [expected]
