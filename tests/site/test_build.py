"""From files to Markdown."""

from __future__ import annotations

import datetime
import itertools
import json
import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path
from subprocess import PIPE

import pytest

from proofpack.check.gates import Gates
from proofpack.model.documents import LaterSequence
from proofpack.model.problems import Problem, ProblemsError
from proofpack.project.reader import ProjectReader
from proofpack.site import build as site_build
from proofpack.site.build import Pipeline
from proofpack.site.engine import Work
from proofpack.site.theme import scripts
from proofpack.util.kept import Kept
from proofpack.worksheets.assets import worksheet_assets
from tests.conftest import SEEDS, SMALL, TODAY, Project
from tests.synthetic import write_project
from tests.tables import BOUND, TABLE

BARE = """\
---
title: Bare
description: A guide that uses nothing.
last_reviewed: 2026-06-01
owner: docs
audience: [Testers]
---

Only words.
"""
HOME = "---\ntitle: Home\ndescription: Home.\n---\n\n::: guides\n"


def test_a_small_project_becomes_pages(project: Project) -> None:
    """Every record of a small project has its page."""
    built = Pipeline(project({}), worksheet_assets, Gates()).markdown(TODAY)
    assert sorted(built.site.files) == [
        "contracts/chat.md",
        "contracts/index.md",
        "contracts/matrix.md",
        "faq.md",
        "freshness.md",
        "guides/index.md",
        "guides/one.md",
        "sources/chat.md",
        "sources/index.md",
        "worksheets/index.md",
        "worksheets/note.md",
    ]


EDITS: list[dict[str, str | None]] = [
    {"content/guides/one.md": SMALL["content/guides/one.md"] + "\nOne sentence more.\n"},
    {"content/guides/two.md": BARE},
    {"content/guides/two.md": None, "content/guides/three.md": BARE},
    {"content/guides/three.md": BARE.replace("title: Bare", "title: Renamed")},
    {"content/guides/three.md": BARE + "\nNow it cites.[^chat.route]\n"},
    {"data/faq/chat.yml": SMALL["data/faq/chat.yml"].replace("verify.", "verify today.")},
    {"data/sources/api.yml": SMALL["data/sources/api.yml"].replace("Chat ref", "The ref")},
    {"data/policy.yml": SMALL["data/policy.yml"] + "review: {every_days: 10}\n"},
    {"content/about/us.md": "---\ntitle: Us\ndescription: Us.\n---\n\n::: guides\n"},
    {"content/guides/one.md": None, "content/index.md": HOME},
]
"""Edits one after the other: a file with its new text, or None to delete it."""


@pytest.mark.parametrize("name", ["content/mine.md", "content/mine.css"])
@pytest.mark.parametrize("saves", [0, 1, 3])
def test_what_is_published_is_what_was_judged(
    project: Project, monkeypatch: pytest.MonkeyPatch, name: str, saves: int
) -> None:
    """An engine reads files of an author's own again: one that was saved meanwhile is judged, too."""
    root, builds = project({name: "# Mine\n"}), itertools.count(1)

    def engine(work: Work, *_: object) -> list[Problem]:
        """Save the file while the site is made, in the first builds, with its old size and time."""
        number = next(builds)
        if number <= saves:
            before = (root / name).stat()
            (root / name).write_text(f"# Min{number}\n")
            os.utime(root / name, ns=(before.st_atime_ns, before.st_mtime_ns))
        work.allowed()
        return []

    monkeypatch.setattr(site_build, "build_site", engine)
    pipeline = Pipeline(root, worksheet_assets, Gates())
    if saves < 3:
        pipeline.build(TODAY, "plain", lambda *_: None)
    else:
        with pytest.raises(ProblemsError, match=rf"{name}:1:1: error unsettled: saved again and"):
            pipeline.build(TODAY, "plain", lambda *_: None)
    assert next(builds) == min(saves + 1, 3) + 1


