"""What `api/v1/` of a site holds: one definition for the files and for their JSON Schemas.

A version keeps its shape: a key is never renamed, removed or given another meaning, only added.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Published(BaseModel):
    """Something that a site tells programs. Texts are Markdown; what is not known is null."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True, defer_build=True
    )


class PublishedOwner(Published):
    """Who answers for a guide."""

    name: str
    """A team or role."""
    contact: str | None
    """A page where to reach them."""


class PublishedQuotes(Published):
    """How many quotes there are, and how many of them were found when last looked for."""

    total: int
    """All of them; an absence has none."""
    looked_for: int
    """Those that were looked for at all."""
    found: int
    """Those that stood on their page when last looked for, and whose page can be read."""
    found_since: date | None
    """The oldest day on which one of those found was found."""


class PublishedGuide(Published):
    """A guide."""

    id: str
    """Its name, which stays."""
    title: str
    """Its title."""
    description: str
    """One sentence."""
    url: str
    """Its page."""
    markdown: str
    """The same page as Markdown."""
    kind: str
    """Sort of guide."""
    group: str | None
    """The group in which it stands, such as `errors/limits`."""
    audience: list[str]
    """For whom it is written."""
    owner: PublishedOwner
    """Who answers for it."""
    last_reviewed: date | None
    """The day on which a person last reviewed it."""
    changed_since_review: date | None
    """The last day after that review on which its history notes a change of its text."""
    next_review: date | None
    """The day on which its next review is due."""
    due_soon_on: date | None
    """The first day on which that counts as due soon."""
    overdue_on: date | None
    """The first day on which it is overdue."""
    modified: date | None
    """The last day on which it was changed or reviewed, as its history and its reviews say."""
    oldest_reading: date | None
    """The oldest of the last readings of its sources."""
    sources: list[str]
    """Ids of the sources that it stands on."""
    facts: list[str]
    """The facts that it stands on, as `source.fact`."""
    lapsed: list[str]
    """Those of its facts that may no longer be stated."""


class PublishedConfirmation(Published):
    """What a person vouches for, because no page carries it."""

    status: str
    """`support-confirmed`, `internal-policy` or `internal-estimate`."""
    basis: str
    """What it rests on."""
    by: str | None
    """Who decided: a role or team."""
    on: date | None
    """When it was decided."""


class PublishedArea(Published):
    """An area of a contract: what an integration relies on."""

    ref: str
    """`contract.area`."""
    title: str
    """What it is called."""
    url: str
    """Its place on the page of its contract."""
    status: Literal[
        "documented", "support-confirmed", "internal-policy", "internal-estimate", "to-verify"
    ]
    """What it may claim."""
    lapsed: bool
    """Whether facts that it stood on may no longer be stated. What they carried is then withheld."""
    facets: dict[str, str]
    """What it says, by facet; without those that are withheld."""
    fallback: str | None
    """What is stated where its facts have lapsed."""
    confirmed: PublishedConfirmation | None
    """What a person vouches for."""
    facts: list[str]
    """The facts that it stands on, as `source.fact`."""
    sources: list[str]
    """Ids of the pages to read for it, those of its facts among them."""
    accessed: date | None
    """The oldest of the last readings of its sources."""
    quotes: PublishedQuotes
    """How many quotes carry it."""


class PublishedContract(Published):
    """A contract: a named set of areas."""

    id: str
    """Its name, which stays."""
    title: str
    """What it is called."""
    description: str
    """What it covers."""
    url: str
    """Its page."""
    facets: dict[str, str]
    """The headings of its columns, by facet."""
    areas: list[PublishedArea]
    """Its rows."""


class PublishedRow(PublishedArea):
    """A row of a decision table: what one sees, and what is documented for it."""

    when: dict[str, list[str]]
    """For each input the values of which one has to be there; one that is left out may be anything."""
    verdict: str | None
    """What to do, as one of `verdicts`; null where it is withheld."""
    step: str | None = None
    """The first step; null where it is withheld, or there is none."""


class PublishedSymptom(Published):
    """What somebody sees first, in her words."""

    title: str
    """What she sees."""
    rows: list[str]
    """The `ref` of each row that it may be, the likeliest first."""


class PublishedInput(Published):
    """What somebody may see, such as a status."""

    label: str
    """What it is called."""
    values: dict[str, str]
    """What values are called that do not say it themselves."""


class PublishedTable(Published):
    """A decision table. Of the rows whose conditions hold, those with the most conditions count."""

    id: str
    """Its name, which stays."""
    title: str
    """What it is called."""
    description: str
    """What it covers."""
    url: str
    """Its page."""
    inputs: dict[str, PublishedInput]
    """What one may see, by input."""
    verdicts: dict[str, str]
    """What to do, in words, by verdict."""
    symptoms: list[PublishedSymptom]
    """Its rows, as somebody meets them."""
    facets: dict[str, str]
    """The headings of its columns, by facet."""
    rows: list[PublishedRow]
    """Its rows."""


