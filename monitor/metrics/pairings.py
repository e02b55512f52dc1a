"""Renders how loud each pairing is, once for every time that it changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily

from monitor.domain.alert import State
from monitor.domain.buzz import Buzz
from monitor.domain.catalogue import Pairing
from monitor.metrics.table import PAIRINGS, Metric

MOST: Final = 2000
"""Pairings at most on the page, the loudest first: five series each."""

_STATES: Final = {State.QUIET: 0, State.PROVISIONAL: 1, State.FIRING: 2, State.COOLING: 3}


Loudness = tuple[Buzz, State]
"""How loud a pairing is, and what its talk is at."""


def render(loudness: Mapping[Pairing, Loudness]) -> bytes:
    """Return the page that tells of *loudness*, for Prometheus."""
    ranked = sorted(
        loudness.items(),
        key=lambda each: (each[1][1] is State.QUIET, -each[1][0].authors, each[0]),
    )
    registry = CollectorRegistry()
    registry.register(_Page(ranked[:MOST]))
    return generate_latest(registry)


class _Page:
    """What prometheus-client collects from."""

    def __init__(self, ranked: Sequence[tuple[Pairing, Loudness]]) -> None:
        self._ranked = ranked

    def collect(self) -> Iterable[GaugeMetricFamily]:
        for metric in PAIRINGS:
            family = GaugeMetricFamily(metric.full, metric.help, labels=metric.labels)
            for pairing, loud in self._ranked:
                family.add_metric([pairing.player, pairing.club], _value(metric, *loud))
            yield family


def _value(metric: Metric, buzz: Buzz, state: State) -> float:
    match metric.name:
        case "buzz_authors":
            return buzz.authors
        case "buzz_expected_authors":
            return buzz.expected
        case "buzz_score":
            return buzz.score
        case "buzz_sustained_score":
            return buzz.sustained
        case _:
            return _STATES[state]
