"""Bursts with a known onset: what the alert lane, the rules and the shipped product catch."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from functools import partial

from monitor.domain.spike import ALERT
from tests.benchmarks.spikes.bursts import Trial, invented, thinned
from tests.benchmarks.spikes.lanes import alerts, run
from tests.benchmarks.spikes.rules import RULES
from tests.benchmarks.spikes.series import Series
from tests.benchmarks.spikes.size import Size
from tests.benchmarks.spikes.sweep import Ground, Scores

CALIBRATED = 3.0
"""A score that one quiet row in a thousand should reach."""


def measure(pool: Executor, series: Sequence[Series], size: Size) -> dict[str, float]:
    """Return the means over all seeds of both sets."""
    jobs = [
        pool.submit(_set, name, make)
        for seed in size.seeds
        for name, make in (
            ("thinned", partial(thinned, seed, series)),
            ("nb", partial(invented, seed, size.invented, size.days)),
        )
    ]
    runs = [job.result() for job in jobs]
    names = sorted({name for figures in runs for name in figures})
    return {
        name: statistics.fmean(figures[name] for figures in runs if name in figures)
        for name in names
    }


def _set(name: str, make: Callable[[], Iterable[Trial]]) -> dict[str, float]:
    trials = list(make())
    ground = Ground(trials)
    figures: dict[str, float] = {f"{name}.bursts": sum(len(trial.bursts) for trial in trials)}

    def swept(prefix: str, scores: Sequence[Scores]) -> None:
        limit = ground.limit(scores)
        caught = ground.judge(scores, limit)
        figures[f"{prefix}recall"] = caught.recall
        figures[f"{prefix}recall_tenfold"] = caught.tenfold
        figures[f"{prefix}delay_minutes"] = caught.delay
        figures[f"{prefix}threshold"] = limit

    scores = [run(ALERT, trial.series) for trial in trials]
    swept(f"{name}.", scores)
    if name == "thinned":
        figures["quiet.score3_ratio"] = ground.share(scores, CALIBRATED)
    for rule, score in RULES.items():
        swept(f"{rule}.{name}.", [score(trial.series.counts) for trial in trials])
    told = [alerts(trial.series) for trial in trials]
    shipped = ground.tell(told, told)
    figures[f"shipped.{name}.recall"] = shipped.recall
    figures[f"shipped.{name}.recall_tenfold"] = shipped.tenfold
    figures[f"shipped.{name}.delay_minutes"] = shipped.delay
    figures[f"shipped.{name}.false_alarms_per_week"] = shipped.false
    return figures
