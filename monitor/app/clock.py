"""Clocks: the system's, and one with a start and a speed of its own."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta


class SystemClock:
    """The machine's time."""

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - here time comes in

    async def sleep(self, span: timedelta) -> None:
        await asyncio.sleep(span.total_seconds())


@dataclass(frozen=True, slots=True)
class PacedClock:
    """Time that begins at *start* and runs *speed* times as fast as the machine's.

    It follows the monotonic clock, so that a jump of the wall clock doesn't reach it.
    """

    start: datetime
    speed: float = 1.0
    _origin: float = field(default_factory=time.monotonic)

    def now(self) -> datetime:
        return self.start + timedelta(seconds=(time.monotonic() - self._origin) * self.speed)

    async def sleep(self, span: timedelta) -> None:
        await asyncio.sleep(span.total_seconds() / self.speed)
