"""One clock for two processes: one sets the pace, the other follows, and is waited for.

A clock that only runs fast outruns a process on a busy machine, and what that was to see in time
it then sees late. This one stands still until whoever follows it has kept up:

    with Pace(folder / "pace", start, speed=120) as pace:
        running = asyncio.create_task(pace.run())
        ...                             # another process: Follower(folder / "pace")
"""

from __future__ import annotations

import asyncio
import mmap
import time
from array import array
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SHOWN, SEEN = range(2)
"""In the file: what the clock shows, and what the follower has last seen of it.

Both are seconds since 1970 in eight bytes of the machine's own kind, which are written and read
in one piece.
"""

BEAT = 0.004
"""Seconds between two steps."""

LONGEST = 0.05
"""Seconds that a step counts for at most: a machine that halts halts the clock."""

LEAD = timedelta(seconds=45)
"""How far the clock may be ahead of what the follower has seen of it."""


class Pace:
    """The clock, for whoever sets the pace.

    Attributes:
        speed: Its seconds to one of ours, at most.
        held: Why it stands still just now; empty = it runs.
    """

    def __init__(self, file: Path, start: datetime, speed: float) -> None:
        """Show *start*, an aware time, to whoever follows *file*; stand still until `run`."""
        self.speed = speed
        self.held: set[str] = set()
        file.write_bytes(array("d", [(start - EPOCH).total_seconds(), 0.0]).tobytes())
        self._times = _times(file)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._times.release()

    def now(self) -> datetime:
        """Return what it shows."""
        return EPOCH + timedelta(seconds=self._times[SHOWN])

    async def run(self) -> None:
        """Move it on, for ever."""
        last = time.monotonic()
        while True:
            await asyncio.sleep(BEAT)
            now = time.monotonic()
            passed, last = min(now - last, LONGEST), now
            ahead = self._times[SHOWN] - self._times[SEEN]
            if not self.held and ahead <= LEAD.total_seconds():
                self._times[SHOWN] += passed * self.speed

    def skip(self, to: datetime) -> None:
        """Show *to* at once, unless it is later already."""
        self._times[SHOWN] = max(self._times[SHOWN], (to - EPOCH).total_seconds())

    async def reach(self, at: datetime) -> None:
        """Wait until it shows *at*."""
        while self.now() < at:
            await asyncio.sleep(BEAT)


class Follower:
    """The same clock, for the process that follows."""

    def __init__(self, file: Path) -> None:
        self._times = _times(file)

    def now(self) -> datetime:
        """Return what it shows."""
        return EPOCH + timedelta(seconds=self._times[SHOWN])

    async def sleep(self, span: timedelta) -> None:
        """Sleep for *span* of its time; at least until others had their turn."""
        until = self.now() + span
        await asyncio.sleep(0)
        while self.now() < until:
            await asyncio.sleep(BEAT)

    async def attend(self) -> None:
        """Let the other side know, for ever, that this process keeps up."""
        while True:
            self._times[SEEN] = self._times[SHOWN]
            await asyncio.sleep(BEAT)


def _times(file: Path) -> memoryview[float]:
    with file.open("r+b") as opened:
        return memoryview(mmap.mmap(opened.fileno(), 0)).cast("d")
