"""Stage 1: files to located YAML nodes and Markdown documents.

Nothing is understood here, only read: which files there are, whether each is what its name says, and
where in it everything stands.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from proofpack.model.documents import LaterPlaces, LaterSequence, MarkdownFile, Nodes, Tree
from proofpack.model.layout import Layout
from proofpack.model.problems import Exit, Place, Problem, ProblemsError, unreadable
from proofpack.model.records.base import did_you_mean, id_fault
from proofpack.project.layout import layout
from proofpack.project.load.conflict import sides
from proofpack.project.load.markdown import read_markdown
from proofpack.project.load.text import MAXIMUM_BYTES, MAXIMUM_LEDGER_BYTES, decode, read_bytes
from proofpack.project.load.yaml_nodes import read_yaml
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
        assets: dict[str, bytes] = {}
        texts: dict[str, str] = {}
        digests: dict[str, str] = {}

        def read(path: Path) -> Nodes | MarkdownFile | bytes | None:
            try:
                return self._read(at, path, texts, digests)
            except ProblemsError as error:
                problems.extend(error.problems)
                return None

        for kind, path in _data_files(at, problems):
            if isinstance(nodes := read(path), Nodes):
                data[kind].append(nodes)
        for path in _content_files(at, problems):
            content = read(path)
            if isinstance(content, MarkdownFile):
                pages.append(content)
                problems.extend(content.problems)
            elif isinstance(content, bytes):
                assets[path.relative_to(root / at.docs).as_posix()] = content
        unread = frozenset(
            problem.place.path for problem in problems if problem.exit is Exit.UNREADABLE
        )
        self.kept.parts[_KEPT] = {
            name: [digest, (file if isinstance(file, Nodes) else file.meta).data]
            for name, (digest, _, file) in self._memory.items()
            if name in digests and (isinstance(file, Nodes) or not file.problems)
        }
        return Tree(root, data, pages, assets, texts, unread, tuple(problems), digests, at)

    def _read(
        self, at: Layout, path: Path, texts: dict[str, str], digests: dict[str, str]
    ) -> Nodes | MarkdownFile | bytes:
        root = at.root
        ledger = path.parent == root / at.data and path.stem == "ledger"
        raw = read_bytes(root, path, MAXIMUM_LEDGER_BYTES if ledger else MAXIMUM_BYTES)
        if path.suffix not in (*_YAML, ".md"):
            return raw
        name = path.relative_to(root).as_posix()
        digest = digests[name] = hashlib.sha256(raw).hexdigest()
        known = self._memory.get(name)
        if known is not None and known[0] == digest:
            texts[name] = known[1]
            return known[2]
        kept = self.kept.part(_KEPT).get(name)
        if kept and kept[0] == digest:
            text = texts[name] = raw.decode("utf-8-sig").replace("\r\n", "\n")
            parsed = _again(at, name, text, kept[1])
        else:
            text = texts[name] = decode(name, raw)
            parsed = read_markdown(name, text) if path.suffix == ".md" else _yaml(at, name, text)
        if isinstance(parsed, MarkdownFile):
            target = at.in_docs(name)
            parsed = replace(parsed, target=target, guide=at.is_guide(target))
        self._memory[name] = (digest, text, parsed)
        return parsed


def _again(at: Layout, name: str, text: str, data: Any) -> Nodes | MarkdownFile:
    """Return a file that was read in an earlier run, without a problem.

    Args:
        at: where the parts of the project stand.
        name: its path.
        text: what stands in it.
        data: its YAML, or the front matter of a page. All else is read when it is asked for.
    """
    if not name.endswith(".md"):
        nodes = cache(lambda: _yaml(at, name, text))
        values, keys = LaterPlaces(lambda: nodes().values), LaterPlaces(lambda: nodes().keys)
        return Nodes(name, data, values, keys)
    page = cache(lambda: read_markdown(name, text))
    values, keys = LaterPlaces(lambda: page().meta.values), LaterPlaces(lambda: page().meta.keys)
    return MarkdownFile(name, Nodes(name, data, values, keys), LaterSequence(lambda: page().body))


def _yaml(at: Layout, name: str, text: str) -> Nodes:
    """Return a YAML file of the project; what the program writes itself may hold escapes."""
    ours = at.in_data(name) in {f"{stem}{end}" for stem in ("ledger", "baseline") for end in _YAML}
    return read_yaml(name, text, escaped=ours)


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


# What editors and merges leave behind.
_LEFTOVER = re.compile(r"~$|\.(?:orig|rej|bak|swp|tmp)$|^#.*#$")


def _visible(folder: Path) -> list[Path]:
    return (
        sorted(
            path
            for path in folder.iterdir()
            if not path.name.startswith(".") and not _LEFTOVER.search(path.name)
        )
        if folder.is_dir()
        else []
    )


def _data_files(at: Layout, problems: list[Problem]) -> list[tuple[str, Path]]:
    files: list[tuple[str, Path]] = []
    root, folder = at.root, at.root / at.data
    for path in _visible(folder):
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
    for path in _visible(folder):
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


def _content_files(at: Layout, problems: list[Problem]) -> list[Path]:
    root, content = at.root, at.root / at.docs
    files: list[Path] = []
    lower: dict[str, Path] = {}
    for path in sorted(content.rglob("*")):
        relative = path.relative_to(content)
        hidden = any(part.startswith(".") for part in relative.parts)
        if hidden or path.is_dir() or _LEFTOVER.search(path.name):
            continue
        place = Place(path.relative_to(root).as_posix())
        if path.suffix in (".markdown", ".mdown", ".mkd", ".MD"):
            fault = unreadable(place, "unknown-file", "not a page", f"Call it {path.stem}.md.")
            problems.append(fault)
            continue
        other = lower.get(relative.as_posix().lower())
        if other is not None:
            what = f"differs from {other.relative_to(root).as_posix()} by case alone"
            problems.append(unreadable(place, "duplicate-id", what, "Rename one of the two."))
            continue
        lower[relative.as_posix().lower()] = path
        stem = path.stem
        if path.suffix == ".md" and stem != "index" and (reason := id_fault(stem)):
            remedy = "Wanted: lower-case letters and digits, joined by single hyphens."
            problems.append(unreadable(place, "bad-id", f'"{stem}" {reason}', remedy))
            continue
        if len(relative.parts) > 2 and relative.parts[0] == "guides" and path.suffix == ".md":
            remedy = f"Put it in {at.of_docs('guides')}/ itself."
            problems.append(unreadable(place, "bad-id", "a guide in a folder of its own", remedy))
            continue
        files.append(path)
    return files
