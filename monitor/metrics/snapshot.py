"""The page about pairings: written as text whenever what it tells changes, and only then."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from monitor.domain.alert import State
from monitor.domain.catalogue import Pairing
from monitor.domain.mood import Mood, Strand
from monitor.domain.rumour import Evidence, Strength
from monitor.domain.spiking import Loudness
from monitor.metrics.table import MOODS, PAIRINGS, Metric

Moods = Mapping[tuple[Pairing, Strand], Mood]

STAYS: Final = 1.25
"""Who is on the page stays until others are louder by so much, and by two accounts more."""

_STATES: Final = {State.QUIET: 0, State.PROVISIONAL: 1, State.FIRING: 2, State.COOLING: 3}
_LEVELS: Final = {level: place for place, level in enumerate(Evidence)}

_LOUD: Final[Mapping[str, Callable[[Loudness], float]]] = {
    "buzz_authors": lambda loud: loud.buzz.authors,
    "buzz_expected_authors": lambda loud: loud.buzz.expected,
    "buzz_upper_authors": lambda loud: loud.bound,
    "buzz_score": lambda loud: loud.buzz.score,
    "buzz_sustained_score": lambda loud: loud.buzz.sustained,
    "alert_state": lambda loud: _STATES[loud.state],
}
_STRONG: Final[Mapping[str, Callable[[Strength], float | None]]] = {
    "rumour_strength_ratio": lambda strength: strength.probability,
    "rumour_evidence": lambda strength: _LEVELS[strength.evidence],
}
_TAKEN: Final[Mapping[str, Callable[[Mood], float]]] = {
    "sentiment_ratio": lambda mood: mood.net,
    "sentiment_low_ratio": lambda mood: mood.low,
    "sentiment_high_ratio": lambda mood: mood.high,
    "sentiment_authors": lambda mood: mood.authors,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """All that is known of pairings at one moment.

    Attributes:
        loudness: How loud each is, and what its talk is at.
        strengths: How strong each rumour is.
        moods: How each is taken.
    """

    loudness: Mapping[Pairing, Loudness] = field(default_factory=dict)
    strengths: Mapping[Pairing, Strength] = field(default_factory=dict)
    moods: Moods = field(default_factory=dict)

    def pairings(self) -> frozenset[Pairing]:
        """Return all that anything is known of."""
        return frozenset({*self.loudness, *self.strengths, *(pairing for pairing, _ in self.moods)})

    def only(self, watched: Callable[[Pairing], bool]) -> Snapshot:
        """Return what is known of those that are *watched*."""
        return Snapshot(
            loudness={p: loud for p, loud in self.loudness.items() if watched(p)},
            strengths={p: strength for p, strength in self.strengths.items() if watched(p)},
            moods={(p, strand): mood for (p, strand), mood in self.moods.items() if watched(p)},
        )


def choose(
    known: Snapshot, pairings: Iterable[Pairing], before: Collection[Pairing], most: int
) -> tuple[Pairing, ...]:
    """Return those of *pairings* that are on the page, the loudest first, *most* at most.

    Those in an alert come first; of the others who was there *before* is held to be a little
    louder, so that series don't come and go with every account. Ties go by name.
    """
    stayed = frozenset(before)

    def rank(pairing: Pairing) -> tuple[bool, float, float, Pairing]:
        loud = known.loudness.get(pairing)
        strength = known.strengths.get(pairing)
        authors = 0.0 if loud is None else float(loud.buzz.authors)
        if pairing in stayed:
            authors = max(authors * STAYS, authors + 2)
        quiet = loud is None or loud.state is State.QUIET
        return quiet, -authors, -((strength and strength.probability) or 0.0), pairing

    return tuple(sorted(pairings, key=rank)[:most])


def render(known: Snapshot, chosen: Iterable[Pairing]) -> bytes:
    """Return the page about the *chosen*, in Prometheus' text format 0.0.4."""
    shown = {pairing: _labels(player=pairing.player, club=pairing.club) for pairing in chosen}
    lines: list[str] = []
    for metric in PAIRINGS:
        lines += _head(metric)
        lines += _about(metric, known, shown)
    voices = [
        (
            mood,
            _labels(player=pairing.player, club=pairing.club, about=strand),
        )
        for (pairing, strand), mood in sorted(known.moods.items(), key=lambda each: each[0])
        if pairing in shown
    ]
    for metric in MOODS:
        lines += _head(metric)
        value, name = _TAKEN[metric.name], metric.full
        lines += [f"{name}{labels} {value(mood)!r}" for mood, labels in voices]
    lines.append("")
    return "\n".join(lines).encode("utf-8", "replace")


def _about(metric: Metric, known: Snapshot, shown: Mapping[Pairing, str]) -> Iterator[str]:
    name = metric.full
    if metric.name in _LOUD:
        loud = _LOUD[metric.name]
        for pairing, labels in shown.items():
            if pairing in known.loudness:
                yield f"{name}{labels} {loud(known.loudness[pairing])!r}"
        return
    strong = _STRONG[metric.name]
    for pairing, labels in shown.items():
        if pairing in known.strengths:
            value = strong(known.strengths[pairing])
            if value is not None:
                yield f"{name}{labels} {value!r}"


def _head(metric: Metric) -> tuple[str, str]:
    told = metric.help.replace("\\", r"\\").replace("\n", r"\n")
    return f"# HELP {metric.full} {told}", f"# TYPE {metric.full} {metric.kind}"


def _labels(**labels: str) -> str:
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items()) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
