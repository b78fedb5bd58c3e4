"""Secrets in the files of a project: what `check` tells of them, and what stops every command.

No rule of the registry, because no state of a project keeps them from being looked for: what was read is
looked at whether or not it is valid, and what could not be read as far as it is text.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache, partial
from pathlib import Path

from proofpack.check.rule import Memory, judged
from proofpack.model.documents import Nodes, Tree
from proofpack.model.problems import Problem, ProblemsError
from proofpack.model.records.rules import Rules
from proofpack.project.load.text import UTF16, decode_whatever, read_bytes
from proofpack.project.mkdocs_config import theme_files
from proofpack.secrets import Match, Secrets, matches_in, problems_of, walk

_CONFIGURATION = "mkdocs.yml"


def leaks(
    tree: Tree, rules: Sequence[Rules], today: datetime.date, memory: Memory
) -> Iterator[Problem]:
    """Yield what looks like a secret in a project, and exceptions that accept nothing.

    Looked at are the names and the text of all that may be published: data, pages, other files of
    `content/` that are text, what is laid over the theme, and `mkdocs.yml`. Personal data is an error in
    data and guides; elsewhere a page is its author's own, and it is a warning, once for each value.

    Args:
        tree: what was read.
        rules: the files of rules of the project.
        today: the day.
        memory: what was found in files that are still the same.
    """
    compiled = cache(lambda: Secrets.of(rules))  # which takes a while

    def look(path: str, text: str, nodes: Nodes | None) -> list[Match]:
        return memory.recall(f"secrets in {path}", _in_file, compiled(), path, text, nodes)

    matches: list[Match] = []
    for path, text, nodes in _files(tree):
        digest = judged(tree, path, text)
        matches += memory.unless_clean(
            f"secrets in {path}", digest, partial(look, path, text, nodes)
        )
    if not matches and not tree.data["rules"]:
        return  # nothing is found, and no project's rule accepts anything
    secrets = compiled()
    known = [entry for file in rules for entry in file.known]
    yield from problems_of(secrets, matches, known, today, _is_authors_own)


def _in_file(secrets: Secrets, path: str, text: str, nodes: Nodes | None) -> list[Match]:
    return matches_in(secrets, path, text, walk(nodes) if nodes else ())


def _files(tree: Tree) -> Iterator[tuple[str, str, Nodes | None]]:
    """Yield every file by its path, its text (none where it is binary), and the YAML in it."""
    parsed = {nodes.path: nodes for kind in tree.data.values() for nodes in kind}
    parsed |= {page.path: page.meta for page in tree.pages}
    for path, text in tree.texts.items():
        yield path, text, parsed.get(path)
    for name, raw in tree.assets.items():
        yield f"content/{name}", "" if _is_binary(raw) else decode_whatever(raw), None
    for path in sorted(tree.unread - tree.texts.keys()):
        yield path, decode_whatever(_bytes(tree.root, tree.root / path)), None
    # The engine reads it, wherever a link leads, and says what is wrong with it.
    with suppress(OSError):
        raw = (tree.root / _CONFIGURATION).read_bytes()
        yield _CONFIGURATION, decode_whatever(raw), None
    with suppress(ProblemsError):
        for _, shown, file, bound in theme_files(tree.root):
            raw = _bytes(bound, file)
            yield shown, "" if _is_binary(raw) else decode_whatever(raw), None


def _bytes(root: Path, path: Path) -> bytes:
    """Return what stands in a file that was refused, or nothing; why it was is told elsewhere."""
    try:
        return read_bytes(root, path)
    except ProblemsError:
        return b""


def _is_binary(raw: bytes) -> bool:
    """Return whether bytes are no text, such as those of a picture."""
    return b"\0" in raw and not raw.startswith(UTF16)


def _is_authors_own(path: str) -> bool:
    """Return whether a file is neither data nor a guide."""
    guide = path.startswith("content/guides/") and path.endswith(".md")
    return not path.startswith("data/") and (not guide or path.endswith("/index.md"))
