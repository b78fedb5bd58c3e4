"""Notes to editors, empty sections, and what is said twice."""

from __future__ import annotations

from typing import Any

import markdown
import pytest

from tests.check.projects import GOOD, check
from tests.check.rules.planted import Garden, faults, label
from tests.conftest import SMALL, Project


@pytest.mark.slow
@pytest.mark.slow
@pytest.mark.parametrize("fault", faults("prose"), ids=label)
def test_a_planted_fault_is_found_where_it_is_and_nothing_else(
    fault: dict[str, Any], garden: Garden
) -> None:
    """The right rule, at the right line, and no other finding that was not there before."""
    garden.assert_found(fault)


@pytest.mark.parametrize(
    ("body", "restarts"),
    [
        ("1. One\n\n```sh\nmake\n```\n\n2. Two\n", True),
        ("1. One\n\n    more\n\n  ~~~\n  make\n  ~~~\n\n2. Two\n", True),
        ("1. One\n\n    ```sh\n    make\n    ```\n\n2. Two\n", False),
        ("1. One\n\n```sh\nmake\n```\n\n1. Another list\n", False),
        ("- One\n\n```sh\nmake\n```\n\n2. Two\n", False),
        ("1. One\n\nText.\n\n```sh\nmake\n```\n\n2. Two\n", False),
        ("1. One\n```sh\nmake\n```\n2. Two\n", False),
    ],
)
def test_a_fence_that_ends_a_list(project: Project, body: str, restarts: bool) -> None:
    """It is told where the next item has a number that is not shown, on any page."""
    page = f"{SMALL['content/index.md']}\n{body}"
    found = check(project({"content/index.md": page})).output
    assert ("warning list-starts-anew: the block of code ends" in found) is restarts
    made = markdown.markdown(body, extensions=["pymdownx.superfences"])
    assert not restarts or made.count("<ol") == 2


def test_sections_of_guides_have_the_names_and_the_order_of_the_policy(project: Project) -> None:
    """Headings of the second level alone, and only where the policy lists any."""
    guide = f"{GOOD['content/guides/one.md']}\n## Limits\n\nNone.\n\n## Step\n\n### Any\n\nGo.\n"
    guide += "\n## Steps\n\nGo on.\n"
    policy = SMALL["data/policy.yml"]
    files = {**GOOD, "content/guides/one.md": guide}
    assert "section-order" not in check(project(files)).output
    files["data/policy.yml"] = f"{policy}sections: [Steps, Limits]\n"
    found = [line for line in check(project(files)).output.splitlines() if "section-order" in line]
    assert [line.partition("section-order: ")[2] for line in found] == [
        'no section of guides is called "Step". Did you mean "Steps"?',
        '"Steps" stands after "Limits". Move it to where it stands in the other guides.',
    ]
