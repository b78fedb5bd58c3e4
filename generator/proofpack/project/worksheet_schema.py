"""A worksheet as those who fill it in need it: plain labels, and the facts that it stands on.

Browsers load it as a file of the site; the command line makes it from the Library. What a packet is
pinned to (the guides and their facts) comes from here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from msgspec import Struct

from proofpack.model.library import Guide, KnownFact, Library
from proofpack.model.records.sources import Absence
from proofpack.model.records.worksheets import (
    ChecklistPart,
    Choice,
    ClassificationPart,
    DecisionPart,
    MessagePart,
    Named,
    Option,
    Part,
    RecordPart,
    TablePart,
    Worksheet,
    WorksheetField,
)
from proofpack.project.worksheet_verdicts import bound_facts, bound_tables
from proofpack.text.escape import plain

SCHEMA = 1
"""Version of what browsers load."""
_WORDS_OF_GUIDES = re.compile(rb'"digest":"[0-9a-f]*"')


class WorksheetSchema(Struct, frozen=True):
    """A worksheet, ready to be filled in.

    Attributes:
        data: what browsers load too: see `docs/packets.md`. Mappings, lists, text, numbers, booleans.
    """

    data: dict[str, Any]

    @classmethod
    def of(cls, library: Library, name: str, *, words: bool = True) -> WorksheetSchema:
        """Make the sheet of one worksheet.

        Args:
            library: the project on one day.
            name: id of the worksheet.
            words: whether the digests of the words of its guides are wanted, for which they are read.
        """
        known = library.worksheets[name]
        guides = [library.guides[guide_id] for guide_id in known.guides]
        facts = {fact.ref: fact for guide in guides for fact in guide.facts}
        facts |= {fact.ref: fact for fact in bound_facts(library, known.record)}
        tables = bound_tables(library, known.record)
        return cls(
            {
                "schema": SCHEMA,
                "id": name,
                "version": str(known.record.version),
                "title": plain(known.record.title),
                "guides": [_guide(guide, words) for guide in guides],
                "facts": [_fact(library, fact) for fact in facts.values()],
                "parts": [_part(known.record, part) for part in known.record.parts],
            }
            | ({"verdicts": tables} if tables else {})
            | _channel(library, known.record)
        )

    @property
    def id(self) -> str:
        """Id of the worksheet."""
        return str(self.data["id"])

    @property
    def version(self) -> str:
        """Its version."""
        return str(self.data["version"])

    @property
    def parts(self) -> list[dict[str, Any]]:
        """Its parts, in order."""
        return list(self.data["parts"])

    @property
    def verdicts(self) -> list[dict[str, Any]]:
        """The decision tables that stand beside its answers."""
        return list(self.data.get("verdicts", ()))

    @property
    def takes(self) -> list[str]:
        """What its fields map to, each once: names of what a paste may say."""
        waiting = [field for part in self.parts for field in part.get("fields", ())]
        names: dict[str, None] = {}
        for field in waiting:
            waiting += field.get("fields", ())
            names |= {field["maps_to"]: None} if "maps_to" in field else {}
        return list(names)

    @property
    def title(self) -> str:
        """Its title."""
        return str(self.data["title"])

    @property
    def guides(self) -> list[dict[str, str]]:
        """The guides that place it."""
        return list(self.data["guides"])

    @property
    def facts(self) -> list[dict[str, str]]:
        """What it stands on: facts with their quotes."""
        return list(self.data["facts"])


def address_digest(script: str | bytes) -> str:
    """Return the digest under which browsers load the script of a worksheet.

    The words of its guides do not count, or an edit of one guide would change every page that shows the
    worksheet: a guide tells the digest of its own words itself.
    """
    data = script.encode() if isinstance(script, str) else script
    return hashlib.sha256(_WORDS_OF_GUIDES.sub(b"", data)).hexdigest()


def _guide(guide: Guide, words: bool) -> dict[str, str]:
    return {
        "id": guide.id,
        "title": plain(guide.meta.title),
        "reviewed": guide.meta.last_reviewed.isoformat() if guide.meta.last_reviewed else "",
        "digest": guide.file.words_digest if words else "",
    }


def _fact(library: Library, fact: KnownFact) -> dict[str, str]:
    source = library.sources[fact.ref.partition(".")[0]]
    return {
        "id": fact.ref,
        "quote": "" if isinstance(fact.record, Absence) else fact.record.quote,
        "confirmed": fact.confirmed.isoformat() if fact.confirmed and fact.holds else "",
        "source": source.record.url,
    }


def _channel(library: Library, worksheet: Worksheet) -> dict[str, Any]:
    """Return where a packet is sent, if that is known."""
    if not worksheet.send_to:
        return {}
    source = library.sources[worksheet.send_to].record
    return {"send_to": {"title": plain(source.title), "url": source.url}}


def _named(named: Named, label: str) -> dict[str, Any]:
    return {"id": named.id, "label": plain(label), "was": list(named.renamed_from)}


def _chosen(choice: Choice | Option) -> dict[str, Any]:
    needs = {"needs": list(choice.needs)} if choice.needs else {}
    return _named(choice, choice.label) | needs


def _part(worksheet: Worksheet, part: Part) -> dict[str, Any]:
    head = {"id": part.id, "kind": part.kind, "title": plain(part.title)}
    return with_fields({**head, "was": list(part.renamed_from), **dict(_content(worksheet, part))})


STATES = ("done", "not-applicable", "open")
"""How an item of a checklist may stand."""


def with_fields(part: dict[str, Any]) -> dict[str, Any]:
    """Return a part with its answers as fields, whatever its kind: so packets are fields alone.

    An item of a checklist and a row of a table are groups; `short` names the field that is meant where
    somebody writes a text alone.

    Args:
        part: the part, without `fields` if it is no record.
    """
    match part["kind"]:
        case "checklist":
            state = _inner("state", "choice", choices=[_choice(name) for name in STATES])
            fields = [_row(item, "state", [state, _because()]) for item in part["items"]]
        case "decision":
            option = {"label": part["title"], "sensitivity": "public"}
            chosen = _inner("option", "choice", choices=part["options"])
            fields = [chosen | option, _because()]
        case "classification":
            labels = {
                "label": part["title"],
                "sensitivity": "public",
                "single": not part["several"],
            }
            fields = [_inner("labels", "choices", choices=part["labels"]) | labels, _because()]
        case "table":
            cells = [_inner(column["id"], "long-text") | column for column in part["columns"]]
            short = cells[0]["id"] if len(cells) == 1 else ""
            fields = [_row(row, short, cells) for row in part["rows"]]
        case _:
            fields = part.get("fields", [])
    return part | {"fields": fields}


def _inner(name: str, kind: str, **more: Any) -> dict[str, Any]:
    head = {"id": name, "label": name.capitalize(), "was": [], "type": kind}
    rest = {"help": "", "example": "", "required": False, "default": "", "sensitivity": "internal"}
    return {**head, **rest, "choices": [], "fields": [], "repeat": False, **more}


def _choice(name: str) -> dict[str, Any]:
    return {"id": name, "label": name, "was": []}


def _because() -> dict[str, Any]:
    return _inner("because", "long-text")


def _row(named: dict[str, Any], short: str, fields: list[dict[str, Any]]) -> dict[str, Any]:
    return _inner(named["id"], "group", fields=fields, short=short) | named


def _content(worksheet: Worksheet, part: Part) -> Iterator[tuple[str, Any]]:
    if isinstance(part, RecordPart):
        yield "fields", [_field(worksheet, field, part.fields) for field in part.fields]
    elif isinstance(part, ChecklistPart):
        yield "items", [_named(item, item.label) for item in part.items]
    elif isinstance(part, DecisionPart):
        yield "options", [_chosen(option) for option in part.options]
    elif isinstance(part, ClassificationPart):
        yield "labels", [_named(label, label.label) for label in part.labels]
        yield "several", part.several
    elif isinstance(part, TablePart):
        yield "given", plain(part.given)
        yield "columns", [_named(column, column.label) for column in part.columns]
        yield "rows", [_named(row, row.label) for row in part.rows]
    elif isinstance(part, MessagePart):
        yield (
            "template",
            [
                {
                    "text": paragraph.text,
                    "when": dict(paragraph.when),
                    "unless": dict(paragraph.unless),
                }
                for paragraph in part.template
            ],
        )


def _field(
    worksheet: Worksheet, field: WorksheetField, beside: list[WorksheetField]
) -> dict[str, Any]:
    return {
        **_named(field, field.label),
        "help": plain(field.help) if field.help else "",
        "type": field.type.value,
        "required": field.required,
        "default": field.default or "",
        "example": field.example or "",
        "sensitivity": field.sensitivity.value,
        "observed": field.observed,
        "choices": [_chosen(choice) for choice in _choices(worksheet, field)],
        "fields": [_field(worksheet, inner, field.fields) for inner in field.fields],
        "repeat": field.repeat,
        **dict(_relations(worksheet, field, {sibling.id for sibling in beside})),
    }


def _choices(worksheet: Worksheet, field: WorksheetField) -> Sequence[Choice | Option]:
    """Return the choices of a field: its own, or the options of the decision that it follows."""
    if not field.decided_by:
        return field.choices
    decision = next(part for part in worksheet.parts if part.id == field.decided_by)
    assert isinstance(decision, DecisionPart), "checked when it was read"
    return decision.options


def _relations(
    worksheet: Worksheet, field: WorksheetField, beside: AbstractSet[str]
) -> Iterator[tuple[str, Any]]:
    """Yield what an answer has to do with others. What a field does not say has no key.

    A path without a point is that of a field in the same record or entry; any other leads down from the
    answers.
    """
    if notes := list(relation_notes(worksheet, field, beside)):
        yield "notes", notes
    if field.maps_to:
        yield "maps_to", field.maps_to
    if field.format:
        yield "format", field.format.value
    if field.when:
        yield (
            "when",
            [
                [_condition(worksheet, path, beside), list(values)]
                for path, values in field.when.items()
            ],
        )
    for key in ("after", "counts", "same_as", "matched_by", "ordered_by", "decided_by"):
        if value := getattr(field, key):
            yield key, value


def _condition(worksheet: Worksheet, path: str, beside: AbstractSet[str]) -> str:
    """Return where the answer of a condition stands. A part alone is asked for its choice."""
    if "." in path or path in beside:
        return path
    part = next(part for part in worksheet.parts if part.id == path)
    return f"{path}.{'option' if isinstance(part, DecisionPart) else 'labels'}"


def relation_notes(
    worksheet: Worksheet, field: WorksheetField, beside: AbstractSet[str]
) -> Iterator[str]:
    """Yield what a field has to do with other answers, in sentences for whoever fills it in.

    Args:
        worksheet: the worksheet.
        field: the field.
        beside: ids of the fields in the same record or entry.
    """
    labels: dict[str, str] = {}

    def called(path: str) -> str:
        if not labels:
            labels.update(_labels(worksheet))
            labels.update(
                {inner: labels[f"{_above(worksheet, field)}.{inner}"] for inner in beside}
            )
        return f'"{labels[path]}"'

    for path, values in field.when.items():
        yield f"Required when {called(path)} is {' or '.join(values)}."
    if field.after:
        yield f"Not before {called(field.after)}."
    if field.decided_by:
        options = " or ".join(choice.id for choice in _choices(worksheet, field))
        yield f"Taken from {called(field.decided_by)}: {options}."
    for needs in {tuple(choice.needs): None for choice in field.choices if choice.needs}:
        those = " or ".join(choice.id for choice in field.choices if tuple(choice.needs) == needs)
        yield f"Choose {those} only when {' and '.join(map(called, needs))} has no open item."
    of_same = f" with the same {called(field.matched_by)}" if field.matched_by else ""
    if field.counts:
        yield f"How many entries of {called(field.counts)} there are{of_same}."
    if field.same_as:
        entry = f" in the entry{of_same}" if of_same else ""
        yield f"The same as {called(field.same_as)}{entry}."
    if field.ordered_by:
        inner = next(inner for inner in field.fields if inner.id == field.ordered_by)
        yield f'In the order of "{plain(inner.label)}".'


def _labels(worksheet: Worksheet) -> Iterator[tuple[str, str]]:
    """Yield parts and fields with what they are called, by their paths."""
    for part in worksheet.parts:
        yield part.id, plain(part.title)
    for at, field in _fields(worksheet):
        yield f"{at}.{field.id}", plain(field.label)


def _above(worksheet: Worksheet, field: WorksheetField) -> str:
    """Return the path of the record or group in which a field stands."""
    return next(at for at, inner in _fields(worksheet) if inner is field)


def _fields(worksheet: Worksheet) -> Iterator[tuple[str, WorksheetField]]:
    """Yield every field, after the path of what it stands in."""
    for part in worksheet.parts:
        if isinstance(part, RecordPart):
            yield from _within(part.id, part.fields)


def _within(at: str, fields: list[WorksheetField]) -> Iterator[tuple[str, WorksheetField]]:
    for field in fields:
        yield at, field
        yield from _within(f"{at}.{field.id}", field.fields)
