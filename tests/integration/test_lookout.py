"""What the daemon makes of how its sources are, and of history that it is given."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.app.lookout import Lookout, Wake, holder
from monitor.domain.alert import State
from monitor.domain.buzz import Buzz
from monitor.domain.catalogue import Pairing
from monitor.domain.health import Health
from monitor.domain.spiking import Loudness
from monitor.domain.watermark import mark
from monitor.ingest import SourceState
from monitor.metrics import Metrics
from monitor.ports import Page
from monitor.settings import load
from monitor.watching.keeping import Round
from tests.integration.stand import DAY, HOUR, MINUTE, START, Stand, stand
from tests.simulator.clock import HandClock

STREAM = SourceState(
    name="bluesky",
    health=Health.HEALTHY,
    began=START - DAY,
    since=START - DAY,
    heard_at=START,
    reached=START,
)


HALF = timedelta(minutes=30)
MADRID, PARIS = Pairing("star", "madrid"), Pairing("star", "paris")


@pytest.fixture
async def it(tmp_path: Path) -> AsyncIterator[Stand]:
    """An empty stand."""
    async with stand(tmp_path) as opened:
        yield opened


def lookout(it: Stand, metrics: Metrics | None = None) -> Lookout:
    """Return a lookout upon the store of *it*, at its time."""
    return Lookout(
        load(None, {}, {"privacy": {"secret": "33" * 32}}),
        it.store,
        HandClock(it.now),
        metrics or Metrics(),
        lambda: it.watch.catalogue,
        lambda: [STREAM],
        lambda: None,
    )


async def begun(it: Stand) -> set[timedelta]:
    """Return how long ago the watches began."""
    return {it.now - since for since in (await it.store.standing()).watches.values()}


def history(it: Stand, first: timedelta, last: timedelta, *, whole: bool = True) -> list[Page]:
    """Return two pages of history, from so long ago to so long ago."""
    return [
        Page(
            connector="archive",
            activities=(replace(it.post("did:plc:fan"), happened_at=it.now - ago),),
            live=False,
            whole=whole,
        )
        for ago in (first, last)
    ]


async def test_history_that_leads_up_to_now_was_watched(it: Stand) -> None:
    await lookout(it).learn(history(it, 9 * DAY, 20 * MINUTE))
    assert await begun(it) == {9 * DAY}


async def test_history_that_ended_days_ago_was_not(it: Stand) -> None:
    await lookout(it).learn(history(it, 9 * DAY, 2 * DAY))
    assert await begun(it) == set()


async def test_history_that_leaves_something_out_was_not(it: Stand) -> None:
    await lookout(it).learn(history(it, 9 * DAY, MINUTE, whole=False))
    await lookout(it).learn([replace(page, live=True) for page in history(it, DAY, MINUTE)])
    assert await begun(it) == set()


def test_after_a_sleep_silence_is_not_taken_for_calm() -> None:
    wake = Wake()
    before = mark(wake.progress([STREAM], START), START)
    assert before.at == START

    woken = START + HOUR
    assert mark(wake.progress([STREAM], woken), woken).at is None
    heard = replace(STREAM, heard_at=woken + MINUTE, reached=START + 2 * MINUTE)
    later = woken + 2 * MINUTE
    assert mark(wake.progress([heard], later), later).at == START + 2 * MINUTE


def test_a_look_that_took_long_is_no_sleep() -> None:
    wake = Wake()
    wake.progress([STREAM], START)
    wake.rest(START + HOUR)
    still = replace(STREAM, heard_at=START + HOUR, reached=START + HOUR)
    assert mark(wake.progress([still], START + HOUR), START + HOUR).at == START + HOUR


def test_what_was_before_the_first_that_we_read_was_not_brought() -> None:
    wake = Wake()
    wake.progress([STREAM], START)
    on = replace(STREAM, reached=START + HOUR, heard_at=START + HOUR)
    seen = mark(wake.progress([on], START + HOUR), START + HOUR)
    assert seen.brought("bluesky", START + 5 * MINUTE)
    assert not seen.brought("bluesky", START - 5 * MINUTE)


def test_a_source_with_nothing_to_do_is_missed_by_nobody() -> None:
    idle = replace(STREAM, name="watched", health=Health.IDLE, reached=None)
    seen = mark(Wake().progress([STREAM, idle], START), START)
    assert seen.at == START
    assert seen.missing(START - HOUR) == ()


def test_one_process_has_one_name() -> None:
    assert holder() == holder()


async def test_numbers_go_while_all_is_out_of_sight_and_what_stands_stays(it: Stand) -> None:
    metrics, buzz = Metrics(), Buzz(at=it.now, window=HALF, authors=40, expected=2.5)
    loud = {MADRID: Loudness(buzz, State.FIRING, 12.0), PARIS: Loudness(buzz, State.QUIET)}
    metrics.loudness(loud)
    looking = lookout(it, metrics)
    await looking._count(Round(held=True, through=it.now - HALF))
    assert metrics.known.loudness == loud
    await looking._count(Round(held=True, through=it.now - HALF - MINUTE))
    assert metrics.known.loudness == {MADRID: Loudness(buzz, State.FIRING, 12.0, seen=False)}


async def test_who_keeps_the_watch_no_more_tells_nothing_of_pairings(it: Stand) -> None:
    metrics, buzz = Metrics(), Buzz(at=it.now, window=HALF, authors=40, expected=2.5)
    metrics.loudness({MADRID: Loudness(buzz, State.FIRING, 12.0)})
    await lookout(it, metrics)._count(Round(held=False))
    assert not metrics.known.loudness
