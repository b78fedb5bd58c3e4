"""Visibility of HTML elements: what of a page its reader sees.

What a click shows (accordions, tab panels) counts as seen. Menus, banners and footers around the
document do not: a quote that stands only there was not said by the document.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bs4 import Tag

from proofpack.refresh.evidence.marked_text import names

INVISIBLE = names(
    "head script style template noscript nav iframe object embed canvas svg audio video map input "
    "select textarea option datalist button dialog rt rp title meta link area applet frameset"
)
"""Elements that hold no text of the document."""

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
_SHOWN_AGAIN = re.compile(
    r"(?:^|\s)(?:(?:sm|md|lg|xl|2xl|dark|light):(?:block|flex|grid|inline|table|contents)"
    r"|d-(?:sm|md|lg|xl|xxl)-(?:block|flex|grid|inline|table))"
)
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)


def is_invisible(tag: Tag, *, within: bool, opened: frozenset[str]) -> bool:
    """Return whether an element and all in it is not text of the document.

    Args:
        tag: the element.
        within: whether it stands inside the main part; a header, footer or aside there is content.
        opened: ids of what some button on the page shows.
    """
    name = tag.name
    attributes = tag.attrs
    if name in INVISIBLE:
        return not _is_kept(name, attributes)
    if name in _AROUND and not within:
        return True
    return bool(attributes) and _is_hidden_by(attributes, opened, tag)


def _is_kept(name: str, attributes: Mapping[str, object]) -> bool:
    """Return whether an element is seen although its kind mostly is not."""
    if name == "button":  # the visible head of an accordion
        return "aria-expanded" in attributes and "hidden" not in attributes
    return name == "dialog" and "open" in attributes


def _is_hidden_by(attributes: Mapping[str, object], opened: frozenset[str], tag: Tag) -> bool:
    role = attributes.get("role")
    if role in _ROLES_AROUND:
        return True
    classes = str(attributes.get("class", ""))
    if classes and _is_hidden_class(classes, tag):
        return not (role in _ROLES_OPENED or attributes.get("id") in opened)
    if not _hides(attributes):
        return False
    return role not in _ROLES_OPENED and attributes.get("id") not in opened


def _hides(attributes: Mapping[str, object]) -> bool:
    hidden = attributes.get("hidden")
    if hidden is not None and str(hidden).strip().lower() != "until-found":
        return True
    if "popover" in attributes or str(attributes.get("aria-hidden", "")).strip().lower() == "true":
        return True
    style = attributes.get("style")
    return style is not None and _NOT_SHOWN.search(str(style)) is not None


def _is_hidden_class(classes: str, tag: Tag) -> bool:
    tokens = frozenset(classes.split())
    if tokens & _HIDDEN:
        return _SHOWN_AGAIN.search(classes) is None
    if tokens & _FOR_READERS:
        return True
    return bool(tokens & _NUMBERING) and _is_number(tag)


def _is_number(tag: Tag) -> bool:
    """Return whether an element numbers lines of code, and holds nothing else."""
    return re.fullmatch(r"[\d\s]*", tag.get_text()) is not None
