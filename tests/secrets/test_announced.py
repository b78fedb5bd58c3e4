"""Values that something near them announces: how odd they look, how far they may stand, and tables."""

from __future__ import annotations

import re

import pytest

from proofpack.model.records.rules import Tells
from proofpack.model.records.shared_pattern import fault
from proofpack.secrets import announced_forms, expand
from proofpack.secrets.announced import Announced
from proofpack.secrets.grades import GRADES
from tests.vectors import each_of

GRADED: dict[Tells, dict[str, int]] = {
    "password": {
        "required": 0,
        "sha256": 0,
        "2026-11-21": 0,
        "gpt-4o-mini-2024-07-18": 0,
        "PBKDF2-SHA256": 0,
        "build.20260102": 0,
        "Ed25519PrivateKey": 0,
        "https://a.example/x1": 0,
        "see_the_wiki_page": 0,
        "puffin" + "52": 1,
        "gravel-otter-" + "ferret": 1,
        "Dr@g0n." + "684": 3,
        "perro" + "8456": 2,
        "user8456": 1,
        "Sommer" + "2024!": 3,
        "{base62:16}": 3,
    },
    "key": {
        "token-bucket": 0,
        "ed25519.Ed25519PrivateKey": 0,
        "node-modules-Linux-{hex:64}": 0,
        "sha256:{hex:64}": 0,
        "00000000-0000-0000-0000-000000000000": 0,
        "550e8400-e29b-41d4-a716-446655440000": 1,
        "{hex:40}": 2,
        "{base62:32}": 3,
        "{base32:48}": 3,
    },
    "code": {
        "2026": 0,
        "1234": 0,
        "92825": 1,
        "{digits:6}": 2,
        "G-{digits:6}": 2,
        "h13kj-to8de": 3,
    },
}


@pytest.mark.parametrize("tells", GRADED)
def test_values_are_graded_by_how_little_they_look_like_anything_else(tells: Tells) -> None:
    """Words, numbers, names, places and digests have no grade; what looks random has the highest."""
    wanted = GRADED[tells]
    assert {one: GRADES[tells](expand(one)) for one in wanted} == wanted


KEY, MILD = expand("{base62:32}"), expand("{hex:40}")


def announced(text: str, word: str = "token") -> list[str]:
    """Return what is found where a word announces keys."""
    words = [match.span() for match in re.finditer(word, text)]
    spans = sorted({*Announced(text, words, "key").values()})
    return [text[start:end] for start, end in spans]


@each_of(
    ("text", "found"),
    [
        (f"token: {MILD}", [MILD]),
        (f"the token that we have got from them is {MILD}", [MILD]),
        (f"the token\n\n{MILD}", []),
        (f"the token\nthat is below\n{KEY}", [KEY]),
        (f"the token\n\n\n\n{KEY}", []),
        (f"the token. Then {MILD}", []),
        (f"the token, in commit {KEY}", []),
        (f'token "a", id={KEY}', []),
        (f'"token": {{"value": "{MILD}"}}', [MILD]),
        (f"{KEY} is the token", [KEY]),
        (f"request {KEY} has no token", []),
        (f"token/{KEY}", []),
        ("token " + "a " * 90 + KEY, []),
    ],
)
def test_the_farther_a_value_stands_the_odder_it_has_to_be(text: str, found: list[str]) -> None:
    """Next to its word, in its sentence, below it; and not if it belongs to something else."""
    assert announced(text) == found


WORDY = "Kettle_" + "Blue_41"


@each_of(
    ("text", "found"),
    [
        (f"Kennwort: {WORDY}", [WORDY]),
        (f"Kennwort={WORDY}", [WORDY]),
        (f"Kennwort '{WORDY}'", [WORDY]),
        (f"Kennwort ist {WORDY}, bitte", [WORDY]),
        (f"Kennwort\n{WORDY}\nweiter", [WORDY]),
        (f"Kennwort\n{WORDY} weiter", []),
        (f"Kennwort {WORDY}", []),
        (f"Kennwort: siehe {WORDY}", []),
        ("Kennwort: vlyrhutc" + "qdpxjyst", ["vlyrhutc" + "qdpxjyst"]),
        ("Kennwort: vlyrhutc" + "qdpxjyst vergessen", []),
        ("Kennwort: verschwunden", []),
        ("Kennwort: sha256", []),
        ("Kennwort: $Kennwort", []),
        ("Kennwort: mindestens_8", []),
        ("Kennwort: 40" + "182884", ["40" + "182884"]),
        ("Kennwort: 20261121", []),
        (f"Name;Kennwort\nqa;{WORDY}\nqb;sieht {WORDY}", [WORDY]),
    ],
)
def test_a_password_need_not_look_odd_where_nothing_else_can_be_meant(
    text: str, found: list[str]
) -> None:
    """Given, and not only spoken of: words, names of variables and what says so are still none."""
    words = [match.span() for match in re.finditer("Kennwort", text)]
    spans = Announced(text, words, "password").values()
    assert [text[start:end] for start, end in spans] == found


@each_of("sign", ["|", "\t", ";", ",", "   "])
def test_what_stands_below_the_name_of_a_column_is_next_to_it(sign: str) -> None:
    """In each kind of table, as far as its rows have as many cells as its head."""
    rows = [["name", "token", "host"], ["a b", MILD, "c"], ["d", f'"{KEY}"', "e"], ["f", KEY]]
    assert announced("\n".join(sign.join(row) for row in rows)) == [MILD, KEY]


def test_rows_of_html_are_no_lines() -> None:
    """Cells of HTML may stand on lines of their own."""
    text = f"<tr>\n<th>name</th>\n<th>token</th>\n</tr>\n<tr>\n<td>a</td>\n<td>{MILD}</td>\n</tr>"
    assert announced(text) == [MILD]
    assert announced(text.replace("th>token", "th>note")) == []


def test_words_of_keys_that_open_nothing_announce_nothing() -> None:
    """Nor does one before them reach beyond."""
    assert announced(f"a token, and the public key: {KEY}", "token|public key") == []
    assert announced(f"a token, and the other key: {KEY}", "token|other key") == [KEY]


def test_patterns_are_shared() -> None:
    """Each keeps to what Python and browsers treat alike; some are empty on purpose."""
    texts = {name: one for name, one in vars(announced_forms).items() if isinstance(one, str)}
    patterns = [one for name, one in texts.items() if name[0].isupper()]
    patterns += announced_forms.SPLITS.values()
    reasons = {fault(one) for one in patterns}
    assert reasons == {None, "it finds nothing as well as something"}
