"""NAB's scoring, written anew from its paper and its documentation.

Lavin and Ahmad, "Evaluating Real-time Anomaly Detection Algorithms", ICMLA 2015: the first
alert inside a window earns the more the earlier it is, a window without one costs, and every
alert outside costs, less just behind a window. Scores are normalised so that silence is 0 and
an alert at the first row of every window is 100.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.benchmarks.spikes.series import Series

PROBATION = 0.15
PROBATION_ROWS = 5000


@dataclass(frozen=True, slots=True)
class Profile:
    """What one window found, one missed and one false alert weigh."""

    hit: float
    miss: float
    false: float


STANDARD = Profile(hit=1.0, miss=1.0, false=0.11)
LOW_FP = Profile(hit=1.0, miss=1.0, false=0.22)
LOW_FN = Profile(hit=1.0, miss=2.0, false=0.11)
PROFILES = {"standard": STANDARD, "low_fp": LOW_FP, "low_fn": LOW_FN}


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """What an alert at each row of one series would earn, before weights.

    Attributes:
        start: First row that is scored.
        window: Number of the window that each row is in, -1 outside.
        worth: 0 to 1 inside a window, -1 to 0 outside.
        windows: How many windows reach past *start*.
    """

    start: int
    window: tuple[int, ...]
    worth: tuple[float, ...]
    windows: int

    def score(self, alerts: Iterable[int], profile: Profile) -> float:
        """Return the raw score of *alerts* (rows, in order), -misses to +windows at best."""
        found: dict[int, float] = {}
        spent = 0.0
        for row in alerts:
            if row < self.start:
                continue
            window = self.window[row]
            if window < 0:
                spent += self.worth[row] * profile.false
            else:
                found[window] = max(found.get(window, -profile.miss), self.worth[row])
        earned = sum(found.values()) * profile.hit
        return earned + spent - profile.miss * (self.windows - len(found))

    def false(self, alerts: Iterable[int]) -> int:
        """Return how many of *alerts* stand outside every window."""
        return sum(row >= self.start and self.window[row] < 0 for row in alerts)


def sheet(series: Series) -> Sheet:
    """Lay out what an alert at each row of *series* earns."""
    length = len(series.counts)
    start = int(min(PROBATION * length, PROBATION * PROBATION_ROWS))
    window = [-1] * length
    worth = [-1.0] * length
    begins = [*(first for first, _ in series.windows), length][1:]
    for number, ((first, last), ahead) in enumerate(zip(series.windows, begins, strict=True)):
        width = last - first + 1
        for row in range(first, last + 1):
            window[row] = number
            worth[row] = _sigmoid(-(last - row + 1) / width) / _sigmoid(-1.0)
        for row in range(last + 1, ahead):
            worth[row] = _sigmoid((row - last) / (width - 1))
    scored = sum(last >= start for _, last in series.windows)
    return Sheet(start, tuple(window), tuple(worth), scored)


def normalise(raw: float, windows: int, profile: Profile) -> float:
    """Put the *raw* score over *windows* between silence, 0, and perfection, 100."""
    silence = -profile.miss * windows
    return 100 * (raw - silence) / (profile.hit * windows - silence)


def total(sheets: Sequence[Sheet], alerts: Sequence[Iterable[int]], profile: Profile) -> float:
    """Return the normalised score of *alerts*, one run of rows for each sheet."""
    pairs = zip(sheets, alerts, strict=True)
    raw = sum(one.score(rows, profile) for one, rows in pairs)
    return normalise(raw, sum(one.windows for one in sheets), profile)


def _sigmoid(position: float) -> float:
    """NAB's curve: 0.987 at -1 (a window's first row), 0 at its end, -1 from 3 widths behind."""
    return -1.0 if position >= 3 else 2 / (1 + math.exp(5 * position)) - 1
