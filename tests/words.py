"""One word for one thing: `python -m tests.words` finds words that the list in CONTRIBUTING replaces.

It looks at what readers see: prose of content, texts of data, and words of templates. Code, quotes, ids
and addresses are others' words, and stay. It is part of `make check` and no test: guides may be reworded
on any day without breaking the suite.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

from tests.conftest import ROOT

_TEMPLATES = "generator/proofpack/site/render/templates"
_OTHERS = {"quote", "pattern", "url", "read", "maps_to", "id", "facts", "source", "standing"}
"""Keys of data whose values are not our words."""
_NOT_OURS = {"ledger.yml", "search.yml"}
"""Files of data for programs, and of what readers type into search."""
CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
"""Code in Markdown: fences, and spans in a line."""
_MARKUP = re.compile(
    r"<[^>]*>|\]\([^)]*\)|\{[%#{].*?[%#}]\}|\{ ?#[^}]*\}|\[\^[^\]]*\]|^ *:::.*|https?://\S+",
    re.DOTALL | re.MULTILINE,
)


def replaced() -> dict[str, str]:
    """Return the words that are not written, each with the word for it."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \*\*(.+?)\*\* \|.*\| ([^|]*) \|$", text, re.MULTILINE)
    return {old.strip(): word for word, olds in rows for old in olds.split(",") if old.strip()}


def _texts(value: object, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(inner, str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, key)
    elif isinstance(value, str) and key not in _OTHERS:
        yield value


def prose(path: Path) -> str:
    """Return what somebody reads of a file, without code, markup and others' words."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".yml":
        text = "\n".join(_texts(yaml.safe_load(text)))
    elif text.startswith("---\n") and path.suffix == ".md":
        _, front, text = text.split("---\n", 2)
        text = "\n".join([*_texts(yaml.safe_load(front)), text])
    return _MARKUP.sub(" ", CODE.sub(" ", text))


def found(root: Path = ROOT) -> Iterator[str]:
    """Yield a line for each word that came back.

    Args:
        root: the project; its list of words is that of this repository.
    """
    words = {old.lower(): new for old, new in replaced().items()}
    either = "|".join(re.escape(old) for old in sorted(words, key=len, reverse=True))
    pattern = re.compile(rf"\b({either})(?:s|es|ed|ing)?\b", re.IGNORECASE)
    files = [*(root / "content").rglob("*.md"), *(root / _TEMPLATES).glob("*.j2")]
    files += [path for path in (root / "data").rglob("*.yml") if path.name not in _NOT_OURS]
    for path in sorted(files):
        for match in pattern.finditer(prose(path)):
            yield f"{path.relative_to(root)}: {match[0]}; wanted: {words[match[1].lower()]}"


if __name__ == "__main__":
    lines = list(found())
    sys.exit("\n".join(lines) if lines else 0)
