"""What guides spell of an API must stand in a fact: paths, addresses, headers, statuses, fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from proofpack.check import spelling
from proofpack.check import texts as words
from proofpack.check.carried import Carried
from proofpack.check.rule import Finding, Rule, RuleContext
from proofpack.model.documents import MarkdownFile, Nodes

_NAMES = {
    "path": "path",
    "request": "path",
    "url": "address",
    "header": "header",
    "status": "status",
    "field": "field",
    "word": "field",
}


def token_uncovered(context: RuleContext) -> Iterator[Finding]:
    """A text spells a part of the API that no fact carries.

    Paths, request addresses, headers, HTTP statuses and field names are the contract: a reader copies
    them letter for letter. Each of them must stand in the words or the quote of some fact, or be an id
    of the project's own worksheets. Headers that HTTP itself defines need no fact, and neither do
    placeholders. A plain word in backticks is found only where it is nearly that of a fact.

    Correct the spelling; or add a fact with the quote that carries it; or leave it out.
    """

    def look(file: MarkdownFile | Nodes) -> Iterator[Finding]:
        carried = Carried.of(context)
        for text in words.of_file(file):
            reported: set[str] = set()
            for token in spelling.of(text.text, text.key, code=text.code):
                if token.text not in reported and (what := _uncovered(carried, token, text)):
                    reported.add(token.text)
                    near = carried.nearest(token)
                    remedy = f'Did you mean "{near}"?' if near else "Add a fact that carries it."
                    yield Finding(text.at(token.offset), text.key, what, remedy)

    yield from context.in_files("tokens", words.files(context), look, carried=True)


def _uncovered(carried: Carried, token: spelling.Token, text: words.Text) -> str:
    """Return what is wrong with a token, or nothing."""
    kind = token.kind
    if kind == "url":
        return _unknown_address(carried, token, text)
    if kind == "request" and token.text.startswith("http"):
        return ""
    if carried.covers(token) or (
        kind == "path" and not text.code and _doubled(carried, token.text)
    ):
        return ""
    if kind == "word" and not _slip(carried, token):
        return ""
    return f'no fact carries the {_NAMES[kind]} "{token.text}"'


def _doubled(carried: Carried, path: str) -> bool:
    """Return whether a path repeats its version: guides show that slip to warn of it."""
    return carried.has_path(re.sub(r"^(/v\d{1,2})\1(?=/)", r"\1", path))


def _slip(carried: Carried, token: spelling.Token) -> bool:
    """Return whether a word is nearly one of a fact, and not merely its plural.

    A dotted name, as of a vocabulary, is no slip of a plain one, as of a field of a worksheet.
    """
    near = carried.nearest(token)
    return (
        bool(near)
        and near.rstrip("s") != token.text.rstrip("s")
        and near[:2] == token.text[:2]
        and ("." in near) == ("." in token.text)
    )


def _unknown_address(carried: Carried, token: spelling.Token, text: words.Text) -> str:
    parts = urlsplit(token.text)
    if parts.netloc in carried.docs or not parts.netloc:
        return ""
    if parts.netloc in carried.api:
        known = not parts.path.strip("/") or carried.has_path(parts.path)
        return "" if known else f'no fact carries the path "{parts.path}"'
    sample = parts.hostname or ""
    if sample.endswith((".example", ".test", ".invalid", "localhost")) or "example." in sample:
        return ""
    # Links may lead anywhere; an address with a path of the API is one of its own.
    if carried.is_api_path(parts.path) or (
        text.code and carried.api and spelling.called(text.text, token)
    ):
        return f'no fact carries the host "{parts.netloc}"'
    return ""


RULES = (Rule(token_uncovered, "error"),)
