"""Housekeeping by the scheduler, and a watch over the clock and the event loop."""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from functools import partial
from typing import Final

from apscheduler.events import (
    EVENT_JOB_ERROR,
    EVENT_JOB_EXECUTED,
    EVENT_JOB_MAX_INSTANCES,
    EVENT_JOB_MISSED,
    EVENT_JOB_SUBMITTED,
)
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from monitor.metrics import Metrics
from monitor.ports import Clock, TransientError

log = logging.getLogger(__name__)

JUMP = timedelta(seconds=5)
"""A clock set back by less makes jobs late by less."""

BEAT = 1.0

DEFAULTS: Final[Mapping[str, object]] = {
    "misfire_grace_time": None,
    "coalesce": True,
    "max_instances": 1,
}
"""However late a run is, it is run; once for all that were due; never beside itself."""


class Chores:
    """Runs jobs at intervals: none is dropped for being late, none runs beside itself.

    The scheduler's defaults drop a job that is a second late; a stall would lose rounds
    silently. Its own shutdown cancels what runs, so the caller stops first what must end well.
    """

    def __init__(self, clock: Clock, metrics: Metrics) -> None:
        self._clock = clock
        self._metrics = metrics
        self._beat = self._turned = time.monotonic()
        self._scheduler = _Scheduler(
            clock,
            timezone=_Zone(clock),
            job_defaults=DEFAULTS,
        )
        self._scheduler.add_listener(
            self._count,
            EVENT_JOB_EXECUTED | EVENT_JOB_ERROR | EVENT_JOB_MISSED,
        )
        self._scheduler.add_listener(self._note, EVENT_JOB_SUBMITTED | EVENT_JOB_MAX_INSTANCES)
        self._spans: dict[str, timedelta] = {}
        self._due: dict[str, datetime] = {}

    def every(
        self,
        span: timedelta,
        name: str,
        chore: Callable[[], Awaitable[object]],
        first: timedelta | None = None,
    ) -> None:
        """Run *chore* every *span*, first after *first*, else after one span.

        A *first* that is over before `start` counts as one span.
        """
        start = self._clock.now() + (span if first is None else first)
        trigger = IntervalTrigger(seconds=span.total_seconds(), start_date=start, timezone=UTC)
        self._spans[name] = span
        self._metrics.job_due(name, start)
        self._scheduler.add_job(partial(self._run, name, chore), trigger, id=name)

    def start(self) -> None:
        """Start; needs a running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Stop; a chore that is running is cancelled (each is safe to cut off)."""
        self._scheduler.shutdown(wait=False)

    async def watch(self) -> None:
        """Watch the event loop's lag, and whether the clock is set back.

        A clock that is set back by an hour would leave every job waiting for that hour.
        """
        shown, mono = self._clock.now(), time.monotonic()
        while True:
            await asyncio.sleep(BEAT)
            now, beat = self._clock.now(), time.monotonic()
            self._metrics.loop_lag(max(0.0, beat - mono - BEAT))
            if now < shown - JUMP:
                back = (shown - now).total_seconds()
                log.warning("the clock was set back by %.0f s: jobs are re-armed", back)
                self._metrics.clock_jumped()
                for job in self._scheduler.get_jobs():
                    job.modify(next_run_time=now)
            shown, mono = now, beat
            self._beat = beat

    def pulse(self) -> float:
        """Return the seconds since the event loop was last seen to turn."""
        return time.monotonic() - self._beat

    def idle(self) -> float:
        """Return the seconds since the scheduler last saw that a job was due."""
        return time.monotonic() - self._turned

    async def _run(self, name: str, chore: Callable[[], Awaitable[object]]) -> None:
        """Run *chore*, and note when it began, how long it took, and when it is due again."""
        run, began = uuid.uuid4().hex[:12], time.monotonic()
        now = self._clock.now()
        self._metrics.job_began(name, now - self._due.get(name, now))
        try:
            await chore()
        except Exception:
            log.debug("%s: run %s failed", name, run)
            raise
        finally:
            self._metrics.job_ended(name, time.monotonic() - began, run)
            job = self._scheduler.get_job(name)
            if job is not None and job.next_run_time is not None:
                self._metrics.job_due(name, job.next_run_time)

    def _note(self, event: object) -> None:
        """Note when a run was due, and count those that are left out for it.

        Of several that are due by then one is run, and none beside one that still runs.
        """
        self._turned = time.monotonic()
        name = str(getattr(event, "job_id", ""))
        due: datetime = max(getattr(event, "scheduled_run_times"))  # noqa: B009 - not typed
        before = self._due.get(name, due - self._spans.get(name, timedelta(0)))
        self._due[name] = due
        span = self._spans.get(name)
        folded = max(round((due - before) / span) - 1, 0) if span else 0
        held = getattr(event, "code", 0) == EVENT_JOB_MAX_INSTANCES
        self._metrics.job_skipped(name, folded + held)

    def _count(self, event: object) -> None:
        code = getattr(event, "code", 0)
        self._metrics.job(
            str(getattr(event, "job_id", "")),
            missed=bool(code & EVENT_JOB_MISSED),
            failed=bool(code & EVENT_JOB_ERROR),
        )
        error = getattr(event, "exception", None)
        if isinstance(error, TransientError):
            log.warning("%s: %s", getattr(event, "job_id", "a job"), error)
        elif code & EVENT_JOB_ERROR:
            log.error("%s: the job failed", getattr(event, "job_id", "?"), exc_info=error)


class _Zone(tzinfo):
    """The time of a clock of ours: the scheduler knows only zones of the machine's."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def fromutc(self, _: datetime) -> datetime:
        """Return what the clock shows, whatever the machine's says."""
        return self._clock.now()

    def utcoffset(self, _: datetime | None) -> timedelta:
        return timedelta(0)

    def dst(self, _: datetime | None) -> timedelta:
        return timedelta(0)

    def tzname(self, _: datetime | None) -> str:
        return "UTC"


class _Scheduler(AsyncIOScheduler):  # type: ignore[misc]
    """A scheduler that also sleeps by a clock of ours."""

    def __init__(self, clock: Clock, **options: object) -> None:
        super().__init__(**options)
        self._clock = clock

    def _start_timer(self, wait_seconds: float | None) -> None:
        """Wake when the next job is due.

        The wait that is handed in is none: it was reckoned in our zone, where it is always now.
        """
        self._stop_timer()
        if wait_seconds is not None:
            due = min(job.next_run_time for job in self.get_jobs())
            span = max(due - self._clock.now(), timedelta(0))
            self._timeout = asyncio.create_task(self._wake_after(span))

    async def _wake_after(self, span: timedelta) -> None:
        await self._clock.sleep(span)
        self.wakeup()
