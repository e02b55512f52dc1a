"""The figures of rumours, what they are held against, and how sure they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np

from monitor.judges.hindsight.measures import Numbers, auc, brier_skill, calibration_error
from monitor.judges.hindsight.panel import Day
from tests.benchmarks.report import Bar

BARS: Final[Mapping[str, Bar]] = {
    "window.auc": Bar(must=0.80, goal=0.85, other="0.77"),
    "window.brier_skill": Bar(must=0.13, goal=0.22, other="0.05"),
    "window.ece": Bar(must=0.03, goal=0.02, least=True),
    "week.auc": Bar(must=0.87, goal=0.92, other="0.81"),
    "week.brier_skill": Bar(must=0.10, goal=0.20, other="0.00"),
    "week.ece": Bar(least=True),
    "stage.macro_f1": Bar(must=0.70, goal=0.85, other="0.57"),
    "stage.agreement_precision": Bar(must=0.88, goal=0.95),
    "stage.done_precision": Bar(must=0.88, goal=0.95),
    "reporter_stage.accuracy": Bar(must=0.70, goal=0.87, other="0.43"),
    "stance.macro_f1": Bar(must=0.56, goal=0.65, other="0.56"),
    "reported.precision": Bar(must=0.92, goal=0.97),
    "reported.recall": Bar(must=0.75, goal=0.88),
}

MEASURES: Final[Mapping[str, Callable[[Numbers, Numbers], float]]] = {
    "auc": auc,
    "brier_skill": brier_skill,
    "ece": calibration_error,
}

DRAWS: Final = 1_000
"""Samples of players that an interval rests on."""

SURE: Final = (5, 95)
"""Percentiles of an interval: nine of ten samples lie inside."""


def came(days: Sequence[Day]) -> Mapping[str, Numbers]:
    """Return what came of *days*, by horizon."""
    return {
        "window": np.array([float(day.window) for day in days]),
        "week": np.array([float(day.week) for day in days]),
    }


def measure(days: Sequence[Day], told: Numbers, prefix: str = "") -> dict[str, float]:
    """Return the figures of what was *told* of *days*."""
    return {
        f"{prefix}{horizon}.{name}": by(true, told[:, column])
        for column, (horizon, true) in enumerate(came(days).items())
        for name, by in MEASURES.items()
    }


def intervals(days: Sequence[Day], told: Numbers) -> dict[str, tuple[float, float]]:
    """Return how far each figure goes if other players had been looked at (bootstrap by player)."""
    players = sorted({day.player for day in days})
    rows = {player: np.flatnonzero([day.player == player for day in days]) for player in players}
    true = came(days)
    draw = np.random.default_rng(18)
    found: dict[str, list[float]] = {}
    for _ in range(DRAWS):
        chosen = np.concatenate(
            [rows[players[at]] for at in draw.integers(0, len(players), len(players))]
        )
        for column, horizon in enumerate(true):
            for name, by in MEASURES.items():
                value = by(true[horizon][chosen], told[chosen, column])
                found.setdefault(f"{horizon}.{name}", []).append(value)
    return {
        name: (float(np.nanpercentile(values, SURE[0])), float(np.nanpercentile(values, SURE[1])))
        for name, values in found.items()
    }
