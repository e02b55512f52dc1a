"""What all pairings share: a match day or a big story lifts them all, and none of them spikes."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Final

MANY: Final = 8
"""With fewer active pairings the shared factor is drawn towards 1."""
GENERAL: Final = 2.0
"""Times the usual from which a surge is general."""
MOST: Final = 0.5
"""Share of the active pairings that it must lift so far."""


def common(
    readings: Sequence[tuple[float, float]], groups: Sequence[Hashable] | None = None
) -> list[float]:
    """Return for each pairing by how much the others are above their usual; at least 1.

    It is the median of (observed + 1) / (expected + 1) over the other active pairings, to the
    power n / 8 where there are only n < 8 of them.

    Args:
        readings: Observed and expected of each pairing's window; a pairing is active if it has
            seen or expects at least one author.
        groups: Of each pairing one: those of its own group are no others to it. None = each is
            a group of its own.
    """
    ratios = [_ratio(*reading) for reading in readings]
    of = range(len(ratios)) if groups is None else groups
    own: dict[Hashable, list[float]] = {}
    for group, ratio in zip(of, ratios, strict=True):
        own.setdefault(group, []).extend(() if ratio is None else (ratio,))
    active = sorted(ratio for ratio in ratios if ratio is not None)
    shared = {group: _shared(active, sorted(some)) for group, some in own.items()}
    return [shared[group] for group in of]


@dataclass(frozen=True, slots=True)
class Surge:
    """A rise that is everybody's: *factor* times the usual, *raised* of *active* pairings."""

    factor: float
    raised: int
    active: int


def surge(readings: Sequence[tuple[float, float]]) -> Surge | None:
    """Return the surge that all pairings are part of, or None.

    It takes at least 8 active pairings, a median of twice the usual, and half of them raised so.
    """
    active = sorted(
        ratio for ratio in (_ratio(*reading) for reading in readings) if ratio is not None
    )
    raised = sum(ratio >= GENERAL for ratio in active)
    if len(active) < MANY or raised < MOST * len(active):
        return None
    return Surge(_median(active), raised, len(active))


def _ratio(observed: float, expected: float) -> float | None:
    return (observed + 1) / (expected + 1) if max(observed, expected) >= 1 else None


def _shared(active: Sequence[float], own: Sequence[float]) -> float:
    others = len(active) - len(own)
    if not others:
        return 1.0
    shared: float = max(1.0, _median(active, own)) ** min(1.0, others / MANY)
    return shared


def _median(ordered: Sequence[float], without: Sequence[float] = ()) -> float:
    """Return the median of *ordered*, values equal to those of *without* left out; both sorted."""
    length = len(ordered) - len(without)

    def at(place: int) -> float:
        for left_out in without:
            place += ordered[place] >= left_out
        return ordered[place]

    return (at((length - 1) // 2) + at(length // 2)) / 2
