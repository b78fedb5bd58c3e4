"""The engine's configuration: the project's own, with what makes it ours.

`INHERIT` takes over everything the author wrote. Paths in it are read as seen from the project, unless
the file is written down for others, who see them from `build/`: then those that matter are stated again.
Nothing is run: what is stated is copied as nodes, tags and all.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from proofpack.model.problems import Place, Problem
from proofpack.project.content_security import KEY as CONTENT_SECURITY
from proofpack.project.content_security import content_security
from proofpack.project.layout import layout
from proofpack.project.leftovers import LEFTOVERS
from proofpack.project.mkdocs_config import (
    PLUGIN,
    base_settings,
    mkdocs_settings,
    own_search,
    theme_name,
)
from proofpack.project.policy_file import policy_of, said
from proofpack.project.yaml_settings import mapping, named, nodes, setting, value
from proofpack.site.build_info import BUILD
from proofpack.site.calendar import FEED
from proofpack.site.engine.entries import without

SCRIPTS = (BUILD, "assets/proofpack.js", "assets/proofpack-trust.js")
"""Scripts of ours that every page loads."""
SEARCH = "assets/proofpack-search.js"
"""The script of the box that searches, where that is ours."""
STYLES = ("assets/proofpack.css",)
"""Styles of the theme layer. They come before those of the project, which can overrule them."""
_FEEDS = {"changes.xml": "Changes (feed)", FEED: "Reviews (calendar)"}
"""What stands below every page, where it is there."""
_EARLIER = ("assets/worksheet.css", "assets/worksheet.js")
_MADE = (
    "contracts/",
    "sources/",
    "tables/",
    "worksheets/",
    "guides/groups/",
    "guides/index.md",
    "faq.md",
    "changes.md",
    "changes/",
    "freshness.md",
)
"""Where pages that are made from data stand: not each of them is in the navigation."""
_PRUNE = "navigation.prune"
_WHOLE = 60
"""Entries of a navigation that is on every page as a whole."""
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # where the library was built with libyaml
_HEAD = "# Made by proofpack from the project's mkdocs.yml. Edits are lost.\n"


def configuration(
    root: Path,
    build: Path,
    nav: object,
    site: str,
    silenced: object = None,
    *,
    lays_over: bool = False,
) -> str:
    """Return the text of the configuration file that stands in `build`.

    Args:
        root: the project's folder, with `mkdocs.yml`.
        build: the folder in which the engine works; `theme` in it holds the theme layer.
        nav: the navigation.
        site: name of the folder in `build` that the engine fills.
        silenced: the plugin that keeps an engine's own search off where ours stands, if it needs one.
        lays_over: whether the engine reads the pages of the project where they stand, and paths as
            seen from there; else it reads `build/docs`, and paths as seen from `build`.

    Raises:
        ProblemsError: `mkdocs.yml` cannot be read.
    """
    own, at = mkdocs_settings(root), layout(root)
    seen_from = root if lays_over else build
    config: dict[str, yaml.Node] = {
        "INHERIT": _node(_path(root / at.config, build)),
        "docs_dir": _node(_path(root / at.docs if lays_over else build / "docs", seen_from)),
        "site_dir": _node(_path(build / site, seen_from)),
    }
    theme, guarded = _path(build / "theme", seen_from), content_security(root).on
    if at.adopted:
        config |= _adopted(own, nav, not lays_over)
        config |= (
            {
                "theme": _theme(own.get("theme"), prune=False, layer=theme),
                "extra": _node({CONTENT_SECURITY: True}),
            }
            if guarded
            else _own_theme(own, root, seen_from)
        )
    else:
        config |= _ours(root, build, own, nav, theme, silenced)
        # Where "edit this page" leads on a page of the author's own; it joins what stands there already.
        extra = {"pages_folder": at.docs} | ({CONTENT_SECURITY: True} if guarded else {})
        foot = _foot(root, build, own)
        config["extra"] = _node(extra | ({"pages_foot": foot} if foot else {}))
    config |= _hooks(own, root, seen_from)
    pairs = [(_node(key), node) for key, node in config.items()]
    text = yaml.serialize(_map(pairs), Dumper=_DUMPER, allow_unicode=True, width=100)
    return _HEAD + str(text)


def _path(path: Path, seen_from: Path) -> str:
    return Path(os.path.relpath(path, seen_from)).as_posix()


def _ours(
    root: Path,
    build: Path,
    own: dict[str, yaml.Node],
    nav: object,
    layer: str,
    silenced: object,
) -> dict[str, yaml.Node]:
    """Return what makes a configuration ours: our base, our layer, our navigation."""
    base = base_settings(root, own)
    config = {key: node for key, node in base.items() if key not in own}
    prune = "nav" not in own and _entries(nav) > _WHOLE
    config["theme"] = _theme(own.get("theme", base.get("theme")), prune, layer)
    searched = own_search(root, own)
    scripts = [name for name in SCRIPTS if name != BUILD or not _is_theirs(root, BUILD)]
    scripts += [SEARCH] if searched else []
    for key, ours in (("extra_css", STYLES), ("extra_javascript", scripts)):
        stated = [
            (name, node) for name, node in named(own.get(key)) if not _gone(name, root, build)
        ]
        config[key] = _list(
            [*map(_node, ours), *(node for name, node in stated if name not in ours)]
        )
    if base:
        off = [("", _node(silenced))] if silenced else []
        added = off if searched else named(base["plugins"])
        config["plugins"] = _plugins(named(own["plugins"]), added)
    config["exclude_docs"] = _beside(own.get("exclude_docs"), LEFTOVERS)
    return config | _navigation(own, nav)


def _foot(root: Path, build: Path, own: dict[str, yaml.Node]) -> dict[str, object]:
    """Return what stands below every page: whom to ask, and the feeds that there are."""
    folders = (build / "docs", root / layout(root).docs)
    feeds = [
        {"path": path, "title": title}
        for path, title in _FEEDS.items()
        if any((folder / path).is_file() for folder in folders)
    ]
    policy = policy_of(root)
    contact = setting(said(policy), "contact") if policy else ""
    author = setting(own, "site_author") or ("Contact" if contact else "")
    foot = {"author": author, "contact": contact, "feeds": feeds}
    return {key: value for key, value in foot.items() if value}


def _adopted(own: dict[str, yaml.Node], nav: object, written_down: bool) -> dict[str, yaml.Node]:
    """Return what a configuration of an adopted site needs to say anew: nothing that adds to it.

    Args:
        own: the settings of the site.
        nav: the entries of our pages.
        written_down: whether they are to be in the file, after those of the site.
    """
    config: dict[str, yaml.Node] = {}
    plugins = named(own.get("plugins"))
    if PLUGIN in dict(plugins):  # it would stop the build
        config["plugins"] = _plugins(plugins, [])
    stated = own.get("nav")
    if written_down and isinstance(stated, yaml.SequenceNode) and isinstance(nav, list):
        shown = {part.value for part in nodes(stated) if isinstance(part, yaml.ScalarNode)}
        config["nav"] = _list([*stated.value, *map(_node, without(nav, shown))])
    return config


def _hooks(own: dict[str, yaml.Node], root: Path, seen_from: Path) -> dict[str, yaml.Node]:
    """Return the hooks, whose paths MkDocs reads as seen from its file, where that is elsewhere."""
    if seen_from == root:
        return {}
    hooks = [
        _node(_path(root / (name or value(node)), seen_from))
        for name, node in named(own.get("hooks"))
    ]
    return {"hooks": _list(hooks)} if hooks else {}


def _own_theme(own: dict[str, yaml.Node], root: Path, seen_from: Path) -> dict[str, yaml.Node]:
    """Return the theme of a site, whose folder MkDocs reads as seen from its file, where that moved."""
    folder = setting(own, "theme", "custom_dir")
    if seen_from == root or not folder:
        return {}
    kept = [pair for pair in own["theme"].value if pair[0].value != "custom_dir"]
    pairs = [*kept, (_node("custom_dir"), _node(_path(root / folder, seen_from)))]
    return {"theme": _map(pairs)}


def settings_problems(root: Path, guides: bool = False) -> Iterator[Problem]:
    """Yield what a project's settings ask for that cannot be, and what they leave unguarded.

    Args:
        root: the project's folder.
        guides: whether there are any.

    Raises:
        ProblemsError: `mkdocs.yml` cannot be read.
    """
    own, at = mkdocs_settings(root), layout(root)
    node = own.get("site_dir")
    if node is not None and value(node) != f"{at.build}/site":
        why = f"The site is built into {at.build}/site."
        yield Problem(_place(node), "unused-setting", "site_dir", "is not used", why, "warning")
    plugins = own.get("plugins")
    if at.adopted and guides and PLUGIN not in dict(named(plugins)):
        what = "`mkdocs build` alone would publish the directives of guides as text"
        why = f"List `{PLUGIN}` there: it stops that, and does nothing else."
        if not isinstance(plugins, yaml.CollectionNode):  # without a list, MkDocs adds its search
            why = f"Write `plugins: [search, {PLUGIN}]`: it stops that, and does nothing else."
        place = Place(at.config) if plugins is None else _place(plugins)
        yield Problem(place, "unguarded", "plugins", what, why, "warning")


def _place(node: yaml.Node) -> Place:
    mark = node.start_mark
    return Place(mark.name, mark.line + 1, mark.column + 1)


def _navigation(own: dict[str, yaml.Node], nav: object) -> dict[str, yaml.Node]:
    """Return our navigation, unless the project has one, and what need not be in either."""
    places = _MADE if "nav" in own else (*_MADE, "guides/")
    ours = [f"/{place}" for place in places]
    outside = {"not_in_nav": _beside(own.get("not_in_nav"), ours)}
    return outside if "nav" in own else {**outside, "nav": _node(nav)}


def _beside(stated: yaml.Node | None, ours: Iterable[str]) -> yaml.Node:
    """Return patterns of a project's own with ours below them, a line each."""
    own = f"{stated.value.rstrip()}\n" if isinstance(stated, yaml.ScalarNode) else ""
    return _node(own + "".join(f"{pattern}\n" for pattern in ours))


