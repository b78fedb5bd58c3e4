"""Visibility of HTML elements: what of a page its reader sees.

What a click shows (accordions, tab panels) counts as seen. Menus, banners and footers around the
document do not: a quote that stands only there was not said by the document. But a header may hold
the title and the lead of the document, and an aside among its paragraphs is a note.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping

from proofpack.refresh.evidence.inline import is_beside_words, is_pressed_word, is_worded
from proofpack.refresh.evidence.marked_text import names
from proofpack.refresh.evidence.tree import Element, at_most, beside, is_in, text_of

INVISIBLE = names(
    "head script style template noscript nav iframe object embed canvas svg audio video map input "
    "select textarea option datalist button dialog rt rp title meta link area applet frameset"
)
"""Elements that hold no text of the document."""
NAMING = re.compile(
    r"target|tab|panel|pane\b|toggle|controls|content|collapse|accordion|show|open|for\b"
)
"""Attributes by which a button names the part of a page that it shows, as `data-` and one of these."""
_NAMED = re.compile(r"tab|panel|pane\b|content")
AROUND = frozenset(["header", "footer", "aside"])
_ROLES_AROUND = frozenset(["navigation", "banner", "contentinfo", "search"])
_ROLES_UNOPENED = frozenset(["dialog", "alertdialog"])
_ROLES_OPENED = frozenset(["tabpanel", "region"])
_HIDDEN = names("hidden d-none invisible is-hidden uk-hidden")
_FOR_READERS = frozenset(
    ["sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only"]
)
_NOTES = re.compile(
    r"(?:^|[\s_-])(?:note|tip|warning|caution|danger|important|info|admonition|callout|hint|alert)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_FLOW = names("p ul ol dl pre blockquote table h2 h3 h4 h5 h6")
_TITLED = names("h1 h2 h3 h4 h5 h6")
_ASIDE = names("nav form aside dialog template button noscript")
_ICONS = re.compile(r"icon|symbol|glyph|emoji|(?:^|\s)fa[srlb]?(?:$|[\s-])", re.IGNORECASE)
_SHOWN_AGAIN = re.compile(
    r"(?:^|\s)(?:(?:sm|md|lg|xl|2xl|dark|light):(?:block|flex|grid|inline|table|contents|visible)"
    r"|d-(?:sm|md|lg|xl|xxl)-(?:block|flex|grid|inline|table))"
)
_REMARK = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_NOT_SHOWN = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
    r"|(?P<faded>opacity)\s*:\s*0*\.?0+%?\s*(?:!important\s*)?(?=;|\Z)"
    r"|font-size\s*:\s*0*\.?0+(?:px|r?em|pt|%)?\s*(?:!important\s*)?(?=;|\Z)"
    r"|(?:left|right|top|bottom|text-indent|margin-(?:left|top))\s*:\s*-\d{4,})",
    re.IGNORECASE,
)
"""Styles by which an element is not shown, or far out of the window."""
_FADES = re.compile(r"transform|transition|animation|will-change|filter", re.IGNORECASE)
"""Styles of what is faded in once the page is there."""
_CLIPS = re.compile(r"(?:^|;)\s*overflow(?:-[xy])?\s*:\s*(?:hidden|clip)", re.IGNORECASE)
_FLAT = re.compile(
    r"(?:^|;)\s*(?:max-)?(?:height|width)\s*:\s*0+(?:px|r?em|%)?\s*(?:!important\s*)?(?=;|\Z)",
    re.IGNORECASE,
)


def is_invisible(
    tag: Element, attributes: Mapping[str, str], *, within: bool, opened: Container[object]
) -> bool:
    """Return whether an element and all in it is not text of the document.

    Args:
        tag: the element.
        attributes: of the element.
        within: whether it stands inside the main part; a header, footer or aside there is content.
        opened: names of what something on the page shows.
    """
    name = tag.tag
    if name in INVISIBLE:
        return not _is_kept(tag, attributes)
    if name in AROUND and not within and (name != "aside" or is_beside(tag)):
        return True
    return bool(attributes) and _is_hidden_by(attributes, opened, tag)


def _is_kept(tag: Element, attributes: Mapping[str, str]) -> bool:
    """Return whether an element is seen although its kind mostly is not."""
    if tag.tag != "button":
        return tag.tag == "dialog" and "open" in attributes
    if "hidden" in attributes:
        return False
    return "aria-expanded" in attributes or is_pressed_word(tag)  # the visible head of an accordion


def titled_parts(header: Element, most: int = 20) -> list[Element]:
    """Return headings and paragraphs of a header that holds a heading, and so may head the document.

    Args:
        header: a header that stands around the document.
        most: how many are returned.
    """
    parts = [tag for tag in at_most(most, header, *_TITLED, "p") if not is_in(tag, _ASIDE)]
    return parts if any(tag.tag in _TITLED for tag in parts) else []


def is_beside(tag: Element) -> bool:
    """Return whether an element outside of a main part is an aside that tells of other pages.

    An aside that is called a note, or stands among paragraphs, is a part of the document.
    """
    if tag.tag != "aside":
        return False
    if tag.get("role") == "note" or _NOTES.search(tag.get("class", "")):
        return False
    return not all(side is not None and side.tag in _FLOW for side in beside(tag))


def _is_hidden_by(attributes: Mapping[str, str], opened: Container[object], tag: Element) -> bool:
    role = attributes.get("role")
    if role in _ROLES_AROUND:
        return True
    classes = attributes.get("class", "")
    if not (classes and is_hidden_class(classes)) and not _hides(attributes, tag):
        return False
    return role not in _ROLES_OPENED and not any(name in opened for name in own_names(attributes))


def own_names(attributes: Mapping[str, str]) -> list[str]:
    """Return by what names something else on a page may speak of an element."""
    return [
        value
        for name, value in attributes.items()
        if value and (name == "id" or (name.startswith("data-") and _NAMED.search(name)))
    ]


def _hides(attributes: Mapping[str, str], tag: Element) -> bool:
    hidden = attributes.get("hidden")
    if hidden is not None and hidden.strip().lower() != "until-found":
        return True
    if "popover" in attributes or attributes.get("role") in _ROLES_UNOPENED:
        return True
    if "style" in attributes and _is_styled_away(attributes["style"]):
        return True
    return attributes.get("aria-hidden", "").strip().lower() == "true" and not _is_for_eyes(tag)


def _is_styled_away(style: str) -> bool:
    """Return whether a style hides an element, as far as it says so itself."""
    plain = _REMARK.sub("", style)
    for match in _NOT_SHOWN.finditer(plain):
        if not (match["faded"] and _FADES.search(plain)):
            return True
    return _FLAT.search(plain) is not None and _CLIPS.search(plain) is not None


def _is_for_eyes(tag: Element) -> bool:
    """Return whether text that screen readers pass over has a twin for them, or is a part of a line."""
    if _ICONS.search(tag.get("class", "")):
        return False
    if any(side is not None and _is_for_readers(side) for side in beside(tag)):
        return tag.tag != "i" and is_worded(text_of(tag))
    return is_beside_words(tag)


def _is_for_readers(tag: Element) -> bool:
    return not _FOR_READERS.isdisjoint(tag.get("class", "").split())


def is_hidden_class(classes: str) -> bool:
    """Return whether classes hide an element at every width of a window."""
    tokens = frozenset(classes.split())
    if tokens & _HIDDEN:
        return _SHOWN_AGAIN.search(classes) is None
    return bool(tokens & _FOR_READERS)
