"""The board's view: what the watch keeps in memory, and what is stored where another keeps it."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from monitor.app.noticeboard import HALVES, Noticeboard, halves_until
from monitor.app.tide import Tide
from monitor.domain.alert import State
from monitor.domain.buzz import Buzz
from monitor.domain.catalogue import Catalogue, Club, Pairing, Player, Watch
from monitor.domain.mood import Mood, Strand
from monitor.domain.rumour import Evidence, Strength
from monitor.domain.spike import Detector
from monitor.domain.spiking import Loudness
from monitor.metrics.snapshot import Snapshot
from monitor.ports import Estimate, Page, Watched
from monitor.ports.board import Curve, Posted, Recollection, Row
from tests.simulator.clock import HandClock

NOW = datetime(2026, 7, 14, 21, 34, tzinfo=UTC)
HOUR = timedelta(hours=1)
RAMOS = Pairing("ramos", "madrid")
KANE = Pairing("kane", "madrid")
CATALOGUE = Catalogue(
    players={
        "ramos": Player(slug="ramos", name="Sergio Ramos", born=date(1986, 3, 30)),
        "kane": Player(slug="kane", name="Harry Kane", born=date(1993, 7, 28)),
        "boy": Player(slug="boy", name="A Boy", born=date(2010, 1, 1)),
    },
    clubs={
        "madrid": Club(slug="madrid", name="Real Madrid", country="ES", timezone="Europe/Madrid"),
        "celtic": Club(slug="celtic", name="Celtic", country="GB"),
    },
    watchlist=frozenset({
        Watch("ramos", "madrid"), Watch(None, "celtic"), Watch("boy", None), Watch("kane", None),
    }),
)  # fmt: skip
MOOD = Mood(net=0.2, low=0.1, high=0.3, shares=(0.2, 0.4, 0.4), authors=12, posts=12, corrected=1.0)
STRONG = Strength(Evidence.LOW, probability=0.3)


def buzz(at: datetime = NOW, authors: int = 43) -> Buzz:
    """Return how loud something was."""
    return Buzz(at=at, window=HOUR / 2, authors=authors, expected=6.0)


class Shelf:
    """What is stored, in memory; counts how often how pairings stood was asked for."""

    def __init__(self, **posted: object) -> None:
        self.what = Posted(**posted)  # type: ignore[arg-type]
        self.found = Recollection()
        self.curve: dict[Pairing, Curve] = {}
        self.asked = 0

    async def posted(self, since: datetime) -> Posted:
        del since
        return self.what

    async def recollect(self, since: datetime, until: datetime, lately: datetime) -> Recollection:
        del since, until, lately
        self.asked += 1
        return self.found

    async def curves(
        self, pairings: Collection[Pairing], since: datetime
    ) -> Mapping[Pairing, Curve]:
        del pairings, since
        return self.curve


def stand(shelf: Shelf, known: Snapshot | None = None) -> dict[tuple[str | None, str | None], Row]:
    """Return the rows by name."""
    board = _board(shelf, known or Snapshot())
    return {(row.player, row.club): row for row in asyncio.run(board.stand()).rows}


def _board(shelf: Shelf, known: Snapshot) -> Noticeboard:
    return Noticeboard(shelf, lambda: known, lambda: CATALOGUE, Tide(), HandClock(NOW))


def test_what_is_watched_is_there_before_anybody_speaks_of_it_and_no_child_is() -> None:
    rows = stand(Shelf(begun={"ramos/madrid": NOW - 7 * HOUR}))
    assert set(rows) == {("Sergio Ramos", "Real Madrid"), (None, "Celtic"), ("Harry Kane", None)}
    ramos = rows["Sergio Ramos", "Real Madrid"]
    assert (ramos.buzz, ramos.strength, ramos.state) == (None, None, State.QUIET)
    assert ramos.since == NOW - 7 * HOUR


def test_the_numbers_are_those_that_the_watch_keeps_in_memory() -> None:
    known = Snapshot(
        loudness={KANE: Loudness(buzz(), State.FIRING)}, strengths={KANE: STRONG}
    )  # fmt: skip
    shelf = Shelf(through=NOW, alerts={KANE: "alert-1"})
    rows = stand(shelf, known)
    kane = rows["Harry Kane", "Real Madrid"]
    assert (kane.buzz, kane.state, kane.strength) == (buzz(), State.FIRING, STRONG)
    assert kane.alert == "alert-1"
    assert ("Harry Kane", None) not in rows
    assert shelf.asked == 0


def test_a_surge_about_private_life_shows_neither_strength_nor_mood() -> None:
    known = Snapshot(
        loudness={KANE: Loudness(buzz(), State.FIRING, private=True)},
        strengths={KANE: STRONG},
        moods={(KANE, Strand.MOVE): MOOD},
    )
    kane = stand(Shelf(through=NOW), known)["Harry Kane", "Real Madrid"]
    assert (kane.private, kane.strength, kane.mood) == (True, None, None)
    spoken = replace(known, loudness={KANE: Loudness(buzz(), State.FIRING)})
    kane = stand(Shelf(through=NOW), spoken)["Harry Kane", "Real Madrid"]
    assert (kane.private, kane.strength, kane.mood) == (False, STRONG, MOOD)


def test_what_is_not_watched_any_more_is_not_shown() -> None:
    gone = Pairing("ramos", "celtic-b")
    rows = stand(Shelf(), Snapshot(loudness={gone: Loudness(buzz(), State.QUIET)}))
    assert not any(row.pairing == gone for row in rows.values())


def test_where_another_process_keeps_the_watch_the_store_is_asked_once_a_bucket() -> None:
    shelf = Shelf(through=NOW)
    shelf.found = Recollection(
        watched=[Watched(pairing=RAMOS, since=NOW - HOUR, state=Detector().snapshot()),
                 Watched(pairing=KANE, since=NOW - HOUR, state=b"of another version")],
        authors={RAMOS: 12},
        estimates={RAMOS: Estimate(pairing=RAMOS, at=NOW, strength=STRONG)},
    )  # fmt: skip
    stale = Snapshot(loudness={RAMOS: Loudness(buzz(NOW - HOUR), State.FIRING)})
    board = _board(shelf, stale)
    for _ in range(3):
        rows = {row.pairing: row for row in asyncio.run(board.stand()).rows}
        ramos = rows[RAMOS]
        assert ramos.buzz is not None
        assert (ramos.buzz.authors, ramos.state, ramos.strength) == (12, State.QUIET, STRONG)
        assert rows[KANE].buzz is not None
    assert shelf.asked == 1
    shelf.what = Posted(through=NOW + timedelta(minutes=5))
    asyncio.run(board.stand())
    assert shelf.asked == 2


def test_a_curve_has_48_half_hours_and_silence_is_zero() -> None:
    shelf = Shelf()
    last = NOW.replace(minute=30)
    shelf.curve = {RAMOS: {last: 43, last - 23.5 * HOUR: 2, last - 30 * HOUR: 9}}
    curves = asyncio.run(_board(shelf, Snapshot()).curves([RAMOS, KANE]))
    assert curves[RAMOS] == [2, *[0] * 46, 43]
    assert curves[KANE] == [0] * HALVES
    assert halves_until(NOW)[-1] == last


def test_the_tide_counts_an_hour_and_says_since_when() -> None:
    tide = Tide()
    assert tide.lately(NOW) == (NOW, 0)
    for minute in range(0, 180, 7):
        tide.note([Page(connector="wire", dropped={"foreign": 5})], NOW + minute * HOUR / 60)
    since, read = tide.lately(NOW + 3 * HOUR)
    assert since == NOW + 2 * HOUR
    assert read == 5 * sum(120 < minute < 180 for minute in range(0, 180, 7))
