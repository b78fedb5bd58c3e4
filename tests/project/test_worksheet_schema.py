"""What browsers and other programs are given: sheets, rules, and the schemas of packets."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from proofpack.model.library import Library
from proofpack.project.reader import ProjectReader
from proofpack.project.worksheet_schema import WorksheetSchema
from proofpack.worksheets.assets import worksheet_assets
from proofpack.worksheets.blank import blank
from proofpack.worksheets.packet import canonical, fresh
from proofpack.worksheets.schema import schema
from tests.conftest import TODAY, Project
from tests.every import EVERY, GUIDE, PROJECT
from tests.worksheets.test_worksheets import MADE, WORKSHEETS, full


def read(root: Path) -> tuple[Library, WorksheetSchema]:
    """Return a project, and its worksheet of every kind."""
    _, library = ProjectReader(root).read(TODAY)
    return library, WorksheetSchema.of(library, "every")


def loaded(script: str) -> Any:
    """Return what a script hands to the page."""
    return json.loads(script[script.index(" = {") + 3 :])


def test_a_build_publishes_what_browsers_load(founding: Library, founding_root: Path) -> None:
    """A script for each worksheet, and one with the rules; in ASCII, whatever a server says of it."""
    reader = ProjectReader(founding_root)
    reader.read(TODAY)
    made = {path: make() for path, make in worksheet_assets(founding, reader.rules).items()}
    assert set(made) == {f"assets/worksheets/{one}.js" for one in (*WORKSHEETS, "rules")}
    assert all(one.isascii() for one in made.values())
    rules = loaded(made["assets/worksheets/rules.js"])
    assert {one["id"] for one in rules["bodies"]} >= {"pasted-chat-body", "pasted-log-lines"}
    assert {"missing", "secret", "pasted"} <= set(rules["words"])
    assert "claim" not in rules["words"]
    for name in WORKSHEETS:
        sheet = loaded(made[f"assets/worksheets/{name}.js"])
        assert sheet == without_help(WorksheetSchema.of(founding, name).data)


def without_help(value: Any) -> Any:
    """Return a schema without what the page shows, and without what stands in it twice."""
    if isinstance(value, list):
        return [without_help(one) for one in value]
    if isinstance(value, dict):
        gone = {"help", "example"} if "type" in value else set()
        gone |= {"items", "rows"} if "kind" in value else set()  # among its fields
        return {key: without_help(one) for key, one in value.items() if key not in gone}
    return value


def test_no_example_of_a_rule_is_published(founding: Library, founding_root: Path) -> None:
    """Browsers get what they run: neither samples nor what a project has accepted."""
    reader = ProjectReader(founding_root)
    reader.read(TODAY)
    rules = loaded(worksheet_assets(founding, reader.rules)["assets/worksheets/rules.js"]())
    assert not re.search(r'"(?:matches|passes|known)":', json.dumps(rules))


def test_a_project_without_worksheets_publishes_nothing(project: Project) -> None:
    """There is nothing to fill in."""
    root = project({})
    (root / "data/worksheets/note.yml").unlink()
    guide = root / "content/guides/one.md"
    text = guide.read_text(encoding="utf-8")
    guide.write_text(text.replace("::: record note.record\n", ""), encoding="utf-8")
    _, library = ProjectReader(root).read(TODAY)
    assert worksheet_assets(library, []) == {}


def test_labels_are_plain_text(project: Project) -> None:
    """Marks are for the page; who fills in a packet sees the words."""
    marked = EVERY.replace("'The route is documented.'", "'The **route** is `GET /x`.'")
    _, sheet = read(project(PROJECT | {"data/worksheets/every.yml": marked}))
    checks = next(one for one in sheet.parts if one["id"] == "checks")
    assert checks["items"][0]["label"] == "The route is GET /x."


def test_a_sheet_says_where_it_is_sent(project: Project) -> None:
    """The page that is the provider's channel, or nothing where none is named."""
    _, sheet = read(project(PROJECT))
    url = "https://docs.example.com/chat"
    assert sheet.data["send_to"] == {"title": "Chat reference", "url": url}
    without = EVERY.replace("send_to: chat\n", "")
    _, sheet = read(project(PROJECT | {"data/worksheets/every.yml": without}))
    assert "send_to" not in sheet.data


def test_a_sheet_is_pinned_to_what_its_guides_stand_on(project: Project) -> None:
    """The guide with its review, and the fact that it cites, unconfirmed as long as nobody looked."""
    _, sheet = read(project(PROJECT))
    assert [(one["id"], one["reviewed"]) for one in sheet.guides] == [("one", "2026-11-01")]
    assert sheet.facts == [
        {
            "id": "chat.route",
            "quote": "Send a POST request to /chat",
            "confirmed": "",
            "source": "https://docs.example.com/chat",
        }
    ]


@pytest.mark.parametrize(
    ("old", "new", "moves"),
    [
        ("one route", "a route", True),
        ("::: worksheet every", "::: record every.record", True),
        ("last_reviewed: 2026-11-01", "last_reviewed: 2026-11-02", False),
        ("description: A guide.", "description: The guide.", False),
    ],
)
def test_the_digest_of_a_guide_is_that_of_what_it_says(
    project: Project, old: str, new: str, moves: bool
) -> None:
    """Its prose and what it places move it; its front matter does not."""
    _, before = read(project(PROJECT))
    assert old in GUIDE
    _, after = read(project(PROJECT | {"content/guides/one.md": GUIDE.replace(old, new)}))
    changed = before.data["guides"][0]["digest"] != after.data["guides"][0]["digest"]
    assert changed is moves


@pytest.mark.slow
@pytest.mark.parametrize("name", WORKSHEETS)
def test_a_schema_takes_the_packets_of_its_worksheet(founding: Library, name: str) -> None:
    """An empty packet and a blank in JSON are valid by the schema, which is itself valid."""
    sheet = WorksheetSchema.of(founding, name)
    made = schema(sheet)
    jsonschema.Draft202012Validator.check_schema(made)
    jsonschema.validate(fresh(sheet, "Packet 1", MADE), made)
    jsonschema.validate(json.loads(blank(sheet, "json", fresh(sheet, "Packet 1", MADE))), made)


def test_a_schema_refuses_what_a_check_would(project: Project) -> None:
    """A full packet is valid; an unknown choice, a local time and an unknown key are not."""
    _, sheet = read(project(PROJECT))
    validator = jsonschema.Draft202012Validator(schema(sheet))
    packet = full(sheet)
    validator.validate(packet)

    def found(**answers: Any) -> list[str]:
        record = packet["answers"]["record"] | answers
        changed = canonical(sheet, packet) | {"answers": {"record": record}}
        return [str(one.json_path) for one in validator.iter_errors(changed)]

    assert found(result="maybe") == ["$.answers.record.result"]
    assert found(seen_at="2026-11-20 23:59") == ["$.answers.record.seen_at"]
    assert found(scope=["moon"]) == ["$.answers.record.scope[0]"]
    assert found(attempts="two") == ["$.answers.record.attempts"]
    assert found(page="docs.example.com") == ["$.answers.record.page"]
    assert found(unknown="x") == ["$.answers.record"]
    assert found(attempt={"status": "500"}) == ["$.answers.record.attempt"]
