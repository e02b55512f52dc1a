"""A clock with a start and a speed: a day in a few seconds, and no threshold changed."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime, timedelta


class FastClock:
    """Runs *speed* times as fast as the wall, from *start* on."""

    def __init__(self, start: datetime, speed: float = 1.0, least: float = 0.002) -> None:
        """Start now.

        Args:
            start: What it shows at first; aware.
            speed: Its seconds to one of ours.
            least: Shortest real sleep, in seconds, so that a poll leaves others room.
        """
        self._start = start
        self._speed = speed
        self._least = least
        self._began = time.monotonic()

    def now(self) -> datetime:
        """Return this clock's time."""
        return self._start + timedelta(seconds=(time.monotonic() - self._began) * self._speed)

    async def sleep(self, span: timedelta) -> None:
        """Sleep for *span* of this clock's time."""
        await asyncio.sleep(max(self._least, span.total_seconds() / self._speed))


class SetClock(FastClock):
    """A clock that a person sets.

    Attributes:
        offset: How far it was set ahead, or back.
    """

    offset = timedelta(0)

    def now(self) -> datetime:
        """Return this clock's time."""
        return super().now() + self.offset


class HandClock:
    """Stands still until it is moved; a sleep moves it."""

    def __init__(self, start: datetime) -> None:
        self.time = start

    def now(self) -> datetime:
        """Return the time that it was set to."""
        return self.time

    async def sleep(self, span: timedelta) -> None:
        """Move on by *span* at once."""
        self.time += span
        await asyncio.sleep(0)


class StageClock:
    """Stands still until it is moved on; who sleeps sleeps until then."""

    def __init__(self, start: datetime) -> None:
        self.time = start
        self._moved = asyncio.Event()

    def now(self) -> datetime:
        """Return the time that it was moved to."""
        return self.time

    async def sleep(self, span: timedelta) -> None:
        """Sleep until it was moved on by *span*."""
        until = self.time + span
        await asyncio.sleep(0)
        while self.time < until:
            await self._moved.wait()

    def move(self, to: datetime) -> None:
        """Let it show *to*."""
        self.time = to
        self._moved.set()
        self._moved = asyncio.Event()
