"""What the facts of a project carry of an API: its words, paths and hosts."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from proofpack.check import spelling
from proofpack.check.rule import RuleContext
from proofpack.model.library import KnownFact, Library
from proofpack.model.records.sources import Fact

# Names that HTTP itself defines (RFC 9110 to 9112, 6265): using one claims nothing about an API. What
# an API does with it still needs a fact.
_STANDARD = frozenset(
    """
    accept accept-encoding accept-language allow authorization cache-control connection
    content-encoding content-language content-length content-type cookie date etag expires host
    if-match if-modified-since if-none-match last-modified location origin pragma referer
    retry-after server set-cookie te trailer transfer-encoding user-agent vary via www-authenticate
    """.split()  # noqa: SIM905 - reads better than a list of quoted words
)
_WORD = re.compile(r"[A-Za-z0-9]\w*(?:\[\d*\])?(?:[.-][A-Za-z_]\w*(?:\[\d*\])?)*")
_VERSION = re.compile(r"/v\d{1,2}(?=/|$)")


@dataclass(frozen=True)
class Carried:
    """What facts carry.

    Attributes:
        words: each word of the facts to the facts that hold it.
        spelled: the words among them that name a field, a header, or a status.
        paths: paths of the API, without host.
        api: hosts of the API.
        docs: hosts of the documentation.
        pages: paths of documented pages.
        own: ids of worksheets, and the names that the policy lists.
    """

    words: dict[str, frozenset[int]]
    spelled: frozenset[str]
    paths: frozenset[str]
    api: frozenset[str]
    docs: frozenset[str]
    pages: frozenset[str]
    own: frozenset[str]
    _near: dict[tuple[str, str], str] = field(default_factory=dict, compare=False, repr=False)
    _covered: dict[tuple[str, str], bool] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, context: RuleContext) -> Carried:
        """Return what the facts, sources and worksheets of a project carry, read once for a context."""
        return context.memory.recall("carried", cls._read, context)

    @classmethod
    def _read(cls, context: RuleContext) -> Carried:
        library = context.library
        texts = [_text(fact) for fact in library.facts.values()]
        tokens = {token for text in texts for token in spelling.in_prose(text)}
        urls = [urlsplit(token.text) for token in tokens if token.kind == "url"]
        api, docs = _hosts(library, {url.netloc for url in urls})
        paths = {url.path.rstrip("/") for url in urls if url.netloc in api}
        paths |= {
            urlsplit(token.text).path for token in tokens if token.kind in ("path", "request")
        }
        pages = {
            urlsplit(source.record.url).path.rstrip("/") for source in library.sources.values()
        }
        words: dict[str, set[int]] = {}
        for number, text in enumerate(texts):
            for word in map(_plain, _WORD.findall(text)):
                words.setdefault(word, set()).add(number)
                # A fact that carries `error.param` carries `param`, too.
                words.setdefault(word.rpartition(".")[2], set()).add(number)
        return cls(
            {word: frozenset(facts) for word, facts in words.items()},
            frozenset(
                _plain(token.text) for token in tokens if token.kind in ("field", "word", "status")
            )
            | {token.text for token in tokens if token.kind == "header"},
            frozenset(paths - {""}),
            api,
            docs,
            frozenset(pages - {""}),
            frozenset([*_ids(context), *(_plain(name) for name in library.policy.names)]),
        )

    def covers(self, token: spelling.Token) -> bool:
        """Return whether a fact, or a worksheet of the project's own, carries what a text spells."""
        key = (token.kind, token.text)
        if key not in self._covered:
            self._covered[key] = self._covers(token)
        return self._covered[key]

    def _covers(self, token: spelling.Token) -> bool:
        if token.kind in ("path", "request"):
            return self.has_path(urlsplit(token.text).path)
        if token.kind == "header":
            return token.text.lower() in _STANDARD or (
                token.text in self.words or token.text in self.own
            )
        word = _plain(token.text)
        return word in self.words or word in self.own or self._in_one_fact(word)

    def has_path(self, path: str) -> bool:
        """Return whether a path is one of the API's, or leads to one; or is that of a page."""
        path = path.rstrip("/")
        return (
            path in self.paths
            or self.is_page(path)
            or any(known.startswith(f"{path}/") for known in self.paths)
        )

    def is_page(self, path: str) -> bool:
        """Return whether a path is that of a page, or of its Markdown twin, and not of the API too."""
        path = path.rstrip("/")
        return path not in self.paths and path.removesuffix(".md") in self.pages

    def is_api_path(self, path: str) -> bool:
        """Return whether a path can only be meant for the API: one of its own, or below its version."""
        if self.is_page(path):
            return False
        versions = {match[0] for known in self.paths if (match := _VERSION.match(known))}
        return path.rstrip("/") in self.paths or path.startswith(
            tuple(f"{version}/" for version in versions)
        )

    def nearest(self, token: spelling.Token) -> str:
        """Return the spelling that a text may have meant, or nothing."""
        key = (token.kind, token.text)
        if key not in self._near:
            known = self._offered(token.kind)
            text = token.text if token.kind in ("path", "request") else _plain(token.text)
            cutoff = 0.85 if token.kind == "word" else 0.75
            close = difflib.get_close_matches(text, sorted(known), n=5, cutoff=cutoff)
            fit = (name for name in close if self._passes(token.kind, name))
            self._near[key] = next(fit, "")
        return self._near[key]

    def _offered(self, kind: str) -> frozenset[str]:
        """Return the spellings that would pass where a token of a kind stands: a status is no header."""
        if kind in ("path", "request"):
            return self.paths
        names = self.spelled | self.own
        if kind == "status":
            return frozenset(name for name in names if name.isdigit())
        return frozenset(name for name in names if not name.isdigit())

    def _passes(self, kind: str, name: str) -> bool:
        """Return whether a spelling is of a kind, and would be let through where that stands."""
        if kind in ("path", "request"):
            return self.has_path(name) and not (kind == "request" and self.is_page(name))
        read = spelling.in_prose(f"`{name}`")
        kinds = ("field", "word") if kind in ("field", "word") else (kind,)
        return bool(read) and read[0].kind in kinds and self.covers(read[0])

    def _in_one_fact(self, word: str) -> bool:
        """Return whether one fact holds every step of `error.param`."""
        steps = [self.words.get(step, frozenset()) for step in word.split(".")]
        return len(steps) > 1 and bool(frozenset.intersection(*steps))


