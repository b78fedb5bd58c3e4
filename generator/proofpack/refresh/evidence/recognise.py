"""Page recognition: login wall, challenge, soft 404 or shell of scripts, although the status is 200.

Called only when no quote of the source was found: a page with one of its quotes is the document,
whatever else it talks about. Documentation about errors, logins and maintenance uses the same words
as a page that *is* one, so words count only where little else stands, or in the title of a page that
speaks to a lost visitor.
"""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import urlsplit

from msgspec import Struct

from proofpack.model.outcomes import Document, Outcome
from proofpack.refresh.evidence.extract import ExtractedPage
from proofpack.refresh.evidence.landmarks import title
from proofpack.refresh.evidence.page_kinds import (
    CHALLENGE,
    CHALLENGE_TITLE,
    LOGIN,
    LOGIN_TITLE,
    LOST,
    LOST_TITLE,
    MAINTENANCE,
    PARKED,
    SHELL,
)
from proofpack.refresh.evidence.tree import Element, at_most, first_in, is_in, text_of

LEAST_TEXT = 200
"""Characters below which a page without any quote is no document."""
_LITTLE = 700
_SOME = 1500
_PASSWORD = re.compile(r"\s*password\s*\Z", re.IGNORECASE)
_AROUND = ["header", "nav", "aside", "footer", "dialog", "template"]
_MAIN = ["main", "article"]
_DETAILED = 3
"""Code panels, tables and subheadings from which on a page is written documentation."""


class Signals(Struct, frozen=True):
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
    details: int = 0
    password: bool = False
    scripts: int = 0
    canonical: str = ""

    @property
    def is_bare(self) -> bool:
        """Whether the page says little, and nothing in the manner of documentation."""
        return self.length < _LITTLE and self.details < _DETAILED

    def headed(self, pattern: re.Pattern[str]) -> bool:
        """Return whether the title or the first heading matches."""
        return any(pattern.search(head) for head in self.heads)


def recognise(document: Document, page: ExtractedPage) -> tuple[Outcome, str] | None:
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
    phrase = CHALLENGE.search(signals.text) is not None
    if (signals.headed(CHALLENGE_TITLE) and (phrase or signals.length < LEAST_TEXT)) or (
        phrase and signals.length < LEAST_TEXT * 2
    ):
        return Outcome.CHALLENGE, "the page asks whether a person is reading"
    return None


def _login(signals: Signals) -> tuple[Outcome, str] | None:
    if signals.length >= _SOME or signals.details >= _DETAILED:
        return None
    titled = signals.headed(LOGIN_TITLE)
    phrase = LOGIN.search(signals.text) is not None
    if (signals.password and (titled or phrase or signals.is_bare)) or (
        phrase and (titled or signals.length < LEAST_TEXT)
    ):
        return Outcome.LOGIN_WALL, "the page asks for a login"
    return None


def _shell(signals: Signals) -> tuple[Outcome, str] | None:
    if signals.length >= LEAST_TEXT:
        return None
    if SHELL.search(signals.text) or (signals.scripts and signals.length < LEAST_TEXT // 2):
        if signals.headed(LOST_TITLE) or LOST.search(signals.text):
            return None
        what = "the page is empty without scripts; set `read:` to its Markdown twin"
        return Outcome.SCRIPT_ONLY, what
    return None


def _notice(signals: Signals) -> tuple[Outcome, str] | None:
    """Recognise pages that speak to a visitor who came in vain."""
    lost = LOST.search(signals.text) is not None
    if signals.headed(LOST_TITLE) and (
        (lost and signals.length < 2 * _SOME and signals.details < 2 * _DETAILED)
        or signals.length < LEAST_TEXT
    ):
        return Outcome.NOT_THE_DOCUMENT, "the page says that it was not found"
    if not signals.is_bare:
        return None
    if lost and signals.length < 2 * LEAST_TEXT:
        return Outcome.NOT_THE_DOCUMENT, "the page says that it was not found"
    if signals.headed(MAINTENANCE) or (
        MAINTENANCE.search(signals.text) and signals.length < 2 * LEAST_TEXT
    ):
        return Outcome.NOT_THE_DOCUMENT, "the page is a note about maintenance"
    if signals.headed(PARKED) or PARKED.search(signals.text):
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


def _signals(page: ExtractedPage) -> Signals:
    root, text = page.root, page.marked_text.text
    heads = tuple(heading[2][:300] for heading in page.marked_text.headings[:1])
    if root is None:
        first = text[:100].partition("\n")[0]
        return Signals(heads or (first,), text, len(text))
    length = len(text)
    if length < LEAST_TEXT:
        text = f"{text}\n{_substitutes(root)}"
    return Signals(
        heads=(title(root), *heads),
        text=text,
        length=length,
        details=len(at_most(20, root, "pre", "table", "h2", "h3", "dl")),
        password=asks_for_password(root),
        scripts=len(at_most(20, root, "script")),
        canonical=_canonical(root),
    )


def asks_for_password(root: Element, *, mainly: bool = False) -> bool:
    """Return whether a page has a field for a password, outside of menus and dialogs around it.

    Args:
        root: of its tree.
        mainly: whether the field must stand in the main part, where the page marks one.
    """
    named = (field for field in root.iter("input") if _PASSWORD.search(field.get("type", "")))
    shown = [field for field in islice(named, 20) if not is_in(field, _AROUND)]
    if mainly and first_in(root, *_MAIN) is not None:
        shown = [field for field in shown if is_in(field, _MAIN)]
    return bool(shown)


def _substitutes(root: Element) -> str:
    """Return what a page shows where scripts do not run."""
    return " ".join(text_of(tag, " ")[:500] for tag in at_most(5, root, "noscript"))


def _canonical(root: Element) -> str:
    links = (link for link in root.iter("link") if link.get("rel") == "canonical")
    return next((link.get("href", "") for link in links), "")
