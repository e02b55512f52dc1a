"""Renders how loud each pairing is, and how strong its rumour, whenever that changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily

from monitor.domain.alert import State
from monitor.domain.buzz import Buzz
from monitor.domain.catalogue import Pairing
from monitor.domain.rumour import Evidence, Strength
from monitor.metrics.table import PAIRINGS, Metric

MOST: Final = 2000
"""Pairings at most on the page, the loudest first: seven series each."""

_STATES: Final = {State.QUIET: 0, State.PROVISIONAL: 1, State.FIRING: 2, State.COOLING: 3}


_LEVELS: Final = {level: place for place, level in enumerate(Evidence)}

Loudness = tuple[Buzz, State]
"""How loud a pairing is, and what its talk is at."""


def render(loudness: Mapping[Pairing, Loudness], strengths: Mapping[Pairing, Strength]) -> bytes:
    """Return the page that tells of both, for Prometheus."""
    ranked = sorted(
        loudness.items(),
        key=lambda each: (each[1][1] is State.QUIET, -each[1][0].authors, each[0]),
    )
    registry = CollectorRegistry()
    likely = sorted(strengths.items(), key=lambda each: (-(each[1].probability or 0), each[0]))
    registry.register(_Page(ranked[:MOST], likely[:MOST]))
    return generate_latest(registry)


class _Page:
    """What prometheus-client collects from."""

    def __init__(
        self,
        ranked: Sequence[tuple[Pairing, Loudness]],
        likely: Sequence[tuple[Pairing, Strength]],
    ) -> None:
        self._ranked = ranked
        self._likely = likely

    def collect(self) -> Iterable[GaugeMetricFamily]:
        for metric in PAIRINGS:
            family = GaugeMetricFamily(metric.full, metric.help, labels=metric.labels)
            for pairing, value in self._values(metric):
                family.add_metric([pairing.player, pairing.club], value)
            yield family

    def _values(self, metric: Metric) -> Iterable[tuple[Pairing, float]]:
        match metric.name:
            case "rumour_strength_ratio":
                for pairing, strength in self._likely:
                    if strength.probability is not None:
                        yield pairing, strength.probability
            case "rumour_evidence":
                for pairing, strength in self._likely:
                    yield pairing, _LEVELS[strength.evidence]
            case _:
                for pairing, loud in self._ranked:
                    yield pairing, _value(metric, *loud)


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
