"""The ids that a project declares, read from raw nodes before any record is made.

Ids of invalid records count, so that one mistake is reported once, where it is. An id declared twice
is a problem that names both places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from proofpack.model.documents import KeyPath, Nodes, Tree, key_path
from proofpack.model.library.groups import lineage
from proofpack.model.library.pages import guide_id
from proofpack.model.problems import Exit, Problem
from proofpack.model.records.base import Names

Declaration = tuple[str, str, Nodes, tuple[str | int, ...]]
MADE = ("reviews.ics", "changes.xml", "changes.md", "freshness.md", "contracts/matrix.md")
"""Files that are made beside pages, and may be linked to."""
_INNER = ("items", "rows", "columns", "options", "labels")


def declared(tree: Tree) -> tuple[Names, list[Problem]]:
    """Return the declared ids by kind, and the problem of each id that is declared twice."""
    known: dict[str, set[str]] = {}
    first: dict[tuple[str, str], tuple[Nodes, KeyPath]] = {}
    problems: list[Problem] = []
    for kind, name, nodes, path in _all(tree):
        here = nodes, path
        there = first.setdefault((kind, name), here)
        if there is not here and not kind.startswith("facet"):
            place, where = nodes.place(path), there[0].place(there[1])
            key = key_path(path)
            what = f'{kind.split(" of ")[0]} "{name}" is declared twice, first at {where}'
            remedy = "Rename one of the two."
            problems.append(Problem(place, "duplicate-id", key, what, remedy, exit=Exit.UNREADABLE))
        known.setdefault(kind, set()).add(name)
    known["kind"] = {"guide", *_policy_keys(tree, "review", "kinds")}
    known["group"] = {above for path in _policy_keys(tree, "groups") for above in lineage(path)}
    known["front matter"] = set(_policy_keys(tree, "front_matter"))
    known.setdefault("page", set()).update(_targets(tree, known))
    known["retired"] = set(_retired(tree))
    for area in known.get("area", ()):
        known.setdefault(f"area of {area.partition('.')[0]}", set()).add(area)
    unread = {path.split("/")[0].partition(".")[0] for path in map(tree.at.in_data, tree.unread)}
    if any(map(tree.at.in_docs, tree.unread)):
        unread.add("pages")
    # What is missing altogether is reported as such, not once for each use.
    unread |= {kind for kind in ("sources", "policy") if not tree.data[kind]}
    return Names({kind: frozenset(ids) for kind, ids in known.items()}, frozenset(unread)), problems


def _retired(tree: Tree) -> Iterator[str]:
    """Yield the sources that are retired, with their facts: nothing new stands on them."""
    for nodes in tree.data["sources"]:
        for declaration, source, _ in _with_id("source", nodes, nodes.data, "sources"):
            if "retired" in source:
                yield declaration[1]
                for key in ("facts", "absences"):
                    inner = _ids("fact", nodes, source, key, (), f"{declaration[1]}.")
                    yield from (name for _, name, _, _ in inner)


def _policy_keys(tree: Tree, *path: str) -> Iterator[str]:
    """Yield the keys of a mapping in the policy, such as kinds of guide and groups."""
    for nodes in tree.data["policy"]:
        mapping = nodes.data
        for key in path:
            mapping = mapping.get(key) if isinstance(mapping, dict) else None
        yield from (
            (each for each in mapping if isinstance(each, str))
            if isinstance(mapping, dict | list)
            else ()
        )


def stem(path: str) -> str:
    """Return the id that a file gives to what it holds: its name without folders and suffix."""
    return path.rpartition("/")[2].rpartition(".")[0]


def _targets(tree: Tree, known: dict[str, set[str]]) -> Iterator[str]:
    yield from (page.target for page in tree.pages)
    yield from tree.assets
    tables = known.get("table", set())
    for kind in ("contract", "table", "worksheet", "source"):
        folder = f"{kind}s"
        yield f"{folder}/index.md"
        names = known.get(kind, set()) - (tables if kind == "contract" else set())
        yield from (f"{folder}/{name}.md" for name in names)
    yield from ("guides/index.md", "faq.md", *MADE)
    for page in tree.pages:
        group = page.meta.data.get("group") if isinstance(page.meta.data, dict) else None
        if isinstance(group, str):
            yield from (f"guides/groups/{path}.md" for path in lineage(group))


def _entries(container: Any, key: str) -> list[tuple[int, dict[str, Any]]]:
    """Return the mappings of a list, with their positions; nothing if it is no such list."""
    listed = container.get(key) if isinstance(container, dict) else None
    if not isinstance(listed, list):
        return []
    return [(n, entry) for n, entry in enumerate(listed) if isinstance(entry, dict)]


def _with_id(
    kind: str,
    nodes: Nodes,
    container: Any,
    key: str,
    path: tuple[str | int, ...] = (),
    prefix: str = "",
) -> Iterator[tuple[Declaration, dict[str, Any], tuple[str | int, ...]]]:
    for position, entry in _entries(container, key):
        here = (*path, key, position)
        if isinstance(name := entry.get("id"), str):
            yield (kind, prefix + name, nodes, (*here, "id")), entry, here


def _ids(
    kind: str,
    nodes: Nodes,
    container: Any,
    key: str,
    path: tuple[str | int, ...] = (),
    prefix: str = "",
) -> Iterator[Declaration]:
    return (entry for entry, _, _ in _with_id(kind, nodes, container, key, path, prefix))


def _pack(nodes: Nodes) -> Iterator[Declaration]:
    for declaration, source, path in _with_id("source", nodes, nodes.data, "sources"):
        yield declaration
        for key in ("facts", "absences"):
            yield from _ids("fact", nodes, source, key, path, f"{source['id']}.")


def _table(nodes: Nodes) -> Iterator[Declaration]:
    yield "table", stem(nodes.path), nodes, ()
    if isinstance(nodes.data, dict) and "symptoms" in nodes.data:
        yield "symptoms", stem(nodes.path), nodes, ()
    yield from _contract(nodes, "rows")


def _contract(nodes: Nodes, rows: str = "areas") -> Iterator[Declaration]:
    name = stem(nodes.path)
    # A decision table is a contract with conditions: both name areas.
    yield "contract", name, nodes, ()
    data = nodes.data if isinstance(nodes.data, dict) else {}
    facets = data.get("facets")
    for facet in facets if isinstance(facets, dict) else ():
        yield f"facet of {name}", facet, nodes, ("facets", facet)
    for declaration, area, path in _with_id("area", nodes, data, rows, (), f"{name}."):
        yield declaration
        facets = area.get("facets")
        for facet in facets if isinstance(facets, dict) else ():
            yield f"facet of {declaration[1]}", facet, nodes, (*path, "facets", facet)


def _worksheet(nodes: Nodes) -> Iterator[Declaration]:
    name = stem(nodes.path)
    yield "worksheet", name, nodes, ()
    for declaration, part, path in _with_id("part", nodes, nodes.data, "parts", (), f"{name}."):
        yield declaration
        yield f"{part.get('kind')} of worksheets", declaration[1], nodes, (*path, "id")
        yield from _fields(nodes, part, path, declaration[1])
        for key in _INNER:
            kind = f"{key.removesuffix('s')} of {declaration[1]}"
            yield from _ids(kind, nodes, part, key, path)


def _fields(
    nodes: Nodes, container: dict[str, Any], path: tuple[str | int, ...], scope: str
) -> Iterator[Declaration]:
    for declaration, entry, here in _with_id(f"field of {scope}", nodes, container, "fields", path):
        yield declaration
        kind = f"choice of {scope}.{declaration[1]}"
        yield from _ids(kind, nodes, entry, "choices", here)
        for position, choice in enumerate(entry.get("choices") or ()):
            if isinstance(choice, str):
                yield kind, choice, nodes, (*here, "choices", position)
        yield from _fields(nodes, entry, here, f"{scope}.{declaration[1]}")


def _faq(nodes: Nodes) -> Iterator[Declaration]:
    name = stem(nodes.path)
    yield "faq", name, nodes, ()
    yield from _ids(f"question of {name}", nodes, nodes.data, "questions")


def _policy(nodes: Nodes) -> Iterator[Declaration]:
    return _ids("owner", nodes, nodes.data, "owners")


def _rules(nodes: Nodes) -> Iterator[Declaration]:
    for key in ("assertions", "bodies", "secrets"):
        yield from _ids("rule", nodes, nodes.data, key)


_DECLARING: dict[str, Callable[[Nodes], Iterator[Declaration]]] = {
    "sources": _pack,
    "contracts": _contract,
    "tables": _table,
    "worksheets": _worksheet,
    "faq": _faq,
    "policy": _policy,
    "rules": _rules,
}
"""What a file of each kind declares."""


def _all(tree: Tree) -> Iterator[Declaration]:
    for kind, declarations in _DECLARING.items():
        for nodes in tree.data[kind]:
            yield from declarations(nodes)
    for page in tree.pages:
        if page.guide:
            yield "guide", guide_id(page.path), page.meta, ()
