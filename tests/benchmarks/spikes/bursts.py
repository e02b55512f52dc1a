"""Backgrounds, real and made up, with bursts whose onset is known."""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from tests.benchmarks.spikes.draw import binomial, gauss, negative_binomial, poisson
from tests.benchmarks.spikes.series import DAY, HOUR, Series

MEANS = (0.3, 1.0, 3.0, 10.0)
"""Mentions in five minutes that series are thinned to, or made with."""
ROOM = 1.15
"""A series is thinned only to a mean this many times below its own."""
FACTORS = (3, 5, 10)
HALF_LIVES = (3, 6, 12)
"""Rows until a burst has halved: 15, 30, 60 minutes."""
LEAST_PEAK = 4.0
APART = 3 * DAY
"""One burst in every three days, at any time of the first two."""
AROUND = 2 * DAY
"""Rows before and after an onset whose mean is the local mean."""
SPENT = 6
"""Half-lives after which nothing of a burst is left."""
SHAPE = 4
"""Of the Gamma: a whole number."""
MEMORY, NOISE = 0.98, 0.07
"""Of the logarithm of the rate, from row to row."""
SWING = 0.7
"""Of the same, over the day."""
WEEKEND = 0.7
SERIES = 40
DAYS = 55


@dataclass(frozen=True, slots=True)
class Burst:
    """Mentions that were added: from row *onset*, spent by row *end*, *factor* times the usual."""

    onset: int
    end: int
    factor: int


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """A series with bursts put into it; its windows are those of the background."""

    series: Series
    bursts: tuple[Burst, ...]


def thinned(seed: int, real: Sequence[Series]) -> Iterator[Trial]:
    """Thin each of *real* to every mean that it has room for, and put bursts into it."""
    draw = Random(f"thinned {seed}")
    for series in real:
        for mean in MEANS:
            chance = mean / series.mean
            if chance * ROOM <= 1:
                counts = tuple(binomial(draw, count, chance) for count in series.counts)
                background = Series(f"{series.name} {mean}", series.slots, counts, series.windows)
                yield inject(draw, background)


def invented(seed: int, many: int = SERIES, days: int = DAYS) -> Iterator[Trial]:
    """Make *many* negative binomial backgrounds, and put bursts into them."""
    draw = Random(f"negative binomial {seed}")
    for number in range(many):
        yield inject(draw, background(draw, MEANS[number % len(MEANS)], days, f"nb {number}"))


def background(
    draw: Random, mean: float, days: int, name: str, surges: Container[int] = (), lift: float = 1.0
) -> Series:
    """Make a quiet series: Gamma-Poisson by the hour and the weekend, with log noise of AR(1).

    The rows in *surges* have *lift* times the rate.
    """
    rows = days * DAY
    late = draw.random() * math.tau
    noise = 0.0
    counts = []
    for row in range(rows):
        noise = MEMORY * noise + NOISE * gauss(draw)
        hour = math.exp(SWING * math.sin(math.tau * row / DAY + late))
        weekend = WEEKEND if row // DAY % 7 >= 5 else 1.0
        rate = mean * hour * weekend * math.exp(noise) * (lift if row in surges else 1.0)
        counts.append(negative_binomial(draw, rate, SHAPE))
    return Series(name, tuple(row // HOUR % 24 for row in range(rows)), tuple(counts))


def inject(draw: Random, quiet: Series) -> Trial:
    """Put one burst into every three days of *quiet*, except where a labelled window is near."""
    counts = list(quiet.counts)
    bursts = []
    for begin in range(APART, len(counts) - APART, APART):
        onset = begin + int(draw.random() * 2 * DAY)
        factor = FACTORS[int(draw.random() * len(FACTORS))]
        half_life = HALF_LIVES[int(draw.random() * len(HALF_LIVES))]
        burst = Burst(onset, onset + 2 + SPENT * half_life, factor)
        if any(first <= burst.end and onset <= last for first, last in quiet.windows):
            continue
        peak = max(factor * local(quiet, onset), LEAST_PEAK)
        for row, rate in enumerate(shape(peak, half_life), onset):
            counts[row] += poisson(draw, rate)
        bursts.append(burst)
    return Trial(Series(quiet.name, quiet.slots, tuple(counts), quiet.windows), tuple(bursts))


def local(quiet: Series, onset: int) -> float:
    """Return the mean of *quiet* in the days around *onset*."""
    near = quiet.counts[max(0, onset - AROUND) : onset + AROUND]
    return sum(near) / len(near)


def shape(peak: float, half_life: int) -> Iterator[float]:
    """Yield what a burst adds to each row: half the *peak*, the peak, then decay."""
    yield peak / 2
    for row in range(1 + SPENT * half_life):
        yield peak * 0.5 ** (row / half_life)
