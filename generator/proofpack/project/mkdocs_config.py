"""What `mkdocs.yml` says, without running anything of it, and what fills in the keys it leaves out.

`INHERIT` is followed as MkDocs follows it, and `!ENV` where a value is asked for. No other tag is run.
"""

from __future__ import annotations

import contextlib
import os
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import yaml
from msgspec import Struct

from proofpack.model.problems import Place, Problem, ProblemsError, not_a_file, unreadable
from proofpack.project.policy_file import is_adopted
from proofpack.project.yaml_settings import composed, mapping, named, setting, value
from proofpack.util.stamps import files_below

_NAMES = ("mkdocs.yml", "mkdocs.yaml")
INHERIT = "INHERIT"
"""The key that names the file whose settings fill in what is not said."""
_FALSE = ("false", "no", "off")
PLUGIN = "proofpack"
"""The name in a project's list of plugins that lets our settings fill in the keys that are absent. For
MkDocs it is a plugin that stops `mkdocs build`, which knows no directive."""
_SEARCH = frozenset({"search", "material/search"})
_UNNAMED = "site"
_ATTRIBUTES = frozenset({"attr_list", "extra", "pymdownx.extra"})
PAGE_ENDINGS = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""The endings of pages, as MkDocs has them."""
_ICONS = ".icons"
"""The folder of icons, in Material and what is laid over it."""
BASE = Path(__file__).with_name("base.yml")
"""Settings that fill in what a project's `mkdocs.yml` leaves out."""


class MkdocsConfig(Struct, frozen=True):
    """What a site is called, and where it stands.

    Attributes:
        name: `site_name`.
        url: `site_url` with a final slash, or nothing where it is not known: it is not set, or an
            engine takes it from the environment.
        directories: whether a page is a folder with an index (`use_directory_urls`).
        slugs: whether headings get the ids that Markdown gives them if nobody says otherwise.
        attributes: whether an extension reads attribute lists.
        description: `site_description`, or nothing.
        replaced: pages of ours whose address one of an author's own has, each with that one, to which
            links to it lead.
    """

    name: str = _UNNAMED
    url: str = ""
    directories: bool = True
    slugs: bool = True
    attributes: bool = True
    description: str = ""
    replaced: tuple[tuple[str, str], ...] = ()

    def page(self, target: str) -> str:
        """Return the place of the page that is made from a file: `guides/one/` of `guides/one.md`.

        Args:
            target: the file, relative to the site. One that is no page is its own place.
        """
        stem, dot, ending = target.rpartition(".")
        if f"{dot}{ending}" not in PAGE_ENDINGS:
            return target
        folder, _, name = stem.rpartition("/")
        within = f"{folder}/" if folder else ""
        if name in ("index", "README"):
            return within if self.directories else f"{within}index.html"
        return f"{stem}/" if self.directories else f"{stem}.html"

    def address(self, target: str) -> str:
        """Return the address of the page that is made from a Markdown file, or nothing.

        Args:
            target: the file, relative to the site, such as `guides/one.md`.
        """
        return urljoin(self.url, self.page(target)) if self.url else ""

    @property
    def path(self) -> str:
        """The path of the address, `/` where it is not known."""
        return urlsplit(self.url).path or "/"

    @property
    def place(self) -> str:
        """Host and folder of the address, as part of a name; nothing where it is not known."""
        parts = urlsplit(self.url)
        host = parts.netloc.rpartition("@")[2].lower()
        return f"{host}{parts.path}".rstrip("/")


UNKNOWN = MkdocsConfig()
"""That of a site of which nothing is known."""


def mkdocs_config(root: Path) -> MkdocsConfig:
    """Return what `mkdocs.yml` says of the site.

    A file that is no YAML says nothing here: the engine's configuration is made from the same file, and
    tells what is wrong with it.

    Args:
        root: folder of the project.
    """
    try:
        settings = mkdocs_settings(root)
    except ProblemsError:
        return MkdocsConfig()
    settings = base_settings(root, settings) | settings
    name, url, directories, description = (
        setting(settings, key).strip()
        for key in ("site_name", "site_url", "use_directory_urls", "site_description")
    )
    extensions = {
        name.removeprefix("markdown.extensions."): node
        for name, node in named(settings.get("markdown_extensions"))
    }
    attributes = not _ATTRIBUTES.isdisjoint(extensions)
    toc = mapping(extensions.get("toc")).get("toc")
    slugs = mapping(toc).keys().isdisjoint(("slugify", "separator"))
    return MkdocsConfig(
        name or _UNNAMED,
        _address(url),
        directories.lower() not in _FALSE,
        slugs,
        attributes,
        description,
    )


