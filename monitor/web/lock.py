"""By what the pages recognise who comes: tokens, tickets for them, a proxy's word."""

from __future__ import annotations

import base64
import hmac
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Final

from monitor.domain.porter import Porter, Ticket
from monitor.domain.rights import Right, Visitor, Way

EVERYBODY: Final = "*"
"""Stands for all users of a proxy that are not named."""

LONGEST_NAME: Final = 100
"""Longest name of a proxy's user that is taken, in characters."""

Network = IPv4Network | IPv6Network

_HERE: Final = (ip_network("127.0.0.0/8"), ip_network("::1/128"))


def within(peer: str, networks: Sequence[Network]) -> bool:
    """Whether the address *peer* is in one of *networks*."""
    try:
        address = ip_address(peer.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return any((mapped or address) in network for network in networks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """A token that opens.

    Attributes:
        name: As it is recorded for what is done with it.
        secret: What must be shown.
    """

    name: str
    secret: str = field(repr=False)
    right: Right


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """A reverse proxy that says who comes.

    Attributes:
        header: In which it says so.
        networks: Where it is; from elsewhere the header says nothing.
        rights: Of its users, by name; `*` = of all others.
    """

    header: str
    networks: tuple[Network, ...]
    rights: Mapping[str, Right]

    def trusts(self, peer: str) -> bool:
        """Whether *peer* is such a proxy."""
        return within(peer, self.networks)

    def user(self, peer: str, said: Sequence[str]) -> str | None:
        """Return whom the proxy names; None = nobody, several, or it is no such proxy."""
        if len(said) != 1 or not self.trusts(peer):
            return None
        name = said[0].strip()
        return name if 0 < len(name) <= LONGEST_NAME and name.isprintable() else None

    def right(self, user: str) -> Right | None:
        """Return what *user* may do; None = nothing."""
        if user == EVERYBODY:
            return None
        return self.rights.get(user, self.rights.get(EVERYBODY))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """What opens the pages; with neither tokens nor a proxy, being on this machine does.

    Attributes:
        passes: The tokens.
        relays: Where reverse proxies are that say for whom they ask; this machine always is.
        porter: Writes tickets.
        lasts: How long a ticket holds.
    """

    passes: tuple[Pass, ...] = ()
    proxy: Proxy | None = None
    relays: tuple[Network, ...] = ()
    porter: Porter = field(default_factory=lambda: Porter(secrets.token_bytes(32)), repr=False)
    lasts: timedelta = timedelta(days=7)

    @property
    def guarded(self) -> bool:
        """Whether being on this machine is not enough."""
        return bool(self.passes) or self.proxy is not None

    def relayed(self, peer: str) -> bool:
        """Whether *peer* may ask for others: if not, one who guesses would keep all others out."""
        return within(peer, (*_HERE, *self.relays))

    def opens(self, shown: str) -> Pass | None:
        """Return the token that *shown* is; takes as long whichever it is."""
        given = shown.strip().encode("utf-8", "replace")
        found = [one for one in self.passes if hmac.compare_digest(given, one.secret.encode())]
        return found[0] if found else None

    def ticket(self, cookie: str, now: datetime) -> tuple[Ticket, Visitor] | None:
        """Return the ticket that *cookie* is, and who has it; None = it opens nothing."""
        held = {one.name: one for one in self.passes}
        ticket = self.porter.read(
            cookie, now, lambda name: held[name].secret if name in held else None
        )
        if ticket is None:
            return None
        return ticket, Visitor(ticket.name, held[ticket.name].right, Way.SESSION)

    def admit(self, shown: Pass, now: datetime) -> tuple[Ticket, str]:
        """Return a ticket for a token that was shown, and how a cookie holds it."""
        until = (now + self.lasts).replace(microsecond=0)
        ticket = Ticket(name=shown.name, number=secrets.token_hex(12), until=until)
        return ticket, self.porter.write(ticket, shown.secret)


def presented(authorization: str) -> tuple[str, bool] | None:
    """Return the token in an `Authorization` header, and whether a browser may have added it.

    None = there is none, or it is of another kind. What follows `Basic` browsers send by
    themselves, with forms of other sites too; what follows `Bearer` never.
    """
    scheme, _, given = authorization.partition(" ")
    match scheme.lower():
        case "bearer":
            return given.strip(), False
        case "basic":
            try:
                login = base64.b64decode(given.strip(), validate=True).decode()
            except ValueError:  # no base64, or no text in it
                return None
            return login.partition(":")[2], True
        case _:
            return None
