"""The feed of reviews: read back with a library that had no part in writing it, and by hand."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event
from msgspec import structs

from proofpack.cli import cli
from proofpack.model.library import Library
from proofpack.project.mkdocs_config import MkdocsConfig, mkdocs_config
from proofpack.project.reader import ProjectReader
from proofpack.site.calendar import FEED, basis, feed, folded, text
from tests.conftest import SMALL, TODAY, Project
from tests.ledgers import day
from tests.sites import build, digests
from tests.vectors import each_of

SITE = MkdocsConfig("Small", "https://docs.example.org/", directories=False)
POLICY = SMALL["data/policy.yml"]
GUIDE = SMALL["content/guides/one.md"]
Line = tuple[str, str, str]
TEXTS = ("DESCRIPTION", "NAME", "SUMMARY", "UID", "X-WR-CALNAME")
"""Properties whose value is one TEXT: a bare comma would end it."""


def run(root: Path, *arguments: str, today: str = "2026-11-20") -> Result:
    """Run the command line in this process."""
    return CliRunner().invoke(cli, ["--project", str(root), "--today", today, *arguments])


def library(root: Path, today: str = "2026-11-20") -> Library:
    """Return the project as known on a day."""
    return ProjectReader(root).read(day(today))[1]


def retitled(known: Library, title: str) -> Library:
    """Return a project whose only guide has another title."""
    guide = known.guides["one"]
    meta = guide.meta.model_copy(update={"title": title})
    return structs.replace(known, guides={"one": structs.replace(guide, meta=meta)})


def events(told: bytes) -> list[Event]:
    """Return the events of a feed, as icalendar reads them."""
    return Calendar.from_ical(told).events


def lines(told: bytes) -> list[Line]:
    """Read a feed by hand, octet by octet: name, parameters and value of each content line."""
    assert told.endswith(b"\r\n")
    pieces = told[:-2].split(b"\r\n")
    for one in pieces:
        assert one
        assert len(one) <= 75
        assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", one)
        assert re.fullmatch(rb"(?:[^\\]|\\[^\\]|\\\\)*", one), "an escape is cut"
        one.decode("utf-8")
    whole = b"\r\n".join(pieces).replace(b"\r\n ", b"").decode("utf-8").split("\r\n")
    found = []
    for line in whole:
        parsed = re.fullmatch(r"([A-Z-]+)((?:;[A-Z-]+=[A-Z-]+)*):(.*)", line)
        assert parsed, line
        if parsed[1] in TEXTS:
            assert re.fullmatch(r"(?:[^\\;,]|\\[\\;,nN])*", parsed[3]), line
        found.append((parsed[1], parsed[2], parsed[3]))
    return found


def values(told: bytes, name: str) -> list[str]:
    """Return the values of a property in all components, unescaped by hand."""
    meaning = {"n": "\n", "N": "\n"}
    return [
        re.sub(r"\\(.)", lambda one: meaning.get(one[1], one[1]), value)
        for found, _, value in lines(told)
        if found == name
    ]


def test_a_guide_is_an_event_on_its_next_review(project: Project) -> None:
    """All day, with what to do, and free for other things."""
    (event,) = events(feed(library(project({})), SITE))
    assert event.decoded("dtstart") == datetime.date(2026, 11, 28)
    assert "dtend" not in event
    assert "duration" not in event
    assert event["summary"] == "Review: One"
    assert event["uid"] == "one@docs.example.org"
    assert event["url"] == "https://docs.example.org/guides/one.html"
    assert event["transp"] == "TRANSPARENT"
    assert event.categories == ["due"]
    assert event.decoded("dtstamp") == datetime.datetime(2026, 6, 1, tzinfo=datetime.UTC)
    assert str(event["description"]).splitlines() == [
        "Last reviewed on 2026-06-01.",
        "Owner: Docs.",
        "To prepare it: proofpack review one",
        "When it is done: set last_reviewed in content/guides/one.md",
    ]


def test_the_owner_is_told_with_a_page_where_there_is_one(project: Project) -> None:
    """A team, and where to reach it."""
    owner = "{id: docs, name: 'Docs, all', contact: https://teams.example.org/docs}"
    root = project({"data/policy.yml": POLICY.replace("{id: docs, name: Docs}", owner)})
    (event,) = events(feed(library(root), SITE))
    assert "Owner: Docs, all (https://teams.example.org/docs)." in str(event["description"])


@pytest.mark.parametrize(
    ("warn", "expected"),
    [
        (30, [("2026-10-29", "in 30 days"), ("2026-11-28", "today")]),
        (1, [("2026-11-27", "in 1 day"), ("2026-11-28", "today")]),
        (0, [("2026-11-28", "today")]),
    ],
)
def test_alarms_ring_in_the_morning(
    project: Project, warn: int, expected: list[tuple[str, str]]
) -> None:
    """So many days before as the policy warns, and on the day; one alarm where both are one."""
    root = project({"data/policy.yml": f"{POLICY}review: {{warn_days: {warn}}}\n"})
    (event,) = events(feed(library(root), SITE))
    midnight = datetime.datetime.combine(event.decoded("dtstart"), datetime.time())
    rung = []
    for alarm in event.walk("VALARM"):
        assert alarm["action"] == "DISPLAY"
        moment = midnight + alarm.decoded("trigger")
        assert moment.time() == datetime.time(9)
        said = str(alarm["description"]).removeprefix("Review of One is due ")
        rung.append((str(moment.date()), said))
    assert rung == expected


@pytest.mark.parametrize(
    ("today", "category", "modified"),
    [
        ("2026-05-01", "due", "2026-05-01"),
        ("2026-06-01", "due", "2026-06-01"),
        ("2026-11-28", "due", "2026-06-01"),
        ("2026-11-29", "overdue", "2026-11-29"),
        ("2027-03-01", "overdue", "2026-11-29"),
    ],
)
def test_an_event_says_since_when_it_says_what_it_says(
    project: Project, today: str, category: str, modified: str
) -> None:
    """Since the review, or since it is overdue; never since a day that has not come."""
    (event,) = events(feed(library(project({}), today), SITE))
    assert event.categories == [category]
    assert str(event.decoded("last-modified").date()) == modified
    assert str(event.decoded("dtstamp").date()) == modified


def test_a_review_makes_a_later_edition_of_the_same_event(project: Project) -> None:
    """The identifier stays; the number of the edition grows, and the day moves."""
    root = project({})
    (before,) = events(feed(library(root), SITE))
    renewed = GUIDE.replace("2026-06-01", "2026-11-20").replace("title: One", "title: Renamed")
    (root / "content" / "guides" / "one.md").write_text(renewed)
    (after,) = events(feed(library(root), SITE))
    assert before["uid"] == after["uid"]
    assert before.sequence < after.sequence
    assert before.decoded("dtstart") < after.decoded("dtstart")


@pytest.mark.parametrize(
    ("site", "uid"),
    [
        (SITE, "one@docs.example.org"),
        (MkdocsConfig("A", "https://docs.example.org/handbook/"), "one@docs.example.org/handbook"),
        (MkdocsConfig("A", "https://docs.example.org:8443/"), "one@docs.example.org:8443"),
        (MkdocsConfig("A", "https://me@Docs.example.org/"), "one@docs.example.org"),
        (MkdocsConfig("Our guides, 2nd"), "one@our-guides-2nd"),
        (MkdocsConfig("手引き"), "one@cd1a5750af3f"),
    ],
    ids=["host", "folder", "port", "user", "name", "no letters"],
)
def test_identifiers_name_the_guide_and_the_site(
    project: Project, site: MkdocsConfig, uid: str
) -> None:
    """Two sites on one host do not share an event; without an address, the name has to do."""
    (event,) = events(feed(library(project({})), site))
    assert event["uid"] == uid
    assert ("url" in event) == bool(site.url)


def test_the_founding_feed_is_well_formed(founding: Library) -> None:
    """By hand: lines, folds, nesting, and the properties that the standard wants once."""
    told = feed(founding, SITE)
    found = lines(told)
    open_: list[str] = []
    seen: list[set[str]] = [set()]
    once = {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE", "LAST-MODIFIED", "DESCRIPTION"}
    wanted = {
        "VCALENDAR": {"VERSION", "PRODID", "METHOD"},
        "VEVENT": once,
        "VALARM": {"ACTION", "TRIGGER", "DESCRIPTION"},
    }
    for name, _, value in found:
        if name == "BEGIN":
            open_.append(value)
            seen.append(set())
        elif name == "END":
            assert open_.pop() == value
            assert wanted[value] <= seen.pop()
        else:
            assert name not in seen[-1]
            seen[-1].add(name)
    assert open_ == []
    assert found[0] == ("BEGIN", "", "VCALENDAR")
    assert found[-1] == ("END", "", "VCALENDAR")
    assert len(set(values(told, "UID"))) == len(founding.guides) == 5
    starts = [value for name, _, value in found if name == "DTSTART"]
    assert starts == sorted(starts)
    assert {kind for name, kind, _ in found if name == "DTSTART"} == {";VALUE=DATE"}
    assert b"\r\n " in told


@pytest.mark.parametrize(
    "title",
    [
        "Waiting, retrying; giving up: a guide",
        'Paths such as C:\\New and \\n, "quoted"',
        "Escalation 🚨 in the night 👩‍🚒, 手引き, Überprüfung " * 4,
        "Two\nlines",
        "x" * 75 + "é" * 75,
        "ends with \\",
    ],
)
def test_titles_survive(project: Project, title: str) -> None:
    """Letter for letter, in the summary and in the alarms."""
    told = feed(retitled(library(project({})), title), SITE)
    assert values(told, "SUMMARY") == [f"Review: {title}"]
    assert f"Review of {title} is due today" in values(told, "DESCRIPTION")
    (event,) = events(told)
    assert str(event["summary"]) == f"Review: {title}"


def test_the_basis_tells_what_the_feed_tells(project: Project) -> None:
    """It changes with the feed: title, review, owner, day, place of the site."""
    known = library(project({}))
    assert basis(known, SITE) == basis(library(project({})), SITE)
    changed = [
        (retitled(known, "Other"), SITE),
        (library(project({}), "2026-12-01"), SITE),
        (known, structs.replace(SITE, name="Other")),
        (library(project({"data/policy.yml": POLICY.replace("name: Docs", "name: All")})), SITE),
    ]
    for one, site in changed:
        assert feed(one, site) != feed(known, SITE)
        assert basis(one, site) != basis(known, SITE)


def summary(value: str) -> bytes:
    """Return the content line of a summary."""
    return folded(f"SUMMARY:{text(value)}")


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_is_one_line_that_is_read_as_it_was(value: str) -> None:
    """Whatever the text: no octet out of place, and the same text comes back by hand.

    Line breaks of all kinds come back as one kind, and control characters do not.
    """
    told = summary(value)
    kept = "\n".join(value.splitlines())
    kept = "".join(one for one in kept if one in "\t\n" or (one >= " " and one != "\x7f"))
    assert values(told, "SUMMARY") == [kept]
    whole = b"BEGIN:VEVENT\r\n" + told + b"END:VEVENT\r\n"
    assert str(Event.from_ical(whole)["summary"]) == kept


@each_of("length", range(60, 160))
def test_lines_are_cut_between_characters(length: int) -> None:
    """Wherever the cut falls: in ASCII, and inside a character of two, three or four octets."""
    for letter in "aé手🚨":
        wanted = "a" * (length % 4) + letter * length
        assert values(summary(wanted), "SUMMARY") == [wanted]


CONFIGURATIONS = {
    "site_name: A\nsite_url: https://a.example.org\n": ("A", "https://a.example.org/"),
    "site_name: A\nsite_url: 'http://a.example.org/b/'\n": ("A", "http://a.example.org/b/"),
    "site_name: A\n": ("A", ""),
    "site_name: A\nsite_url:\n": ("A", ""),
    "site_name: A\nsite_url: ''\n": ("A", ""),
    "site_name: A\nsite_url: !ENV SITE_URL\n": ("A", ""),
    "site_name: !ENV NAME\nsite_url: !ENV https://a.example.org/\n": ("site", ""),
    "site_name: A\nsite_url: !ENV [SITE_URL, 'https://a.example.org/']\n": (
        "A",
        "https://a.example.org/",
    ),
    "site_name: !!python/name:os.system\nsite_url: javascript:alert(1)\n": ("site", ""),
    'site_name: A\nsite_url: "https://a.example.org/\\nX:Y"\n': ("A", ""),
    "site_name: A\nsite_url: https://ä.example.org/\n": ("A", ""),
    "site_name: A\nsite_url: 'https://[::1'\n": ("A", ""),
    "site_name: A\nsite_url: docs.example.org\n": ("A", ""),
    "- a\n": ("site", ""),
    "a: b: c\n": ("site", ""),
    "": ("site", ""),
}


@pytest.mark.parametrize(("config", "expected"), CONFIGURATIONS.items())
def test_the_address_is_read_without_running_a_tag(
    tmp_path: Path, config: str, expected: tuple[str, str]
) -> None:
    """What is not plainly an address is no address: an event without a link beats a wrong one."""
    (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
    found = mkdocs_config(tmp_path)
    assert (found.name, found.url) == expected


@pytest.mark.parametrize(
    ("setting", "address"),
    [
        ("use_directory_urls: false", "https://docs.example.org/guides/one.html"),
        ("use_directory_urls: true", "https://docs.example.org/guides/one/"),
        ("", "https://docs.example.org/guides/one/"),
    ],
)
def test_addresses_are_those_of_the_engine(tmp_path: Path, setting: str, address: str) -> None:
    """A file or a folder, as `use_directory_urls` says."""
    config = f"site_name: A\nsite_url: https://docs.example.org/\n{setting}\n"
    (tmp_path / "mkdocs.yml").write_text(config)
    assert mkdocs_config(tmp_path).address("guides/one.md") == address


def test_a_build_publishes_what_the_command_prints(project: Project) -> None:
    """The same bytes, on standard output, in a file, and beside the pages."""
    root = project({})
    printed = run(root, "calendar")
    assert printed.exit_code == 0
    assert run(root, "calendar", "--output", str(root / "own.ics")).output == ""
    assert run(root, "build", "--engine", "none").exit_code == 0
    made = (root / "build" / "docs" / FEED).read_bytes()
    assert made == printed.stdout_bytes == (root / "own.ics").read_bytes()
    assert made == feed(library(root), SITE)


def test_a_feed_of_the_authors_own_takes_its_place(project: Project) -> None:
    """As with pages: what stands in content/ is what is published."""
    root = project({"content/reviews.ics": "mine"})
    assert run(root, "build", "--engine", "none").exit_code == 0
    assert (root / "build" / "docs" / FEED).read_text() == "mine"


def test_the_same_guides_give_the_same_bytes(project: Project) -> None:
    """In one process or two, and on another day, until a guide says something else."""
    root = project({})
    told = feed(library(root), SITE)
    assert told == feed(library(root), SITE)
    assert told == feed(library(root, "2026-11-21"), SITE)
    assert told != feed(library(root, "2026-11-29"), SITE)


def test_no_guide_is_no_calendar(project: Project) -> None:
    """The command says so and exits with 2; a build publishes no empty feed."""
    root = project({"content/index.md": SMALL["content/index.md"].replace("(guides/one.md)", "")})
    (root / "content" / "guides" / "one.md").unlink()
    result = run(root, "calendar")
    assert result.exit_code == 2
    assert "content:1:1: error empty: there is no guide." in result.output
    assert run(root, "build", "--engine", "none").exit_code == 0
    assert not (root / "build" / "docs" / FEED).exists()


def test_a_file_that_cannot_be_written_is_told(project: Project) -> None:
    """One line and exit code 2, not a fault of ours."""
    root = project({})
    result = run(root, "calendar", "--output", str(root / "mkdocs.yml" / "own.ics"))
    assert result.exit_code == 2
    assert "error unwritable: cannot write here" in result.output


def test_a_broken_project_has_no_feed(project: Project) -> None:
    """Its problems are told, and nothing else is printed."""
    result = run(project({"data/faq/chat.yml": "titel: Chat\n"}), "calendar")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "unknown-key" in result.stderr


@pytest.mark.site
@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_each_engine_publishes_the_feed(project: Project, engine: str) -> None:
    """Copied as it is."""
    root = project({})
    site = build(root, engine)
    assert digests(site)[FEED] == digests(root / "build" / "docs")[FEED]
    assert (site / FEED).read_bytes() == feed(library(root, str(TODAY)), SITE)