def config_name(root: Path) -> str:
    """Return the name of the file that MkDocs reads in a folder; `mkdocs.yml` where there is none."""
    first, second = _NAMES
    return second if not (root / first).exists() and (root / second).exists() else first


def mkdocs_settings(root: Path) -> dict[str, yaml.Node]:
    """Return what stands under each key of `mkdocs.yml` and of what it inherits, running no tag.

    The marks of nodes name the file in which each stands, relative to the root.

    Raises:
        ProblemsError: a file cannot be read, or is not YAML.
    """
    return mapping(_inherited(root, []))


def mkdocs_faults(root: Path) -> tuple[Problem, ...]:
    """Return why `mkdocs.yml`, or what it inherits, cannot be read, which stops a build."""
    try:
        mkdocs_settings(root)
    except ProblemsError as error:
        return error.problems
    return ()


def mkdocs_files(root: Path) -> list[Path]:
    """Return `mkdocs.yml` and the files that it inherits, from the nearest to the outermost.

    Raises:
        ProblemsError: one of them cannot be read, or is not YAML.
    """
    files: list[Path] = []
    _inherited(root, files)
    return files


def mkdocs_files_to_fault(root: Path) -> list[Path]:
    """Return the files of `mkdocs_files`, up to the one that is wrong or not there."""
    files: list[Path] = []
    with contextlib.suppress(ProblemsError):
        _inherited(root, files)
    return files


def _inherited(root: Path, files: list[Path]) -> yaml.Node | None:
    """Return the node of a configuration with what it inherits; `files` gets what it is made from."""
    path = Path(root / config_name(root))
    files.append(path)
    child: yaml.Node | None = None
    while True:
        name = Path(os.path.relpath(path, root)).as_posix()
        node = _read(path, name)
        child = node if child is None else _merged(node, child)
        parent = mapping(node).get(INHERIT)
        if parent is None:
            return child
        # Relative to the file that says it, as MkDocs has it.
        path = Path(os.path.normpath(path.parent / value(parent)))
        mark = parent.start_mark
        place = Place(name, mark.line + 1, mark.column + 1)
        if path in files:
            raise ProblemsError([unreadable(place, "yaml", "inherits itself")])
        files.append(path)
        if not path.is_file():
            what = f'no file "{value(parent)}"'
            raise ProblemsError([unreadable(place, "unreadable", what)])


def _read(path: Path, name: str) -> yaml.Node | None:
    place = Place(name)
    if path.exists() and not path.is_file():
        raise ProblemsError([not_a_file(place)])
    try:
        node = composed(path.read_text(encoding="utf-8-sig"), name)
        if node is None or isinstance(node, yaml.MappingNode):
            return node
        fault = unreadable(place, "wrong-type", "found no mapping", "Wanted: settings of MkDocs.")
    except (OSError, UnicodeDecodeError) as error:
        fault = unreadable(place, "unreadable", f"cannot be read ({error})")
    except yaml.MarkedYAMLError as error:
        if mark := error.problem_mark:
            place = Place(name, mark.line + 1, mark.column + 1)
        fault = unreadable(place, "yaml", f"not YAML: {error.problem}")
    except yaml.reader.ReaderError as error:
        fault = unreadable(place, "yaml", f"not YAML: {error.reason}")
    raise ProblemsError([fault])


