"""The points of words are those that the lists teach."""

from __future__ import annotations

import pytest

from proofpack.text.points import TABLE
from tests.claims.weigh import table


@pytest.mark.slow
def test_the_table_is_what_the_lists_teach() -> None:
    """Whoever adds a sentence learns anew: `python -m tests.claims.weigh --write`."""
    assert TABLE.read_text(encoding="utf-8") == table(), "python -m tests.claims.weigh --write"