@pytest.mark.parametrize("plugins", ["[proofpack]", "[search, proofpack]"])
def test_a_file_where_the_scripts_of_search_will_stand_is_told(
    project: Project, plugins: str
) -> None:
    """Where the search is ours: no site gets it, be it a page, a picture or a file of a theme folder."""
    files = {f"content/assets/{name}": "" for name in ("search/icon.svg", "searches.svg")}
    files["content/assets/search/page.md"] = HOME
    files["laid/assets/search/own.js"] = ""
    root = project(files)
    theme = "theme: {name: material, font: false, custom_dir: laid}"
    settings = f"site_name: A\nplugins: {plugins}\n{theme}\n"
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    warnings = Pipeline(root, worksheet_assets, Gates()).markdown(TODAY).warnings
    hidden = [str(one) for one in warnings if one.rule == "hidden-file"]
    what = (
        "warning hidden-file: is not published: `assets/search/` of a site holds the scripts of "
        "search, and no more. Move it to another folder."
    )
    assert hidden == [
        f"{name}:1:1: {what}"
        for name in (
            *("content/assets/search/icon.svg", "laid/assets/search/own.js"),
            "content/assets/search/page.md",
        )
        if plugins == "[proofpack]"
    ]


@pytest.mark.slow
def test_a_kept_pipeline_makes_what_a_fresh_one_makes(project: Project) -> None:
    """After each edit, what was remembered gives the same pages and navigation as starting anew."""
    root = project({})
    kept = Pipeline(root, worksheet_assets, Gates())
    kept.markdown(TODAY)
    for edit in EDITS:
        for name, text in edit.items():
            path = root / name
            path.parent.mkdir(exist_ok=True)
            if text is None:
                path.unlink()
            else:
                path.write_text(text)
        remembered, fresh = (
            kept.markdown(TODAY).site,
            Pipeline(root, worksheet_assets, Gates()).markdown(TODAY).site,
        )
        assert remembered.files == fresh.files, edit
        assert (remembered.nav, remembered.origins) == (fresh.nav, fresh.origins), edit


def test_a_kept_pipeline_recovers_from_a_mistake(project: Project) -> None:
    """A broken save is told each time it is built, and the save that fixes it builds."""
    root = project({})
    kept = Pipeline(root, worksheet_assets, Gates())
    kept.markdown(TODAY)
    path = root / "data" / "faq" / "chat.yml"
    path.write_text("titel: Chat\n")
    for _ in range(2):
        with pytest.raises(ProblemsError, match="unknown-key"):
            kept.markdown(TODAY)
    path.write_text(SMALL["data/faq/chat.yml"])
    assert kept.markdown(TODAY).written.changed == 0


def made(root: Path, today: datetime.date, kept: Kept) -> dict[str, bytes] | list[str]:
    """Return what a new process makes of a project, or what it says is wrong."""
    pipeline = Pipeline(
        root, lambda library, rules: worksheet_assets(library, rules, scripts()), Gates(kept), kept
    )
    try:
        pipeline.markdown(today)
    except ProblemsError as error:
        return [str(problem) for problem in error.problems]
    docs = root / "build" / "docs"
    return {path.relative_to(docs).as_posix(): path.read_bytes() for path in docs.rglob("*.*")}


def test_words_of_a_guide_change_no_other_page_with_its_worksheet(project: Project) -> None:
    """Its script knows them; and so does the guide, for browsers that have the script of yesterday."""
    root = project({"content/guides/two.md": SMALL["content/guides/one.md"]})
    before = made(root, TODAY, Kept())
    (root / "content/guides/one.md").write_text(SMALL["content/guides/one.md"] + "\nMore words.\n")
    after = made(root, TODAY, Kept())
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"guides/one.md", "assets/worksheets/note.js"}
    told = re.search(rb'data-guide="one (\w+)"', after["guides/one.md"])
    assert told
    assert b'"digest":"%s"' % told[1] in after["assets/worksheets/note.js"]


def test_another_day_changes_no_page_on_which_nothing_changed(project: Project) -> None:
    """The day of a build stands in one script; a page changes on the day on which a review is due."""
    root = project({})
    builds = [made(root, day, Kept()) for day in map(datetime.date.fromisoformat, DAYS)]
    pages = [one for one in builds if isinstance(one, dict)]
    changes = [
        {name for name in after if after[name] != before[name]}
        for before, after in itertools.pairwise(pages)
    ]
    assert changes[0] == {"assets/proofpack-build.js"}
    due = {"assets/proofpack-build.js", "freshness.md", "guides/index.md", "guides/one.md"}
    assert changes[1] == due
    assert changes[2] == due | {"reviews.ics"}
    assert changes[3] == {"assets/proofpack-build.js"}


