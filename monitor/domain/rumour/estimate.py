"""How likely a move is: a sum of reasons, for this window and for the next seven days."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from monitor.domain.catalogue import Relation
from monitor.domain.rumour import wording
from monitor.domain.rumour.case import Case
from monitor.domain.rumour.evidence import heard, reliability, weigh
from monitor.domain.rumour.interaction import DAY, interactions
from monitor.domain.rumour.model import Horizon, Model
from monitor.domain.rumour.origin import Family, Origin, origins
from monitor.domain.rumour.prior import days_left, doublings
from monitor.domain.rumour.strength import Contribution, Evidence, Strength
from monitor.domain.rumour.testimony import Testimony

YOUNG: Final = timedelta(hours=24)
"""A rumour of one voice is too young for a number for so long."""

DIGITS: Final = 4
"""Decimals of a contribution: what is shown and stored is what is summed."""

_MOST: Final = 30.0
_FAR: Final = frozenset({Family.AGREEMENT, Family.DONE})


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason before calibration: what it adds to the sum of either horizon."""

    name: str
    weight: float
    sentence: str


def estimate(case: Case, at: datetime, model: Model) -> Strength:
    """Return how likely the move of *case* is at *at*, with every reason.

    Only what was said and done until *at* counts.
    """
    said = [one for one in case.testimonies if one.at <= at and one.record not in case.reports]
    found = origins(said)
    news = heard(found)
    why_not = _unfit(case, found, news, at)
    if why_not is not None or news is None:
        reason = Contribution("evidence", 0.0, why_not or "")
        return Strength(Evidence.INSUFFICIENT, (reason,), model=model.name)
    reasons = tuple(_reasons(case, found, news, at, model))
    left = days_left(case.closes, news)
    window = _calibrated(reasons, model.window, left, "this window")
    week = _calibrated(reasons, model.week, left, "the next seven days")
    over = _logit(week) - _logit(window)
    if over > 0:
        cap = Contribution("cap", -over, "Within a week it can't be likelier than in all.")
        week = (*week, cap)
    level, spread = _level(found, model)
    logit = _logit(window)
    return Strength(
        evidence=level,
        contributions=window,
        probability=chance(logit),
        low=chance(logit - spread),
        high=chance(logit + spread),
        week=chance(_logit(week)),
        week_contributions=week,
        model=model.name,
    )


def chance(logit: float) -> float:
    """Return the probability of log-odds, never quite 0 or 1."""
    held = max(-_MOST, min(_MOST, logit))
    return 1 / (1 + math.exp(-held))


def _logit(contributions: Sequence[Contribution]) -> float:
    return math.fsum(each.logit for each in contributions)


def _unfit(case: Case, found: Sequence[Origin], news: datetime | None, at: datetime) -> str | None:
    """Return why there can't be a number, or None."""
    if case.relation is Relation.CURRENT:
        return "The player is at this club already: there is no move to estimate."
    if case.closes is not None and at > case.closes:
        return f"The window closed on {case.closes:%d %B %Y}."
    if news is None:
        return "No source speaks of the move." if not found else "Sources only say no."
    voices = {one.voice for one in found if not one.against}
    first = min(one.at for one in found if not one.against)
    if len(voices) < 2 and at - first < YOUNG:
        return "One source alone, for less than a day."
    return None


def _reasons(
    case: Case, found: Sequence[Origin], news: datetime, at: datetime, model: Model
) -> Iterator[Reason]:
    """Yield every reason, before calibration."""
    if case.value is not None:
        worth = model.value * doublings(case.value)
        yield Reason("value", worth, wording.value(case.value))
    yield from _rivals(case, news, at, model)
    for one in weigh(found, at, model):
        name = f"claim:{one.origin.family}"
        yield Reason(name, one.weight, wording.origin(one.origin, at, case))
    record, loudest = reliability(found, case.records, model)
    if loudest is not None:
        yield Reason("records", record, wording.records(loudest, case))
    days = (at - news).total_seconds() / DAY
    yield Reason("silence", model.silence * days, wording.silence(days))
    for act, weight in interactions(case.acts, at):
        yield Reason(f"act:{act.verb}", weight, wording.act(act, at))


def _rivals(case: Case, news: datetime, at: datetime, model: Model) -> Iterator[Reason]:
    said: defaultdict[str, list[Testimony]] = defaultdict(list)
    for one in case.rivals:
        if one.at <= at and one.pairing.club != case.pairing.club:
            said[one.pairing.club].append(one)
    theirs = {
        club: rival
        for club, several in sorted(said.items())
        if (rival := [one for one in origins(several) if not one.against])
    }
    if theirs:
        weight = model.rivals * doublings(len(theirs))
        yield Reason("rivals", weight, wording.rivals(len(theirs)))
    far = [one for rival in theirs.values() for one in rival if one.family in _FAR]
    if far:
        last = max(far, key=lambda one: (one.at, one.first.key))
        age = max(0.0, (news - last.at).total_seconds() / DAY)
        weight = model.elsewhere * math.exp2(-age / model.half_life)
        yield Reason("elsewhere", weight, wording.elsewhere(last, at, case))


def _calibrated(
    reasons: Sequence[Reason], horizon: Horizon, left: float, when: str
) -> tuple[Contribution, ...]:
    """Return the reasons as they count for one horizon, its start first."""
    start = horizon.base + horizon.room * doublings(left)
    said = wording.start(left, when)
    return (
        Contribution("prior", round(start, DIGITS), said),
        *(
            Contribution(each.name, round(horizon.slope * each.weight, DIGITS), each.sentence)
            for each in reasons
        ),
    )


def _level(found: Sequence[Origin], model: Model) -> tuple[Evidence, float]:
    """Return how much there is to go by, and half the width of the band."""
    voices = len({one.voice for one in found if not one.against})
    if voices <= 1:
        return Evidence.LOW, model.spread[0]
    return (Evidence.MEDIUM, model.spread[1]) if voices == 2 else (Evidence.HIGH, model.spread[2])
