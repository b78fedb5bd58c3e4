"""What a pattern cannot say: check digits, and whether a value is more than words.

A check returns whether a value is a secret, but for account numbers, where a pattern could not know the
end. For browsers it is derived from this (`tests/derive.py`), with the same figures (`check_forms`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from proofpack.secrets import check_forms as forms
from proofpack.secrets.grades import is_strange
from proofpack.secrets.matching import holds, how_often, is_form, is_word


def _digit(value: str) -> bool:
    return holds("[0-9]", value)


def _mixed(value: str) -> bool:
    return holds("[0-9]", value) and holds("[a-z]", value) and holds("[A-Z]", value)


def _keylike(value: str) -> bool:
    """Letters and digits; or letters alone, at such length and so mixed that they are no word."""
    if holds("[0-9]", value):
        return holds("[A-Za-z]", value)
    is_long = len(value) >= forms.LONG_KEY and "-" not in value
    return is_long and holds("[a-z]", value) and holds("[A-Z]", value)


def _password(value: str) -> bool:
    """Anything but a word, a name in capitals, or an identifier of words."""
    is_long = len(value) >= forms.LONG_PASSWORD and not is_form("[A-Za-z_]+", value)
    return is_long or holds(forms.ODD_IN_PASSWORD, value)


def _luhn(value: str) -> bool:
    digits = [figure for figure in value if figure in forms.FIGURES[:10]]
    total = 0
    for position, figure in enumerate(reversed(digits)):
        digit = int(figure) * (1 + position % 2)
        total += digit - 9 if digit > 9 else digit
    return total % 10 == 0 and is_form(forms.CARDS, "".join(digits))


def _phone(value: str) -> bool:
    fewest, most = forms.PHONE_DIGITS
    return fewest <= how_often("[0-9]", value) <= most


CHECKS: Mapping[str, Callable[[str], bool]] = {
    "base64": _mixed,  # what stands in it is for the engine to look for
    "digit": _digit,
    "keylike": _keylike,
    "luhn": _luhn,
    "mixed": _mixed,
    "password": _password,
    "phone": _phone,
    "strange": is_strange,
}
"""The checks that look at a value alone, by name."""


def iban(value: str) -> int:
    """Return how many characters of a value are an account number, from its first; 0 if it is none.

    Args:
        value: text that begins as one: as many characters as the country's numbers have count, and
            spaces among them come on top.
    """
    wanted = forms.IBAN_LENGTHS.get(value[:2], 0)
    taken, seen = 0, 0
    while taken < len(value) and seen < wanted:
        seen += int(value[taken] != " ")
        taken += 1
    compact = value[:taken].replace(" ", "")
    rest = 0
    for sign in compact[4:] + compact[:4]:
        number = forms.FIGURES.find(sign)
        rest = (rest * (100 if number > 9 else 10) + number) % 97
    return taken if wanted > 0 and seen == wanted and rest == 1 else 0


def cookies(value: str, harmless: Callable[[str], bool]) -> bool:
    """Return whether one of the cookies of a `Cookie:` header holds something.

    Args:
        value: the pairs of the header.
        harmless: says whether a value is a placeholder.
    """
    for pair in value.split(";"):
        name, _, held = pair.partition("=")
        is_attribute = is_word(forms.ATTRIBUTE, name.strip(" \t"))
        if not is_attribute and len(held) >= forms.LONG_COOKIE and not harmless(held):
            return True
    return False
