"""Five simple rules that others use or would write first, and a timer that looks at nothing.

Each gives a score for every row, which is compared with a threshold; all look upwards only.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import accumulate

from tests.benchmarks.spikes.series import DAY, HOUR, WEEK

Rule = Callable[[Sequence[int]], list[float]]
HALF_HOUR = HOUR // 2


def huginn(counts: Sequence[int]) -> list[float]:
    """Standard deviations above the mean of 14 days before (Huginn's PeakDetectorAgent)."""
    return _deviations(counts, 14 * DAY)


def zscore24h(counts: Sequence[int]) -> list[float]:
    """Standard deviations above the mean of the 24 hours before."""
    return _deviations(counts, DAY)


def week_over_week(counts: Sequence[int]) -> list[float]:
    """Mentions of half an hour over those of a week before, one added to each."""
    recent = _sums(counts, HALF_HOUR)
    return [
        (now + 1) / (recent[row - WEEK] + 1) if row >= WEEK else 0.0
        for row, now in enumerate(recent)
    ]


def fixed(counts: Sequence[int]) -> list[float]:
    """Mentions of half an hour."""
    return [float(count) for count in _sums(counts, HALF_HOUR)]


def obsei(counts: Sequence[int]) -> list[float]:
    """Matches of an hourly poll, told when it ends.

    obsei has no detector: its users poll and pass on what matches. The least that makes an alert
    of it is to ask for a number of matches in a poll; one is its own behaviour.
    """
    polls = _sums(counts, HOUR)
    return [float(poll) if row % HOUR == HOUR - 1 else 0.0 for row, poll in enumerate(polls)]


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


def _sums(counts: Sequence[int], rows: int) -> list[int]:
    """Return the sum of the last *rows* counts at each row."""
    sums = list(accumulate(counts, initial=0))
    return [sums[row + 1] - sums[max(0, row + 1 - rows)] for row in range(len(counts))]


def _deviations(counts: Sequence[int], rows: int) -> list[float]:
    """Return (count - mean) / deviation over the *rows* before each; 0 in the first day."""
    sums = list(accumulate(counts, initial=0))
    squares = list(accumulate((count * count for count in counts), initial=0))
    scores = [0.0] * len(counts)
    for row in range(DAY, len(counts)):
        first = max(0, row - rows)
        many = row - first
        mean = (sums[row] - sums[first]) / many
        variance = (squares[row] - squares[first]) / many - mean * mean
        if variance > 0:
            scores[row] = (counts[row] - mean) / math.sqrt(variance)
    return scores
