"""The proxy of a run, where its caller names one: nothing of the environment is asked.

What is dialled then is the proxy alone, so its address is the one that is checked; what the proxy dials
is its own affair. Its user name and password travel to it, and are shown nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit, urlunsplit

from proofpack.refresh.fetch.urls import Address, UrlError, read_url

_VARIABLES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY")


@dataclass(frozen=True, slots=True)
class Proxy:
    """An HTTP proxy. It is no struct, because those print all that they hold.

    Attributes:
        address: where it is dialled.
        login: user name and password, or None.
    """

    address: Address
    login: tuple[str, str] | None = field(default=None, repr=False)

    @property
    def shown(self) -> str:
        """The proxy for people, without its login."""
        return self.address.host


def read_proxy(text: str) -> Proxy:
    """Parse the URL of a proxy: `http://host:port`, with or without `user:password@`.

    Raises:
        UrlError: it is none that can be used. No part of the text is in the reason.
    """
    try:
        parts = urlsplit(text.strip())
        login, at, host = parts.netloc.rpartition("@")
        address = read_url(urlunsplit((parts.scheme, host, parts.path, parts.query, "")))
    except ValueError:
        raise UrlError("not an address of a proxy") from None
    if address.url.scheme != "http":
        # TLS to the host would have to travel in TLS to the proxy.
        raise UrlError("not http://, which is how the proxy itself is spoken to")
    if address.url.raw_path != b"/":
        raise UrlError("more than a host and a port")
    name, _, password = login.partition(":")
    return Proxy(address, (unquote(name), unquote(password)) if at else None)


def proxies_of(environment: Mapping[str, str]) -> list[str]:
    """Return the names of the variables that name a proxy to other programs."""
    spellings = [spelt for name in _VARIABLES for spelt in (name, name.lower())]
    return [name for name in spellings if environment.get(name, "").strip()]
