"""Settings as nodes of YAML: what stands under which key, with no tag run but `!ENV` followed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache

import yaml

_NULL = "tag:yaml.org,2002:null"
ENV = "!ENV"
"""The tag of a value that the environment gives."""


@lru_cache(maxsize=8)
def composed(text: str, name: str) -> yaml.Node | None:
    """Return the nodes of a text, which several steps of a build ask for. Nobody changes them.

    Args:
        text: the YAML.
        name: what marks call the file.
    """
    loader = yaml.SafeLoader(text)
    loader.name = name
    try:
        node: yaml.Node | None = loader.get_single_node()
    finally:
        loader.dispose()
    return node


def mapping(node: yaml.Node | None) -> dict[str, yaml.Node]:
    """Return the values of a mapping by their keys; of anything else, nothing."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return {key.value: value for key, value in pairs if isinstance(key, yaml.ScalarNode)}


def setting(settings: dict[str, yaml.Node], *keys: str) -> str:
    """Return the value of a setting as text, with `!ENV` followed; nothing where there is none.

    Args:
        settings: what stands under each key.
        keys: the keys that lead to it.
    """
    node: yaml.Node | None = None
    for key in keys:
        node = settings.get(key)
        settings = mapping(node)
    return value(node)


def value(node: yaml.Node | None) -> str:
    """Return the text of a scalar, or of the variable that `!ENV` names, or nothing.

    `!ENV` takes the name of a variable, or a list of them of which the last is the default.
    """
    if node is None or node.tag != ENV:
        return _text(node)
    listed = list(node.value) if isinstance(node, yaml.SequenceNode) else [node]
    names, default = (listed[:-1], listed[-1]) if len(listed) > 1 else (listed, None)
    values = (os.environ[_text(name)] for name in names if _text(name) in os.environ)
    return next(values, "" if default is None or default.tag == _NULL else _text(default))


def named(node: yaml.Node | None) -> list[tuple[str, yaml.Node]]:
    """Return the entries of a list such as `plugins:`, each with its name.

    MkDocs takes a mapping, too, and in a list a name alone or a mapping of one name to its options.
    Entries without such a name have an empty one. What is returned can stand in a list.
    """
    if isinstance(node, yaml.MappingNode):
        return [(name, _one(key, value)) for key, value in node.value if (name := _text(key))]
    entries = node.value if isinstance(node, yaml.SequenceNode) else []
    return [(_text(entry) or next(iter(mapping(entry)), ""), entry) for entry in entries]


def _one(key: yaml.Node, value: yaml.Node) -> yaml.Node:
    return yaml.MappingNode("tag:yaml.org,2002:map", [(key, value)])


def _text(node: yaml.Node | None) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def nodes(node: yaml.Node) -> Iterator[yaml.Node]:
    """Yield a node with all that stand in it."""
    yield node
    if isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from nodes(child)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from nodes(key)
            yield from nodes(value)
