"""What the templates of a theme read of pages other than the one that they show.

A finished page can be kept as long as this stays the same. It is read off the templates: a theme, or a
project's own template, may show anything of the navigation.
"""

from __future__ import annotations

import contextlib
import fnmatch
from collections.abc import Collection, Iterator
from functools import lru_cache

import jinja2
from jinja2 import nodes
from msgspec import Struct

_BODY = {"content", "markdown", "toc", "present_anchor_ids", "links_to_anchors"}
_FILE = {"content_string", "content_bytes"}
"""What the file of any page holds. A driver leaves the text of a guide of ours where it was rendered."""
_DATED = {"build_date_utc", "update_date"}
_UNDATED = {"sitemap.xml"}
"""Templates that are made anew each time, and may show the day and what stands in front matter."""
_NAMING = {
    "map",
    "selectattr",
    "rejectattr",
    "sort",
    "groupby",
    "unique",
    "sum",
    "min",
    "max",
    "attr",
}
_PARSER = jinja2.Environment(extensions=["jinja2.ext.i18n"])  # noqa: S701 - nothing is rendered


class Reads(Struct, frozen=True, kw_only=True):
    """What templates read.

    Attributes:
        meta: keys of the front matter of other pages; None where it may be any.
        dated: whether they show the day of the build.
        body: the template that reads what another page says, or what a file holds; or nothing.
    """

    meta: tuple[str, ...] | None = ()
    dated: bool = False
    body: str = ""


def reads(env: jinja2.Environment, first: list[str], own: Collection[str] = ()) -> Reads:
    """Return what some templates read, with all that they include, extend and import.

    Args:
        env: the theme's environment.
        first: the templates that pages begin with.
        own: the files that a project lays over the theme. Each may be loaded by a name that is
            computed, whatever that ends in; of those of a theme, only templates.
    """
    names = {*env.list_templates(extensions=["html", "xml"]), *own}
    seen = dict(_loaded(env, first, sorted(names)))
    # A template that is included sees the names of the one that includes it.
    rebound = {name for template in seen.values() for name in template.rebound}
    meta: set[str | None] = set()
    dated, body = False, ""
    for name, template in seen.items():
        for path in template.paths:
            dated |= bool(_DATED & set(path)) and name not in _UNDATED
            if _FILE & set(path):
                body = name
            if _own(path) and path[0] not in rebound:
                continue
            if _BODY & set(path[1:]):
                body = name
            if "meta" in path[1:] and name not in _UNDATED:
                meta.add(_key(path[path.index("meta", 1) + 1 :]))
    keys = None if None in meta else tuple(sorted(filter(None, meta)))
    return Reads(meta=keys, dated=dated, body=body)


def _own(path: tuple[str, ...]) -> bool:
    """Return whether something is read of the page that is shown, or of no page."""
    own = {*_BODY, "meta"}
    return path[0] == "config" or (path[0] == "page" and not own.isdisjoint(path[1:2]))


def _key(path: tuple[str, ...]) -> str | None:
    """Return the key of front matter that is read, or None where it may be any, as by a method."""
    key = path[0] if path else ""
    return None if not key or hasattr(dict, key) else key


class _Template(Struct, frozen=True):
    """What a template reads, loads (by names, or patterns of them), and what it gives to values."""

    paths: frozenset[tuple[str, ...]]
    loads: frozenset[str]
    patterns: frozenset[str]
    rebound: frozenset[str]


def _loaded(
    env: jinja2.Environment, first: list[str], names: list[str]
) -> Iterator[tuple[str, _Template]]:
    """Yield templates, with all that they may load; what is no template cannot be loaded."""
    waiting, done = [*first], set[str]()
    while waiting:
        name = waiting.pop()
        if name not in done:
            done.add(name)
            assert env.loader is not None
            with contextlib.suppress(jinja2.TemplateError, UnicodeDecodeError):
                template = _template(env.loader.get_source(env, name)[0])
                waiting += template.loads
                for pattern in template.patterns:
                    waiting += fnmatch.filter(names, pattern)
                yield name, template


@lru_cache(maxsize=1000)
def _template(source: str) -> _Template:
    tree = _PARSER.parse(source)
    loaded = [
        *(node.template for node in tree.find_all(nodes.Include)),
        *(node.template for node in tree.find_all(nodes.Extends)),
        *(node.template for node in tree.find_all(nodes.Import)),
        *(node.template for node in tree.find_all(nodes.FromImport)),
    ]
    loads = [choice for name in loaded for choice in _choices(name)]
    return _Template(
        frozenset(map(tuple, _paths(tree))),
        frozenset(str(name.value) for name in loads if isinstance(name, nodes.Const)),
        frozenset("".join(_pattern(name)) for name in loads if not isinstance(name, nodes.Const)),
        frozenset(name.name for name in tree.find_all(nodes.Name) if name.ctx != "load"),
    )


def _choices(node: nodes.Expr) -> list[nodes.Expr]:
    if isinstance(node, nodes.CondExpr):
        return [*_choices(node.expr1), *(_choices(node.expr2) if node.expr2 else [])]
    return node.items if isinstance(node, (nodes.List, nodes.Tuple)) else [node]


def _pattern(node: nodes.Expr) -> Iterator[str]:
    if isinstance(node, nodes.Const):
        yield str(node.value)
    elif isinstance(node, nodes.Concat):
        for part in node.nodes:
            yield from _pattern(part)
    else:
        yield "*"


def _paths(tree: nodes.Template) -> Iterator[list[str]]:
    """Yield what is read, such as ["page", "meta", "title"]; a part is empty where it is computed."""
    dotted, subscripted = list(tree.find_all(nodes.Getattr)), list(tree.find_all(nodes.Getitem))
    longer = {id(node.node) for node in dotted} | {id(node.node) for node in subscripted}
    asked = {id(node) for node in _asked(tree)}
    yield from ([name.name] for name in tree.find_all(nodes.Name))
    for node in (*dotted, *subscripted):
        path = _path(node)
        # Whether there is any front matter is known of each page.
        if id(node) not in longer and not (path[-1] == "meta" and id(node) in asked):
            yield path
    for use in tree.find_all(nodes.Filter):
        named = [*use.args, *(pair.value for pair in use.kwargs)]
        if use.name in _NAMING:
            constants = (arg.value for arg in named if isinstance(arg, nodes.Const))
            yield from (["", *str(value).split(".")] for value in constants)


def _asked(tree: nodes.Template) -> Iterator[nodes.Node]:
    """Yield what is read only to see whether it is empty."""
    for branch in tree.find_all(nodes.If):
        yield from _operands(branch.test)
    for choice in tree.find_all(nodes.CondExpr):
        yield from _operands(choice.test)
    for both in tree.find_all(nodes.And):
        yield both.left


def _operands(node: nodes.Node) -> Iterator[nodes.Node]:
    if isinstance(node, (nodes.And, nodes.Or)):
        yield from (*_operands(node.left), *_operands(node.right))
    elif isinstance(node, nodes.Not):
        yield from _operands(node.node)
    else:
        yield node


def _path(node: nodes.Node) -> list[str]:
    if isinstance(node, nodes.Getattr):
        return [*_path(node.node), node.attr]
    if isinstance(node, nodes.Getitem):
        named = str(node.arg.value) if isinstance(node.arg, nodes.Const) else ""
        return [*_path(node.node), named]
    return [node.name] if isinstance(node, nodes.Name) else [""]
