"""Housekeeping by the scheduler, and a watch over the clock and the event loop."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

from apscheduler.events import (
    EVENT_JOB_ERROR,
    EVENT_JOB_EXECUTED,
    EVENT_JOB_MAX_INSTANCES,
    EVENT_JOB_MISSED,
)
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from monitor.metrics import Metrics
from monitor.ports import Clock

log = logging.getLogger(__name__)

JUMP = timedelta(seconds=5)
BEAT = 1.0


class Chores:
    """Runs jobs at intervals: none is dropped for being late, none runs beside itself.

    The scheduler's defaults drop a job that is a second late; a stall would lose rounds
    silently. Its own shutdown cancels what runs, so the caller stops first what must end well.
    """

    def __init__(self, clock: Clock, metrics: Metrics) -> None:
        self._clock = clock
        self._metrics = metrics
        self._beat = time.monotonic()
        self._scheduler = AsyncIOScheduler(
            timezone="UTC",
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        self._scheduler.add_listener(
            self._count,
            EVENT_JOB_EXECUTED | EVENT_JOB_ERROR | EVENT_JOB_MISSED | EVENT_JOB_MAX_INSTANCES,
        )

    def every(self, span: timedelta, name: str, chore: Callable[[], Awaitable[object]]) -> None:
        """Run *chore* every *span*, first after one span."""
        self._scheduler.add_job(
            partial(_await, chore), "interval", seconds=span.total_seconds(), id=name
        )

    def start(self) -> None:
        """Start; needs a running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Stop; a chore that is running is cancelled (each is safe to cut off)."""
        self._scheduler.shutdown(wait=False)

    async def watch(self) -> None:
        """Watch the event loop's lag and, against the monotonic clock, jumps of the wall clock.

        A clock that is set back by an hour would leave every job waiting for that hour.
        """
        wall, mono = self._clock.now(), time.monotonic()
        while True:
            await asyncio.sleep(BEAT)
            now, beat = self._clock.now(), time.monotonic()
            self._metrics.loop_lag(max(0.0, beat - mono - BEAT))
            drift = (now - wall) - timedelta(seconds=beat - mono)
            if abs(drift) > JUMP:
                log.warning("the clock jumped by %.0f s: jobs are re-armed", drift.total_seconds())
                self._metrics.clock_jumped()
                for job in self._scheduler.get_jobs():
                    job.modify(next_run_time=now)
            wall, mono = now, beat
            self._beat = beat

    def pulse(self) -> float:
        """Return the seconds since the event loop was last seen to turn."""
        return time.monotonic() - self._beat

    def _count(self, event: object) -> None:
        code = getattr(event, "code", 0)
        self._metrics.job(
            str(getattr(event, "job_id", "")),
            missed=bool(code & (EVENT_JOB_MISSED | EVENT_JOB_MAX_INSTANCES)),
            failed=bool(code & EVENT_JOB_ERROR),
        )
        if code & EVENT_JOB_ERROR:
            log.error("job failed", exc_info=getattr(event, "exception", None))


async def _await(chore: Callable[[], Awaitable[object]]) -> None:
    await chore()
