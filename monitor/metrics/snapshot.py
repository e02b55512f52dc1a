"""The page about pairings as text: what is known of them, who is on it, and its parts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
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

SLICE: Final = 2_000
"""Lines that are written by one call: nothing else runs meanwhile."""

_STATES: Final = {State.QUIET: 0, State.PROVISIONAL: 1, State.FIRING: 2, State.COOLING: 3}
_LEVELS: Final = {level: place for place, level in enumerate(Evidence)}

_LOUD: Final[Mapping[str, Callable[[Loudness], float | None]]] = {
    "buzz_authors": lambda loud: loud.buzz.authors if loud.seen else None,
    "buzz_expected_authors": lambda loud: loud.buzz.expected if loud.seen else None,
    "buzz_upper_authors": lambda loud: loud.bound if loud.seen else None,
    "buzz_score": lambda loud: loud.buzz.score if loud.seen else None,
    "buzz_sustained_score": lambda loud: loud.buzz.sustained if loud.seen else None,
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
    if chosen is not None:
        loudness = {p: loud for p, loud in loudness.items() if p in chosen}
    whom = [_about(p.player, p.club) for p in loudness]
    return _part(PAIRINGS, _LOUD, whom, [*loudness.values()])


def write_strengths(
    strengths: Mapping[Pairing, Strength], chosen: frozenset[Pairing] | None
) -> bytes:
    """Return the part that tells how strong their rumours are."""
    if chosen is not None:
        strengths = {p: strength for p, strength in strengths.items() if p in chosen}
    whom = [_about(p.player, p.club) for p in strengths]
    return _part(PAIRINGS, _STRONG, whom, [*strengths.values()])


def write_moods(moods: Moods, chosen: frozenset[Pairing] | None) -> bytes:
    """Return the part that tells how they are taken."""
    if chosen is not None:
        moods = {of: mood for of, mood in moods.items() if of[0] in chosen}
    whom = [_about(p.player, p.club, strand) for p, strand in moods]
    return _part(MOODS, _TAKEN, whom, [*moods.values()])


def _part(
    metrics: Sequence[Metric],
    values: Mapping[str, Callable[[_Known], float | None]],
    whom: Sequence[str],
    known: Sequence[_Known],
) -> bytes:
    """Return those of *metrics* that there are *values* for."""
    told: list[bytes] = []
    for metric in metrics:
        if (value := values.get(metric.name)) is not None:
            told += [f"{line}\n".encode() for line in head(metric.full, metric.kind, metric.help)]
            told += _series(metric.full, whom, list(map(value, known)))
    return b"".join(told)


def _series(name: str, whom: Sequence[str], told: Sequence[float | None]) -> Iterator[bytes]:
    """Yield lines of one metric, many by one format: six digits are enough of each."""
    if None in told:
        known = [
            (about, value) for about, value in zip(whom, told, strict=True) if value is not None
        ]
        whom, told = [about for about, _ in known], [value for _, value in known]
    between = f" %.6g\n{name}"
    for at in range(0, len(told), SLICE):
        form = f"{name}{between.join(whom[at : at + SLICE])} %.6g\n"
        yield (form % tuple(told[at : at + SLICE])).encode("utf-8", "replace")


@lru_cache(maxsize=4 * 10_000)
def _about(player: str, club: str, strand: str = "") -> str:
    """Return labels as part of a format."""
    whom = {"player": player, "club": club}
    return labels({**whom, "about": strand} if strand else whom).replace("%", "%%")
