"""A test of many vectors runs all of them, and names each that fails."""

import pytest

from tests.vectors import each_of


def test_each_vector_that_fails_is_named() -> None:
    """With what it says, decorators above each other, too."""
    runs = []

    @each_of("number, limit", [(1, 2), (3, 2), (1, 3), (9, 1)])
    @each_of("word", ["a", "b"], ids=str.upper)
    def small(number: int, limit: int, word: str) -> None:
        runs.append((number, word))
        assert number < limit, word

    with pytest.raises(ExceptionGroup) as failure:
        small()
    text = str(failure.value)
    for part in ("2 of 4 vectors fail", "3, 2: 2 of 2 vectors fail", "9, 1: 2 of 2 vectors fail"):
        assert part in text
    for part in ("A: a", "B: b"):
        assert text.count(part) == 2
    assert "1, 2" not in text
    assert len(runs) == 8


def test_an_error_that_does_not_come_fails_too() -> None:
    """What `pytest.raises` says of it is no `Exception`."""

    @each_of("text", ["1", "x"])
    def raises(text: str) -> None:
        with pytest.raises(ValueError, match="invalid"):
            int(text)

    with pytest.raises(BaseExceptionGroup, match="1 of 2 vectors fail\n'1': DID NOT RAISE"):
        raises()


@pytest.fixture
def base() -> int:
    """A number."""
    return 1


@each_of("number", [1, 2])
def test_fixtures_are_given(base: int, number: int) -> None:
    """Beside the arguments of the vector."""
    assert number >= base


def test_nothing_to_test_is_a_fault() -> None:
    """A list that has become empty would pass unseen."""
    with pytest.raises(AssertionError, match="no vector"):
        each_of("text", [])
