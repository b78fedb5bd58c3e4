"""The feed of changes: read back as XML, and held to what RFC 4287 asks for."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from proofpack.check.gates import Gates
from proofpack.model.library import Library
from proofpack.project.mkdocs_config import MkdocsConfig
from proofpack.project.reader import ProjectReader
from proofpack.site import atom
from proofpack.site.build import Pipeline
from proofpack.worksheets.assets import worksheet_assets
from tests.conftest import SMALL, TODAY, Project
from tests.ledgers import digest, history, ledger

SITE = MkdocsConfig("Small", "https://docs.example.org/sub/", directories=False)
LINES = (
    "history:\n  - {date: 2026-06-03, change: 'Waits & <limits> *checked*.'}\n"
    "  - {date: 2026-06-01, change: First edition.}\n"
)
GUIDE = SMALL["content/guides/one.md"].replace("owner:", f"{LINES}owner:")
SEEN = history({"confirmed": "2026-06-02"}, looked={("route", digest(), True): "2026-06-02"})
FILES = {"content/guides/one.md": GUIDE, "data/ledger.yml": ledger(chat=SEEN)}


def library(root: Path, today: datetime.date = TODAY) -> Library:
    """Return a project as known on a day."""
    return ProjectReader(root).read(today)[1]


def feed(known: Library, site: MkdocsConfig = SITE) -> ET.Element:
    """Return the feed of a project, read as XML."""
    told = atom.feed(atom.newest_changes(known), known, site)
    bare = told.replace(b' xmlns="http://www.w3.org/2005/Atom"', b"")
    return ET.fromstring(bare)  # noqa: S314 - our own


def texts(told: ET.Element, path: str) -> list[str]:
    """Return the texts at a path."""
    return [one.text or "" for one in told.findall(path)]


def test_each_change_is_an_entry(project: Project) -> None:
    """It has what the standard wants of an entry, and says what changed in plain text."""
    told = feed(library(project(FILES)))
    assert texts(told, "entry/title") == ["One", "Chat reference", "One"]
    assert texts(told, "entry/summary") == [
        "Waits & <limits> checked.",
        "Found for the first time: route.",
        "First edition.",
    ]
    assert [link.get("href") for link in told.findall("entry/link")] == [
        "https://docs.example.org/sub/guides/one.html#history",
        "https://docs.example.org/sub/sources/chat.html#route",
        "https://docs.example.org/sub/guides/one.html#history",
    ]
    for entry in told.findall("entry"):
        assert {"id", "title", "updated", "link", "summary"} <= {one.tag for one in entry}


def test_the_feed_names_itself_and_its_author(project: Project) -> None:
    """`self` is absolute where the address of the site is known, and as seen from the feed elsewhere."""
    known = library(project(FILES))
    hrefs = {link.get("rel"): link.get("href") for link in feed(known).findall("link")}
    assert hrefs["self"] == "https://docs.example.org/sub/changes.xml"
    unknown = feed(known, MkdocsConfig("Small", directories=False))
    hrefs = {link.get("rel"): link.get("href") for link in unknown.findall("link")}
    assert hrefs == {"self": "changes.xml", "alternate": "changes.html"}
    assert texts(unknown, "author/name") == ["Small"]


def test_times_are_those_of_the_data(project: Project) -> None:
    """The feed was updated when its newest change happened, whatever the day of the build."""
    root = project(FILES)
    told = feed(library(root))
    assert texts(told, "updated") == ["2026-06-03T00:00:00Z"]
    assert texts(told, "entry/updated") == [f"2026-06-0{number}T00:00:00Z" for number in (3, 2, 1)]
    later = library(root, TODAY + datetime.timedelta(days=3))
    changes = atom.newest_changes(later)
    assert atom.feed(changes, later, SITE) == atom.feed(
        atom.newest_changes(library(root)), library(root), SITE
    )


def test_ids_stay(project: Project) -> None:
    """Other words, another title and newer changes leave the ids of what is there; none is twice."""
    root = project(FILES)
    before = texts(feed(library(root)), "entry/id")
    path = root / "content/guides/one.md"
    more = GUIDE.replace("First edition.", "The first edition.").replace("title: One", "title: New")
    more = more.replace("history:\n", "history:\n  - {date: 2026-06-03, change: More.}\n")
    path.write_text(more)
    after = texts(feed(library(root)), "entry/id")
    assert after[1:] == before
    assert len(set(after)) == 4
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one) for one in after)


def test_characters_that_xml_has_not_are_left_out(project: Project) -> None:
    """A control character in a name would make the whole feed unreadable."""
    site = MkdocsConfig("A\x08 & <b>\ufffe", "", directories=False)
    assert texts(feed(library(project(FILES)), site), "title") == ["A & <b>: changes"]


@pytest.mark.parametrize("theirs", [False, True])
def test_a_feed_of_the_author_stays(project: Project, theirs: bool) -> None:
    """A file of that name is theirs; without one it is ours."""
    root = project({**FILES, **({"content/changes.xml": "<mine/>"} if theirs else {})})
    Pipeline(root, worksheet_assets, Gates()).markdown(TODAY)
    told = (root / "build/docs/changes.xml").read_text()
    assert (told == "<mine/>") is theirs


def test_where_nothing_changed_there_is_no_feed(project: Project) -> None:
    """A feed without an entry has no time at which it was updated."""
    root = project({})
    Pipeline(root, worksheet_assets, Gates()).markdown(TODAY)
    assert not (root / "build/docs/changes.xml").exists()
    assert not (root / "build/docs/changes.md").exists()
