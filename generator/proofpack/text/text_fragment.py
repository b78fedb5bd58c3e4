"""Links to words on a page of other people: text fragments, as browsers follow them.

The form is that of the specification of text directives: `#:~:text=prefix-,start,end,-suffix`.
A browser that does not know it, or does not find the words, opens the page.
"""

from __future__ import annotations

from urllib.parse import quote as percent_encoded

_LONG, _ENDS, _AROUND = 10, 5, 3
"""From how many words on a quote is named by its ends, how many words each has, and how many tell apart
places where the same words stand."""


def text_fragment(url: str, quote: str, around: str = "") -> str:
    """Return the address of a quote on a page.

    Args:
        url: the address of the page.
        quote: words on it. Long ones are named by their first and last words, which may also stand in
            different blocks, such as cells of a row.
        around: what the quote stands in, where its words stand in several places.
    """
    words = quote.split()
    ends = [words[:_ENDS], words[-_ENDS:]] if len(words) > _LONG else [words]
    terms = [_term(end) for end in ends]
    before, match, after = " ".join(around.split()).partition(" ".join(words))
    if match and (prefix := _whole(before.split()[-_AROUND:])):
        terms.insert(0, f"{prefix}-")
    if match and (suffix := _whole(after.split()[:_AROUND])):
        terms.append(f"-{suffix}")
    return f"{url}{'' if '#' in url else '#'}:~:text={','.join(terms)}"


def _term(words: list[str]) -> str:
    """Return words encoded: a dash, a comma and an ampersand would mean something."""
    return percent_encoded(" ".join(words), safe="").replace("-", "%2D")


def _whole(words: list[str]) -> str:
    """Return words beside a quote, but for one that was cut off."""
    return _term([word for word in words if "\u2026" not in word])
