"""Notices of spikes: raised, added to, ended; under an id that never changes."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from monitor.domain.alert import (
    Alert,
    Evidence,
    Kind,
    Named,
    Notice,
    Severity,
    State,
    Status,
    Weight,
    alert_id,
    story_id,
)
from monitor.domain.buzz import Buzz
from monitor.domain.catalogue import Catalogue
from monitor.domain.rumour import Evidence as Basis
from monitor.domain.rumour import Strength
from monitor.domain.spiking import Spike
from monitor.domain.stories import figures, story

RULE: Final = "spike"

MAJOR: Final = 50
"""Accounts from which on a spike is major by its size, if that surprises."""

SURPRISING: Final = 4
"""So many times its usual a great spike must be to be major: three times comes by chance."""

_SPACE = uuid.UUID("0f6f4c1e-4f0e-5d55-9d2b-7f3a1c2b9e10")
_NOT_A_FACT = "Whether it is true: that many speak of it is not a fact about a transfer."
_LIKELY = "How likely the move is: too little evidence for a number."
_CARRIED = "A watched act about this pairing was told before."

_GENERAL = 2.0
"""Times their usual from which all pairings together are in a surge of their own."""

_BY_OUTLET = "posts by an outlet"
_BY_OTHERS = "posts"
_POSTS = frozenset({_BY_OUTLET, _BY_OTHERS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """Who spoke, of those that may be named.

    Attributes:
        outlets: Names of outlets, `others` of further catalogue accounts; each once, sorted.
        claims: How many mentions claim a stage of a transfer.
        act: A watched act carries it.
    """

    outlets: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    claims: int = 0
    act: bool = False


def hour_at(at: datetime, zone: ZoneInfo) -> str:
    """Return the hour of the day that *at* is in, with its zone."""
    hour = at.astimezone(zone).replace(minute=0)
    return figures.clock(hour, zone)


def zone_of(catalogue: Catalogue, club: str) -> ZoneInfo:
    """Return the time zone of *club*; UTC where none is known."""
    known = catalogue.clubs.get(club)
    return ZoneInfo(known.timezone if known is not None else "UTC")


def number_of(spike: Spike, catalogue: Catalogue, *, provisional: bool = False) -> str:
    """Return how loud a spike is, beside what is usual, and until when that was counted."""
    zone = zone_of(catalogue, spike.pairing.club)
    number = figures.sentence(spike.latest, hour_at(spike.latest.at, zone), provisional=provisional)
    return f"{number}; {figures.counted(spike.latest, zone)}"


def severity(spike: Spike, voices: Voices) -> Severity:
    """Return how much it asks for: *major* needs a surprising size, two outlets or an act."""
    latest = spike.latest
    great = latest.authors >= MAJOR and (latest.ratio is None or latest.ratio >= SURPRISING)
    if great or len(voices.outlets) >= 2 or voices.act:
        return Severity.MAJOR
    return Severity.MINOR


def start(
    spike: Spike, voices: Voices, catalogue: Catalogue, also: Sequence[Spike], at: datetime
) -> Notice:
    """Return the notice, told *at*, that tells *spike* for the first time, by itself.

    Args:
        also: Spikes of the same player with other clubs, told within this one.
    """
    first = _cause(spike, "first")
    saga = story_id(spike.pairing.player, first)
    named = replace(spike, alert=alert_id(RULE, saga, first), story=saga)
    return _notice(Kind.STORY_STARTED, Status.STARTED, named, voices, catalogue, also, at)


def grow(
    spike: Spike, voices: Voices, catalogue: Catalogue, also: Sequence[Spike], at: datetime
) -> Notice:
    """Return the notice that *spike*, told before, has grown much louder, by itself."""
    return _notice(Kind.STORY_UPDATED, Status.UPDATED, spike, voices, catalogue, also, at)


def end(spike: Spike, catalogue: Catalogue, at: datetime) -> Notice:
    """Return the notice, told *at*, that *spike* is over, by itself."""
    whole = _notice(Kind.STORY_ENDED, Status.ENDED, spike, Voices(), catalogue, (), at)
    about = f"{whole.alert.player_name} and {whole.alert.club_name}"
    loudest = replace(spike, latest=spike.peak)
    peak = number_of(loudest, catalogue, provisional=not spike.peak.score)
    lasted = figures.span(spike.latest.at - spike.first)
    over = "has calmed down" if not spike.peak.score else "is back to its usual"
    alert = replace(
        whole.alert,
        severity=Severity.INFO,
        title=f"Over: the talk about {about} {over}",
        text=f"The talk about {about} {over} after {lasted}. At its loudest: {peak}.",
        how_we_know=(_counted(spike.peak),),
        reasons=("For half an hour it was not far above its usual.",),
        evidence=(),
    )
    return replace(whole, alert=alert)


def join(
    thread: Notice | None, notice: Notice, catalogue: Catalogue, also: Sequence[Spike] = ()
) -> Notice:
    """Return *notice*, which tells a spike by itself, in the story that it belongs to.

    Args:
        thread: How the open story of the player stands; None = it opens one.
        also: As in *notice*.
    """
    club = notice.alert.pairing.club
    clubs = [Named(one.pairing.club, catalogue.clubs[one.pairing.club].name) for one in also]
    return story.join(thread, story.alone(notice, f"talk:{club}", Weight.TALK, clubs))


def _notice(
    kind: Kind,
    status: Status,
    spike: Spike,
    voices: Voices,
    catalogue: Catalogue,
    also: Sequence[Spike],
    at: datetime,
) -> Notice:
    assert spike.alert is not None
    assert spike.story is not None
    buzz = spike.latest
    player = catalogue.players[spike.pairing.player].name
    club = catalogue.clubs[spike.pairing.club].name
    provisional = spike.state is State.PROVISIONAL
    number = number_of(spike, catalogue, provisional=provisional)
    told = Alert(
        id=spike.alert,
        rule=RULE,
        story=spike.story,
        pairing=spike.pairing,
        player_name=player,
        club_name=club,
        status=status,
        severity=severity(spike, voices),
        title=_title(spike, f"{player} and {club}", provisional=provisional),
        text=_text(spike, voices, catalogue, also, number),
        how_we_know=(_counted(buzz),),
        reasons=_reasons(spike, voices, provisional=provisional),
        evidence=_evidence(spike, voices),
        unknown=(_NOT_A_FACT, _LIKELY, *figures.caveats(buzz)),
        strength=Strength(Basis.INSUFFICIENT),
        happened_at=spike.first,
        told_at=at,
        buzz=buzz,
        state=spike.state,
    )
    return Notice(kind=kind, alert=told, cause=_cause(spike, f"{kind}:{buzz.at.isoformat()}"))


def _title(spike: Spike, about: str, *, provisional: bool) -> str:
    buzz = spike.latest
    loud = f"{figures.count(buzz.authors, 'account')} in {figures.span(buzz.window)}"
    if provisional:
        return f"Unverified, provisional: {about}: {loud}"
    beside = f"usually {buzz.expected:.0f}" if buzz.expected >= 1 else "usually silent"
    return f"Unverified: {about}: {loud}, {beside}"


def _text(
    spike: Spike, voices: Voices, catalogue: Catalogue, also: Sequence[Spike], number: str
) -> str:
    buzz = spike.latest
    player = catalogue.players[spike.pairing.player].name
    club = catalogue.clubs[spike.pairing.club].name
    parts = [f"{player} and {club}: {number}."]
    if buzz.mentions:
        parts.append(f"{buzz.transfer / buzz.mentions:.0%} of the posts are about the transfer.")
    parts.extend(figures.makeup(buzz))
    if voices.outlets:
        parts.append(f"Among them: {_list(voices.outlets)}.")
    if voices.claims:
        posts = figures.count(voices.claims, "post")
        parts.append(f"{posts} {'claims' if voices.claims == 1 else 'claim'} a step of a move.")
    if also:
        others = [
            f"{catalogue.clubs[each.pairing.club].name} "
            f"({figures.count(each.latest.authors, 'account')})"
            for each in also
        ]
        parts.append(f"Also named with {player}: {_list(others)}.")
    return " ".join(parts)


def _reasons(spike: Spike, voices: Voices, *, provisional: bool) -> tuple[str, ...]:
    buzz = spike.latest
    if provisional:
        loud = figures.accounts(buzz)
        said = [f"{loud}, and watched for less than a day: what is usual is not known yet."]
    else:
        ratio = buzz.ratio
        times = f"{ratio:.1f} times its own usual" if ratio else "where there is normally silence"
        said = [f"{figures.accounts(buzz)}, {times}; score {buzz.score:.1f}."]
        surge = "it is far above that too" if buzz.common >= _GENERAL else "not a general surge"
        others = f"{buzz.common:.1f} times their usual"
        said.append(f"All other pairings together are at {others}: {surge}.")
    if voices.act:
        said.append(_CARRIED)
    return tuple(said)


def _counted(buzz: Buzz) -> str:
    where = f" ({_list([place for place, _ in buzz.by])})" if buzz.by else ""
    return (
        f"Counted from public posts{where}, each account once, match talk left out, in the "
        f"{figures.span(buzz.window)} before {buzz.at:%H:%M} UTC."
    )


def _evidence(spike: Spike, voices: Voices) -> tuple[Evidence, ...]:
    found = [(_BY_OUTLET, name) for name in voices.outlets]
    found += [(_BY_OTHERS, name) for name in voices.others]
    private = spike.latest.authors - len(found)
    if private > 0:
        who = "a private account" if private == 1 else f"{private:,} private accounts"
        found.append((_BY_OTHERS, who))
    return tuple(
        Evidence(what=what, who=who, provenance="observed", at=spike.latest.at)
        for what, who in found
    )


def _cause(spike: Spike, what: str) -> bytes:
    name = f"{spike.pairing}:{spike.first.isoformat()}:{what}"
    return uuid.uuid5(_SPACE, name).bytes


def _list(names: Sequence[str], most: int = 4) -> str:
    if len(names) > most:
        names = [*names[:most], f"{len(names) - most} more"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
