"""Markdown of other people, read by what is ours and by that in whose place it stands.

`python -m tests.regular FOLDER...` prints, for each folder: on how many pages the same comes of inline
patterns, of the sections for Material's search, and of anchors, how many are regular, and what
converting and dividing them takes either way.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import markdown
from markdown import treeprocessors
from material.plugins.search import plugin
from mkdocs.structure import pages
from mkdocs.utils import meta

from proofpack.site.engine.inline_patterns import THEIRS as THEIRS_INLINE
from proofpack.site.engine.inline_patterns import handle_inline
from proofpack.site.engine.raw_anchors import AnchorReader
from proofpack.site.engine.regular_html import REGULAR
from proofpack.site.engine.search_sections import SectionParser, follow
from tests.site.engine.test_regular_html import anchors, sections

PARTS = (
    "details highlight inlinehilite superfences tabbed tasklist keys mark caret tilde smartsymbols"
)
EXTENSIONS = [
    *("admonition", "abbr", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"),
    *(f"pymdownx.{name}" for name in PARTS.split()),
]
SETTINGS = {"toc": {"permalink": True}, "pymdownx.tabbed": {"alternate_style": True}}
METHOD = "_InlineProcessor__handleInline"
THEIRS, THEIR_ANCHORS = plugin.Parser, pages._HTMLHandler


def main(folders: list[str]) -> int:
    """Print a line for each folder, and a page where they differ; return how many do."""
    follow(plugin)
    differing = 0
    for folder in folders:
        names = sorted(Path(folder).rglob("*.md"))
        regular, took, converting = 0, [0.0, 0.0], [0.0, 0.0]
        for name in names:
            text = meta.get_data(name.read_text(encoding="utf-8-sig"))[0]
            pages_of, read = [], []
            for number, method in enumerate((THEIRS_INLINE, handle_inline)):
                setattr(treeprocessors.InlineProcessor, METHOD, method)
                converter = markdown.Markdown(extensions=EXTENSIONS, extension_configs=SETTINGS)
                began = time.process_time()
                pages_of.append(converter.convert(text))
                converting[number] += time.process_time() - began
            html = pages_of[0]
            for number, parser in enumerate((THEIRS(), SectionParser())):
                began = time.process_time()
                read.append(sections(parser, html))
                took[number] += time.process_time() - began
            same = read[0] == read[1] and pages_of[0] == pages_of[1]
            same &= anchors(THEIR_ANCHORS(), text) == anchors(AnchorReader(), text)
            regular += bool(REGULAR.fullmatch(html))
            if not same:
                differing += 1
                print(f"{name}: differs")
        print(
            f"{folder}: {len(names)} pages, {regular} regular; {differing} differ so far; "
            f"converted in {converting[0]:.2f} s by Python-Markdown, in {converting[1]:.2f} with marks"
            f" looked for first; divided in {took[0]:.2f} s by Material, in {took[1]:.2f} by the pattern"
        )
    return differing


if __name__ == "__main__":
    sys.exit(bool(main(sys.argv[1:])))
