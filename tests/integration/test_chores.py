"""Housekeeping goes on by the daemon's clock, whatever that does."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from apscheduler.events import EVENT_JOB_MISSED
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger

from monitor.app.chores import DEFAULTS, Chores
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


async def runs_after_a_stall(scheduler: AsyncIOScheduler, stall: float) -> tuple[int, int]:
    """Return how many of 20 jobs ran that were due while the event loop stood still, and missed."""
    ran: list[int] = []
    missed: list[object] = []

    async def job(number: int) -> None:
        ran.append(number)

    scheduler.add_listener(missed.append, EVENT_JOB_MISSED)
    due = datetime.now(UTC) + timedelta(seconds=0.05)  # noqa: TID251 - the scheduler's own clock
    for number in range(20):
        scheduler.add_job(job, DateTrigger(due), args=[number])
    scheduler.start()
    await asyncio.sleep(0)
    time.sleep(stall)
    await asyncio.sleep(0.05)
    scheduler.shutdown(wait=False)
    return len(ran), len(missed)


async def test_the_schedulers_defaults_lose_every_job_after_a_stall_and_ours_lose_none() -> None:
    theirs = AsyncIOScheduler(timezone=UTC)
    assert await runs_after_a_stall(theirs, 1.2) == (0, 20)
    ours = AsyncIOScheduler(timezone=UTC, job_defaults=DEFAULTS)
    assert await runs_after_a_stall(ours, 1.2) == (20, 0)


async def test_what_one_run_stands_for_after_a_stall_is_counted() -> None:
    clock, metrics = SetClock(NOON), Metrics()
    runs: list[datetime] = []

    async def chore() -> None:
        runs.append(clock.now())

    chores = Chores(clock, metrics)
    chores.every(timedelta(seconds=0.1), "chore", chore)
    async with running(chores):
        await until(lambda: len(runs) >= 2)
        time.sleep(1.2)
        before = len(runs)
        await until(lambda: len(runs) >= before + 2)
    page = metrics.page()[0].decode()
    skipped = float(page.split('lastdance_job_skipped_total{task="chore"} ')[1].split("\n")[0])
    assert 8 <= skipped <= 16
    assert 'lastdance_job_missed_total{task="chore"} 0.0' in page
    assert "lastdance_job_lag_seconds_count" in page


async def test_a_run_beside_which_another_is_due_is_counted_and_shown_while_it_runs() -> None:
    metrics, leave = Metrics(), asyncio.Event()
    chores = Chores(SetClock(NOON), metrics)
    chores.every(timedelta(seconds=0.05), "slow", leave.wait)

    def shown(name: str) -> float:
        found = re.search(rf'{name}{{task="slow"}} (.+)', metrics.page()[0].decode())
        return float(found[1]) if found else 0.0

    async with running(chores):
        await until(lambda: shown("job_skipped_total") >= 3)
        assert shown("job_in_progress") == 1
        leave.set()
        await until(lambda: shown("job_duration_seconds_count") >= 1)
