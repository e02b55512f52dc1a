"""How likely a move is, and the sum of its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Evidence(StrEnum):
    """How much there is to go by."""

    INSUFFICIENT = "insufficient"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Contribution:
    """One reason of a strength.

    Attributes:
        logit: What it adds, in log-odds.
        sentence: The reason as a person reads it.
    """

    name: str
    logit: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Strength:
    """How likely the move is, or that there is too little evidence.

    Attributes:
        evidence: With `insufficient`, *probability* is None.
        probability: 0 to 1.
        contributions: Sum to the log-odds of *probability* where there is one.
        low, high: The band that *probability* is shown as.
        week: How likely it is within seven days, 0 to 1; None where there is too little evidence.
        week_contributions: Sum to the log-odds of *week*.
        model: What its constants were fitted on: "estimate (2018 data)".
    """

    evidence: Evidence
    contributions: tuple[Contribution, ...] = ()
    probability: float | None = None
    low: float | None = None
    high: float | None = None
    week: float | None = None
    week_contributions: tuple[Contribution, ...] = ()
    model: str = ""


def by_weight(contributions: Iterable[Contribution]) -> Sequence[Contribution]:
    """Return reasons with the strongest first, whether it speaks for the move or against it."""
    return sorted(contributions, key=lambda each: (-abs(each.logit), each.name, each.sentence))
