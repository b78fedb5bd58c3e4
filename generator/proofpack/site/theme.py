"""The theme layer: templates, styles and browser code of ours, under what a project lays over them.

MkDocs knows one folder of templates beside its theme. So ours and the project's are written into one,
the project's on top.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from proofpack.model.problems import Place, Problem
from proofpack.project.content_security import content_security
from proofpack.project.load.text import read_bytes
from proofpack.project.mkdocs_config import (
    base_settings,
    custom_dir,
    mkdocs_settings,
    theme_files,
    theme_name,
)
from proofpack.project.policy_file import is_adopted
from proofpack.text import squeeze

_MAXIMUM_BYTES = 64 * 1024 * 1024
_PUBLISHED = ("assets", "partials")
_TRIMS = "main.html"
"""The template of pages, with less white space. Other themes may have more in theirs than Material has,
and so may a project: then it has none of ours."""
_INLINE = ("announce", "consent", "content", "outdated", "palette")
"""The parts of Material beside `base`, in `partials/javascripts`, that are scripts inside of a page."""
_FROM_FILE = "partials/javascripts/from-file.html"
_THEME_SCRIPT = "assets/proofpack-theme.js"
_SITEMAP = "sitemap.xml"
"""The template of the map of a site, which names no day of a build."""
_LOST_PAGE = "404.html"
"""The page of an address at which nothing is. It stands on Material's, as the other does."""
_OF_OUR_THEME = ("assets/proofpack-search.js", "assets/proofpack-lost.js", _THEME_SCRIPT)
"""Scripts that only pages of our theme load."""
STYLE = "assets/proofpack.css"
"""The looks of what is ours."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BRACE = re.compile(r'"[^"\n]*"|[{}]')
_TEXT = re.compile(r"\.md-typeset\b")
_OF_OURS = re.compile(r"\.pp-|\[data-label\]")
"""What rules for what is ours name: our classes, and cells that have the headings of their columns."""
_OWN_PAPER = re.compile(r"\s*@page\s+\w")
_GROUP = re.compile(r"\s*@(?:media|container|supports)\b")
_THEME_COLOUR = re.compile(r"^\s*--md-[^;]*;", re.MULTILINE)
_NOT = re.compile(r":not\([^)]*\)")
_DECLARATION = re.compile(r"(?<=[{;}])\s*[\w-]+\s*:[^;{}]*(?=[;}])")
_REM = re.compile(r"(-?[\d.]+)rem\b")
_COLOURS, _LIGHT = "--pp-line:", '"default"'
_MATERIAL = (
    "--md-default-fg-color: #000000de; --md-default-fg-color--light: #000000b3;"
    " --md-default-fg-color--lighter: #00000052; --md-default-fg-color--lightest: #00000012;"
    " --md-default-bg-color: #ffffff; --md-typeset-a-color: #0a5c69; --md-accent-fg-color: #a8400f;"
    " --md-primary-fg-color: #14424a; --md-primary-bg-color: #ffffff; --md-code-fg-color: #36464e;"
    " --md-code-bg-color: #f5f5f5;"
)
"""What our styles take from Material, for themes that have none of it."""
_LOST = {
    "assets/proofpack.css": "the looks of tables, dates, citations and worksheets",
    "assets/proofpack.js": "the repairs of the theme for keyboards and screen readers",
    "assets/proofpack-trust.js": "how long ago things were read, and the quotes of citations",
    "assets/proofpack-search.js": "the box that searches",
    "assets/proofpack-lost.js": "the help where a page is not found",
    "assets/proofpack-views.js": "copies of rows, and today in pictures",
    "assets/proofpack-js-yaml.umd.min.js": "the import of packets in YAML",
    _THEME_SCRIPT: "the colours that a reader chose, and the tabs that they opened",
    "partials/javascripts/base.html": "the policy for browsers, and how the theme keeps its settings",
    "partials/actions.html": "the links that edit the file behind a page",
    "partials/copyright.html": "when the site was built, and its feeds, below each page",
    "partials/source.html": "the link to the repository that asks its host nothing",
}
"""What a file of ours does, and a project loses with it."""
_EARLIER = frozenset(
    digest
    for row in (
        "0922578e774b 15158bff0d81 2806732e17b3 361e5704628f 37b5092f1761",
        "40b342d01ae4 603efd892b0e 6b150e122135 6fa2e01a2b6f 7518bca569e5",
        "7e50c25495c4 8eee85c1c603 8f8bed100ee3 9412a1c94af5 9aad818d645f",
        "a07bc24468b9 a6f8ad473645 b1d5c02afd33 b9d8a386fb4d c1d1f590d8df",
        "c6ef946c977b ce4cdc4621c3 d7381970ff2a da5b3b89b880 ebd2086cc00b",
        "f084d2da1d68 fd103200b3ad",
    )
    for digest in row.split()
)
"""The files that projects of version 0.1.0 copied by hand, by the first 12 digits of their SHA-256.
Today's scripts would run beside them."""


def layer() -> Path:
    """Return the folder of the theme layer: in the package, or in a checkout of its repository."""
    packed = Path(__file__).with_name("theme")
    return packed if packed.is_dir() else Path(__file__).parents[3] / "site-overrides"


def scripts() -> Path:
    """Return the folder of the scripts that are joined for worksheets."""
    return layer() / "scripts"


class Theme(Struct, frozen=True):
    """The files of a site's theme beside those of the engine.

    Attributes:
        files: what they hold, by their path.
        problems: files of a project that hide ours, or are copies of earlier ones, as warnings.
    """

    files: dict[str, bytes]
    problems: tuple[Problem, ...]


