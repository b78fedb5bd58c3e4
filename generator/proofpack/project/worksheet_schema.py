"""A worksheet as those who fill it in need it: plain labels, and the facts that it stands on.

Browsers load it as a file of the site; the command line makes it from the Library. What a packet is
pinned to (the guides and their facts) comes from here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from proofpack.model.library import Guide, KnownFact, Library, PageFile, ResolvedDirective
from proofpack.model.records.sources import Absence
from proofpack.model.records.worksheets import (
    ChecklistPart,
    ClassificationPart,
    DecisionPart,
    MessagePart,
    Named,
    Part,
    RecordPart,
    TablePart,
    WorksheetField,
)
from proofpack.project.worksheet_verdicts import bound_facts, bound_tables
from proofpack.text.escape import plain

SCHEMA = 1
"""Version of what browsers load."""
_DIGEST = 16


@dataclass(frozen=True)
class WorksheetSchema:
    """A worksheet, ready to be filled in.

    Attributes:
        data: what browsers load too: see `docs/packets.md`. Mappings, lists, text, numbers, booleans.
    """

    data: dict[str, Any]

    @classmethod
    def of(cls, library: Library, name: str) -> WorksheetSchema:
        """Make the sheet of one worksheet.

        Args:
            library: the project on one day.
            name: id of the worksheet.
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
                "guides": [_guide(guide) for guide in guides],
                "facts": [_fact(library, fact) for fact in facts.values()],
                "parts": [_part(part) for part in known.record.parts],
            }
            | ({"verdicts": tables} if tables else {})
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
    def pins(self) -> dict[str, list[dict[str, str]]]:
        """What a packet that is made now is pinned to: guides, and facts with their quotes."""
        keys = ("id", "reviewed", "digest")
        guides = [{key: guide[key] for key in keys} for guide in self.data["guides"]]
        return {"guides": guides, "facts": [dict(fact) for fact in self.data["facts"]]}


def guide_digest(file: PageFile) -> str:
    """Return a digest of what a page says by hand: its prose, its code, and what it places.

    Args:
        file: the page. Its front matter does not count: the day of its review is pinned beside it.
    """
    digest = hashlib.sha256()
    for block in file.body:
        if isinstance(block, ResolvedDirective):
            options = block.options.model_dump_json(exclude_defaults=True)
            digest.update(f"\0{block.name} {block.argument} {options}".encode())
        else:
            digest.update(f"\1{block.text}".encode())
    return digest.hexdigest()[:_DIGEST]


def _guide(guide: Guide) -> dict[str, str]:
    return {
        "id": guide.id,
        "title": plain(guide.meta.title),
        "reviewed": guide.meta.last_reviewed.isoformat() if guide.meta.last_reviewed else "",
        "digest": guide_digest(guide.file),
    }


def _fact(library: Library, fact: KnownFact) -> dict[str, str]:
    source = library.sources[fact.ref.partition(".")[0]]
    return {
        "id": fact.ref,
        "quote": "" if isinstance(fact.record, Absence) else fact.record.quote,
        "confirmed": fact.confirmed.isoformat() if fact.confirmed and fact.holds else "",
        "source": source.record.url,
    }


def _named(named: Named, label: str) -> dict[str, Any]:
    return {"id": named.id, "label": plain(label), "was": list(named.renamed_from)}


def _part(part: Part) -> dict[str, Any]:
    head = {"id": part.id, "kind": part.kind, "title": plain(part.title)}
    return {**head, "was": list(part.renamed_from), **dict(_content(part))}


def _content(part: Part) -> Iterator[tuple[str, Any]]:
    if isinstance(part, RecordPart):
        yield "fields", [_field(field) for field in part.fields]
    elif isinstance(part, ChecklistPart):
        yield "items", [_named(item, item.label) for item in part.items]
    elif isinstance(part, DecisionPart):
        yield "options", [_named(option, option.label) for option in part.options]
    elif isinstance(part, ClassificationPart):
        yield "labels", [_named(label, label.label) for label in part.labels]
        yield "several", part.several
    elif isinstance(part, TablePart):
        yield "given", plain(part.given)
        yield "columns", [_named(column, column.label) for column in part.columns]
        yield "rows", [_named(row, row.label) for row in part.rows]
    elif isinstance(part, MessagePart):
        yield "template", part.template


def _field(field: WorksheetField) -> dict[str, Any]:
    return {
        **_named(field, field.label),
        "help": plain(field.help) if field.help else "",
        "type": field.type.value,
        "required": field.required,
        "default": field.default or "",
        "example": field.example or "",
        "sensitivity": field.sensitivity.value,
        "choices": [_named(choice, choice.label) for choice in field.choices],
        "fields": [_field(inner) for inner in field.fields],
        "repeat": field.repeat,
    }
