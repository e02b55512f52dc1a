"""Sources end, fail and break off, and none of it stops the others."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from monitor.domain.activity import Activity, Verb
from monitor.ingest import Health, Intake
from monitor.ports import Connector, Page, RefusedError, TransientError
from tests.simulator.clock import FastClock

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def activity(number: int) -> Activity:
    return Activity(
        platform="bluesky", verb=Verb.CREATE, actor="did:a", record=f"at://{number}", seen_at=NOON
    )


class Source:
    """Yields pages one by one from its cursor on; before some of them it fails once."""

    every: timedelta | None = None

    def __init__(
        self, name: str, count: int, failures: dict[int, Exception], *, finite: bool = True
    ) -> None:
        self.name = name
        self._count = count
        self._failures = failures
        self._finite = finite

    async def pages(self, cursor: str | None) -> AsyncIterator[Page]:
        for number in range(int(cursor or 0), self._count):
            await asyncio.sleep(0)
            if number in self._failures:
                raise self._failures.pop(number)
            made = (activity(number),)
            yield Page(connector=self.name, activities=made, cursor=str(number + 1))
        if not self._finite:
            await asyncio.Event().wait()


class Stored:
    """Takes batches, some only at the second try, as a store that breaks off would."""

    def __init__(self, *failures: Exception) -> None:
        self.pages: list[Page] = []
        self._failures = list(failures)

    async def __call__(self, pages: Sequence[Page]) -> None:
        await asyncio.sleep(0)
        if self._failures:
            raise self._failures.pop()
        self.pages += pages

    def of(self, name: str) -> list[str]:
        return [one.record or "" for p in self.pages if p.connector == name for one in p.activities]


def intake(store: Stored, *sources: Connector) -> Intake:
    return Intake(sources, {}, store, FastClock(NOON, speed=200))


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(8):
        while not true():
            await asyncio.sleep(0.01)


async def test_each_page_is_handed_on_once_and_in_order_whatever_fails() -> None:
    faults = {3: TransientError("a"), 40: KeyError("bug"), 41: RefusedError("b"), 70: OSError("c")}
    store = Stored(TransientError("away"), TransientError("away still"))
    reading = intake(store, Source("a", 90, faults), Source("b", 200, {}))
    await asyncio.wait_for(reading.run(asyncio.Event()), 8)
    for name, count in (("a", 90), ("b", 200)):
        assert store.of(name) == [f"at://{n}" for n in range(count)]
        assert reading.states[name].health is Health.DONE
    assert reading.states["a"].reconnects == 4


async def test_a_source_that_is_refused_says_so_and_the_others_go_on() -> None:
    class Locked(Source):
        async def pages(self, cursor: str | None) -> AsyncIterator[Page]:
            raise RefusedError(f"make a token, then go on from {cursor}")
            yield  # a generator, as every source is

    store = Stored()
    reading = intake(store, Locked("locked", 0, {}), Source("open", 20, {}))
    stop = asyncio.Event()
    running = asyncio.create_task(reading.run(stop))
    await until(lambda: len(store.of("open")) == 20)
    await until(lambda: reading.states["locked"].health is Health.REFUSED)
    assert "make a token" in reading.states["locked"].detail
    stop.set()
    await asyncio.wait_for(running, 8)


async def test_what_was_read_before_a_stop_is_stored_before_the_end() -> None:
    store = Stored()
    reading = intake(store, Source("endless", 30, {}, finite=False))
    stop = asyncio.Event()
    running = asyncio.create_task(reading.run(stop))
    await until(lambda: reading.states["endless"].heard_at is not None)
    stop.set()
    await asyncio.wait_for(running, 8)
    assert reading.queued == 0
    read = len(store.of("endless"))
    assert store.of("endless") == [f"at://{n}" for n in range(read)]
    assert store.pages[-1].cursor == str(read)


async def test_a_fault_of_ours_in_handling_ends_the_intake_with_that_fault() -> None:
    reading = intake(Stored(ZeroDivisionError("ours")), Source("endless", 5, {}, finite=False))
    with pytest.raises(ZeroDivisionError):
        await asyncio.wait_for(reading.run(asyncio.Event()), 8)


async def test_a_wait_that_the_other_side_asks_for_is_kept() -> None:
    clock = FastClock(NOON, speed=100)
    asked = TransientError("busy", timedelta(seconds=60))
    reading = Intake([Source("a", 5, {2: asked})], {}, Stored(), clock)
    await asyncio.wait_for(reading.run(asyncio.Event()), 8)
    assert clock.now() - NOON >= timedelta(seconds=60)
