"""Trifles between a quote and its page: what is found all the same, and what is lost."""

from __future__ import annotations

from tests.refresh.evidence.test_match import sight
from tests.vectors import each_of

FOUND = [
    (
        "Commands run in a container, not on your machine",
        "Commands run in a container - not on your machine",
    ),
    (
        "Commands run in a container, apart from others",
        "Commands run in a container apart from others",
    ),
    ("the answer which comes late is dropped", "the answer, which comes late, is dropped"),
    ("the answer comes late and is dropped", "the answer comes late \u2014 and is dropped"),
    (
        "the answer\u2014which comes late\u2014is dropped",
        "the answer, which comes late, is dropped",
    ),
    ("a real-time answer of the server", "a real time answer of the server"),
    ("[2] server.port: the port of the server", "[14] server.port: the port of the server"),
    ("the port of the server.[2] See below", "the port of the server.[3] See below"),
    ("the port of the server. [2] See below", "the port of the server. [31] See below"),
    ("the port of the server of yours", "the port of the server[^1] of yours"),
    ("the port\u2020 of the server of yours", "the port of the server of yours"),
    ("The answer of the server is dropped", "An answer of the server is dropped"),
    ("The answer of the server is dropped", "Answer of the server is dropped"),
    ("a pause of the server", "On overload, pause of the server"),
]


@each_of(("quote", "page"), FOUND)
def test_a_trifle_loses_no_quote(quote: str, page: str) -> None:
    """A comma, a dash, a footnote mark and an article before the first word are no other wording."""
    seen = sight(f"<p>{page}.</p>", quote)
    assert seen.found


LOST = [
    ("retry, not fail at the first error", "retry not fail at the first error"),
    ("No, requests are sent again by us", "No requests are sent again by us"),
    ("it must, if asked, send again", "it must if asked send again"),
    ("a limit of 1,000 calls in all", "a limit of 1000 calls in all"),
    ("a limit of 1,000 calls in all", "a limit of 1.000 calls in all"),
    ("a limit of 10, 20 or 30 calls", "a limit of 10 20 or 30 calls"),
    ("a limit of 10-20 calls in all", "a limit of 10, 20 calls in all"),
    ("a limit of -5 degrees in the room", "a limit of 5 degrees in the room"),
    ("-5 degrees in the room of ours", "5 degrees in the room of ours"),
    ("after ten seconds, it is sent again", "after ten seconds it is sent again"),
    ("call it with --force and go on", "call it with force and go on"),
    ("call it with -v and then go on", "call it with v and then go on"),
    ("a non-deprecated call of the server", "a non deprecated call of the server"),
    ("send an e-mail to the server of ours", "send an email to the server of ours"),
    ("the model small-4 answers at once", "the model small 4 answers at once"),
    ("read messages[0] and answer at once", "read messages[1] and answer at once"),
    ("read <code>messages</code>[0] at once", "read <code>messages</code>[1] at once"),
    ("a few requests of the server fail", "few requests of the server fail"),
    ("The server must send it again", "A proxy server must send it again"),
    ("The request of a client is answered", "no request of a client is answered"),
    ("the requests are dropped at once", "the request are dropped at once"),
    (
        "one answer, one more, and so on, and on, then stop",
        "one answer one more and so on and on then stop",
    ),
    ("the answer is dropped. Then stop", "the answer is dropped, then stop"),
    ("it is sent again; then it stops", "it is sent again, then it stops"),
    ("the speed is =, as was said there", "the speed is = as was said there"),
]


@each_of(("quote", "page"), LOST)
def test_what_is_no_trifle_loses_the_quote(quote: str, page: str) -> None:
    """Nothing is overlooked at a negation, a number, a unit, a sign or a modal verb, or of a word."""
    assert not sight(f"<p>{page}.</p>", quote.replace("<code>", "").replace("</code>", "")).found


def test_what_differs_by_a_letter_is_lost_and_shown() -> None:
    """The nearest text shows the letter."""
    seen = sight(
        "<p>Clients retry with growing pause in all.</p>", "Clients retry with growing pauses"
    )
    assert (seen.found, seen.nearest) == (False, "Clients retry with growing pause in all.")
