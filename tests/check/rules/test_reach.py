"""Addresses that are nobody's, owners without one, and dead ends: what is found, and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from proofpack.check.rules.reach import RULES
from proofpack.project.reader import ProjectReader
from tests.check.judged import judged
from tests.check.projects import GOOD, OURS, check
from tests.conftest import SMALL, TODAY, Project
from tests.site.test_build import BARE

POLICY, PACK = GOOD["data/policy.yml"], GOOD["data/sources/api.yml"]
RELATED = "related: [{guide: one, why: It is near.}]\naudience:"


def found(root: Path) -> list[tuple[str, str, str]]:
    """Return rule, file and key of what these rules find, each of it a note."""
    problems = judged(ProjectReader(root), TODAY, RULES)
    assert {problem.level for problem in problems} <= {"note"}
    return [(problem.rule, problem.place.path, problem.key) for problem in problems]


def guide(name: str, text: str) -> dict[str, str]:
    """Return the file of a second guide."""
    return {f"content/guides/{name}.md": text}


@pytest.mark.parametrize(
    "host",
    [
        "example.org",
        "docs.example.com",
        "EXAMPLE.NET",
        "api.example",
        "a.b.invalid",
        "x.test",
        "localhost",
        "docs.example.org:8443",
    ],
)
def test_addresses_of_examples_are_told(project: Project, host: str) -> None:
    """Whatever kind of address it is, at its place."""
    there = f"https://{host}/"
    files = {
        "mkdocs.yml": GOOD["mkdocs.yml"].replace(OURS, there) + f"repo_url: {there}\n",
        "data/policy.yml": POLICY.replace(OURS, there),
        "data/sources/api.yml": PACK.replace(OURS, there) + f"    read: {there}chat.md\n",
    }
    assert found(project({**GOOD, **files})) == [
        ("placeholder-address", "mkdocs.yml", "site_url"),
        ("placeholder-address", "mkdocs.yml", "repo_url"),
        ("placeholder-address", "data/policy.yml", "contact"),
        ("placeholder-address", "data/policy.yml", "owners[0].contact"),
        ("placeholder-address", "data/sources/api.yml", "sources[0].url"),
        ("placeholder-address", "data/sources/api.yml", "sources[0].read"),
    ]


@pytest.mark.parametrize(
    "host", ["example.dev", "myexample.org", "example.org.eu", "test.small.internal", "attest"]
)
def test_addresses_that_only_look_like_them_are_not(project: Project, host: str) -> None:
    """A name that holds such a word is somebody's."""
    assert (
        found(project({**GOOD, "data/policy.yml": POLICY.replace(OURS, f"https://{host}/")})) == []
    )


def test_a_guide_may_use_addresses_of_examples(project: Project) -> None:
    """In prose and in code they are what the standard keeps them for."""
    text = GOOD["content/guides/one.md"] + "\nSee [a sample](https://example.org/) or `a.test`.\n"
    assert found(project({**GOOD, "content/guides/one.md": text})) == []


def test_the_placeholders_of_a_project_are_one_line(project: Project) -> None:
    """Its owner has them all to write, and wants no list of ten."""
    files = {"data/policy.yml": POLICY.replace(OURS, "https://example.org/")}
    more = {
        "data/sources/api.yml": SMALL["data/sources/api.yml"],
        "mkdocs.yml": SMALL["mkdocs.yml"],
    }
    said = check(project({**GOOD, **files, **more}), today="2026-06-02").output.splitlines()
    (line,) = [line for line in said if "placeholder-address" in line]
    assert line.startswith("note placeholder-address: 4 addresses are placeholders: ")


def test_an_owner_of_guides_has_a_contact(project: Project) -> None:
    """One that answers for no guide needs none."""
    alone = POLICY + "  - {id: nobody, name: Nobody}\n"
    assert found(project({**GOOD, "data/policy.yml": alone})) == []
    without = alone.replace(f", contact: {OURS}docs", "")
    assert found(project({**GOOD, "data/policy.yml": without})) == [
        ("owner-without-contact", "data/policy.yml", "docs")
    ]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        (BARE, True),
        (BARE + "\nSee [the page](../index.md).\n", False),
        (BARE + "\nSee [itself](two.md) and [elsewhere](https://a.dev/).\n", True),
        (BARE.replace("audience:", RELATED), False),
        (BARE + "\n::: guides\n", False),
    ],
)
def test_a_guide_that_leads_nowhere_is_told(project: Project, text: str, ends: bool) -> None:
    """Its next step is another page of the site; where there is no other guide, none is asked for."""
    wanted = [("dead-end", "content/guides/two.md", "")] if ends else []
    one = {"content/guides/one.md": GOOD["content/guides/one.md"].replace("audience:", RELATED)}
    one["content/guides/one.md"] = one["content/guides/one.md"].replace("guide: one", "guide: two")
    assert found(project({**GOOD, **one, **guide("two", text)})) == wanted


def test_the_only_guide_need_not_lead_on(project: Project) -> None:
    """There is nowhere to go yet."""
    assert found(project(GOOD)) == []


@pytest.mark.parametrize(
    ("nav", "body", "ends"),
    [
        ("", "[Home](../index.md)", False),
        ("", "Only words.", True),
        ("", "[Elsewhere](https://a.dev/)", False),
        ("nav: [index.md, about/us.md]\n", "[Home](../index.md)", False),
        ("nav: [index.md]\n", "[Home](../index.md)", True),
    ],
)
def test_a_page_is_reached_and_leads_on(project: Project, nav: str, body: str, ends: bool) -> None:
    """Without a navigation of the project's own, every page is in it."""
    page = {"content/about/us.md": f"# Us\n\n{body}\n", "mkdocs.yml": GOOD["mkdocs.yml"] + nav}
    wanted = [("dead-end", "content/about/us.md", "")] if ends else []
    assert found(project({**GOOD, **page})) == wanted


def test_a_page_that_another_one_links_to_is_reached(project: Project) -> None:
    """Its place in a navigation is then not asked for."""
    page = {
        "content/about/us.md": "# Us\n\n[Home](../index.md)\n",
        "content/index.md": SMALL["content/index.md"] + "\n[Us](about/us.md)\n",
        "mkdocs.yml": GOOD["mkdocs.yml"] + "nav: [index.md]\n",
    }
    assert found(project({**GOOD, **page})) == []


def test_a_broken_configuration_is_told_elsewhere(project: Project) -> None:
    """These rules say nothing of it, and go on."""
    root = project({**GOOD, "data/policy.yml": POLICY.replace(OURS, "https://example.org/")})
    (root / "mkdocs.yml").write_text("site_name: [\n")
    assert [one for one in found(root) if one[0] == "placeholder-address"]
