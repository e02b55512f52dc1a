"""The page about pairings as text: what is known of them, who is on it, and its parts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from typing import Final, TypeVar

from monitor.domain.alert import State
from monitor.domain.catalogue import Pairing
from monitor.domain.mood import Mood, Strand
from monitor.domain.rumour import Evidence, Strength
from monitor.domain.spiking import Loudness
from monitor.metrics.exposition import head, labels
from monitor.metrics.table import MOODS, PAIRINGS, Metric

_Known = TypeVar("_Known")

Moods = Mapping[tuple[Pairing, Strand], Mood]

STAYS: Final = 1.25
"""Who is on the page stays until others are louder by so much, and by two accounts more."""

_STATES: Final = {State.QUIET: 0, State.PROVISIONAL: 1, State.FIRING: 2, State.COOLING: 3}
_LEVELS: Final = {level: place for place, level in enumerate(Evidence)}

_LOUD: Final[Mapping[str, Callable[[Loudness], float]]] = {
    "buzz_authors": attrgetter("buzz.authors"),
    "buzz_expected_authors": attrgetter("buzz.expected"),
    "buzz_upper_authors": attrgetter("bound"),
    "buzz_score": attrgetter("buzz.score"),
    "buzz_sustained_score": attrgetter("buzz.sustained"),
    "alert_state": lambda loud: _STATES[loud.state],
}
_STRONG: Final[Mapping[str, Callable[[Strength], float | None]]] = {
    "rumour_strength_ratio": attrgetter("probability"),
    "rumour_evidence": lambda strength: _LEVELS[strength.evidence],
}
_TAKEN: Final[Mapping[str, Callable[[Mood], float]]] = {
    "sentiment_ratio": attrgetter("net"),
    "sentiment_low_ratio": attrgetter("low"),
    "sentiment_high_ratio": attrgetter("high"),
    "sentiment_authors": attrgetter("authors"),
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

    def only(self, watched: Callable[[Pairing], bool]) -> Snapshot:
        """Return what is known of those that are *watched*."""
        return Snapshot(
            loudness={p: loud for p, loud in self.loudness.items() if watched(p)},
            strengths={p: strength for p, strength in self.strengths.items() if watched(p)},
            moods={(p, strand): mood for (p, strand), mood in self.moods.items() if watched(p)},
        )


def choose(
    known: Snapshot, pairings: frozenset[Pairing], before: Collection[Pairing], most: int
) -> frozenset[Pairing]:
    """Return those of *pairings* that are on the page: *most* at most.

    Those in an alert come first, then those of whom most speak; who was there *before* is held to
    be a little louder, so that series don't come and go with every account. Ties go by name.
    """
    if len(pairings) <= most:
        return pairings
    ranked = []
    for pairing in pairings:
        loud = known.loudness.get(pairing)
        strength = known.strengths.get(pairing)
        authors = 0.0 if loud is None else float(loud.buzz.authors)
        if pairing in before:
            authors = max(authors * STAYS, authors + 2)
        quiet = loud is None or loud.state is State.QUIET
        likely = (strength.probability or 0.0) if strength is not None else 0.0
        ranked.append((quiet, -authors, -likely, pairing.player, pairing.club, pairing))
    ranked.sort()
    return frozenset(pairing for *_, pairing in ranked[:most])


def write_loudness(
    loudness: Mapping[Pairing, Loudness], chosen: frozenset[Pairing] | None
) -> bytes:
    """Return the part that tells how loud the *chosen* are; None: all of them."""
    shown = [(p, loud) for p, loud in loudness.items() if chosen is None or p in chosen]
    return _part(
        PAIRINGS, _LOUD, [_about(p.player, p.club) for p, _ in shown], [loud for _, loud in shown]
    )


def write_strengths(
    strengths: Mapping[Pairing, Strength], chosen: frozenset[Pairing] | None
) -> bytes:
    """Return the part that tells how strong their rumours are."""
    shown = [(p, one) for p, one in strengths.items() if chosen is None or p in chosen]
    return _part(
        PAIRINGS, _STRONG, [_about(p.player, p.club) for p, _ in shown], [one for _, one in shown]
    )


def write_moods(moods: Moods, chosen: frozenset[Pairing] | None) -> bytes:
    """Return the part that tells how they are taken."""
    shown = [(p, s, mood) for (p, s), mood in moods.items() if chosen is None or p in chosen]
    whom = [_about(p.player, p.club, strand) for p, strand, _ in shown]
    return _part(MOODS, _TAKEN, whom, [mood for *_, mood in shown])


def _part(
    metrics: Sequence[Metric],
    values: Mapping[str, Callable[[_Known], float | None]],
    whom: Sequence[str],
    known: Sequence[_Known],
) -> bytes:
    """Return those of *metrics* that there are *values* for: six digits are enough of each."""
    lines: list[str] = []
    for metric in metrics:
        if (value := values.get(metric.name)) is not None:
            lines += head(metric.full, metric.kind, metric.help)
            form = metric.full + "%s %.6g"
            told = zip(whom, map(value, known), strict=True)
            lines += [form % one for one in told if one[1] is not None]
    lines.append("")
    return "\n".join(lines).encode("utf-8", "replace")


@lru_cache(maxsize=4 * 10_000)
def _about(player: str, club: str, strand: str = "") -> str:
    whom = {"player": player, "club": club}
    return labels({**whom, "about": strand} if strand else whom)
