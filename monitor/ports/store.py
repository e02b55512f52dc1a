"""The writing side of the database."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from monitor.domain.catalogue import Pairing
from monitor.ports.commit import Commit, Committed
from monitor.ports.delivery import Delivery, Message, Outcome
from monitor.ports.estimate import Estimate
from monitor.ports.recall import Asked, Recalled, Waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """What the store holds, for metrics and status: rows by table, bytes, outbox.

    Attributes:
        outbox: Messages by state.
        pushed: Alerts that went out and counted, by receiver.
        held: Alerts that were held, by receiver and why.
        oldest_expiry: When the text that is due first is to be gone; None = none waits.
    """

    rows: Mapping[str, int]
    bytes: int
    outbox: Mapping[str, int]
    oldest_due: datetime | None
    pushed: Mapping[str, int] = field(default_factory=dict)
    held: Mapping[tuple[str, str], int] = field(default_factory=dict)
    oldest_expiry: datetime | None = None


class Store(Protocol):
    """The writing side, in one process the only one."""

    async def recall(self, asked: Asked) -> Recalled:
        """Return what is stored about *asked*, in one read."""

    async def commit(self, batch: Commit) -> Committed:
        """Store *batch* in one transaction, each activity exactly once."""

    async def cursors(self) -> Mapping[str, str]:
        """Return where each connector goes on from."""

    async def records(self, since: datetime, limit: int) -> Sequence[bytes]:
        """Return seals of records kept since then, newest last, at most *limit*."""

    async def waiting(self, since: datetime, limit: int) -> Sequence[Waiting]:
        """Return acts that still wait for their object."""

    async def estimates(
        self, since: datetime, pairings: Collection[Pairing] | None = None
    ) -> Mapping[Pairing, Estimate]:
        """Return the newest estimate of each pairing that has one since then."""

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> Sequence[Delivery]:
        """Claim messages that are due; unsettled claims come back after *lease*."""

    async def settle(self, outcomes: Sequence[Outcome]) -> Mapping[str, datetime]:
        """Store how attempts went; return since when receivers of these do nothing but fail."""

    async def post(self, messages: Sequence[Message]) -> int:
        """Store messages about no alert, each once; return how many are to be sent."""

    async def disable(
        self, receiver: str, reason: str, now: datetime, messages: Sequence[Message] = ()
    ) -> None:
        """Stop sending to *receiver* until it is configured anew; *messages* tell the others."""

    async def expire(self, now: datetime) -> int:
        """Remove text rows whose time has come; return how many."""

    async def stats(self) -> Stats:
        """Return what the store holds."""