class PublishedSource(Published):
    """A documented page that guides rely on."""

    id: str
    """Its name, which stays."""
    title: str
    """What the page is called."""
    publisher: str
    """Who publishes it."""
    kind: str
    """What sort of page it is."""
    url: str
    """What this site says of it."""
    address: str
    """The page itself."""
    accessed: date | None
    """The last day on which it was read as the document it is."""
    read_by: Literal["hand", "fetch"] | None
    """Who read it then: a person, or the program."""
    outcome: str | None
    """What came of the last attempts to read it, in words."""
    failing_since: date | None
    """The day since which attempts to read it fail."""
    changed: date | None
    """The last day on which its text was seen to differ from the time before."""
    retired: date | None
    """The day since which nobody reads it any more."""
    quotes: PublishedQuotes
    """How many quotes stand on it."""
    facts: list[str]
    """Its facts, as `source.fact`."""
    guides: list[str]
    """Ids of the guides that use it."""


class PublishedFact(Published):
    """A statement that stands on a source, with the quote that carries it."""

    ref: str
    """`source.fact`."""
    source: str
    """Id of its source."""
    says: str
    """What the page settles, in our words; of an absence, what it leaves unsaid."""
    quote: str | None
    """Words on the page that carry it; an absence has none."""
    absence: bool
    """Whether it says that something is not said."""
    url: str
    """Its place on the page of its source."""
    address: str
    """The documented page."""
    status: Literal["found", "not looked for", "in doubt", "lapsed"]
    """`found`: its quote stood on its page when last looked for. `in doubt`: `trouble` says why.
    `lapsed`: it may no longer be stated."""
    trouble: str | None
    """What is wrong with it, in words."""
    found: date | None
    """The last day on which its quote was found."""
    found_by: Literal["hand", "fetch"] | None
    """Who found it then: a person, or the program."""
    guides: list[str]
    """Ids of the guides that use it."""


class PublishedField(Published):
    """A field of a worksheet."""

    path: str
    """`part.field`, and of groups `part.group.field`."""
    label: str
    """What it is called."""
    type: str
    """What it takes."""
    required: bool
    """Whether an answer is needed."""
    sensitivity: str
    """`public`, `redact` (clean it before it is handed over) or `internal` (stays inside)."""
    choices: list[str]
    """Ids of its choices."""


class PublishedWorksheet(Published):
    """A worksheet, which readers fill in on its page."""

    id: str
    """Its name, which stays."""
    title: str
    """What it is called."""
    version: int
    """Raised whenever a field, item or choice changes."""
    purpose: str
    """What it is for."""
    url: str
    """Its page."""
    guides: list[str]
    """Ids of the guides that place it."""
    parts: dict[str, str]
    """The titles of its parts, by id."""
    fields: list[PublishedField]
    """The fields of its records."""


class PublishedSite(Published):
    """What there is, and where: the file to begin with."""

    version: Literal[1]
    """The version of the shape of these files."""
    name: str
    """What the site is called."""
    description: str | None
    """One sentence."""
    url: str | None
    """Where it stands. Where that is null, addresses are seen from the folder of the site."""
    files: dict[str, str]
    """The other files, by what they list."""
    schemas: dict[str, str]
    """The JSON Schema of each file, by what it lists; that of this one is `index`."""
    counts: dict[str, int]
    """How many entries each file has."""


class _File(Published):
    schema_: str = Field(alias="$schema")
    """The JSON Schema of this file."""
    version: Literal[1]
    """The version of the shape of these files."""


class GuidesFile(_File):
    """Every guide."""

    guides: list[PublishedGuide]
    """In the order of the site."""


class ContractsFile(_File):
    """Every contract."""

    contracts: list[PublishedContract]
    """In the order of the site."""


class TablesFile(_File):
    """Every decision table."""

    tables: list[PublishedTable]
    """In the order of the site."""


class SourcesFile(_File):
    """Every documented page."""

    sources: list[PublishedSource]
    """In the order of the site."""


class FactsFile(_File):
    """Every fact and every absence."""

    facts: list[PublishedFact]
    """In the order of their sources."""


class WorksheetsFile(_File):
    """Every worksheet."""

    worksheets: list[PublishedWorksheet]
    """In the order of the site."""


class IndexFile(PublishedSite):
    """What there is, and where."""

    schema_: str = Field(alias="$schema")
    """The JSON Schema of this file."""


FILES: dict[str, type[Published]] = {
    "index": IndexFile,
    "guides": GuidesFile,
    "contracts": ContractsFile,
    "tables": TablesFile,
    "sources": SourcesFile,
    "facts": FactsFile,
    "worksheets": WorksheetsFile,
}
"""The files by name, with what each holds."""
