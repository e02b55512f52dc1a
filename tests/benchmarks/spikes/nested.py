"""Configuration and threshold chosen without the series that they are then scored on."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from concurrent.futures import Executor
from functools import partial
from itertools import repeat
from random import Random

from monitor.domain.spike import Parameters
from tests.benchmarks.spikes.grid import THRESHOLDS, choose, grid
from tests.benchmarks.spikes.lanes import run
from tests.benchmarks.spikes.nab import STANDARD, Sheet, normalise, sheet
from tests.benchmarks.spikes.series import Series
from tests.benchmarks.spikes.size import Size
from tests.benchmarks.spikes.sweep import COOL, high, onsets

SEED = 20150226
STEPS = len(THRESHOLDS)

Curve = list[float]
"""Raw standard score at each of THRESHOLDS."""


def curves(files: Sequence[tuple[Series, Sheet]], parameters: Parameters) -> list[Curve]:
    """Return for each of *files* the curve of one configuration."""
    found = []
    for series, marks in files:
        rows = high(run(parameters, series), THRESHOLDS[0], marks.start)
        found.append([marks.score(onsets(rows, at, COOL), STANDARD) for at in THRESHOLDS])
    return found


def measure(pool: Executor, series: Sequence[Series], size: Size) -> dict[str, float]:
    """Score the grid on every one of *series*, choose on some, and tell of the others.

    A configuration that a small run leaves out is silent everywhere; fewer than two series tell
    nothing.
    """
    if len(series) < 2:
        return {}
    sheets = [sheet(one) for one in series]
    one_by_one = partial(curves, list(zip(series, sheets, strict=True)))
    tried = grid()[:: size.stride]
    found = dict(zip(grid(), repeat([[one.score((), STANDARD)] * STEPS for one in sheets])))
    found.update(zip(tried, pool.map(one_by_one, tried, chunksize=8), strict=True))
    table = [list(of_file) for of_file in zip(*found.values(), strict=True)]
    windows = [one.windows for one in sheets]
    files = range(len(series))

    def held(chosen: Sequence[int], others: Sequence[int]) -> float:
        configuration, threshold = choose([table[file] for file in chosen])
        step = THRESHOLDS.index(threshold)
        return math.fsum(table[file][configuration][step] for file in others)

    left_out = sum(held([f for f in files if f != file], [file]) for file in files)
    splits = [
        normalise(held(chosen, others), sum(windows[file] for file in others), STANDARD)
        for chosen, others in halves(len(series), size.splits)
    ]
    return {
        "nab.nested_standard": normalise(left_out, sum(windows), STANDARD),
        "nab.split5_mean": statistics.fmean(splits),
        "nab.split5_sd": statistics.stdev(splits),
    }


def halves(many: int, splits: int) -> list[tuple[list[int], list[int]]]:
    """Return *splits* random partitions of 0 to *many* - 1 into two halves."""
    draw = Random(SEED)
    found = []
    for _ in range(splits):
        order = list(range(many))
        for last in range(many - 1, 0, -1):
            other = int(draw.random() * (last + 1))
            order[last], order[other] = order[other], order[last]
        found.append((sorted(order[: many // 2]), sorted(order[many // 2 :])))
    return found
