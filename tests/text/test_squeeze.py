"""Our scripts and styles as pages load them: smaller, and the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from proofpack.text import squeeze
from tests.conftest import ROOT
from tests.vectors import each_of

LAYER = ROOT / "site-overrides"
SCRIPTS = sorted([*LAYER.glob("scripts/*.js"), LAYER / "assets" / "proofpack.js"])
KEPT = re.compile(r"""'[^'\n]*'|"(?:[^"\\\n]|\\.)*"|`[^`\n]*`""")


@each_of(
    ("script", "small"),
    [
        ("  const a = { b: [1, 2] }\n", "const a={b:[1,2]}"),
        ('  say("a : b", c ? "\\" , " : d)\n', 'say("a : b",c?"\\" , ":d)'),
        ("return a + +b - -c / d\n", "return a + +b - -c / d"),
        ("x = /a : b/u.test(y ? z : 0)\n", "x=/a : b/u.test(y?z:0)"),
        ('  return /[/"] : /u\nx = a / b /* c */ / d\n', 'return /[/"] : /u\nx=a / b / d'),
        ("f(\n  /\\/ : /u,\n  b\n)\n", "f(/\\/ : /u,b\n)"),
        ("x = `a : ${b} ,` + 'a : b'\n", "x=`a : ${b} ,` + 'a : b'"),
        ("// it's a word\n  /* and\n     more */\n/** @type {any} */\nf()\n\n", "f()"),
        ("f() // one, it's two\nlet x = /** @type {any} */ (y)\n", "f()\nlet x=(y)"),
        ("if (a) {\n  b()\n}\nc = [\n  d,\n]\n", "if(a){b()\n}\nc=[d,]"),
    ],
)
def test_what_parts_nothing_goes(script: str, small: str) -> None:
    """Texts, patterns and templates stay letter for letter; so does what parts two tokens."""
    assert squeeze.script(script) == small


@each_of("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_loses_nothing_else(path: Path) -> None:
    """Its characters and its texts are those that it had, and no two tokens become one."""
    script = path.read_text(encoding="utf-8")
    bare = re.sub(r"^ *(?://[^\n]*|/\*.*?\*/ *)\n", "", script, flags=re.MULTILINE | re.DOTALL)
    bare = re.sub(r" // .*$|/\*\*.*?\*/ ", "", bare, flags=re.MULTILINE)
    small = squeeze.script(script)
    assert re.sub(r"\s", "", small) == re.sub(r"\s", "", bare)
    assert KEPT.findall(small) == KEPT.findall(bare)
    assert re.findall(r"[\w$.+-]+", small) == re.findall(r"[\w$.+-]+", bare)
    ends = re.findall(r"[^{(\[,;&|?:=\s](?=\s*\n)", bare)
    assert re.findall(r".(?=\n|$)", small) == ends
    assert not re.search(r"`[^`\n]*\$\{[^}`\n]*`[^`\n]*`", script), "a template within a template"
    assert "<!--" not in small


@pytest.mark.parametrize(
    ("style", "small"),
    [
        ("/* a\n b */\n.a,\n.b > c {\n  d: e f;\n  g: h;\n}\n", ".a,.b>c{d:e f;g:h}\n"),
        (
            '[a="b ; c"] :hover + d {\n  content: attr(e) ": /* ";\n}\n',
            '[a="b ; c"] :hover + d{content:attr(e) ": /* "}\n',
        ),
        ("@media print {\n  .a:not(.b) {\n    c: d;\n  }\n}\n", "@media print{.a:not(.b){c:d}}\n"),
    ],
)
def test_a_style_has_one_rule_on_a_line(style: str, small: str) -> None:
    """Texts, and blanks that select what lies within, stay."""
    assert squeeze.style(style) == small


def test_styles_lose_nothing_else() -> None:
    """Their characters and their texts are those that they had."""
    style = (LAYER / "assets" / "proofpack.css").read_text(encoding="utf-8")
    bare = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    small = squeeze.style(style)
    assert re.sub(r"\s", "", small) == re.sub(r"\s", "", bare).replace(";}", "}")
    assert KEPT.findall(small) == KEPT.findall(bare)
    assert re.findall(r"[^\s{};,>:]+", small) == re.findall(r"[^\s{};,>:]+", bare)
