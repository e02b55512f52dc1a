"""What is kept, asked for again: whether platforms still show it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from monitor.domain.vanishing import Due


class Presence(Protocol):
    """Says what one platform still shows.

    Attributes:
        at_once: Posts at most that it is asked for in a minute.
    """

    at_once: int

    def host(self, address: str) -> str | None:
        """Return who would be asked for the record with this address; None = nobody can be."""

    async def shows(self, addresses: Sequence[str]) -> Mapping[str, bool]:
        """Return whether each is shown; one that nothing can be said of is left out.

        Raises:
            TransientError, RefusedError: Nothing can be said of any.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A post as it is stored, to be asked for.

    Attributes:
        account: The platform id of its author, only for accounts of the catalogue.
        missed_at: Since when it is missed, if it is.
    """

    key: bytes
    address: str
    connector: str
    author: bytes
    account: str | None
    missed_at: datetime | None


class VanishingStore(Protocol):
    """What asking again needs of the store."""

    async def aged(self, platform: str, now: datetime, limit: int) -> Sequence[Shown]:
        """Return posts on *platform* whose turn it is to be asked for, longest due first."""

    async def missed(self, platform: str, limit: int) -> Sequence[Shown]:
        """Return posts that were not shown when they were asked for last."""

    async def shown(self, platform: str, now: datetime, limit: int) -> Sequence[Shown]:
        """Return posts that aren't due, those that were seen or shown last before the others."""

    async def overdue(self, platform: str, now: datetime) -> datetime | None:
        """Return since when the first of them is due; None = none is."""

    async def put_off(self, due: Sequence[Due]) -> None:
        """Store when posts are asked for again."""

    async def spare(self, platforms: Collection[str], now: datetime, limit: int) -> int:
        """Ask no more for due posts of other platforms than these; return how many there were."""
