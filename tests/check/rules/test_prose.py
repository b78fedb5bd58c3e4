"""Notes to editors, empty sections, and what is said twice."""

from __future__ import annotations

from typing import Any

import markdown
import pytest

from tests.check.projects import check
from tests.check.rules.planted import Garden, faults, label
from tests.conftest import SMALL, Project


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