def _entries(nav: object) -> int:
    """Return how many entries a navigation has, sections included."""
    if isinstance(nav, dict):
        return sum(1 + _entries(inner) for inner in nav.values())
    return sum(map(_entries, nav)) if isinstance(nav, list) else 0


def _theme(theme: yaml.Node | None, prune: bool, layer: str) -> yaml.Node:
    """Return the theme, with our layer as its folder of templates.

    Args:
        theme: what the project says, or our base.
        prune: whether a page shows its own section of the navigation and the outermost entries alone,
            where the theme can do so and is not told to expand all.
        layer: the folder of our layer.
    """
    if not isinstance(theme, yaml.MappingNode):
        # A name alone, or none: then MkDocs takes its own.
        theme = _map([(_node("name"), theme or _node("mkdocs"))])
    kept = [(key, node) for key, node in theme.value if key.value != "custom_dir"]
    stated = mapping(theme)
    features = dict(named(stated.get("features")))
    if (
        prune
        and theme_name(theme) == "material"
        and not features.keys() & {_PRUNE, "navigation.expand"}
    ):
        kept = [(key, node) for key, node in kept if key.value != "features"]
        kept.append((_node("features"), _list([*features.values(), _node(_PRUNE)])))
    return _map([*kept, (_node("custom_dir"), _node(layer))])