def _text(fact: KnownFact) -> str:
    record = fact.record
    return f"{record.says}\n{record.quote}" if isinstance(record, Fact) else record.says


def _plain(word: str) -> str:
    return re.sub(r"\[\d*\]", "[]", word)


def _hosts(library: Library, named: set[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the hosts of the API and those of the documentation.

    A host that facts name is one of the API. One that serves most pages of a pack too is both, as
    where an API documents itself, and says nothing about what is meant for which.
    """
    serving: Counter[str] = Counter()
    packs: Counter[str] = Counter()
    of_pack: dict[str, set[str]] = {}
    for source in library.sources.values():
        host = urlsplit(source.record.url).netloc
        serving[host] += 1
        packs[source.path] += 1
        of_pack.setdefault(host, set()).add(source.path)
    shared = {
        host
        for host in named & serving.keys()
        if 2 * serving[host] >= max(packs[pack] for pack in of_pack[host])
    }
    return frozenset(named - shared), frozenset(serving.keys() - named)


def _ids(context: RuleContext) -> Iterator[str]:
    for nodes in context.tree.data["worksheets"]:
        yield from _names(nodes.data)


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("id"), str):
            yield value["id"]
        for key, inner in value.items():
            if key == "choices" and isinstance(inner, list):
                yield from (choice for choice in inner if isinstance(choice, str))
            yield from _names(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _names(inner)
