"""How little values look like anything but a password, a key or a code: grades from 0 to 3.

Words, numbers, days, places, versions, names of programs and digests have no grade; what looks as if
somebody had chosen it has a low one, and what looks random has the highest. For browsers it is derived
from this (`tests/derive.py`), with the same patterns (`announced_forms`).
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from msgspec import Struct

from proofpack.model.records.rules import Tells
from proofpack.secrets import announced_forms as forms
from proofpack.secrets.matching import holds, how_often, is_form, is_word, variety


class _Look(Struct, frozen=True):
    """What a value consists of: small letters, capitals, digits; how many signs and turns it has."""

    small: bool
    capital: bool
    digit: bool
    signs: int
    turns: int
    often: bool


def _look(value: str) -> _Look:
    small, capital, digit = (holds(form, value) for form in ("[a-z]", "[A-Z]", "[0-9]"))
    turns = how_often(forms.TURN, value)
    often = turns >= forms.OFTEN * len(value)
    return _Look(small, capital, digit, how_often(forms.SYMBOL, value), turns, often)


def is_strange(value: str) -> bool:
    """Return whether letters of a value follow each other as they do not in words."""
    known = forms.FOLLOW
    pairs = [
        second in known[first]
        for first, second in pairwise(list(value.lower()))
        if first in known and second in known
    ]
    return sum(pairs) < forms.USUAL * len(pairs)


def _is_ordinary(value: str) -> bool:
    """Return whether a value is words, a number, a place, a name."""
    if is_form(forms.ORDINARY, value):
        return True
    return is_form(forms.CAMEL, value) and not _look(value).often and not is_strange(value)


def password(value: str) -> int:
    """Grade what may be a password: letters and digits, at best with signs, and no words."""
    if not 6 <= len(value) <= 64:
        return 0
    if is_form(forms.PHRASE, value):
        return 1
    if _is_ordinary(value):
        numbered = len(value) >= 8 and is_form(forms.NUMBERED, value)
        return numbered + (numbered and is_form(forms.ODDLY, value))
    look = _look(value)
    if not look.digit and not look.signs:
        return _letters(value, look)
    if not look.small and not look.capital:
        return 0
    if len(value) < 8:
        return int(look.signs > 0 or look.turns > 2)
    return _odd_password(value, look)


def _letters(value: str, look: _Look) -> int:
    """Grade letters alone: those of both cases may be a key, if they follow each other by chance."""
    if len(value) < 12 or not (look.small and look.capital) or not is_strange(value):
        return 0
    return 2 if look.often else int(look.turns > 1)


def _odd_password(value: str, look: _Look) -> int:
    both, often = look.small and look.capital, look.often and len(value) >= 10
    if look.digit and ((look.signs and (both or look.turns > 1)) or (both and often)):
        return 3
    if look.digit and (look.signs or often or (both and look.turns > 2)):
        return 2
    return 2 if both and holds(forms.INNER, value) else 1


def is_chosen_key(value: str) -> bool:
    """Return whether a value may be what somebody chose as a key."""
    if is_form(forms.KEY_ID, value):
        return False
    return password(value) > 1 or _key(value) > 0


def is_chosen(value: str) -> bool:
    """Return whether a value may be a password where nothing else can be meant."""
    if len(value) < 5 or is_word(forms.UNCHOSEN, value):
        return False
    if is_form(forms.LETTERS, value) or is_form(forms.MIXED, value):
        return is_strange(value)
    is_name = not is_form(forms.NUMBER, value) and is_form(forms.REFERENCE, value)
    return is_form(forms.CHOSEN, value) and not is_name


def _key(value: str) -> int:
    varied = variety(value) > forms.FEW
    if is_form(forms.UUID, value):
        return int(varied)
    if is_form(forms.PRODUCT, value):
        return 3
    look, like_password = _look(value), password(value[:64])
    if len(value) >= 20 and look.signs > 3 and like_password > 2:
        return 3
    if not varied or (_is_ordinary(value) and not is_form(forms.BASE64, value)):
        return 0
    grade = _odd_key(value, look) if is_form(forms.KEYLIKE, value) else 0
    return grade or int(like_password > 1)


def _odd_key(value: str, look: _Look) -> int:
    if len(value) < 20 and not look.digit:
        return min(_letters(value, look), 1)
    if len(value) < 20:
        return int((look.small or look.capital) and look.turns > 2)
    is_hex, strange = is_form(forms.HEX, value), is_strange(value)
    if look.digit and look.often and strange and not is_hex:
        return 3 if (look.small and look.capital) or len(value) >= 32 else 2
    if is_hex and look.digit and len(value) < 40 and len(value) % 8:
        return 3  # a digest has as many digits as there are bits
    if (look.often or (is_hex and look.digit)) and (look.digit or (look.capital and strange)):
        return 2
    return int(look.digit and (look.small or look.capital) and look.turns > 2)


def _code(value: str) -> int:
    if is_form(forms.GROUPS, value):
        return 3
    return 2 if is_form(forms.DIGITS, value) else int(is_form(forms.SHORT, value))


def _login(value: str) -> int:
    """Grade what stands with a user: much else does, but nothing else has signs."""
    return 3 if holds(forms.WITHIN, value) and password(value) > 2 else 0


GRADES: dict[Tells, Callable[[str], int]] = {
    "password": password,
    "login": _login,
    "key": _key,
    "code": _code,
}
"""How little a value looks like anything but what is announced: 0 to 3."""
