"""The files of `api/v1/`: what a project says and what is known of it, for programs.

They hold what pages show, and nothing else: no day of the build, no path of a file, no pattern, and of
what has lapsed the word that it has.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import Any, NamedTuple

from proofpack.model.library import (
    Guide,
    KnownArea,
    KnownContract,
    KnownFact,
    KnownSource,
    KnownTable,
    KnownWorksheet,
    Library,
    Quotes,
)
from proofpack.model.library.tables import row_of
from proofpack.model.records.contracts import Confirmation
from proofpack.project.mkdocs_config import MkdocsConfig
from proofpack.site.engine.cache import digest
from proofpack.site.machines.address import address, twin_address
from proofpack.site.render.environment import outcome

VERSION = 1
"""The version of the shape, and a part of the address."""
FOLDER = f"api/v{VERSION}"
"""Where the files stand in the site."""
Values = dict[str, Any]


class ApiFile(NamedTuple):
    """A file for programs.

    Attributes:
        path: its place in the site.
        basis: a digest of what it tells.
        text: makes its text. The records of its shape take a while, and are loaded for that alone.
    """

    path: str
    basis: str
    text: Callable[[], str]


def api(library: Library, config: MkdocsConfig) -> Iterator[ApiFile]:
    """Yield the files for programs.

    Args:
        library: the project on one day.
        config: what the site is called, and where it stands.
    """
    files = {name: {name: [*listed(library, config)]} for name, listed in _LISTS.items()}
    for name, values in {"index": _index(library, config), **files}.items():
        yield ApiFile(f"{FOLDER}/{name}.json", digest(values), partial(_file, name, values))
        place = f"{FOLDER}/schema/{name}.schema.json"
        yield ApiFile(place, "schema", partial(schema, name))  # the same for every project


@cache
def schema(name: str) -> str:
    """Return the JSON Schema of a file.

    Args:
        name: what it lists, or `index`.
    """
    from proofpack.site.machines.records import FILES

    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **FILES[name].model_json_schema(by_alias=True),
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _file(name: str, values: Values) -> str:
    from proofpack.site.machines.records import FILES

    head = {"$schema": f"schema/{name}.schema.json", "version": VERSION}
    document = FILES[name].model_validate(head | values)
    return document.model_dump_json(by_alias=True, indent=1) + "\n"


def _index(library: Library, config: MkdocsConfig) -> Values:
    return {
        "name": config.name,
        "description": config.description or None,
        "url": config.url or None,
        "files": {name: f"{name}.json" for name in _LISTS},
        "schemas": {name: f"schema/{name}.schema.json" for name in ("index", *_LISTS)},
        "counts": {name: len(getattr(library, name)) for name in _LISTS},
    }


def _guides(library: Library, config: MkdocsConfig) -> Iterator[Values]:
    for guide in library.guides.values():
        yield _guide(guide, config)


def _guide(guide: Guide, config: MkdocsConfig) -> Values:
    return {
        "id": guide.id,
        "title": guide.meta.title,
        "description": guide.meta.description,
        "url": address(config, guide.file.target),
        "markdown": twin_address(config, guide.file.target),
        "kind": guide.meta.kind,
        "group": guide.meta.group,
        "audience": guide.meta.audience,
        "owner": {"name": guide.owner.name, "contact": guide.owner.contact},
        "last_reviewed": guide.meta.last_reviewed,
        "changed_since_review": guide.changed_since_review,
        "next_review": guide.next_review,
        "due_soon_on": guide.due_soon_on,
        "overdue_on": guide.overdue_on,
        "modified": guide.modified,
        "oldest_reading": guide.oldest_reading,
        "sources": [used.source.id for used in guide.sources],
        "facts": _refs(guide.facts),
        "lapsed": _refs(guide.lapsed),
    }


def _contracts(library: Library, config: MkdocsConfig) -> Iterator[Values]:
    for contract in library.contracts.values():
        yield dict(
            **_head(contract, f"contracts/{contract.id}.md", config),
            areas=[_area(contract, area, config) for area in contract.areas],
        )


def _tables(library: Library, config: MkdocsConfig) -> Iterator[Values]:
    for table in library.tables.values():
        yield dict(
            **_head(table, f"tables/{table.id}.md", config),
            inputs={
                name: {"label": entry.label, "values": entry.values}
                for name, entry in table.record.inputs.items()
            },
            verdicts=table.record.verdicts,
            symptoms=[
                {"title": entry.title, "rows": [f"{table.id}.{row}" for row in entry.rows]}
                for entry in table.record.symptoms
            ],
            rows=[_row(table, area, config) for area in table.areas],
        )


def _row(table: KnownTable, area: KnownArea, config: MkdocsConfig) -> Values:
    row = row_of(area)
    verdict, step = (None, None) if area.lapsed else (row.verdict, row.step)
    return {**_area(table, area, config), "when": row.when, "verdict": verdict, "step": step}


def _head(contract: KnownContract, target: str, config: MkdocsConfig) -> Values:
    record = contract.record
    return {
        "id": contract.id,
        "title": record.title,
        "description": record.description,
        "url": address(config, target),
        "facets": record.facets,
    }


def _area(contract: KnownContract, area: KnownArea, config: MkdocsConfig) -> Values:
    record, folder = area.record, "tables" if isinstance(contract, KnownTable) else "contracts"
    withheld = area.asserts if area.lapsed else ()
    days = [source.accessed for source in area.sources if source.accessed]
    return {
        "ref": area.ref,
        "title": record.title,
        "url": address(config, f"{folder}/{contract.id}.md", record.id),
        "status": area.status.value,
        "lapsed": bool(area.lapsed),
        "facets": {name: text for name, text in record.facets.items() if name not in withheld},
        "fallback": record.fallback,
        "confirmed": _confirmation(record.confirmed),
        "facts": _refs(area.facts),
        "sources": [source.id for source in area.sources],
        "accessed": min(days, default=None),
        "quotes": _quotes(area.quotes),
    }


def _confirmation(confirmed: Confirmation | None) -> Values | None:
    if confirmed is None:
        return None
    return {
        "status": confirmed.status.value,
        "basis": confirmed.basis,
        "by": confirmed.by,
        "on": confirmed.on,
    }


def _sources(library: Library, config: MkdocsConfig) -> Iterator[Values]:
    for source in library.sources.values():
        yield _source(source, library, config)


def _source(source: KnownSource, library: Library, config: MkdocsConfig) -> Values:
    return {
        "id": source.id,
        "title": source.record.title,
        "publisher": source.publisher,
        "kind": source.record.kind,
        "url": address(config, f"sources/{source.id}.md"),
        "address": source.record.url,
        "accessed": source.accessed,
        "read_by": source.latest.by if source.latest else None,
        "outcome": outcome(source) or None,
        "failing_since": source.failures[0].day if source.failures else None,
        "changed": source.changed,
        "retired": source.retired_since,
        "quotes": _quotes(source.quotes),
        "facts": _refs(source.facts),
        "guides": [*library.used_by.get(f"source:{source.id}", ())],
    }


def _facts(library: Library, config: MkdocsConfig) -> Iterator[Values]:
    for fact in library.facts.values():
        yield _fact(fact, library, config)


def _fact(fact: KnownFact, library: Library, config: MkdocsConfig) -> Values:
    source = library.sources[fact.ref.partition(".")[0]]
    return {
        "ref": fact.ref,
        "source": source.id,
        "says": fact.record.says,
        "quote": getattr(fact.record, "quote", None),
        "absence": fact.is_absence,
        "url": address(config, f"sources/{source.id}.md", fact.record.id),
        "address": source.record.url,
        "status": _status(fact),
        "trouble": fact.trouble or None,
        "found": fact.confirmed,
        "found_by": fact.by if fact.confirmed else None,
        "guides": [*library.used_by.get(f"fact:{fact.ref}", ())],
    }


def _status(fact: KnownFact) -> Any:
    if fact.lapsed:
        return "lapsed"
    if fact.holds:
        return "found"
    return "in doubt" if fact.trouble else "not looked for"


def _worksheets(library: Library, config: MkdocsConfig) -> Iterator[Values]:
    for worksheet in library.worksheets.values():
        yield _worksheet(worksheet, config)


def _worksheet(worksheet: KnownWorksheet, config: MkdocsConfig) -> Values:
    record = worksheet.record
    return {
        "id": worksheet.id,
        "title": record.title,
        "version": record.version,
        "purpose": record.purpose,
        "url": address(config, f"worksheets/{worksheet.id}.md"),
        "guides": [*worksheet.guides],
        "parts": {part.id: part.title for part in record.parts},
        "fields": [
            {
                "path": path,
                "label": field.label,
                "type": field.type.value,
                "required": field.required,
                "sensitivity": field.sensitivity.value,
                "choices": [choice.id for choice in field.choices],
            }
            for path, (field, _) in record.places().items()
        ],
    }


def _refs(facts: Iterable[KnownFact]) -> list[str]:
    return [fact.ref for fact in facts]


def _quotes(quotes: Quotes) -> Values:
    return {
        "total": quotes.total,
        "looked_for": quotes.looked,
        "found": quotes.found,
        "found_since": quotes.since,
    }


_LISTS: dict[str, Callable[[Library, MkdocsConfig], Iterator[Values]]] = {
    "guides": _guides,
    "contracts": _contracts,
    "tables": _tables,
    "sources": _sources,
    "facts": _facts,
    "worksheets": _worksheets,
}
"""The files that list something, by what it is."""
