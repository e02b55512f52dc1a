"""How often one address may show a wrong token."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from typing import Final

AT_ONCE: Final = 10
"""Wrong tokens that an address may show one after the other."""

EVERY: Final = timedelta(seconds=6)
"""After those, one in so long."""

REMEMBERED: Final = 10_000
"""Addresses that are remembered; the one that was wrong longest ago goes first."""


class Throttle:
    """Knows until when each address has to wait; who was never wrong never waits."""

    def __init__(self) -> None:
        self._free: OrderedDict[str, datetime] = OrderedDict()

    def wait(self, address: str, now: datetime) -> timedelta | None:
        """Return how long *address* has to wait before a token of its is looked at; None = not."""
        free = self._free.get(group(address), now)
        if free - now > (AT_ONCE + 1) * EVERY:  # the clock was set back: that locks nobody out
            return None
        left = free - (AT_ONCE - 1) * EVERY - now
        return left if left > timedelta() else None

    def wrong(self, address: str, now: datetime) -> None:
        """Note that *address* has shown a wrong token."""
        name = group(address)
        free = min(max(self._free.pop(name, now), now), now + AT_ONCE * EVERY)
        self._free[name] = free + EVERY
        if len(self._free) > REMEMBERED:
            self._free.popitem(last=False)


def group(address: str) -> str:
    """Return what of *address* one person has to themselves: of IPv6 the first 64 bits."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return (found.packed[:8]).hex()
    return str(found)
