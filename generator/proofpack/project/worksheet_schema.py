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
        guides = [library.guides[one] for one in known.guides]
        facts = {fact.ref: fact for guide in guides for fact in guide.facts}
        return cls(
            {
                "schema": SCHEMA,
                "id": name,
                "version": str(known.record.version),
                "title": plain(known.record.title),
                "guides": [_guide(one) for one in guides],
                "facts": [_fact(library, one) for one in facts.values()],
                "parts": [_part(one) for one in known.record.parts],
            }
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
    def pins(self) -> dict[str, list[dict[str, str]]]:
        """What a packet that is made now is pinned to: guides, and facts with their quotes."""
        keys = ("id", "reviewed", "digest")
        guides = [{key: one[key] for key in keys} for one in self.data["guides"]]
        return {"guides": guides, "facts": [dict(one) for one in self.data["facts"]]}


def guide_digest(file: PageFile) -> str:
    """Return a digest of what a page says by hand: its prose, its code, and what it places.

    Args:
        file: the page. Its front matter does not count: the day of its review is pinned beside it.
    """
    digest = hashlib.sha256()
    for one in file.body:
        if isinstance(one, ResolvedDirective):
            options = one.options.model_dump_json(exclude_defaults=True)
            digest.update(f"\0{one.name} {one.argument} {options}".encode())
        else:
            digest.update(f"\1{one.text}".encode())
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


def _named(one: Named, label: str) -> dict[str, Any]:
    return {"id": one.id, "label": plain(label), "was": list(one.renamed_from)}


def _part(part: Part) -> dict[str, Any]:
    head = {"id": part.id, "kind": part.kind, "title": plain(part.title)}
    return {**head, "was": list(part.renamed_from), **dict(_content(part))}


def _content(part: Part) -> Iterator[tuple[str, Any]]:
    if isinstance(part, RecordPart):
        yield "fields", [_field(one) for one in part.fields]
    elif isinstance(part, ChecklistPart):
        yield "items", [_named(one, one.label) for one in part.items]
    elif isinstance(part, DecisionPart):
        yield "options", [_named(one, one.label) for one in part.options]
    elif isinstance(part, ClassificationPart):
        yield "labels", [_named(one, one.label) for one in part.labels]
        yield "several", part.several
    elif isinstance(part, TablePart):
        yield "given", plain(part.given)
        yield "columns", [_named(one, one.label) for one in part.columns]
        yield "rows", [_named(one, one.label) for one in part.rows]
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
        "choices": [_named(one, one.label) for one in field.choices],
        "fields": [_field(one) for one in field.fields],
        "repeat": field.repeat,
    }
