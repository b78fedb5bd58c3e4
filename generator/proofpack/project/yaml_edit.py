"""One text of a YAML file put in the place of another, and nothing else of the file touched.

The scalar keeps its style, its lines and its indentation; words that stay are not written anew. What
comes out is read again: it has to be the same file but for this one value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, NamedTuple

import yaml

from proofpack.model.documents import KeyPath
from proofpack.model.problems import ProblemsError
from proofpack.model.quotes import normalise, unify
from proofpack.project.load import read_text
from proofpack.project.load.text import decode

_EMPHASIS = re.compile("[`*]+")
_BLANKS = re.compile(r"\s+")


def with_words(text: str, path: KeyPath, words: str) -> str | None:
    """Return a YAML file with other words in one of its scalars, or None where it cannot hold them.

    Args:
        text: the file, with its own line ends.
        path: the keys and positions that lead to the scalar.
        words: what it is to say; where its lines break stays as it is.
    """
    scalar = _scalar(text, path)
    if scalar is None or scalar.start_mark is None or scalar.end_mark is None:
        return None
    start, end = scalar.start_mark.index, scalar.end_mark.index
    for written in _spellings(text[start:end], scalar.style or "", words.split()):
        changed = text[:start] + written + text[end:]
        if _says(changed, path, words, text):
            return changed
    return None


def _scalar(text: str, path: KeyPath) -> yaml.ScalarNode | None:
    """Return the scalar at a path of keys and positions. The marks of this loader count characters."""
    node: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    for step in path:
        children = node.value if isinstance(node, yaml.CollectionNode) else ()
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in children if key.value == step), None)
        else:
            node = children[step] if isinstance(step, int) and step < len(children) else None
    return node if isinstance(node, yaml.ScalarNode) else None


def _spellings(raw: str, style: str, words: list[str]) -> Iterator[str]:
    """Return the scalar with other words: in its own style, and in quotes where a plain one cannot."""
    if style in ("|", ">"):
        header = raw.partition("\n")[0] + "\n"
        yield header + _rewritten(raw.removeprefix(header), words, _AS_IT_IS)
    elif style == "'":
        yield f"'{_rewritten(raw[1:-1], words, _SINGLE)}'"
    elif style == '"':
        yield f'"{_rewritten(raw[1:-1], words, _DOUBLE)}"'
    else:
        yield _rewritten(raw, words, _AS_IT_IS)
        yield f"'{_rewritten(_SINGLE.spelled(raw), words, _SINGLE)}'"


class _Spelling(NamedTuple):
    """How a word is written in a scalar, and how it is read there."""

    spelled: Callable[[str], str]
    read: Callable[[str], str]


def _unescaped(word: str) -> str:
    try:
        return str(yaml.safe_load(f'"{word}"'))
    except yaml.YAMLError:  # a backslash at the end of a line
        return word


_AS_IT_IS = _Spelling(str, str)
_SINGLE = _Spelling(lambda word: word.replace("'", "''"), lambda word: word.replace("''", "'"))
_DOUBLE = _Spelling(lambda word: json.dumps(word, ensure_ascii=False)[1:-1], _unescaped)


def _rewritten(raw: str, words: list[str], spelling: _Spelling) -> str:
    """Return what a scalar holds with other words in it; its lines stay as far as its words do."""
    body = raw.strip()
    old = body.split()
    blanks = ["", *_BLANKS.findall(body)]
    alike = SequenceMatcher(
        None,
        [_key(spelling.read(word)) for word in old],
        [_key(word) for word in words],
        autojunk=False,
    )
    written, broken = "", ""
    for kind, first, last, begin, end in alike.get_opcodes():
        stays = kind == "equal"
        now = old[first:last] if stays else [spelling.spelled(word) for word in words[begin:end]]
        free = blanks[first:last]
        for word, blank in zip_longest(now, free[: len(now)], fillvalue=" "):
            gap = broken or blank or " "
            written, broken = f"{written}{gap if written else ''}{word}", ""
        # A line that loses its first word begins with the next one.
        broken = next((blank for blank in free[len(now) :] if "\n" in blank), broken)
    start = len(raw) - len(raw.lstrip())
    return raw[:start] + written + raw[start + len(body) :]


def _key(word: str) -> str:
    """Return what a word is known by: typographic marks and emphasis are kept as they were written."""
    return unify(_EMPHASIS.sub("", word))


def _says(changed: str, path: KeyPath, words: str, text: str) -> bool:
    """Return whether a file is another one but for the words at a path."""
    try:
        before, after = (
            read_text("", decode("", file_text.encode())) for file_text in (text, changed)
        )
    except ProblemsError:
        return False
    if path not in after.values:
        return False
    *way, last = path
    inner = [before.data, after.data]
    for step in way:
        inner = [value[step] for value in inner]
    wording = inner[0][last] = inner[1][last]
    whole = before.data == after.data
    return whole and isinstance(wording, str) and normalise(wording) == normalise(words)
