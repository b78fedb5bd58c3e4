"""Groups of guides, nested where their authors nest them, as navigation and index pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from proofpack.model.library.guides import Guide


class Group(Struct, frozen=True):
    """A group with at least one guide in it or below it.

    Attributes:
        path: its name, after those of the groups it stands in, as `errors/limits`.
        title: what readers see.
        guides: ids of the guides right in it, in their order.
        groups: paths of the groups right below it, in their order.
        within: ids of all guides in it and below it.
    """

    path: str
    title: str
    guides: tuple[str, ...]
    groups: tuple[str, ...]
    within: tuple[str, ...]


def groups(guides: Mapping[str, Guide], titles: Mapping[str, str]) -> dict[str, Group]:
    """Return the groups by path, each after the one it stands in.

    Args:
        guides: the guides by id, in their order.
        titles: titles of groups by path, in the order in which groups are shown. A group that is not
            among them comes after these, with its name as its title.
    """
    members: dict[str, list[str]] = {}
    for guide in guides.values():
        for path in lineage(guide.meta.group or ""):
            members.setdefault(path, []).append(guide.id)
    # A group that is named alone takes the groups it stands in along.
    known = dict.fromkeys(above for path in titles for above in lineage(path))
    ordered = [*(path for path in known if path in members), *sorted(members.keys() - known.keys())]
    return {
        path: Group(
            path,
            titles.get(path) or path.rpartition("/")[2].replace("-", " ").capitalize(),
            tuple(name for name in members[path] if guides[name].meta.group == path),
            tuple(inner for inner in ordered if inner.rpartition("/")[0] == path),
            tuple(members[path]),
        )
        for path in _depth_first(ordered)
    }


def lineage(path: str) -> Iterator[str]:
    """Yield the groups that a group stands in, the outermost first, and then itself."""
    parts = path.split("/") if path else []
    return ("/".join(parts[:end]) for end in range(1, len(parts) + 1))


def _depth_first(ordered: Iterable[str], above: str = "") -> Iterator[str]:
    ordered = list(ordered)
    for path in ordered:
        if path.rpartition("/")[0] == above:
            yield path
            yield from _depth_first(ordered, path)
