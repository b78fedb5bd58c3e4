"""JSON Schemas for editors, and a reference page for people, from the records themselves."""

from __future__ import annotations

import ast
import inspect
import itertools
import json
import re
import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from proofpack.model.records.base import Record
from proofpack.model.records.baseline import Baseline
from proofpack.model.records.contracts import Contract
from proofpack.model.records.directives import OPTIONS
from proofpack.model.records.faq import Faq
from proofpack.model.records.guides import GuideMeta, PageMeta
from proofpack.model.records.ledger import Ledger
from proofpack.model.records.policy import Policy
from proofpack.model.records.rules import Rules
from proofpack.model.records.search import Search
from proofpack.model.records.sources import SourcePack
from proofpack.model.records.tables import DecisionTable
from proofpack.model.records.worksheets import Worksheet

FILES: dict[str, tuple[type[Record], str]] = {
    "source-pack": (SourcePack, "data/sources/NAME.yml"),
    "contract": (Contract, "data/contracts/NAME.yml"),
    "table": (DecisionTable, "data/tables/NAME.yml"),
    "worksheet": (Worksheet, "data/worksheets/NAME.yml"),
    "faq": (Faq, "data/faq/NAME.yml"),
    "rules": (Rules, "data/rules/NAME.yml"),
    "policy": (Policy, "data/policy.yml"),
    "search": (Search, "data/search.yml"),
    "ledger": (Ledger, "data/ledger.yml"),
    "baseline": (Baseline, "data/baseline.yml"),
    "guide": (GuideMeta, "front matter of content/guides/NAME.md"),
    "page": (PageMeta, "front matter of other pages of content/"),
}
"""What each schema describes, and where such files stand."""


def folder_of_schemas() -> Path:
    """Return the folder of the schemas of this release: in the package, or in its repository."""
    packed = Path(__file__).with_name("schema")
    return packed if packed.is_dir() else Path(__file__).parents[3] / "data" / "schema"


def schemas() -> dict[str, str]:
    """Return the files of `data/schema/`: a JSON Schema for each kind of file, and the reference."""
    files = {}
    described = {name: _described(model) for name, (model, _) in FILES.items()}
    for name, schema in described.items():
        where = FILES[name][1]
        head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": where}
        files[f"{name}.schema.json"] = json.dumps(head | schema, indent=2) + "\n"
    files["README.md"] = "\n".join(_reference(described)) + "\n"
    return files


@cache
def _described(model: type[Record]) -> dict[str, Any]:
    """Return the schema of a record with the meaning of each key.

    Pydantic can read these (`use_attribute_docstrings`), but does so whenever the records are loaded,
    by every command; they are wanted here alone.
    """
    schema = model.model_json_schema()
    records = {record.__name__: record for record in _all_records(Record)}
    for part in (schema, *schema.get("$defs", {}).values()):
        meanings = _meanings(records[part["title"]]) if "properties" in part else {}
        for key, value in part.get("properties", {}).items():
            part["properties"][key] = dict(sorted({**value, "description": meanings[key]}.items()))
    return schema


def _all_records(model: type[Record]) -> Iterator[type[Record]]:
    for record in model.__subclasses__():
        yield from (record, *_all_records(record))


@cache
def _meanings(model: type[Record]) -> dict[str, str]:
    """Return what is written below each field of a record, by its key."""
    meanings = {}
    for cls in reversed([base for base in model.__mro__ if issubclass(base, Record)]):
        (tree,) = ast.parse(textwrap.dedent(inspect.getsource(cls))).body
        assert isinstance(tree, ast.ClassDef)
        for field, text in itertools.pairwise(tree.body):
            match field, text:
                case (
                    ast.AnnAssign(target=ast.Name(id=name)),
                    ast.Expr(value=ast.Constant(value=str(meaning))),
                ):
                    meanings[model.model_fields[name].alias or name] = inspect.cleandoc(meaning)
    return meanings


def _reference(described: dict[str, dict[str, Any]]) -> Iterator[str]:
    yield "# Reference of every file"
    yield ""
    yield "Written by `proofpack schema` from the records in `generator/proofpack/model/records/`."
    yield "Edits are lost."
    yield ""
    yield "Every scalar is text: `no` stays `no`, `1.10` stays `1.10`. Unknown keys are errors."
    yield "*Text* is one line with inline Markdown; *block* is several paragraphs; *title* is plain."
    for name, schema in described.items():
        yield from ("", f"## {FILES[name][1]}")
        yield from _records(schema)
    yield from ("", "## Directives in pages", "")
    yield "A directive stands at the start of a line; its options follow, indented by four spaces."
    for model in dict.fromkeys(OPTIONS.values()):
        yield from ("", _docstring(model), "")
        yield from _table(_described(model))


def _docstring(model: type[Record]) -> str:
    return inspect.cleandoc(model.__doc__ or "")


def _records(schema: dict[str, Any]) -> Iterator[str]:
    parts = {schema["title"]: schema, **schema.get("$defs", {})}
    for name, part in parts.items():
        yield from ("", f"### {name}", "", str(part.get("description", "")))
        if "enum" in part:
            yield from ("", "One of " + ", ".join(f"`{choice}`" for choice in part["enum"]) + ".")
        elif part.get("properties"):
            yield ""
            yield from _table(part)


def _table(schema: dict[str, Any]) -> Iterator[str]:
    if not schema.get("properties"):
        yield "It takes no options."
        return
    yield "| key | takes | needed | meaning |"
    yield "| --- | --- | --- | --- |"
    required = schema.get("required", [])
    for key, value in schema["properties"].items():
        needed = "yes" if key in required else ""
        meaning = re.sub(r"\s+", " ", value.get("description", "")).replace("|", "\\|")
        yield f"| `{key}` | {_takes(value)} | {needed} | {meaning} |"


def _takes(value: dict[str, Any]) -> str:
    """Return in a few words what a key takes."""
    if "$ref" in value:
        return f"`{value['$ref'].rpartition('/')[2]}`"
    if options := value.get("anyOf") or value.get("oneOf"):
        return " or ".join(_takes(option) for option in options if option.get("type") != "null")
    if "const" in value:
        return f"`{value['const']}`"
    if "enum" in value:
        return ", ".join(f"`{choice}`" for choice in value["enum"])
    kind = value.get("type")
    if kind == "array":
        return f"list of {_takes(value['items'])}"
    if kind == "object":
        inner = value.get("additionalProperties") or next(iter(value["patternProperties"].values()))
        return f"mapping of ids to {_takes(inner)}"
    if kind == "string" and "pattern" in value:
        return "id"
    if kind == "string" and value.get("format"):
        return {"date": "day", "uri": "address"}[value["format"]]
    return {"integer": "whole number", "number": "number", "boolean": "`true` or `false`"}.get(
        str(kind), "text"
    )
