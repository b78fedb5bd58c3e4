"""The navigation: made from the data, and never a longer list than somebody reads.

A list of more than `MOST` entries is not in it: its index page has them all, with a filter. So what a
page shows beside itself does not grow with the site, and a new page changes only those that show it.
Pages of an author's own stand in it as they stand in their folders: no index page of ours has them.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping

from proofpack.model.library import Library
from proofpack.site.render.pages import MOST, SitePage, group_page, publishers

Nav = list["str | dict[str, str | Nav]"]
_TRUST = ("freshness.md", "changes.md")
"""Pages of ours that tell how far the others can be trusted: they stand with those about the site."""
_ABOUT = "about"
_MATRIX = "contracts/matrix.md"
_TOPS = ("guides", "worksheets", "contracts", "tables", "sources")


def navigation(library: Library, pages: Mapping[str, SitePage], replaced: Mapping[str, str]) -> Nav:
    """Return the navigation, as MkDocs writes it. A new guide appears in it by itself.

    That of a site that was adopted is its own: then these are the entries that ours add to it.

    Args:
        library: the project.
        pages: every page of the site, by its place in it, but for those that are handed on.
        replaced: as `Bases.replacing` takes them.
    """
    adopted = library.at.adopted
    nav: Nav = [] if adopted else [{"Home": "index.md"}]
    if library.guides or not adopted:
        nav += _section("Guides", "guides/index.md", _guides(library))
    for title, folder, names in (
        ("Forms", "worksheets", library.worksheets),
        ("Decision tables", "tables", library.tables),
        ("Contracts", "contracts", library.contracts),
    ):
        if names:
            entries: Nav = [_entry(pages, f"{folder}/{name}.md") for name in names]
            nav += _section(title, f"{folder}/index.md", entries)
    if _MATRIX in pages:
        nav.append(_entry(pages, _MATRIX))
    if library.sources or not adopted:
        nav += _section("Sources", "sources/index.md", _sources(library))
    if "faq.md" in pages:
        nav.append(_entry(pages, "faq.md"))
    if adopted:
        nav += [_entry(pages, target) for target in _TRUST if target in pages]
    else:
        nav += _other(library, pages, replaced)
    return _standing(nav, replaced) if replaced else nav


def _standing(nav: Nav, replaced: Mapping[str, str]) -> Nav:
    """Return a navigation with pages of the author's own in the place of those that they replace."""
    standing: Nav = []
    for entry in nav:
        if isinstance(entry, str):
            standing.append(replaced.get(entry, entry))
            continue
        for title, inner in entry.items():
            if isinstance(inner, str):
                standing.append({title: replaced.get(inner, inner)})
            else:
                standing.append({title: _standing(inner, replaced)})
    return standing


def _targets(entry: str | dict[str, str | Nav]) -> list[object]:
    return list(entry.values()) if isinstance(entry, dict) else []


def _guide(library: Library, name: str) -> dict[str, str | Nav]:
    guide = library.guides[name]
    return {_title(guide.meta.title): guide.file.target}


def _entry(pages: Mapping[str, SitePage], target: str) -> str | dict[str, str | Nav]:
    """Return the entry of a page; one of the author's own, in the place of ours, has its own title."""
    return {_title(pages[target].title): target} if target in pages else target


def _title(text: str) -> str:
    # The theme prints titles raw.
    return html.escape(text, quote=False)


def _section(title: str, index: str, entries: Nav) -> Nav:
    """Return a section that begins with its index page, or that page alone where entries are many."""
    return [{title: [index, *entries] if 0 < len(entries) <= MOST else index}]


def _guides(library: Library) -> Nav:
    """Return the outermost groups with what is in them, and the guides without a group."""
    outermost = (path for path in library.groups if "/" not in path)
    alone = (guide.id for guide in library.guides.values() if not guide.meta.group)
    return _within(library, outermost, alone)


def _within(library: Library, paths: Iterable[str], guides: Iterable[str]) -> Nav:
    """Return groups with what is in them, and guides behind them."""
    nav: Nav = []
    for path in paths:
        group = library.groups[path]
        entries = _within(library, group.groups, group.guides)
        nav += _section(_title(group.title), group_page(path), entries)
    return nav + [_guide(library, guide) for guide in guides]


def _sources(library: Library) -> Nav:
    """Return the sources by publisher; where one has too many, all stand on the index page alone."""
    grouped = publishers(library)
    if any(len(sources) > MOST for sources in grouped.values()):
        return []
    return [
        {
            _title(publisher): [
                {_title(source.name): f"sources/{source.id}.md"} for source in sources
            ]
        }
        for publisher, sources in grouped.items()
    ]


def _other(
    library: Library, pages: Mapping[str, SitePage], replaced: Mapping[str, str]
) -> Iterator[str | dict[str, str | Nav]]:
    """Yield the hand-written pages that have no place above: single ones, then one group a folder."""
    lists = (replaced.get(f"{top}/index.md") for top in _TOPS)
    above = {"index.md", "faq.md", *_TRUST, *lists}
    trust = [target for target in _TRUST if target in pages]
    folders: dict[str, list[str]] = {_ABOUT: []} if trust else {}
    guides = {guide.file.path for guide in library.guides.values()}
    titles = {file.target: file.meta.title for file in library.pages}
    for file in sorted(library.pages, key=lambda page: (page.meta.order, page.title)):
        folder, _, _ = file.target.rpartition("/")
        top = folder.partition("/")[0]
        if file.target not in above and top not in _TOPS and file.path not in guides:
            folders.setdefault(top, []).append(file.target)
    for folder, targets in sorted(folders.items()):
        listed: Nav = [
            {_title(titles[target] or ""): target} if titles[target] else target
            for target in targets
        ]
        if not folder:
            yield from listed
            continue
        index = f"{folder}/index.md"
        first: Nav = [index] if index in targets else []
        rest = [entry for entry in listed if index not in (entry, *_targets(entry))]
        rest += [_entry(pages, target) for target in trust] if folder == _ABOUT else []
        yield {folder.replace("-", " ").capitalize(): [*first, *rest]}
