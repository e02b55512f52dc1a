"""How likely a move is: a sum of reasons, for this window and for the next seven days."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from monitor.domain.catalogue import Relation
from monitor.domain.rumour import wording
from monitor.domain.rumour.case import Case
from monitor.domain.rumour.evidence import heard
from monitor.domain.rumour.model import Horizon, Model
from monitor.domain.rumour.origin import Origin, origins
from monitor.domain.rumour.prior import days_left, doublings
from monitor.domain.rumour.reasons import Reason, reasons
from monitor.domain.rumour.strength import Contribution, Evidence, Strength

YOUNG: Final = timedelta(hours=24)
"""A rumour of one voice is too young for a number for so long."""

DIGITS: Final = 4
"""Decimals of a contribution: what is shown and stored is what is summed."""

_MOST: Final = 30.0


@dataclass(frozen=True, slots=True)
class Sums:
    """Contributions to the log-odds of both horizons, whether or not they are enough to tell."""

    window: tuple[Contribution, ...]
    week: tuple[Contribution, ...]

    @property
    def chances(self) -> tuple[float, float]:
        """How likely the move is in this window, and in the next seven days."""
        return chance(logit(self.window)), chance(logit(self.week))


def estimate(case: Case, at: datetime, model: Model) -> Strength:
    """Return how likely the move of *case* is at *at*, with every reason.

    Only what was said and done until *at* counts.
    """
    return judge(case, speaking(case, at), at, model)


def judge(case: Case, found: Sequence[Origin], at: datetime, model: Model) -> Strength:
    """Return how likely the move is by the origins *found* of what was said until *at*."""
    why_not = _unfit(case, found, at)
    if why_not is not None:
        reason = Contribution("evidence", 0.0, why_not)
        return Strength(Evidence.INSUFFICIENT, (reason,), model=model.name)
    sums = add(case, found, at, model)
    level, spread = _level(found, model)
    middle = logit(sums.window)
    probability, week = sums.chances
    return Strength(
        evidence=level,
        contributions=sums.window,
        probability=probability,
        low=chance(middle - spread),
        high=chance(middle + spread),
        week=week,
        week_contributions=sums.week,
        model=model.name,
    )


def speaking(case: Case, at: datetime) -> tuple[Origin, ...]:
    """Return the origins of what is said until *at*, but for reports of acts that are known."""
    return origins(
        one for one in case.testimonies if one.at <= at and one.record not in case.reports
    )


def add(case: Case, found: Sequence[Origin], at: datetime, model: Model) -> Sums:
    """Return the sums of both horizons; within a week it is never likelier than in all."""
    said = reasons(case, found, at, model)
    left = days_left(case.closes, heard(found) or at)
    window = _calibrated(said, model.window, left, "this window")
    week = _calibrated(said, model.week, left, "the next seven days")
    over = round(logit(week) - logit(window), DIGITS)
    if over > 0:
        week = (*week, Contribution("cap", -over, "No likelier within a week than in all."))
    return Sums(window, week)


def logit(contributions: Sequence[Contribution]) -> float:
    """Return the log-odds that *contributions* sum to."""
    return math.fsum(each.logit for each in contributions)


def chance(log_odds: float) -> float:
    """Return the probability of *log_odds*, never quite 0 or 1."""
    return 1 / (1 + math.exp(-max(-_MOST, min(_MOST, log_odds))))


def _calibrated(
    said: Sequence[Reason], horizon: Horizon, left: float, when: str
) -> tuple[Contribution, ...]:
    """Return the reasons as they count for one horizon, its start first."""
    start = horizon.base + horizon.room * doublings(left)
    return (
        Contribution("prior", round(start, DIGITS), wording.start(left, when)),
        *(
            Contribution(each.name, round(horizon.slope * each.weight, DIGITS), each.sentence)
            for each in said
        ),
    )


def _unfit(case: Case, found: Sequence[Origin], at: datetime) -> str | None:
    """Return why there can't be a number, or None."""
    if case.relation is Relation.CURRENT:
        return "The player is at this club already: there is no move to estimate."
    if case.closes is not None and at > case.closes:
        return f"The window closed on {case.closes:%d %B %Y}."
    if not found:
        return "No source speaks of the move."
    speakers = [one for one in found if not one.against]
    if not speakers:
        return "Sources only say no."
    alone = len({one.voice for one in speakers}) == 1
    if alone and at - speakers[0].at < YOUNG:
        return "One source alone, for less than a day."
    return None


def _level(found: Sequence[Origin], model: Model) -> tuple[Evidence, float]:
    """Return how much there is to go by, and half the width of the band."""
    voices = len({one.voice for one in found if not one.against})
    if voices == 1:
        return Evidence.LOW, model.spread[0]
    return (Evidence.MEDIUM, model.spread[1]) if voices == 2 else (Evidence.HIGH, model.spread[2])
