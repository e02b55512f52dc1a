"""What would change the estimate of a rumour: cases that could come next, each estimated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from monitor.domain.catalogue import Pairing, Relation, Role
from monitor.domain.claims import Claim
from monitor.domain.rumour import (
    Case,
    Family,
    Model,
    Origin,
    Strength,
    Testimony,
    confirming,
    origins,
)
from monitor.domain.rumour.confirming import Word
from monitor.domain.rumour.estimate import YOUNG, judge, speaking
from monitor.domain.rumour.interaction import interactions
from monitor.domain.stage import Stage

WEEK: Final = timedelta(days=7)

_TICK: Final = timedelta(microseconds=1)
_SAY: Final = {
    Family.TALK: Stage.TALKS,
    Family.INTEREST: Stage.INTEREST,
    Family.TALKS: Stage.TALKS,
    Family.AGREEMENT: Stage.AGREEMENT,
    Family.DONE: Stage.DONE,
}
_ORDER: Final = tuple(_SAY)


@dataclass(frozen=True, slots=True)
class Supposition:
    """Something that may come, and how strong the rumour would be then.

    Attributes:
        name: What it is, for a machine; each at most once.
        sentence: What it is, for a person.
        strength: None where the rumour would be over.
    """

    name: str
    sentence: str
    strength: Strength | None


@dataclass(frozen=True, slots=True)
class _Change:
    """A case that may come, with the origins of what would be said by then."""

    name: str
    sentence: str
    case: Case
    found: tuple[Origin, ...]
    at: datetime


def suppose(case: Case, at: datetime, model: Model) -> tuple[Supposition, ...]:
    """Return what would change the estimate of *case* at *at*, with the estimates.

    Nothing is guessed: each is the estimate of the case as it would be. Sources that come in have
    no record.
    """
    if case.relation is Relation.CURRENT or (case.closes is not None and at > case.closes):
        return ()
    found = speaking(case, at)
    every = [
        Supposition(each.name, each.sentence, judge(each.case, each.found, each.at, model))
        for each in _changes(case, found, at)
    ]
    own = _said(case.pairing, Stage.DONE, at, Role.CLUB)
    if confirming.confirmed(case.pairing, (own,), (Word(own, "club"),), {}, {}, at):
        sentence = "The buying club's proven account or site says that it is done"
        every.append(Supposition("club_confirms", sentence, None))
    if case.closes is not None:
        sentence = f"The window closes on {case.closes - _TICK:%-d %B %Y} without the move"
        every.append(Supposition("window_closes", sentence, None))
    return tuple(every)


def _changes(case: Case, found: tuple[Origin, ...], at: datetime) -> Iterator[_Change]:
    speakers = [one for one in found if not one.against]
    if not speakers:
        two = (*found, _origin(case, Stage.TALKS, at, 1), _origin(case, Stage.TALKS, at, 2))
        yield _Change("two_sources", "Two independent sources say talks", case, two, at)
        return
    yield from _more(case, found, speakers, at)
    yield from _less(case, found, speakers, at)


def _more(
    case: Case, found: tuple[Origin, ...], speakers: Sequence[Origin], at: datetime
) -> Iterator[_Change]:
    """Yield what may speak for the move."""
    furthest = max((one.family for one in speakers), key=_ORDER.index)
    stage = _SAY[furthest]
    again = "another independent source" if len(speakers) > 1 else "a second, independent source"
    more = (*found, _origin(case, stage, at))
    yield _Change("another_source", f"{again.capitalize()} says {stage} too", case, more, at)
    if _ORDER.index(furthest) < _ORDER.index(Family.AGREEMENT):
        more = (*found, _origin(case, Stage.AGREEMENT, at))
        sentence = "An independent source says that the clubs have agreed"
        yield _Change("agreement", sentence, case, more, at)
    if len({one.voice for one in speakers}) == 1 and at - speakers[0].at < YOUNG:
        old = speakers[0].at + YOUNG
        yield _Change("a_day", "It is a day old, and nobody denies it", case, found, old)


def _less(
    case: Case, found: tuple[Origin, ...], speakers: Sequence[Origin], at: datetime
) -> Iterator[_Change]:
    """Yield what may speak against it."""
    no = _said(case.pairing, Stage.DENIED, at, Role.CLUB)
    denied = (*found, Origin(no.author, Family.DENIED, no))
    sentence = "The club, the player or the agent denies it"
    yield _Change("denial", sentence, case, denied, at)
    other = _said(Pairing(case.pairing.player, ""), Stage.AGREEMENT, at, Role.OUTLET)
    sentence = "A source says that another club has agreed"
    rival = replace(case, rivals=(*case.rivals, other))
    yield _Change("rival_agreement", sentence, rival, found, at)
    first = speakers[0]
    back = replace(first, first=replace(first.first, withdrawn=True))
    taken = tuple(back if one is first else one for one in found)
    if not first.first.withdrawn:
        sentence = "Whoever said it first takes it back"
        yield _Change("first_withdraws", sentence, case, taken, at)
    if any(not act.ended for act, _ in interactions(case.acts, at)):
        ended = replace(case, acts=tuple(replace(act, ended=True) for act in case.acts))
        yield _Change("acts_undone", "What was done is taken back", ended, found, at)
    if case.closes is None or at + WEEK <= case.closes:
        sentence = "Nobody says anything new for a week"
        yield _Change("week_of_silence", sentence, case, found, at + WEEK)


def _origin(case: Case, stage: Stage, at: datetime, which: int = 1) -> Origin:
    [origin] = origins([_said(case.pairing, stage, at, Role.OUTLET, which)])
    return origin


def _said(pairing: Pairing, stage: Stage, at: datetime, role: Role, which: int = 1) -> Testimony:
    """Return what somebody would say who has said nothing yet."""
    seal = f"supposed {role} {which}".encode()
    claim = Claim(stage=stage, cue="")
    return Testimony(
        key=seal, pairing=pairing, at=at, claim=claim, author=seal, record=seal, role=role
    )
