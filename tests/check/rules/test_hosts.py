"""Addresses for reading and addresses for requests, each in the place of the other."""

from __future__ import annotations

from typing import Any

import pytest

from proofpack.project.reader import ProjectReader
from tests.check.judged import CONTENT, judged
from tests.check.rules.planted import Garden, faults, label
from tests.conftest import SMALL, Project
from tests.ledgers import day


@pytest.mark.slow
@pytest.mark.slow
@pytest.mark.parametrize("fault", faults("hosts"), ids=label)
def test_a_planted_fault_is_found_where_it_is_and_nothing_else(
    fault: dict[str, Any], garden: Garden
) -> None:
    """The right rule, at the right line, and no other finding that was not there before."""
    garden.assert_found(fault)


def test_an_api_that_documents_itself_has_no_mixed_hosts(project: Project) -> None:
    """Where pages and API share a host, nothing tells which address is meant for which."""
    pack = "says: Requests go to `POST https://docs.example.com/v1/chat`"
    sources = SMALL["data/sources/api.yml"].replace("says: Requests go to `POST /chat`", pack)
    guide = SMALL["content/guides/one.md"] + "\nSend `POST https://docs.example.com/v1/chat`.\n"
    contract = SMALL["data/contracts/chat.yml"].replace("POST /chat", "POST /v1/chat")
    files = {"data/sources/api.yml": sources, "data/contracts/chat.yml": contract}
    root = project({**files, "content/guides/one.md": guide})
    assert judged(ProjectReader(root), day("2026-06-02"), CONTENT) == []
