"""Sentences of real sites that stand newly on a page: everyday ones ask nobody."""

from __future__ import annotations

from tests.notices import Page, Sentence, pages, sentences
from tests.vectors import each_of

EVERYDAY = sentences("everyday.json")


@each_of("at", range(len(EVERYDAY)), ids=[one.id for one in EVERYDAY])
def test_an_everyday_sentence_asks_nobody(at: int) -> None:
    """A new example, tip or note near a quote is no notice, however it is marked up."""
    page = pages()[at % len(pages())]
    assert not page.asks(EVERYDAY[at])


@each_of("page", pages(), ids=lambda page: page.case.name)
def test_a_notice_in_the_section_of_a_quote_asks_a_person(page: Page) -> None:
    """The plainest notice is seen, so what is put there does stand near the quote."""
    text = "This is deprecated and will be removed."
    assert page.notices(Sentence("any", text, "paragraph", "section"))
