"""Silences: about what nobody is interrupted, until when, and who said so."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

from monitor.domain.alert import Kind
from monitor.domain.catalogue import Pairing
from monitor.domain.told.wire import isotime, plain

USUAL: Final = timedelta(days=7)
"""The longest silence that needs no second thought."""

LONGEST: Final = timedelta(days=366)
LATE: Final = timedelta(hours=24)
"""What is told late is dated so much before the silence that it came into, at most."""

LONGEST_NOTE: Final = 300
LONGEST_NAME: Final = 60

_THROUGH: Final = frozenset({Kind.ALERT_CORRECTED, Kind.STORY_CONFIRMED})
"""Whoever was told something hears what became of it."""

_OURS: Final = frozenset(
    {Kind.DIGEST_DAILY, Kind.CONNECTOR_STALE, Kind.DELIVERY_DISABLED, Kind.TEST_PING}
)
"""About lastdance itself: silenced only where their kind is named."""


class SilenceError(ValueError):
    """A silence can't be made; the message says why, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """What is silenced, from when until when; what is None may be any.

    Attributes:
        id: Ten hexadecimal digits.
        player, club: Slugs.
        receiver: The configured name of the only one who is not interrupted.
        by: Who said so, and `made_at` when.
        note: Why, in at most `LONGEST_NOTE` characters; may be empty.
    """

    id: str
    since: datetime
    until: datetime
    by: str
    made_at: datetime
    note: str = ""
    player: str | None = None
    club: str | None = None
    kind: Kind | None = None
    receiver: str | None = None

    @property
    def everything(self) -> bool:
        """Whether it names nothing, and so is about everything and everybody."""
        return self.about == ""

    @property
    def about(self) -> str:
        """What it is about, as "player sergio-ramos, receiver desk"; empty = everything."""
        named = ("player", self.player), ("club", self.club), ("kind", self.kind)
        told = (*named, ("receiver", self.receiver))
        return ", ".join(f"{word} {value}" for word, value in told if value is not None)

    def holds(self, at: datetime) -> bool:
        """Whether it is in force at *at*."""
        return self.since <= at < self.until

    def reaches(self, at: datetime) -> bool:
        """Whether what is told as of *at* comes into it; if it began at once, late things do."""
        begin = self.since - LATE if self.since <= self.made_at else self.since
        return begin <= at < self.until

    def covers(
        self, kind: Kind, pairing: Pairing, receiver: str, clubs: Collection[str] = ()
    ) -> bool:
        """Whether a message of *kind* about *pairing* to *receiver* is what it is about.

        Args:
            clubs: Others that it has news of, whoever leads the story.
        """
        if kind in _THROUGH or (kind in _OURS and self.kind is not kind):
            return False
        return (
            self.player in {None, pairing.player}
            and self.club in {None, pairing.club, *clubs}
            and self.kind in {None, kind}
            and self.receiver in {None, receiver}
        )


def silenced(
    kind: Kind,
    pairing: Pairing,
    receiver: str,
    silences: Iterable[Silence],
    at: datetime,
    clubs: Collection[str] = (),
) -> Silence | None:
    """Return the silence that keeps a message from *receiver*, the one that lasts longest.

    Corrections and confirmations always go through.

    Args:
        silences: Those that were made by now.
        at: As of when the message is told.
        clubs: Others that it has news of, whoever leads the story.
    """
    what = kind, pairing, receiver, clubs
    found = [one for one in silences if one.reaches(at) and one.covers(*what)]
    return max(found, key=lambda one: (one.until, one.id), default=None)


def reason(silence: Silence, zone: tzinfo = UTC) -> str:
    """Return why a message is held, as "silenced by ana until 24 Nov, 09:00 UTC"."""
    until = silence.until.astimezone(zone)
    return f"silenced by {silence.by} until {until.day} {until:%b, %H:%M %Z}"


def silence(
    now: datetime,
    until: datetime,
    by: str,
    note: str = "",
    *,
    since: datetime | None = None,
    everything: bool = False,
    long: bool = False,
    player: str | None = None,
    club: str | None = None,
    kind: Kind | None = None,
    receiver: str | None = None,
) -> Silence:
    """Return a silence that is made *now*.

    Args:
        since: When it begins; None = at once.
        everything: Whether it may name nothing.
        long: Whether it may be longer than `USUAL`.

    Raises:
        SilenceError: It can't be made so.
    """
    begin = max(now, since) if since is not None else now
    _measure(begin, until, now, long=long)
    made = Silence(
        id=_ident(isotime(now), isotime(begin), player, club, kind, receiver, by),
        since=begin,
        until=until,
        by=_name(by),
        made_at=now,
        note=_note(note),
        player=player,
        club=club,
        kind=kind,
        receiver=receiver,
    )
    if kind in _THROUGH:
        raise SilenceError(
            f"{kind} always goes out, to those who got what it is about. Leave the kind out"
        )
    if made.everything and not everything:
        raise SilenceError(
            "it names nothing, so nobody would be told anything. Name a player, club, kind or "
            "receiver, or say --everything"
        )
    if everything and not made.everything:
        raise SilenceError(f"--everything and {made.about} contradict each other. Leave one out")
    return made


def mute(pairing: Pairing, receiver: str, now: datetime, until: datetime, note: str) -> Silence:
    """Return the silence that *receiver* asks for by a link: one for each pairing, the last holds.

    Args:
        note: Which link it was, so that the same one again changes nothing.
    """
    return Silence(
        id=mute_id(pairing, receiver),
        since=now,
        until=until,
        by=receiver,
        made_at=now,
        note=note,
        player=pairing.player,
        club=pairing.club,
        receiver=receiver,
    )


def mute_id(pairing: Pairing, receiver: str) -> str:
    """Return the id of what `mute` makes."""
    return _ident("mute", pairing.player, pairing.club, receiver)


def _ident(*parts: str | None) -> str:
    told = "".join(f"{len(part)}:{part}" if part is not None else "-" for part in parts)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def _measure(since: datetime, until: datetime, now: datetime, *, long: bool) -> None:
    if until <= since:
        raise SilenceError("it would end before it begins. Give a time to come, or a length")
    lasts = until - since
    if lasts > USUAL and not long:
        raise SilenceError(
            f"it is longer than {USUAL.days} days, and silences are forgotten. Make it shorter, "
            "or say --long"
        )
    if until - now > LONGEST:
        raise SilenceError(
            f"it ends in more than {LONGEST.days} days. Take the receiver, or what is watched, "
            "out of the configuration instead"
        )


def _name(by: str) -> str:
    name = plain(by).strip()
    if not name:
        raise SilenceError("nobody says so. Name yourself with --by")
    if len(name) > LONGEST_NAME:
        raise SilenceError(f"the name has over {LONGEST_NAME} characters. Shorten it")
    return name


def _note(note: str) -> str:
    told = plain(note).strip()
    if len(told) > LONGEST_NOTE:
        raise SilenceError(
            f"the note has {len(told):,} characters, and {LONGEST_NOTE} are kept. Shorten it"
        )
    return told
