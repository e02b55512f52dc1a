"""How an act spreads: who takes it further, in which order, and how much talk it brings about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import exp, sqrt
from statistics import fmean, variance
from typing import Final


class Wave(StrEnum):
    """Who takes a story further: one after the other, or at once."""

    ACT = "act"
    FANS = "fan accounts"
    AGGREGATORS = "aggregators"
    OUTLETS = "outlets"
    DENIAL = "denial"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """Since when some of them speak of what a story began with.

    Attributes:
        at: When the first of them did.
        who: Who that was: a public account by name, else "a private account".
        lead: How long the first was alone with it; None = still is.
    """

    wave: Wave
    at: datetime
    who: str
    lead: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Distinct accounts on one platform after an act, and how many were to be expected."""

    platform: str
    authors: int
    expected: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lift:
    """How many more spoke of a pairing after an act than would have without it.

    Attributes:
        key: Of the act.
        since: When it happened.
        span: How long after it is counted by now.
        authors: Distinct, match talk left out; `expected` without the act.
        low, high: Of the ratio of both, 95 in 100; None where less than one was to be expected.
        by: The same by platform, loudest first.
    """

    key: bytes
    since: datetime
    span: timedelta
    authors: int
    expected: float
    low: float | None = None
    high: float | None = None
    by: tuple[Reach, ...] = ()

    @property
    def ratio(self) -> float | None:
        """How many times what was to be expected; None where that is below one account."""
        return self.authors / self.expected if self.expected >= 1 else None


SPAN: Final = timedelta(hours=6)
"""So long after an act the talk that it brings about is counted."""

DAYS: Final = 14
"""With the same hours of so many days before it is compared, as far as they were watched."""

_ENOUGH: Final = 3
"""Days that it takes to know what is to be expected."""

PRIVATE: Final = "a private account"
"""Who was first, where that is nobody's business."""

_TWO_SIDED: Final = 1.96
"""Standard errors to each side, for 95 in 100."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """Somebody who took an act up.

    Attributes:
        author: Seal of who spoke; the same twice is one.
        who: A public account by name; None for private ones.
        wave: As what it counts.
    """

    at: datetime
    author: bytes
    who: str | None
    wave: Wave


def phases(at: datetime, who: str, echoes: Iterable[Echo]) -> tuple[Phase, ...]:
    """Return how an act of *who* was taken up, wave by wave, in order of time.

    Private people speak of a pairing on any day: they are a wave only where no public account is.
    """
    heard: dict[Wave, dict[bytes, Echo]] = {}
    for echo in sorted(echoes, key=lambda one: (one.at, one.author)):
        if echo.at >= at:
            heard.setdefault(echo.wave, {}).setdefault(echo.author, echo)
    found = []
    for wave, firsts in heard.items():
        everybody = list(firsts.values())
        first = next((one for one in everybody if one.who is not None), everybody[0])
        others = everybody[everybody.index(first) + 1 :]
        lead = others[0].at - first.at if others else None
        name = first.who or PRIVATE
        found.append(Phase(wave=wave, at=first.at, who=name, lead=lead))
    found.sort(key=lambda one: (one.at, one.wave))
    lead = found[0].at - at if found else None
    return (Phase(wave=Wave.ACT, at=at, who=who, lead=lead), *found)


def lift(
    key: bytes,
    since: datetime,
    span: timedelta,
    spoke: Mapping[str, int],
    before: Sequence[Mapping[str, int]],
) -> Lift | None:
    """Return how much talk an act brought about; None where nobody knows what is usual.

    The interval is that of the ratio of two counts on the scale of logarithms, with the days'
    own spread in place of Poisson's where that is wider.

    Args:
        key: Of the act; *since* is when it happened.
        span: How long after it is counted.
        spoke: Distinct authors after it, by platform.
        before: The same in the same hours of each day before; a day that isn't there was not
            watched.
    """
    if len(before) < _ENOUGH or not spoke:
        return None
    totals = [sum(day.values()) for day in before]
    authors, expected = sum(spoke.values()), fmean(totals)
    low = high = None
    if expected >= 1:
        spread = max(1.0, variance(totals) / expected)
        error = sqrt(spread * (1 / authors + 1 / (expected * len(totals))))
        low, high = (authors / expected * exp(sign * _TWO_SIDED * error) for sign in (-1, 1))
    by = [
        Reach(platform=name, authors=count, expected=fmean(day.get(name, 0) for day in before))
        for name, count in sorted(spoke.items(), key=lambda each: (-each[1], each[0]))
    ]
    return Lift(
        key=key,
        since=since,
        span=span,
        authors=authors,
        expected=expected,
        low=low,
        high=high,
        by=tuple(by),
    )
