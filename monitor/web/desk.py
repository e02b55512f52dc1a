"""What the pages are made from; the rest of the daemon hands it in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any, Protocol

from monitor.domain.alert import Alert, Notice
from monitor.domain.desk.logbook import Deed, Hand
from monitor.domain.desk.opinion import Opinion, Taken
from monitor.domain.desk.reply import Choice, Reply
from monitor.domain.desk.silence import Silence
from monitor.domain.sighting import Sighting
from monitor.ports import Clock, Reader
from monitor.ports.board import Board
from monitor.ports.evidence import EvidenceReader
from monitor.ports.operations import Operations
from monitor.ports.sessions import SessionStore
from monitor.web.api.newsstand import Newsstand
from monitor.web.library import Library
from monitor.web.lock import Lock


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """How one source is doing.

    Attributes:
        name: As configured.
        kind: Type of the connector, such as `bluesky_jetstream`.
        ok: Whether it is seeing what it should.
        state: In one word, such as `healthy` or `auth_failed`.
        says: A few words, such as "the app password is wrong"; may be empty.
        seen_at: When it last brought something.
        reached: Up to when in event time it is stored.
        daily_bytes: How much of it comes in a day, at the rate so far.
        gap: The last span of which something is lost: since, until, why.
    """

    name: str
    kind: str
    ok: bool
    state: str = ""
    says: str
    seen_at: datetime | None = None
    reached: datetime | None = None
    daily_bytes: float | None = None
    gap: tuple[datetime, datetime, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A source whose things are pushed, and what who pushes must show: one of them.

    Attributes:
        secret: What bodies are signed with.
        token: What is shown as a bearer token.
        hub: What Meta signs bodies with, and what it shows when it verifies the address.
    """

    secret: bytes | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)
    hub: tuple[bytes, str] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of something that was pushed, once it is stored.

    Attributes:
        stored: Activities that are new.
        known: Those that were stored before.
        dropped: Those that are about nobody watched, or of a kind that says nothing to us.
        unreadable: Number of the line, and what was wrong with it.
        alerts: What is told because of it.
        belongs: Id of an alert that was told before and that it belongs to, if any.
    """

    stored: int = 0
    known: int = 0
    dropped: int = 0
    unreadable: tuple[tuple[int, str], ...] = ()
    alerts: tuple[Notice, ...] = ()
    belongs: str | None = None


class TooMuchError(ValueError):
    """More was pushed than is taken at once; nothing of it was taken."""


class Reception(Protocol):
    """Takes what others push, and what people report.

    Attributes:
        install: Tells this installation from others; no secret.
    """

    @property
    def install(self) -> str: ...

    def door(self, name: str) -> Door | None:
        """Return the source that is called so; None = there is none."""

    async def take(self, name: str, body: bytes, *, by_line: bool) -> Receipt:
        """Store what was pushed through a door; returns once it is committed.

        Raises:
            TooMuchError: It holds more than is taken at once.
            TransientError: It is not stored; it may be sent again later.
        """

    async def testify(self, said: Sighting) -> Receipt:
        """Store what a person saw; returns once it is committed.

        Raises:
            SightingError: It can't be taken.
            TransientError: It is not stored; it may be said again later.
        """

    def names(self) -> tuple[Sequence[str], Sequence[str]]:
        """Return the names of players and clubs that can be reported on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What one receiver has answered to an alert.

    Attributes:
        alert: As it stands.
        zone: In which the receiver lives.
        muted: The mute of its pairing for this receiver, while that holds.
        opinion: What it said last.
        taken: Who looks after it, whoever that is.
    """

    alert: Alert
    zone: tzinfo
    muted: Silence | None = None
    opinion: Opinion | None = None
    taken: Taken | None = None


class Answers(Protocol):
    """Takes what receivers answer by the links that alerts hold."""

    def read(self, token: str) -> Reply:
        """Return what *token* stands for.

        Raises:
            ForgedError: It is none of ours, or was changed.
            ExpiredError: Its time is over.
        """

    def other(self, reply: Reply, choice: Choice) -> str:
        """Return the token of another *choice* of the same receiver about the same alert."""

    async def stands(self, reply: Reply) -> Answered | None:
        """Return how it stands; None if the alert is not stored any more."""

    async def act(self, reply: Reply) -> Answered | None:
        """Do what *reply* says, and return how it stands then; None as above.

        Raises:
            TransientError: It is not stored; it may be said again later.
        """


async def _unwritten(hand: Hand, deed: Deed, about: str) -> None:
    """Nobody keeps a logbook."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All that the pages need.

    Attributes:
        reader: The store, to be read.
        clock: For "12 minutes ago".
        public_url: Under which people reach the pages.
        metrics: Returns the metrics page and its content type, of those that a reader accepts;
            called in a thread.
        pairings: Returns the page about pairings as it was last made, and its content type.
        alive: What is wrong with the process itself, by part; empty = alive.
        ready: What keeps it from its work, by part; empty = ready.
        sources: How each source is doing.
        board: How what is watched stands.
        reload: Reads the configuration again and puts it in force; raises `RefusedError` where it
            can't be used, `TransientError` where the store is away.
        reception: Takes what others push, and what people report.
        answers: Takes what receivers answer.
        last: What the source of that name last asked and was answered, with nobody in it.
        exhibits: What the pages of pairings, stories and records read.
        library: What pages judge by, as it is in force.
        stand: What programs and feeds are served from.
        operations: What the operator's page shows and does; None = there is no such page.
        note: Writes down who did what that the store does not know of.
        lock: What opens the pages.
        sessions: Which sessions were ended.
    """

    reader: Reader
    clock: Clock
    public_url: str
    metrics: Callable[[str], tuple[bytes, str]]
    pairings: Callable[[], tuple[bytes, str]]
    alive: Callable[[], Mapping[str, str]]
    ready: Callable[[], Awaitable[Mapping[str, str]]]
    sources: Callable[[], Sequence[SourceState]]
    board: Board
    reload: Callable[[], Awaitable[None]]
    reception: Reception
    answers: Answers
    exhibits: EvidenceReader
    library: Callable[[], Library]
    stand: Newsstand
    sessions: SessionStore
    last: Callable[[str], Mapping[str, Any] | None] = lambda _: None
    operations: Operations | None = None
    note: Callable[[Hand, Deed, str], Awaitable[None]] = _unwritten
    lock: Lock = field(default_factory=Lock)
