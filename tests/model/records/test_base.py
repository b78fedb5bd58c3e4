"""What every record shares: the ids that a project declares."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from proofpack.model.records.base import Names, Url


def test_what_a_file_that_cannot_be_read_declares_is_not_known() -> None:
    """An id is lacking unless a file declares it, or an unread file of its kind might."""
    names = Names({"owner": frozenset(["docs"])}, frozenset(["sources", "worksheets"]))
    assert [names.lacks("owner", name) for name in ("docs", "ops")] == [False, True]
    for kind in ("source", "fact", "worksheet", "record of worksheets"):
        assert not names.lacks(kind, "some")
    for kind in ("area", "faq", "question of chat"):
        assert names.lacks(kind, "some")


def test_a_kind_of_ids_belongs_to_a_kind_of_file() -> None:
    """One that `_FAMILIES` does not know is a fault of ours, said at its first use."""
    with pytest.raises(KeyError, match="sort"):
        Names().lacks("sort", "some")


@pytest.mark.parametrize("address", ["http://[::1", "https://a]b/", "http://[zz]/"])
def test_an_address_that_cannot_be_split_is_refused(address: str) -> None:
    """It is a finding with a place, where it would stop the program later."""
    with pytest.raises(ValidationError, match="bad-url"):
        TypeAdapter(Url).validate_python(address)
