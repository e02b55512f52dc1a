"""How often a source is right, as far as its record can tell: Beta-Binomial, with an interval."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from monitor.domain.catalogue import Role
from monitor.domain.rumour.model import Model
from monitor.domain.rumour.record import Record

SURE: Final = 0.9
"""How surely the share lies in its interval."""

_STEPS: Final = 60
_FINE: Final = 1e-12
_TINY: Final = 1e-300


@dataclass(frozen=True, slots=True)
class Share:
    """How much of what a source claims comes true, 0 to 1.

    Attributes:
        start: What is assumed of a source of this role without any record.
        mean: Of the record and what was assumed together.
        low, high: It lies between with a probability of `SURE`.
    """

    start: float
    mean: float
    low: float
    high: float


def credibility(record: Record | None, role: Role, model: Model) -> Share:
    """Return the share of a source with *record* that speaks as *role*."""
    a, b = _beta(record, role, model)
    tail = (1 - SURE) / 2
    low, high = quantile(tail, a, b), quantile(1 - tail, a, b)
    return Share(start=_start(role, model), mean=a / (a + b), low=low, high=high)


def mean(record: Record | None, role: Role, model: Model) -> float:
    """Return the share that is expected of a source with *record* that speaks as *role*."""
    a, b = _beta(record, role, model)
    return a / (a + b)


def _beta(record: Record | None, role: Role, model: Model) -> tuple[float, float]:
    """Return what came true and what failed, with `model.kappa` pairings as is usual of a role."""
    true, failed = (max(0, record.came_true), max(0, record.failed)) if record else (0, 0)
    start = _start(role, model)
    return true + model.kappa * start, failed + model.kappa * (1 - start)


def _start(role: Role, model: Model) -> float:
    return model.rate * model.standing.get(role, 1.0)


@lru_cache(maxsize=4096)
def quantile(p: float, a: float, b: float) -> float:
    """Return below what a share of the distribution Beta(a, b) lies with probability *p*.

    Newton's method, held within the bracket that is known; where it would leave, that is halved.
    """
    low, high = 0.0, 1.0
    at = a / (a + b)
    size = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    for _ in range(_STEPS):
        over = below(at, a, b) - p
        low, high = (low, at) if over > 0 else (at, high)
        if abs(over) < _FINE or high - low < _FINE:
            break
        density = math.exp(size + (a - 1) * math.log(at) + (b - 1) * math.log1p(-at))
        at -= over / _away(density)
        if not low < at < high:
            at = (low + high) / 2
    return at


def below(x: float, a: float, b: float) -> float:
    """Return how likely a share of the distribution Beta(a, b), with a, b > 0, is below *x*.

    The regularised incomplete beta function, by its continued fraction (DLMF 8.17.22).
    """
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - below(1 - x, b, a)
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
        + a * math.log(x) + b * math.log1p(-x)
    )  # fmt: skip
    return front / a * _fraction(x, a, b)


def _fraction(x: float, a: float, b: float) -> float:
    """Return the continued fraction, after Lentz."""
    c, d = 1.0, 1 / _away(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, 10_000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for part in (even, odd):
            d = 1 / _away(1 + part * d)
            c = _away(1 + part / c)
            value *= c * d
        if abs(c * d - 1) < _FINE:
            break
    return value


def _away(value: float) -> float:
    """Return *value*, away from 0."""
    return value if abs(value) > _TINY else _TINY
