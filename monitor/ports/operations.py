"""What the operator's page shows and does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from monitor.domain.desk.logbook import Hand, Line
from monitor.domain.desk.opinion import Opinion
from monitor.domain.desk.silence import Silence
from monitor.ports.delivery import Post
from monitor.ports.intake import DeadLetter


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A receiver, and how its messages stand; never where it is."""

    name: str
    kind: str
    post: Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An entry of the watchlist.

    Attributes:
        player, club: Slugs; None = any.
        player_name, club_name: For people.
        by, at: Who added it and when, if that was by command or page: then it can be removed.
    """

    player: str | None
    club: str | None
    player_name: str | None
    club_name: str | None
    by: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What the store holds for the operator.

    Attributes:
        dead: The newest things that could not be read.
        wrong: Alerts of which somebody says that they are about another person.
        lines: The newest of the logbook.
    """

    endpoints: Sequence[Endpoint]
    dead: Sequence[DeadLetter]
    silences: Sequence[Silence]
    watched: Sequence[Place]
    wrong: Sequence[Opinion]
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Upshot:
    """What became of what somebody asked for.

    Attributes:
        said: In a sentence, with the cure where it was refused.
        notes: What is worth knowing besides.
        field: What has to be said otherwise.
        new: Whether the form is to ask for what must be known of somebody new.
    """

    said: str
    notes: tuple[str, ...] = ()
    refused: bool = False
    field: str = ""
    new: bool = False


class Operations(Protocol):
    """Does what operators ask for; each is written down with who did it.

    All raise `TransientError` and `RefusedError` where the store can't do it.
    """

    async def overview(self) -> Overview:
        """Return what there is to see."""

    def names(self) -> tuple[Sequence[str], Sequence[str]]:
        """Return the names of players and clubs that are known."""

    async def watch(self, hand: Hand, given: Mapping[str, str]) -> Upshot:
        """Watch what a form names: `player`, `club`, and of new ones `born`, `country`, ..."""

    async def unwatch(self, hand: Hand, player: str | None, club: str | None) -> Upshot:
        """Watch no more what was added, by slugs."""

    async def silence(self, hand: Hand, given: Mapping[str, str]) -> Upshot:
        """Silence what a form names: `player`, `club`, `receiver`, `hours`, `note`."""

    async def unsilence(self, hand: Hand, ident: str) -> Upshot:
        """End a silence."""

    async def settle(self, hand: Hand, alert: str) -> Upshot:
        """Note that somebody has looked into a wrong person."""

    async def test(self, hand: Hand, receiver: str) -> Upshot:
        """Send a ping to a receiver now."""
