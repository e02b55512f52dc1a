"""How much of the benchmark is run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """What a run is made of.

    Attributes:
        seeds: Of the sets of injected bursts.
        invented: Negative binomial series of a set.
        days: Of each of them.
        stride: Every how manieth configuration of the grid is tried.
        splits: Random halves of the labelled series.
        scenes: Series, events or rounds of each scene are cut to this many.
    """

    seeds: tuple[int, ...]
    invented: int
    days: int
    stride: int
    splits: int
    scenes: int


FULL = Size(seeds=(1, 2, 3), invented=40, days=55, stride=1, splits=200, scenes=1000)
QUICK = Size(seeds=(1,), invented=3, days=14, stride=100, splits=2, scenes=2)