def theme(root: Path) -> Theme:
    """Return the theme layer with what a project lays over it.

    For a site that was adopted there is none, or of ours only the policy for browsers where it asks for
    that, and what the theme would run inside of pages.

    Args:
        root: the project's folder.

    Raises:
        ProblemsError: a file of the folder that `theme.custom_dir` names cannot be read, or leads out of
            the project, and of that folder where it stands outside.
    """
    adopted = is_adopted(root)
    if adopted and not content_security(root).on:
        return Theme({}, ())
    ours = {name: data for name, data in _ours().items() if not adopted or _guards(name)}
    problems = list(_absent(root))
    files = dict(ours)
    for name, shown, path, bound in theme_files(root):
        data = read_bytes(bound, path, _MAXIMUM_BYTES)
        if hashlib.sha256(data).hexdigest()[:12] in _EARLIER and files.get(name) != data:
            what = "a copy of a file of version 0.1.0, which is not used any more"
            problems.append(
                Problem(Place(shown), "earlier-file", "", what, "Remove it.", "warning")
            )
            continue
        if name in files and files[name] != data:
            lost = _LOST.get(name, "what it does")
            what = f"hides the file of Proofpack that is called so: {lost} may be lost"
            remedy = "Rename it, or remove it."
            problems.append(Problem(Place(shown), "hidden-file", "", what, remedy, "warning"))
        files[name] = data
    names = () if adopted else (_SITEMAP, *((_TRIMS, _LOST_PAGE) if _is_material(root) else ()))
    for name in names:
        if name not in files:
            files[name] = (layer() / name).read_bytes()
    small = {name: _squeezed(name, ours[name]) for name in ours if files[name] == ours[name]}
    return Theme(files | small, tuple(problems))


def loaded_by_pages() -> dict[str, bytes]:
    """Return what our pages load in a site that was adopted: no file of a theme, and no look of one."""
    files = {name: data for name, data in _ours().items() if name.startswith("assets/")}
    for name in _OF_OUR_THEME:
        del files[name]
    files[STYLE] = own_style(files[STYLE].decode("utf-8")).encode("utf-8")
    return {name: _squeezed(name, data) for name, data in files.items()}


def own_style(style: str) -> str:
    """Return the rules of a style for what is ours, and its colours; not those for the theme.

    They also hold on pages of other themes than Material, in whose place they have its light colours.
    """
    rules = [*_rules(_COMMENT.sub("", style))]
    colours = [_THEME_COLOUR.sub("", rule) for rule in rules if _COLOURS in rule]
    light = next(rule for rule in colours if _LIGHT in rule).partition("{")[2]
    own = [
        _DECLARATION.sub(_sized, _TEXT.sub(":is(.md-typeset,body)", rule)) for rule in _own(rules)
    ]
    unit = "[data-md-color-scheme] { --pp-rem: 1rem; }"  # Material's is five fourths of others'
    return "\n".join([f":root {{--pp-rem: 1.25rem; {_MATERIAL}{light}", unit, *colours, *own])


def _rules(style: str) -> Iterator[str]:
    """Yield the outermost rules of a style, each with all that is nested in it."""
    depth = start = 0
    for brace in _BRACE.finditer(style):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if brace[0] == "}" and not depth:
            yield style[start : brace.end()]
            start = brace.end()


def _own(rules: Iterable[str]) -> Iterator[str]:
    """Yield the rules for what is ours: of those for paper or a width, only such as are."""
    for rule in rules:
        if _GROUP.match(rule):
            head, _, body = rule.partition("{")
            if own := [*_own(_rules(body.rpartition("}")[0]))]:
                yield f"{head}{{{''.join(own)}}}"
        elif _OF_OURS.search(_NOT.sub("", rule)) or _OWN_PAPER.match(rule):
            yield rule


def _sized(declaration: re.Match[str]) -> str:
    """Return a declaration whose lengths do not depend on the size of text that a theme begins with."""
    return _REM.sub(r"calc(\1 * var(--pp-rem))", declaration[0])


def _guards(name: str) -> bool:
    return name == _THEME_SCRIPT or name.startswith("partials/javascripts/")


def _is_material(root: Path) -> bool:
    settings = mkdocs_settings(root)
    return theme_name((base_settings(root, settings) | settings).get("theme")) == "material"


def watched(root: Path) -> list[Path]:
    """Return the folders whose files make the theme of a project."""
    named = custom_dir(root)
    return [layer(), *([root / named[0]] if named else [])]


def _ours() -> dict[str, bytes]:
    folder = layer()
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for part in _PUBLISHED
        for path in sorted((folder / part).rglob("*"))
        if path.is_file()
    }
    named = {f"partials/javascripts/{name}.html": files[_FROM_FILE] for name in _INLINE}
    return files | named


def _squeezed(name: str, data: bytes) -> bytes:
    """Return a file of ours as pages load it."""
    squeezed = {
        "assets/proofpack.css": squeeze.style,
        "assets/proofpack.js": squeeze.script,
        "assets/proofpack-trust.js": squeeze.script,
        "assets/proofpack-search.js": squeeze.script,
        _THEME_SCRIPT: squeeze.script,
        "assets/proofpack-lost.js": squeeze.script,
        "assets/proofpack-views.js": squeeze.script,
    }.get(name)
    return squeezed(data.decode("utf-8")).encode("utf-8") if squeezed else data


def _absent(root: Path) -> Iterator[Problem]:
    """Yield what is said of a folder that is not there. Projects of version 0.1.0 name one of ours."""
    named = custom_dir(root)
    if named and not (root / named[0]).is_dir():
        mark = named[1].start_mark
        place = Place("mkdocs.yml", mark.line + 1, mark.column + 1)
        what, remedy = f'no folder "{named[0]}"', "Remove the key: the layer comes with Proofpack."
        yield Problem(place, "no-folder", "theme.custom_dir", what, remedy, "warning")
