"""Secrets in the files of a project: what `check` tells of them, and what stops every command.

No rule of the registry, because no state of a project keeps them from being looked for: what was read is
looked at whether or not it is valid, and what could not be read as far as it is text.
"""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from proofpack.check.rule import Memory, judged
from proofpack.model.documents import Nodes, Tree
from proofpack.model.problems import Problem, ProblemsError
from proofpack.model.records.rules import Rules
from proofpack.project.load.text import UTF16, decode_whatever, read_bytes
from proofpack.project.mkdocs_config import mkdocs_files, theme_files

if TYPE_CHECKING:
    from proofpack.secrets import Match, Secrets

_HEAD = 64 * 1024
_DIGEST = re.compile(r"(?<=: )[0-9a-f]{12}(?:[0-9a-f]{4})?")
_PICTURE = re.compile(r"data:image/[a-z0-9.+-]{1,20};base64,[A-Za-z0-9+/=\s&#;]+")


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

    @cache
    def compiled() -> Secrets:  # which takes a while
        from proofpack.secrets import Secrets

        return Secrets.of(rules)

    ledgers = {nodes.path for nodes in tree.data["ledger"]}

    def look(path: str, text: str, nodes: Nodes | None) -> list[Match]:
        find = _in_ledger if path in ledgers else _in_file
        return memory.recall(f"secrets in {path}", find, compiled(), path, text, nodes)

    matches: list[Match] = []
    for path, text, nodes in _files(tree):
        digest = judged(tree, path, text)
        matches += memory.unless_clean(
            f"secrets in {path}", digest, partial(look, path, text, nodes)
        )
    if not matches and not tree.data["rules"]:
        return  # nothing is found, and no project's rule accepts anything
    from proofpack.secrets import problems_of

    secrets = compiled()
    known = [entry for file in rules for entry in file.known]
    yield from problems_of(secrets, matches, known, today, partial(_is_authors_own, tree))


def _in_file(secrets: Secrets, path: str, text: str, nodes: Nodes | None) -> list[Match]:
    from proofpack.secrets import matches_in, walk

    return matches_in(secrets, path, text, walk(nodes) if nodes else ())


def _in_ledger(secrets: Secrets, path: str, text: str, nodes: Nodes | None) -> list[Match]:
    """Return what is found in a ledger, but for its digests: a source may be called `login`."""
    return [
        match
        for match in _in_file(secrets, path, text, nodes)
        if match.key or not _DIGEST.fullmatch(text, match.hit.start, match.hit.end)
    ]


def _files(tree: Tree) -> Iterator[tuple[str, str, Nodes | None]]:
    """Yield every file by its path, its text (none where it is binary), and the YAML in it."""
    parsed = {nodes.path: nodes for kind in tree.data.values() for nodes in kind}
    parsed |= {page.path: page.meta for page in tree.pages}
    for path, text in tree.texts.items():
        yield path, text, parsed.get(path)
    yield from ((path, text, None) for path, text in texts_beside(tree))


def texts_beside(tree: Tree) -> Iterator[tuple[str, str]]:
    """Yield what else may be published, by its path: its text, or none where it is binary."""
    for name, file in tree.assets.items():
        yield tree.at.of_docs(name), _text(file)
    for path in sorted(tree.unread - tree.texts.keys()):
        yield path, decode_whatever(_bytes(tree.root, tree.root / path))
    for file in _configurations(tree):
        # The engine reads it, wherever a link leads, and says what is wrong with it.
        with suppress(OSError):
            shown = Path(os.path.relpath(file, tree.root)).as_posix()
            if file.is_file():  # and no pipe, which never ends
                yield shown, decode_whatever(file.read_bytes())
    with suppress(ProblemsError):
        for _, shown, file, bound in theme_files(tree.root):
            raw = _bytes(bound, file)
            yield shown, "" if _is_binary(raw) else _without_pictures(decode_whatever(raw))


def _configurations(tree: Tree) -> list[Path]:
    """Return `mkdocs.yml` and what it inherits, or that alone where one of them cannot be read."""
    try:
        return mkdocs_files(tree.root)
    except ProblemsError:
        return [tree.root / tree.at.config]


def _text(file: Path) -> str:
    """Return what stands in a file of any size, or nothing where it is a picture or the like."""
    with suppress(OSError), file.open("rb") as stream:
        head = stream.read(_HEAD)
        return "" if _is_binary(head) else _without_pictures(decode_whatever(head + stream.read()))
    return ""


def _without_pictures(text: str) -> str:
    """Return a text with the pixels blanked that stand in it, which hold any row of letters."""
    if ";base64," not in text:
        return text
    return _PICTURE.sub(lambda picture: re.sub(r"\S", " ", picture[0]), text)


def _bytes(root: Path, path: Path) -> bytes:
    """Return what stands in a file that was refused, or nothing; why it was is told elsewhere."""
    try:
        return read_bytes(root, path)
    except ProblemsError:
        return b""


def _is_binary(raw: bytes) -> bool:
    """Return whether bytes are no text, such as those of a picture."""
    return b"\0" in raw and not raw.startswith(UTF16)


def _is_authors_own(tree: Tree, path: str) -> bool:
    """Return whether a file is neither data nor a guide."""
    guides = {page.path for page in tree.pages if page.guide}
    unread = (
        path in tree.unread and tree.at.is_guide(tree.at.in_docs(path)) and path.endswith(".md")
    )
    return not (tree.at.in_data(path) or path in guides or unread)