DAYS = ("2026-10-01", "2026-10-28", "2026-11-28", "2026-11-29", "2027-11-29")
"""The small guide is due on the third of these, and counts as due soon from 30 days before."""
MORE = {
    "data/policy.yml": SMALL["data/policy.yml"].replace("name: Docs", "name: Docs team")
    + "review: {every_days: 170, warn_days: 9}\nreading: {grace_days: 9}\n"
    "groups: {errors: Errors}\n",
    "data/tables/statuses.yml": TABLE,
    "data/worksheets/bound.yml": BOUND,
    "data/worksheets/note.yml": SMALL["data/worksheets/note.yml"].replace(
        "parts:", "send_to: more\nparts:"
    )
    + "  - {id: message, kind: message, title: Message, template: 'It is {record.status}.'}\n",
    "data/contracts/chat.yml": SMALL["data/contracts/chat.yml"].replace(
        "areas:",
        "  tell: What to tell\n  ask: What to ask\n"
        "history: [{date: 2026-06-01, change: Begun}]\nareas:",
    ),
    "data/sources/more.yml": "publisher: More\nsources:\n  - id: more\n    title: More pages\n"
    "    url: https://docs.example.com/more\n    kind: Guide\n    facts:\n      - id: limit\n"
    "        says: Bodies hold lines\n        quote: A body holds some lines\n",
    "data/faq/more.yml": "title: More\nquestions:\n  - id: lines\n    question: Which lines?\n"
    "    answer: Those of bodies.\n    facts: [more.limit]\n",
    "content/guides/related.md": BARE.replace("title: Bare", "title: Related").replace(
        "audience:",
        "group: errors\nrelated: [{guide: one, why: It is near.}]\n"
        "history: [{date: 2026-06-01, change: Written}]\naudience:",
    )
    + "\n::: related\n\n::: sources\n    only: [chat]\n",
    "content/guides/asks.md": BARE
    + "\nBodies hold lines[^more.limit]. We wait[^our rule: Docs, 2026-05-01].\n\n::: faq more\n"
    "\n::: worksheet note\n\n::: table statuses\n    columns: [when, verdict]\n",
    "content/all.md": "---\ntitle: All\ndescription: All.\n---\n\n::: sources\n\n"
    "::: guides\n\n::: lately\n\n"
    "[Home](index.md) and [asks](guides/asks.md), and [chat.call] calls 12345678.\n",
    "data/rules/own.yml": "secrets:\n  - id: own\n    about: an own key\n"
    "    pattern: 'own[0-9]{8}'\n    instead: <OWN>\n    matches: [[own, '12345678']]\n"
    "    passes: [own1]\n",
}
NEW = ("other", "one", "related", "7", "2026-06-02", "[^chat.route]", "own12345678", "call", "note")


def edit(draw: random.Random, root: Path) -> None:
    """Change a value, a word of prose or a date; or copy, rename or delete a file."""
    files = [path for part in ("content", "data") for path in sorted((root / part).rglob("*.*"))]
    path = draw.choice(files)
    how = draw.choice(("word",) * 12 + ("copy", "rename", "delete"))
    if how == "word":
        text = path.read_text("utf-8")
        words = [*re.finditer(r"(?<=: )[^\n{}\[\]]+|(?<= )\w+(?=[ .\n])|\d+", text)]
        word = draw.choice(words)
        path.write_text(text[: word.start()] + draw.choice(NEW) + text[word.end() :], "utf-8")
    elif how == "copy":
        path.with_stem(f"copy-{draw.randrange(3)}").write_bytes(path.read_bytes())
    elif how == "rename":
        path.rename(path.with_stem(f"name-{draw.randrange(3)}"))
    else:
        path.unlink()


