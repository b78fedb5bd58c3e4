"""What a contract spells: paths, hosts, headers, statuses, fields, as guides write and facts carry.

Only what looks like one of these counts. `pass` in backticks is a word; `finish_reason` is a field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from proofpack.text.markdown import scan
from proofpack.text.prefilter import LazyPattern

Kind = Literal["url", "path", "header", "status", "field", "word", "request"]


class Token(NamedTuple):
    """One thing that a text spells: what it is, how it is spelled, and its offset."""

    kind: Kind
    text: str
    offset: int


# Each pattern begins with a letter where it can, and looks back from there: so it is searched for ten
# times as fast.
_URL = re.compile(r"https?://[^\s()<>\[\]\"'`|,;]{1,500}")
_PATH = re.compile(r"/(?<![\w/.:>}$-]/)(?:v\d{1,2}|api)(?:/[\w.{}\[\]:-]{1,80}){0,12}(?![\w/])")
_REQUEST = LazyPattern(
    r"\b(?:GET|POST|PUT|PATCH|DELETE|HEAD)\s{1,4}(?P<target>(?:https?:/)?/[^\s\"'`)<>]{1,500})",
    re.NOFLAG,
)
_HEADER = re.compile(
    r"(?P<name>X-[\w-]{1,60}|[A-Z][a-z]+(?:-[A-Z][A-Za-z]*){1,6}|Authorization|Cookie)\b"
)
_HEADER_LINE = re.compile(r"(?:-H|--header)\s{1,4}[\"']?(?P<name>[A-Za-z][\w-]{1,60})\s?:")
_STATUS = re.compile(r"[1-5]\d\d")
_UNIT = (
    r"(?!\s?(?:ms|s|%|[a-z]{0,5}seconds?|minutes?|hours?|days?|tokens?|requests?|calls?|words?|characters?"
    r"|lines?|bytes|kB|MB|pages?|guides?|users?|times|RPM|TPM)\b|[.,-]\d|\s?-)"
)
_BARE_STATUS = re.compile(
    rf"""
      \b(?:HTTP|[Ss]tatus(?:\ code)?|error|[Aa]n?|[Oo]n|[Aa]fter|is|as)\s(?P<one>[1345]\d\d)\b{_UNIT}
    | (?:\*\*|\|[ ])(?P<alone>[1345]\d\d)(?=\*\*|[ ]\|)
    | \b(?P<first>[345]\d\d)(?=,\s[345]\d\d\b|\s(?:and|or)\s[345]\d\d\b{_UNIT})
    | (?:(?<=\b[345]\d\d,\s)|(?<=\b[345]\d\d\sand\s)|(?<=\b[345]\d\d\sor\s))(?P<next>[345]\d\d)\b{_UNIT}
    """,
    re.VERBOSE,
)
_FIELD = re.compile(
    r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+|[a-z]\w*(?:\[\d*\])?(?:\.[a-z_]\w*(?:\[\d*\])?)+"
)
_WORD = re.compile(r"[a-z]{5,30}")
_FILE = re.compile(
    r"\.(?:json|ya?ml|md|txt|py|sh|log|html?|csv|toml|env|js|ts|cfg|ini|xml|zip|org|com)$"
)
_KEY = re.compile(
    r"\"(?P<key>[a-z]\w{1,60})\"\s?:|^\s{0,12}(?P<plain>[a-z]\w{1,60}):(?=\s|$)", re.MULTILINE
)
_KEYED = re.compile(r"\s*(?:`{3,}|~{3,})\s*(?:json|ya?ml|http)\b")


@lru_cache(maxsize=16384)
def in_prose(text: str) -> tuple[Token, ...]:
    """Return what a stretch of prose spells, in order."""
    tokens = list(_addresses(text))
    tokens += [
        Token(*named, mark.inner)
        for mark in (scan(text).marks if "`" in text else ())
        if mark.kind == "code" and (named := _in_span(mark.text))
    ]
    for match in _BARE_STATUS.finditer(text) if _STATUS.search(text) else ():
        group = str(match.lastgroup)
        tokens.append(Token("status", match[group], match.start(group)))
    return tuple(sorted(set(tokens), key=lambda token: token.offset))


@lru_cache(maxsize=4096)
def in_code(text: str) -> tuple[Token, ...]:
    """Return what a block of code spells, in order. Lines that are comments spell nothing."""
    text = re.sub(r"(?m)^[ \t]*(?:#|//)[^\n]*", lambda match: " " * len(match[0]), text)
    tokens = list(_addresses(text))
    tokens += [
        Token("header", match["name"], match.start("name")) for match in _HEADER_LINE.finditer(text)
    ]
    keyed = bool(_KEYED.match(text))
    for match in _KEY.finditer(text):
        key, group = (match["key"], "key") if match["key"] else (match["plain"], "plain")
        if group == "key" or keyed:
            tokens.append(Token("field" if "_" in key else "word", key, match.start(group)))
    return tuple(sorted(set(tokens), key=lambda token: token.offset))


def _addresses(text: str) -> Iterator[Token]:
    if "/" not in text:
        return
    for match in _URL.finditer(text):
        yield Token("url", match[0].rstrip(".:!?*_"), match.start())
    for match in _REQUEST.find(text):
        yield Token("request", match["target"].rstrip(".:,;"), match.start("target"))
    for match in _PATH.finditer(text):
        yield Token("path", match[0].rstrip(".:"), match.start())


@lru_cache(maxsize=4096)
def _in_span(span: str) -> tuple[Kind, str] | None:
    """Return what a code span spells as a whole, beside addresses."""
    word = span.strip()
    if word.startswith("<"):
        return None  # a placeholder
    if _STATUS.fullmatch(word):
        return "status", word
    if (header := _HEADER.match(word)) and (header.end() == len(word) or word[header.end()] == ":"):
        return "header", header["name"]
    if _FIELD.fullmatch(word) and not _FILE.search(word):
        return "field", word
    return ("word", word) if _WORD.fullmatch(word) else None


def of(text: str, key: str, *, code: bool) -> tuple[Token, ...]:
    """Return what a text spells.

    Args:
        text: prose, a block of code, or a value of YAML.
        key: the key of the value.
        code: whether it is a block of code.
    """
    if key.endswith("maps_to"):
        # A mapping names somebody's vocabulary and says nothing of it: a slip counts, a gap does not.
        return (Token("word", text.split(" ", maxsplit=1)[0], 0),)
    return in_code(text) if code else in_prose(text)


_CALLS = re.compile(
    r"\b(?:curl|wget|httpie|xh|base_?url|baseURL|BASE_URL|api_base|fetch\(|axios|requests\.\w+|httpx"
    r"|urlopen|OpenAI\(|Invoke-\w+)",
    re.IGNORECASE,
)


def called(code: str, token: Token) -> bool:
    """Return whether the line of an address, or the command that goes on over it, sends a request."""
    start = code.rfind("\n", 0, token.offset) + 1
    while start > 1 and code[:start].rstrip("\n").endswith("\\"):
        start = code.rfind("\n", 0, start - 1) + 1
    return bool(_CALLS.search(code, start, token.offset))
