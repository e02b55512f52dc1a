"""What may be spent: counted before it is asked for, and remembered across restarts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

Period = Callable[[datetime], str]
"""Names the period that a time lies in; the names sort as the periods follow."""

BY_DAY: Final[Period] = lambda at: f"{at:%Y-%m-%d}"  # noqa: E731 - a value of the type above
BY_MONTH: Final[Period] = lambda at: f"{at:%Y-%m}"  # noqa: E731


@dataclass(slots=True)
class Limit:
    """So much a period, and what of it is spent.

    Attributes:
        named: What it is called in a cursor, and to people: `day`.
        most: What may be spent in a period.
        within: The period that *spent* is of; empty = none yet.
    """

    named: str
    period: Period
    most: int
    within: str = ""
    spent: int = 0

    def turn(self, now: datetime) -> None:
        """Begin anew where another period has begun; a clock set back begins none."""
        here = self.period(now)
        if here > self.within:
            self.within, self.spent = here, 0


@dataclass(slots=True)
class Purse:
    """Limits that all hold at once.

    A clock that runs ahead begins a period early; set back, it goes on in that one.
    """

    limits: tuple[Limit, ...]

    def left(self, now: datetime) -> int:
        """Return what may still be spent now, never negative."""
        for limit in self.limits:
            limit.turn(now)
        return max(min(limit.most - limit.spent for limit in self.limits), 0)

    def spend(self, price: int, now: datetime) -> None:
        """Count *price* as spent."""
        for limit in self.limits:
            limit.turn(now)
            limit.spent += price

    def refund(self, price: int) -> None:
        """Count *price* as not spent after all."""
        for limit in self.limits:
            limit.spent = max(limit.spent - price, 0)

    def emptied(self, now: datetime) -> Limit:
        """Return the limit of which least is left now."""
        self.left(now)
        return min(self.limits, key=lambda limit: limit.most - limit.spent)

    def noted(self) -> dict[str, tuple[str, int]]:
        """Return it as a cursor holds it."""
        return {limit.named: (limit.within, limit.spent) for limit in self.limits}

    def recall(self, noted: Mapping[str, tuple[str, int]]) -> None:
        """Take what a cursor holds, where it says more than is known."""
        for limit in self.limits:
            within, spent = noted.get(limit.named, ("", 0))
            limit.within, limit.spent = max((limit.within, limit.spent), (within, spent))
