"""Lines that exist in both languages: `python -m tests.twins` counts them, twin by twin.

What browsers do with a packet, Python does, too. Most of it is written once, in Python, and derived for
browsers (`tests/derive.py`). Of each other script it is said which modules do the same; lines of code
count, without blank ones, comments and docstrings.
"""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
from pathlib import Path

from tests.conftest import ROOT

PACKETS = "generator/proofpack/worksheets"
SECRETS = "generator/proofpack/secrets"
TWINS = {
    "packet-times.js": (f"{PACKETS}/times.py",),
    "packet-rules.js": (f"{PACKETS}/bodies.py",),
    "packet-judge.js": (f"{PACKETS}/packet_rules.py",),
    "packet-read.js": (f"{PACKETS}/read.py", f"{PACKETS}/from_json.py"),
    "packet-redacted.js": (f"{PACKETS}/redact.py",),
    "packet-write.js": (f"{PACKETS}/formats/as_json.py",),
    "secrets.js": tuple(
        f"{SECRETS}/{name}.py" for name in ("checks", "coded", "engine", "folds", "normal", "rule")
    ),
    "matching.js": (f"{SECRETS}/matching.py",),
}
"""By script, the modules that do the same."""
_NO_CODE = {
    *(tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT),
    *(tokenize.ENCODING, tokenize.ENDMARKER),
}


def python_lines(text: str) -> int:
    """Return how many lines of a module hold code."""
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in _NO_CODE:
            lines.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            lines -= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return len(lines)


def script_lines(text: str) -> int:
    """Return how many lines of a script hold code."""
    bare = re.sub(r"(?m)^\s*/\*(?s:.*?)\*/|^\s*//[^\n]*", "", text)
    return sum(bool(line.strip()) for line in bare.split("\n"))


def _main() -> int:
    total = [0, 0]
    for script, modules in TWINS.items():
        paths = [ROOT / one for one in modules if (ROOT / one).is_file()]
        there = script_lines((ROOT / "site-overrides/scripts" / script).read_text("utf-8"))
        here = sum(python_lines(Path(one).read_text("utf-8")) for one in paths)
        total = [total[0] + there, total[1] + here]
        sys.stdout.write(f"{script:20} {there:5} {here:5}\n")
    sys.stdout.write(f"{'in both':20} {total[0]:5} {total[1]:5}  {sum(total)} lines of code\n")
    sys.stdout.write("that they agree: PACKETS=2000 pytest tests/browser/test_packets.py\n")
    return 0


if __name__ == "__main__":
    sys.exit(_main())
