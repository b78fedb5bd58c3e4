"""Fetching a page: where it was read, and conditional requests."""

from __future__ import annotations

import pytest

from proofpack.model.outcomes import Outcome, Validators
from tests.refresh.fetch.conftest import MakeFetcher, Serve
from tests.refresh.fetch.servers import answer, page, says

pytestmark = pytest.mark.faults


PAGE = page()


def test_a_page_is_read_where_it_was_asked_for(serve: Serve, fetcher: MakeFetcher) -> None:
    """A 200 gives the document, its validators, and no outcome."""
    server = serve(says(page(headers='ETag: "one"|Last-Modified: Fri, 20 Nov 2026 10:00:00 GMT')))
    result = fetcher().fetch(server.url("/page?a=b#part"))
    assert result.outcome is None
    assert result.document is not None
    assert (result.document.kind, result.document.text) == ("html", "<p>hello</p>")
    assert result.document.url == result.document.asked == server.url("/page?a=b#part")
    assert result.chain == (server.url("/page?a=b"),)
    assert (result.status, result.detail) == (200, "")
    assert result.validators == Validators('"one"', "Fri, 20 Nov 2026 10:00:00 GMT")


# --- has it changed? -----------------------------------------------------------------------------

KNOWN = Validators('W/"one"', "Fri, 20 Nov 2026 10:00:00 GMT")


def test_304_to_a_question_is_unchanged(serve: Serve, fetcher: MakeFetcher) -> None:
    """The validators of the last fetch are sent, and a 304 to them is an outcome of its own."""
    server = serve(says(answer("304 Not Modified", 'ETag: W/"one"', length=False)))
    result = fetcher().fetch(server.url(), KNOWN)
    assert (result.outcome, result.status, result.document) == (Outcome.UNCHANGED, 304, None)
    headers = server.requests[0].headers
    assert headers["if-none-match"] == KNOWN.etag
    assert headers["if-modified-since"] == KNOWN.modified


def test_a_304_that_names_no_validators_leaves_those_we_had(
    serve: Serve, fetcher: MakeFetcher
) -> None:
    """What identified the page still does."""
    server = serve(says(answer("304 Not Modified", length=False)))
    assert fetcher().fetch(server.url(), KNOWN).validators == KNOWN


def test_validators_are_for_the_address_that_gave_them(serve: Serve, fetcher: MakeFetcher) -> None:
    """After a redirect nothing is asked conditionally, a 304 means nothing, and none are kept."""
    away = answer("302 Found", "Location: /b")
    server = serve(says(away, page(headers='ETag: "two"'), away, answer("304 X", length=False)))
    one = fetcher()
    assert one.fetch(server.url("/a"), KNOWN).validators == Validators()
    assert "if-none-match" not in server.requests[1].headers
    assert one.fetch(server.url("/a"), KNOWN).outcome is Outcome.HTTP_ERROR


@pytest.mark.parametrize("etag", ["", '"ü"', '"' + "x" * 200 + '"', '"a\tb"'])
def test_odd_validators_are_not_kept(serve: Serve, fetcher: MakeFetcher, etag: str) -> None:
    """Only what is printable, ASCII and short is worth a place in the ledger."""
    result = fetcher().fetch(serve(says(page(headers=f"ETag: {etag}"))).url())
    assert result.outcome is None
    assert result.validators == Validators()


@pytest.mark.parametrize("etag", ["", '"a"\r\nX-Evil: 1', '"ü"', "x" * 201])
def test_odd_validators_are_not_sent(serve: Serve, fetcher: MakeFetcher, etag: str) -> None:
    """A ledger that was edited by hand cannot change a request."""
    server = serve(says(PAGE))
    assert fetcher().fetch(server.url(), Validators(etag)).outcome is None
    assert not {"if-none-match", "x-evil"} & set(server.requests[0].headers)
