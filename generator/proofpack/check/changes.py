"""What a branch touches, from git: the files, and within data files the records that differ."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from proofpack.model.layout import Layout
from proofpack.model.problems import Elsewhere, ProblemsError, unreadable
from proofpack.project.layout import layout
from proofpack.project.load import read_text
from proofpack.util.git import GitError, git


def touched(root: Path, revision: str) -> dict[str, frozenset[str]]:
    """Return the files that differ from where a branch left `revision`, with the ids that differ.

    Args:
        root: folder of the project, inside a git repository.
        revision: what to compare with, such as `origin/main`.

    Raises:
        ProblemsError: there is no such revision, or no repository.
    """
    at = layout(root)
    base = _git(root, "merge-base", "HEAD", "--end-of-options", revision).strip()
    listed = _git(root, "diff", "--name-only", "--relative", "-z", base, "--", ".")
    untracked = _git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    paths = (listed + untracked).split("\0")
    return {path: _ids(at, base, path) for path in paths if _counts(at, path)}


def _counts(at: Layout, path: str) -> bool:
    """Return whether a site is made from a file."""
    return bool(at.in_docs(path) or at.in_data(path) or path == at.config)


def _ids(at: Layout, base: str, path: str) -> frozenset[str]:
    """Return what differs within a data file: sources and facts, areas, or sources of the ledger."""
    root, name = at.root, at.in_data(path)
    if not name.endswith((".yml", ".yaml")):
        return frozenset()
    try:
        old = _git(root, "show", f"{base}:./{path}")
    except ProblemsError:
        old = ""
    here = root / path
    new = here.read_text(encoding="utf-8") if here.is_file() else ""
    before, after = _records(name, old), _records(name, new)
    return frozenset(
        key for key in before.keys() | after.keys() if before.get(key) != after.get(key)
    )


def _records(path: str, text: str) -> dict[str, Any]:
    if not text.strip():
        return {}
    try:
        data = read_text(path, text).data
    except ProblemsError:
        return {}
    stem = path.rpartition("/")[2].rpartition(".")[0]
    if not isinstance(data, dict):
        return {}
    if path.startswith("sources/"):
        return dict(_of_pack(data))
    if path.startswith("contracts/"):
        return {f"{stem}.{area['id']}": area for area in _listed(data, "areas")}
    if path == "ledger.yml" and isinstance(data.get("sources"), dict):
        return dict(data["sources"])
    return {}


def _of_pack(data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for source in _listed(data, "sources"):
        facts = [*_listed(source, "facts"), *_listed(source, "absences")]
        yield from ((f"{source['id']}.{fact['id']}", fact) for fact in facts)
        own = {key: value for key, value in source.items() if key not in ("facts", "absences")}
        yield source["id"], own


def _listed(data: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    value = data.get(key)
    listed = value if isinstance(value, list) else []
    return [
        record
        for record in listed
        if isinstance(record, dict) and isinstance(record.get("id"), str)
    ]


def _git(root: Path, *arguments: str) -> str:
    try:
        return git(root, *arguments).decode(errors="replace")
    except GitError as error:
        what, remedy = str(error) or f"`git {arguments[0]}` found nothing in common", ""
        if _is_shallow(root):
            what += "; this clone has a part of the history alone"
            remedy = (
                "Fetch all of it: `git fetch --unshallow`, or `fetch-depth: 0` in actions/checkout."
            )
        raise ProblemsError([unreadable(Elsewhere("git"), "git", what, remedy)]) from None


def _is_shallow(root: Path) -> bool:
    with contextlib.suppress(GitError):
        return git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
    return False
