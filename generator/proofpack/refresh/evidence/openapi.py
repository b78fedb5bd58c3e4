"""OpenAPI to HTML, so that one extraction serves it too: descriptions of an API, in JSON or YAML.

Each operation is a section with method and path as its heading, each part of `components` one with its
name; parameters, properties and responses are rows, with their names in the first cell. What is referred
to stands once, in its own section: no reference is followed, so nothing grows by it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import Any

from proofpack.refresh.evidence.markdown import closed, to_html
from proofpack.refresh.evidence.marked_text import names
from proofpack.refresh.evidence.structured import StructureError, leaves, read_structure

_LONGEST = 10_000_000
"""Characters that are made of a document, and for it; what aliases of YAML repeat counts anew."""
_COST_OF_ROW = 200
_METHODS = names("get put post delete options head patch trace query")
_SECTIONS = names("schemas definitions parameters requestBodies responses headers examples links")
"""The parts of `components` that have a section each, and those of Swagger at the top."""
_PROPERTIES = names("properties patternProperties")
_NAMED = names(
    "headers responses content variables flows scopes securitySchemes securityDefinitions"
)
_LISTED = names("parameters servers allOf oneOf anyOf prefixItems")
_INNER = {"items": "[]", "additionalProperties": ".*", "not": "", "if": "", "then": "", "else": ""}
"""What stands within a value, and what it adds to its name."""
_BOUNDS = names(
    "format default const minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength "
    "maxLength minItems maxItems minProperties maxProperties pattern collectionFormat scheme "
    "bearerFormat openIdConnectUrl authorizationUrl tokenUrl"
)
"""What holds of a value, shown with its name, as in "maximum: 4096"."""
_MARKS = names("required nullable readOnly writeOnly uniqueItems allowEmptyValue deprecated")


class OpenApiError(ValueError):
    """Raised for a document that is no OpenAPI, or larger than any; says why."""


def to_page(text: str, *, everything: bool) -> str:
    """Return the description of an API as HTML.

    Args:
        text: OpenAPI or Swagger, in JSON or YAML.
        everything: whether all else that it holds is added, hidden.

    Raises:
        OpenApiError: it is something else, or too large.
    """
    try:
        api = read_structure(text)
        if not isinstance(api, dict) or api.keys().isdisjoint({"openapi", "swagger"}):
            raise OpenApiError("the document is no OpenAPI")
        page = _Page()
        page.add(api)
    except StructureError as error:
        raise OpenApiError(str(error)) from error
    except RecursionError as error:  # YAML may name itself
        raise OpenApiError("the OpenAPI document is too large") from error
    hidden = escape("\n".join(leaves(api))) if everything else ""
    return f"{''.join(page.parts)}<pre hidden>{hidden}</pre>"


class _Page:
    """The parts of a page, within bounds.

    Attributes:
        parts: its HTML so far.
    """

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._left = _LONGEST

    def add(self, api: dict[str, Any]) -> None:
        """Add all parts of a document, in the order in which pages show them."""
        info, components = _mapping(api, "info"), _mapping(api, "components")
        self._section(1, str(info.get("title", "")), info)
        self._table({key: api[key] for key in ("servers", "securityDefinitions") if key in api})
        for tag in _mappings(api.get("tags")):
            self._section(2, str(tag.get("name", "")), tag)
        for paths in (api.get("paths"), api.get("webhooks"), components.get("pathItems")):
            self._paths(paths)
        for parts in (components, api):
            for key in parts:
                if key in _SECTIONS:
                    for name, part in _named(parts[key]):
                        self._section(2, name, part)
        self._table({"securitySchemes": components.get("securitySchemes")})
        for _, callback in _named(components.get("callbacks")):
            self._paths(callback)

    def _paths(self, paths: Any) -> None:
        for path, item in _named(paths):
            if not _METHODS.issuperset(item):
                self._section(2, path, item)
            for method, operation in _named(item):
                if method in _METHODS:
                    self._section(2, f"{method.upper()} {path}", operation)
                    for _, callback in _named(operation.get("callbacks")):
                        self._paths(callback)

    def _section(self, level: int, title: str, part: dict[str, Any]) -> None:
        lines = [escape(str(part.get(name, ""))) for name in ("summary", "version")]
        shown = "".join(f"<p>{line}</p>" for line in [*lines, self._facts(part)] if line)
        prose = self._prose(part) + self._examples(part)
        self._add(f"<h{level}>{escape(title)}</h{level}>{shown}{prose}")
        self._table(part)

    def _table(self, part: dict[str, Any]) -> None:
        before = len(self.parts)
        self._rows(part, "")
        if schema := _mapping(part, "schema"):
            self._row(schema, str(part.get("name", "")))
        if len(self.parts) > before:
            self.parts[before] = f"<table>{self.parts[before]}"
            self._add("</table>")

    def _row(self, part: dict[str, Any], name: str, *, required: bool = False) -> None:
        """Add a row for a value, and one for each within it."""
        self._left -= _COST_OF_ROW
        schema = _mapping(part, "schema")
        mappings = [part, schema]
        facts = ", ".join(
            filter(None, [*map(self._facts, mappings), "required" if required else ""])
        )
        prose = "".join(self._prose(mapping) + self._examples(mapping) for mapping in mappings)
        if facts or prose or name:
            self._add(f"<tr><td>{escape(name)}<td>{facts}<td>{prose}</tr>")
        self._rows(part, name)
        # The body of a request has no name that its properties would go by.
        self._rows(schema, "" if part.get("in") in (None, "body") else name)

    def _rows(self, part: dict[str, Any], name: str) -> None:
        required = part.get("required")
        for key, value in part.items():
            if key in _PROPERTIES:
                for own, inner in _named(value):
                    needed = isinstance(required, list) and own in required
                    self._row(inner, f"{name}.{own}" if name else own, required=needed)
            elif key in _NAMED:
                for own, inner in _named(value, of_text=key == "scopes"):
                    self._row(inner, own)
            elif key in _LISTED:
                for inner in _mappings(value):
                    self._row(inner, str(inner.get("name") or inner.get("url") or name))
            elif key in _INNER and isinstance(value, dict):
                self._row(value, f"{name}{_INNER[key]}")
            elif key == "requestBody" and isinstance(value, dict):
                self._row(value, "Request body")

    def _facts(self, part: dict[str, Any]) -> str:
        """Return what a value is in a few words: its place, type, bounds and choices, as HTML."""
        kind, choices, reference = part.get("type"), part.get("enum"), part.get("$ref")
        words = [part.get("in"), *(kind if isinstance(kind, list) else [kind])]
        words.append(part.get("title") if kind else None)
        words.append(reference.rpartition("/")[2] if isinstance(reference, str) else None)
        for key, value in part.items():
            if key in _BOUNDS:
                words.append(f"{key}: {self._shown(value)}")
            elif key in _MARKS and (value is True or value == "true"):
                words.append(key)
        if isinstance(choices, list):
            words.append(f"one of: {', '.join(map(self._shown, choices))}")
        return ", ".join(escape(word) for word in words if isinstance(word, str) and word)

    def _prose(self, part: dict[str, Any]) -> str:
        """Return the description of something, which is CommonMark, with that of its links."""
        texts = [part.get("description"), _mapping(part, "externalDocs").get("description")]
        return "".join(self._rendered(text) for text in texts if isinstance(text, str))

    def _rendered(self, text: str) -> str:
        self._spend(text)
        html = to_html(text)
        return closed(html) if "<" in text else html

    def _examples(self, part: dict[str, Any]) -> str:
        examples = part.get("examples")
        shown = [self._code(part["example"])] if "example" in part else []
        for _, example in _named(examples):
            shown += [escape(str(example.get("summary", ""))), self._prose(example)]
            shown.append(self._code(example.get("value", "")))
        shown += map(self._code, examples if isinstance(examples, list) else ())
        shown += (
            self._code(sample.get("source")) for sample in _mappings(part.get("x-codeSamples"))
        )
        return "".join(shown)

    def _code(self, value: Any) -> str:
        return f"<pre>{escape(self._shown(value))}</pre>"

    def _shown(self, value: Any) -> str:
        """Return a value as its reader sees it: text as it is, all else as JSON."""
        pieces = [value] if isinstance(value, str) else _JSON.iterencode(value)
        return "".join(map(self._spend, pieces))

    def _add(self, html: str) -> None:
        self.parts.append(self._spend(html))

    def _spend(self, text: str) -> str:
        self._left -= len(text) + 1
        if self._left < 0:
            raise OpenApiError("the OpenAPI document is too large")
        return text


_JSON = json.JSONEncoder(ensure_ascii=False, indent=2, check_circular=False)


def _mapping(part: dict[str, Any], name: str) -> dict[str, Any]:
    value = part.get(name)
    return value if isinstance(value, dict) else {}


def _named(part: Any, *, of_text: bool = False) -> Iterator[tuple[str, dict[str, Any]]]:
    """Return the mappings in a mapping by name, and those that stand for texts."""
    for name, value in part.items() if isinstance(part, dict) else ():
        if isinstance(value, dict):
            yield str(name), value
        elif of_text:
            yield str(name), {"description": value}


def _mappings(part: Any) -> list[dict[str, Any]]:
    return (
        [mapping for mapping in part if isinstance(mapping, dict)] if isinstance(part, list) else []
    )
