"""Links to words on a page, as text fragments."""

from __future__ import annotations

from proofpack.text.text_fragment import text_fragment
from tests.vectors import each_of

PAGE = "https://example.org/a"


@each_of(
    ("quote", "around", "fragment"),
    [
        ("wait for it", "", "wait%20for%20it"),
        # What means something in a directive, and what means something in an address.
        ("back-off, a & b #1", "", "back%2Doff%2C%20a%20%26%20b%20%231"),
        ("a 100% größer", "", "a%20100%25%20gr%C3%B6%C3%9Fer"),
        ("lines  that\nwrap", "", "lines%20that%20wrap"),
        ("1 2 3 4 5 6 7 8 9 10", "", "1%202%203%204%205%206%207%208%209%2010"),
        ("1 2 3 4 5 6 7 8 9 10 11", "", "1%202%203%204%205,7%208%209%2010%2011"),
        ("may retry", "If it is 429 you may retry once.", "is%20429%20you-,may%20retry,-once."),
        ("may retry", "You may retry", "You-,may%20retry"),
        ("may retry", "may retry now", "may%20retry,-now"),
        ("may retry", "\u2026ou may retry, as\u2026", "may%20retry,-%2C"),
        ("may retry", "something else", "may%20retry"),
    ],
)  # fmt: skip
def test_a_quote_is_named_as_the_specification_wants(
    quote: str, around: str, fragment: str
) -> None:
    """Encoded; by its ends where it is long; with what stands around it where that is known."""
    assert text_fragment(PAGE, quote, around) == f"{PAGE}#:~:text={fragment}"


def test_an_address_with_a_fragment_keeps_it() -> None:
    """A page within a page is opened as before, and the words are looked for in it."""
    assert text_fragment(f"{PAGE}#/one", "words here") == f"{PAGE}#/one:~:text=words%20here"
