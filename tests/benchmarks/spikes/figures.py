"""What the figures are held against, and the order in which they are told."""

from __future__ import annotations

from collections.abc import Mapping

from tests.benchmarks.report import Bar

BARS: Mapping[str, Bar] = {
    "nab.nested_standard": Bar(must=70, goal=78, other="78 to 79 (threshold only)"),
    "nab.split5_mean": Bar(other="76 to 77 (threshold only)"),
    "nab.split5_sd": Bar(other="8.7"),
    "nab.standard": Bar(must=79, goal=83, other="81.84"),
    "nab.low_fp": Bar(other="73.13"),
    "nab.low_fn": Bar(other="87.89"),
    "thinned.recall": Bar(must=0.36, goal=0.50, other="0.15"),
    "thinned.recall_tenfold": Bar(must=0.60, goal=0.75, other="0.21"),
    "nb.recall": Bar(must=0.76, goal=0.88, other="0.45"),
    "nb.delay_minutes": Bar(must=20, goal=15, least=True, other="10"),
    "quiet.score3_ratio": Bar(must=0.003, goal=0.0012, least=True, other="0.029 (Poisson)"),
    "shipped.thinned.recall": Bar(),
    "shipped.thinned.false_alarms_per_week": Bar(least=True),
    "shipped.nb.recall": Bar(),
    "shipped.nb.false_alarms_per_week": Bar(least=True),
    "global.alerts": Bar(must=4, goal=1, least=True, other="19"),
    "second_burst.caught": Bar(must=48, goal=50, other="2"),
    "single.alerts": Bar(must=0, least=True, other="178"),
    "loner.alerts": Bar(must=0, least=True),
    "update.microseconds": Bar(must=10, goal=4, least=True),
    "state.bytes": Bar(must=1024, least=True),
}


def ordered(figures: Mapping[str, float]) -> dict[str, float]:
    """Return *figures* as they are told: those with bars first, then the rest by name."""
    ranks = {name: rank for rank, name in enumerate(BARS)}
    names = sorted(figures, key=lambda name: (ranks.get(name, len(ranks)), name))
    return {name: figures[name] for name in names}
