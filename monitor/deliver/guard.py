"""Where nothing is ever sent: addresses that aren't the public internet's."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver

from monitor.domain.addresses import REFUSAL, Network, refusal

__all__ = ["REFUSAL", "Guard", "Network", "RefusedAddress", "connector"]

AddrInfo = tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[Any, ...]]


class RefusedAddress(OSError):  # noqa: N818 - an OSError, so that aiohttp tells it from a bug
    """A socket to this address is not made."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Makes sockets to public addresses, and to those that the operator allows.

    Attributes:
        allow: The operator's own networks, exempt from the deny list.
    """

    allow: tuple[Network, ...] = ()

    def refusal(self, host: str) -> str | None:
        """Return why nothing is sent to the address *host*; None = it may be sent to."""
        return refusal(host, self.allow)

    def __call__(self, info: AddrInfo) -> socket.socket:
        """Return a socket for *info*.

        Raises:
            RefusedAddress: The address isn't public, and not allowed.
        """
        family, kind, protocol, _, place = info
        why = self.refusal(str(place[0]))
        if why is not None:
            raise RefusedAddress(errno.EACCES, f"{place[0]} is {REFUSAL} ({why})")
        return socket.socket(family=family, type=kind, proto=protocol)


def connector(
    allow: Sequence[Network] = (), resolver: AbstractResolver | None = None
) -> aiohttp.TCPConnector:
    """Return a connector that reaches public addresses only, and the networks in *allow*.

    No connection is kept, so that each attempt is judged anew.
    """
    make: Callable[[AddrInfo], socket.socket] = Guard(tuple(allow))
    return aiohttp.TCPConnector(
        socket_factory=make, resolver=resolver, use_dns_cache=False, force_close=True
    )
