"""Many vectors of one function as one test."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest

Test = Callable[..., None]
Title = Callable[[Any], object]


def each_of(
    arguments: str | Sequence[str], values: Iterable[Any], ids: Iterable[str] | Title = repr
) -> Callable[[Test], Test]:
    """Like `pytest.mark.parametrize`, but all vectors are one test, which names each that fails.

    A test of pytest costs about four milliseconds beside what it does, a vector none.
    It is for functions without a fixture of their own: what one vector changes, the next would see.

    Raises:
        ExceptionGroup: Some vectors fail. Its message names all of them, with what they say.
    """
    names = (
        [name.strip() for name in arguments.split(",")] if isinstance(arguments, str) else arguments
    )
    vectors = [_values(value, len(names)) for value in values]
    assert vectors, "there is no vector"
    titles = _titles(vectors, ids)

    def decorate(test: Test) -> Test:
        signature = inspect.signature(test)

        @functools.wraps(test)
        def run(**fixtures: Any) -> None:
            failures: list[BaseException] = []
            messages = []
            for title, vector in zip(titles, vectors, strict=True):
                try:
                    test(**fixtures, **dict(zip(names, vector, strict=True)))
                except (Exception, BaseExceptionGroup, pytest.fail.Exception) as failure:  # noqa: BLE001 - all are told
                    failures.append(failure)
                    messages.append(f"{title}: {failure}")
            if failures:
                counts = f"{len(failures)} of {len(vectors)} vectors fail"
                raise BaseExceptionGroup("\n".join([counts, *messages]), failures)

        rest = [one for name, one in signature.parameters.items() if name not in names]
        run.__signature__ = signature.replace(parameters=rest)  # type: ignore[attr-defined] # of any function
        return run

    return decorate


def _values(value: Any, count: int) -> Sequence[Any]:
    """The arguments of a vector: a single one need not stand in brackets."""
    return [value] if count == 1 else value


def _titles(vectors: Sequence[Sequence[Any]], ids: Iterable[str] | Title) -> list[str]:
    """What each vector is called in a message."""
    if callable(ids):
        return [", ".join(str(ids(value)) for value in vector) for vector in vectors]
    return list(ids)
