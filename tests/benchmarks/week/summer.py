"""The summer of 2018, live: what a desk would have been told of moves, and what became of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import numpy as np

from monitor.domain.catalogue import Pairing
from monitor.judges.hindsight import ftr18
from monitor.judges.hindsight.measures import Numbers
from tests.benchmarks.report import Bar
from tests.benchmarks.week.articles import DAY, Evening, catalogue, evenings, true_moves
from tests.benchmarks.week.desk import PUSHES, in_folds, learn, told

FILES: Final = (ftr18.ITEMS, ftr18.PAIRINGS)
"""What the folder must hold."""

CONFIGURATIONS: Final = 55
"""Rules, what they rank by, and shares that are aimed at, that were looked at."""

BARS: Final[Mapping[str, Bar]] = {
    "summer.precision": Bar(must=0.35, goal=0.50, other="0.16"),
    "summer.recall": Bar(must=0.50, goal=0.55),
    "summer.lead_days": Bar(must=3, goal=5),
}

DRAWS: Final = 1_000
SURE: Final = (5, 95)
"""Samples of players that an interval rests on, and its percentiles."""

_SEED: Final = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A push as an editor would have got it, and what became of the move.

    Attributes:
        on: The day at whose end it was pushed.
        lead: Days until the move was completed; None where it wasn't.
        first: It is the first of its pairing: only that counts.
    """

    on: datetime
    pairing: Pairing
    title: str
    lead: int | None
    first: bool = True

    @property
    def became(self) -> str:
        """What became of it, as a person reads it."""
        if self.lead is None:
            return "did not move"
        return f"moved {self.lead} {'day' if self.lead == 1 else 'days'} later"


@dataclass(frozen=True, slots=True, kw_only=True)
class Summer:
    """A summer as it was told.

    Attributes:
        lines: By day.
        players: All of whom moves were spoken of, or happened.
        came_true: How many moves happened, by player.
    """

    lines: tuple[Line, ...]
    players: tuple[str, ...]
    came_true: Mapping[str, int]


def replay(data: Path, fit: Path | None = None) -> Summer:
    """Return the summer of the articles in a folder, as the program would have told it.

    Args:
        data: Holds `FILES`.
        fit: A folder of the same form to learn from; None = folds by player.

    Raises:
        ValueError: A file is missing or broken; says where.
    """
    ended = ftr18.read(data)
    every = evenings(ended)
    teachers = ftr18.read(fit) if fit is not None else None
    pushes = told(in_folds(ended, every, teachers), catalogue(ended))
    lines = (_line(one.evening, one.notice.alert.title, first=one.first) for one in pushes)
    return _summer(data, every, lines)


def every_new_pairing(data: Path) -> Summer:
    """Return what a desk is told that is told of whoever is new, the most spoken of first."""
    every = evenings(ftr18.read(data))
    first: dict[Pairing, Evening] = {}
    for one in every:
        first.setdefault(one.pairing, one)
    return _summer(data, every, _most(first.values()))


def most_mentioned(data: Path) -> Summer:
    """Return what a desk is told that is told each day of whom most was said on that day."""
    every = evenings(ftr18.read(data))
    return _summer(data, every, _most(every))


def figures(data: Path, fit: Path | None = None) -> dict[str, float]:
    """Return the figures of the summer, those of two simpler rules, and how sure they are."""
    return measured(replay(data, fit), "summer.") | baselines(data)


def measured(summer: Summer, prefix: str) -> dict[str, float]:
    """Return precision, recall, days of lead and the number of pushes."""
    return {
        f"{prefix}{name}": by(_counts(summer, summer.players)) for name, by in _MEASURES.items()
    }


def baselines(data: Path) -> dict[str, float]:
    """Return the figures of simpler rules."""
    return measured(every_new_pairing(data), "new.summer.") | measured(
        most_mentioned(data), "count.summer."
    )


def intervals(summer: Summer) -> dict[str, tuple[float, float]]:
    """Return how far each figure goes if other players had been looked at (bootstrap by player)."""
    draw = np.random.default_rng(_SEED)
    found: defaultdict[str, list[float]] = defaultdict(list)
    for _ in range(DRAWS):
        drawn = draw.integers(0, len(summer.players), len(summer.players))
        counts = _counts(summer, [summer.players[at] for at in drawn])
        for name, by in _MEASURES.items():
            found[f"summer.{name}"].append(by(counts))
    return {
        name: (float(np.nanpercentile(values, SURE[0])), float(np.nanpercentile(values, SURE[1])))
        for name, values in found.items()
    }


def by_day(summer: Summer) -> Iterator[str]:
    """Yield what an editor would have got, a line each, with what became of it."""
    for one in summer.lines:
        again = "" if one.first else " (told before)"
        yield f"{one.on:%d %b}  {one.title}  ->  {one.became}{again}"


def firm(data: Path) -> float:
    """Return the probability that is shipped as `FIRM`, learned on all of a folder."""
    ended = ftr18.read(data)
    return learn(ended, evenings(ended)).firm


@dataclass(frozen=True, slots=True)
class _Counts:
    """First pushes of some players: how many, the leads of those that came true, all true."""

    pushes: int
    leads: Numbers
    true: int


_MEASURES: Final[Mapping[str, Callable[[_Counts], float]]] = {
    "precision": lambda one: len(one.leads) / one.pushes if one.pushes else float("nan"),
    "recall": lambda one: len(one.leads) / one.true if one.true else float("nan"),
    "lead_days": lambda one: float(np.median(one.leads)) if len(one.leads) else float("nan"),
    "pushes": lambda one: float(one.pushes),
}


def _counts(summer: Summer, players: Sequence[str]) -> _Counts:
    """Count for *players*, each as often as it is among them."""
    own: defaultdict[str, list[Line]] = defaultdict(list)
    for line in summer.lines:
        if line.first:
            own[line.pairing.player].append(line)
    lines = [line for player in players for line in own[player]]
    return _Counts(
        pushes=len(lines),
        leads=np.array([float(line.lead) for line in lines if line.lead is not None]),
        true=sum(summer.came_true.get(player, 0) for player in players),
    )


def _summer(data: Path, every: Sequence[Evening], lines: Iterable[Line]) -> Summer:
    came_true = true_moves(data)
    players = {one.pairing.player for one in every} | came_true.keys()
    return Summer(
        lines=tuple(lines),
        players=tuple(sorted(players)),
        came_true=came_true,
    )


def _most(candidates: Iterable[Evening]) -> Iterator[Line]:
    """Yield the most spoken of, day by day; the first push of a pairing counts."""
    days: defaultdict[datetime, list[Evening]] = defaultdict(list)
    for one in candidates:
        days[one.on].append(one)
    seen: set[Pairing] = set()
    for on in sorted(days):
        loudest = sorted(days[on], key=lambda one: (-one.fresh, one.pairing))
        for one in loudest[: PUSHES.per_day]:
            first = one.pairing not in seen
            seen.add(one.pairing)
            yield _line(one, f"{one.pairing.player}: {one.fresh} articles", first=first)


def _line(one: Evening, title: str, *, first: bool) -> Line:
    outcome = one.of.outcome
    lead = (outcome.at - one.on) // DAY if outcome.happened else None
    return Line(on=one.on, pairing=one.pairing, title=title, lead=lead, first=first)
