"""What happens in a month: drawn by a seed, with what of it is worth telling.

Nothing here knows a threshold of the product. A burst is at least five times the usual of its
pairing at that hour and at least fifty accounts in half an hour, for that is what is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final, Literal

from monitor.domain.activity import Activity
from monitor.domain.catalogue import Pairing
from monitor.domain.mention import Part, Topic
from tests.simulator.month import words
from tests.simulator.month.world import (
    CLUBS,
    DESTINATIONS,
    OWN,
    PAIRINGS,
    PLAYERS,
    player,
)

Season = Literal["quiet", "match"]
STARTS: Final[Mapping[Season, datetime]] = {
    "quiet": datetime(2026, 7, 1, tzinfo=UTC),
    "match": datetime(2027, 1, 2, tzinfo=UTC),
}
DAYS: Final = 30
BEFORE: Final = 2
"""Days before anything happens: a usual must be there to be left."""
BUCKET: Final = timedelta(minutes=5)
HALF_HOUR: Final = 6
"""Buckets."""

TRUE: Final = {"act": 3, "burst": 3, "claims": 2}
DECOYS: Final[Mapping[Season, Mapping[str, int]]] = {
    "quiet": {"match": 6, "campaign": 12, "namesake": 11, "injury": 11},
    "match": {"match": 14, "campaign": 10, "namesake": 8, "injury": 8},
}
ROUNDS: Final = (0, 4, 7, 11, 14, 18, 21, 25)
"""Days after `BEFORE` on which all clubs play, in a month with fixtures."""

Mix = Mapping[Topic, float]
TRANSFER_TALK: Final[Mix] = {Topic.TRANSFER: 0.72, Topic.OTHER: 0.23, Topic.MATCH: 0.05}
MATCH_TALK: Final[Mix] = {Topic.MATCH: 0.87, Topic.OTHER: 0.10, Topic.TRANSFER: 0.03}
INJURY_TALK: Final[Mix] = {
    Topic.INJURY: 0.75, Topic.OTHER: 0.15, Topic.TRANSFER: 0.08, Topic.PRIVATE: 0.02,
}  # fmt: skip
CAMPAIGN_TALK: Final[Mix] = {Topic.TRANSFER: 0.55, Topic.CAMPAIGN: 0.35, Topic.OTHER: 0.10}
STRAY_TALK: Final[Mix] = {Topic.OTHER: 0.92, Topic.TRANSFER: 0.05, Topic.PRIVATE: 0.03}
"""What the judges make of talk, errors included (`docs/benchmarks.md`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Swell:
    """Talk that comes on top of the usual.

    Attributes:
        first: Bucket in which it begins, counted from the start of the month.
        rates: Mentions of each bucket.
        people: From so many accounts they come.
        aimed: Share that speaks of the club as the destination.
        claiming: Share that claims a step of the move.
        loudest: Share of the mentions that one account makes.
        tagged: Share that carries one hashtag.
        alike: Share whose text is near a copy of another's.
        fresh: Share by accounts that nobody saw before that day.
    """

    pairing: Pairing
    first: int
    rates: tuple[float, ...]
    people: int
    mix: Mix
    aimed: float
    claiming: float = 0.0
    loudest: float = 0.0
    tagged: float = 0.0
    alike: float = 0.0
    fresh: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that happens; *true* if an editor wants to know."""

    kind: str
    true: bool
    pairing: Pairing
    at: datetime
    swells: tuple[Swell, ...] = ()
    posts: tuple[Activity, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """All of a month.

    Attributes:
        rates: Usual mentions in five minutes, of each pairing, over the day.
        fixtures: Swells of match talk; no decoys, they are the season's.
    """

    season: Season
    seed: int
    start: datetime
    rates: Mapping[Pairing, float]
    happenings: tuple[Happening, ...]
    fixtures: tuple[Swell, ...] = ()
    late: Mapping[Pairing, float] = field(default_factory=dict)

    @property
    def end(self) -> datetime:
        return self.start + timedelta(days=DAYS)


def plan(season: Season, seed: int) -> Month:
    """Draw a month."""
    draw = Random(f"{season} month {seed}")
    rates = {pairing: 10 ** draw.uniform(-2.0, 0.2) for pairing in PAIRINGS}
    start = STARTS[season]
    told = draw.sample(range(PLAYERS), sum(TRUE.values()))
    others = [number for number in range(PLAYERS) if number not in told]
    made = _Making(draw, start, rates)
    kinds = [kind for kind, many in TRUE.items() for _ in range(many)]
    happenings = [made.true(kind, number) for kind, number in zip(kinds, told, strict=True)]
    for kind, many in DECOYS[season].items():
        happenings += [made.decoy(kind, draw.choice(others)) for _ in range(many)]
    fixtures = tuple(_fixtures(draw, rates)) if season == "match" else ()
    happenings.sort(key=lambda one: (one.at, one.pairing))
    return Month(
        season=season,
        seed=seed,
        start=start,
        rates=rates,
        happenings=tuple(happenings),
        fixtures=fixtures,
    )


class _Making:
    """Draws single happenings."""

    def __init__(self, draw: Random, start: datetime, rates: Mapping[Pairing, float]) -> None:
        self._draw = draw
        self._start = start
        self._rates = rates
        self._posts = words.Writing(draw)

    def true(self, kind: str, number: int) -> Happening:
        """Return something that is worth telling about a player."""
        draw = self._draw
        pairing = draw.choice([each for each in DESTINATIONS if each.player == player(number)])
        at = self._moment(7, 22)
        if kind == "act":
            posts = self._posts.act(pairing, at)
            swells = [self._swell(pairing, at, draw.uniform(20, 60))] * (draw.random() < 0.6)
        elif kind == "burst":
            posts = ()
            usual = self._rates[pairing] * HALF_HOUR
            size = max(50.0, 5.0 * usual) * draw.uniform(1.25, 3.0)
            swells = [self._swell(pairing, at, size, claiming=0.05)]
            rivals = [p for p in DESTINATIONS if p.player == pairing.player and p != pairing]
            swells += [self._swell(each, at, size * 0.15) for each in rivals]
        else:
            posts = self._posts.claims(pairing, at)
            swells = [
                self._swell(pairing, at + timedelta(minutes=30), draw.uniform(20, 80), claiming=0.3)
            ]
        return Happening(
            kind=kind, true=True, pairing=pairing, at=at, swells=tuple(swells), posts=posts
        )

    def decoy(self, kind: str, number: int) -> Happening:
        """Return something about a player that only looks so."""
        draw = self._draw
        slug = player(number)
        destination = draw.choice([each for each in DESTINATIONS if each.player == slug])
        theirs = [each for each in PAIRINGS if each.player == slug]
        own = next((each for each in theirs if each.club == OWN[slug]), destination)
        at = self._moment(0, 23.5)
        posts: tuple[Activity, ...] = ()
        if kind == "match":
            pairing = draw.choice([own, destination])
            swell = self._swell(
                pairing, at, draw.uniform(60, 500), mix=MATCH_TALK, aimed=0.08, half_life=18
            )
            posts = self._posts.match(pairing, at)
        elif kind == "campaign":
            pairing = destination
            swell = self._campaign(pairing, at)
        elif kind == "namesake":
            pairing = destination
            swell = self._swell(
                pairing, at, draw.uniform(4, 14), mix=STRAY_TALK, aimed=0.1, half_life=24
            )
            posts = self._posts.namesake(pairing, at)
        else:
            pairing = own
            swell = self._swell(
                pairing, at, draw.uniform(50, 250), mix=INJURY_TALK, aimed=0.08, half_life=12
            )
            posts = self._posts.injury(pairing, at)
        return Happening(
            kind=kind, true=False, pairing=pairing, at=at, swells=(swell,), posts=posts
        )

    def _campaign(self, pairing: Pairing, at: datetime) -> Swell:
        """Return a campaign of fans: one hashtag, one text, one loud account, or new accounts."""
        draw = self._draw
        signs: Mapping[str, Mapping[str, float]] = {
            "tagged": {"tagged": draw.uniform(0.7, 0.95)},
            "alike": {"alike": draw.uniform(0.6, 0.95)},
            "loudest": {"loudest": draw.uniform(0.4, 0.7)},
            "fresh": {"fresh": draw.uniform(0.82, 0.97), "tagged": draw.uniform(0.45, 0.65)},
        }
        sign = draw.choice([*signs])
        size = draw.uniform(60, 900) if sign != "loudest" else draw.uniform(30, 120)
        return self._swell(
            pairing, at, size, mix=CAMPAIGN_TALK, aimed=0.85, half_life=draw.uniform(6, 20),
            **signs[sign],
        )  # fmt: skip

    def _moment(self, earliest: float, latest: float) -> datetime:
        """Return a time, between two hours of any day but the first two and the last."""
        draw = self._draw
        day = BEFORE + draw.randrange(DAYS - BEFORE - 1)
        seconds = draw.uniform(earliest, latest) * 3600
        return self._start + timedelta(days=day, seconds=int(seconds))

    def _swell(
        self,
        pairing: Pairing,
        at: datetime,
        size: float,
        *,
        mix: Mix = TRANSFER_TALK,
        aimed: float = 0.75,
        half_life: float | None = None,
        **more: float,
    ) -> Swell:
        """Return talk whose fullest half hour has *size* mentions more than usual."""
        half_life = half_life or self._draw.uniform(5, 14)
        shape = [0.35, 0.8, *(0.5 ** (step / half_life) for step in range(int(5 * half_life)))]
        fullest = max(
            sum(shape[n : n + HALF_HOUR]) for n in range(max(1, len(shape) - HALF_HOUR + 1))
        )
        return Swell(
            pairing=pairing,
            first=(at - self._start) // BUCKET,
            rates=tuple(size / fullest * each for each in shape),
            people=int(12 * size),
            mix=mix,
            aimed=aimed,
            **more,
        )


def _fixtures(draw: Random, rates: Mapping[Pairing, float]) -> Iterator[Swell]:
    """Yield the talk of eight rounds: who plays is talked of for three hours."""
    for day in ROUNDS:
        clubs = draw.sample(CLUBS, len(CLUBS))
        for home, away in zip(clubs[::2], clubs[1::2], strict=True):
            kickoff = draw.choice((13, 15, 17, 19, 20)) * 12
            first = (BEFORE + day) * 288 + kickoff
            for pairing in _concerned(home, away):
                lift = draw.uniform(1.5, 9.0)
                peak = max(rates[pairing], 0.05) * lift
                shape = [0.3] * 6 + [0.7] * 9 + [0.9] * 3 + [1.0] * 10 + [0.6] * 6 + [0.2] * 6
                yield Swell(
                    pairing=pairing,
                    first=first - 6,
                    rates=tuple(peak * each for each in shape),
                    people=int(60 * peak) + 20,
                    mix=MATCH_TALK,
                    aimed=0.08,
                )


def _concerned(home: str, away: str) -> Iterable[Pairing]:
    """Return the pairings that a match makes people name: players of one side with either."""
    sides = {home, away}
    return (each for each in PAIRINGS if OWN[each.player] in sides or each.club in sides)


PARTS: Final = (Part.DESTINATION, Part.MENTIONED)
