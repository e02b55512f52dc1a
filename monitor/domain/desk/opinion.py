"""What receivers think of alerts: useful or not, about the wrong person, and who took it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from monitor.domain.alert import Kind

QUIET_FOR: Final = timedelta(hours=24)
"""How long updates of an alert make no sound after somebody took it."""

_UPDATES: Final = frozenset({Kind.STORY_UPDATED, Kind.CLAIM_STAGE_CHANGED, Kind.STORY_ENDED})
"""More of what is known to who took it; an act is news, corrections and confirmations too."""


class Rated(StrEnum):
    """What a receiver says of an alert; what is said last holds."""

    USEFUL = "useful"
    USELESS = "not-useful"
    WRONG = "wrong-person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What one receiver says of one alert.

    Attributes:
        rule: Which rule told the alert.
        settled_at, settled_by: When the operator has dealt with a wrong person, and who that was.
    """

    alert: str
    receiver: str
    rated: Rated
    rule: str
    at: datetime
    settled_at: datetime | None = None
    settled_by: str | None = None

    @property
    def open(self) -> bool:
        """Whether somebody has to look into it."""
        return self.rated is Rated.WRONG and self.settled_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Who looks after an alert: the first to say so, and when."""

    alert: str
    by: str
    at: datetime

    def quiets(self, kind: Kind, now: datetime) -> bool:
        """Whether a message of *kind* about it, sent *now*, is to make no sound."""
        return kind in _UPDATES and self.at <= now < self.at + QUIET_FOR


@dataclass(frozen=True, slots=True)
class Tally:
    """How many said what of alerts: useful, not useful, about the wrong person."""

    useful: int = 0
    useless: int = 0
    wrong: int = 0

    @property
    def rated(self) -> int:
        """How many said anything."""
        return self.useful + self.useless + self.wrong

    @property
    def share(self) -> float | None:
        """The share of those that were useful, 0 to 1; None where nobody said anything."""
        return self.useful / self.rated if self.rated else None


Counted = Mapping[tuple[str, Rated], int]
"""How often what was said of alerts, by rule."""


def tallies(counted: Counted) -> Mapping[str, Tally]:
    """Return the tally of each rule, by its name."""
    rules = sorted({rule for rule, _ in counted})
    return {rule: _tally(counted, (rule,)) for rule in rules}


def total(counted: Counted) -> Tally:
    """Return the tally of all rules together."""
    return _tally(counted, {rule for rule, _ in counted})


def _tally(counted: Counted, rules: Iterable[str]) -> Tally:
    named = tuple(rules)
    return Tally(*(sum(counted.get((rule, rated), 0) for rule in named) for rated in Rated))
