"""What a desk is told on each evening of the summer, and how that is learned from other players."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Final

from monitor.domain.alert import Notice
from monitor.domain.catalogue import Catalogue, Pairing
from monitor.domain.desk.budget import Allowance, Candidate, allot, moment
from monitor.domain.desk.worth import worth
from monitor.domain.rumour import Model, Origin, Strength
from monitor.domain.rumour.estimate import judge, speaking
from monitor.domain.rumour.vouching import standing
from monitor.domain.stories import claimed
from monitor.domain.stories.advance import Before, decide
from monitor.judges.hindsight import ftr18
from monitor.judges.hindsight.fitting import fit, sheet
from monitor.judges.hindsight.panel import Day, Ended, panel, recorded
from tests.benchmarks.rumour.folds import side
from tests.benchmarks.week.articles import Evening, evenings

FOLDS: Final = 10

AIM: Final = 0.7
"""Share of the true moves that are to be pushed among those that are learned from.

More than the half that is asked for, because what is learned holds less well on others.
"""

PUSHES: Final = Allowance(per_day=3, per_week=None)
"""The setting of this replay."""

_MOMENT: Final = timedelta(seconds=1)
"""A day is decided so long before it ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What is learned from the rumours of other players.

    Attributes:
        ended: Those rumours: they make the sources' records.
        firm: From this probability on somebody is interrupted.
    """

    model: Model
    ended: Sequence[Ended]
    firm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An evening as the program reads it."""

    evening: Evening
    day: Day
    found: tuple[Origin, ...]
    strength: Strength


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """The first push of a pairing, or a later one."""

    evening: Evening
    notice: Notice
    first: bool


def learn(ended: Sequence[Ended], every: Sequence[Evening]) -> Learned:
    """Return what the rumours *ended* teach.

    Args:
        every: Their evenings, and maybe those of others, which are left out.
    """
    known = {one.pairing for one in ended}
    model = fit(sheet(recorded(panel(ended, ftr18.days()), ended)))
    plain = Learned(model=model, ended=ended, firm=0.0)
    own = [one for one in every if one.pairing in known]
    return Learned(model=model, ended=ended, firm=_firm(read(own, plain)))


def read(some: Sequence[Evening], learned: Learned) -> list[Read]:
    """Return *some* evenings as they are read; no record holds rumours of the same player."""
    days = recorded((one.day for one in some), learned.ended)
    found = [speaking(day.case, day.at) for day in days]
    return [
        Read(
            evening=one, day=day, found=said, strength=judge(day.case, said, day.at, learned.model)
        )
        for one, day, said in zip(some, days, found, strict=True)
    ]  # fmt: skip


def told(read_: Iterable[tuple[Read, float]], names: Catalogue) -> list[Push]:
    """Return what is pushed, day by day, at most `PUSHES` a day.

    Args:
        read_: Evenings, each with the probability from which on somebody is interrupted.
    """
    before: dict[Pairing, Before] = {}
    pushed: list[Push] = []
    seen: set[Pairing] = set()
    by_day: defaultdict[object, list[tuple[Evening, Notice]]] = defaultdict(list)
    for one, firm in read_:
        pairing = one.evening.pairing
        records = one.day.case.records
        advance = decide(
            pairing, one.found, records, one.strength, one.day.at, before.get(pairing), firm
        )
        if advance is not None:
            before[pairing] = advance.after
            notice = claimed.tell(advance, names, records, {})
            if notice.held is None:
                by_day[one.evening.on].append((one.evening, notice))
    for candidates in by_day.values():
        by_id = {notice.cause.hex(): (evening, notice) for evening, notice in candidates}
        ranked = [Candidate(id=ident, worth=worth(two[1])) for ident, two in by_id.items()]
        now = moment(candidates[0][0].day.at - _MOMENT, UTC)
        for ruling in allot(ranked, PUSHES, {}, now):
            if ruling.held is None:
                evening, notice = by_id[ruling.candidate.id]
                pushed.append(
                    Push(evening=evening, notice=notice, first=evening.pairing not in seen)
                )
                seen.add(evening.pairing)
    return pushed


def in_folds(
    ended: Sequence[Ended], every: Sequence[Evening], teachers: Sequence[Ended] | None = None
) -> list[tuple[Read, float]]:
    """Return evenings in order, read with what other players' rumours teach, and how firm.

    Args:
        teachers: Learned from in place of the other folds.
    """
    if teachers is not None:
        learned = learn(teachers, evenings(teachers))
        return [(one, learned.firm) for one in read(every, learned)]
    found: list[tuple[Read, float]] = []
    for fold in range(FOLDS):
        held = [one for one in every if side(one.pairing.player, FOLDS) == fold]
        rest = [one for one in ended if side(one.pairing.player, FOLDS) != fold]
        if held:
            learned = learn(rest, every)
            found += [(one, learned.firm) for one in read(held, learned)]
    return sorted(found, key=lambda one: (one[0].day.at, one[0].evening.pairing))


def _firm(every: Sequence[Read]) -> float:
    """Return the greatest probability from which on `AIM` of the true moves would be told."""
    best: dict[Pairing, float] = {}
    true = {one.evening.pairing for one in every if one.evening.of.outcome.happened}
    for one in every:
        chance = one.strength.probability
        pairing = one.evening.pairing
        if (
            chance is not None
            and pairing in true
            and standing(one.found, one.day.case.records, one.day.at)
        ):
            best[pairing] = max(best.get(pairing, 0.0), chance)
    ranked = sorted(best.values(), reverse=True)
    if not ranked:
        return 1.0
    return ranked[min(math.ceil(AIM * len(true)), len(ranked)) - 1]
