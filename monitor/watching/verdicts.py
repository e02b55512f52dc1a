"""What is told of the spikes of one turn: few, by player, the loudest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from monitor.domain.alert import Notice, State
from monitor.domain.buzz import Buzz
from monitor.domain.catalogue import Catalogue, Pairing, Relation
from monitor.domain.spiking import Spike
from monitor.domain.stories import raising
from monitor.domain.stories.raising import MAJOR, Voices
from monitor.domain.timing import BUCKET
from monitor.watching.hearing import Heard

LEAST: Final = 10
"""Fewer accounts than these never wake anybody."""

GROWN: Final = 2
"""A spike is told again when this many times as many speak as when it was last told."""

LOUD: Final = frozenset({State.PROVISIONAL, State.FIRING})
"""States in which a pairing is far above its usual."""


def follow(before: Spike | None, pairing: Pairing, state: State, buzz: Buzz) -> Spike | None:
    """Return how the spike of *pairing* stands after a bucket that left it in *state*.

    A spike that is over stays, as the last one, until the next begins.
    """
    if before is None or before.state is State.QUIET:
        if state is State.QUIET:
            return before
        first = buzz.at - BUCKET
        return Spike(pairing=pairing, first=first, state=state, latest=buzz, peak=buzz)
    peak = buzz if buzz.authors > before.peak.authors else before.peak
    ended = buzz.at if state is State.QUIET else None
    told = before.told_authors if state in LOUD else 0
    return replace(before, state=state, latest=buzz, peak=peak, told_authors=told, ended_at=ended)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A pairing whose spike changed.

    Attributes:
        before: How the spike stood before this bucket.
        heard: What was heard in the window.
        act: How the alert of a watched act about this pairing stands, if one was told lately.
        thread: How the open story of the player stands, if one is open.
        settled: Whether the player has just moved: the talk of it is no rumour any more.
        withheld: Why nobody is to be interrupted for it: a word, and a sentence.
    """

    before: Spike | None
    spike: Spike
    heard: Heard
    act: Notice | None = None
    thread: Notice | None = None
    settled: bool = False
    withheld: tuple[str, str] | None = None

    @property
    def pairing(self) -> Pairing:
        return self.spike.pairing

    @property
    def voices(self) -> Voices:
        """Who spoke, and whether a watched act carries it."""
        return replace(self.heard.voices, act=self.act is not None)

    @property
    def carried(self) -> bool:
        """Whether enough of the rise is about the transfer, or claims carry it."""
        return self.heard.carried(self.spike.latest.expected)

    @property
    def cooled(self) -> bool:
        """Whether it was far above its usual until now."""
        return self.before is not None and loud(self.before) and not loud(self.spike)

    @property
    def grown(self) -> bool:
        """Whether it is loud enough to be told: the first time, or again.

        Again is when it has doubled, or has become major: told as less, it may have been held.
        What follows an act is major from its first word on.
        """
        if self.withheld is not None or self.settled:
            return False
        told = self.spike.told_authors
        least = max(LEAST, GROWN * told)
        if self.act is None and 0 < told < MAJOR <= least:
            least = MAJOR
        return loud(self.spike) and self.heard.authors >= least and not self.heard.delicate


def loud(spike: Spike) -> bool:
    """Whether a spike is far above its usual now."""
    return spike.state in LOUD


def telling(
    cases: Sequence[Case], standing: Iterable[Spike], catalogue: Catalogue, at: datetime
) -> tuple[Mapping[Pairing, Spike], tuple[Notice, ...]]:
    """Return the spikes of *cases* as they are to be kept, and the notices about them.

    Args:
        standing: Spikes of other pairings, that this turn left as they were.
        at: When it is told.
    """
    spikes: dict[Pairing, Spike] = {}
    notices: list[Notice] = []
    others = list(standing)
    for player in sorted({case.pairing.player for case in cases}):
        theirs = [case for case in cases if case.pairing.player == player]
        live = [s for s in others if s.pairing.player == player]
        kept, told = _tell(theirs, [*live, *(c.spike for c in theirs)], catalogue, at)
        spikes.update(kept)
        notices.extend(told)
    return spikes, tuple(notices)


