"""What a page is when it is not the document, although it came with status 200.

Called only when no quote of the source was found: a page with one of its quotes is the document,
whatever else it talks about. Documentation about errors, logins and maintenance uses the same words
as a page that *is* one, so words count only where little else stands, or in the title of a page that
speaks to a lost visitor.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from generator.readings import Document, Outcome

from .extract import Page

LEAST_TEXT = 200
"""Characters below which a page without any quote is no document."""
_LITTLE = 700
_SOME = 1500
_DETAILED = 3
"""Code panels, tables and subheadings from which on a page is written documentation."""

_LOST_TITLE = re.compile(
    r"^\W*(?:(?:error\s*)?(?:404|410)\b|(?:page|document|file)?\W*(?:was |is |could )?not (?:be )?found"
    r"|page (?:does not|doesn't|doesn.t) exist|oops|nothing (?:here|found)|page gone"
    r"|we (?:can't|couldn't|could not) find)|\b(?:page not found|404(?: not found| error)?)\W*\Z",
    re.IGNORECASE,
)
_LOST = re.compile(
    r"page (?:that )?(?:you(?:'re| are| were| have|'ve)? )?(?:looking for|requested|tried)"
    r"|(?:this|that|the) (?:requested )?(?:page|url|document|address|content)\b[^.]{0,40}"
    r"(?:does not exist|doesn't exist|could not be found|couldn't be found|cannot be found"
    r"|can't be found|was not found|has been (?:re)?moved|is no longer (?:here|available)|not available)"
    r"|(?:couldn't|could not|can't|cannot) find (?:the|that|this|your|what) (?:page|document|you)"
    r"|page not found|nothing (?:was found|to see) here|return (?:to (?:the )?)?home",
    re.IGNORECASE,
)
_LOGIN_TITLE = re.compile(
    r"^\W*(?:(?:please )?(?:log|sign)[ -]?(?:in|on|into?)|login|authenticat|welcome back|single sign|sso\b"
    r"|session (?:has )?expired|authorization required|access your account)",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"forgot(?:ten)? (?:your )?password|(?:log|sign) ?in to (?:continue|your|view|access|see)"
    r"|(?:continue|sign in|log in) with (?:google|github|sso|microsoft|apple|email|saml)|remember me"
    r"|don't have an account|(?:must|need to|have to|please) (?:be logged|log|sign|be signed) ?in"
    r"|create an account|reset (?:your )?password",
    re.IGNORECASE,
)
_CHALLENGE_TITLE = re.compile(
    r"^\W*(?:just a moment|attention required|access (?:to this page (?:has been )?)?denied"
    r"|security (?:check|verification)|are you (?:a )?(?:human|robot)|human verification|ddos-guard"
    r"|verify(?:ing)? you|pardon our interruption|one more step|robot check|captcha|checking your"
    r"|please (?:wait|verify)|request blocked|forbidden|403 forbidden)",
    re.IGNORECASE,
)
_CHALLENGE = re.compile(
    r"verify(?:ing)? (?:that )?you(?:'re| are) (?:a )?(?:human|not a)|checking (?:if|your|the) (?:the )?"
    r"(?:site|browser|connection)|cookies to continue|unusual (?:traffic|activity)|not a robot|ray id"
    r"|(?:complete|solve) the (?:captcha|security check|challenge)|security service to protect"
    r"|you have been blocked|automated (?:access|requests|queries)|blocked by (?:our|the) (?:firewall|waf)"
    r"|press (?:and|&) hold|ddos protection|review the security of your connection|reference #\d",
    re.IGNORECASE,
)
_SHELL = re.compile(
    r"(?:enable|requires?|needs?|turn on|without|activate) java ?script|java ?script (?:is|must be|to be|has"
    r" been)? ?(?:required|disabled|enabled|needed)|^\W*loading\b",
    re.IGNORECASE,
)
_MAINTENANCE = re.compile(
    r"(?:down|undergoing|offline|closed|unavailable)\b[^.]{0,40}\bmaintenance|(?:under|scheduled|site|planned)"
    r" maintenance|maintenance (?:mode|in progress)|be (?:right )?back (?:soon|shortly|online|later|in a)"
    r"|temporarily (?:unavailable|down|offline)|service unavailable|briefly unavailable|back soon",
    re.IGNORECASE,
)
_PARKED = re.compile(
    r"(?:buy|purchase|inquire about|own) this domain|domain (?:name )?(?:is |may be )?(?:for sale|parked)"
    r"|parked (?:free|domain|by|courtesy)|this domain (?:has expired|is registered|was recently)"
    r"|domain (?:has )?expired|make (?:an )?offer (?:on|for) this domain|future home of"
    r"|related searches|default web ?page|welcome to nginx|apache2? (?:\w+ )?default page",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Signals:
    """What tells one kind of page from another.

    Attributes:
        heads: title and first heading.
        text: the visible text, with scripts' substitutes if there is next to none.
        length: how many letters of visible text there are.
        details: how many code panels, tables and subheadings there are.
        password: whether a form asks for a password.
        scripts: how many scripts there are.
        canonical: the address that the page gives as its own, or nothing.
    """

    heads: tuple[str, ...]
    text: str
    length: int
    details: int
    password: bool
    scripts: int
    canonical: str

    @property
    def is_bare(self) -> bool:
        """Whether the page says little, and nothing in the manner of documentation."""
        return self.length < _LITTLE and self.details < _DETAILED

    def headed(self, pattern: re.Pattern[str]) -> bool:
        """Return whether the title or the first heading matches."""
        return any(pattern.search(head) for head in self.heads)


def recognise(document: Document, page: Page) -> tuple[Outcome, str] | None:
    """Return what a page is instead of the document, with a few words for people, or None.

    Args:
        document: the page as it was read.
        page: its text and tree.
    """
    signals = _signals(page)
    named = _challenge(signals) or _login(signals)
    if named is None and not page.fault:
        named = _shell(signals)
    named = named or _notice(signals) or _home(document, signals)
    if named is not None:
        return named
    if page.fault:
        return Outcome.NOT_THE_DOCUMENT, page.fault
    if signals.length == 0:
        return Outcome.NOT_THE_DOCUMENT, "the page has no visible text"
    if signals.length < LEAST_TEXT:
        return Outcome.NOT_THE_DOCUMENT, "the page has next to no visible text"
    return None


def _challenge(signals: Signals) -> tuple[Outcome, str] | None:
    if signals.length >= _SOME or signals.details >= _DETAILED:
        return None
    told = _CHALLENGE.search(signals.text) is not None
    if (signals.headed(_CHALLENGE_TITLE) and (told or signals.length < LEAST_TEXT)) or (
        told and signals.length < LEAST_TEXT * 2
    ):
        return Outcome.CHALLENGE, "the page asks whether a person is reading"
    return None


def _login(signals: Signals) -> tuple[Outcome, str] | None:
    if signals.length >= _SOME or signals.details >= _DETAILED:
        return None
    titled = signals.headed(_LOGIN_TITLE)
    told = _LOGIN.search(signals.text) is not None
    if (signals.password and (titled or told or signals.is_bare)) or (
        told and (titled or signals.length < LEAST_TEXT)
    ):
        return Outcome.LOGIN_WALL, "the page asks for a login"
    return None


def _shell(signals: Signals) -> tuple[Outcome, str] | None:
    if signals.length >= LEAST_TEXT:
        return None
    if _SHELL.search(signals.text) or (signals.scripts and signals.length < LEAST_TEXT // 2):
        if signals.headed(_LOST_TITLE) or _LOST.search(signals.text):
            return None
        what = "the page is empty without scripts; set `read:` to its Markdown twin"
        return Outcome.SCRIPT_ONLY, what
    return None


def _notice(signals: Signals) -> tuple[Outcome, str] | None:
    """Recognise pages that speak to a visitor who came in vain."""
    lost = _LOST.search(signals.text) is not None
    if signals.headed(_LOST_TITLE) and (
        (lost and signals.length < 2 * _SOME and signals.details < 2 * _DETAILED)
        or signals.length < LEAST_TEXT
    ):
        return Outcome.NOT_THE_DOCUMENT, "the page says that it was not found"
    if not signals.is_bare:
        return None
    if lost and signals.length < 2 * LEAST_TEXT:
        return Outcome.NOT_THE_DOCUMENT, "the page says that it was not found"
    if signals.headed(_MAINTENANCE) or (
        _MAINTENANCE.search(signals.text) and signals.length < 2 * LEAST_TEXT
    ):
        return Outcome.NOT_THE_DOCUMENT, "the page is a note about maintenance"
    if signals.headed(_PARKED) or _PARKED.search(signals.text):
        return Outcome.NOT_THE_DOCUMENT, "the page belongs to a parked domain"
    return None


def _home(document: Document, signals: Signals) -> tuple[Outcome, str] | None:
    if _is_root(document.asked):
        return None
    if _is_root(document.url):
        return Outcome.NOT_THE_DOCUMENT, "the home page was served instead"
    if signals.canonical and _is_root(signals.canonical):
        return Outcome.NOT_THE_DOCUMENT, "the page calls itself the home page"
    return None


def _is_root(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.query or not parts.netloc:
        return False
    return (
        re.fullmatch(r"/?(?:[a-z]{2}(?:-[a-z]{2})?/?)?(?:index\.\w+)?", parts.path, re.IGNORECASE)
        is not None
    )


def _signals(page: Page) -> Signals:
    soup, text = page.soup, page.stream.text
    heads = tuple(found[2][:300] for found in page.stream.headings[:1])
    if soup is None:
        return Signals(heads or (text[:100].partition("\n")[0],), text, len(text), 0, False, 0, "")
    length = len(text)
    if length < LEAST_TEXT:
        text = f"{text}\n{_substitutes(soup)}"
    return Signals(
        heads=(_title(soup), *heads),
        text=text,
        length=length,
        details=len(soup.find_all(["pre", "table", "h2", "h3", "dl"], limit=20)),
        password=soup.find("input", attrs={"type": "password"}) is not None,
        scripts=len(soup.find_all("script", limit=20)),
        canonical=_canonical(soup),
    )


def _title(soup: BeautifulSoup) -> str:
    title = soup.find("title")
    return " ".join(title.get_text().split())[:300] if isinstance(title, Tag) else ""


def _substitutes(soup: BeautifulSoup) -> str:
    """Return what a page shows where scripts do not run."""
    return " ".join(one.get_text(" ")[:500] for one in soup.find_all("noscript", limit=5))


def _canonical(soup: BeautifulSoup) -> str:
    for link in soup.find_all("link", attrs={"rel": "canonical"}, limit=2):
        return str(link.get("href", ""))
    return ""