SINGLE = (
    ("content/guides/one.md", "title: One", "title: First"),
    ("content/guides/one.md", "last_reviewed: 2026-06-01", "last_reviewed: 2026-07-01"),
    ("data/policy.yml", "name: Docs team", "name: The team"),
    ("data/policy.yml", "warn_days: 9", "warn_days: 60"),
    ("data/policy.yml", "every_days: 170", "every_days: 90"),
    ("data/sources/api.yml", "title: Chat reference", "title: Chat pages"),
    ("data/sources/api.yml", "says: Requests go", "says: Calls go"),
    ("data/sources/more.yml", "says: Bodies hold", "says: Bodies have"),
    ("data/sources/more.yml", "publisher: More", "publisher: Others"),
    ("data/sources/more.yml", "title: More pages", "title: Other pages"),
    ("data/contracts/chat.yml", "title: Endpoint", "title: Route"),
    ("data/contracts/chat.yml", "title: Chat", "title: Talk"),
    ("data/contracts/chat.yml", "verify: What to verify", "verify: To verify"),
    ("data/contracts/chat.yml", "change: Begun", "change: Begun anew"),
    ("content/guides/related.md", "change: Written", "change: Written again"),
    ("data/worksheets/note.yml", "label: Status", "label: State"),
    ("data/worksheets/note.yml", "title: Note", "title: Short note"),
    ("data/policy.yml", "errors: Errors", "errors: All errors"),
    ("data/tables/statuses.yml", "title: The server fails", "title: It fails"),
    ("data/tables/statuses.yml", "title: What do you see?", "title: What is it?"),
    ("data/faq/more.yml", "answer: Those", "answer: All those"),
    ("data/faq/chat.yml", "title: Chat", "title: Chats"),
    ("content/guides/related.md", "audience: [Testers]", "audience: [Others]"),
    ("content/guides/related.md", "description: A guide", "description: One guide"),
    ("content/guides/related.md", "related: [", "sources: [{source: more}]\nrelated: ["),
    ("content/guides/asks.md", "lines[^more.limit]", "lines"),
    ("content/guides/asks.md", "wait", "do wait"),
    ("content/guides/related.md", "why: It is near", "why: It is nearer"),
    ("content/guides/asks.md", "::: faq more", "::: faq chat"),
    ("content/all.md", "[chat.call] calls", "[chat.route] calls"),
    ("data/sources/api.yml", "id: route", "id: call"),
    ("data/rules/own.yml", "'own[0-9]{8}'", "'(?:own)?[0-9]{8}'"),
    ("content/guides/asks.md", "", ""),
)
"""Edits, each of one thing that pages show or stand on: file, old text, new text; nothing removes it."""


