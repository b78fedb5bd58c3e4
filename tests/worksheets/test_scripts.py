"""The browser's code as it is joined: smaller, and the same code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from proofpack.worksheets.scripts import LATER, ORDER, joined, joined_later, squeezed
from tests.conftest import ROOT

SCRIPTS = ROOT / "site-overrides" / "scripts"
TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')


@pytest.mark.parametrize(
    ("script", "small"),
    [
        ("  const a = { b: [1, 2] }\n", "const a={b:[1,2]}\n"),
        ('  say("a : b", c ? "\\" , " : d)\n', 'say("a : b",c?"\\" , ":d)\n'),
        ("return a + +b - -c\n", "return a + +b - -c\n"),
        ("x = /a : b/u.test(y)\n", "x = /a : b/u.test(y)\n"),
        ("x = `a : ${b} ,`\n", "x = `a : ${b} ,`\n"),
        ("x = 'a : b'\n", "x = 'a : b'\n"),
        ("// a word\n  /* and\n     more */\n/** @type {any} */\nf()\n\n", "f()\n"),
        ("f() // one, two\n", "f() // one, two\n"),
    ],
)
def test_only_blanks_and_lines_of_comments_go(script: str, small: str) -> None:
    """Texts, patterns and templates stay letter for letter; so do blanks that part two tokens."""
    assert squeezed(script).removesuffix("\n") == small.removesuffix("\n")


@pytest.mark.parametrize("name", [*ORDER, *LATER])
def test_a_script_loses_nothing_else(name: str) -> None:
    """Its characters, its texts and its line ends are those that it had; no two tokens become one."""
    script = (SCRIPTS / f"{name}.js").read_text(encoding="utf-8")
    bare = re.sub(r"^ *(?://[^\n]*|/\*.*?\*/ *)\n", "", script, flags=re.MULTILINE | re.DOTALL)
    before = [line.strip() for line in bare.split("\n") if line.strip()]
    after = squeezed(script).split("\n")
    assert len(before) == len(after)
    for old, new in zip(before, after, strict=True):
        assert new.replace(" ", "") == old.replace(" ", "")
        assert TEXT.findall(new) == TEXT.findall(old)
        assert re.findall(r"[\w$.+-]+", new) == re.findall(r"[\w$.+-]+", old)
    assert "<!--" not in "".join(after)


def test_a_layer_without_a_script_gives_no_code(tmp_path: Path) -> None:
    """Half of the code would be worse than none."""
    (tmp_path / "secrets.js").write_text("f()\n", encoding="utf-8")
    assert joined(tmp_path) == joined_later(tmp_path) == ""


def test_what_fills_in_knows_nothing_of_what_comes_later() -> None:
    """Each name that a later script gives would be missing until that is loaded."""
    later = [(SCRIPTS / f"{name}.js").read_text(encoding="utf-8") for name in LATER]
    names = re.findall(r"^const (Proofpack\w+)|^  packet\.(\w+) = ", "".join(later), re.MULTILINE)
    given = {name or f"ProofpackPacket.{method}" for name, method in names}
    assert given >= {"ProofpackDialogs", "ProofpackPacket.toJSON"}
    for name in ORDER:
        code = squeezed((SCRIPTS / f"{name}.js").read_text(encoding="utf-8"))
        used = set(re.findall(r"\bProofpack\w+(?:\.\w+)?", code))
        used |= {one.partition(".")[0] for one in used}
        assert not used & given, name
