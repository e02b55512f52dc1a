"""Tickets and form tokens of the pages, which only we can have written.

Both are HMAC-SHA256 (RFC 2104), cut to 128 bits, under a key of its own that is derived from the
install's secret. A ticket stands for a token that was shown once: it ends with its time, and with
the token. A form token shows that a form came from a page that we made for the one who sends it.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final, Self

from monitor.domain.rights import Visitor
from monitor.domain.seal import Seal

FORM_HOLDS: Final = timedelta(hours=12)
"""A form is taken for at least so long after it was shown, and for at most twice that."""

_TICKET: Final = re.compile(
    r"(?P<name>[a-z0-9-]{1,40})\.(?P<number>[0-9a-f]{24})\.(?P<until>\d{1,10})\.[0-9a-f]{32}",
    re.ASCII,
)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND: Final = timedelta(seconds=1)
_LONGEST: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """What a session stands for.

    Attributes:
        name: Of the token that was shown.
        number: 24 hexadecimal digits, by chance: tells one session from another.
        until: When it ends, to the second.
    """

    name: str
    number: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Porter:
    """Writes tickets and form tokens, and knows its own.

    Attributes:
        key: Of 32 bytes; never shown.
    """

    key: bytes = field(repr=False)

    @classmethod
    def of(cls, seal: Seal) -> Self:
        """Return the one of an install: seals begin with a digit, so no seal is this key."""
        return cls(hmac.digest(seal.secret, b"tickets of the pages", "sha256"))

    def write(self, ticket: Ticket, secret: str) -> str:
        """Return *ticket* as the cookie holds it; *secret* is the token that it stands for."""
        told = f"{ticket.name}.{ticket.number}.{(ticket.until - _EPOCH) // _SECOND}"
        return f"{told}.{self._mac('ticket', told, secret)}"

    def read(
        self, text: str, now: datetime, secret_of: Callable[[str], str | None]
    ) -> Ticket | None:
        """Return the ticket that *text* is; None if it is none of ours, or over.

        Args:
            secret_of: The token of that name, as it is now; None = there is none any more.
        """
        found = _TICKET.fullmatch(text) if len(text) <= _LONGEST else None
        if found is None:
            return None
        ticket = Ticket(
            name=found["name"],
            number=found["number"],
            until=_EPOCH + int(found["until"]) * _SECOND,
        )
        secret = secret_of(ticket.name)
        written = self.write(ticket, secret or "")
        ours = hmac.compare_digest(text, written)
        return ticket if ours and secret is not None and now < ticket.until else None

    def form(self, visitor: Visitor, number: str, now: datetime) -> str:
        """Return what forms that are shown to *visitor* hold; *number* is of the session, or ""."""
        return self._form(visitor, number, _turn(now))

    def genuine(self, given: str, visitor: Visitor, number: str, now: datetime) -> bool:
        """Whether *given* is what a form that was shown to *visitor* holds."""
        turn, given = _turn(now), given[:_LONGEST]
        shown = given.encode("utf-8", "replace")
        found = [
            hmac.compare_digest(shown, self._form(visitor, number, one).encode())
            for one in (turn, turn - 1)
        ]
        return any(found)

    def _form(self, visitor: Visitor, number: str, turn: int) -> str:
        return self._mac("form", visitor.name, visitor.way, number, str(turn))

    def _mac(self, *parts: str) -> str:
        told = "".join(f"{len(part)}:{part}" for part in parts).encode("utf-8", "surrogatepass")
        return hmac.digest(self.key, told, "sha256")[:16].hex()


def _turn(now: datetime) -> int:
    return (now - _EPOCH) // FORM_HOLDS
