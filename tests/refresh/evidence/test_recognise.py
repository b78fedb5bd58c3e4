"""Pages that came with status 200 and are not the document, and documents that only look so."""

from __future__ import annotations

import pytest

from proofpack.model.outcomes import Document, Kind, Outcome
from proofpack.refresh.evidence import evaluate
from tests.refresh.evidence.test_extract import OTHER, QUOTE, URL, evaluated, source
from tests.secrets import mask
from tests.vectors import each_of


def page(title: str, body: str, head: str = "") -> str:
    """Return an HTML page."""
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


NOT_DOCUMENTS: dict[str, tuple[Outcome, str]] = {
    "login": (
        Outcome.LOGIN_WALL,
        page("Sign in", "<h1>Sign in</h1><form><input name=u><input type=password></form>"),
    ),
    "login-sso": (
        Outcome.LOGIN_WALL,
        page(
            "Log in | Docs", "<main><h1>Log in to continue</h1><p>Continue with Google</p></main>"
        ),
    ),
    "login-long-footer": (
        Outcome.LOGIN_WALL,
        page(
            "Welcome",
            "<h1>Welcome back</h1><form><p>Email</p><input type=password><p>Forgot your password?</p>"
            "</form><footer>" + "Terms. " * 100 + "</footer>",
        ),
    ),
    "members-only": (
        Outcome.LOGIN_WALL,
        page("Docs", "<h1>Members only</h1><p>You must be logged in to see this page.</p>"),
    ),
    "challenge": (
        Outcome.CHALLENGE,
        page(
            "Just a moment...", "<p>Enable JavaScript and cookies to continue</p><script></script>"
        ),
    ),
    "captcha": (
        Outcome.CHALLENGE,
        page("Docs", "<h1>One more step</h1><p>Please complete the security check. Ray ID: 1</p>"),
    ),
    "blocked": (
        Outcome.CHALLENGE,
        page("Access denied", "<h1>Access denied</h1><p>You have been blocked. Reference #18.</p>"),
    ),
    "shell-root": (
        Outcome.SCRIPT_ONLY,
        page("Docs", '<div id="root"></div><script src="/app.js"></script>'),
    ),
    "shell-noscript": (
        Outcome.SCRIPT_ONLY,
        page(
            "Docs", "<noscript>You need to enable JavaScript to run this app.</noscript><div></div>"
        ),
    ),
    "shell-loading": (
        Outcome.SCRIPT_ONLY,
        page("Docs", "<div id=app>Loading…</div><script src=/a.js></script>"),
    ),
    "soft-404": (
        Outcome.NOT_THE_DOCUMENT,
        page(
            "Page not found",
            f"<h1>404</h1><p>The page you are looking for does not exist.</p>{OTHER}",
        ),
    ),
    "soft-404-short": (Outcome.NOT_THE_DOCUMENT, page("404", "<h1>Oops!</h1><p>Go home.</p>")),
    "soft-404-by-script": (
        Outcome.NOT_THE_DOCUMENT,
        page("404: This page could not be found", "<h1>404</h1><script src=/x.js></script>"),
    ),
    "maintenance": (
        Outcome.NOT_THE_DOCUMENT,
        page("Docs", "<h1>We are down for maintenance</h1><p>We will be back shortly.</p>"),
    ),
    "parked": (
        Outcome.NOT_THE_DOCUMENT,
        page("docs.example.com", "<h1>docs.example.com</h1><p>This domain may be for sale.</p>"),
    ),
    "server-default": (
        Outcome.NOT_THE_DOCUMENT,
        page(
            "Welcome to nginx!",
            "<h1>Welcome to nginx!</h1><p>Further configuration is required.</p>",
        ),
    ),
    "canonical-home": (
        Outcome.NOT_THE_DOCUMENT,
        page("Home", OTHER, '<link rel="canonical" href="https://docs.example.com/">'),
    ),
    "little": (Outcome.NOT_THE_DOCUMENT, page("Docs", "<main><p>Hello there.</p></main>")),
    "empty": (Outcome.NOT_THE_DOCUMENT, page("Docs", "<main></main>")),
    "nothing": (Outcome.NOT_THE_DOCUMENT, ""),
    "blank": (Outcome.NOT_THE_DOCUMENT, " \n "),
}


@each_of(("outcome", "text"), NOT_DOCUMENTS.values(), ids=NOT_DOCUMENTS)
@each_of("quotes", [(QUOTE,), ()], ids=["with-facts", "without-facts"])
def test_what_is_not_the_document_is_named(
    outcome: Outcome, text: str, quotes: tuple[str, ...]
) -> None:
    """It is never a success, no sighting is made, and the reason is in plain words."""
    evaluation = evaluated(text, *quotes)
    assert evaluation.outcome is outcome
    assert evaluation.detail.startswith("the page")
    assert evaluation.matches == ()


