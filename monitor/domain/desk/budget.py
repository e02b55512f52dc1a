"""How often a receiver is interrupted: the best go out, the rest waits for the digest.

Pushes are decided as they come. So the last one of a day, or of a week, is kept for something
great, and what is less than that gets it only as the day goes by without.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from heapq import heapify, heappop, heappush
from typing import Final

from monitor.domain.alert import Notice
from monitor.domain.desk.firmness import firmer
from monitor.domain.desk.worth import GREAT

WEEK: Final = 7
"""Days of a week: a local day and the six before it."""

WORTHY: Final = 0.25
"""What is worth less interrupts nobody who has a budget: chance alone brings that every day.

Chosen on two simulated months of 200 pairings (`tests.simulator.month`, seed 101, seven values):
spikes of their usual talk were worth up to .18, but for two; what was planted .36 and more, once it
had become major.
"""

FADED: Final = 0.5
"""What is left of the worth of a story that was pushed that day already, if nothing firmer came."""

_DAY: Final = timedelta(days=1)

_REPEATED: Final = (
    "This story was pushed today already and nothing firmer came since, so it counts half."
)


class Why(StrEnum):
    """Why something is held, in a word.

    Attributes:
        DAY, WEEK: What may be pushed in that time is used.
        BIGGER: The last push of a day or a week is kept for something bigger.
        LITTLE: It is worth too little to interrupt anybody.
        AGAIN: Its story was pushed that day already, and nothing firmer came.
        SILENCE: Somebody asked for silence.
    """

    DAY = "day"
    WEEK = "week"
    BIGGER = "bigger"
    LITTLE = "little"
    AGAIN = "again"
    SILENCE = "silence"


Spent = Mapping[date, int]
"""Pushes that went out, by local day."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """How many pushes a receiver takes; None = any number.

    Attributes:
        least: What is worth less is not pushed, however much room there is.
    """

    per_day: int | None = 2
    per_week: int | None = 7
    least: float = 0.0


UNLIMITED: Final = Allowance(None, None)


@dataclass(frozen=True, slots=True)
class Moment:
    """When something is decided, as the receiver's clock has it.

    Attributes:
        day: The local day.
        left: Which share of that day is still to come, 0 to 1.
    """

    day: date
    left: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may be pushed.

    Attributes:
        id: By which equals are told apart.
        worth: 0 to 1.
        notice: What it tells; None = nothing can be told of it again.
    """

    id: str
    worth: float
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """What becomes of a candidate: pushed, or held for a reason.

    Attributes:
        held: The reason, a sentence; None = it is pushed.
        why: The same in a word.
    """

    candidate: Candidate
    held: str | None = None
    why: Why | None = None


def moment(at: datetime, zone: tzinfo) -> Moment:
    """Return *at* as a receiver in *zone* has it; a day lasts 23 to 25 hours."""
    day = at.astimezone(zone).date()
    begin, end = _midnight(day, zone), _midnight(day + _DAY, zone)
    length = end - begin
    left = (end - at) / length if length > timedelta(0) else 0.0
    return Moment(day, min(max(left, 0.0), 1.0))


def allot(
    candidates: Sequence[Candidate],
    allowance: Allowance,
    spent: Spent,
    now: Moment,
    pushed: Sequence[Notice] = (),
) -> tuple[Ruling, ...]:
    """Return what becomes of candidates that are decided together, the best first.

    Args:
        candidates: All of one receiver.
        spent: What it was pushed, at least from six days before to six days after.
        now: Their local day.
        pushed: What it was pushed on that day, at least of the alerts of *candidates*.
    """
    taken = dict(spent)
    told = defaultdict[str, list[Notice]](list)
    for notice in pushed:
        told[notice.alert.id].append(notice)
    rulings = []
    waiting = [(-one.worth, one.id, place) for place, one in enumerate(candidates)]
    heapify(waiting)
    while waiting:
        worth, ident, place = heappop(waiting)
        one = candidates[place]
        again = _again(one, told)
        if again and worth == -one.worth < 0.0:
            heappush(waiting, (worth * FADED, ident, place))
            continue
        why, held = next(_against(one, allowance, taken, now, again=again), (None, None))
        if why is None:
            taken[now.day] = taken.get(now.day, 0) + 1
            if one.notice is not None:
                told[one.notice.alert.id].append(one.notice)
        rulings.append(Ruling(one, held, why))
    return tuple(rulings)


def _again(one: Candidate, told: Mapping[str, Sequence[Notice]]) -> bool:
    """Whether its story was told already, and it tells nothing that is firmer."""
    if one.notice is None:
        return False
    before = told.get(one.notice.alert.id, ())
    return bool(before) and not firmer(one.notice, before)


def most_in_week(spent: Spent, day: date) -> int:
    """Return the pushes of the fullest week that *day* is in.

    That is the week up to *day*, unless what comes now is dated before what went out already.
    """
    ends = (day + timedelta(days=ahead) for ahead in range(WEEK))
    return max(
        sum(spent.get(end - timedelta(days=back), 0) for back in range(WEEK)) for end in ends
    )


def _against(
    one: Candidate, allowance: Allowance, taken: Spent, now: Moment, *, again: bool
) -> Iterator[tuple[Why, str]]:
    """Yield what speaks against pushing *one*, the hardest reason first."""
    yield from _full(allowance, taken, now)
    yield from _too_little(one.worth, GREAT * now.left, allowance, taken, now)
    if again:
        for _, held in _too_little(one.worth * FADED, GREAT, allowance, taken, now):
            yield Why.AGAIN, f"{_REPEATED} {held}"


def _full(allowance: Allowance, taken: Spent, now: Moment) -> Iterator[tuple[Why, str]]:
    today, week = taken.get(now.day, 0), most_in_week(taken, now.day)
    day_most, week_most = allowance.per_day, allowance.per_week
    if day_most is not None and today >= day_most:
        yield Why.DAY, f"{today} of {day_most} pushes of today are used."
    if week_most is not None and week >= week_most:
        yield Why.WEEK, f"{week} of {week_most} pushes of this week are used."


def _too_little(
    worth: float, great: float, allowance: Allowance, taken: Spent, now: Moment
) -> Iterator[tuple[Why, str]]:
    """Yield for what *worth* is too little; *great* is what the last push of the day takes."""
    today, week = taken.get(now.day, 0), most_in_week(taken, now.day)
    day_most, week_most = allowance.per_day, allowance.per_week
    if day_most is not None and today == day_most - 1 > 0 and worth < great:
        yield Why.BIGGER, _kept("today", worth, great)
    if week_most is not None and week == week_most - 1 > 0 and worth < GREAT:
        yield Why.BIGGER, _kept("this week", worth, GREAT)
    if worth < allowance.least:
        yield Why.LITTLE, f"Worth {worth:.2f}, and it takes {allowance.least:.2f} at least."


def _kept(span: str, worth: float, needed: float) -> str:
    return (
        f"The last push of {span} is kept back for something bigger: "
        f"this is worth {worth:.2f}, and it takes {needed:.2f}."
    )


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
