"""When a rumour is over: the move has happened, or its window closed without it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from monitor.domain.catalogue import Pairing
from monitor.domain.rumour import Outcome, Record, Testimony, origins
from monitor.domain.stage import POSITIVE, Stage
from monitor.domain.stance import Stance

REVERSIBLE: Final = timedelta(hours=72)
"""How long what was confirmed can be reopened by what is said."""

TOGETHER: Final = timedelta(hours=72)
"""Two origins that say that it is done confirm each other this close together."""

RIGHT: Final = 3
"""So many claims of a source must have come true before its word helps to confirm."""

LENIENT: Final = timedelta(hours=48)
"""After a window closed it is waited so long for moves that are announced late."""

WINDOW: Final = "window"
OPERATOR: Final = "operator"
CLUB: Final = "club account "
TWO: Final = "two sources: "

_NO: Final = frozenset({Stage.DENIED, Stage.WITHDRAWN, Stage.STAYS})


@dataclass(frozen=True, slots=True)
class Word:
    """What the buying club itself said: a testimony, and by which account."""

    testimony: Testimony
    account: str


def confirmed(
    pairing: Pairing,
    said: Sequence[Testimony],
    club: Sequence[Word],
    records: Mapping[str, Record],
    names: Mapping[str, str],
    at: datetime,
) -> Outcome | None:
    """Return that the move has happened, if that is confirmed by what was said until *at*.

    By the club's own proven account or site, or by two independent origins with a record. What
    the club denies later isn't confirmed by anybody's word.

    Args:
        said: Of the rumour, since it was last settled.
        club: Of these, what the buying club itself said.
        names: How sources are called, by slug.
    """
    own = sorted((one for one in club if not one.testimony.withdrawn), key=_order)
    plain = [one for one in own if _no(one.testimony) or _done(one.testimony)]
    if plain and _done(plain[-1].testimony):
        first = _first_of_the_last(plain)
        by = f"{CLUB}@{first.account}"
        return _settled(pairing, first.testimony.at, by, at, first.testimony)
    barred = plain[-1].testimony.at if plain else None
    two = _two(said, records, barred)
    if two is None:
        return None
    by = " and ".join(names.get(str(one.source), str(one.source)) for one in two)
    return _settled(pairing, two[-1].at, f"{TWO}{by}", at, *two)


def reversible(outcome: Outcome, at: datetime) -> bool:
    """Whether an outcome may be reopened at *at* by what is said, and not by a person alone."""
    if not outcome.happened or outcome.by.startswith(OPERATOR):
        return False
    return at - outcome.told_at <= REVERSIBLE


def lapsed(
    pairing: Pairing, said: Iterable[Testimony], end: datetime, begin: datetime, at: datetime
) -> Outcome | None:
    """Return that the window closed at *end* without the move, if it was claimed since *begin*."""
    if at < end + LENIENT or not any(forward(one) and begin <= one.at < end for one in said):
        return None
    return Outcome(pairing=pairing, happened=False, at=end, by=WINDOW, told_at=at)


def elsewhere(outcome: Outcome, rival: Pairing, name: str) -> Outcome:
    """Return what the move of *outcome*, to the club called *name*, means for a *rival*."""
    return Outcome(
        pairing=rival,
        happened=False,
        at=outcome.at,
        by=f"moved to {name}",
        told_at=outcome.told_at,
    )


def forward(one: Testimony) -> bool:
    """Whether a testimony claims a step of the move."""
    return one.claim is not None and one.claim.stage in POSITIVE


def _settled(
    pairing: Pairing, at: datetime, by: str, told_at: datetime, *by_what: Testimony
) -> Outcome:
    keys = tuple(one.key for one in by_what)
    return Outcome(pairing=pairing, happened=True, at=at, by=by, told_at=told_at, keys=keys)


def _order(word: Word) -> tuple[datetime, bytes]:
    return word.testimony.at, word.testimony.key


def _first_of_the_last(said: Sequence[Word]) -> Word:
    """Return the first of those at the end of *said* between which nobody says no."""
    first = said[-1]
    for one in reversed(said):
        if _no(one.testimony):
            break
        first = one
    return first


def _two(
    said: Sequence[Testimony], records: Mapping[str, Record], barred: datetime | None
) -> tuple[Testimony, Testimony] | None:
    """Return the first words of two origins that together confirm, if two do."""
    heard = [one for one in said if _done(one) and (barred is None or one.at > barred)]
    firsts: list[Testimony] = []
    for origin in origins(heard):
        record = records.get(origin.voice) if isinstance(origin.voice, str) else None
        if record is None or record.came_true < RIGHT or origin.first.source != origin.voice:
            continue
        if all(one.source != origin.voice for one in firsts):
            firsts.append(origin.first)
    for earlier, later in pairwise(firsts):
        if later.at - earlier.at <= TOGETHER:
            return earlier, later
    return None


def _done(one: Testimony) -> bool:
    claim = one.claim
    return (
        claim is not None
        and claim.stage is Stage.DONE
        and claim.stance is Stance.SUPPORT
        and not claim.hedged
        and claim.attributed_to is None
        and one.cites in {None, one.source}
        and not one.withdrawn
        and not one.gossip
    )


def _no(one: Testimony) -> bool:
    return one.claim is not None and one.claim.stage in _NO
