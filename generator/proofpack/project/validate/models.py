"""Raw nodes to a record, and what pydantic complains about to problems in the author's language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from proofpack.model.documents import KeyPath, Nodes, key_path
from proofpack.model.problems import Problem
from proofpack.model.records.base import Names, Record, did_you_mean
from proofpack.model.records.worksheets import PART_KINDS

R = TypeVar("R", bound=Record)
Path = tuple[str | int, ...]
_WANTED = {
    "list_type": "Wanted: a list.",
    "dict_type": "Wanted: a mapping.",
    "model_type": "Wanted: a mapping.",
    "model_attributes_type": "Wanted: a mapping.",
}


def make(model: type[R], nodes: Nodes, names: Names) -> tuple[R | None, list[Problem]]:
    """Make a record from nodes.

    Args:
        model: which record.
        nodes: the raw document.
        names: declared ids, against which references are checked.

    Returns:
        The record, or None, and every problem found.
    """
    try:
        return model.model_validate(nodes.data, context=names), []
    except ValidationError as error:
        return None, [_problem(model, nodes, detail) for detail in error.errors(include_url=False)]


def _problem(model: type[Record], nodes: Nodes, error: ErrorDetails) -> Problem:
    path = tuple(step for step in error["loc"] if not str(step).startswith(("kind:", "[key]")))
    rule, what, remedy = _explain(model, error, _present(nodes, path[:-1]))
    at_key = rule == "unknown-key" or "[key]" in error["loc"]
    place = nodes.key_place(path) if at_key else nodes.place(path)
    return Problem(place, rule, key_path(path), what, remedy)


def _present(nodes: Nodes, path: KeyPath) -> set[str]:
    """Return the keys of the mapping at a path."""
    value = nodes.data
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return set()
    return set(value) if isinstance(value, dict) else set()


def _explain(model: type[Record], error: ErrorDetails, present: set[str]) -> tuple[str, str, str]:
    """Return rule, what and remedy of one of pydantic's errors, beside keys that are there already."""
    kind, context, loc = error["type"], error.get("ctx", {}), error["loc"]
    if "remedy" in context:
        return kind, str(context["what"]), str(context["remedy"])
    if kind == "missing":
        return "missing-key", "missing", f"Add `{loc[-1]}:`."
    if kind == "extra_forbidden":
        free = [key for key in _keys_at(model, loc[:-1]) if key not in present]
        return "unknown-key", "unknown key", did_you_mean(str(loc[-1]), free)
    if kind == "union_tag_not_found":
        return "missing-key", "a part without `kind`", f"Wanted: {', '.join(PART_KINDS)}."
    if kind == "union_tag_invalid":
        tag = str(context["tag"]).removeprefix("kind:")
        return "unknown-kind", f'found "{tag}"', did_you_mean(tag, PART_KINDS)
    if kind in _WANTED:
        return "wrong-type", _found(error["input"]), _WANTED[kind]
    if kind == "too_short":
        return "empty", "nothing is listed here", f"Wanted: at least {context['min_length']}."
    if kind in ("enum", "literal_error"):
        choices = str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
        hint = did_you_mean(str(error["input"]), choices)
        return (
            "unknown-choice",
            f'found "{error["input"]}"',
            hint or f"Wanted: {', '.join(choices)}.",
        )
    bound = "at least" if "ge" in context else "at most"
    if limit := context.get("ge", context.get("le")):
        return "bad-number", f"found {error['input']}", f"Wanted: {bound} {limit}."
    return "invalid", error["msg"], ""


def _found(value: object) -> str:
    if value == "":
        return "nothing is written here"
    return "found a list" if isinstance(value, list) else (
        "found a mapping" if isinstance(value, dict) else "found text"
    )  # fmt: skip


def _keys_at(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    """Return the keys that a record takes at a place within another."""
    types: list[Any] = [model]
    for step in loc:
        types = [inner for outer in types for inner in _step(outer, step)]
    models = [kind for kind in types if isinstance(kind, type) and issubclass(kind, BaseModel)]
    return [info.alias or name for kind in models for name, info in kind.model_fields.items()]


def _step(outer: Any, step: str | int) -> Iterator[Any]:
    if isinstance(step, str) and step.startswith("kind:"):
        if issubclass(outer, BaseModel) and step[5:] in get_args(
            outer.model_fields["kind"].annotation
        ):
            yield outer
    elif isinstance(outer, type) and issubclass(outer, BaseModel) and step in outer.model_fields:
        yield from _models(outer.model_fields[str(step)].annotation)
    elif isinstance(outer, type) and isinstance(step, int):
        yield outer


def _models(annotation: Any) -> Iterator[Any]:
    """Yield the record types within an annotation, through lists, mappings, unions and the like."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _models(get_args(annotation)[0])
    elif origin is not Literal:
        for inner in get_args(annotation):
            yield from _models(inner)
