"""How often a process of ours looks for objects that hold only each other: hardly ever."""

from __future__ import annotations

import atexit
import contextlib
import gc
from collections.abc import Iterator

_BETWEEN_COLLECTIONS = 1_000_000
"""How many objects are made before Python looks for those that hold only each other. There are hardly
any: with its own 700, a build after one edit of 1,000 guides spends a fifteenth of its time on it."""
_BETWEEN_PAGES = 10_000
"""The same while pages are converted: converting leaves hundreds of them for each page."""


def collect_rarely() -> None:
    """Let this process look rarely, and not once more at its end.

    That would take a twelfth of a build that changes nothing; the memory goes back to the system anyway.
    """
    gc.set_threshold(_BETWEEN_COLLECTIONS)
    atexit.register(gc.freeze)


def look_at_what_is_new() -> None:
    """Let this process look more often, but only at what is made from now on.

    A cold build of 1,000 guides needs a quarter less memory with it, and takes as long.
    """
    gc.freeze()
    gc.set_threshold(_BETWEEN_PAGES)


@contextlib.contextmanager
def looking_at_what_is_new(worth: bool) -> Iterator[None]:
    """Do so for a while.

    Args:
        worth: whether so much is made that it matters.
    """
    before = gc.get_threshold()
    if worth:
        look_at_what_is_new()
    try:
        yield
    finally:
        if worth:
            gc.unfreeze()
            gc.set_threshold(*before)
