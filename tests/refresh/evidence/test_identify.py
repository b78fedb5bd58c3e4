"""Pages without a quote: the document all the same, or what is served in its place in any language."""

from __future__ import annotations

from functools import cache

import pytest
from msgspec import structs

from proofpack.model.outcomes import Document, Evaluation, Landmarks, Outcome
from proofpack.refresh.evidence import basis, evaluate
from tests.refresh.evidence.test_extract import QUOTE, URL, source
from tests.secrets import mask
from tests.vectors import each_of

NEAR = "each request carries its token"
TEXT = "<p>" + "Hier steht in ganzen Sätzen, was an dieser Stelle zu lesen ist. " * 20 + "</p>"


def page(title: str, heading: str, body: str, head: str = "") -> str:
    """Return an HTML page with an outline."""
    main = f"<main><h1>{heading}</h1>{body}<h2>More</h2>{TEXT}</main>"
    return f"<html><head><title>{title}</title>{head}</head><body>{main}</body></html>"


def read(
    text: str, known: Landmarks | None = None, url: str = URL, refresh: str = ""
) -> Evaluation:
    """Return what comes of reading a page, wherever the request ended."""
    document = Document(url, URL, "html", text, refresh=refresh)
    return evaluate(source(QUOTE, expect=[]), document, mask(), known)


DOCUMENT = page("Tokens - Docs", "Tokens", f"<p>Here, {QUOTE}.</p>")


@cache
def landmarks() -> Landmarks:
    """Return what is known of that page since it was read."""
    known = read(DOCUMENT).landmarks
    assert known
    return known


OTHERS = {
    "consent": page("Bevor Sie fortfahren", "Cookies", "<p>Bitte stimmen Sie zu.</p>"),
    "waiting-room": page("Salle d'attente", "Vous êtes en file", "<p>Patientez.</p>"),
    "region": page("サービス", "お住まいの地域では利用できません", "<p>申し訳ありません</p>"),
    "soft-404": page("Página no encontrada", "Ups", "<p>No hemos encontrado la página.</p>"),
    "same-site": page("Start - Docs", "Docs", "<p>Willkommen.</p>"),
}


@each_of("known", [False, True], ids=["unknown", "known"])
@each_of("text", OTHERS.values(), ids=OTHERS)
def test_a_page_with_nothing_near_its_quotes_is_not_the_document(text: str, known: bool) -> None:
    """However long it is, and whatever it says."""
    evaluation = read(text, landmarks() if known else None)
    assert (evaluation.outcome, evaluation.matches) == (Outcome.NOT_THE_DOCUMENT, ())
    told, _, called = evaluation.detail.partition("; it is called ")
    assert told == "none of its quotes stands there, and nothing near them"
    assert f"<title>{called.strip(chr(34))}</title>" in text
    assert evaluation.landmarks is None


def test_what_is_nearly_a_quote_shows_that_it_is_the_document() -> None:
    """An edited quote is lost, not the page; a likeness that comes by chance is none."""
    assert read(page("Other", "Other", f"<p>Here, {NEAR}.</p>")).outcome is Outcome.QUOTE_MISSING
    chance = page("Other", "Other", "<p>every reader has a choice</p>")
    assert read(chance).outcome is Outcome.NOT_THE_DOCUMENT


RENAMED = {
    "text": ("Tokens - Docs", "Tokens", "", True),
    "title": ("Keys - Docs", "Tokens", "", True),
    "heading": ("Tokens - Docs", "Keys", "", False),
    "outline": ("Tokens - Docs", "Tokens", "<h2>New</h2>", True),
    "title and outline": ("Keys - Docs", "Tokens", "<h2>New</h2>", False),
}


@each_of(("title", "heading", "body", "same"), RENAMED.values(), ids=RENAMED)
def test_two_landmarks_of_three_are_the_document(
    title: str, heading: str, body: str, same: bool
) -> None:
    """Whatever its quotes do. A new first heading is a new outline, too."""
    wanted = Outcome.QUOTE_MISSING if same else Outcome.NOT_THE_DOCUMENT
    assert read(page(title, heading, body), landmarks()).outcome is wanted
    assert read(page(title, heading, body)).outcome is Outcome.NOT_THE_DOCUMENT


def test_pages_without_landmarks_are_not_alike() -> None:
    """Two pages without title and headings have nothing in common by that."""
    bare = f"<body>{TEXT}<p>{QUOTE}</p></body>"
    assert read(bare).landmarks == Landmarks("", "", "")
    assert read(f"<body>{TEXT}</body>", read(bare).landmarks).outcome is Outcome.NOT_THE_DOCUMENT


