"""Everything that speaks for a move or against it, as a sum in log-odds."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from monitor.domain.rumour import wording
from monitor.domain.rumour.case import Case
from monitor.domain.rumour.evidence import (
    DAY,
    faded,
    gossiping,
    heard,
    reliability,
    voices,
    weigh,
)
from monitor.domain.rumour.interaction import interactions
from monitor.domain.rumour.model import Model
from monitor.domain.rumour.origin import Family, Origin, origins
from monitor.domain.rumour.prior import doublings
from monitor.domain.rumour.testimony import Testimony

LONGEST: Final = 90.0
"""Days of silence that count at most."""

_FAR: Final = frozenset({Family.AGREEMENT, Family.DONE, Family.STAYS})
_NOTHING: Final = frozenset({Family.DENIED, Family.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason before calibration: what it adds to the sum."""

    name: str
    weight: float
    sentence: str


def reasons(case: Case, found: Sequence[Origin], at: datetime, model: Model) -> tuple[Reason, ...]:
    """Return every reason at *at*, before calibration.

    Args:
        found: The origins of what was said about the pairing until then.
    """
    news = heard(found)
    every = [*_claimed(case, found, at, model), *_acted(case, at)]
    if news is not None:
        every += _spoken(case, found, news, at, model)
        every += _elsewhere(case, news, at, model)
    if case.value is not None:
        worth = model.value * doublings(case.value)
        every.append(Reason("value", worth, wording.value(case.value)))
    return tuple(every)


def _claimed(case: Case, found: Sequence[Origin], at: datetime, model: Model) -> Iterator[Reason]:
    for one in weigh(found, at, model):
        name = f"claim:{one.origin.family}"
        yield Reason(name, one.weight, wording.origin(one.origin, at, case))


def _acted(case: Case, at: datetime) -> Iterator[Reason]:
    for act, weight in interactions(case.acts, at):
        yield Reason(f"act:{act.verb}", weight, wording.act(act, at))


def _spoken(
    case: Case, found: Sequence[Origin], news: datetime, at: datetime, model: Model
) -> Iterator[Reason]:
    """Yield what follows from who speaks, and since when nobody does."""
    voiced = voices((one for one in found if not one.against), news, model.recency)
    record, loudest = reliability(voiced, case.records, model)
    yield Reason("records", record, wording.records(loudest, case))
    share = gossiping(voiced)
    if share:
        yield Reason("gossip", model.gossip * share, wording.gossip(share))
    days = min(LONGEST, (at - news) / DAY)
    yield Reason("silence", model.silence * days, wording.silence(days))


def _elsewhere(case: Case, news: datetime, at: datetime, model: Model) -> Iterator[Reason]:
    """Yield what is said of the player and other clubs; it fades once there is news here."""
    theirs = _rivals(case, at)
    loud = math.fsum(
        each.share for rival in theirs.values() for each in voices(rival, news, model.recency)
    )
    if loud:
        yield Reason("crowd", model.crowd * doublings(loud), wording.crowd(len(theirs)))
    far = [one for rival in theirs.values() for one in rival if one.family in _FAR]
    if far:
        last = max(far, key=lambda one: (one.at, one.first.key))
        weight = model.elsewhere * faded(last.at, news, model.recency)
        yield Reason("elsewhere", weight, wording.elsewhere(last, at, case))


def _rivals(case: Case, at: datetime) -> Mapping[str, Sequence[Origin]]:
    """Return what speaks for other clubs, his own among them, by club."""
    said: defaultdict[str, list[Testimony]] = defaultdict(list)
    for one in case.rivals:
        if one.at <= at and one.pairing.club != case.pairing.club:
            said[one.pairing.club].append(one)
    found = {
        club: [one for one in origins(said[club]) if one.family not in _NOTHING]
        for club in sorted(said)
    }
    return {club: rival for club, rival in found.items() if rival}
