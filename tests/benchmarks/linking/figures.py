"""What the figures are held against, and the order in which they are told."""

from __future__ import annotations

from collections.abc import Mapping

from tests.benchmarks.report import Bar

BARS: Mapping[str, Bar] = {
    "link.recall": Bar(must=0.80, other="0.85 (ceiling)"),
    "link.precision": Bar(must=0.92),
    "link.recall.dev": Bar(),
    "link.precision.dev": Bar(),
    "link.recall.heldout": Bar(),
    "link.precision.heldout": Bar(),
    "link.ceiling": Bar(),
    "link.ceiling.dev": Bar(),
    "link.ceiling.heldout": Bar(),
    "sample.precision": Bar(must=0.97),
    "sample.recall": Bar(),
    "traps.wrong": Bar(must=0, least=True),
    "traps.found": Bar(),
    "destination.accuracy": Bar(must=0.85),
    "alias.posts_per_second": Bar(must=30_000),
}


def ordered(figures: Mapping[str, float]) -> dict[str, float]:
    """Return *figures* as they are told: those with bars first, then the rest by name."""
    ranks = {name: rank for rank, name in enumerate(BARS)}
    names = sorted(figures, key=lambda name: (ranks.get(name, len(ranks)), name))
    return {name: figures[name] for name in names}
