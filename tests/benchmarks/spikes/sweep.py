"""One threshold for all series: every system's is swept over the same kind of ladder."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from tests.benchmarks.spikes.bursts import Trial
from tests.benchmarks.spikes.nab import STANDARD, Sheet, total
from tests.benchmarks.spikes.series import HOUR, WEEK

RUNGS = 240
SHARE = 0.03
"""The lowest threshold is passed by this share of all rows."""
COOL = 12 * HOUR
"""Rows after an alert in which a labelled series raises no other."""
PATIENCE = 6 * HOUR
"""The same, where onsets outside bursts are counted."""
WARM = 750
"""Rows at the start of a trial that are not judged."""
ALLOWED = 0.5
"""False onsets in a series-week."""
IN_TIME = 6
"""Rows, from the one in which a burst begins, that end within 30 minutes."""
MINUTES = 5

Scores = Sequence[float]
High = Sequence[tuple[int, float]]
"""The rows of a series whose score is worth a look, in order, with their scores."""


def ladder(scores: Iterable[Scores], rungs: int = RUNGS, share: float = SHARE) -> list[float]:
    """Return thresholds from high to low, at geometric steps of how many rows reach them."""
    everything = list(chain.from_iterable(scores))
    top = heapq.nlargest(max(1, int(share * len(everything))), everything)
    ranks = {int(len(top) ** (rung / rungs)) - 1 for rung in range(rungs + 1)}
    return sorted({top[rank] for rank in ranks if top[rank] > 0}, reverse=True)


def high(scores: Scores, least: float, start: int = 0) -> list[tuple[int, float]]:
    """Return the rows from *start* on that reach *least*, with their scores."""
    return [(row, score) for row, score in enumerate(scores) if score >= least and row >= start]


def onsets(rows: High, threshold: float, cool: int) -> list[int]:
    """Return where *rows* reach *threshold*, but not in the *cool* rows after such a place."""
    told: list[int] = []
    quiet = -1
    for row, score in rows:
        if score >= threshold and row > quiet:
            told.append(row)
            quiet = row + cool
    return told


@dataclass(frozen=True, slots=True)
class Swept:
    """The best of a sweep: a threshold, its cool-down in rows, and its standard score."""

    threshold: float
    cool: int
    score: float


def best(sheets: Sequence[Sheet], scores: Sequence[Scores], cools: Sequence[int]) -> Swept:
    """Return the threshold and cool-down with the best standard NAB score over all series."""
    steps = ladder(series[one.start :] for one, series in zip(sheets, scores, strict=True))
    if not steps:
        return Swept(float("inf"), cools[0], 0.0)
    rows = [high(series, steps[-1], one.start) for one, series in zip(sheets, scores, strict=True)]
    return max(
        (
            Swept(step, cool, total(sheets, [onsets(r, step, cool) for r in rows], STANDARD))
            for cool in cools
            for step in steps
        ),
        key=lambda swept: swept.score,
    )


@dataclass(frozen=True, slots=True)
class Caught:
    """How a system did on trials.

    Attributes:
        recall: Bursts crossed in time, 0 to 1.
        tenfold: The same of the tenfold bursts.
        delay: Median minutes from onset to the end of the crossing row; 30 where none was caught.
        false: Onsets in a series-week outside bursts and labelled windows.
    """

    recall: float
    tenfold: float
    delay: float
    false: float


def quiet_rows(trial: Trial) -> bytearray:
    """Return 1 for every row that is judged and lies outside bursts and labelled windows."""
    quiet = bytearray(b"\x01") * len(trial.series.counts)
    spans = [(0, WARM - 1), *trial.series.windows]
    spans += [(burst.onset, burst.end) for burst in trial.bursts]
    for first, last in spans:
        quiet[first : last + 1] = bytes(min(last + 1, len(quiet)) - first)
    return quiet


class Ground:
    """Trials laid out for judging: which rows are quiet, and how many weeks they make."""

    def __init__(self, trials: Sequence[Trial]) -> None:
        self._trials = trials
        self._quiet = [quiet_rows(trial) for trial in trials]
        self._weeks = sum(map(sum, self._quiet)) / WEEK

    def limit(self, scores: Sequence[Scores]) -> float:
        """Return the lowest threshold above which false onsets are always few enough."""
        steps = ladder(scores)
        if not steps:
            return float("inf")
        rows = [high(series, steps[-1], WARM) for series in scores]
        chosen = float("inf")
        for step in steps:
            if self._false([onsets(r, step, PATIENCE) for r in rows]) > ALLOWED:
                break
            chosen = step
        return chosen

    def judge(self, scores: Sequence[Scores], threshold: float) -> Caught:
        """Return how *scores*, one for each row of each trial, do at *threshold*."""
        crossed = [_crossings(series, threshold) for series in scores]
        told = [onsets(high(series, threshold, WARM), threshold, PATIENCE) for series in scores]
        return self.tell(crossed, told)

    def tell(self, crossed: Sequence[Sequence[int]], told: Sequence[Sequence[int]]) -> Caught:
        """Judge rows at which something was *crossed*, and onsets that were *told*."""
        delays: list[int] = []
        bursts: list[tuple[int, bool]] = []
        for trial, rows in zip(self._trials, crossed, strict=True):
            at = set(rows)
            for burst in trial.bursts:
                late = next((n for n in range(IN_TIME) if burst.onset + n in at), None)
                bursts.append((burst.factor, late is not None))
                if late is not None:
                    delays.append((late + 1) * MINUTES)
        tenfold = [hit for factor, hit in bursts if factor == 10]
        delays.sort()
        return Caught(
            recall=sum(hit for _, hit in bursts) / max(1, len(bursts)),
            tenfold=sum(tenfold) / max(1, len(tenfold)),
            delay=delays[len(delays) // 2] if delays else float(IN_TIME * MINUTES),
            false=self._false(told),
        )

    def share(self, scores: Sequence[Scores], score: float) -> float:
        """Return which share of the quiet rows reaches *score*."""
        pairs = zip(scores, self._quiet, strict=True)
        reached = sum(
            calm and one >= score
            for series, quiet in pairs
            for one, calm in zip(series, quiet, strict=True)
        )
        return reached / (self._weeks * WEEK)

    def _false(self, told: Sequence[Sequence[int]]) -> float:
        pairs = zip(told, self._quiet, strict=True)
        return sum(quiet[row] for rows, quiet in pairs for row in rows) / self._weeks


def _crossings(scores: Scores, threshold: float) -> list[int]:
    """Return the rows at which *scores* come to reach *threshold*."""
    above = False
    rows = []
    for row, score in enumerate(scores):
        if score >= threshold and not above:
            rows.append(row)
        above = score >= threshold
    return rows
