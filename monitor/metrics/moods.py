"""Renders how each pairing is taken, whenever that is taken anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily

from monitor.domain.catalogue import Pairing
from monitor.domain.mood import Mood, Strand
from monitor.metrics.table import MOODS, Metric

MOST: Final = 2000
"""Pairings at most on the page, those first of whom most speak: four series each."""

Moods = Mapping[tuple[Pairing, Strand], Mood]


def render(moods: Moods) -> bytes:
    """Return the part of the page that tells of *moods*, for Prometheus."""
    ranked = sorted(moods.items(), key=lambda each: (-each[1].authors, each[0]))
    registry = CollectorRegistry()
    registry.register(_Page(ranked[:MOST]))
    return generate_latest(registry)


class _Page:
    """What prometheus-client collects from."""

    def __init__(self, ranked: Sequence[tuple[tuple[Pairing, Strand], Mood]]) -> None:
        self._ranked = ranked

    def collect(self) -> Iterable[GaugeMetricFamily]:
        for metric in MOODS:
            family = GaugeMetricFamily(metric.full, metric.help, labels=metric.labels)
            for (pairing, strand), mood in self._ranked:
                family.add_metric([pairing.player, pairing.club, strand], _value(metric, mood))
            yield family


def _value(metric: Metric, mood: Mood) -> float:
    match metric.name:
        case "sentiment_ratio":
            return mood.net
        case "sentiment_low_ratio":
            return mood.low
        case "sentiment_high_ratio":
            return mood.high
        case _:
            return mood.authors
