"""Drives connectors: streams as supervised tasks, polls by the scheduler; pages into batches."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, cast

from monitor.domain.retry import full_jitter
from monitor.ports import Clock, Connector, Gap, Page, RefusedError, TransientError

log = logging.getLogger(__name__)

BATCH = 500
"""Activities at most in one transaction (a page is never split)."""

LINGER = timedelta(milliseconds=200)
"""How long a batch waits for more."""

QUEUED = 32
"""Pages at most that wait to be handled; beyond that sources are not read on."""

GAPS = 20
"""Gaps at most that are remembered of a source."""

FIRST_RETRY = timedelta(seconds=1)
LAST_RETRY = timedelta(minutes=1)
REFUSED_RETRY = timedelta(minutes=5)


class Health(StrEnum):
    """How a source is."""

    STARTING = "starting"
    HEALTHY = "healthy"
    RETRYING = "retrying"
    REFUSED = "refused"
    FAILED = "failed"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """How one source is just now.

    Attributes:
        detail: What is wrong and what happens next, as a sentence; empty when healthy.
        heard_at: When anything last came, or a poll last ended well; by our clock.
        newest: Newest event that it brought, in the source's time.
        reached: Up to when in event time all that it brought is stored; never later than our
            clock's now, and back only where that was set back. Back-fill doesn't move it, nor
            does a poll before it ends: then it is the time at which that began.
        received: Bytes that came.
        gaps: The newest that it told of, at most 20, in the order in which it did.
        reconnects: How often it had to start again.
    """

    name: str
    health: Health = Health.STARTING
    detail: str = ""
    since: datetime
    heard_at: datetime | None = None
    newest: datetime | None = None
    reached: datetime | None = None
    received: int = 0
    gaps: tuple[Gap, ...] = ()
    reconnects: int = 0


@dataclass(frozen=True, slots=True)
class Read:
    """Something of a source that waits to be stored.

    Attributes:
        page: None = only the progress is to be noted, after all that waits before it.
        reached: How far the source is in event time once this is stored, if that tells.
    """

    name: str
    page: Page | None
    reached: datetime | None


class Intake:
    """Reads all sources, and hands their pages on in batches, each source's in its order.

    Args:
        connectors: Each is one subscription with one cursor.
        cursors: Where each goes on from.
        handle: Stores a batch; what it raises as `TransientError` is tried again, anything
            else ends the intake.
        clock: Time.
        changed: Told of each change of a source's state.
    """

    def __init__(
        self,
        connectors: Sequence[Connector],
        cursors: Mapping[str, str],
        handle: Callable[[Sequence[Page]], Awaitable[None]],
        clock: Clock,
        changed: Callable[[SourceState], None] = lambda _: None,
    ) -> None:
        self._connectors = connectors
        self._cursors: dict[str, str | None] = dict(cursors)
        self._handle = handle
        self._clock = clock
        self._changed = changed
        self._queue: asyncio.Queue[Read] = asyncio.Queue(QUEUED)
        self.states = {c.name: SourceState(name=c.name, since=clock.now()) for c in connectors}

    @property
    def queued(self) -> int:
        """Pages that wait."""
        return self._queue.qsize()

    @property
    def polled(self) -> Sequence[Connector]:
        """Connectors that are to be polled, for the scheduler."""
        return [c for c in self._connectors if c.every is not None]

    async def run(self, stop: asyncio.Event) -> None:
        """Read until *stop*, or until every source is done; then store what is still queued."""
        streams = [
            asyncio.create_task(self._supervise(c), name=f"source:{c.name}")
            for c in self._connectors
            if c.every is None
        ]
        gatherer = asyncio.create_task(self._gather(), name="gather")
        finished = asyncio.create_task(_all(streams))
        stopping = asyncio.create_task(stop.wait())
        try:
            reading: set[asyncio.Task[Any]] = {stopping, gatherer}
            if not self.polled:
                reading.add(finished)
            await asyncio.wait(reading, return_when=asyncio.FIRST_COMPLETED)
            await _cancel([*streams, finished])
            if not gatherer.done():
                await self._drain(gatherer)
        finally:
            await _cancel([*streams, finished, gatherer, stopping])
        if gatherer.done() and not gatherer.cancelled():
            gatherer.result()

    async def poll(self, connector: Connector) -> None:
        """Read one polled connector once, to its end."""
        began = self._clock.now()
        try:
            await self._read(connector)
            self._heard(connector)
            await self._queue.put(Read(connector.name, None, began))
        except Exception as error:  # noqa: BLE001 - one source never stops the others
            self._failed(connector, error, connector.every or LAST_RETRY)

    async def _supervise(self, connector: Connector) -> None:
        attempt = 0
        while True:
            before = self.states[connector.name].heard_at
            try:
                await self._read(connector)
            except Exception as error:  # noqa: BLE001 - one source never stops the others
                healthy = self.states[connector.name].heard_at != before
                attempt = 0 if healthy else attempt + 1
                wait = _wait(error, attempt)
                self._failed(connector, error, wait)
                await self._clock.sleep(wait)
            else:
                self._set(connector, Health.DONE, "")
                return

    async def _read(self, connector: Connector) -> None:
        cursor = self._cursors.get(connector.name)
        async with aclosing(cast("AsyncGenerator[Page, None]", connector.pages(cursor))) as pages:
            async for page in pages:
                now = self._clock.now()
                await self._queue.put(Read(connector.name, page, _reached(connector, page, now)))
                if page.cursor is not None:
                    self._cursors[connector.name] = page.cursor
                self._heard(connector, page)

    async def _gather(self) -> None:
        """Gather pages into batches, for ever."""
        while True:
            batch = [await self._queue.get()]
            size = _size(batch[0])
            with suppress(TimeoutError):
                async with asyncio.timeout(LINGER.total_seconds()):
                    while size < BATCH:
                        read = await self._queue.get()
                        batch.append(read)
                        size += _size(read)
            pages = [read.page for read in batch if read.page is not None]
            if pages:
                await self._store(pages)
            for read in batch:
                self._stored(read)
                self._queue.task_done()

    async def _store(self, batch: Sequence[Page]) -> None:
        attempt = 0
        while True:
            try:
                return await self._handle(batch)
            except TransientError as error:
                wait = _wait(error, attempt)
                attempt += 1
                log.warning("storing a batch failed (%s); again in %.1f s", error, _s(wait))
                await self._clock.sleep(wait)

    async def _drain(self, gatherer: asyncio.Task[None]) -> None:
        drained = asyncio.create_task(self._queue.join())
        await asyncio.wait({drained, gatherer}, return_when=asyncio.FIRST_COMPLETED)
        await _cancel([drained])

    def _heard(self, connector: Connector, page: Page | None = None) -> None:
        """A source brought a page; without one: its poll ended well."""
        state = self.states[connector.name]
        newest = _newest(page) if page is not None else None
        now = self._clock.now()
        if state.health is not Health.HEALTHY:
            log.info("source %s: reading", connector.name)
        self._note(
            state,
            health=Health.HEALTHY,
            detail="",
            since=state.since if state.health is Health.HEALTHY else now,
            heard_at=now,
            newest=newest or state.newest,
            received=state.received + (page.received if page is not None else 0),
        )

    def _stored(self, read: Read) -> None:
        """What was read is stored: only now has the source come so far."""
        state = self.states[read.name]
        gap = read.page.gap if read.page is not None else None
        gaps = (*state.gaps, gap)[-GAPS:] if gap is not None else state.gaps
        times = [at for at in (state.reached, read.reached) if at is not None]
        reached = min(max(times), self._clock.now()) if times else None
        if (reached, gaps) != (state.reached, state.gaps):
            self._note(state, reached=reached, gaps=gaps)

    def _note(self, state: SourceState, **changes: Any) -> None:
        fresh = replace(state, **changes)
        self.states[state.name] = fresh
        self._changed(fresh)

    def _failed(self, connector: Connector, error: Exception, wait: timedelta) -> None:
        again = f"again in {_s(wait):.0f} s" if _s(wait) >= 1 else "again at once"
        if isinstance(error, RefusedError):
            health, text = Health.REFUSED, f"{error} ({again})"
        elif isinstance(error, TransientError):
            health, text = Health.RETRYING, f"{error} ({again})"
        else:
            health, text = Health.FAILED, f"fault of ours: {error!r} ({again})"
            log.error("source %s", connector.name, exc_info=error)
        self._set(connector, health, text)

    def _set(self, connector: Connector, health: Health, detail: str) -> None:
        state = self.states[connector.name]
        if health is not Health.DONE:
            log.warning("source %s: %s", connector.name, detail)
        restarts = state.reconnects + (health is not Health.DONE)
        since = state.since if state.health is health else self._clock.now()
        self._note(state, health=health, detail=detail, since=since, reconnects=restarts)


async def _all(tasks: Sequence[asyncio.Task[None]]) -> None:
    """End when all of *tasks* have, and leave them alone when cancelled."""
    if tasks:
        await asyncio.wait(tasks)


def _size(read: Read) -> int:
    return len(read.page.activities) if read.page is not None else 0


def _newest(page: Page) -> datetime | None:
    times = (a.happened_at for a in page.activities if a.happened_at is not None)
    return page.reached or max(times, default=None)


def _reached(connector: Connector, page: Page, now: datetime) -> datetime | None:
    """How far a source is with *page*; times that lie ahead of us say nothing of that."""
    if page.reached is not None:
        return page.reached
    if connector.every is not None or not page.live:
        return None
    times = (a.happened_at for a in page.activities if a.happened_at is not None)
    return max((at for at in times if at <= now), default=None)


def _wait(error: Exception, attempt: int) -> timedelta:
    if isinstance(error, RefusedError):
        return REFUSED_RETRY
    wait = full_jitter(attempt, FIRST_RETRY, LAST_RETRY, random.random())  # noqa: S311 - no secret
    if isinstance(error, TransientError) and error.retry_after is not None:
        return max(wait, error.retry_after)
    return wait


def _s(span: timedelta) -> float:
    return span.total_seconds()


async def _cancel(tasks: Sequence[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