def _is_theirs(root: Path, name: str) -> bool:
    """Return whether a project has a file of its own where one of ours would stand."""
    return (root / layout(root).docs / name).exists()


def _gone(name: str, root: Path, build: Path) -> bool:
    """Return whether a file is one that version 0.1.0 had projects list, and nobody has any more."""
    places = (root / layout(root).docs / name, build / "theme" / name)
    return name in _EARLIER and not any(place.exists() for place in places)


def _plugins(theirs: list[tuple[str, yaml.Node]], ours: list[tuple[str, yaml.Node]]) -> yaml.Node:
    """Return the plugins of a project, ours in the place of the name that stands for them."""
    names = dict(theirs)
    added = [node for name, node in ours if names.keys().isdisjoint((name, f"material/{name}"))]
    plugins: list[yaml.Node] = []
    for name, node in theirs:
        plugins += added if name == PLUGIN else [node]
    return _list(plugins)


def _node(value: object) -> yaml.Node:
    return yaml.SafeDumper("").represent_data(value)  # type: ignore[arg-type] # writes nothing


def _map(pairs: list[tuple[yaml.Node, yaml.Node]]) -> yaml.MappingNode:
    return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=False)


def _list(nodes: list[yaml.Node]) -> yaml.SequenceNode:
    return yaml.SequenceNode("tag:yaml.org,2002:seq", nodes, flow_style=False)
