"""How likely a move is, and the sum of its reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from monitor.domain.claims import Claim, Stage


class Evidence(StrEnum):
    """How much there is to go by."""

    INSUFFICIENT = "insufficient"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


STAGE_LOGIT: Final[dict[Stage, float]] = {
    Stage.INTEREST: -0.1,
    Stage.TALKS: 0.15,
    Stage.BID: 0.15,
    Stage.AGREEMENT: 2.0,
    Stage.MEDICAL: 3.0,
    Stage.DONE: 3.0,
    Stage.STAYS: -3.0,
    Stage.DENIED: -0.5,
    Stage.WITHDRAWN: -0.5,
}
"""Weight of one claim by its stage, in log-odds; measured on the summer of 2018 (FTR-18)."""

HEDGE: Final = 0.7
"""What is left of a positive claim that is made with a reserve."""


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


def contribution(claim: Claim) -> Contribution:
    """Return what one claim adds."""
    logit = STAGE_LOGIT[claim.stage]
    hedge = ""
    if claim.hedged and logit > 0:
        logit *= HEDGE
        hedge = ", said with a reserve"
    by = f" (per {claim.attributed_to})" if claim.attributed_to else ""
    says = f"One text says \u201c{claim.cue}\u201d{by}" if claim.cue else "One private text claims"
    sentence = f"{says}: {claim.stage}{hedge}."
    return Contribution(f"claim:{claim.stage}", round(logit, 4), sentence)


def weigh(claims: Sequence[Claim]) -> Strength:
    """Return the strength that *claims*, all of one origin, give.

    One origin is too little evidence for a number, whatever it says: calibration needs several.
    """
    if not claims:
        return Strength(Evidence.INSUFFICIENT)
    said = [contribution(claim) for claim in claims]
    loudest = max(said, key=lambda one: (abs(one.logit), -one.logit))
    return Strength(Evidence.INSUFFICIENT, (loudest,))
