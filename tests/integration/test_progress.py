"""How far a source has come in event time: as far as what it brought is stored."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial

from monitor.app.chores import Chores
from monitor.domain.activity import Activity, Verb
from monitor.ingest import GAPS, Health, Intake
from monitor.metrics import Metrics
from monitor.ports import Gap, Page, TransientError
from tests.simulator.clock import SetClock

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def page(*minutes: float, reached: datetime | None = None, **fields: object) -> Page:
    """Return a page of activities that happened so many minutes from noon."""
    made = tuple(
        Activity(
            platform="bluesky",
            verb=Verb.CREATE,
            actor="did:a",
            record=f"at://{at}",
            happened_at=NOON + at * MINUTE,
            seen_at=NOON,
        )
        for at in minutes
    )
    return Page(connector="a", activities=made, reached=reached, **fields)  # type: ignore[arg-type]


class Source:
    """Brings the pages that it is given, and goes on; a poll ends with each."""

    name = "a"

    def __init__(self, every: timedelta | None = None) -> None:
        self.every = every
        self.coming: asyncio.Queue[Page | Exception] = asyncio.Queue()

    async def pages(self, cursor: str | None) -> AsyncIterator[Page]:
        del cursor
        while True:
            came = await self.coming.get()
            if isinstance(came, Exception):
                raise came
            yield came
            if self.every is not None:
                return


class Store:
    """Stores nothing while it is shut."""

    def __init__(self) -> None:
        self.open = asyncio.Event()
        self.open.set()
        self.stored: list[Page] = []
        self.failures: list[Exception] = []

    async def __call__(self, pages: Sequence[Page]) -> None:
        await self.open.wait()
        if self.failures:
            raise self.failures.pop()
        self.stored += pages


@asynccontextmanager
async def reading(source: Source, store: Store, clock: SetClock) -> AsyncIterator[Intake]:
    intake = Intake([source], {}, store, clock)
    stop = asyncio.Event()
    running = asyncio.create_task(intake.run(stop))
    try:
        yield intake
    finally:
        stop.set()
        store.open.set()
        await asyncio.wait_for(running, 8)


def reached(intake: Intake) -> datetime | None:
    return intake.states["a"].reached


async def until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(8):
        while not true():
            await asyncio.sleep(0.005)


async def test_a_page_counts_as_reached_only_once_it_is_stored() -> None:
    source, store, clock = Source(), Store(), SetClock(NOON, least=0.001)
    store.failures = [TransientError("away"), TransientError("away still")]
    store.open.clear()
    async with reading(source, store, clock) as intake:
        source.coming.put_nowait(page(-3, received=70))
        await until(lambda: intake.states["a"].heard_at)
        await asyncio.sleep(0.3)  # longer than a batch waits for more
        assert reached(intake) is None
        assert intake.states["a"].received == 70
        store.open.set()
        await until(lambda: reached(intake))
        assert reached(intake) == NOON - 3 * MINUTE
        assert len(store.stored) == 1


async def test_what_a_page_says_of_its_reach_wins_over_the_times_in_it() -> None:
    source, store = Source(), Store()
    async with reading(source, store, SetClock(NOON)) as intake:
        source.coming.put_nowait(page(-1, reached=NOON - 5 * MINUTE))
        await until(lambda: reached(intake))
        assert reached(intake) == NOON - 5 * MINUTE


async def test_reach_is_never_ahead_of_our_clock_and_never_goes_back_by_a_page() -> None:
    source, store, clock = Source(), Store(), SetClock(NOON)
    async with reading(source, store, clock) as intake:
        source.coming.put_nowait(page(-3, 600))
        await until(lambda: reached(intake))
        assert reached(intake) == NOON - 3 * MINUTE
        source.coming.put_nowait(page(-8))
        await until(lambda: len(store.stored) == 2)
        assert reached(intake) == NOON - 3 * MINUTE
        source.coming.put_nowait(page(reached=NOON + 600 * MINUTE))
        await until(lambda: reached(intake) != NOON - 3 * MINUTE)
        assert NOON <= (reached(intake) or NOON - MINUTE) <= clock.now()


async def test_backfill_does_not_move_the_reach_of_a_stream() -> None:
    source, store = Source(), Store()
    async with reading(source, store, SetClock(NOON)) as intake:
        source.coming.put_nowait(page(-3, live=False))
        await until(lambda: store.stored)
        await asyncio.sleep(0.01)
        assert reached(intake) is None


async def test_a_poll_that_ended_well_has_reached_the_time_at_which_it_began() -> None:
    source, store, clock = Source(MINUTE), Store(), SetClock(NOON)
    async with reading(source, store, clock) as intake:
        polling = asyncio.create_task(intake.poll(source))
        await asyncio.sleep(0.01)
        clock.offset += 2 * MINUTE  # it takes that long
        store.open.clear()
        source.coming.put_nowait(page(1))
        await polling
        await asyncio.sleep(0.3)
        assert reached(intake) is None
        store.open.set()
        await until(lambda: reached(intake))
        assert NOON <= (reached(intake) or NOON - MINUTE) < NOON + MINUTE
        assert (intake.states["a"].heard_at or NOON) >= NOON + 2 * MINUTE


async def test_a_poll_that_fails_has_reached_nothing() -> None:
    source, store = Source(MINUTE), Store()
    async with reading(source, store, SetClock(NOON)) as intake:
        source.coming.put_nowait(TransientError("busy"))
        await intake.poll(source)
        await asyncio.sleep(0.3)
        assert reached(intake) is None
        assert intake.states["a"].health is Health.RETRYING


async def test_the_newest_gaps_are_remembered() -> None:
    source, store = Source(), Store()
    async with reading(source, store, SetClock(NOON)) as intake:
        gaps = [Gap(since=NOON - n * MINUTE, until=NOON, why="lost") for n in range(GAPS + 5)]
        for gap in gaps:
            source.coming.put_nowait(page(gap=gap))
        await until(lambda: intake.states["a"].gaps[-1:] == (gaps[-1],))
        assert intake.states["a"].gaps == tuple(gaps[5:])


async def test_a_clock_that_is_set_by_an_hour_does_not_move_the_reach_of_a_stream() -> None:
    source, store, clock = Source(), Store(), SetClock(NOON)
    async with reading(source, store, clock) as intake:
        source.coming.put_nowait(page(-3))
        await until(lambda: reached(intake))
        clock.offset += 60 * MINUTE
        source.coming.put_nowait(page(-2))
        await until(lambda: len(store.stored) == 2)
        assert reached(intake) == NOON - 2 * MINUTE
        clock.offset -= 120 * MINUTE
        source.coming.put_nowait(page(-1))
        await until(lambda: len(store.stored) == 3)
        assert (reached(intake) or NOON) <= clock.now()


async def test_polls_go_on_and_reach_on_after_the_clock_is_set_by_an_hour() -> None:
    span = timedelta(milliseconds=200)
    source, store, clock = Source(span), Store(), SetClock(NOON)
    async with reading(source, store, clock) as intake:
        chores = Chores(clock, Metrics())
        chores.every(span, "poll", partial(intake.poll, source))
        watch = asyncio.create_task(chores.watch())
        chores.start()
        for hours in (0, -1, 1):
            clock.offset += 60 * hours * MINUTE
            polled = len(store.stored)
            for _ in range(3):
                source.coming.put_nowait(page())
            await until(lambda n=polled: len(store.stored) >= n + 3)  # type: ignore[misc]
            intake.standing.check()
            assert intake.states["a"].health is Health.HEALTHY
            now = clock.now()
            await until(lambda at=now: abs((reached(intake) or NOON) - at) < MINUTE)  # type: ignore[misc]
        chores.stop()
        watch.cancel()
