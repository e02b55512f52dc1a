"""The configurations that a choice is made from, and how it is made.

The choice sees raw standard scores of some series only: for each, of every configuration at every
threshold. One window found or missed moves the sum by three points, so the greatest sum alone is
mostly luck. A choice must stand among good ones: its sum is averaged with those of thresholds
beside it, and with those of all configurations, weighed by half for each axis that differs.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Final

from monitor.domain.spike import Parameters
from monitor.domain.spike.parameters import DAY

THRESHOLDS: Final = tuple(round(1.4 + 0.04 * step, 2) for step in range(80))
BESIDE: Final = 4
"""Thresholds on either side that a sum is averaged with."""

Axes = tuple[tuple[int, ...], float, tuple[float, bool], float, float]
"""Windows, half-life in days, hours of the day, least gain of the tail, robust."""

ALIKE, OWN, NEIGHBOURS = (0.0, False), (120.0, False), (120.0, True)
"""What an hour of the day means: nothing, its own usual, or also that of those beside it."""
SEVERAL: Final = (
    (6, 36),
    (3, 12, 36),
    (6, 18, 36),
    (3, 6, 24, 36),
    (3, 12, 24, 36),
    (6, 12, 24, 36),
)
SINGLE: Final = ((1,), (3,), (6,), (12,), (24,))
PLACES: Final[tuple[Axes, ...]] = (
    *product(SEVERAL, (1.0, 3.5, 7.0), (ALIKE, OWN, NEIGHBOURS), (0.01, 0.02), (3.0, 5.0)),
    *product(SINGLE, (0.5, 1.0, 3.5), (ALIKE, OWN), (0.01,), (3.0,)),
)
SPACE: Final[tuple[Axes, ...]] = tuple(product(*map(dict.fromkeys, zip(*PLACES, strict=True))))
"""Every combination of what stands on the axes, most of them in the grid."""


def grid() -> list[Parameters]:
    """Return the 246 configurations, always in the same order."""
    return [
        Parameters(
            windows=windows,
            half_life=days * DAY,
            season=season,
            neighbours=neighbours,
            tail_gain=gain,
            robust=robust,
        )
        for windows, days, (season, neighbours), gain, robust in PLACES
    ]


def choose(table: Sequence[Sequence[Sequence[float]]]) -> tuple[int, float]:
    """Return the configuration, by its place in the grid, and the threshold.

    Args:
        table: Raw standard score by series, configuration of `grid()` and threshold.
    """
    sums = {
        place: _beside([sum(at) for at in zip(*of_series, strict=True)])
        for place, of_series in zip(PLACES, zip(*table, strict=True), strict=True)
    }
    lent = _lend(sums, len(THRESHOLDS))
    weight = _lend({place: [1.0] for place in PLACES}, 1)
    _, number, step = max(
        (value / weight[place][0], -number, -step)
        for number, place in enumerate(PLACES)
        for step, value in enumerate(lent[place])
    )
    return -number, THRESHOLDS[-step]


def _beside(curve: Sequence[float]) -> list[float]:
    """Average each value with those beside it; the ends are thought to go on as they are."""
    wide = [curve[0]] * BESIDE + list(curve) + [curve[-1]] * BESIDE
    return [sum(wide[at : at + 2 * BESIDE + 1]) / (2 * BESIDE + 1) for at in range(len(curve))]


def _lend(rows: dict[Axes, list[float]], length: int) -> dict[Axes, list[float]]:
    """Add to each row half of every row that differs on one axis, a quarter on two, and so on."""
    lent = {place: rows.get(place, [0.0] * length) for place in SPACE}
    for axis in range(len(SPACE[0])):
        totals: dict[tuple[object, ...], list[float]] = {}
        for place, row in lent.items():
            line = place[:axis] + place[axis + 1 :]
            total = totals.get(line)
            totals[line] = row if total is None else list(map(float.__add__, total, row))
        lent = {
            place: [
                (own + of_all) / 2
                for own, of_all in zip(row, totals[place[:axis] + place[axis + 1 :]], strict=True)
            ]
            for place, row in lent.items()
        }
    return lent
