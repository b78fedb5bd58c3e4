"""The navigation: what is in it, how long it can get, and which pages a new guide changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from proofpack.check.gates import Gates
from proofpack.model.problems import ProblemsError
from proofpack.site.build import Pipeline
from proofpack.site.render import Site
from proofpack.site.render.pages import MOST
from proofpack.worksheets.assets import worksheet_assets
from tests.conftest import SMALL, TODAY, Project
from tests.site.test_build import BARE
from tests.sites import build, digests

POLICY = SMALL["data/policy.yml"] + "groups: {errors: Errors, errors/limits: Rate limits}\n"


def guide(name: str, group: str = "") -> dict[str, str]:
    """Return the file of a guide, in a group or in none."""
    text = BARE.replace("title: Bare", f"title: {name.capitalize()}")
    if group:
        text = text.replace("owner:", f"group: {group}\nowner:")
    return {f"content/guides/{name}.md": text}


def rendered(root: Path) -> Site:
    """Return the pages and the navigation of a project."""
    return Pipeline(root, worksheet_assets, Gates()).markdown(TODAY).site


def section(site: Site, title: str) -> Any:
    """Return what stands below a title in the navigation."""
    (found,) = [entry[title] for entry in site.nav if isinstance(entry, dict) and title in entry]
    return found


def test_groups_are_sections_that_begin_with_their_page(project: Project) -> None:
    """Nested groups stand in one another, and guides without a group after them."""
    files = guide("two", "errors/limits") | guide("three", "errors")
    site = rendered(project(files | {"data/policy.yml": POLICY}))
    assert section(site, "Guides") == [
        "guides/index.md",
        {
            "Errors": [
                "guides/groups/errors.md",
                {
                    "Rate limits": [
                        "guides/groups/errors/limits.md",
                        {"Two": "guides/two.md"},
                    ]
                },
                {"Three": "guides/three.md"},
            ]
        },
        {"One": "guides/one.md"},
    ]
    path = (
        "[Guides](index.md) / [Errors](groups/errors.md) / [Rate limits](groups/errors/limits.md)"
    )
    assert path in site.files["guides/two.md"]
    listed = site.files["guides/groups/errors.md"]
    assert "- [Rate limits](errors/limits.md), 1 guide\n" in listed
    assert "[Two](../two.md)" in listed
    assert "[One](../one.md)" not in listed


@pytest.mark.slow
@pytest.mark.parametrize(("guides", "stands"), [(MOST, MOST + 1), (MOST + 1, 0)])
def test_a_long_list_stands_on_its_index_page_alone(
    project: Project, guides: int, stands: int
) -> None:
    """Up to `MOST` entries a section has them; with one more it is its index page, with a filter."""
    files: dict[str, str] = {}
    for number in range(guides - 1):
        files |= guide(f"g{number}")
    site = rendered(project(files))
    found = section(site, "Guides")
    assert found == "guides/index.md" if not stands else len(found) == stands
    index = site.files["guides/index.md"]
    assert index.count("](g") == guides - 1
    assert '<div class="pp-filter" data-what="guides"></div>' in index


def test_of_many_groups_the_outermost_stand_above_the_guides(project: Project) -> None:
    """Those within are on the pages of these."""
    files: dict[str, str] = {}
    for number in range(MOST):
        files |= guide(f"g{number}", f"area/topic-{number}")
    site = rendered(project(files))
    lines = site.files["guides/index.md"].splitlines()
    assert [line for line in lines if line.startswith("- [")] == [
        f"- [Area](groups/area.md), {MOST} guides"
    ]
    assert site.files["guides/groups/area.md"].count("\n- [Topic") == MOST


def test_a_group_that_the_policy_does_not_name_is_told_at_its_place(project: Project) -> None:
    """Where the policy names groups, a slip of the pen makes no new one; where not, any is one."""
    root = project(guide("two", "errors/limit") | {"data/policy.yml": POLICY})
    with pytest.raises(
        ProblemsError, match=r'no group is called "errors/limit"\. Did you mean "errors/limits"'
    ):
        rendered(root)
    (root / "data" / "policy.yml").write_text(SMALL["data/policy.yml"])
    assert "guides/groups/errors/limit.md" in rendered(root).files


@pytest.mark.parametrize(
    "group", ["errors/", "/errors", "errors//limits", "Errors", "../up", "index"]
)
def test_a_group_is_a_path_of_ids(project: Project, group: str) -> None:
    """It becomes the place of a page."""
    with pytest.raises(ProblemsError, match=r"two\.md:5:8: error bad-id group: "):
        rendered(project(guide("two", group)))


@pytest.mark.site
def test_a_new_guide_changes_the_pages_that_show_it_and_no_other(project: Project) -> None:
    """Its group and what lists guides; pages of other groups keep every byte."""
    files: dict[str, str] = {}
    for number in range(72):
        files |= guide(f"g{number:02}", f"area-{number // 24}")
    root = project(files)
    before = digests(build(root))
    (path,) = guide("g23b", "area-0")
    (root / path).write_text(guide("g23b", "area-0")[path])
    site = build(root)
    after = digests(site)
    pages = {name for name in after if name.endswith(".html")}
    changed = {name for name in pages if after[name] != before.get(name)}
    group = {f"guides/g{number:02}.html" for number in range(24)} | {"guides/g23b.html"}
    lists = {"guides/index.html", "guides/groups/area-0.html", "freshness.html"}
    # The page before it and the one after it lead to it.
    assert changed == group | lists | {"guides/groups/area-1.html"}
    assert shown(site / "guides" / "g00.html") >= {"g23b.html", "groups/area-1.html"}
    assert "g24.html" not in shown(site / "guides" / "g00.html")


def shown(page: Path) -> set[str]:
    """Return where the navigation of a page leads."""
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "lxml")
    links = soup.select("nav.md-nav--primary a.md-nav__link")
    return {str(link["href"]) for link in links}
