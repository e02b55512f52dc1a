"""Sessions that reach public addresses only: for what strangers name."""

from __future__ import annotations

import errno
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver

from monitor.domain.addresses import REFUSAL, Network, refusal

AddrInfo = tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[Any, ...]]


class ForbiddenAddress(OSError):  # noqa: N818 - an OSError, so that aiohttp tells it from a bug
    """No socket to this address is made."""


@asynccontextmanager
async def guarded(
    allow: Sequence[Network] = (), resolver: AbstractResolver | None = None
) -> AsyncIterator[aiohttp.ClientSession]:
    """Open a session that makes sockets to public addresses, and to the networks in *allow*.

    Each socket is judged when it is made, after names have been resolved, and used once.
    """

    def make(info: AddrInfo) -> socket.socket:
        family, kind, protocol, _, place = info
        why = refusal(str(place[0]), allow)
        if why is not None:
            raise ForbiddenAddress(errno.EACCES, f"{place[0]} is {REFUSAL} ({why})")
        return socket.socket(family=family, type=kind, proto=protocol)

    connector = aiohttp.TCPConnector(
        socket_factory=make, resolver=resolver, use_dns_cache=False, force_close=True
    )
    async with aiohttp.ClientSession(
        connector=connector, cookie_jar=aiohttp.DummyCookieJar(), trust_env=False
    ) as session:
        yield session
