"""What followed an act: who took it up, and how much talk it brought about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from monitor.domain.alert import Notice, Part, Weight
from monitor.domain.catalogue import Catalogue, Role
from monitor.domain.platforms import NAMES
from monitor.domain.stories import figures, spread, story, wording
from monitor.domain.stories.spread import Echo, Lift, Phase, Wave
from monitor.domain.timing import bucket_of
from monitor.ports.watching import Voiced, WatchStore

LATEST: Final = timedelta(days=7)
"""So long after an act it is told what followed it."""

_PRESS: Final = frozenset({Role.OUTLET, Role.JOURNALIST})
_FANS: Final = frozenset({Role.FAN_ACCOUNT, Role.PUBLIC})
_SAID: Final = {
    Wave.FANS: "fan accounts",
    Wave.AGGREGATORS: "aggregators",
    Wave.OUTLETS: "outlets",
    Wave.DENIAL: "a denial",
}
_NO: Final = frozenset({"denied", "withdrawn", "stays"})


async def follow(
    notice: Notice, store: WatchStore, catalogue: Catalogue, since: datetime, end: datetime
) -> Notice:
    """Return *notice* with what followed the act that leads its story, in buckets until *end*.

    Args:
        since: When the pairing of the act came under watch.
    """
    act = act_of(notice)
    if act is None or not timedelta(0) < end - act.at <= LATEST:
        return notice
    voiced = await store.voiced(act.pairing, act.at, end)
    who = act.evidence[0].who if act.evidence else notice.alert.player_name
    phases = spread.phases(act.at, who, echoes(voiced, catalogue))
    span = min(spread.SPAN, end - bucket_of(act.at))
    days = min(spread.DAYS, max(act.at - since, timedelta(0)) // timedelta(days=1))
    *before, spoke = await store.reach(act.pairing, act.at, span, days)
    lift = spread.lift(act.keys[0], act.at, span, spoke, before)
    return told(notice, phases, lift)


def act_of(notice: Notice) -> Part | None:
    """Return the act that leads the story of *notice*, if one does."""
    parts = story.standing(notice)
    led = story.leader(parts) if parts else None
    return led if led is not None and led.weight is Weight.ACT else None


def echoes(voiced: Iterable[Voiced], catalogue: Catalogue) -> Sequence[Echo]:
    """Return who took an act up, as what; whoever is none of them is left out."""
    found = []
    for one in voiced:
        account = catalogue.account(one.platform, one.account) if one.account else None
        role = account.standing if account is not None else Role.PUBLIC
        wave = _wave(one, role)
        if wave is not None:
            public = account is not None and role is not Role.PUBLIC
            who = wording.owner(account, catalogue) if account is not None and public else None
            found.append(Echo(at=one.at, author=one.author, who=who, wave=wave))
    return found


def told(notice: Notice, phases: tuple[Phase, ...], lift: Lift | None) -> Notice:
    """Return *notice* with how the act of its story spread, in a sentence each."""
    act = act_of(notice)
    if act is None:
        return notice
    what = act.evidence[0].what if act.evidence else "the act"
    lifts = lift is not None and (lift.low is None or lift.low > 1)
    said = [_lifted(lift, what)] if lift is not None and lifts else []
    spread_to = [one for one in phases[1:] if lifts or lift is None or one.who != spread.PRIVATE]
    if spread_to:
        said.append(_taken_up(act.at, spread_to))
    head, mark, rest = notice.alert.text.partition(story.FOLLOWS)
    text = f"{' '.join([head, *said])}{mark}{rest}"
    return replace(notice, alert=replace(notice.alert, text=text, phases=phases, lift=lift))


def _wave(one: Voiced, role: Role) -> Wave | None:
    if role is not Role.PUBLIC and (one.stage in _NO or one.denies):
        return Wave.DENIAL
    if role in _PRESS | _FANS and role is not Role.PUBLIC and one.cites:
        return Wave.AGGREGATORS
    if role in _PRESS:
        return Wave.OUTLETS
    return Wave.FANS if role in _FANS else None


def _lifted(lift: Lift, what: str) -> str:
    accounts = figures.count(lift.authors, "account")
    by = ", ".join(f"{NAMES.get(each.platform, each.platform)} {each.authors}" for each in lift.by)
    spoke = f"In the {figures.span(lift.span)} after {what} {accounts} spoke of it ({by})"
    if lift.ratio is None or lift.low is None or lift.high is None:
        return f"{spoke}; at these hours hardly any do."
    return (
        f"{spoke}; {lift.expected:.0f} were to be expected: {lift.ratio:.1f} times as many "
        f"({lift.low:.1f} to {lift.high:.1f})."
    )


def _taken_up(since: datetime, phases: Sequence[Phase]) -> str:
    said = []
    for one in phases:
        ahead = ""
        named = one.who != spread.PRIVATE
        if named and one.lead is not None and one.lead >= timedelta(minutes=1):
            ahead = f", {figures.span(one.lead)} before the next"
        said.append(f"{_SAID[one.wave]} {_after(one.at - since)} (first: {one.who}{ahead})")
    return f"Who took it up: {'; '.join(said)}."


def _after(span: timedelta) -> str:
    return f"after {figures.span(span)}" if span >= timedelta(minutes=1) else "within a minute"
