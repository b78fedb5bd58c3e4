"""The files of `api/v1/`: their shape, which stays, and what they tell of a project."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from msgspec import structs

from proofpack.model.library import Library
from proofpack.project.mkdocs_config import MkdocsConfig
from proofpack.project.reader import ProjectReader
from proofpack.site.machines import records
from proofpack.site.machines.api import api, schema
from proofpack.site.machines.records import FILES, Published
from tests.conftest import TODAY, Project
from tests.ledgers import digest, history, ledger
from tests.tables import SEEN, TABLE
from tests.vectors import each_of

SITE = MkdocsConfig("Small", "https://docs.example.org/", directories=False, description="A site.")
SHAPE = {
    "IndexFile": "$schema version name description url files schemas counts",
    "PublishedGuide": "id title description url markdown kind group audience owner last_reviewed"
    " changed_since_review next_review due_soon_on overdue_on modified oldest_reading sources"
    " facts lapsed",
    "PublishedOwner": "name contact",
    "PublishedContract": "id title description url facets areas",
    "PublishedArea": "ref title url status lapsed facets fallback confirmed facts sources accessed"
    " quotes",
    "PublishedConfirmation": "status basis by on",
    "PublishedTable": "id title description url inputs verdicts facets rows symptoms",
    "PublishedInput": "label values",
    "PublishedRow": "ref title url status lapsed facets fallback confirmed facts sources accessed"
    " quotes when verdict step",
    "PublishedSource": "id title publisher kind url address accessed read_by outcome failing_since"
    " changed retired quotes facts guides",
    "PublishedFact": "ref source says quote absence url address status trouble found found_by guides",
    "PublishedQuotes": "total looked_for found found_since",
    "PublishedWorksheet": "id title version purpose url guides parts fields",
    "PublishedField": "path label type required sensitivity choices",
}
"""The keys of version 1, which others read: none of them goes, or is called otherwise."""


def told(library: Library, config: MkdocsConfig = SITE) -> dict[str, Any]:
    """Return the files by their names, read as JSON."""
    files = {path.removeprefix("api/v1/"): text() for path, _, text in api(library, config)}
    return {name: json.loads(text) for name, text in files.items()}


def small(project: Project, files: dict[str, str] | None = None) -> Library:
    """Return the small project with a decision table."""
    root = project({"data/tables/errors.yml": TABLE, **(files or {})})
    return ProjectReader(root).read(TODAY)[1]


@each_of("name", SHAPE)
def test_no_key_of_the_version_goes(name: str) -> None:
    """Integrations read them by name; a new one may come."""
    kind: type[Published] = getattr(records, name)
    keys = {field.alias or key for key, field in kind.model_fields.items()}
    assert {*SHAPE[name].split()} <= keys


@pytest.mark.slow
def test_every_file_is_what_its_schema_says(founding: Library, project: Project) -> None:
    """Of a project with everything in it, and of a small one; the schema stands where the file says."""
    for library in (founding, small(project)):
        files = told(library)
        assert {f"{name}.json" for name in FILES} <= files.keys()
        for name in FILES:
            made = files[f"{name}.json"]
            stated = files[made["$schema"]]
            jsonschema.Draft202012Validator.check_schema(stated)
            jsonschema.validate(made, stated, cls=jsonschema.Draft202012Validator)
            with pytest.raises(jsonschema.ValidationError):
                jsonschema.validate(made | {"more": 1}, stated)
    assert json.loads(schema("facts"))["title"] == "FactsFile"


def test_symptoms_name_rows_with_their_first_step(project: Project) -> None:
    """What has lapsed says no step."""
    lost = {("route", digest(), True): "2026-06-20", ("route", digest(), False): "2026-07-01"}
    seen = history({"confirmed": "2026-06-20", "quote-missing": "2026-07-01"}, looked=lost)
    files = {"data/tables/errors.yml": SEEN, "data/ledger.yml": ledger(chat=seen)}
    (table,) = told(small(project, files))["tables.json"]["tables"]
    assert table["symptoms"][0] == {
        "title": "500, 503",
        "rows": ["errors.server", "errors.malformed"],
    }
    steps = {row["ref"]: row["step"] for row in table["rows"]}
    assert steps["errors.server"] is None
    assert steps["errors.silent"] == "First of all"


def test_the_index_leads_to_everything(project: Project) -> None:
    """By what is listed, with how many there are."""
    files = told(small(project))
    index = files["index.json"]
    assert (index["version"], index["name"], index["url"]) == (1, "Small", SITE.url)
    for name, path in index["files"].items():
        assert len(files[path][name]) == index["counts"][name]
    assert index["counts"]["guides"] == index["counts"]["tables"] == 1


def test_addresses_are_whole_where_the_site_knows_its_own(project: Project) -> None:
    """Else they are seen from its folder."""
    library = small(project)
    (guide,) = told(library)["guides.json"]["guides"]
    assert guide["url"] == "https://docs.example.org/guides/one.html"
    assert guide["markdown"] == "https://docs.example.org/guides/one.md"
    (guide,) = told(library, MkdocsConfig("Small", directories=True))["guides.json"]["guides"]
    assert (guide["url"], guide["markdown"]) == ("guides/one/", "guides/one.md")
    (fact,) = told(library)["facts.json"]["facts"]
    assert fact["url"] == "https://docs.example.org/sources/chat.html#route"


def test_what_has_lapsed_says_so_and_states_nothing(project: Project) -> None:
    """What its facts carried is withheld, on an area and on a row; the fact says why."""
    library = small(project)
    fact = structs.replace(
        library.facts["chat.route"], lapsed=True, confirmed=TODAY, missing_since=TODAY
    )
    contract = library.contracts["chat"]
    area = structs.replace(contract.areas[0], facts=(fact,), asserts=frozenset(["verify"]))
    library = structs.replace(
        library,
        facts={fact.ref: fact},
        contracts={"chat": structs.replace(contract, areas=(area,))},
    )
    files = told(library)
    (shown,) = files["facts.json"]["facts"]
    assert (shown["status"], shown["found"]) == ("lapsed", str(TODAY))
    assert "has not been found since" in shown["trouble"]
    (area_shown,) = files["contracts.json"]["contracts"][0]["areas"]
    assert (area_shown["lapsed"], area_shown["facets"]) == (True, {})
    assert area_shown["status"] == "to-verify"


def test_nothing_inside_is_told(founding: Library) -> None:
    """No path of a file, no pattern of an absence, and no day but those of the data."""
    text = json.dumps(
        {name: made for name, made in told(founding).items() if "schema/" not in name}
    )
    assert '"pattern":' not in text
    assert "data/sources" not in text
    assert "content/" not in text
    assert TODAY.isoformat() not in text
    assert str(founding.policy.contact) not in text
