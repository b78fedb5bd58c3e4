"""Show what two editions of the program make of the frozen founding project: what differs, and why.

Run it as `python -m tests.compare OLD NEW` on two checkouts, each with its own `.venv`. Each builds
the project, checks it on several days and in every format, and refreshes it from a mirror on
loopback. Files and outputs are compared byte for byte. What differs and is not in `KNOWN` is shown
with a short diff, and ends this with 1.
"""

from __future__ import annotations

import argparse
import datetime
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from proofpack.model.library import Library
from proofpack.project.reader import ProjectReader
from tests.conftest import FOUNDING
from tests.mirror import Mirror, answer, mirrored, redirect_packs, serving

DAYS = ("2026-11-20", "2026-11-21", "2027-03-01")
FORMATS = ("text", "github", "sarif", "junit", "markdown")
SHOWN = 12
"""Lines of a diff that are shown."""
Outputs = dict[str, bytes]


class Known(NamedTuple):
    """A difference that is meant.

    Attributes:
        files: a pattern of the names of files and outputs.
        text: a pattern of what is left out of both before they are compared; empty: all of it.
        why: its reason.
    """

    files: str
    text: str
    why: str


KNOWN = (
    Known(
        r"build/\.lock",
        "",
        "filelock keeps the lock: its file opens on every system; tests/util/test_lock.py.",
    ),
    Known(
        r"build/(docs|site)/assets/([a-z-]+|worksheets/(rules|worksheets|handover))\.js(\.map)?",
        "",
        "The browser's code is in today's syntax, its files joined and renamed; tests/browser.",
    ),
    Known(
        r"build/(docs|site)/(guides|worksheets)/[a-z-]+\.(md|html)",
        r'<script src="\.\./assets/worksheets/worksheets\.js[^>]*></script>|\n',
        "A page with a worksheet names its scripts itself, with their digests; tests/browser.",
    ),
    Known(
        r"build/(docs|site)/assets/worksheets/[a-z-]+\.js",
        r'^;.*?(?=\["[a-z-]+"\] = )',
        "Scripts of ours have one global, under which schemas are handed over; tests/browser.",
    ),
    Known(
        r"build/(site|theme)/assets/proofpack(-worksheet)?\.(css|js)",
        "",
        "Styles are one file, and files of ours hold nothing that only people read; tests/text.",
    ),
    Known(
        r"build/(mkdocs\.yml|site/\S+\.html)",
        r'- assets/proofpack-worksheet\.css\n|\s*<link [^>]*proofpack-worksheet\.css">',
        "Styles are one file; tests/site/engine/test_config.py.",
    ),
    Known(
        r"\S+: build",
        r"\(\d+ files changed\)",
        "The joined scripts of worksheets are one more file; tests/browser.",
    ),
)
OF_ONE_RUN = (
    (rb"in \d+\.\d+ (s|seconds)\b", b"in N s"),
    (rb"(process |\.site-)\d+", rb"\1N"),
)
"""What differs between two runs of one program."""


