"""MkDocs sites adopted as they are, and compared: `python -m tests.adopted FOLDER ...`.

Each FOLDER holds the repository of somebody's site, outside of this project, with its `mkdocs.yml`; what
its plugins need is installed beside this project. Each is copied, MkDocs alone builds the copy, then
`proofpack init` and `proofpack build` follow. Told is what differs: of the files of the repository, of
the addresses and the words of its pages, of all other files of the site. Lists of pages may have more.
"""

from __future__ import annotations

import datetime
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup

from tests.conftest import TODAY
from tests.sites import digests

_LISTS = ("sitemap.xml", "sitemap.xml.gz", "search.json", "search_index.json", "search/main.js")
_WORDS = ("article", "[role=main]", "main")
_ADDRESS = re.compile(r"\b0x[0-9a-f]{6,}")
"""Where an object lay in memory, as pages made from code show it: no two builds agree."""
_SECRET = re.compile(r"error secret-([a-z-]+): .*\([^ ]{0,8}…, digest ([0-9a-f]{12})\)")
_GIT = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")


class DiffersError(Exception):
    """A command did not end well; says which, and what it printed."""


def differences(plain: Path, ours: Path, made: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield in what a site that we built differs from the one that MkDocs built.

    Args:
        plain: the site of MkDocs.
        ours: the site that we built.
        made: the addresses that we add, of which no other may be missing or new.
    """
    before, after = digests(plain), digests(ours)
    yield from (f"{name}: missing" for name in sorted(before.keys() - after.keys()))
    yield from (f"{name}: new" for name in sorted(after.keys() - before.keys() - made))
    for name in sorted(before.keys() & after.keys()):
        if before[name] == after[name] or name.endswith(_LISTS):
            continue
        if not name.endswith(".html"):
            yield f"{name}: another content"
        elif words(plain / name) != words(ours / name):
            yield f"{name}: another article"


def words(page: Path) -> list[str]:
    """Return what a page says: its article, or where its theme has none, its main part or all of it."""
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "lxml")
    for navigation in soup.select("nav, .navbar"):
        navigation.decompose()
    found = next(filter(None, map(soup.select, _WORDS)), [soup])
    return [_ADDRESS.sub("0x", str(found[0]))]


def compared(repository: Path, folder: Path) -> tuple[int, list[str]]:
    """Adopt a copy of a repository.

    Args:
        repository: the folder with its `mkdocs.yml`.
        folder: where the copy and both sites are to stand.

    Returns:
        How many pages there are, and what differs.
    """
    root, plain = folder / repository.name, folder / "plain"
    shutil.copytree(repository, root, symlinks=True)
    _run(root, "mkdocs", "build", "--quiet", "--site-dir", str(plain))
    before = digests(root)
    _run(root, "proofpack", "init", "--owner", "Docs")
    said = _built(root)
    print("".join(f"    {line}\n" for line in said.splitlines()), end="")
    after = digests(root)
    changed = [
        f"{name}: changed in the repository" for name in before if before[name] != after.get(name)
    ]
    site = next(
        path for path in (root / "proofpack/build/site", root / "build/site") if path.exists()
    )
    return len(list(plain.rglob("*.html"))), [*changed, *differences(plain, site)]


def _built(root: Path) -> str:
    """Build a site; what is taken for a credential is accepted once, as whoever looked at it would."""
    command = ("proofpack", "build", "--today", str(TODAY))
    said, code = _ran(root, *command)
    if found := sorted(set(_SECRET.findall(said))):
        known = "".join(
            f"  - {{rule: {rule}, digest: {digest}, reason: Seen., expires: 2027-01-01}}\n"
            for rule, digest in found
        )
        data = root / "proofpack/data" if (root / "proofpack/data").exists() else root / "data"
        (data / "rules").mkdir()
        (data / "rules" / "known.yml").write_text(f"known:\n{known}", encoding="utf-8")
        print(f"    {len(found)} exceptions written for {sorted({rule for rule, _ in found})}")
        said, code = _ran(root, *command)
    return _good(root, command, said, code)


def _run(root: Path, *command: str) -> str:
    return _good(root, command, *_ran(root, *command))


def _good(root: Path, command: tuple[str, ...], said: str, code: int) -> str:
    if code:
        raise DiffersError(f"{root.name}: {' '.join(command)} ended with {code}\n{said}")
    return said


def _ran(root: Path, *command: str) -> tuple[str, int]:
    environment = {name: text for name, text in os.environ.items() if name not in _GIT}
    epoch = datetime.datetime.combine(TODAY, datetime.time(), datetime.UTC)
    environment |= {"SOURCE_DATE_EPOCH": str(int(epoch.timestamp())), "TZ": "UTC"}
    environment |= {"NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "0"}
    done = subprocess.run(
        [sys.executable, "-P", "-m", *command],
        cwd=root,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )
    return done.stdout + done.stderr, done.returncode


def main() -> None:
    """Compare the sites that the command line names; end with 1 where one differs."""
    differs = False
    for repository in map(Path, sys.argv[1:]):
        with tempfile.TemporaryDirectory() as folder:
            try:
                pages, found = compared(repository.resolve(), Path(folder))
            except DiffersError as error:
                pages, found = 0, str(error).splitlines()
        differs |= bool(found)
        print(f"{repository.name}: {pages} pages, {len(found)} differences")
        print("".join(f"  {line}\n" for line in found[:20]), end="")
    sys.exit(differs)


if __name__ == "__main__":
    main()
