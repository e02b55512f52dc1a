"""The summer of 2018 day by day: what was said of each move until that evening (FTR-18)."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from monitor.domain.catalogue import Catalogue, Club, Pairing, Player, Role, Source
from monitor.domain.rumour import Case
from monitor.judges.hindsight import ftr18
from monitor.judges.hindsight.panel import Day, Ended

DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evening:
    """A move on the evening of a day on which it was spoken of.

    Attributes:
        of: The rumour, with how it ended: what is pushed never depends on that.
        day: What was said until midnight; `at` is that midnight.
        fresh: How much was said on this day.
    """

    of: Ended
    day: Day
    fresh: int

    @property
    def pairing(self) -> Pairing:
        """What is spoken of."""
        return self.of.pairing

    @property
    def on(self) -> datetime:
        """The day itself, by its first moment."""
        return self.day.at - DAY


def evenings(ended: Iterable[Ended]) -> list[Evening]:
    """Return every evening of every move, in order of time."""
    found = [
        Evening(
            of=one,
            day=_day(one, on + DAY),
            fresh=sum(each.at == on for each in one.testimonies),
        )
        for one in ended
        for on in {each.at for each in one.testimonies}
    ]
    return sorted(found, key=lambda one: (one.day.at, one.pairing))


def true_moves(folder: Path) -> Counter[str]:
    """Return how many moves happened by player, those that nobody wrote of before included."""
    with (folder / ftr18.PAIRINGS).open(encoding="utf-8", errors="replace", newline="") as rows:
        return Counter(
            ftr18.slug(row["player"])
            for row in csv.DictReader(rows)
            if row["claim_kind"] == ftr18.MOVE and row["outcome"] == "1"
        )


def catalogue(ended: Sequence[Ended]) -> Catalogue:
    """Return a catalogue of those whom the articles name, called by their slugs."""
    pairings = {one.pairing for one in ended}
    sources = {each.source for one in ended for each in one.testimonies if each.source}
    return Catalogue(
        players={one.player: Player(slug=one.player, name=_name(one.player)) for one in pairings},
        clubs={
            one.club: Club(slug=one.club, name=_name(one.club), country="", timezone="UTC")
            for one in pairings
        },
        sources={
            slug: Source(slug=slug, name=_name(slug), role=Role.OUTLET) for slug in sorted(sources)
        },
    )


def _day(one: Ended, at: datetime) -> Day:
    case = Case(
        pairing=one.pairing,
        testimonies=tuple(each for each in one.testimonies if each.at < at),
        rivals=tuple(each for each in one.rivals if each.at < at),
        closes=one.closes,
    )
    return Day(at=at, case=case, window=one.outcome.happened, week=False)


def _name(slug: str) -> str:
    return slug.replace("-", " ").title()
