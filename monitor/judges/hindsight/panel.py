"""Rumours that have ended, looked at every few days as if they had not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from monitor.domain.catalogue import Pairing
from monitor.domain.rumour import Case, Outcome, Record, Testimony, Verdict, records, verdicts

WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A rumour with how it ended.

    Attributes:
        testimonies: About it, all from before the end.
        rivals: About the same player and other clubs.
        closes: End of the window of the buying club.
    """

    outcome: Outcome
    testimonies: tuple[Testimony, ...]
    rivals: tuple[Testimony, ...] = ()
    closes: datetime | None = None

    @property
    def pairing(self) -> Pairing:
        """What it was about."""
        return self.outcome.pairing


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A rumour on one day: what was known, and what came.

    Attributes:
        case: Holds nothing that was said on *at* or later.
        window: Whether it came true before the window closed.
        week: Whether it came true within seven days.
    """

    at: datetime
    case: Case
    window: bool
    week: bool

    @property
    def player(self) -> str:
        """Whose it is: what must not stand on both sides of a split."""
        return self.case.pairing.player


def panel(
    ended: Iterable[Ended], days: Sequence[datetime], into: timedelta = timedelta(0)
) -> Iterator[Day]:
    """Yield each rumour on each of *days*, from its first testimony to the day before its end.

    At the start of the day on which it begins nothing was said: it is told by the prior alone.

    Args:
        ended: The rumours.
        days: The start of each day.
        into: How far into the day it is looked at; below a day. What counts as within a week
            stays as at the start.
    """
    for one in ended:
        first = min((each.at for each in one.testimonies), default=one.outcome.at)
        for at in days:
            if at + timedelta(days=1) > one.outcome.at:
                break
            if first <= at:
                now = at + into
                yield Day(
                    at=now,
                    case=Case(
                        pairing=one.pairing,
                        testimonies=tuple(each for each in one.testimonies if each.at < now),
                        rivals=tuple(each for each in one.rivals if each.at < now),
                        closes=one.closes,
                    ),
                    window=one.outcome.happened,
                    week=one.outcome.happened and one.outcome.at - at <= WEEK,
                )


class Tracks:
    """Records of sources from rumours that have ended, without those of a given player."""

    def __init__(self, ended: Sequence[Ended]) -> None:
        said = [each for one in ended for each in one.testimonies]
        closes = {one.outcome: one.closes for one in ended}
        judged = verdicts([one.outcome for one in ended], said, closes.__getitem__)
        self._by_player: defaultdict[str, list[Verdict]] = defaultdict(list)
        for verdict in judged:
            self._by_player[verdict.pairing.player].append(verdict)
        self._end = max((each.at for each in judged), default=datetime.min.replace(tzinfo=UTC))

    def without(self, player: str) -> Mapping[str, Record]:
        """Return the record of each source, nothing about *player* in it."""
        rest = (v for name, own in self._by_player.items() if name != player for v in own)
        return records(rest, self._end)


def recorded(days: Iterable[Day], ended: Sequence[Ended]) -> list[Day]:
    """Return *days* with the records of sources that *ended* give, each without its own player."""
    tracks = Tracks(ended)
    known: dict[str, Mapping[str, Record]] = {}
    found: list[Day] = []
    for day in days:
        held = known.get(day.player)
        if held is None:
            held = known[day.player] = tracks.without(day.player)
        found.append(replace(day, case=replace(day.case, records=held)))
    return found
