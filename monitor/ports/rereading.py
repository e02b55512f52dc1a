"""Posts that are read for their mood once more, by a slower and better scorer."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from monitor.domain.catalogue import Pairing
from monitor.ports.judges import Score


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A stored post that the better scorer hasn't read.

    Attributes:
        pairings: All that it is linked to.
    """

    key: bytes
    text: str
    lang: str
    pairings: tuple[Pairing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What reading it came to.

    Attributes:
        toward: How it takes player and club of each pairing, as in `Mention`.
    """

    key: bytes
    score: Score
    toward: Mapping[Pairing, tuple[float | None, float | None]]


class RereadStore(Protocol):
    """What reading once more needs of the store."""

    async def unread(
        self,
        pairings: Collection[Pairing],
        since: datetime,
        scorer: str,
        languages: Collection[str],
        limit: int,
    ) -> Sequence[Unread]:
        """Return the newest posts about *pairings* that another scorer than *scorer* has read."""

    async def reread(self, read: Sequence[Reread]) -> None:
        """Store what reading posts once more came to, in one transaction."""