def test_the_title_of_a_markdown_page_stands_above_it() -> None:
    """In its front matter, where it is title and first heading at once."""
    seen = [
        evaluate(source(QUOTE), Document(URL, URL, "markdown", text), mask()).landmarks
        for text in (f"---\nx: 1\ntitle: Tokens\n---\n{QUOTE}\n", f"# Tokens\n{QUOTE}\n\n## More\n")
    ]
    assert seen[0]
    assert seen[1]
    assert seen[0][:2] == seen[1][:2]
    assert seen[0].title == seen[0].heading != ""


ELSEWHERE = "https://docs.example.com/other"


@pytest.mark.parametrize(
    ("landed", "elsewhere"),
    [
        (ELSEWHERE, True),
        (f"{URL}/index.html", False),
        (f"{URL}.html?lang=en", False),
        (URL.replace("docs.", "www.docs."), False),
    ],
)
def test_a_redirect_to_another_page_counts_only_with_a_quote(landed: str, elsewhere: bool) -> None:
    """Neither what is near a quote nor a page's landmarks show that a redirect led to the document."""
    near = page("Tokens - Docs", "Tokens", f"<p>{NEAR}</p>")
    wanted = Outcome.NOT_THE_DOCUMENT if elsewhere else Outcome.QUOTE_MISSING
    assert read(near, landmarks(), landed).outcome is wanted
    assert read(DOCUMENT, None, landed).outcome is Outcome.CONFIRMED


FORM = '<form><p>E-Mail</p><input name=u><p>Passwort</p><input type=" Password "></form>'
LOGINS = {
    "german": (page("Anmelden", "Anmelden", FORM), URL),
    "without-main": (f"<title>Вход</title><body><h1>Вход</h1>{FORM}{TEXT}</body>", URL),
    "address": (page("Willkommen", "Willkommen", ""), "https://docs.example.com/users/sign_in"),
    "host": (page("Willkommen", "Willkommen", ""), "https://login.example.com/de/hallo"),
}


@pytest.mark.parametrize(("text", "landed"), LOGINS.values(), ids=LOGINS)
def test_a_login_is_one_in_every_language(text: str, landed: str) -> None:
    """By a field for a password in its main part, or by the address that it became."""
    assert read(text, None, landed).outcome is Outcome.LOGIN_WALL


@pytest.mark.parametrize("around", ["header", "nav", "dialog", "footer"])
def test_a_login_around_a_document_is_none(around: str) -> None:
    """A field for a password in the head of a page does not make it a login."""
    text = page("Tokens - Docs", "Tokens", "").replace("main>", "div>")
    text = text.replace("<body>", f"<body><{around}>{FORM}</{around}>")
    assert read(text, landmarks()).outcome is Outcome.QUOTE_MISSING


def test_the_address_of_a_document_about_logins_is_its_own() -> None:
    """What was asked for as a login did not become one."""
    address = "https://docs.example.com/auth/login"
    document = Document(f"{address}/", address, "html", page("Login", "Login", f"<p>{NEAR}</p>"))
    assert evaluate(source(QUOTE), document, mask()).outcome is Outcome.QUOTE_MISSING


META = '<meta http-equiv="Refresh" content="{}">'
SCRIPT = "<script>window.{}</script>"
ONWARD = {
    "meta": (page("Tokens", "Tokens", QUOTE, META.format("0; url=/other")), ""),
    "meta-quoted": (page("Moved", "Moved", "", META.format("3;URL='../other'")), ""),
    "meta-less-than-a-second": (page("T", "T", QUOTE, META.format(".5;url=/other")), ""),
    "meta-padded": (page("T", "T", QUOTE, META.format("000000000 ,/other")), ""),
    "header": (DOCUMENT, "0; url=https://docs.example.com/other"),
    "replace": (SCRIPT.format("location.replace('/other')"), ""),
    "assign": (SCRIPT.format('location.href = "/other?from=here"'), ""),
}


@each_of(("text", "refresh"), ONWARD.values(), ids=ONWARD)
def test_a_page_that_sends_its_readers_on_has_moved(text: str, refresh: str) -> None:
    """With its target, and without the target's query."""
    evaluation = read(text, landmarks(), refresh=refresh)
    assert (evaluation.outcome, evaluation.matches) == (Outcome.MOVED, ())
    assert evaluation.detail == f"sends its readers to {ELSEWHERE}"


