"""Which texts rules look at."""

from __future__ import annotations

import pytest

from proofpack.check.texts import WORDED
from tests.check.projects import GOOD, check
from tests.conftest import SMALL, Project
from tests.tables import TABLE

FILES = {**SMALL, "data/tables/statuses.yml": TABLE}
FILE = {path.split("/")[1]: path for path in FILES if path.count("/") == 2}


@pytest.mark.parametrize("kind", WORDED)
def test_the_words_of_each_kind_of_data_file_are_judged(project: Project, kind: str) -> None:
    """Claims and notes to editors are found in all of them. The small project has a file of each."""
    path = FILE[kind]
    text = FILES[path].replace("title: ", "title: TODO It costs $0.02. ", 1)
    said = check(project({**GOOD, path: text})).output
    for rule in ("claim-price", "editors-note"):
        assert any(line.startswith(f"{path}:") and rule in line for line in said.splitlines()), said
