"""Visibility of HTML elements: what of a page its reader sees.

What a click shows (accordions, tab panels) counts as seen. Menus, banners and footers around the
document do not: a quote that stands only there was not said by the document. But a header may hold
the title and the lead of the document, and an aside among its paragraphs is a note.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping

from bs4 import Tag

from proofpack.refresh.evidence.marked_text import names

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
_AROUND = frozenset(["header", "footer", "aside"])
_ROLES_AROUND = frozenset(["navigation", "banner", "contentinfo", "search"])
_ROLES_OPENED = frozenset(["tabpanel", "region"])
_HIDDEN = frozenset(["hidden", "d-none"])
_FOR_READERS = frozenset(
    ["sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only"]
)
_NUMBERING = names(
    "lineno linenos linenumber linenumbers line-number line-numbers lnt ln hljs-ln-numbers"
)
_NOTES = re.compile(
    r"(?:^|[\s_-])(?:note|tip|warning|caution|danger|important|info|admonition|callout|hint|alert)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_FLOW = names("p ul ol dl pre blockquote table h2 h3 h4 h5 h6")
_TITLED = names("h1 h2 h3 h4 h5 h6")
_ICONS = re.compile(r"icon|symbol|glyph|emoji|(?:^|\s)fa[srlb]?(?:$|[\s-])", re.IGNORECASE)
_SHOWN_AGAIN = re.compile(
    r"(?:^|\s)(?:(?:sm|md|lg|xl|2xl|dark|light):(?:block|flex|grid|inline|table|contents)"
    r"|d-(?:sm|md|lg|xl|xxl)-(?:block|flex|grid|inline|table))"
)
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)


def is_invisible(tag: Tag, *, within: bool, opened: Container[object]) -> bool:
    """Return whether an element and all in it is not text of the document.

    Args:
        tag: the element.
        within: whether it stands inside the main part; a header, footer or aside there is content.
        opened: names of what something on the page shows.
    """
    name = tag.name
    attributes = tag.attrs
    if name in INVISIBLE:
        return not _is_kept(name, attributes)
    if name in _AROUND and not within and (name != "aside" or is_beside(tag)):
        return True
    return bool(attributes) and _is_hidden_by(attributes, opened, tag)


def _is_kept(name: str, attributes: Mapping[str, object]) -> bool:
    """Return whether an element is seen although its kind mostly is not."""
    if name == "button":  # the visible head of an accordion
        return "aria-expanded" in attributes and "hidden" not in attributes
    return name == "dialog" and "open" in attributes


def titled_parts(header: Tag, most: int = 20) -> list[Tag]:
    """Return headings and paragraphs of a header that holds a heading, and so may head the document.

    Args:
        header: a header that stands around the document.
        most: how many are returned.
    """
    parts = [
        tag
        for tag in header.find_all([*sorted(_TITLED), "p"], limit=most)
        if tag.find_parent(["nav", "form", "aside", "dialog", "template", "button", "noscript"])
        is None
    ]
    return parts if any(tag.name in _TITLED for tag in parts) else []


def is_numbering(tag: Tag) -> bool:
    """Return whether an element numbers lines of code, and holds nothing else."""
    classes = str(tag.attrs.get("class", ""))
    return not _NUMBERING.isdisjoint(classes.split()) and _is_number(tag)


def is_beside(tag: Tag) -> bool:
    """Return whether an element outside of a main part is an aside that tells of other pages.

    An aside that is called a note, or stands among paragraphs, is a part of the document.
    """
    attributes = tag.attrs
    if tag.name != "aside":
        return False
    if attributes.get("role") == "note" or _NOTES.search(str(attributes.get("class", ""))):
        return False
    sides = (tag.find_previous_sibling(), tag.find_next_sibling())
    return not all(isinstance(side, Tag) and side.name in _FLOW for side in sides)


def _is_hidden_by(attributes: Mapping[str, object], opened: Container[object], tag: Tag) -> bool:
    role = attributes.get("role")
    if role in _ROLES_AROUND:
        return True
    classes = str(attributes.get("class", ""))
    if not (classes and _is_hidden_class(classes)) and not _hides(attributes, tag):
        return False
    return role not in _ROLES_OPENED and not any(name in opened for name in own_names(attributes))


def own_names(attributes: Mapping[str, object]) -> list[str]:
    """Return by what names something else on a page may speak of an element."""
    return [
        str(value)
        for name, value in attributes.items()
        if value and (name == "id" or (name.startswith("data-") and _NAMED.search(name)))
    ]


def _hides(attributes: Mapping[str, object], tag: Tag) -> bool:
    hidden = attributes.get("hidden")
    if hidden is not None and str(hidden).strip().lower() != "until-found":
        return True
    if "popover" in attributes:
        return True
    style = attributes.get("style")
    if style is not None and _NOT_SHOWN.search(str(style)) is not None:
        return True
    return str(attributes.get("aria-hidden", "")).strip().lower() == "true" and not _has_twin(tag)


def _has_twin(tag: Tag) -> bool:
    """Return whether text that screen readers pass over has a twin for them, and so is for eyes."""
    if tag.name == "i" or _ICONS.search(str(tag.attrs.get("class", ""))):
        return False
    sides = (tag.find_previous_sibling(), tag.find_next_sibling())
    if not any(isinstance(side, Tag) and _is_for_readers(side) for side in sides):
        return False
    return any(map(str.isalnum, tag.get_text()))


def _is_for_readers(tag: Tag) -> bool:
    return not _FOR_READERS.isdisjoint(str(tag.attrs.get("class", "")).split())


def _is_hidden_class(classes: str) -> bool:
    tokens = frozenset(classes.split())
    if tokens & _HIDDEN:
        return _SHOWN_AGAIN.search(classes) is None
    return bool(tokens & _FOR_READERS)


def _is_number(tag: Tag) -> bool:
    return re.fullmatch(r"[\d\s]*", tag.get_text()) is not None
