"""Five rules that others alert by, as they are documented, to be held beside our own.

Each gives a score for every row of five minutes and fires from its threshold on; what rises within
its spacing of the last time it fired is the same alert. None of them knows a budget.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from monitor.domain.spike.parameters import DAY, HOUR

WEEK: Final = 7 * DAY

Scoring = Callable[[Sequence[int]], list[float]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of somebody else.

    Attributes:
        says: What it does, in a sentence.
        threshold: Score from which it fires: its own default, where it has one.
        spacing: Rows within which it doesn't fire again.
    """

    name: str
    says: str
    score: Scoring
    threshold: float
    spacing: int = 12 * HOUR

    def fires(self, counts: Sequence[int]) -> list[int]:
        """Return the rows of *counts* at which it would have told somebody."""
        fired: list[int] = []
        for row, score in enumerate(self.score(counts)):
            if score >= self.threshold and (not fired or row - fired[-1] >= self.spacing):
                fired.append(row)
        return fired


def socialmetrix(counts: Sequence[int]) -> list[float]:
    """Deviations of the mean of 24 hours above the hourly mean of the 7 days before, hourly."""
    hours = sums(counts, HOUR)
    scores = [0.0] * len(counts)
    for row in range(WEEK + DAY - 1, len(counts), HOUR):
        week = hours[row - DAY - WEEK + HOUR : row - DAY + 1 : HOUR]
        mean = sum(week) / len(week)
        spread = math.sqrt(sum((each - mean) ** 2 for each in week) / len(week))
        today = sum(counts[row - DAY + 1 : row + 1]) / 24
        if spread > 0:
            scores[row] = (today - mean) / spread
    return scores


def agility(counts: Sequence[int]) -> list[float]:
    """The last hour over the mean hour of the 7 days before."""
    return _over(sums(counts, HOUR), sums(counts, WEEK), HOUR)


def salesforce(counts: Sequence[int]) -> list[float]:
    """The last hour over the same hour in the 4 weeks before, as many as there are."""
    hours = sums(counts, HOUR)
    scores = [0.0] * len(counts)
    for row in range(WEEK + HOUR - 1, len(counts)):
        before = hours[row - WEEK : max(HOUR - 2, row - 4 * WEEK - 1) : -WEEK]
        scores[row] = hours[row] / max(sum(before) / len(before), 1.0)
    return scores


def huginn(counts: Sequence[int]) -> list[float]:
    """Deviations above the mean of 14 days before (Huginn's PeakDetectorAgent)."""
    return deviations(counts, 14 * DAY)


def obsei(counts: Sequence[int]) -> list[float]:
    """Matches of an hourly poll, told when it ends.

    obsei has no detector: its users poll and pass on what matches. The least that makes an alert
    of it is to ask for a number of matches in a poll; one is its own behaviour.
    """
    polls = sums(counts, HOUR)
    return [float(poll) if row % HOUR == HOUR - 1 else 0.0 for row, poll in enumerate(polls)]


RULES: Final = (
    Rule("Socialmetrix", "mean of 24 h, 2 deviations above 7 days", socialmetrix, 2.0, DAY),
    Rule("Agility", "an hour at 300 % of the mean hour of 7 days", agility, 3.0),
    Rule("Salesforce", "an hour at twice the same hour of 4 weeks", salesforce, 2.0),
    Rule("Huginn", "3 deviations above 14 days, once in 2 days", huginn, 3.0, 2 * DAY),
    Rule("obsei", "whatever matches, once an hour", obsei, 1.0, HOUR),
)


def sums(counts: Sequence[int], rows: int) -> list[int]:
    """Return the sum of the last *rows* counts at each row."""
    running = list(accumulate(counts, initial=0))
    return [running[row + 1] - running[max(0, row + 1 - rows)] for row in range(len(counts))]


def deviations(counts: Sequence[int], rows: int) -> list[float]:
    """Return (count - mean) / deviation over the *rows* before each; 0 in the first day."""
    running = list(accumulate(counts, initial=0))
    squares = list(accumulate((count * count for count in counts), initial=0))
    scores = [0.0] * len(counts)
    for row in range(DAY, len(counts)):
        first = max(0, row - rows)
        many = row - first
        mean = (running[row] - running[first]) / many
        variance = (squares[row] - squares[first]) / many - mean * mean
        if variance > 0:
            scores[row] = (counts[row] - mean) / math.sqrt(variance)
    return scores


def _over(recent: Sequence[int], week: Sequence[int], rows: int) -> list[float]:
    """Return *recent*, of *rows*, over the mean of the week before it; at least one author."""
    return [
        now / max(week[row - rows] * rows / WEEK, 1.0) if row >= WEEK + rows else 0.0
        for row, now in enumerate(recent)
    ]
