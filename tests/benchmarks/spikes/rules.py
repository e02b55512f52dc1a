"""Five simple rules that others use or would write first, and a timer that looks at nothing.

Each gives a score for every row, which is compared with a threshold; all look upwards only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from monitor.domain.spike.rules import deviations, huginn, obsei, sums
from tests.benchmarks.spikes.series import DAY, HOUR, WEEK

Rule = Callable[[Sequence[int]], list[float]]
HALF_HOUR = HOUR // 2


def zscore24h(counts: Sequence[int]) -> list[float]:
    """Standard deviations above the mean of the 24 hours before."""
    return deviations(counts, DAY)


def week_over_week(counts: Sequence[int]) -> list[float]:
    """Mentions of half an hour over those of a week before, one added to each."""
    recent = sums(counts, HALF_HOUR)
    return [
        (now + 1) / (recent[row - WEEK] + 1) if row >= WEEK else 0.0
        for row, now in enumerate(recent)
    ]


def fixed(counts: Sequence[int]) -> list[float]:
    """Mentions of half an hour."""
    return [float(count) for count in sums(counts, HALF_HOUR)]


RULES: dict[str, Rule] = {
    "huginn": huginn,
    "obsei": obsei,
    "zscore24h": zscore24h,
    "week_over_week": week_over_week,
    "fixed": fixed,
}


def timer(length: int, start: int, period: int) -> range:
    """Return every *period*-th row from *start* on."""
    return range(start, length, period)
