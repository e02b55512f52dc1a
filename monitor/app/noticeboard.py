"""The board's own view of the watch: from memory where we keep it, else from the store."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from monitor.app.tide import Tide
from monitor.domain.alert import State
from monitor.domain.catalogue import Catalogue, Pairing, Watch
from monitor.domain.mood import Mood, Strand
from monitor.domain.spiking import Loudness
from monitor.metrics.snapshot import Snapshot
from monitor.ports import Clock, Watched
from monitor.ports.board import BoardReader, Curve, Posted, Row, Stand
from monitor.watching import scope
from monitor.watching.recalling import recall
from monitor.watching.table import WINDOW

HALF: Final = timedelta(minutes=30)
HALVES: Final = 48
ACTS: Final = timedelta(days=30)
"""How far back an act is the last one."""

OPEN: Final = timedelta(days=45)
"""How far back a rumour that was weighed is still one, where the store is asked."""

STALE: Final = timedelta(minutes=15)
"""What we know is this much older than what is stored where another process keeps the watch."""


class Noticeboard:
    """See `monitor.ports.board.Board`.

    Args:
        known: What this process knows of pairings: empty where it doesn't keep the watch.
        catalogue: As it is now.
    """

    def __init__(
        self,
        reader: BoardReader,
        known: Callable[[], Snapshot],
        catalogue: Callable[[], Catalogue],
        tide: Tide,
        clock: Clock,
    ) -> None:
        self._reader = reader
        self._known = known
        self._catalogue = catalogue
        self._tide = tide
        self._clock = clock
        self._recalled: tuple[datetime | None, Snapshot] | None = None

    async def stand(self) -> Stand:
        """Return how everything stands now."""
        now = self._clock.now()
        posted = await self._reader.posted(now - ACTS)
        known = self._known()
        if not current(known, posted.through):
            stored = await self._recall(posted.through, now)
            known = replace(stored, moods=known.moods)
        since, read = self._tide.lately(now)
        return Stand(
            rows=await asyncio.to_thread(rows, known, posted, self._catalogue(), now),
            through=posted.through,
            since=since,
            read=read,
        )

    async def curves(self, pairings: Collection[Pairing]) -> Mapping[Pairing, Sequence[int]]:
        """Return the talk of the last 24 hours, by half hours, oldest first, 48 of them."""
        halves = halves_until(self._clock.now())
        found = await self._reader.curves(pairings, halves[0])
        return {one: drawn(found.get(one, {}), halves) for one in pairings}

    def moods(self, pairing: Pairing) -> Mapping[Strand, Mood]:
        """Return how one is taken, as it was last counted; nothing where too few speak."""
        known = self._known().moods
        return {strand: known[pairing, strand] for strand in Strand if (pairing, strand) in known}

    async def _recall(self, through: datetime | None, now: datetime) -> Snapshot:
        """Return what the store knows; asked anew only when more was scored."""
        if self._recalled is not None and self._recalled[0] == through:
            return self._recalled[1]
        end = through or now
        found = await self._reader.recollect(end - WINDOW, end, now - OPEN)
        loudness = await asyncio.to_thread(
            lambda: {
                one.pairing: recalled(one, found.authors.get(one.pairing, 0), end)
                for one in found.watched
            }
        )
        strengths = {pairing: one.strength for pairing, one in found.estimates.items()}
        self._recalled = through, Snapshot(loudness=loudness, strengths=strengths)
        return self._recalled[1]


def current(known: Snapshot, through: datetime | None) -> bool:
    """Whether what this process knows is as new as what is stored."""
    newest = max((loud.buzz.at for loud in known.loudness.values()), default=None)
    return newest is not None and (through is None or through - newest <= STALE)


def rows(known: Snapshot, posted: Posted, catalogue: Catalogue, now: datetime) -> Sequence[Row]:
    """Return a row for each pairing that is watched and known, and for each watch without one."""
    today = now.date()
    moods = (pairing for pairing, _ in known.moods)
    heard = {*known.loudness, *known.strengths, *moods, *posted.acts}
    spoken = {one for one in heard if catalogue.watches(one, today)}
    named = {
        pairing
        for one in catalogue.watchlist
        if one.player is not None
        and one.club is not None
        and catalogue.watches(pairing := Pairing(one.player, one.club), today)
    }
    made = [_row(one, known, posted, catalogue, today) for one in spoken | named]
    idle = (one for one in catalogue.watchlist if _idle(one, spoken))
    made += [_waiting(one, posted, catalogue) for one in idle if _may(one, catalogue, today)]
    return sorted(made, key=lambda row: (row.player or "", row.club or ""))


def recalled(one: Watched, authors: int, end: datetime) -> Loudness:
    """Return how loud a pairing was in the window that ended then, from what is stored of it."""
    state = State.QUIET if one.spike is None else one.spike.state
    hidden = one.spike is not None and one.spike.private
    return Loudness(recall(one, authors, end), state, private=hidden)


def halves_until(now: datetime) -> Sequence[datetime]:
    """Return the starts of the last 48 half hours that are over or under way, oldest first."""
    last = now.replace(minute=now.minute // 30 * 30, second=0, microsecond=0)
    return [last - n * HALF for n in reversed(range(HALVES))]


def drawn(curve: Curve, halves: Sequence[datetime]) -> Sequence[int]:
    """Return what *curve* has in each of *halves*."""
    return [curve.get(half, 0) for half in halves]


def _row(
    pairing: Pairing, known: Snapshot, posted: Posted, catalogue: Catalogue, today: date
) -> Row:
    loud = known.loudness.get(pairing)
    hidden = loud is not None and loud.private
    return Row(
        player=catalogue.players[pairing.player].name,
        club=catalogue.clubs[pairing.club].name,
        pairing=pairing,
        since=scope.since(pairing, posted.begun, catalogue, today),
        buzz=loud.buzz if loud is not None and loud.seen else None,
        state=loud.state if loud is not None else State.QUIET,
        private=hidden,
        strength=None if hidden else known.strengths.get(pairing),
        mood=None if hidden else known.moods.get((pairing, Strand.MOVE)),
        act=posted.acts.get(pairing),
        alert=posted.alerts.get(pairing),
    )


def _idle(watch: Watch, spoken: Collection[Pairing]) -> bool:
    """Whether nothing at all is known of what *watch* asks for, which isn't one pairing."""
    if watch.player is not None and watch.club is not None:
        return False
    return not any(
        watch.player in {None, one.player} and watch.club in {None, one.club} for one in spoken
    )


def _may(watch: Watch, catalogue: Catalogue, today: date) -> bool:
    """Whether *watch* is of nobody under 18."""
    player = catalogue.players.get(watch.player or "")
    return player is None or player.adult(today)


def _waiting(watch: Watch, posted: Posted, catalogue: Catalogue) -> Row:
    player = catalogue.players.get(watch.player or "")
    club = catalogue.clubs.get(watch.club or "")
    return Row(
        player=player.name if player is not None else None,
        club=club.name if club is not None else None,
        since=posted.begun.get(scope.name(watch)),
    )
