"""Stage 1: files to located YAML nodes and Markdown documents.

Nothing is understood here, only read: which files there are, whether each is what its name says, and
where in it everything stands.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from msgspec import Struct

from proofpack.model.documents import LaterPlaces, MarkdownFile, Nodes, Tree
from proofpack.model.layout import Layout
from proofpack.model.problems import Exit, Place, Problem, ProblemsError, unreadable
from proofpack.model.records.base import did_you_mean, id_fault
from proofpack.project.layout import layout
from proofpack.project.leftovers import LEFTOVER
from proofpack.project.load.conflict import sides
from proofpack.project.load.content import content_files
from proofpack.project.load.pages import PageReading
from proofpack.project.load.text import (
    MAXIMUM_BYTES,
    MAXIMUM_LEDGER_BYTES,
    closed,
    decode,
    read_bytes,
    regular_file,
)
from proofpack.project.load.yaml_nodes import read_yaml
from proofpack.project.mkdocs_config import PAGE_ENDINGS, mkdocs_faults
from proofpack.project.root import missing
from proofpack.util.kept import Kept

__all__ = ["Loader", "load", "read_ledger_sides", "read_text"]

FOLDERS = ("sources", "contracts", "tables", "worksheets", "faq", "rules")
FILES = ("policy", "search", "ledger", "baseline")
_GENERATED = ("schema",)
_KEPT = "files"
_YAML = (".yml", ".yaml")


@dataclass
class Loader:
    """Reads projects, and remembers what it has parsed for as long as the bytes stay the same."""

    kept: Kept = field(default_factory=Kept)
    _memory: dict[str, tuple[str, str, Nodes | MarkdownFile]] = field(default_factory=dict)

    def load(self, root: Path) -> Tree:
        """Read the project in `root`.

        Raises:
            ProblemsError: `root` is not a project. Faults of single files are in `Tree.problems`.
        """
        for name in missing(root)[:1]:
            remedy = "Wanted: a folder with mkdocs.yml and data/policy.yml. See --project."
            raise ProblemsError([unreadable(Place(name), "not-a-project", "not found", remedy)])
        at = layout(root)
        problems: list[Problem] = []
        data: dict[str, list[Nodes]] = {kind: [] for kind in (*FOLDERS, *FILES)}
        pages: list[MarkdownFile] = []
        assets: dict[str, Path] = {}
        texts: dict[str, str] = {}
        digests: dict[str, str] = {}
        resolved = cache(os.path.realpath)

        def read(path: Path, how: FileReading) -> Nodes | MarkdownFile | None:
            with _told(problems):
                return self._read(at, path, texts, digests, how, resolved)
            return None

        of_data = _YamlFile(at)
        for kind, path in _data_files(at, problems):
            if isinstance(nodes := read(path, of_data), Nodes):
                data[kind].append(nodes)
        how = PageReading.of(at, data["policy"])
        # Where pages are that nobody can name is not known, and so nothing is missing.
        astray = () if (root / at.docs).is_dir() else mkdocs_faults(root)
        problems += astray
        for path in () if astray else content_files(at, problems):
            if path.suffix not in PAGE_ENDINGS:
                with _told(problems):
                    regular_file(root, path, resolved)
                    assets[path.relative_to(root / at.docs).as_posix()] = path
            elif fault := _name_fault(root, path):
                problems.append(fault)
            elif isinstance(page := read(path, how), MarkdownFile):
                pages.append(page)
                problems.extend(page.problems)
        unread = frozenset(
            problem.place.path for problem in problems if problem.exit is Exit.UNREADABLE
        ).union([at.of_docs("index.md")] if astray else [])
        self._memory = {name: known for name, known in self._memory.items() if name in digests}
        self.kept.parts[_KEPT] = {
            name: [key, (file if isinstance(file, Nodes) else file.meta).data]
            for name, (key, _, file) in self._memory.items()
            if name in digests and (isinstance(file, Nodes) or not file.problems)
        }
        return Tree(root, data, pages, assets, texts, unread, tuple(problems), digests, at)

    def _read(
        self,
        at: Layout,
        path: Path,
        texts: dict[str, str],
        digests: dict[str, str],
        how: FileReading,
        resolved: Callable[[str], str],
    ) -> Nodes | MarkdownFile:
        # The ledger cannot be cut into files, and a page of an author's own may be as long as she likes.
        root, long = at.root, isinstance(how, PageReading) or path.stem == "ledger"
        raw = read_bytes(root, path, MAXIMUM_LEDGER_BYTES if long else MAXIMUM_BYTES, resolved)
        name = _name(root, path)
        digest = digests[name] = hashlib.sha256(raw).hexdigest()
        key = f"{digest} {how.basis}"
        known = self._memory.get(name)
        if known is not None and known[0] == key:
            texts[name] = known[1]
            return known[2]
        stored = self.kept.part(_KEPT).get(name)
        if stored and stored[0] == key:
            text = texts[name] = raw.decode().removeprefix("\ufeff").replace("\r\n", "\n")
            parsed = how.again(name, text, stored[1])
        else:
            text, parsed = how.read(name, raw)
            texts[name] = text
        self._memory[name] = (key, text, parsed)
        return parsed


@contextlib.contextmanager
def _told(problems: list[Problem]) -> Iterator[None]:
    """Take down what is wrong with one file, and go on with the next."""
    try:
        yield
    except ProblemsError as error:
        problems.extend(error.problems)


class FileReading(Protocol):
    """A way to read files. `basis` tells one from another."""

    @property
    def basis(self) -> str: ...

    def read(self, name: str, raw: bytes) -> tuple[str, Nodes | MarkdownFile]:
        """Return the text of a file, and what it holds. Raises `ProblemsError`."""

    def again(self, name: str, text: str, data: Any) -> Nodes | MarkdownFile:
        """Return a file that was read in an earlier run, without a problem."""


class _YamlFile(Struct, frozen=True):
    """Reads the files of data."""

    at: Layout

    @property
    def basis(self) -> str:
        return ""

    def read(self, name: str, raw: bytes) -> tuple[str, Nodes]:
        text = decode(name, raw)
        return text, self._nodes(name, text)

    def again(self, name: str, text: str, data: Any) -> Nodes:
        nodes = cache(lambda: self._nodes(name, text))
        values, keys = LaterPlaces(lambda: nodes().values), LaterPlaces(lambda: nodes().keys)
        return Nodes(name, data, values, keys)

    def _nodes(self, name: str, text: str) -> Nodes:
        # What the program writes itself may hold escapes.
        ours = {f"{stem}{end}" for stem in ("ledger", "baseline") for end in _YAML}
        return read_yaml(name, text, escaped=self.at.in_data(name) in ours)


def load(root: Path) -> Tree:
    """Read the project in `root` once. See `Loader.load`."""
    return Loader().load(root)


def read_text(path: str, text: str) -> Nodes:
    """Read YAML that is no file: an earlier version of one, say. Raises as `read_yaml`."""
    return read_yaml(path, text, escaped=True)


def read_ledger_sides(path: Path) -> tuple[str, ...]:
    """Read the text of one ledger, wherever it stands; of one in a merge conflict, that of each side.

    Raises:
        ProblemsError: it cannot be read, or its marks of a conflict are broken.
    """
    raw = read_bytes(path.parent, path, MAXIMUM_LEDGER_BYTES)
    return sides(path.name, decode(path.name, raw))


def _name(root: Path, path: Path) -> str:
    """Return a file as seen from the project; of thousands, as a text, because that takes a fifth."""
    text, top = os.fspath(path), os.fspath(root)
    within = "" if top == "." else f"{top.rstrip(os.sep)}{os.sep}"
    same = os.sep == "/" and text.startswith(within)
    return text[len(within) :] if same else path.relative_to(root).as_posix()


def _name_fault(root: Path, path: Path) -> Problem | None:
    """Return what is wrong with the name of a page that no address can have."""
    name = path.relative_to(root).as_posix()
    try:
        name.encode()
    except UnicodeEncodeError:
        return unreadable(Place(name), "encoding", "its name is not UTF-8", "Rename it.")
    return None


def _visible(root: Path, folder: Path, problems: list[Problem]) -> list[Path]:
    try:
        paths = [*folder.iterdir()] if folder.is_dir() else []
    except OSError as error:
        problems.append(closed(Place(folder.relative_to(root).as_posix()), error))
        return []
    return sorted(
        path for path in paths if not path.name.startswith(".") and not LEFTOVER.search(path.name)
    )


def _data_files(at: Layout, problems: list[Problem]) -> list[tuple[str, Path]]:
    files: list[tuple[str, Path]] = []
    root, folder = at.root, at.root / at.data
    for path in _visible(root, folder, problems):
        name = path.relative_to(root).as_posix()
        if path.is_dir():
            if path.name in FOLDERS:
                files += [(path.name, file) for file in _checked(root, path, problems)]
            elif path.name not in _GENERATED:
                remedy = did_you_mean(path.name, FOLDERS)
                problems.append(
                    unreadable(Place(name), "unknown-folder", "not a kind of data", remedy)
                )
        elif path.suffix in _YAML and path.stem in FILES:
            if any(kind == path.stem for kind, _ in files):
                what = f'"{path.stem}" has a file already'
                problems.append(
                    unreadable(Place(name), "duplicate-id", what, "Keep one of the two.")
                )
            else:
                files.append((path.stem, path))
        else:
            free = [name for name in FILES if not any(folder.glob(f"{name}.y*ml"))]
            remedy = did_you_mean(path.name, [f"{name}.yml" for name in free])
            problems.append(unreadable(Place(name), "unknown-file", "not a data file", remedy))
    return files


def _checked(root: Path, folder: Path, problems: list[Problem]) -> list[Path]:
    """Return the YAML files of one folder whose names can be ids, each id once."""
    by_stem: dict[str, Path] = {}
    good: list[Path] = []
    for path in _visible(root, folder, problems):
        place = Place(path.relative_to(root).as_posix())
        if path.suffix not in _YAML or path.is_dir():
            fault = unreadable(place, "unknown-file", "not a YAML file", "Wanted: NAME.yml.")
            problems.append(fault)
        else:
            if not _clash(place, path, by_stem, root, problems):
                good.append(path)
            by_stem.setdefault(path.stem.lower(), path)
    return good


def _clash(
    place: Place, path: Path, by_stem: dict[str, Path], root: Path, problems: list[Problem]
) -> bool:
    """Report a file whose name cannot be an id, or is taken; both places are named."""
    other = by_stem.get(path.stem.lower())
    if other is not None:
        what = f"the same id as {other.relative_to(root).as_posix()}"
        problems.append(unreadable(place, "duplicate-id", what, "Rename one of the two."))
        return True
    if fault := id_fault(path.stem):
        remedy = "Wanted: lower-case letters and digits, joined by single hyphens."
        problems.append(unreadable(place, "bad-id", f'"{path.stem}" {fault}', remedy))
        return True
    return False
