"""Addresses for reading, and addresses for requests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from proofpack.check import spelling
from proofpack.check import texts as words
from proofpack.check.carried import Carried
from proofpack.check.rule import Finding, Rule, RuleContext
from proofpack.model.documents import MarkdownFile, Nodes, key_path
from proofpack.text.markdown import scan

_DOCUMENTS = re.compile(
    r"\b(?:docs?|documentation|documented|reference|guide|page|manual|help|read)\b", re.IGNORECASE
)
_FOR_READING = re.compile(r"(?:^|_)(?:doc|docs|page|source|support|reference)(?:_|$)")


def host_mixed(context: RuleContext) -> Iterator[Finding]:
    """A documented page is used as an address of the API, or the reverse.

    `/api/text/chat` may be the path of a page and `/v1/chat/completions` that of the API. A request to
    the host of the documentation gets a page instead of an answer, perhaps with status 200; a reader who
    follows a link to the API gets an error. Hosts of sources are for reading; hosts that facts name are
    the API's, unless they serve most pages of a pack as well.

    Send requests to the address that a fact gives, and link to the page of the source.
    """
    yield from _sources(context, Carried.of(context))

    def look(file: MarkdownFile | Nodes) -> Iterator[Finding]:
        for text in words.of_file(file):
            reported: set[int] = set()
            for offset, what, remedy in _mixed(Carried.of(context), text):
                line = text.text.count("\n", 0, offset)
                if line not in reported:
                    reported.add(line)
                    yield Finding(text.at(offset), text.key, what, remedy)

    yield from context.in_files("addresses", words.files(context), look, carried=True)


def _mixed(carried: Carried, text: words.Text) -> Iterator[tuple[int, str, str]]:
    """Yield offset, what and remedy of each address that is used for the other thing."""
    to_api = f"Requests go to {', '.join(sorted(carried.api))}." if carried.api else ""
    to_docs = "Link to the page of the source."
    for token in spelling.of(text.text, text.key, code=text.code):
        if token.kind in ("url", "request", "path"):
            if what := _asked_of_a_page(carried, text, token):
                yield token.offset, what, to_api
            elif what := _read_from_the_api(carried, text, token):
                yield token.offset, what, to_docs
    if not text.code and carried.api:
        for link in scan(text.text).marks if "](" in text.text else ():
            named = link.text.startswith("http") and _DOCUMENTS.search(link.label)
            if named and urlsplit(link.text).netloc in carried.api:
                what = f'a link called "{link.label}" leads to the API'
                yield link.start, what, to_docs


def _asked_of_a_page(carried: Carried, text: words.Text, token: spelling.Token) -> str:
    """Return what is wrong with a request to a documented page, or nothing."""
    parts = urlsplit(token.text)
    sent = token.kind == "request" or (text.code and spelling.called(text.text, token))
    if parts.netloc in carried.docs and (sent or carried.is_api_path(parts.path)):
        return f'a request to the documentation host "{parts.netloc}"'
    if not parts.netloc and sent and carried.is_page(parts.path):
        return f'the path of a page, "{parts.path}", in a request'
    return ""


def _read_from_the_api(carried: Carried, text: words.Text, token: spelling.Token) -> str:
    """Return what is wrong with an address of the API that is meant for reading, or nothing."""
    parts = urlsplit(token.text)
    if parts.netloc in carried.api and carried.is_page(parts.path):
        return f'the path of a page, "{parts.path}", on the host of the API'
    if parts.netloc in carried.api and _FOR_READING.search(_field_of(text, token)):
        return f'an address of the API, "{token.text}", where a page is wanted'
    return ""


def _field_of(text: words.Text, token: spelling.Token) -> str:
    """Return the name of the field of a YAML sample whose whole value an address is."""
    if not text.code:
        return ""
    line = text.text[text.text.rfind("\n", 0, token.offset) + 1 : token.offset]
    name = re.fullmatch(r"\s*(\w+):\s*[\"']?", line)
    return name[1] if name else ""


def _sources(context: RuleContext, carried: Carried) -> Iterator[Finding]:
    """Yield the addresses of sources that are the API's."""
    for nodes in context.tree.data["sources"]:
        for position, source in enumerate(nodes.data["sources"]):
            for key in ("url", "read"):
                if urlsplit(source.get(key, "")).netloc in carried.api:
                    yield _source(nodes, position, key, source[key])


def _source(nodes: Nodes, position: int, key: str, url: str) -> Finding:
    path = ("sources", position, key)
    what = f'"{url}" is an address of the API, not of a page'
    return Finding(nodes.place(path), key_path(path), what, "Give the address of the page.")


RULES = (Rule(host_mixed, "error"),)
