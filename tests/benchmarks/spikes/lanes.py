"""The product's lanes and its detector, run over whole series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.domain.spike import (
    LIMITS,
    Detector,
    Lane,
    Parameters,
    Signal,
    Turn,
    common,
    surge,
)
from tests.benchmarks.spikes.series import DAY, Series

TOLD = frozenset({Turn.STARTED, Turn.FLARED})
"""An alert that flares up again is told again: it counts for and against us."""


@dataclass(frozen=True, slots=True)
class Played:
    """What the product made of some series that were played to it side by side.

    Attributes:
        alerts: Rows at which each series was told of.
        notices: Rows at which it was told that all are loud; once in a cooling.
        state: Bytes of the largest snapshot.
    """

    alerts: list[list[int]]
    notices: list[int]
    state: int


def run(parameters: Parameters, series: Series) -> list[float]:
    """Return the score of every row of *series*, by one lane with no other pairing beside it."""
    update = Lane(parameters).update
    pairs = zip(series.counts, series.slots, strict=True)
    return [update(count, slot).score for count, slot in pairs]


def play(series: Sequence[Series], authors: int | None = None) -> Played:
    """Play *series* of one length side by side, with shipped parameters and limits.

    Counts stand for distinct authors, of the window as well unless *authors* says otherwise.
    """
    detectors = [Detector() for _ in series]
    alerts: list[list[int]] = [[] for _ in series]
    notices: list[int] = []
    for row, counts in enumerate(zip(*(one.counts for one in series), strict=True)):
        slot = series[0].slots[row]
        factors, general = _shared(detectors, counts, slot)
        if general and (not notices or row - notices[-1] > LIMITS.cooling):
            notices.append(row)
        for told, detector, count, factor in zip(alerts, detectors, counts, factors, strict=True):
            warm = detector.warm
            reading = detector.update(count, slot, row // DAY, factor).alert
            said = reading.observed if authors is None else authors
            score = reading.score if warm else None
            if detector.judge(Signal(score, said, reading.expected)) in TOLD:
                told.append(row)
    return Played(alerts, notices, max(len(one.snapshot()) for one in detectors))


def alerts(series: Series) -> list[int]:
    """Return the rows at which the product tells of *series*, with no other beside it."""
    return play([series]).alerts[0]


def _shared(
    detectors: Sequence[Detector], counts: Sequence[int], slot: int
) -> tuple[Sequence[float], bool]:
    """Return by how much the others are above their usual, and whether all of them are."""
    if len(detectors) == 1:
        return (1.0,), False
    pairs = zip(detectors, counts, strict=True)
    outlooks = [detector.outlook(count, slot) for detector, count in pairs]
    return common(outlooks), surge(outlooks) is not None
