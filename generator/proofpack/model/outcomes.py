"""What came of reading documented pages: the words that `refresh`, the ledger and the site share.

A fetch asks for one address and ends with an outcome or a document. An evaluation looks for the quotes
of a source on its document. A reading is both, as the ledger takes it in.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, NamedTuple

from msgspec import Struct

from proofpack.model.passages import Passage, Sign

Kind = Literal["html", "markdown", "openapi", "rst", "text"]
"""How a page is written."""


class Outcome(StrEnum):
    """What came of one attempt to read a page."""

    CONFIRMED = "confirmed"
    """The document was read, and everything that was looked for held."""
    UNCHANGED = "unchanged"
    """304: the same document as at the last full read, which had confirmed the same quotes."""
    READ = "read"
    """The document was read, and there was nothing to look for; or a person read it."""
    PASSAGE_CHANGED = "passage-changed"
    """The document was read, and a quote stands in another passage than the one that was accepted."""
    QUOTE_MISSING = "quote-missing"
    """The document was read, and a quote was not on it, or an absence was overturned."""
    MOVED = "moved"
    NOT_THE_DOCUMENT = "not-the-document"
    SCRIPT_ONLY = "script-only"
    LOGIN_WALL = "login-wall"
    CHALLENGE = "challenge"
    HTTP_ERROR = "http-error"
    RATE_LIMITED = "rate-limited"
    BLOCKED_ADDRESS = "blocked-address"
    BAD_URL = "bad-url"
    BAD_REDIRECT = "bad-redirect"
    TOO_SLOW = "too-slow"
    TOO_BIG = "too-big"
    TRUNCATED = "truncated"
    BAD_ENCODING = "bad-encoding"
    NOT_READABLE = "not-readable"
    NETWORK_ERROR = "network-error"
    TLS_ERROR = "tls-error"
    ROBOTS_DISALLOWED = "robots-disallowed"
    NOT_RUN = "not-run"

    @property
    def is_reading(self) -> bool:
        """Whether the page was read as the document it is, so that `accessed` moves."""
        return self in _READINGS


_READINGS = frozenset(
    {
        Outcome.CONFIRMED,
        Outcome.UNCHANGED,
        Outcome.READ,
        Outcome.PASSAGE_CHANGED,
        Outcome.QUOTE_MISSING,
    }
)


class Document(Struct, frozen=True):
    """A page as text, before anything is made of it.

    Attributes:
        url: the address that it was read at, after redirects.
        asked: the address that was asked for.
        kind: how it is written.
        text: its characters; where a few bytes were none, U+FFFD.
        challenged: whether the answer's headers call it a challenge.
        refresh: what its `Refresh` header says, or nothing.
    """

    url: str
    asked: str
    kind: Kind
    text: str
    challenged: bool = False
    refresh: str = ""


class Landmarks(NamedTuple):
    """Landmarks of a page, by which it is known again when its words have changed.

    Each is the beginning of a digest, or nothing where the page has no such thing.
    """

    title: str
    heading: str
    """Of its first heading."""
    outline: str
    """Of its first headings and those a level below."""


class Validators(Struct, frozen=True):
    """Validators for a conditional request ("has it changed?"): `ETag` and `Last-Modified`."""

    etag: str = ""
    modified: str = ""


class FetchResult(Struct, frozen=True):
    """The result of fetching one address.

    Attributes:
        outcome: why there is no document to evaluate; `moved` (with the document found there), or
            `unchanged`; None for a document that was read where it was asked for.
        document: the document, or None.
        detail: what happened, in a few words for people. Never text of the page.
        chain: the addresses asked, in order.
        status: the last HTTP status, or None.
        validators: for the next conditional request.
    """

    outcome: Outcome | None
    document: Document | None = None
    detail: str = ""
    chain: tuple[str, ...] = ()
    status: int | None = None
    validators: Validators = Validators()


class QuoteMatch(Struct, frozen=True):
    """Quote match: what came of looking for the quote of one fact on a document.

    Attributes:
        fact: id of the fact or absence within its source.
        words: digest of the quote or the pattern that was looked for.
        found: whether the quote stands there; for an absence, whether its pattern does not match.
        times: how often the quote stands there, or the pattern matches.
        passage: for a quote that stands there, its sentence; for an absence that is overturned, the
            text around the match.
        nearest: for a quote that is lost, the text that is most like it.
        likeness: how like it is, from 0 to 1.
        warning: why a person should look although the quote stands there, or nothing.
        at: the passage that the quote stands in, or None.
        signs: what differs in it from the accepted passages, or nothing.
        notice: a notice near the quote that is new, or nothing.
    """

    fact: str
    words: str
    found: bool
    times: int = 0
    passage: str = ""
    nearest: str = ""
    likeness: float = 0.0
    warning: str = ""
    at: Passage | None = None
    signs: tuple[Sign, ...] = ()
    notice: str = ""

    @property
    def confirmed(self) -> bool:
        """Whether it was found, and in a passage that counts."""
        return self.found and not self.signs


class Evaluation(Struct, frozen=True):
    """Evaluation of a document: what it says of its source.

    Attributes:
        outcome: `confirmed`, `read`, `passage-changed` or `quote-missing`; or what the page is
            instead of the document.
        detail: what was recognised, in a few words for people; nothing for a document.
        matches: one for each fact and absence, in the order of the source; empty if the page is
            not the document.
        text: the visible text as it was compared.
        digest: digest of what counts of that text.
        rules: digest of what the extraction depends on: our rules, the libraries, `select`, `ignore`
            and `ignore_text`. Digests of texts compare only where it is the same.
        landmarks: of a page on which a quote stands, or what the source expects; else None.
        counted: what counts of the text of a document, for the local cache: without what changes by
            itself, or is ignored.
        lost_section: the section of the source's address that is not on the page any more, or nothing.
    """

    outcome: Outcome
    detail: str
    matches: tuple[QuoteMatch, ...]
    text: str
    digest: str
    rules: str
    landmarks: Landmarks | None = None
    counted: str = ""
    lost_section: str = ""


class SourceReading(Struct, frozen=True):
    """One attempt to read a source, as the ledger takes it in.

    Attributes:
        source: id of the source.
        outcome: what came of it.
        detail: in a few words for people.
        status: the last HTTP status, or None.
        chain: the addresses asked, in order.
        evaluation: what the document said, or None where there was none.
        validators: for the next conditional request.
        unstable: whether two readings of one run differed.
    """

    source: str
    outcome: Outcome
    detail: str = ""
    status: int | None = None
    chain: tuple[str, ...] = ()
    evaluation: Evaluation | None = None
    validators: Validators = Validators()
    unstable: bool = False
