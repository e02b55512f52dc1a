"""NAB's scores of the sustained lane, of the rules, and of a timer that looks at nothing."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.domain.spike import SUSTAINED
from tests.benchmarks.spikes.lanes import run
from tests.benchmarks.spikes.nab import PROFILES, STANDARD, Sheet, sheet, total
from tests.benchmarks.spikes.rules import RULES, timer
from tests.benchmarks.spikes.series import DAY, HOUR, Series
from tests.benchmarks.spikes.sweep import COOL, Scores, best, high, onsets

COOLS = (12 * HOUR, DAY, 2 * DAY)
"""A rule takes the best of these with its threshold; two days are Huginn's own."""
PERIODS = range(12 * HOUR, 3 * DAY, HOUR // 2)


def product(series: Sequence[Series]) -> dict[str, float]:
    """Score the shipped sustained lane: one threshold for all of *series*, swept here."""
    return _swept("nab", series, [run(SUSTAINED, one) for one in series], (COOL,))


def rules(series: Sequence[Series]) -> dict[str, float]:
    """Score every rule likewise, and the best blind timer."""
    figures: dict[str, float] = {}
    for name, rule in RULES.items():
        scores = [rule(one.counts) for one in series]
        figures |= _swept(f"{name}.nab", series, scores, COOLS)
    sheets = [sheet(one) for one in series]

    def blind(period: int) -> list[range]:
        return [timer(len(one.window), one.start, period) for one in sheets]

    period = max(PERIODS, key=lambda period: total(sheets, blind(period), STANDARD))
    figures |= _profiles("blind.nab", sheets, blind(period))
    return figures | {"blind.period_hours": period / HOUR}


def _swept(
    name: str, series: Sequence[Series], scores: Sequence[Scores], cools: Sequence[int]
) -> dict[str, float]:
    """Sweep for the standard profile; the others are scored at the same threshold."""
    sheets = [sheet(one) for one in series]
    swept = best(sheets, scores, cools)
    pairs = list(zip(sheets, scores, strict=True))
    alerts = [
        onsets(high(rows, swept.threshold, one.start), swept.threshold, swept.cool)
        for one, rows in pairs
    ]
    false = sum(one.false(rows) for one, rows in zip(sheets, alerts, strict=True))
    figures = _profiles(name, sheets, alerts)
    return figures | {f"{name}.threshold": swept.threshold, f"{name}.false": false}


def _profiles(
    name: str, sheets: Sequence[Sheet], alerts: Sequence[Sequence[int]]
) -> dict[str, float]:
    return {
        f"{name}.{profile}": total(sheets, alerts, weights) for profile, weights in PROFILES.items()
    }
