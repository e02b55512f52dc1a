"""Notices of spikes: raised, added to, ended; under an id that never changes."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from monitor.domain import figures
from monitor.domain.alert import (
    Alert,
    Evidence,
    Kind,
    Notice,
    Severity,
    State,
    Status,
    alert_id,
    story_id,
)
from monitor.domain.catalogue import Catalogue
from monitor.domain.rumour import Evidence as Weight
from monitor.domain.rumour import Strength
from monitor.domain.spiking import Spike

RULE: Final = "spike"

MAJOR: Final = 50
"""Accounts from which on a spike is major by its size alone."""

_SPACE = uuid.UUID("0f6f4c1e-4f0e-5d55-9d2b-7f3a1c2b9e10")
_NOT_A_FACT = "Whether it is true: that many speak of it is not a fact about a transfer."
_LIKELY = "How likely the move is: too little evidence for a number."


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


def hour_of(catalogue: Catalogue, spike: Spike) -> int:
    """Return the hour of the day in which a spike stands, where its club is."""
    return spike.latest.at.astimezone(zone_of(catalogue, spike.pairing.club)).hour


def zone_of(catalogue: Catalogue, club: str) -> ZoneInfo:
    """Return the time zone of *club*; UTC where none is known."""
    known = catalogue.clubs.get(club)
    return ZoneInfo(known.timezone if known is not None else "UTC")


def severity(spike: Spike, voices: Voices) -> Severity:
    """Return how much it asks for: *major* needs size, two outlets, or a watched act."""
    if spike.latest.authors >= MAJOR or len(voices.outlets) >= 2 or voices.act:
        return Severity.MAJOR
    return Severity.MINOR


def start(
    spike: Spike, voices: Voices, catalogue: Catalogue, also: Sequence[Spike], at: datetime
) -> Notice:
    """Return the notice, told *at*, that tells *spike* for the first time.

    Args:
        also: Spikes of the same player with other clubs, told within this one.
    """
    first = _cause(spike, "first")
    story = story_id(spike.pairing.player, first)
    named = replace(spike, alert=alert_id(RULE, story, first), story=story)
    return _notice(Kind.STORY_STARTED, Status.STARTED, named, voices, catalogue, also, at)


def grow(
    spike: Spike, voices: Voices, catalogue: Catalogue, also: Sequence[Spike], at: datetime
) -> Notice:
    """Return the notice that *spike*, told before, has grown much louder."""
    return _notice(Kind.STORY_UPDATED, Status.UPDATED, spike, voices, catalogue, also, at)


def join(
    before: Notice, spike: Spike, voices: Voices, catalogue: Catalogue, at: datetime
) -> Notice:
    """Return the notice that adds *spike* to the alert of an act that was told *before*."""
    carried = replace(voices, act=True)
    named = replace(spike, alert=before.alert.id, story=before.alert.story)
    whole = _notice(Kind.STORY_UPDATED, Status.UPDATED, named, carried, catalogue, (), at)
    told, fresh = before.alert, whole.alert
    alert = replace(
        told,
        status=Status.UPDATED,
        severity=fresh.severity,
        title=fresh.title,
        text=f"{fresh.text} It follows what was told before: {told.text}",
        how_we_know=_joined(fresh.how_we_know, told.how_we_know),
        reasons=_joined(fresh.reasons, told.reasons),
        evidence=(*told.evidence, *(e for e in fresh.evidence if e not in told.evidence)),
        unknown=_joined(fresh.unknown, told.unknown),
        buzz=fresh.buzz,
        state=fresh.state,
        told_at=fresh.told_at,
    )
    return replace(whole, alert=alert)


def end(spike: Spike, catalogue: Catalogue, at: datetime) -> Notice:
    """Return the notice, told *at*, that *spike* is over."""
    whole = _notice(
        Kind.STORY_ENDED, Status.ENDED, spike, Voices(), catalogue, (), at
    )  # fmt: skip
    about = f"{whole.alert.player_name} and {whole.alert.club_name}"
    peak = figures.sentence(spike.peak, hour_of(catalogue, replace(spike, latest=spike.peak)))
    lasted = figures.span(spike.latest.at - spike.first)
    alert = replace(
        whole.alert,
        severity=Severity.INFO,
        title=f"Over: the talk about {about} is back to its usual",
        text=f"The talk about {about} is back to its usual after {lasted}. At its loudest: {peak}.",
        reasons=("It has been near its own usual for half an hour.",),
        evidence=(),
    )
    return replace(whole, alert=alert)


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
    number = figures.sentence(buzz, hour_of(catalogue, spike), provisional=provisional)
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
        how_we_know=(_counted(spike),),
        reasons=_reasons(spike, voices, provisional=provisional),
        evidence=_evidence(spike, voices),
        unknown=(_NOT_A_FACT, _LIKELY, *figures.caveats(buzz)),
        strength=Strength(Weight.INSUFFICIENT),
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
        others = f"{buzz.common:.1f} times their usual"
        said.append(f"All other pairings together are at {others}: not a general surge.")
    if voices.act:
        said.append("A watched act about this pairing was told before.")
    return tuple(said)


def _counted(spike: Spike) -> str:
    places = [place for place, _ in spike.latest.by]
    where = f" ({_list(places)})" if places else ""
    return (
        f"Counted from public posts{where}, each account once, match talk left out, in the "
        f"{figures.span(spike.latest.window)} before {spike.latest.at:%H:%M} UTC."
    )


def _evidence(spike: Spike, voices: Voices) -> tuple[Evidence, ...]:
    found = [
        Evidence(what="posts by an outlet", who=name, provenance="observed", at=spike.latest.at)
        for name in voices.outlets
    ]
    found += [
        Evidence(what="posts", who=name, provenance="observed", at=spike.latest.at)
        for name in voices.others
    ]
    private = spike.latest.authors - len(voices.outlets) - len(voices.others)
    if private > 0:
        who = "a private account" if private == 1 else f"{private:,} private accounts"
        found.append(Evidence(what="posts", who=who, provenance="observed", at=spike.latest.at))
    return tuple(found)


def _cause(spike: Spike, what: str) -> bytes:
    name = f"{spike.pairing}:{spike.first.isoformat()}:{what}"
    return uuid.uuid5(_SPACE, name).bytes


def _joined(fresh: Sequence[str], told: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*fresh, *told]))


def _list(names: Sequence[str], most: int = 4) -> str:
    if len(names) > most:
        names = [*names[:most], f"{len(names) - most} more"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
