"""JSON and YAML of any publisher, read as plain data within bounds.

YAML of ours is read elsewhere, and refuses what strangers may use: aliases, merge keys, tags.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import yaml

MOST_NODES = 500_000
"""Values that are read; the largest descriptions of real APIs have a third of it."""
DEEPEST = 60
"""Lists and mappings that may stand in one another."""
_MOST_MERGED = 100
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class StructureError(ValueError):
    """Raised for text that is neither JSON nor YAML, or is larger than any."""


def read_structure(text: str) -> Any:
    """Return the data of a text in JSON or YAML: numbers as text, and what aliases name not copied.

    Raises:
        StructureError: it is neither, or too large.
    """
    try:
        if text.lstrip()[:1] == "{":
            try:
                return json.loads(text, parse_int=str, parse_float=str)
            except ValueError:  # a mapping of YAML may begin like one of JSON
                pass
        return _of_yaml(text)
    except (ValueError, RecursionError, yaml.YAMLError) as error:
        raise StructureError("the document is neither JSON nor YAML") from error


def _of_yaml(text: str) -> Any:
    """Return the first document of a YAML file; scalars are text, and aliases what they name.

    From events and with a stack of our own: no nesting grows Python's, and what aliases name is not
    made twice, so that no bomb goes off.
    """
    root: list[Any] = []
    stack: list[tuple[Any, list[str]]] = [(root, [])]
    anchors: dict[str, Any] = {}
    for number, event in enumerate(yaml.parse(text, Loader=_LOADER)):
        if number > MOST_NODES or len(stack) > DEEPEST:
            raise ValueError("too large")
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            stack.pop()
        elif isinstance(event, yaml.DocumentEndEvent):
            break
        elif isinstance(event, yaml.NodeEvent):
            value = _value(event, anchors)
            _put(value, *stack[-1])
            if isinstance(event, yaml.CollectionStartEvent):
                stack.append((value, []))
    return root[0] if root else None


def _value(event: Any, anchors: dict[str, Any]) -> Any:
    if isinstance(event, yaml.AliasEvent):
        return anchors.get(event.anchor or "", "")
    value: Any = event.value if isinstance(event, yaml.ScalarEvent) else []
    if isinstance(event, yaml.MappingStartEvent):
        value = {}
    if event.anchor is not None:
        anchors[event.anchor] = value
    return value


def _put(value: Any, into: Any, keys: list[str]) -> None:
    """Put a value into a list, or into a mapping as its next key or what belongs to it."""
    if isinstance(into, list):
        into.append(value)
    elif not keys:
        keys.append(value if isinstance(value, str) else "")
    elif (key := keys.pop()) == "<<" and isinstance(value, dict):
        if len(value) > _MOST_MERGED:
            raise ValueError("too large")
        for name in value:
            into.setdefault(name, value[name])
    else:
        into[key] = value


def leaves(value: Any) -> Iterator[str]:
    """Return all names and values of a structure. What is named twice by aliases comes once."""
    seen: set[int] = set()
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, (dict, list)):
            waiting += reversed([*value, *value.values()] if isinstance(value, dict) else value)
        elif value not in (None, ""):
            yield str(value)
