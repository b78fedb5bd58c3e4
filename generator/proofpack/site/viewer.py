"""Who waits for a build in a browser, and what for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from msgspec import Struct


class Viewer(Struct, frozen=True):
    """What somebody who waits for a build asks, and is told. Nobody asks for nothing.

    Attributes:
        stopped: tells whether the build is wanted no more.
        looks_at: gives the pages that are open somewhere, as files of the site.
        first: called with files of the site, before any other is made: pages that are open, and what
            they load, as the build will leave them.
        shown: called as soon as the pages stand there; what is added to them follows. None where nobody
            waits.
    """

    stopped: Callable[[], bool] = lambda: False
    looks_at: Callable[[], Collection[str]] = tuple
    first: Callable[[Mapping[str, bytes]], None] = lambda _: None
    shown: Callable[[], None] | None = None