def _merged(parent: yaml.Node | None, child: yaml.Node) -> yaml.Node:
    """Return a node over the one that it inherits: mappings are joined, all else takes its place."""
    if not (isinstance(parent, yaml.MappingNode) and isinstance(child, yaml.MappingNode)):
        return child
    theirs, own = mapping(parent), mapping(child)
    pairs = [
        (key, _merged(theirs.get(key.value), node) if isinstance(key, yaml.ScalarNode) else node)
        for key, node in child.value
    ]
    above = [(key, node) for key, node in parent.value if getattr(key, "value", key) not in own]
    entries = [*above, *pairs]
    return yaml.MappingNode(child.tag, entries, child.start_mark, child.end_mark, child.flow_style)


def base_settings(root: Path, settings: dict[str, yaml.Node]) -> dict[str, yaml.Node]:
    """Return the settings that may fill in absent keys; none where the project does not ask for them.

    A site that was adopted asks for none.

    Args:
        root: folder of the project.
        settings: what stands in its `mkdocs.yml`.
    """
    asked = PLUGIN in dict(named(settings.get("plugins"))) and not is_adopted(root)
    return dict(_base()) if asked else {}


def own_search(root: Path, settings: dict[str, yaml.Node]) -> bool:
    """Return whether a site has the search of Proofpack.

    It has where our settings fill in absent keys, no plugin that searches is listed, and the theme is
    Material.

    Args:
        root: folder of the project.
        settings: what stands in its `mkdocs.yml`.
    """
    plugins = dict(named(settings.get("plugins")))
    base = base_settings(root, settings)
    theme = settings.get("theme", base.get("theme"))
    name = value(theme) or value(mapping(theme).get("name"))
    return bool(base) and plugins.keys().isdisjoint(_SEARCH) and name == "material"


def theme_name(theme: yaml.Node | None) -> str:
    """Return the name of a theme, as `theme:` says it: alone, or beside its settings; or nothing."""
    return value(mapping(theme).get("name") or theme)


def custom_dir(root: Path) -> tuple[str, yaml.Node] | None:
    """Return the folder that `theme.custom_dir` of a project names, with its node, or None.

    Raises:
        ProblemsError: `mkdocs.yml` cannot be read.
    """
    folder = mapping(mkdocs_settings(root).get("theme")).get("custom_dir")
    return (value(folder), folder) if folder is not None and value(folder) else None


class ThemeFile(NamedTuple):
    """A file that a project lays over the theme.

    `name` is its name in the theme, `shown` its path as seen from the project. `bound` is the folder out
    of which no link may lead: the project, or the folder itself where that stands elsewhere.
    """

    name: str
    shown: str
    path: Path
    bound: Path


def theme_files(root: Path) -> list[ThemeFile]:
    """Return the files that a project lays over the theme; none without a folder.

    Of hidden ones, icons alone. Links to folders of the project are followed.

    Raises:
        ProblemsError: `mkdocs.yml` cannot be read, or something in the folder is no file.
    """
    folder = custom_dir(root)
    if folder is None:
        return []
    top, root = Path(os.path.abspath(root / folder[0])), Path(os.path.abspath(root))  # noqa: PTH100 - no link is followed
    bound = root if top.is_relative_to(root) else top
    below = sorted(map(Path, files_below(os.fspath(top), os.fspath(bound))))
    files = [(path.relative_to(top), path) for path in below]
    listed = [
        ThemeFile(name.as_posix(), Path(os.path.relpath(path, root)).as_posix(), path, bound)
        for name, path in files
        if not any(part.startswith(".") and part != _ICONS for part in name.parts)
    ]
    if strange := [file for file in listed if _is_strange(file.path)]:
        raise ProblemsError(not_a_file(Place(file.shown)) for file in strange)
    return listed


def _is_strange(path: Path) -> bool:
    """Return whether something is neither a file nor a folder that a link leads to."""
    return path.exists() and not path.is_file() and not path.is_dir()


@cache
def _base() -> dict[str, yaml.Node]:
    return mapping(composed(BASE.read_text(encoding="utf-8"), BASE.name))


def _address(text: str) -> str:
    """Return an address with a final slash, or nothing where it is none that others can follow."""
    try:
        parts = urlsplit(text)
        known = parts.scheme in ("http", "https") and parts.hostname and text.isascii()
    except ValueError:
        return ""
    return f"{text.rstrip('/')}/" if known and text.isprintable() and " " not in text else ""
