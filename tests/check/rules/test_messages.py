"""Rules about the messages of worksheets."""

from __future__ import annotations

from typing import Any

import pytest

from tests.check.rules.planted import Garden, faults, label


@pytest.mark.slow
@pytest.mark.parametrize("fault", faults("messages"), ids=label)
def test_a_planted_fault_is_found_where_it_is_and_nothing_else(
    fault: dict[str, Any], garden: Garden
) -> None:
    """A slot, and a condition, that name what stays inside."""
    garden.assert_found(fault)
