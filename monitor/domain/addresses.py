"""Which addresses are the public internet's.

A stranger's name may resolve to anything, and to something else a moment later. So an address is
judged where the socket is made, after every name and every spelling has been resolved.
Python's `ipaddress.is_global` calls some of these public (3.11: NAT64, 6to4, multicast), which is
why the networks are named here.
"""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import (
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Final

Network = IPv4Network | IPv6Network

_NAMED: Final[dict[str, str]] = {
    "0.0.0.0/8": "this network",
    "10.0.0.0/8": "private",
    "100.64.0.0/10": "carrier-grade NAT",
    "127.0.0.0/8": "loopback",
    "168.63.129.16/32": "a cloud's own services",
    "169.254.0.0/16": "link-local",
    "172.16.0.0/12": "private",
    "192.0.0.0/24": "protocol assignments",
    "192.0.2.0/24": "documentation",
    "192.31.196.0/24": "AS112",
    "192.52.193.0/24": "multicast relays",
    "192.88.99.0/24": "6to4 relays",
    "192.168.0.0/16": "private",
    "192.175.48.0/24": "AS112",
    "198.18.0.0/15": "benchmarks",
    "198.51.100.0/24": "documentation",
    "203.0.113.0/24": "documentation",
    "224.0.0.0/4": "multicast",
    "240.0.0.0/4": "reserved",
    "::/128": "unspecified",
    "::1/128": "loopback",
    "::ffff:0:0/96": "IPv4-mapped",
    "::ffff:0:0:0/96": "IPv4-translated",
    "::/96": "IPv4-compatible",
    "64:ff9b::/96": "NAT64",
    "64:ff9b:1::/48": "local NAT64",
    "100::/64": "discarded",
    "100:0:0:1::/64": "dummy prefix",
    "2001::/32": "Teredo",
    "2001:2::/48": "benchmarks",
    "2001::/23": "protocol assignments",
    "2001:db8::/32": "documentation",
    "2002::/16": "6to4",
    "2620:4f:8000::/48": "AS112",
    "3fff::/20": "documentation",
    "5f00::/16": "segment routing",
    "fc00::/7": "private",
    "fe80::/10": "link-local",
    "fec0::/10": "site-local",
    "ff00::/8": "multicast",
    # What is left outside of 2000::/3 is assigned to nobody.
    "::/3": "reserved",
    "4000::/2": "reserved",
    "8000::/1": "reserved",
}
DENIED: Final[tuple[tuple[Network, str], ...]] = tuple(
    (ip_network(network), what) for network, what in _NAMED.items()
)
"""Where strangers never lead us, and what each network is; the first that fits is the reason."""

REFUSAL: Final = "not a public address"


def refusal(host: str, allow: Sequence[Network] = ()) -> str | None:
    """Return why nothing is asked of or sent to the address *host*; None = it may be.

    Args:
        host: An address as it was resolved, never a name.
        allow: The operator's own networks, exempt from the deny list.
    """
    try:
        address = ip_address(host)
    except ValueError:
        return "unreadable"
    plain = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    spellings = (address,) if plain is None else (address, plain)
    if any(each in network for network in allow for each in spellings):
        return None
    return next((what for network, what in DENIED if address in network), None)