PAD = (
    "<p>"
    + "It says in detail what a client does, when it does so, and why that is right. " * 8
    + "</p>"
)
CODE = "<h2>Example</h2><pre>GET /v1</pre><h2>Fields</h2><table><tr><td>a</table><h2>More</h2>"
DOCUMENTS = {
    "404-reference": page(
        "404 Not Found - API errors",
        f"<main><h1>404 Not Found</h1><p>The resource was not found. The page you requested does not"
        f" exist, or the path is wrong.</p>{CODE}{PAD}{PAD}{CODE}{PAD}</main>",
    ),
    "error-codes": page(
        "Error codes",
        f"<main><h1>Error codes</h1><p>404: page not found. 503: maintenance.</p>{CODE}{PAD}",
    ),
    "login-guide": page(
        "Sign in with SSO",
        f"<main><h1>Sign in with SSO</h1><p>To sign in with Google, open the console. If a person forgot"
        f" their password, they reset your password there.</p>{CODE}{PAD}</main>",
    ),
    "login-window": page(
        "Rate limits",
        f"<main><h1>Rate limits</h1>{PAD}{PAD}</main><form><input type=password></form>",
    ),
    "maintenance-guide": page(
        "Maintenance windows",
        f"<main><h1>Scheduled maintenance</h1><p>The service is down for maintenance at night, and"
        f" temporarily unavailable.</p>{CODE}{PAD}</main>",
    ),
    "captcha-guide": page(
        "CAPTCHA",
        f"<main><h1>Captcha</h1><p>Verify you are human with our widget.</p>{CODE}{PAD}</main>",
    ),
    "limits-guide": page(
        "Rate limits",
        f"<main><h1>Too many requests</h1><p>Automated requests are slowed.</p>{PAD}</main>",
    ),
    "scripts": page("Docs", f"<main><h1>Enable JavaScript</h1>{PAD}</main><script></script>"),
    "own-canonical": page("Docs", OTHER, f'<link rel="canonical" href="{URL}">'),
}


@each_of("text", DOCUMENTS.values(), ids=DOCUMENTS)
def test_documentation_about_such_pages_is_documentation(text: str) -> None:
    """A document that lost its quote is a document that lost its quote."""
    known = evaluated(
        text.replace(PAD, f"{PAD}{QUOTE}").replace(OTHER, OTHER + QUOTE), QUOTE
    ).landmarks
    document = Document(URL, URL, "html", text)
    assert known
    assert evaluate(source(QUOTE), document, mask(), known).outcome is Outcome.QUOTE_MISSING
    expecting = source(expect=["Ordinary words" if OTHER in text else "It says in detail"])
    assert evaluate(expecting, document, mask()).outcome is Outcome.READ


@each_of("text", [one[1] for one in NOT_DOCUMENTS.values() if "<h1>" in one[1]])
def test_a_page_with_one_of_its_quotes_is_the_document(text: str) -> None:
    """Whatever else it says, a page that carries a quote of the source is its document."""
    evaluation = evaluated(
        text.replace("<h1>", f"<p>Here, {QUOTE}.</p><h1>", 1), QUOTE, "another quote of it"
    )
    assert evaluation.outcome is Outcome.QUOTE_MISSING
    assert [one.found for one in evaluation.matches] == [True, False]


def test_a_server_that_challenges_is_believed() -> None:
    """What the headers call a challenge is one, whatever its body says."""
    document = Document(URL, URL, "html", f"<main>{OTHER}{QUOTE}</main>", challenged=True)
    assert evaluate(source(QUOTE), document, mask()).outcome is Outcome.CHALLENGE


@pytest.mark.parametrize(
    "landed",
    ["https://docs.example.com", "https://docs.example.com/", "https://docs.example.com/en/"],
)
def test_a_home_page_served_instead_is_named(landed: str) -> None:
    """A deep address that ends at the root did not serve the document."""
    document = Document(landed, URL, "html", f"<main>{OTHER}</main>")
    assert evaluate(source(QUOTE), document, mask()).outcome is Outcome.NOT_THE_DOCUMENT


def test_a_home_page_that_was_asked_for_is_a_document() -> None:
    """A source may be a home page."""
    home = "https://docs.example.com/"
    assert evaluate(source(), Document(home, home, "html", OTHER), mask()).outcome is Outcome.READ


def test_a_script_shell_has_a_hint() -> None:
    """The maintainer is told what to do about a page that scripts make."""
    assert "`read:`" in evaluated(NOT_DOCUMENTS["shell-root"][1], QUOTE).detail


@pytest.mark.parametrize("kind", ["markdown", "text"])
def test_pages_without_markup_are_recognised_too(kind: Kind) -> None:
    """A twin that says that it was not found is no document."""
    evaluation = evaluated("# Page not found\n\nThis page does not exist.\n", QUOTE, kind=kind)
    assert evaluation.outcome is Outcome.NOT_THE_DOCUMENT


def test_an_absence_on_a_page_that_is_no_document_does_not_hold() -> None:
    """That an error page does not say something settles nothing."""
    absence = {"id": "none", "says": "So.", "pattern": "never"}
    evaluation = evaluated(NOT_DOCUMENTS["soft-404"][1], absences=[absence])
    assert evaluation.outcome is Outcome.NOT_THE_DOCUMENT
    assert evaluation.matches == ()


def test_details_never_repeat_the_page() -> None:
    """What is said of a page that is no document is in our words."""
    details = {evaluated(text, QUOTE).detail for _, text in NOT_DOCUMENTS.values()}
    assert len(details) < len(NOT_DOCUMENTS)
