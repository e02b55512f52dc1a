"""How the store is: what it holds, how it grows, how far everything has come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from monitor.domain.alert import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Vitals:
    """How the store is.

    Attributes:
        rows: By table.
        bytes: What it takes on disk.
        lately: Activities that were seen since the time that was asked for.
        first: When the oldest activity that is kept was seen; None = there is none.
        moved: When each source last moved on.
        through: Up to when numbers were scored; None = they never were.
        watches: When the watch on each name (`player:SLUG`, `club:SLUG`, `SLUG/SLUG`) began.
        last: What was told last.
    """

    rows: Mapping[str, int]
    bytes: int
    lately: int
    first: datetime | None
    moved: Mapping[str, datetime]
    through: datetime | None
    watches: Mapping[str, datetime]
    last: Notice | None


class VitalReader(Protocol):
    """Reads how the store is; read-only."""

    async def vitals(self, since: datetime) -> Vitals:
        """Return how the store is; activities seen since *since* are counted apart."""

    async def newest(self) -> int:
        """Return the number of the newest notice; 0 = none was ever told."""

    async def news(self, after: int, limit: int = 50) -> Sequence[tuple[int, Notice]]:
        """Return notices with a number above *after*, oldest first, those for nobody left out."""
