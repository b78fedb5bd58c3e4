"""Trifles: a quote that differs from its page by a comma, a dash, a footnote mark or its first article.

Such a quote still says what the page says, unless the difference touches a word on which the meaning
turns: a negation, a number, a unit, a sign, a modal verb. Then it is lost, as with any other letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from proofpack.model.quotes import normalise
from proofpack.refresh.evidence.boundaries import ends_at_boundary, starts_at_boundary
from proofpack.refresh.evidence.marked_text import (
    MARKS,
    STRONG,
    WEAK,
    MarkedText,
    Squeezed,
    is_about_one_thing,
    names,
)

MOST = 3
"""Trifles in one quote; with more it is another wording."""
LEAST = 12
"""Letters that a quote must have beside them."""
_MOST_TRIES = 200

_NOTE = re.compile(r"\[\^?\d{1,3}\]|[\u2020\u2021]")
_PLAIN = re.compile(rf"[{MARKS}`*]+")
_ARTICLE = re.compile(r"(?:an?|the) (?=[^\W\d_])")
_SIGN_FIRST = re.compile(r"-[^\s\-]|--")
_GLUED_SIGN = re.compile(r"(?:^|\s)-+\S|--")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LEADS_ON = re.compile(
    r"(?:^|[\n.,:;!?(\[\"'-]|[\s](?:an?|the|and|or|if|when|that|for|of|to|in|on|by|with|from|as|but"
    r"|so|because|while|where|which))\s*\Z"
)
_TURNS = names(
    "no not non un anti never none nor neither without cannot nothing nobody nowhere hardly barely "
    "except unless only few fewer little less least more most all any each every some half both "
    "can could may might must shall should will would need needs ought let "
    "required requires require optional recommended allowed forbidden prohibited mandatory "
    "zero one two three four five six seven eight nine ten eleven twelve twenty thirty fifty sixty "
    "hundred hundreds thousand thousands million millions billion dozen first third once twice "
    "ms s sec secs second seconds minute minutes min mins hour hours h day days week weeks month months "
    "year years b kb mb gb tb kib mib gib byte bytes bit bits token tokens request requests rpm tpm rps "
    "percent cent cents dollar dollars usd eur euro euros hz khz mhz ghz px em rem pt mm cm m km g kg"
)


class _Gap(Struct, frozen=True):
    """What stands between two letters: its blanks, and its comma or dash without footnote marks."""

    text: str
    edge: bool
    blank: bool
    form: str
    notes: tuple[str, ...]
    glued: bool

    @classmethod
    def of(cls, raw: str) -> _Gap:
        text = _PLAIN.sub("", raw)
        bare = _NOTE.sub("", text)
        note = _NOTE.search(text)
        return cls(
            text,
            edge=WEAK in raw or STRONG in raw,
            blank=any(map(str.isspace, text)),
            form=_form(bare),
            notes=tuple(_NOTE.findall(text)),
            glued=note is not None and note.start() == 0,
        )


def _form(bare: str) -> str:
    """Return what kind of sign a gap holds: none, a comma, a dash, a hyphen, or one that means more."""
    sign = "".join(bare.split())
    if not sign:
        return ""
    if sign == ",":
        return "comma" if bare.endswith((" ", "\n")) else "other"
    if sign != "-" or _GLUED_SIGN.search(bare + "x"):
        return "hyphen" if bare == "-" else "other"
    return "dash"


_NOTHING = _Gap.of("")


def find_nearly(quote: str, marked_text: MarkedText) -> tuple[tuple[int, int], ...]:
    """Return from where to where a quote stands on a page but for trifles.

    Args:
        quote: as written in a source pack.
        marked_text: the text of the page.
    """
    wanted = normalise(quote)
    ranges = tuple(_places(wanted, marked_text))
    article = _ARTICLE.match(wanted)
    if ranges or article is None:
        return ranges
    rest = wanted[article.end() :]
    if rest.split(" ")[0].strip(",-") in _TURNS:
        return ()
    folded = marked_text.folded
    return tuple(
        (start, end)
        for start, end in _places(rest, marked_text)
        if _LEADS_ON.search(_PLAIN.sub("", folded[max(0, start - 40) : start]))
    )


def _places(wanted: str, marked_text: MarkedText) -> Iterator[tuple[int, int]]:
    page, own = marked_text.bare, Squeezed.bare(wanted)
    letters = own.text
    if len(letters) < LEAST or _SIGN_FIRST.match(wanted):
        return
    gaps = _gaps(own, 0, len(letters))
    position, tries = page.text.find(letters), 0
    while position >= 0 and tries < _MOST_TRIES:
        tries += 1
        start = page.start(position)
        end = page.start(position + len(letters) - 1) + 1
        if (
            is_about_one_thing(marked_text.marked, start, end)
            and starts_at_boundary(marked_text.folded, start)
            and ends_at_boundary(marked_text.folded, end, marked_text.marked)
            and _differ_by_trifles(letters, gaps, _gaps(page, position, len(letters)))
        ):
            yield start, end
        position = page.text.find(letters, position + 1)


def _gaps(squeezed: Squeezed, position: int, length: int) -> dict[int, _Gap]:
    return {at: _Gap.of(gap) for at, gap in squeezed.within(position, position + length)}


def _differ_by_trifles(letters: str, wanted: dict[int, _Gap], seen: dict[int, _Gap]) -> bool:
    """Return whether two texts of the same letters have but trifles between these."""
    borders = [0, *sorted({at for at in {*wanted, *seen} if at > 0}), len(letters)]
    trifles = 0
    for (first, at), (_, last) in pairwise(pairwise(borders)):
        gap, other = wanted.get(at, _NOTHING), seen.get(at, _NOTHING)
        if gap.form == other.form and gap.notes == other.notes:
            if gap.blank != other.blank and not (gap.blank and other.edge):
                return False
            continue
        trifles += 1
        left, right = letters[first:at], letters[at:last]
        if trifles > MOST or not _is_trifle(gap, other, left, right):
            return False
    return True


def _is_trifle(gap: _Gap, other: _Gap, left: str, right: str) -> bool:
    if gap.notes != other.notes and not _is_note(gap, other, left):
        return False
    if gap.form == other.form:
        return gap.blank == other.blank or gap.form == ""
    forms = {gap.form, other.form}
    if "other" in forms or _holds_number(left) or _holds_number(right):
        return False
    if "" not in forms:  # a comma for a dash, or the other way: both set apart what follows
        return True
    if not gap.blank and not other.blank:  # `e-mail` and `email` are two words
        return False
    if _turns(left) or _turns(right):
        return False
    if "hyphen" in forms:
        return _WORD.fullmatch(left) is not None and _WORD.match(right) is not None
    return gap.blank and other.blank


def _is_note(gap: _Gap, other: _Gap, left: str) -> bool:
    """Return whether marks that differ are of footnotes, and no index of a list in code."""
    if not (gap.glued or other.glued) or not left[-1:].isalnum():
        return True
    both = bool(gap.notes and other.notes)
    return not both and _WORD.fullmatch(left) is not None and (gap.blank or other.blank)


def turns_meaning(word: str) -> bool:
    """Return whether a sentence says something else with another word in the place of this one.

    Args:
        word: a number, sign, unit, negation or modal verb, if it is so; in normal form.
    """
    return any(map(str.isdigit, word)) or _turns(word) or _is_sign(word)


def _holds_number(word: str) -> bool:
    return any(map(str.isdigit, word)) or not any(map(str.isalpha, word))


def _turns(word: str) -> bool:
    """Return whether the meaning of a sentence turns on a word."""
    bare = word.strip(".,:;!?()[]{}\"'")
    return bare in _TURNS or bare.endswith("n't") or (not bare.isalpha() and _is_sign(word))


def _is_sign(word: str) -> bool:
    return any(letter in "<>=+%~$\u00b1\u20ac\u00a3" for letter in word)
