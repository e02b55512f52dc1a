"""What is told of the spikes of one turn: few, by player, the loudest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from monitor.domain import raising
from monitor.domain.alert import Notice, State
from monitor.domain.buzz import Buzz
from monitor.domain.catalogue import Catalogue, Pairing, Relation
from monitor.domain.spiking import Spike
from monitor.domain.timing import BUCKET
from monitor.watching.hearing import Heard

LEAST: Final = 10
"""Fewer accounts than these never wake anybody."""

GROWN: Final = 2
"""A spike is told again when it is this many times as loud as when it was last told."""

_LOUD = frozenset({State.PROVISIONAL, State.FIRING})


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
    return replace(before, state=state, latest=buzz, peak=peak, ended_at=ended)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A pairing whose spike changed.

    Attributes:
        before: How the spike stood before this bucket.
        heard: What was heard in the window.
        act: How the alert of a watched act about this pairing stands, if one was told lately.
    """

    before: Spike | None
    spike: Spike
    heard: Heard
    act: Notice | None = None

    @property
    def loud(self) -> bool:
        """Whether it is far above its usual now."""
        return self.spike.state in _LOUD

    @property
    def cooled(self) -> bool:
        """Whether it was until now."""
        return self.before is not None and self.before.state in _LOUD and not self.loud

    @property
    def grown(self) -> bool:
        """Whether it is much louder than when it was last told, or loud again."""
        again = self.before is not None and self.before.state is State.COOLING
        least = LEAST if again else max(LEAST, GROWN * self.spike.told_authors)
        return self.loud and self.heard.authors >= least


def telling(
    cases: Sequence[Case], standing: Iterable[Spike], catalogue: Catalogue, at: datetime
) -> tuple[Mapping[Pairing, Spike], tuple[Notice, ...]]:
    """Return the spikes of *cases* as they are to be kept, and the notices about them.

    Args:
        standing: Spikes of other pairings, that this turn left as they were.
        at: When it is told.
    """
    spikes = {case.spike.pairing: case.spike for case in cases}
    notices: list[Notice] = []
    fresh: dict[str, list[Case]] = {}
    for case in cases:
        spike = case.spike
        if spike.alert is None:
            if _worth_telling(case, catalogue, at):
                fresh.setdefault(spike.pairing.player, []).append(case)
        elif spike.leader == spike.pairing:
            told = _again(case, catalogue, at)
            if told is not None:
                spikes[spike.pairing] = replace(spike, told_authors=spike.latest.authors)
                notices.append(told)
    live = [*standing, *(case.spike for case in cases)]
    for player, news in sorted(fresh.items()):
        told_one = [s for s in live if s.pairing.player == player and s.alert and _on(s)]
        kept, notice = _raise(news, told_one, catalogue, at)
        spikes.update({spike.pairing: spike for spike in kept})
        notices.extend([notice] if notice is not None else [])
    return spikes, tuple(notices)


def _worth_telling(case: Case, catalogue: Catalogue, at: datetime) -> bool:
    """Whether a spike that nobody was told of is to be told now."""
    heard = case.heard
    if not case.loud or heard.authors < LEAST:
        return False
    if case.act is not None:
        return True
    merely_named = catalogue.relation(case.spike.pairing, at.date()) is not Relation.NONE
    return heard.carried and (heard.aimed or not merely_named)


def _on(spike: Spike) -> bool:
    return spike.state is not State.QUIET


def _again(case: Case, catalogue: Catalogue, at: datetime) -> Notice | None:
    """Return what is to be told of a spike that was told before, if anything is."""
    spike = case.spike
    if spike.joined:
        same = case.act is not None and case.act.alert.id == spike.alert
        if not case.grown or case.act is None or not same:
            return None
        return raising.join(case.act, spike, case.heard.voices, catalogue, at)
    if case.grown:
        return raising.grow(spike, case.heard.voices, catalogue, (), at)
    return raising.end(spike, catalogue, at) if case.cooled else None


def _raise(
    news: Sequence[Case], told: Sequence[Spike], catalogue: Catalogue, at: datetime
) -> tuple[Sequence[Spike], Notice | None]:
    """Tell the *news* of one player as one story, or add them to what is *told* already."""
    ranked = sorted(news, key=lambda c: (c.act is None, -c.spike.latest.authors, c.spike.pairing))
    if told:
        leader = told[0]
        notice = None
    else:
        first = ranked[0]
        also = [case.spike for case in ranked[1:]]
        voices = first.heard.voices
        if first.act is not None:
            notice = raising.join(first.act, first.spike, voices, catalogue, at)
        else:
            notice = raising.start(first.spike, voices, catalogue, also, at)
        leader = replace(
            first.spike,
            alert=notice.alert.id,
            story=notice.alert.story,
            leader=first.spike.pairing,
            joined=first.act is not None,
        )
    kept = [
        replace(
            case.spike,
            alert=leader.alert,
            story=leader.story,
            leader=leader.leader,
            joined=leader.joined or case.spike.pairing != leader.pairing,
            told_authors=case.spike.latest.authors,
        )
        for case in ranked
    ]
    return kept, notice
