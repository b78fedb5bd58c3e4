"""Which IP addresses may be dialled: private, loopback and other special ranges are blocked (SSRF).

The registries of the IANA are written out here. `ipaddress.is_global` is not asked: in Python 3.11 it
calls seven ranges global that are not, and its answer changes between patch releases.

Only addresses that are about to be dialled come here, never names or spellings. So decimal, octal or
short forms, names that point inwards, and answers that change between two look-ups need no rules.
"""

from __future__ import annotations

import ipaddress

_IPV4_BLOCKED = {
    "0.0.0.0/8": "this network",
    "10.0.0.0/8": "private",
    "100.64.0.0/10": "carrier-grade NAT",
    "127.0.0.0/8": "loopback",
    "168.63.129.16/32": "cloud metadata",  # Azure's; looks public and is not
    "169.254.0.0/16": "link-local",
    "172.16.0.0/12": "private",
    "192.0.0.0/24": "protocol assignments",
    "192.0.2.0/24": "documentation",
    "192.31.196.0/24": "AS112",
    "192.52.193.0/24": "AMT",
    "192.88.99.0/24": "6to4 relay",
    "192.168.0.0/16": "private",
    "192.175.48.0/24": "AS112",
    "198.18.0.0/15": "benchmarking",
    "198.51.100.0/24": "documentation",
    "203.0.113.0/24": "documentation",
    "224.0.0.0/4": "multicast",
    "240.0.0.0/4": "reserved",
}

# Global unicast is the one range of IPv6 from which the public internet is numbered. What lies
# outside of it (loopback, link-local, unique local, multicast, IPv4-mapped, NAT64) is blocked whole.
_IPV6_PUBLIC = ipaddress.IPv6Network("2000::/3")
_IPV6_BLOCKED = {
    "2001::/23": "protocol assignments",  # Teredo, ORCHID, AMT, AS112 among them
    "2001:db8::/32": "documentation",
    "2002::/16": "6to4",
    "2620:4f:8000::/48": "AS112",
    "3fff::/20": "documentation",
}
_IPV6_NAMES = {
    "::/128": "unspecified",
    "::1/128": "loopback",
    "::ffff:0:0/96": "IPv4-mapped",
    "::/96": "IPv4-compatible",
    "64:ff9b::/96": "NAT64",
    "64:ff9b:1::/48": "NAT64",
    "fc00::/7": "unique local",
    "fe80::/10": "link-local",
    "ff00::/8": "multicast",
}

_V4 = [(ipaddress.IPv4Network(net), name) for net, name in _IPV4_BLOCKED.items()]
_V6 = [(ipaddress.IPv6Network(net), name) for net, name in _IPV6_BLOCKED.items()]
_V6_OUTSIDE = [(ipaddress.IPv6Network(net), name) for net, name in _IPV6_NAMES.items()]


def why_blocked(address: str) -> str:
    """Return why an IP address is blocked: it is not of the public internet.

    Args:
        address: an IP address, as a resolver gives it.

    Returns:
        What it is instead ("private", "loopback"); nothing for an address that may be dialled.
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "not an IP"
    if isinstance(ip, ipaddress.IPv4Address):
        return next((name for net, name in _V4 if ip in net), "")
    if ip not in _IPV6_PUBLIC:
        return next((name for net, name in _V6_OUTSIDE if ip in net), "reserved")
    return next((name for net, name in _V6 if ip in net), "")
