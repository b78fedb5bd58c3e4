"""Results of pure functions that take long, kept from one run of the program to the next.

What is read off a pattern depends on its text and on the program alone, and takes a thousand times what
it takes to look it up: without this, a build after one edit spends more on patterns than on the edit.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

T = TypeVar("T")
P = ParamSpec("P")
MOST = 2048
"""How many results are kept: ten times as many as the program's own patterns give."""
_known: dict[str, Any] = {}


def memo(
    to_json: Callable[[T], Any], from_json: Callable[[Any], T]
) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Return a decorator for a function of texts, numbers and truth values.

    Args:
        to_json: makes JSON of a result.
        from_json: makes a result of that again.
    """

    def decorated(function: Callable[P, T]) -> Callable[P, T]:
        @lru_cache(maxsize=1024)
        @wraps(function)
        def looked_up(*arguments: P.args, **named: P.kwargs) -> T:
            key = json.dumps([function.__qualname__, arguments, named])
            if key in _known:
                return from_json(_known[key])
            result = function(*arguments, **named)
            if len(_known) < MOST:
                _known[key] = to_json(result)
            return result

        return looked_up  # type: ignore[return-value] # texts, numbers and truth values are hashable

    return decorated


def know(results: Mapping[str, Any]) -> None:
    """Take what `known` gave in an earlier run of the same program."""
    _known.update(results)


def known() -> dict[str, Any]:
    """Return the results by function and arguments, as JSON."""
    return dict(_known)