AT_ONCE = [
    "location.replace('/other')",
    "window.location = '/other';",
    "let a = 1;location = `/other`",
    "// see /old\nvar a = {b: 1}\ntop.location.href = '/other'",
    "if (a) { b() }\nself.location.assign('/other')",
    "a.b(/[{'\"]/, 'if (x) {');\n/* { */ document.location.href='/other'",
]


@each_of("script", AT_ONCE)
def test_a_full_page_that_sends_its_readers_on_at_once_has_moved(script: str) -> None:
    """Its words are seen by nobody, as with a redirect of any other kind."""
    evaluation = read(DOCUMENT.replace("</body>", f"<script>{script}</script></body>"))
    assert (evaluation.outcome, evaluation.matches) == (Outcome.MOVED, ())
    assert evaluation.detail == f"sends its readers to {ELSEWHERE}"


ON_A_CONDITION = [
    "if (a) location.replace('/other')",
    "if (a)\n  location.replace('/other')",
    "if (a) b(); else\n  window.location = '/other'",
    "while (a())\nlocation.href = '/other'",
    "a && location.replace('/other')",
    "a ?\n location.replace('/other') : 1",
    "function go() {\n  location.replace('/other')\n}",
    "b.onclick = () => location.replace('/other')",
    "b.onclick = () => {\nlocation.replace('/other')\n}",
    "b.onclick = () =>\nlocation.replace('/other')",
    "a.location = '/other'",
    "const location = '/other'",
    "// location.replace('/other')",
    "<!-- location.replace('/other')",
    "/*\nlocation.replace('/other')\n*/",
    "a = `\nlocation.replace('/other')\n`",
    "location.hash = '/other'; location.href = '#other'",
]


@each_of("script", ON_A_CONDITION)
def test_a_full_page_whose_script_leads_elsewhere_on_a_condition_stays(script: str) -> None:
    """On a click, for some readers, or in what is no statement."""
    text = DOCUMENT.replace("</body>", f"<script>{script}</script></body>")
    assert read(text).outcome is Outcome.CONFIRMED


STAYING = {
    "reload": (META.format("30"), ""),
    "itself": (META.format(f"0; url={URL}/?again=1"), ""),
    "late": (META.format("600; url=/expired"), ""),
    "without-scripts": (f"<noscript>{META.format('0; url=/plain')}</noscript>", ""),
    "no-web": (META.format("0; url=javascript:go()"), "0; url=http://[oops"),
    "example": (SCRIPT.format("onclick = () => window.location.replace('/other')"), ""),
    "template": ("<template><script>location.replace('/other')</script></template>", ""),
    "data": ("<script type=text/plain>location.replace('/other')</script>", ""),
    "no-time": (META.format("x; url=/other"), ""),
}


@each_of(("head", "refresh"), STAYING.values(), ids=STAYING)
def test_a_page_that_stays_has_not_moved(head: str, refresh: str) -> None:
    """A page may reload itself, and may hold scripts that lead elsewhere on a click."""
    text = DOCUMENT.replace("</head>", f"{head}</head>")
    assert read(text, refresh=refresh).outcome is Outcome.CONFIRMED


def test_a_target_is_shown_without_what_looks_like_a_secret() -> None:
    """A redirect may carry what is nobody's business, in its path as well."""
    key = "sk-proj-" + "a1b2c3d4" * 4
    assert key not in read(page("A", "A", "", META.format(f"0; url=/x/{key}"))).detail


def test_a_source_without_facts_says_what_shows_its_page() -> None:
    """All that it expects must stand in what a reader sees; without, no page is taken for its own."""
    document = Document(URL, URL, "html", DOCUMENT)
    for expect, outcome in (
        (["Tokens"], Outcome.READ),
        (["Tokens", QUOTE], Outcome.READ),
        (["Tokens", "Keys"], Outcome.NOT_THE_DOCUMENT),
        (["Docs"], Outcome.NOT_THE_DOCUMENT),
        ([], Outcome.NOT_THE_DOCUMENT),
    ):
        assert evaluate(source(expect=expect), document, mask()).outcome is outcome, expect
    assert basis(source(expect=["Tokens"])) != basis(source(expect=["Keys"]))
    login = structs.replace(document, text=page("Sign in", "Sign in", FORM).replace(TEXT, ""))
    assert evaluate(source(expect=["Sign in"]), login, mask()).outcome is Outcome.LOGIN_WALL
