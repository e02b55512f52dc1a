"""Sheets that a backtest reads: a plain series of counts, and labels of what should be told."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from monitor.domain.campaign import Written
from monitor.domain.catalogue import Catalogue, Club, Pairing, Player, Relation, Stint, Watch
from monitor.domain.mention import Part, Topic
from monitor.domain.scorecard import Label
from monitor.domain.timing import BUCKET, bucket_of
from monitor.ports import Blank, Said, Talk, UnfitError

NAME: Final = "series"
"""As the source, the player and the club of a plain series are called."""

PAIRING: Final = Pairing(NAME, NAME)
MOST: Final = 100_000
"""Greatest count of a row."""

LONGEST: Final = timedelta(days=400)
"""Longest time that is replayed."""


class Series:
    """A plain series, as if each count were so many accounts; implements `storage.Past`."""

    def __init__(self, counts: Mapping[datetime, int]) -> None:
        self._counts = counts
        self.begin_at = min(counts)
        self.end_at = max(counts) + BUCKET

    async def begin(self, names: Collection[str], now: datetime) -> Mapping[str, datetime]:
        """It is watched from its first row on."""
        return dict.fromkeys(names, min(self.begin_at, now))

    async def said(
        self, since: datetime, until: datetime, pairings: Collection[Pairing] | None = None
    ) -> Sequence[Said]:
        """Return a mention by somebody else for each that was counted."""
        if pairings is not None and PAIRING not in pairings:
            return ()
        return [
            Said(
                pairing=PAIRING, start=at, author=f"{at} {number}".encode(), platform=NAME,
                connector=NAME, topic=Topic.TRANSFER, part=Part.DESTINATION,
            )
            for at in _buckets(since, until)
            for number in range(self._counts.get(at, 0))
        ]  # fmt: skip

    async def talk(
        self, pairings: Collection[Pairing], since: datetime, until: datetime
    ) -> Mapping[Pairing, Sequence[Talk]]:
        """Return the counts of buckets in [since, until)."""
        rows = [
            Talk(at, NAME, self._counts[at])
            for at in _buckets(max(since, self.begin_at), min(until, self.end_at))
            if self._counts.get(at)
        ]
        return {PAIRING: rows} if PAIRING in pairings else {}

    async def shares(self, since: datetime, until: datetime) -> Mapping[Pairing, Mapping[str, int]]:
        """There is one source."""
        del since, until
        return {}

    async def blanks(self, since: datetime) -> Sequence[Blank]:
        """Nothing is said to be missing."""
        del since
        return ()

    async def written(
        self, pairing: Pairing, since: datetime, until: datetime, before: datetime | None
    ) -> Sequence[Written]:
        """There are no words."""
        del pairing, since, until, before
        return ()


def read_series(file: Path) -> Series:
    """Return the series of a CSV with the columns `timestamp` and `value`, five minutes a row.

    Rows of less are summed. Times without a zone are UTC.

    Raises:
        UnfitError: It can't be used; names file, line and cure.
    """
    counts: dict[datetime, int] = {}
    last: datetime | None = None
    for place, row in _rows(file, ("timestamp", "value")):
        at = _time(row["timestamp"], place)
        value = _count(row["value"], place)
        if last is not None and at < last:
            raise UnfitError(f"{place}: {at} comes after {last}; sort the rows by time")
        if last is not None and at - last > LONGEST:
            raise UnfitError(f"{place}: nothing for more than {LONGEST.days} days before it; cut")
        last = at
        start = bucket_of(at)
        counts[start] = min(counts.get(start, 0) + value, MOST)
    if not counts:
        raise UnfitError(f"{file}: holds no row; give `timestamp,value` and a row a bucket")
    span = max(counts) - min(counts)
    if span > LONGEST:
        raise UnfitError(f"{file}: {span.days} days; give at most {LONGEST.days}")
    if len(counts) > 1 and span / (len(counts) - 1) > 1.5 * BUCKET:
        every = span / (len(counts) - 1) / timedelta(minutes=1)
        raise UnfitError(f"{file}: a row every {every:.0f} minutes; give one every five or less")
    return Series(counts)


def read_labels(file: Path) -> list[Label]:
    """Return the labels of a CSV with the columns `begin`, `end`, and perhaps `player`, `club`.

    Raises:
        UnfitError: It can't be used; names file, line and cure.
    """
    labels = []
    for place, row in _rows(file, ("begin", "end")):
        begin, end = _time(row["begin"], place), _time(row["end"], place)
        if end < begin:
            raise UnfitError(f"{place}: ends before it begins; swap `begin` and `end`")
        player, club = (row.get("player") or "").strip(), (row.get("club") or "").strip()
        if bool(player) != bool(club):
            raise UnfitError(f"{place}: give both `player` and `club`, or neither")
        labels.append(Label(begin, end, Pairing(player, club) if player else None))
    return labels


def catalogue_of(file: Path) -> Catalogue:
    """Return a catalogue in which a plain series is talk about one pairing, called by its file."""
    club = Club(slug=NAME, name=file.stem, country="", timezone="UTC")
    stint = Stint(club="", relation=Relation.CURRENT)
    player = Player(slug=NAME, name=file.stem, born=date(1970, 1, 1), stints=(stint,))
    return Catalogue(
        players={NAME: player}, clubs={NAME: club}, watchlist=frozenset({Watch(NAME, NAME)})
    )


def _rows(file: Path, needed: Sequence[str]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield each row with its place."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines)
            missing = [name for name in needed if name not in (rows.fieldnames or ())]
            if missing:
                told = ",".join(needed)
                raise UnfitError(f"{file}:1: no column `{missing[0]}`; the first line is {told}")
            for row in rows:
                if any(row.get(name) is None for name in needed):
                    raise UnfitError(f"{file}:{rows.line_num}: too few columns; mend the line")
                yield f"{file}:{rows.line_num}", row
    except UnicodeDecodeError as error:
        raise UnfitError(f"{file}: not UTF-8 ({error.reason}); save it as UTF-8") from error
    except csv.Error as error:
        raise UnfitError(f"{file}: not a CSV ({error})") from error


def _time(text: str, place: str) -> datetime:
    try:
        at = datetime.fromisoformat(text.strip())
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        cure = "give a time such as 2026-08-04 22:05:00"
        raise UnfitError(f"{place}: {text[:40]!r} is no time; {cure}") from error


def _count(text: str, place: str) -> int:
    try:
        value = float(text)
        if 0 <= value <= MOST:
            return round(value)
    except ValueError:
        pass
    raise UnfitError(f"{place}: {text[:40]!r} is no count; give a number from 0 to {MOST:,}")


def _buckets(since: datetime, until: datetime) -> Iterator[datetime]:
    at = bucket_of(since)
    if at < since:
        at += BUCKET
    while at < until:
        yield at
        at += BUCKET
