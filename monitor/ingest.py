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
from monitor.ports import Clock, Connector, Page, RefusedError, TransientError

log = logging.getLogger(__name__)

BATCH = 500
"""Activities at most in one transaction (a page is never split)."""

LINGER = timedelta(milliseconds=200)
"""How long a batch waits for more."""

QUEUED = 32
"""Pages at most that wait to be handled; beyond that sources are not read on."""

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
        last_success: When it last brought anything.
        newest: Newest event that it brought, in the source's time.
        reconnects: How often it had to start again.
    """

    name: str
    health: Health = Health.STARTING
    detail: str = ""
    since: datetime
    last_success: datetime | None = None
    newest: datetime | None = None
    reconnects: int = 0


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
        self._queue: asyncio.Queue[Page] = asyncio.Queue(QUEUED)
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
        try:
            await self._read(connector)
        except Exception as error:  # noqa: BLE001 - one source never stops the others
            self._failed(connector, error, connector.every or LAST_RETRY)

    async def _supervise(self, connector: Connector) -> None:
        attempt = 0
        while True:
            before = self.states[connector.name].last_success
            try:
                await self._read(connector)
            except Exception as error:  # noqa: BLE001 - one source never stops the others
                healthy = self.states[connector.name].last_success != before
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
                await self._queue.put(page)
                if page.cursor is not None:
                    self._cursors[connector.name] = page.cursor
                self._succeeded(connector, page)

    async def _gather(self) -> None:
        """Gather pages into batches, for ever."""
        while True:
            batch = [await self._queue.get()]
            size = len(batch[0].activities)
            with suppress(TimeoutError):
                async with asyncio.timeout(LINGER.total_seconds()):
                    while size < BATCH:
                        page = await self._queue.get()
                        batch.append(page)
                        size += len(page.activities)
            await self._store(batch)
            for _ in batch:
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

    def _succeeded(self, connector: Connector, page: Page) -> None:
        state = self.states[connector.name]
        newest = page.reached or max(
            (a.happened_at for a in page.activities if a.happened_at is not None), default=None
        )
        now = self._clock.now()
        fresh = replace(
            state,
            health=Health.HEALTHY,
            detail="",
            since=state.since if state.health is Health.HEALTHY else now,
            last_success=now,
            newest=newest or state.newest,
        )
        if state.health is not Health.HEALTHY:
            log.info("source %s: reading", connector.name)
        self.states[connector.name] = fresh
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
        fresh = replace(state, health=health, detail=detail, since=since, reconnects=restarts)
        self.states[connector.name] = fresh
        self._changed(fresh)


async def _all(tasks: Sequence[asyncio.Task[None]]) -> None:
    """End when all of *tasks* have, and leave them alone when cancelled."""
    if tasks:
        await asyncio.wait(tasks)


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
