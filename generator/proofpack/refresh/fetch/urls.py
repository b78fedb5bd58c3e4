"""URLs as people and servers write them, parsed and made certain before anything is asked.

httpx takes nearly any text and raises exceptions that are not its own for the rest, some of them only
when the host of an address is read. So each address is taken apart once, here.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import httpx
from msgspec import Struct

_MOST_CHARACTERS = 2048
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"(?=.{{1,254}}\Z){_LABEL}(?:\.{_LABEL})*\.?")
_IPV6 = re.compile(r"[0-9a-f:.]+(?:%[0-9a-z._-]+)?")
_NO_HOST = re.compile(r"(?:https?:(?!//[^/])|//(?:/|\Z))", re.IGNORECASE)
"""`http:path` and `http:///path`. The standard library takes them for paths, browsers do not."""
_PORTS = {"http": 80, "https": 443}


class UrlError(ValueError):
    """An address that is not asked for, with the reason in a few words for people."""


class Address(Struct, frozen=True):
    """An address that may be asked.

    Attributes:
        url: its parts.
        host: `scheme://host:port`, in lower case.
    """

    url: httpx.URL
    host: str

    @property
    def text(self) -> str:
        """The address in its normal form, without fragment."""
        return str(self.url)

    @property
    def shown(self) -> str:
        """The address without its query, which may hold what is nobody's business."""
        return f"{self.url.scheme}://{self.url.netloc.decode('ascii')}{self.url.path}"


def read_url(text: str) -> Address:
    """Parse a URL.

    Args:
        text: the address, in full.

    Returns:
        The address, without its fragment.

    Raises:
        UrlError: if it is not an address of the web, or not one that we ask.
    """
    return _checked(lambda: httpx.URL(_sane(text)))


def join_url(base: Address, location: str) -> Address:
    """Parse the URL that a redirect points to.

    Args:
        base: the address that answered.
        location: the value of its `Location`.

    Returns:
        The address, in full and without its fragment.

    Raises:
        UrlError: as for `read_url`.
    """
    if _NO_HOST.match(location.strip()):
        raise UrlError("no host, or a malformed one")
    return _checked(lambda: base.url.join(_sane(location)))


def host_of(url: str) -> str:
    """Return the host of a URL, by which work is grouped.

    Args:
        url: any text.

    Returns:
        `scheme://host:port` in lower case; nothing for what is not an address that we ask.
    """
    try:
        return read_url(url).host
    except UrlError:
        return ""


def _sane(text: str) -> str:
    if len(text) > _MOST_CHARACTERS:
        raise UrlError(f"longer than {_MOST_CHARACTERS} characters")
    if not text.strip():
        raise UrlError("empty")
    if not text.isprintable() or "\\" in text:
        raise UrlError("control characters or backslashes")
    return text.strip()


def _checked(make: Callable[[], httpx.URL]) -> Address:
    try:
        url = make().copy_with(fragment=None)
        host, port = url.host, url.port
    except UrlError:
        raise
    except (httpx.InvalidURL, ValueError, TypeError, IndexError):
        # UnicodeError and the errors of `idna` are kinds of ValueError.
        raise UrlError("malformed") from None
    if url.scheme not in _PORTS:
        raise UrlError(f"{url.scheme or 'no scheme'}: is not http or https")
    if url.userinfo:
        raise UrlError("a user name or password in it")
    raw = url.raw_host.decode("ascii").lower()
    if not host or not (_IPV6 if ":" in raw else _NAME).fullmatch(raw):
        raise UrlError("no host, or a malformed one")
    port = port if port is not None else _PORTS[url.scheme]
    if not 0 < port < 65536:
        raise UrlError("a port that does not exist")
    return Address(url, f"{url.scheme}://{f'[{raw}]' if ':' in raw else raw}:{port}")