@pytest.mark.slow
def test_each_thing_that_pages_show_is_noticed(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """After an edit of it, and after that is taken back, a build is what one without memory makes."""
    root, fresh = project(MORE), tmp_path_factory.mktemp("aside") / "fresh"
    store = root / "build" / "kept.json"
    first = made(root, TODAY, Kept.read(store, ""))
    for name, old, new in SINGLE:
        text = (root / name).read_text("utf-8")
        if old:
            (root / name).write_text(text.replace(old, new), "utf-8")
        else:
            (root / name).unlink()
        shutil.copytree(root, fresh, ignore=lambda *_: ["build"])
        wanted = made(fresh, TODAY, Kept())
        assert wanted != first, "an edit that nobody sees tests nothing"
        assert made(root, TODAY, Kept.read(store, "")) == wanted, new
        shutil.rmtree(fresh)
        (root / name).write_text(text, "utf-8")
    assert made(root, TODAY, Kept.read(store, "")) == first


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_build_with_what_was_kept_makes_what_one_without_makes(
    project: Project, tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    """After each of some edits: the same bytes, or the same problems, in a new process each time.

    A mistake is taken back after it was told, so that edits go on from a project that is valid.
    """
    draw, today = random.Random(seed), TODAY  # noqa: S311 - edits, not secrets
    root, aside = project(MORE), tmp_path_factory.mktemp("aside")
    store = root / "build" / "kept.json"
    for number in range(25):
        today += datetime.timedelta(days=draw.choice((0, 0, 0, 0, 1, 40)))
        first = made(root, today, Kept.read(store, "this program"))
        fresh, good = aside / str(number), aside / "good"
        shutil.copytree(root, fresh, ignore=lambda *_: ["build"])
        assert first == made(fresh, today, Kept()), number
        if isinstance(first, dict):
            shutil.rmtree(good, ignore_errors=True)
            shutil.copytree(root, good, ignore=lambda *_: ["build"])
        else:
            for part in ("content", "data"):
                shutil.rmtree(root / part)
                shutil.copytree(good / part, root / part)
        edit(draw, root)


@pytest.mark.slow
def test_the_next_process_knows_every_page(project: Project) -> None:
    """Whatever order it gives to sets: nothing is made twice of what has not changed."""
    root = project(MORE)
    known = []
    for seed in range(3):
        words = ["-m", "proofpack", "--project", str(root), "--today", str(TODAY), "build"]
        environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
        subprocess.run(
            [sys.executable, *words, "--engine", "none"], env=environment, check=True, stderr=PIPE
        )
        store = root / "build" / "kept.json"
        known.append(json.loads(store.read_bytes().rpartition(b"\n")[0])["docs"])
    assert known[0]
    assert known[0] == known[1] == known[2]
    kept = Kept(parts=json.loads(store.read_bytes().rpartition(b"\n")[0]))
    pages = ProjectReader(root, kept).read(TODAY)[1].pages
    assert {type(page.body) for page in pages} == {LaterSequence}, "no page is read again"


@pytest.mark.parametrize("fault", ["gone", "cut", "edited", "another program", "no JSON", "docs"])
def test_what_is_kept_can_go_at_any_time(project: Project, fault: str) -> None:
    """Deleted, cut short, edited or of another program, it counts as empty; so does an edited page."""
    root = project({})
    store = root / "build" / "kept.json"
    wanted = made(root, TODAY, Kept.read(store, "this program"))
    assert Kept.read(store, "this program").parts
    page = root / "build" / "docs" / "faq.md"
    raw = store.read_bytes()
    by = "this program"
    if fault == "gone":
        store.unlink()
    elif fault == "cut":
        store.write_bytes(raw[:-9])
    elif fault == "edited":
        store.write_bytes(raw.replace(b"clean", b"CLEAN"))
    elif fault == "another program":
        by = "another program"
    elif fault == "no JSON":
        store.write_bytes(b"\xff\x00")
    else:
        page.write_text("edited")
    kept = Kept.read(store, by)
    assert bool(kept.parts) == (fault == "docs")
    assert made(root, TODAY, kept) == wanted


@pytest.mark.slow
def test_a_fact_costs_what_its_pages_cost(tmp_path: Path) -> None:
    """After an edit of a fact, the pages that show it are rendered, and no other."""
    root, store = write_project(tmp_path, 100), tmp_path / "build" / "kept.json"
    made(root, TODAY, Kept.read(store, ""))
    before = {path: path.stat().st_mtime_ns for path in (root / "build/docs").rglob("*.md")}
    pack = root / "data/sources/pack-1.yml"
    pack.write_text(pack.read_text().replace("says: ", "says: Now ", 1))
    kept = Kept.read(store, "")
    after = dict(kept.part("docs"))
    made(root, TODAY, kept)
    known = {name for name, entry in kept.part("docs").items() if after[name][0] != entry[0]}
    assert not any(name.startswith("api/v1/schema/") for name in known)
    guides = {f"guides/guide-{number}.md" for number in range(1, 100, 2)}
    assert "api/v1/facts.json" in known
    pages = {name for name in known if name.endswith(".md")}
    assert pages == guides | {
        "sources/s1-0.md",
        "sources/index.md",
        "contracts/contract-1.md",
        "contracts/index.md",
        "contracts/matrix.md",
    }
    changed = {path for path, time in before.items() if path.stat().st_mtime_ns != time}
    assert {path.relative_to(root / "build/docs").as_posix() for path in changed} <= known


def test_words_of_a_guide_cost_its_page(tmp_path: Path) -> None:
    """After an edit of its prose, what lists it and what programs read are not made again."""
    root, store = write_project(tmp_path, 4), tmp_path / "build" / "kept.json"
    made(root, TODAY, Kept.read(store, ""))
    guide = root / "content/guides/guide-0.md"
    guide.write_text(guide.read_text().replace("## Section 0", "## Part 0"))
    kept = Kept.read(store, "")
    before = kept.part("docs")
    made(root, TODAY, kept)
    known = {name for name, entry in kept.part("docs").items() if before[name][0] != entry[0]}
    assert known == {"guides/guide-0.md", "assets/worksheets/sheet-0.js"}
