"""What has changed as an Atom feed (RFC 4287): one entry a change, the newest first.

Nothing in it comes from a clock: it was updated when the newest of its changes happened. What has no
known address is linked as seen from the feed.
"""

from __future__ import annotations

import hashlib
import html
import re
import uuid
from collections.abc import Iterator, Sequence

from proofpack.model.library import Library
from proofpack.model.library.changes import DatedChange, dated_changes
from proofpack.project.mkdocs_config import MkdocsConfig
from proofpack.text.escape import plain
from proofpack.text.plural import count

PAGE = "changes.md"
"""Where the page of the newest changes stands."""
FEED = "changes.xml"
"""Where the feed of changes stands."""
HISTORY = "history_"
"""The anchor of the history of a contract, on its page: no row of it can be called so."""
NEWEST = 100
"""How many changes it shows; the feed has as many."""
# What XML 1.0 has no way to write.
_UNFIT = "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"


def newest_changes(library: Library) -> list[DatedChange]:
    """Return the changes that the feed tells."""
    return dated_changes(library)[:NEWEST]


def basis(changes: Sequence[DatedChange], library: Library, site: MkdocsConfig) -> str:
    """Return a digest of everything that the feed tells. Arguments as of `feed`."""
    entries = [(change, _title(change, library)) for change in changes]
    return hashlib.sha256(repr((site, entries)).encode()).hexdigest()


def feed(changes: Sequence[DatedChange], library: Library, site: MkdocsConfig) -> bytes:
    """Return the feed.

    Args:
        changes: what it tells, newest first, at least one.
        library: the project.
        site: where its pages stand.
    """
    return ("\n".join(_lines(changes, library, site)) + "\n").encode()


def _lines(changes: Sequence[DatedChange], library: Library, site: MkdocsConfig) -> Iterator[str]:
    name = _text(site.name)
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield '<feed xmlns="http://www.w3.org/2005/Atom">'
    yield f"  <id>{_id(site, 'changes')}</id>"
    yield f"  <title>{name}: changes</title>"
    yield f"  <updated>{_midnight(changes[0])}</updated>"
    yield f"  <author><name>{name}</name></author>"
    yield f'  <link rel="self" type="application/atom+xml" href={_href(site, FEED)}/>'
    yield f'  <link rel="alternate" type="text/html" href={_href(site, PAGE)}/>'
    for change in changes:
        day, kind = change.day.isoformat(), change.kind
        yield "  <entry>"
        yield f"    <id>{_id(site, kind, change.id, day, change.key)}</id>"
        yield f"    <title>{_text(_title(change, library))}</title>"
        yield f"    <updated>{_midnight(change)}</updated>"
        yield f'    <link rel="alternate" type="text/html" href={_href(site, *_page(change, library))}/>'
        yield f'    <category term="{kind}"/>'
        yield f'    <summary type="text">{_text(_summary(change))}</summary>'
        yield "  </entry>"
    yield "</feed>"


def _id(site: MkdocsConfig, *parts: str) -> str:
    """Return an id that stays, whatever the words and the address of what it names become."""
    name = "\n".join((site.place or site.name, *parts))
    return uuid.uuid5(uuid.NAMESPACE_URL, name).urn


def _title(change: DatedChange, library: Library) -> str:
    if change.kind == "guide":
        return library.guides[change.id].meta.title
    if change.kind == "source":
        return library.sources[change.id].name
    return (library.tables.get(change.id) or library.contracts[change.id]).record.title


def _page(change: DatedChange, library: Library) -> tuple[str, str]:
    """Return the page of what changed, and the place on it."""
    if change.kind == "guide":
        return library.guides[change.id].file.target, "history"
    row = change.key.partition("#")[2]
    anchor = row or ("" if change.kind == "source" else HISTORY)
    if len(change.facts) == 1:
        anchor = change.facts[0].partition(".")[2]
    return f"{change.kind}s/{change.id}.md", anchor


def _summary(change: DatedChange) -> str:
    if change.kind != "source":
        return plain(change.what)
    names = [ref.partition(".")[2] for ref in change.facts]
    if not names:
        return change.what
    shown = ", ".join(names) if len(names) <= NEWEST else count(len(names), "fact")
    return f"{change.what} {shown}."


def _href(site: MkdocsConfig, target: str, anchor: str = "") -> str:
    address = (site.address(target) or site.page(target)) + (f"#{anchor}" if anchor else "")
    return f'"{html.escape(re.sub(_UNFIT, "", address))}"'


def _text(value: str) -> str:
    return html.escape(re.sub(_UNFIT, "", value), quote=False)


def _midnight(change: DatedChange) -> str:
    return f"{change.day.isoformat()}T00:00:00Z"
