"""How rumours ended, as an operator tells it: by command, or from a table."""

from __future__ import annotations

import asyncio
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Final

from monitor.app import ledger
from monitor.app.clock import SystemClock
from monitor.domain import dating
from monitor.domain.catalogue import Catalogue, Pairing
from monitor.domain.dating import Order
from monitor.domain.desk.logbook import Deed, Hand
from monitor.domain.rumour import Outcome
from monitor.domain.rumour.confirming import OPERATOR
from monitor.domain.rumour.verdict import ONE_WINDOW
from monitor.domain.settling import LISTED, SightingError, find
from monitor.ports import Conclusion
from monitor.settings import Settings
from storage import Store, migrate, open_store, stands

LARGEST: Final = 50_000
"""Most lines of a table that are read."""

_COLUMNS: Final = ("player", "club", "date")
_YES: Final = frozenset({"", "yes", "true", "1", "y", "moved"})
_NO: Final = frozenset({"no", "false", "0", "n", "stayed"})
_EVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an operator tells, by names."""

    player: str
    club: str
    on: date
    happened: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of it.

    Attributes:
        stored: What is new, or holds now instead of something else.
        contrary: Earlier ones that it contradicts: they don't hold any more.
        known: How many were stored before just so.
        refused: Lines that could not be taken, each with its place and cure.
    """

    stored: tuple[Outcome, ...] = ()
    contrary: tuple[Outcome, ...] = ()
    known: int = 0
    refused: tuple[str, ...] = ()


async def add(settings: Settings, told: Sequence[Told], by: str) -> Answer:
    """Store how rumours ended, as told by *by*; what is told later holds.

    Raises:
        SightingError: A player or a club is not known, or the day is yet to come.
        TransientError, RefusedError: The database can't be written.
    """
    now = SystemClock().now()
    catalogue = (await ledger.read(settings)).catalogue(settings)
    return await _store(settings, [_outcome(one, catalogue, by, now) for one in told])


async def bring(settings: Settings, file: Path, by: str, order: Order | None) -> Answer:
    """Store how rumours ended by a table with the columns player, club, date and, if at all,
    happened (yes or no); the same file twice changes nothing.

    Raises:
        ValueError: It is no such table, or days and months are swapped in it; says what to do.
        TransientError, RefusedError: The database can't be written.
    """
    now = SystemClock().now()
    catalogue = (await ledger.read(settings)).catalogue(settings)
    rows = await asyncio.to_thread(lambda: [*_rows(file)])
    read: list[tuple[int, Told]] = []
    refused: list[str] = []
    for line, row in rows:
        try:
            read.append((line, _told(row, order)))
        except ValueError as error:
            refused.append(f"{file}, line {line}: {error}")
    wrong = next((each for _, row in rows if dating.turned(each := row["date"])), None)
    if wrong is not None and order is None:
        cure = dating.other(order, wrong)
        raise ValueError(
            f"{file}: {wrong!r} is a day only where day and month are swapped, and what can be "
            f"read both ways is read as it is. Read all with `--dates {cure}`."
        )
    share = dating.swapped([one.on for _, one in read if one.happened])
    if share is not None and share > dating.SWAPPED:
        cure = dating.other(order, rows[0][1]["date"])
        raise ValueError(
            f"{file}: of the dates with a day up to 12, {share:.0%} lie outside of all windows, "
            f"and inside where day and month are swapped. Read them with `--dates {cure}`."
        )
    outcomes: list[Outcome] = []
    for line, told in read:
        try:
            outcomes.append(_outcome(told, catalogue, by, now))
        except SightingError as error:
            refused.append(f"{file}, line {line}: {error}")
    stored = await _store(settings, outcomes)
    return Answer(
        stored=stored.stored,
        contrary=stored.contrary,
        known=stored.known,
        refused=tuple(refused),
    )


async def listed(settings: Settings) -> Sequence[Outcome]:
    """Return how rumours ended, oldest first; none where there is no database yet."""
    url = settings.storage.url.get_secret_value()
    if not stands(url):
        return ()
    catalogue = (await ledger.read(settings)).catalogue(settings)
    store = await open_store(url)
    try:
        return await store.outcomes(sorted(catalogue.players), _EVER)
    finally:
        await store.close()


def _outcome(told: Told, catalogue: Catalogue, by: str, now: datetime) -> Outcome:
    player = find(told.player, catalogue.players, "player", "player", LISTED)
    club = find(told.club, catalogue.clubs, "club", "club", LISTED)
    at = datetime.combine(told.on, time(12), UTC)
    if told.on > now.date():
        raise SightingError("on", f"{told.on} is yet to come.", "Tell it once it has happened.")
    return Outcome(
        pairing=Pairing(player.slug, club.slug),
        happened=told.happened,
        at=min(at, now),
        by=f"{OPERATOR} {by}",
        told_at=now,
    )


async def _store(settings: Settings, outcomes: Sequence[Outcome]) -> Answer:
    url = settings.storage.url.get_secret_value()
    await asyncio.to_thread(migrate, url)
    store = await open_store(url)
    try:
        return await _conclude(store, outcomes)
    finally:
        await store.close()


async def _conclude(store: Store, outcomes: Sequence[Outcome]) -> Answer:
    players = sorted({one.pairing.player for one in outcomes})
    before = await store.outcomes(players, _EVER)
    fresh: list[Outcome] = []
    contrary: list[Outcome] = []
    for one in outcomes:
        near = [each for each in before if _same(each, one)]
        if near and max(near, key=lambda each: each.told_at).happened == one.happened:
            continue
        fresh.append(one)
        contrary.extend(each for each in near if each.happened != one.happened)
    if fresh:
        await store.conclude(Conclusion(outcomes=tuple(fresh)))
        for one in fresh:
            who = one.by.removeprefix(f"{OPERATOR} ")
            ended = "came true" if one.happened else "did not come true"
            about = f"{one.pairing.player} and {one.pairing.club}: {ended}"
            await store.note(Hand(who).did(Deed.CONCLUDED, about, SystemClock().now()))
    return Answer(
        stored=tuple(fresh),
        contrary=tuple(dict.fromkeys(contrary)),
        known=len(outcomes) - len(fresh),
    )


def _same(one: Outcome, other: Outcome) -> bool:
    """Whether both are about one rumour."""
    return one.pairing == other.pairing and abs(one.at - other.at) <= ONE_WINDOW


def _rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the lines of a table with their number."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            table = csv.DictReader(opened)
            names = [name.strip().casefold() for name in table.fieldnames or ()]
            missing = [name for name in _COLUMNS if name not in names]
            if missing:
                raise ValueError(
                    f"{file}: a column {missing[0]!r} is missing; it takes player, club, date "
                    "and, if at all, happened (yes or no)"
                )
            table.fieldnames = names
            for count, row in enumerate(table):
                if count >= LARGEST:
                    raise ValueError(f"{file}: more than {LARGEST:,} lines; split it")
                yield table.line_num, {name: row.get(name) or "" for name in names}
    except (UnicodeDecodeError, csv.Error) as error:
        raise ValueError(f"{file}: no table in UTF-8 with commas ({error})") from error


def _told(row: dict[str, str], order: Order | None) -> Told:
    said = row.get("happened", "").strip().casefold()
    if said not in _YES | _NO:
        raise ValueError(f"happened is {said[:20]!r}: say yes or no")
    return Told(
        player=row["player"],
        club=row["club"],
        on=dating.read(row["date"], order),
        happened=said in _YES,
    )