def main(arguments: list[str] | None = None) -> int:
    """Compare two checkouts, print what differs, and return how this ends."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("old", type=Path, help="a checkout with a .venv")
    parser.add_argument("new", type=Path, help="another one")
    options = parser.parse_args(arguments)
    # One folder and one server for both, so that no path and no address differs.
    with tempfile.TemporaryDirectory() as folder, serving({}) as server:
        old, new = (
            _outputs(checkout.resolve(), Path(folder) / "project", server)
            for checkout in (options.old, options.new)
        )
    return report(old, new)


def _outputs(checkout: Path, root: Path, server: Mirror) -> Outputs:
    """Return what a program makes of the project: files by path, outputs by command line."""
    made = dict(_build_and_check(checkout, root)) | dict(_refreshes(checkout, root, server))
    for pattern, text in OF_ONE_RUN:
        made = {name: re.sub(pattern, text, data) for name, data in made.items()}
    return made


def _build_and_check(checkout: Path, root: Path) -> Iterator[tuple[str, bytes]]:
    _write(checkout, root)
    yield _run(checkout, root, DAYS[0], "build")
    for path in sorted((root / "build").rglob("*")):
        if path.is_file():
            yield path.relative_to(root).as_posix(), path.read_bytes()
    for day in DAYS:
        yield _run(checkout, root, day, "check", "--format", "json")
    for form in FORMATS:
        yield _run(checkout, root, DAYS[-1], "check", "--format", form)
    yield _run(checkout, root, DAYS[-1], "review", "contract-review")
    yield _run(checkout, root, DAYS[-1], "calendar")


def _refreshes(checkout: Path, root: Path, server: Mirror) -> Iterator[tuple[str, bytes]]:
    """Refresh from whole pages, from the same again, and where a quote and a page are gone."""
    library = _write(checkout, root)
    pages = mirrored(library)
    less = {path: page for path, page in pages.items() if "help-center" not in path}
    chat = next(path for path in pages if "text/chat" in path)
    less[chat] = answer(library.sources["chat"].record, without=("route",))
    redirect_packs(root, server)
    for day, known in (("2026-11-21", pages), ("2026-11-22", pages), ("2026-11-23", less)):
        server.pages.clear()
        server.pages.update(known)
        for form in ("text", "json"):
            yield _run(checkout, root, day, "refresh", "--allow-private", "--format", form)
        yield f"data/ledger.yml on {day}", (root / "data" / "ledger.yml").read_bytes()
        name, data = _run(checkout, root, day, "check", "--format", "json")
        yield f"{name}, refreshed", data


def _write(checkout: Path, root: Path) -> Library:
    """Write the frozen project, with the rules of a program, and read it."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(FOUNDING, root)
    return ProjectReader(root).read(datetime.date.fromisoformat(DAYS[0]))[1]


def _run(checkout: Path, root: Path, day: str, *words: str) -> tuple[str, bytes]:
    """Run a command, and return its line with the day, and its exit code with what it printed."""
    package = "proofpack" if (checkout / "generator" / "proofpack").is_dir() else "generator"
    program = [str(checkout / ".venv" / "bin" / "python"), "-m", package]
    done = subprocess.run(
        [*program, "--project", str(root), "--today", day, *words],
        cwd=checkout,
        check=False,
        capture_output=True,
        env={**os.environ, "GITHUB_ACTIONS": "", "COLUMNS": "100"},
    )
    text = f"exit {done.returncode}\n".encode() + done.stdout + done.stderr
    return f"{day}: {' '.join(words)}", text


def report(old: Outputs, new: Outputs) -> int:
    """Print what differs, and return 1 if something does that is not known."""
    names = sorted(old.keys() | new.keys())
    differ = [name for name in names if old.get(name) != new.get(name)]
    reasons = {name: _reason(name, old.get(name), new.get(name)) for name in differ}
    for name, reason in reasons.items():
        if not reason:
            print(f"{name}\n" + "\n".join(_diff(old.get(name), new.get(name))))
    for reason in sorted({reason for reason in reasons.values() if reason}):
        print(f"\nKnown: {reason}")
        print("\n".join(f"  {name}" for name in differ if reasons[name] == reason))
    fresh = sum(not reason for reason in reasons.values())
    print(f"\n{len(names)} files and outputs: {len(differ)} differ, {fresh} of them not known.")
    return int(fresh > 0)


def _reason(name: str, old: bytes | None, new: bytes | None) -> str:
    """Return why a file differs, or nothing if no known difference accounts for all of it."""
    reasons = []
    for known in KNOWN:
        if not re.fullmatch(known.files, name):
            continue
        reasons.append(known.why)
        if not known.text:
            return known.why
        pattern = known.text.encode()
        old, new = (None if side is None else re.sub(pattern, b"", side) for side in (old, new))
    return " ".join(reasons) if old == new else ""


def _diff(old: bytes | None, new: bytes | None) -> list[str]:
    if old is None or new is None:
        return ["  only the new program has it" if old is None else "  only the old program has it"]
    before, after = (side.decode("utf-8", "replace").splitlines() for side in (old, new))
    lines = list(difflib.unified_diff(before, after, lineterm="", n=0))[2:]
    changed = [f"  {line[:200]}" for line in lines if line[0] in "+-"]
    return [*changed[:SHOWN], *(["  …"] if len(changed) > SHOWN else [])]


if __name__ == "__main__":
    sys.exit(main())
