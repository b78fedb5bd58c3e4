"""Noise of a page: what changes by itself, and is no part of the digest by which a change is noticed.

Times of the last update, counts of votes, views and minutes of reading, questions whether a page was
helpful, years of copyright, notes on cookies, links to related pages. Only blocks that say nothing
else count: the same number or day in a sentence or a cell of the document is what it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from proofpack.refresh.evidence.marked_text import HEADINGS, MarkedText, plain

_SHORT = 120
_LONGER = 600
_MOST_RELATED = 40

_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|m[\u00e4a]r|mai|okt|dez|janv|f[\u00e9e]vr|avr|juin"
    r"|juil|ao[\u00fbu]t|ene|abr|ago|dic|gen|mag|giu|lug|set|ott|fev|out)[a-z\u00e9\u00fb]*\.?"
)
_DAY = (
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}"
    rf"|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?(?:\s\d{{4}})?"
    rf"|\d{{1,2}}\.?(?:\sde)?\s{_MONTH}(?:\sde)?,?(?:\s\d{{4}})?"
    r"|\d{4}\u5e74\d{1,2}\u6708\d{1,2}\u65e5)"
)
_ZONE = r"(?:utc|gmt|z|[ap][sd]t|e[sd]t|cest|cet)"
_CLOCK = rf"(?:\d{{1,2}}:\d{{2}}(?::\d{{2}}(?:\.\d+)?)?\s?(?:[ap]m)?(?:\s?{_ZONE}\b)?)"
_SPAN = r"(?:sec(?:ond)?|min(?:ute)?|hour|hr|day|week|month|year)s?"
_AGO = (
    rf"(?:(?:about\s|over\s|almost\s)?(?:\d+|an?|one|two|a\sfew)\s{_SPAN}\sago|yesterday|today"
    r"|just\snow)"
)
_TIME = rf"(?:(?:on\s|at\s|am\s|le\s|el\s)?(?:{_DAY}(?:[t,\s]+(?:at\s)?{_CLOCK})?|{_CLOCK}|{_AGO}))"
_UPDATED = (
    r"(?:(?:last|recently|originally|first|page|article|document)\s)*(?:updated?|modified|edited|reviewed"
    r"|published|posted|changed|revised|generated|created|written|built|synced|refreshed|crawled)\b"
    r"|zuletzt\s\w+|aktualisiert|stand(?=:)|derni[\u00e8e]re\smise\s[\u00e0a]\sjour|mis\s[\u00e0a]\sjour"
    r"|[\u00faau]ltima\s(?:actualizaci[\u00f3o]n|modificaci[\u00f3o]n|atualiza[\u00e7c][\u00e3a]o)|actualizado"
    r"|atualizado|ultimo\saggiornamento|aggiornato|\u6700\u7d42\u66f4\u65b0(?:\u65e5)?"
    r"|(?:\u6700\u540e|\u6700\u8fd1)?\u66f4\u65b0(?:\u4e8e|\u65f6\u95f4|\u65e5\u671f)?"
)
_COUNT = r"\d[\d.,]*\s?[km]?\+?"
_COUNTED = (
    r"(?:(?:up|down)?votes?|views?|likes?|dislikes?|comments?|shares?|replies|reply|answers?"
    r"|followers?|stars?|forks?|watchers?|reactions?|contributors?|claps?|users?\sonline"
    r"|visitors?|readers?|ratings?|reviews?|bookmarks?)"
)
_READING = rf"(?:{_COUNT}\s?(?:-\s?\d+\s)?min(?:ute)?s?\.?\s(?:to\s)?read(?:ing)?(?:\stime)?)"
_HELPED = (
    rf"(?:{_COUNT}(?:\s(?:out\s)?of\s{_COUNT})?\s(?:people\s|users\s|readers\s)?(?:have\s)?found\s"
    r"(?:this|it)(?:\s\w+)?\s(?:helpful|useful))"
)
_PIECE = (
    rf"(?:{_COUNT}\s?{_COUNTED}|{_COUNTED}\s?[:(]?\s?{_COUNT}\)?|{_READING}|{_HELPED}|{_TIME}"
    r"|reading\stime:?\s(?:about\s)?\d+\smin(?:ute)?s?)"
)
_ALONE = re.compile(rf"\W*{_PIECE}(?:[\s,;|/\u00b7\u2022-]+{_PIECE}){{0,6}}\W*", re.IGNORECASE)
_STAMPED = re.compile(rf"\W*(?:{_UPDATED})(?:\s(?:on|at|by))?\W*", re.IGNORECASE)
_DATED = re.compile(rf"\W*{_TIME}(?:[\s,;|/\u00b7\u2022-]+{_TIME})*\W*", re.IGNORECASE)
_AGO_ALONE = re.compile(rf"\W*{_AGO}\W*", re.IGNORECASE)
_BY = r"(?:by\s\w+(?:\s\w+)?)"
_STAMP = re.compile(
    rf"(?:[^.!?]{{0,60}}[,|\u00b7\u2022]\s?)?\W*(?:{_UPDATED})(?:\s(?:date|time|{_BY}))?\s?:?\s?{_TIME}"
    rf"(?:\W+{_BY})?(?:[\s,;|/\u00b7\u2022-]+{_PIECE})*\W*",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"\W*(?:page\s)?(?:generated|rendered|loaded|served)\s(?:in|by|at)\b.*", re.IGNORECASE
)
_HELPFUL = re.compile(
    r"\W*(?:(?:was|is|did|do)\s(?:this|you|the)\b[^.!?]{0,60}\b(?:helpful|useful|help\syou|like)\b|rate\sthis)"
    r".*",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r".{0,40}(?:\u00a9|\(c\)\s|\bcopyright\s(?:\(c\)\s)?[\d\u00a9]).*", re.IGNORECASE
)
_COOKIES = re.compile(
    r"(?=.*\bcookies?\b)(?=.*\b(?:we|our|this\s(?:web)?site|by\s(?:using|continuing|clicking))\b)"
    r".*\b(?:accept|agree|consent|experience|preferences|analy\w+|browsing|opt|personali[sz]e)\b.*",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"\W*(?:related(?:\s(?:\w+\s)?(?:articles?|pages?|posts?|links?|content|topics?|reading|guides?"
    r"|questions?|docs|documentation|resources))?|(?:you\s(?:may|might)\salso\s(?:like|be\sinterested.*))"
    r"|(?:more|other|recommended|popular|trending|recent|latest|similar)\s(?:\w+\s)?(?:articles?|pages?"
    r"|posts?|reading|stories|topics?|questions?)|recommended(?:\sfor\syou)?|read\snext|people\salso\sask)\W*",
    re.IGNORECASE,
)
_NUMBER = re.compile(rf"\W*{_COUNT}\W*", re.IGNORECASE)
_COUNTED_ALONE = re.compile(rf"\W*{_COUNTED}\W*", re.IGNORECASE)


def without_noise(marked_text: MarkedText) -> str:
    """Return the text of a page without the blocks that change by themselves.

    Args:
        marked_text: the text of the page.
    """
    lines = marked_text.marked.split("\n")
    texts = [plain(line) for line in lines]
    counted, stamped = _all(_COUNTED_ALONE, texts), _all(_STAMPED, texts)
    related = frozenset(_related(lines, texts))
    return "\n".join(
        text
        for at, text in enumerate(texts)
        if text
        and at not in related
        and not _is_noise(text)
        and not (at - 1 in stamped and _DATED.fullmatch(text[:_SHORT]))
        and not ((at - 1 in counted or at + 1 in counted) and _NUMBER.fullmatch(text[:_SHORT]))
    )


def _all(pattern: re.Pattern[str], texts: list[str]) -> set[int]:
    """Return which blocks are nothing but what a pattern matches."""
    return {at for at, text in enumerate(texts) if text and pattern.fullmatch(text[:_SHORT])}


def _is_noise(text: str) -> bool:
    """Return whether a block says nothing but what changes by itself."""
    if len(text) > _LONGER:
        return False
    if "ookie" in text and _COOKIES.fullmatch(text):
        return True
    if len(text) > _SHORT:
        return False
    if _DATED.fullmatch(text):  # a day in a cell of a table is what the table says
        return _AGO_ALONE.fullmatch(text) is not None
    return any(one.fullmatch(text) for one in (_ALONE, _STAMP, _MADE, _HELPFUL, _COPYRIGHT))


def _related(lines: list[str], texts: list[str]) -> Iterator[int]:
    """Return the blocks under a heading for related pages, where these are nothing but links' names."""
    for at, line in enumerate(lines):
        if line[:1] not in HEADINGS or not line or not _RELATED.fullmatch(texts[at][:_SHORT]):
            continue
        block = [at]
        for following in range(at + 1, len(lines)):
            below = lines[following]
            if below and below[0] in HEADINGS and below[0] <= line[0]:
                break
            block.append(following)
        if len(block) <= _MOST_RELATED and all(
            len(texts[one]) <= _SHORT and not texts[one].endswith((".", ":")) for one in block
        ):
            yield from block
