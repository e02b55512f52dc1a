"""How an act spreads: who takes it further, in which order, and how much talk it brings about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


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
