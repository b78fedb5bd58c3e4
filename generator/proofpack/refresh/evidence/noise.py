"""Noise of a page: what changes by itself, and is no part of the digest by which a change is noticed.

Times of the last update, counts of votes, views and minutes of reading, questions whether a page was
helpful, years of copyright, notes on cookies, links to related pages. Only blocks that say nothing
else count: the same number or day in a sentence or a cell of the document is what it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from proofpack.refresh.evidence.marked_text import HEADINGS, MarkedText, names

_SHORT = 120
_LONGER = 600
_MOST_RELATED = 40

_MONTH = (
    r"(?:jan(?:uary?|vier|v|eiro)?|gen(?:naio)?|enero|ene|feb(?:ruary?|brero|braio)?|fev(?:ereiro)?"
    r"|f[\u00e9e]v(?:rier|r)?|mar(?:ch|s|zo|\u00e7o)?|m[\u00e4a]rz|apr(?:il|ile)?|avr(?:il)?|abr(?:il)?|may|mai|mayo"
    r"|maio|mag(?:gio)?|june?|juni|juin|junio|junho|giu(?:gno)?|july?|juli|juil(?:let)?|julio|julho"
    r"|lug(?:lio)?|aug(?:ust)?|ao[\u00fbu]t|ago(?:sto)?|sept?(?:ember|embre|iembre)?|set(?:embro|tembre)?"
    r"|oct(?:ober|obre|ubre)?|okt(?:ober)?|out(?:ubro)?|ott(?:obre)?|nov(?:ember|embre|iembre|embro)?"
    r"|de[cz](?:ember|embro)?|d[\u00e9e]c(?:embre)?|dic(?:iembre|embre)?)(?![^\W\d_])\.?"
)
_DAY = (
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}"
    rf"|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?!\d),?(?:\s\d{{4}})?"
    rf"|\d{{1,2}}\.?(?:\sde)?\s{_MONTH},?(?:\sde)?(?:\s\d{{4}})?|{_MONTH}\s\d{{4}}|(?<![\d/])\d{{1,2}}/\d{{4}}(?![\d/])"
    r"|\d{4}\u5e74\d{1,2}\u6708\d{1,2}\u65e5)"
)
_ZONE = r"(?:\(?(?:utc|gmt)(?:[+-]\d{1,2}(?::?\d{2})?)?\)?|z|[ap][sd]t|e[sd]t|cest|cet|[+-]\d{2}:?\d{2})"
_CLOCK = rf"(?:\d{{1,2}}:\d{{2}}(?::\d{{2}}(?:\.\d+)?)?\s?(?:[ap]m)?(?:\s?{_ZONE}(?!\w))?)"
_SPAN = r"(?:sec(?:ond)?|min(?:ute)?|hour|hr|day|week|month|year)s?"
_AGO = (
    rf"(?:(?:(?:about|over|almost|more\sthan)\s)?(?:(?:\d+|an?|one|two|a\sfew|several)\s{_SPAN}(?:,|\sand)?\s){{1,3}}ago"
    r"|yesterday|today|just\snow|(?:vor|il\sy\sa|hace|h\u00e1)\s(?:\d+|un[ea]?|einem|einer)\s"
    r"(?:sekunden?|minuten?|stunden?|tag(?:en)?|wochen?|monat(?:en)?|jahr(?:en)?|secondes?|minutes?|heures?|jours?"
    r"|semaines?|mois|ans?|segundos?|minutos?|horas?|d[\u00edi]as?|semanas?|mes(?:es)?|a[\u00f1n]os?)"
    r"|\d+\s?[^\W\d_a-z]{1,3}\u524d)"
)
_TIME = rf"(?:(?:on\s|at\s|am\s|le\s|el\s)?(?:{_DAY}(?:[t,\s]+(?:at\s)?{_CLOCK})?|{_CLOCK}|{_AGO}))"
_COUNT = r"\d[\d.,]*\s?(?:[km]\b)?[+%]?"
_LATE = re.compile(rf"(?<!\w){_TIME}(?!\w)", re.IGNORECASE)
_MANY = re.compile(_COUNT, re.IGNORECASE)
_NAMED = re.compile(
    r"\b(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or)\s(?:the\s)?@?[^\W\d_][\w'-]*(?:\s[A-Z][\w'-]*){0,2}"
)
_WORDS = re.compile(r"[^\W\d_]+")
_PIECES = re.compile(r"\s?[|\u00b7\u2022]\s?|(?<=[^\W\d_]{2})[.?!]\s(?=[^\W\d_a-z])")
_STAMPS = names(
    "update updated updates modified modification edited edit reviewed published posted changed "
    "change verified checked commit committed revised revision generated created written built synced "
    "refreshed crawled asked answered active aktualisiert aktualisierung ge\u00e4ndert \u00e4nderung "
    "bearbeitet ver\u00f6ffentlicht stand jour modifi\u00e9 modifi\u00e9e modification publi\u00e9 "
    "publi\u00e9e actualizaci\u00f3n actualizado actualizada modificaci\u00f3n publicado "
    "atualiza\u00e7\u00e3o atualizado aggiornamento aggiornato modifica \u6700\u7d42\u66f4\u65b0 "
    "\u6700\u7d42\u66f4\u65b0\u65e5 \u66f4\u65b0\u65e5 \u6700\u540e\u66f4\u65b0 "
    "\u6700\u8fd1\u66f4\u65b0 \u66f4\u65b0\u4e8e \u66f4\u65b0\u65f6\u95f4 \u66f4\u65b0\u65e5\u671f "
    "\u66f4\u65b0"
)
"""A block that tells when a page was made has one of these words, and a time."""
_WITH_TIMES = names(
    "a about an and at been by for from has have in is it its last latest most of on originally our "
    "over recently since that the this time times to was we were with ago date article content doc "
    "docs documentation document page pages post section site team topic utc gmt mon monday tue "
    "tuesday wed wednesday thu thursday fri friday sat saturday sun sunday am an artikel das datum "
    "dem den der die diese dieser dieses dokument letzte seite vom von vor wurde zuletzt montag "
    "dienstag mittwoch donnerstag freitag samstag sonntag \u00e0 cette date derni\u00e8re est il la "
    "le les mise mis page y de del el en esta fecha hace p\u00e1gina \u00faltima da data ultima "
    "ultimo"
)
_COUNTED = names(
    "vote votes upvote upvotes downvote downvotes view views viewed like likes liked dislike dislikes "
    "comment comments share shares reply replies answer answers follower followers star stars fork "
    "forks watcher watchers reaction reactions contributor contributors clap claps visitor visitors "
    "reader readers rating ratings review reviews bookmark bookmarks bookmarked download downloads "
    "downloaded seen rated online helpful useful hilfreich aufrufe kommentare vues commentaires "
    "vistas visitas comentarios"
)
"""A block that counts what readers did has one of these words, and a number."""
_WITH_COUNTS = names(
    "and article based been by customers doc has load more show found from github gitlab have in it "
    "members of on out page people post readers site this times topic total us users visitors thanks "
    "artikel dieser fanden leser nutzer personen ont personnes trouv\u00e9 personas"
)
_READING = re.compile(
    r"\W*(?:(?:estimated|average|approximate|approx\.|about)\s)?(?:(?:time\sto\sread|read(?:ing)?\s(?:time|in)"
    r"|lesezeit|(?:temps|dur\u00e9e)\sde\slecture|tiempo\sde\slectura|tempo\sd[ei]\s(?:leitura|lettura))\W*#"
    r"\s?(?:min\w*\W*)?|#\s?-?\s?min\w*\.?\s(?:(?:to\s|of\s|de\s|di\s|zu\s)?(?:read(?:ing)?(?:\stime)?"
    r"|lesezeit|lesen|lecture|lectura|leitura|lettura)))\W*",
    re.IGNORECASE,
)
"""How long it takes to read a page, with `#` for the number."""
_AROUND = re.compile(
    r"\W*(?:(?:edit|share|print|view|report|improve|copy|bookmark)\s(?:this|the|on|a)?\W*(?:page|article|link"
    r"|issue|source|github|gitlab|it)?(?:\son\s\w+)?|share|print|edit|(?:have|got)\s(?:more|any)\squestions"
    r"|by\s[^\W\d_][\w'-]*(?:\s[^\W\d_][\w'-]*){0,2}|(?:subscribe|follow)(?:\sus)?|yes|no|thanks|thank\syou)\W*",
    re.IGNORECASE,
)
"""What may stand beside it in the same block, and is no part of the document either."""
_STAMPED = re.compile(r"[^\d.!?]{3,60}")
_DATED = re.compile(rf"\W*{_TIME}(?:[\s,;|/\u00b7\u2022-]+{_TIME})*\W*", re.IGNORECASE)
_AGO_ALONE = re.compile(rf"\W*{_AGO}\W*", re.IGNORECASE)
_MADE = re.compile(
    r"\W*(?:page\s)?(?:generated|rendered|loaded|served)\s(?:in|by|at)\b.*"
    r"|[^.]{0,40}\bbuilt\s(?:at|from|with)\b[^.]{0,30}\b[0-9a-f]{7,40}\W*",
    re.IGNORECASE,
)
_HELPFUL = re.compile(
    r"\W*(?:(?:was|is|did|do)\s(?:this|you|the|we)\b[^.!?]{0,60}\b(?:helpful|useful|help\syou|like"
    r"|answer\syour\squestions?)\b|rate\sthis|war\sdies[^.!?]{0,40}\bhilfreich|cet(?:te)?\s[^.!?]{0,40}\butile"
    r"|[^.!?]{0,40}\b(?:\u00fatil|utile)\s?\?).*",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r".{0,40}(?:\u00a9|\(c\)\s|\bcopyright\s(?:\(c\)\s)?[\d\u00a9]).*|\W*all\srights\sreserved\b.{0,40}",
    re.IGNORECASE,
)
_COOKIES = re.compile(
    r"(?=.*\bcookies?\b)(?=.*\b(?:we|our|this\s(?:web)?site|by\s(?:using|continuing|clicking)|wir|unsere\w*"
    r"|nous|notre|utilizamos|usamos|utilizziamo|usiamo)\b)"
    r".*\b(?:accept\w*|agree|consent|experience|preferences|analy\w+|browsing|opt|personali[sz]\w+|privacy"
    r"|erlebnis|erfahrung|zustimm\w+|einverstanden|exp\u00e9rience|experiencia|acept\w+|experi\u00eancia|aceit\w+"
    r"|esperienza|accett\w+)\b.*"
    r"|\W*(?:accept|reject|allow|manage)\s(?:all\s)?cookies\W*|\W*cookies?[\s-](?:settings?|preferences|policy|notice|consent|einstellungen)\W*",
    re.IGNORECASE,
)
_PAGES = (
    r"(?:articles?|pages?|posts?|links?|content|topics?|reading|guides?|questions?|docs|documentation|resources"
    r"|stories|tutorials?|videos?|products?)"
)
_RELATED = re.compile(
    rf"\W*(?:(?:related|more|other|recommended|popular|trending|recent(?:ly\s\w+)?|latest|similar|suggested"
    rf"|featured|further|additional|keep)\s(?:\w+\s)?{_PAGES}|related|see\salso|read\s(?:next|more)"
    rf"|you\s(?:may|might)\salso\s(?:like|be\sinterested.*)|recommended(?:\sfor\syou)?|people\salso\sask"
    rf"|(?:more|{_PAGES})\s(?:from|in|like)\sthis(?:\s\w+)?|what\sto\sread\snext|explore\smore"
    r"|(?:verwandte|\u00e4hnliche|weitere)\s(?:artikel|themen|seiten|beitr\u00e4ge|links)"
    r"|(?:articles|pages|contenus)\s(?:connexes|li\u00e9e?s|similaires|associ\u00e9e?s)"
    r"|(?:art[\u00edi]culos|artigos|p[\u00e1a]ginas|temas|enlaces)\srelacionad[oa]s|articoli\scorrelati"
    r"|\u95a2\u9023(?:\u8a18\u4e8b|\u30ea\u30f3\u30af)|\u76f8\u5173(?:\u6587\u7ae0|\u94fe\u63a5))\W*",
    re.IGNORECASE,
)
_TELLING = (
    _STAMPS
    | _COUNTED
    | names(
        "ago yesterday today now vor il hace h\u00e1 read reading lesezeit lesen lecture lectura "
        "leitura lettura rendered loaded served rate hilfreich helpful useful utile \u00fatil help "
        "copyright c rights"
    )
)
_NUMBER = re.compile(rf"\W*{_COUNT}\W*", re.IGNORECASE)
# Faces and thumbs beside numbers: what readers thought.
_FACES = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]")
_SIGNS = re.compile(f"\u00a9|\u524d|{_FACES.pattern}")


def without_noise(marked_text: MarkedText, ignored: Iterable[str] = ()) -> str:
    """Return the text of a page without the blocks that change by themselves.

    Args:
        marked_text: the text of the page.
        ignored: regular expressions for what does not count either, within a block.
    """
    lines = marked_text.marked.split("\n")
    texts = list(map(str.strip, marked_text.unmarked.split("\n")))
    for pattern in ignored:
        takes = re.compile(pattern, re.IGNORECASE)
        texts = [takes.sub("", text).strip() for text in texts]
    # Words hold no digits, and the cells of a table have many numbers of one length.
    shapes = _without_digits("\n".join(texts)).split("\n")
    known = {text: len(text) <= _SHORT and _may_vary(text) for text in set(shapes)}
    varying = {text for text, varies in known.items() if varies}
    may_vary = [at for at, shape in enumerate(shapes) if shape in varying] if varying else []
    gone = {at for at in may_vary if _is_noise(texts[at])}
    gone.update(_related(lines, texts))
    if any("ookie" in text for text in known):
        gone.update(at for at, text in enumerate(texts) if _is_on_cookies(text))
    for at in may_vary:
        if _STAMPED.fullmatch(texts[at]) and _tells_when(texts[at]):
            gone.update(_matching(texts, [at + 1], _DATED))
    counts = {text for text in known if text.casefold().strip(": ") in _COUNTED}
    for at in [at for at, shape in enumerate(shapes) if shape in counts] if counts else ():
        gone.update(_matching(texts, [at - 1, at + 1], _NUMBER))
    for at in gone:
        texts[at] = ""
    return "\n".join(filter(None, texts))


def _is_on_cookies(text: str) -> bool:
    return "ookie" in text and len(text) <= _LONGER and _COOKIES.fullmatch(text) is not None


def _matching(texts: list[str], places: list[int], pattern: re.Pattern[str]) -> list[int]:
    """Return the places among some at which a block is nothing but what a pattern says."""
    there = [at for at in places if 0 <= at < len(texts)]
    return [at for at in there if pattern.fullmatch(texts[at][:_SHORT])]


def _without_digits(text: str) -> str:
    for digit in "123456789":
        text = text.replace(digit, "0")
    return text


def _may_vary(text: str) -> bool:
    """Return whether a block has a word or a sign that every kind of noise has: few blocks do."""
    telling = not _TELLING.isdisjoint(_WORDS.findall(text.casefold()))
    return telling or (not text.isascii() and _SIGNS.search(text) is not None)


def _is_noise(text: str) -> bool:
    """Return whether a short block says nothing but what changes by itself."""
    if _DATED.fullmatch(text):  # a day in a cell of a table is what the table says
        return _AGO_ALONE.fullmatch(text) is not None
    if any(pattern.fullmatch(text) for pattern in (_MADE, _HELPFUL, _COPYRIGHT)):
        return True
    pieces = [piece for piece in _PIECES.split(text) if piece.strip()]
    varies = any(map(_varies, pieces))
    tells, dated = any(map(_tells_when, pieces)), any(map(_DATED.fullmatch, pieces))
    return (varies or (tells and dated)) and all(
        _varies(piece) or _DATED.fullmatch(piece) or _AROUND.fullmatch(piece) or _tells_when(piece)
        for piece in pieces
    )


def _varies(piece: str) -> bool:
    """Return whether a piece tells a time at which a page was made, or counts what its readers did."""
    untimed = _LATE.sub(" ", piece)
    if untimed != piece and _tells_when(untimed):
        return True
    uncounted = _MANY.sub("#", piece)
    if uncounted == piece:
        return False
    words = _WORDS.findall(uncounted.casefold())
    if not words:
        return _FACES.search(piece) is not None
    return _READING.fullmatch(uncounted) is not None or _only(words, _COUNTED, _WITH_COUNTS)


def _tells_when(piece: str) -> bool:
    """Return whether a piece without its time says nothing but that a page was made, and by whom."""
    return _only(_WORDS.findall(_NAMED.sub(" ", piece).casefold()), _STAMPS, _WITH_TIMES)


def _only(words: list[str], telling: frozenset[str], beside: frozenset[str]) -> bool:
    """Return whether one of some words tells what the others are about, and none says more."""
    return not telling.isdisjoint(words) and telling.union(beside).issuperset(words)


def _related(lines: list[str], texts: list[str]) -> Iterator[int]:
    """Return the blocks under a heading for related pages, where these are nothing but links' names."""
    heads = [at for at, line in enumerate(lines) if line and line[0] in HEADINGS]
    for at in heads:
        line = lines[at]
        if not _RELATED.fullmatch(texts[at][:_SHORT]):
            continue
        block = [at]
        for following in range(at + 1, len(lines)):
            below = lines[following]
            if below and below[0] in HEADINGS and below[0] <= line[0]:
                break
            block.append(following)
        if len(block) <= _MOST_RELATED and all(
            len(texts[position]) <= _SHORT and not texts[position].endswith((".", ":"))
            for position in block
        ):
            yield from block
