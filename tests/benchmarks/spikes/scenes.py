"""Made-up scenes that a detector must come through, and what an update costs."""

from __future__ import annotations

import math
import time
from random import Random

from monitor.domain.spike import Detector
from tests.benchmarks.spikes.bursts import MEANS, background, local, shape
from tests.benchmarks.spikes.draw import poisson
from tests.benchmarks.spikes.lanes import Played, play
from tests.benchmarks.spikes.series import DAY, HOUR, Series
from tests.benchmarks.spikes.size import Size
from tests.benchmarks.spikes.sweep import IN_TIME

SEED = 7
EVENTS, EVENT_SERIES, LIFT, LASTS = 15, 40, 4.0, 2 * HOUR
SECOND_SERIES = 50
SECOND_MEANS = (0.05, *MEANS)
SINGLE_SERIES = 205
LONERS = 20
HALF_LIFE = 6
LEAST_PEAK = 8.0
REPEATS = 60


def measure(size: Size) -> dict[str, float]:
    """Return the figures of every scene."""
    return {
        **surge(min(EVENTS, size.scenes), min(EVENT_SERIES, 10 * size.scenes)),
        "second_burst.caught": second(min(SECOND_SERIES, size.scenes)),
        "single.alerts": single(min(SINGLE_SERIES, size.scenes)),
        "loner.alerts": loner(min(LONERS, size.scenes)),
        "update.microseconds": cost(min(REPEATS, size.scenes)),
    }


def surge(events: int, many: int) -> dict[str, float]:
    """Return what is told of an event: everybody is talked of 4 times as much for two hours.

    `global.alerts` counts alerts of pairings and grouped notices from its begin to half an
    hour after its end; `global.notices` the latter alone; `state.bytes` is of the largest snapshot.
    """
    draw = Random(f"surge {SEED}")
    begins = [(5 + 2 * event) * DAY + int(draw.random() * DAY) for event in range(events)]
    during = {row for begin in begins for row in range(begin, begin + LASTS)}
    days = 5 + 2 * events
    series = [
        background(draw, MEANS[n % len(MEANS)], days, f"surge {n}", during, LIFT)
        for n in range(many)
    ]
    played = play(series)
    near = {row for begin in begins for row in range(begin, begin + LASTS + HOUR // 2)}
    alerts = sum(row in near for rows in played.alerts for row in rows)
    notices = sum(row in near for row in played.notices)
    return {
        "global.alerts": (alerts + notices) / events,
        "global.notices": notices / events,
        "state.bytes": played.state,
    }


def second(many: int) -> float:
    """Return in how many of *many* series a second and a third burst are both told in time.

    Each series has three tenfold bursts of one shape, a day apart, the first on its eighth day.
    """
    draw = Random(f"second {SEED}")
    caught = 0
    for number in range(many):
        mean = SECOND_MEANS[number % len(SECOND_MEANS)]
        quiet = background(draw, mean, 12, f"second {number}")
        counts = list(quiet.counts)
        onset = 7 * DAY + int(draw.random() * 5 * HOUR)
        for begin in (onset, onset + DAY, onset + 2 * DAY):
            peak = max(10 * local(quiet, begin), LEAST_PEAK)
            for row, rate in enumerate(shape(peak, HALF_LIFE), begin):
                counts[row] += poisson(draw, rate)
        told = set(_alone(Series(quiet.name, quiet.slots, tuple(counts))).alerts[0])
        later = (onset + DAY, onset + 2 * DAY)
        caught += all(any(begin + n in told for n in range(IN_TIME)) for begin in later)
    return caught


def single(many: int) -> float:
    """Return how many alerts one mention raises, in each of *many* series without any other."""
    draw = Random(f"single {SEED}")
    alerts = 0
    for number in range(many):
        days = 3 + number % 14
        counts = [0] * (days * DAY)
        counts[-1 - int(draw.random() * DAY)] = 1
        alerts += len(_alone(_series(f"single {number}", counts)).alerts[0])
    return alerts


def loner(many: int) -> float:
    """Return how many alerts *many* authors raise, each alone, with a post every five minutes.

    They begin after days without anybody, and go on for a day; each window has one author.
    """
    alerts = 0
    for number in range(many):
        counts = [0] * ((2 + number) * DAY + number * HOUR) + [1] * DAY + [0] * DAY
        alerts += len(_alone(_series(f"loner {number}", counts), authors=1).alerts[0])
    return alerts


def cost(repeats: int) -> float:
    """Return the CPU microseconds of one update of both lanes, the best of *repeats* of a day."""
    series = background(Random(f"cost {SEED}"), 3.0, 2 + repeats, "cost")
    update = Detector().update
    best = math.inf
    for day in range(2 + repeats):
        rows = range(day * DAY, (day + 1) * DAY)
        begin = time.process_time()
        for row in rows:
            update(series.counts[row], series.slots[row], day)
        if day > 1:
            best = min(best, time.process_time() - begin)
    return best / DAY * 1e6


def _series(name: str, counts: list[int]) -> Series:
    return Series(name, tuple(row // HOUR % 24 for row in range(len(counts))), tuple(counts))


def _alone(series: Series, authors: int | None = None) -> Played:
    return play([series], authors)
