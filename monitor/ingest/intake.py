"""Drives connectors: streams as supervised tasks, polls by the scheduler; pages into batches."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from monitor.domain.retry import full_jitter
from monitor.ingest.gate import Gate
from monitor.ingest.standing import SourceState, Standing, reached
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
        before: How sources were that were read before.
        gate: While it is shut no source is read; what was read is stored.

    Attributes:
        standing: How each source is.
    """

    def __init__(
        self,
        connectors: Sequence[Connector],
        cursors: Mapping[str, str],
        handle: Callable[[Sequence[Page]], Awaitable[None]],
        clock: Clock,
        changed: Callable[[SourceState], None] = lambda _: None,
        before: Mapping[str, SourceState] | None = None,
        gate: Gate | None = None,
    ) -> None:
        self._connectors = connectors
        self._cursors: dict[str, str | None] = dict(cursors)
        self._handle = handle
        self._clock = clock
        self._gate = gate or Gate()
        self._queue: asyncio.Queue[Read] = asyncio.Queue(QUEUED)
        self.standing = Standing(connectors, clock, before or {}, changed, self._queue.full)

    @property
    def states(self) -> Mapping[str, SourceState]:
        """How each source is just now, by name."""
        return self.standing.states

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
            self.standing.heard(connector.name)
            await self._queue.put(Read(connector.name, None, began))
        except Exception as error:  # noqa: BLE001 - one source never stops the others
            self.standing.failed(connector.name, error, connector.every or LAST_RETRY)

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
                self.standing.failed(connector.name, error, wait)
                await self._clock.sleep(wait)
            else:
                self.standing.done(connector.name)
                return

    async def _read(self, connector: Connector) -> None:
        if self._gate.why and connector.every is not None:
            raise TransientError(self._gate.why)  # the next poll looks again
        await self._gate.passed()
        cursor = self._cursors.get(connector.name)
        async with aclosing(cast("AsyncGenerator[Page, None]", connector.pages(cursor))) as pages:
            async for page in pages:
                now = self._clock.now()
                self.standing.heard(connector.name, page)
                come = reached(page, connector.every, now)
                await self._queue.put(Read(connector.name, page, come))
                if page.cursor is not None:
                    self._cursors[connector.name] = page.cursor
                if self._gate.why:
                    raise TransientError(self._gate.why)

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
                gap = read.page.gap if read.page is not None else None
                self.standing.stored(read.name, read.reached, gap)
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


async def _all(tasks: Sequence[asyncio.Task[None]]) -> None:
    """End when all of *tasks* have, and leave them alone when cancelled."""
    if tasks:
        await asyncio.wait(tasks)


def _size(read: Read) -> int:
    return len(read.page.activities) if read.page is not None else 0


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
