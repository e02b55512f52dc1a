"""Simpler recipes: the base rate, how often it is said, and volume with authority and recency."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from monitor.domain.rumour.evidence import DAY, faded
from monitor.judges.hindsight.measures import Numbers
from monitor.judges.hindsight.panel import Day

RIDGE: Final = 1.0
"""How much the weights of a recipe are held down."""

HALF_LIFE: Final = 5.0
"""Of a mention, in days."""

_RATE: Final = 0.165
_KAPPA: Final = 10.0
_ROUNDS: Final = 30


def base(days: Sequence[Day]) -> Callable[[Sequence[Day]], Numbers]:
    """Tell the share that came true, of everything."""
    came = _came(days).mean(axis=0)
    return lambda others: np.tile(came, (len(others), 1))


def count(days: Sequence[Day]) -> Callable[[Sequence[Day]], Numbers]:
    """Tell by how often the move was spoken of."""
    return _learned(days, lambda day: [math.log1p(len(day.case.testimonies))])


def recipe(days: Sequence[Day]) -> Callable[[Sequence[Day]], Numbers]:
    """Tell by volume, authority and recency: the best-known public index, as far as it is told."""
    return _learned(days, _recipe)


def _recipe(day: Day) -> list[float]:
    said = day.case.testimonies
    if not said:
        return [0.0, 0.0, 0.0]
    weights = [faded(one.at, day.at, HALF_LIFE) for one in said]
    authority = sum(w * _rate(day, one.source) for w, one in zip(weights, said, strict=True))
    silent = (day.at - max(one.at for one in said)) / DAY
    return [math.log1p(sum(weights)), authority / sum(weights), silent / 10]


def _rate(day: Day, source: str | None) -> float:
    record = day.case.records.get(source or "")
    true, failed = (record.came_true, record.failed) if record else (0, 0)
    rate = (true + _KAPPA * _RATE) / (true + failed + _KAPPA)
    return math.log(rate / (1 - rate)) - math.log(_RATE / (1 - _RATE))


def _came(days: Sequence[Day]) -> Numbers:
    return np.array([[float(day.window), float(day.week)] for day in days])


def _learned(
    days: Sequence[Day], look: Callable[[Day], list[float]]
) -> Callable[[Sequence[Day]], Numbers]:
    """Return what ridge logistic regression makes of what *look* sees."""
    seen = np.array([look(day) for day in days])
    middle, width = seen.mean(axis=0), np.maximum(seen.std(axis=0), 1e-9)

    def plain(several: Sequence[Day]) -> Numbers:
        held = (np.array([look(day) for day in several]) - middle) / width
        return np.column_stack([np.ones(len(several)), held])

    weights = [_logistic(plain(days), came) for came in _came(days).T]
    return lambda others: np.column_stack(
        [1 / (1 + np.exp(-np.clip(plain(others) @ each, -30, 30))) for each in weights]
    )


def _logistic(seen: Numbers, came: Numbers) -> Numbers:
    held = RIDGE * np.eye(seen.shape[1])
    held[0, 0] = 1e-6
    at = np.zeros(seen.shape[1])
    for _ in range(_ROUNDS):
        said = 1 / (1 + np.exp(-np.clip(seen @ at, -30, 30)))
        bend = (seen * (said * (1 - said))[:, None]).T @ seen + held
        at = at - np.linalg.solve(bend, seen.T @ (said - came) + held @ at)
    return at
