"""Sources, facts, areas, worksheets and answers that no page uses."""

from __future__ import annotations

from typing import Any

import pytest

from tests.check.rules.planted import Garden, faults, label


@pytest.mark.slow
@pytest.mark.parametrize("fault", faults("usage"), ids=label)
def test_a_planted_fault_is_found_where_it_is_and_nothing_else(
    fault: dict[str, Any], garden: Garden
) -> None:
    """The right rule, at the right line, and no other finding that was not there before."""
    garden.assert_found(fault)
