"""Housekeeping goes on by the daemon's clock, whatever that does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from monitor.app.chores import Chores
from monitor.metrics import Metrics
from monitor.ports import TransientError
from tests.simulator.clock import FastClock, SetClock

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


@asynccontextmanager
async def running(chores: Chores) -> AsyncIterator[None]:
    watch = asyncio.create_task(chores.watch())
    chores.start()
    try:
        yield
    finally:
        chores.stop()
        watch.cancel()
        await asyncio.gather(watch, return_exceptions=True)


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(8):
        while not true():
            await asyncio.sleep(0.01)


async def test_a_chore_goes_on_after_the_clock_is_set_back_or_ahead_by_an_hour_or_a_day() -> None:
    clock = SetClock(NOON)
    runs: list[datetime] = []

    async def chore() -> None:
        runs.append(clock.now())

    chores = Chores(clock, Metrics())
    chores.every(timedelta(seconds=0.5), "chore", chore)
    async with running(chores):
        await until(lambda: len(runs) >= 2)
        for hours in (-1, 1, -24, 24):
            before = len(runs)
            clock.offset += timedelta(hours=hours)
            await until(lambda n=before: len(runs) >= n + 3)  # type: ignore[misc]
            assert len(runs) < before + 10


async def test_a_chore_runs_as_often_as_the_daemons_clock_says() -> None:
    clock = FastClock(NOON, speed=600)
    runs: list[datetime] = []

    async def chore() -> None:
        runs.append(clock.now())

    chores = Chores(clock, Metrics())
    chores.every(timedelta(minutes=1), "chore", chore)
    async with running(chores):
        await until(lambda: len(runs) >= 5)
    assert runs[0] - NOON < timedelta(minutes=4)
    assert runs[4] - runs[0] < timedelta(minutes=12)


async def test_the_scheduler_sleeps_until_a_chore_is_due() -> None:
    class Counted(FastClock):
        sleeps = 0

        async def sleep(self, span: timedelta) -> None:
            self.sleeps += 1
            await super().sleep(span)

    clock = Counted(NOON, speed=100)
    runs: list[datetime] = []

    async def chore() -> None:
        runs.append(clock.now())

    chores = Chores(clock, Metrics())
    chores.every(timedelta(seconds=10), "chore", chore)
    async with running(chores):
        await until(lambda: len(runs) >= 3)
    assert clock.sleeps <= 3 * len(runs)


async def test_a_chore_may_run_sooner_the_first_time() -> None:
    clock = FastClock(NOON, speed=100)
    runs: list[datetime] = []

    async def chore() -> None:
        runs.append(clock.now())

    chores = Chores(clock, Metrics())
    chores.every(timedelta(minutes=1), "chore", chore, timedelta(seconds=10))
    async with running(chores):
        await until(lambda: len(runs) >= 2)
    assert timedelta(seconds=10) <= runs[0] - NOON < timedelta(seconds=50)
    assert runs[1] - NOON >= timedelta(seconds=70)


async def test_a_chore_that_fails_is_run_again() -> None:
    runs = 0

    async def chore() -> None:
        nonlocal runs
        runs += 1
        raise (TransientError("the database is away") if runs % 2 else KeyError("a bug"))

    chores = Chores(FastClock(NOON, speed=100), Metrics())
    chores.every(timedelta(seconds=5), "chore", chore)
    async with running(chores):
        await until(lambda: runs >= 4)