def _tell(
    cases: Sequence[Case], live: Sequence[Spike], catalogue: Catalogue, at: datetime
) -> tuple[Mapping[Pairing, Spike], Sequence[Notice]]:
    """Tell the spikes of one player: what rises together is one story, and one leads it."""
    kept = {case.pairing: case.spike for case in cases}
    notices = []
    leader = _leader(live)
    fresh = [case for case in cases if _fresh(case, live, catalogue, at)]
    ranked = sorted(fresh, key=lambda c: (c.act is None, -c.heard.authors, c.pairing))
    led = []
    for case in ranked:
        if leader is None:
            also = [each.spike for each in ranked if each is not case]
            told = raising.start(case.spike, case.voices, catalogue, also, at)
            notice = raising.join(case.thread, told, catalogue, also)
            notices.append(notice)
            kept[case.pairing] = leader = _lead(case, notice)
        else:
            kept[case.pairing] = spike = _follow(case, leader)
            led.append(spike)
    for case in cases:
        spike = case.spike
        if spike.alert is None or spike.leader != spike.pairing or case in fresh:
            continue
        also = [s for s in (*live, *led) if s.alert == spike.alert and s is not spike and loud(s)]
        topped = loud(spike) and any(_tops(each, spike) for each in led)
        top = max(led, key=lambda each: each.latest.authors, default=spike)
        if topped and spike.latest.authors < LEAST <= top.latest.authors:
            loudest = next(each for each in fresh if each.pairing == top.pairing)
            grown = raising.grow(top, loudest.voices, catalogue, (), at)
            notices.append(raising.join(_own(case), grown, catalogue, ()))
            kept[case.pairing] = replace(spike, told_authors=top.latest.authors)
            continue
        if (again := _again(case, also, catalogue, at, topped=topped)) is not None:
            notices.append(again)
            if loud(spike):
                most = max(each.latest.authors for each in (spike, *(led if topped else ())))
                kept[case.pairing] = replace(spike, told_authors=most)
    return kept, notices


def _fresh(case: Case, live: Iterable[Spike], catalogue: Catalogue, at: datetime) -> bool:
    """Whether nobody was told of it, or only of another's that is over by now; and is to be."""
    spike = case.spike
    led = spike.leader != spike.pairing and any(
        each.pairing == spike.leader and each.alert == spike.alert and loud(each) for each in live
    )
    own = spike.alert is not None and spike.leader == spike.pairing
    if own or led or not case.grown:
        return False
    if case.act is not None:
        return True
    merely_named = catalogue.relation(case.pairing, at.date()) is not Relation.NONE
    return case.carried and (case.heard.aimed or not merely_named)


def _leader(live: Iterable[Spike]) -> Spike | None:
    """Return the loudest spike that was told, and leads, and goes on."""
    told = [s for s in live if s.alert is not None and s.leader == s.pairing and loud(s)]
    return min(told, key=lambda s: (-s.latest.authors, s.pairing), default=None)


def _lead(case: Case, notice: Notice) -> Spike:
    return replace(
        case.spike,
        alert=notice.alert.id,
        story=notice.alert.story,
        leader=case.pairing,
        joined=case.thread is not None,
        told_authors=case.spike.latest.authors,
    )


def _follow(case: Case, leader: Spike) -> Spike:
    return replace(
        case.spike,
        alert=leader.alert,
        story=leader.story,
        leader=leader.pairing,
        joined=True,
        told_authors=case.spike.latest.authors,
    )


def _tops(spike: Spike, leader: Spike) -> bool:
    """Whether a spike that is told within another's is louder than that ever was told."""
    return spike.latest.authors > max(leader.latest.authors, leader.told_authors)


def _own(case: Case) -> Notice | None:
    """Return the thread that a spike is told in: it goes on under the id it was told under."""
    thread = case.thread
    return thread if thread is not None and thread.alert.id == case.spike.alert else None


def _again(
    case: Case, also: Sequence[Spike], catalogue: Catalogue, at: datetime, *, topped: bool
) -> Notice | None:
    """Return what is to be told of a spike that was told before, if anything is.

    Args:
        topped: Whether another of the same story is louder now.
    """
    spike = case.spike
    thread = _own(case)
    if case.cooled and not case.settled:
        return raising.join(thread, raising.end(spike, catalogue, at), catalogue, also)
    if not (case.grown or topped) or case.heard.delicate or case.settled:
        return None
    grown = raising.grow(spike, case.voices, catalogue, also, at)
    return raising.join(thread, grown, catalogue, also)
