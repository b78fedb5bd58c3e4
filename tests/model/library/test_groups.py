"""Groups of guides: which there are, in which order, and what is in them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from proofpack.model.library.groups import groups


def grouped(*paths: str | None, titles: dict[str, str] | None = None) -> dict[str, Any]:
    """Return the groups of guides a, b, c and so on that stand in these."""
    guides: Any = {
        name: SimpleNamespace(id=name, meta=SimpleNamespace(group=path))
        for name, path in zip("abcdef", paths, strict=False)
    }
    return groups(guides, titles or {})


def test_a_group_holds_what_is_in_it_and_below_it() -> None:
    """A guide in a nested group makes the groups around it; one without a group makes none."""
    found = grouped("errors/limits", None, "errors", "errors/limits/burst")
    assert list(found) == ["errors", "errors/limits", "errors/limits/burst"]
    errors, limits = found["errors"], found["errors/limits"]
    assert (errors.guides, errors.groups, errors.within) == (
        ("c",),
        ("errors/limits",),
        ("a", "c", "d"),
    )
    assert (limits.guides, limits.within) == (("a",), ("a", "d"))


def test_groups_stand_in_the_order_of_their_titles_in_the_policy() -> None:
    """Those that it does not name come after, by name; those without a guide are left out."""
    titles = {"z/one": "First", "a": "Second", "empty": "Empty"}
    found = grouped("b", "a/x-y", "z/one", titles=titles)
    assert [(path, group.title) for path, group in found.items()] == [
        ("z", "Z"),
        ("z/one", "First"),
        ("a", "Second"),
        ("a/x-y", "X y"),
        ("b", "B"),
    ]
