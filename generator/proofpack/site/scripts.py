"""The script tag of pages that show a worksheet: what they load, each file under its digest.

The page carries it itself, so that no configuration can forget it; the digest, so that no browser takes
yesterday's code for today's page. The words of guides do not count in the digest of a worksheet, or an
edit of one guide would change all that show it: a guide tells that of its own words itself.
"""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterator, Mapping

from proofpack.model.library import Guide, Library, directives
from proofpack.model.records.directives import PartPlace, WorksheetPlace
from proofpack.project.mkdocs_config import MkdocsConfig
from proofpack.site.build_info import BUILD
from proofpack.text.escape import Md

FOLDER = "assets/worksheets"
"""Where code, rules and schemas of worksheets stand in the site."""
_STYLE, *_SCRIPTS = "assets/proofpack.css", "assets/proofpack.js", "assets/proofpack-trust.js"
OPEN = f"{FOLDER}/packets.js"
"""What lists the packets that are open, of all worksheets."""
_CODE = f"{FOLDER}/worksheets.js"
_VIEWS = "assets/proofpack-views.js"
_NAMED = ("rules", "handover", "paste")
"""What the code loads when it needs it, by the names that its tag has for it."""


def of_guide(tag: str, guide: Guide) -> str:
    """Return the script tag of a guide, with the digest of its words."""
    return tag.replace("<script ", f'<script data-guide="{guide.id} {guide.file.words_digest}" ', 1)


def script_tags(library: Library, digests: Mapping[str, str], directories: bool) -> dict[str, str]:
    """Return the script tags of the pages that show worksheets, by their places in the site.

    Args:
        library: says which page shows which worksheet.
        digests: of what browsers load, by its place in the site; without code, no page gets a tag.
        directories: whether a page becomes a folder with an index.
    """
    if _CODE not in digests:
        return {}
    short = {path: digest[:12] for path, digest in digests.items()}
    named = " ".join(f'data-{name}="{_addressed(name, short)}"' for name in _NAMED)
    loaded = f"{posixpath.basename(_CODE)}?{short[_CODE]}"
    return {
        target: _tag(
            f"{_up(_folder(target, directories))}{loaded}",
            named,
            " ".join(_addressed(name, short) for name in worksheets),
        )
        for target, worksheets in _shown(library)
    }


def loading_tag(target: str, files: Mapping[str, bytes], directories: bool) -> str:
    """Return what a page of ours loads where the theme is not ours; nothing where there are no files.

    Args:
        target: its place in the site.
        files: the style and the script, by their places in the site.
        directories: whether a page becomes a folder with an index.
    """
    if not files:
        return ""
    up = _folder(target, directories) or "."
    style, *scripts = (
        f"{posixpath.relpath(path, up)}?{hashlib.sha256(files[path]).hexdigest()[:12]}"
        for path in (_STYLE, *_SCRIPTS)
    )
    loads = [posixpath.relpath(BUILD, up), *scripts]  # the day of a build is in no page
    tags = "".join(f'<script src="{script}" defer></script>' for script in loads)
    return f'\n<div hidden><link rel="stylesheet" href="{style}">{tags}</div>\n'


def views_tag(target: str, config: MkdocsConfig) -> Md:
    """Return what loads the script of a page on trust.

    Args:
        target: its place in the site.
        config: says whether a page becomes a folder with an index.
    """
    up = _folder(target, config.directories) or "."
    return Md(f'<script src="{posixpath.relpath(_VIEWS, up)}" defer></script>')


def _shown(library: Library) -> Iterator[tuple[str, list[str]]]:
    """Yield the pages that show worksheets, with their ids."""
    for name in library.worksheets:
        yield f"worksheets/{name}.md", [name]
    for file in library.pages:
        placed = [
            directive.argument.partition(".")[0]
            for directive in directives(file)
            if isinstance(directive.options, PartPlace | WorksheetPlace)
        ]
        if placed:
            yield file.target, list(dict.fromkeys(placed))


def _tag(code: str, named: str, sheets: str) -> str:
    return f'\n<script src="{code}" {named} data-worksheets="{sheets}" defer></script>\n'


def _addressed(name: str, digests: Mapping[str, str]) -> str:
    return f"{name}.js?{digests[f'{FOLDER}/{name}.js']}"


def _up(folder: str) -> str:
    """Return what leads from a folder to that of the code."""
    steps = folder.split("/") if folder else []
    if steps[:1] == FOLDER.split("/")[:1]:
        return posixpath.relpath(_CODE, folder).removesuffix(posixpath.basename(_CODE))
    return f"{'../' * len(steps)}{FOLDER}/"  # in a tenth of the time


def _folder(target: str, directories: bool) -> str:
    """Return the folder from which a browser sees the addresses of a page."""
    if directories and posixpath.basename(target) != "index.md":
        return target.removesuffix(".md")
    return posixpath.dirname(target)
