"""What the watch reads and writes: closed buckets, how pairings stand, and under which lease."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from monitor.domain.alert import Notice
from monitor.domain.campaign import Written
from monitor.domain.catalogue import Pairing
from monitor.domain.mention import Part, Topic
from monitor.domain.spiking import Spike
from monitor.domain.stories.story import Thread
from monitor.ports.delivery import Message
from monitor.ports.estimate import Estimate


class LostLeaseError(Exception):
    """Another process keeps the watch by now: what was worked out is thrown away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """The right to keep the watch.

    Attributes:
        token: Rises each time the watch changes hands; writes go through with the newest only.
        through: End of the last bucket that was scored, as this lease saw it; None = none was,
            ever. A turn is stored on top of this one only.
        closed: End of the last bucket that was closed: what comes for it now is late. Never
            before `through`; after it if a process ended between closing and scoring.
        weighed: End of the last bucket that rumours were weighed for; None = none was, ever.
    """

    holder: str
    token: int
    until: datetime
    through: datetime | None
    closed: datetime | None
    weighed: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One prompt mention, as far as the watch needs it.

    Attributes:
        start: Of its bucket.
        account: Platform id of a catalogue account; None for everybody else.
    """

    pairing: Pairing
    start: datetime
    author: bytes
    platform: str
    connector: str
    topic: Topic
    part: Part
    account: str | None = None
    stage: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Voiced:
    """One who spoke of a pairing after an act.

    Attributes:
        account: Platform id of a catalogue account; None for everybody else.
        cites: Whether another source is named as the origin.
        stage: What step of a move is claimed, if any; `denies` is that such a claim is denied.
    """

    at: datetime
    author: bytes
    platform: str
    account: str | None = None
    cites: bool = False
    stage: str | None = None
    denies: bool = False


@dataclass(frozen=True, slots=True)
class Talk:
    """Distinct authors of one bucket of a pairing by one connector, match talk left out."""

    start: datetime
    connector: str
    authors: int


@dataclass(frozen=True, slots=True)
class Blank:
    """A bucket that was scored without having seen a connector.

    Attributes:
        filled: What was missing has come since: the bucket counts for what is usual.
    """

    start: datetime
    connector: str
    filled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """How one pairing stands.

    Attributes:
        since: When it came under watch; from then on silence is known to be silence.
        state: Snapshot of its detector, at most 1 KB.
        spike: The spike that it is in, or the last one.
    """

    pairing: Pairing
    since: datetime
    state: bytes
    spike: Spike | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What scoring one bucket came to: stored in one transaction, or not at all.

    Attributes:
        end: End of the bucket, from now on `through`; None = nothing was scored, only glanced at.
        watched: Pairings that changed.
        gone: Pairings that are not watched any more.
        blanks: Connectors that were not seen in the bucket; also earlier ones, now filled.
        learnt: Pairings whose late arrivals are now part of what is usual, as they were read
            after the bucket was closed, for earlier ones; what came for this one, or since then,
            is left for the next turn.
    """

    end: datetime | None
    watched: tuple[Watched, ...] = ()
    gone: tuple[Pairing, ...] = ()
    blanks: tuple[Blank, ...] = ()
    learnt: frozenset[Pairing] = frozenset()
    notices: tuple[Notice, ...] = ()
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How everything stands at a turn.

    Attributes:
        watched: All pairings.
        late: Pairings that something came late for since it was last learnt.
        watches: When each player (or club) came under watch, by `player` or `club` slug, as
            stored by `begin`.
    """

    watched: Sequence[Watched] = ()
    late: frozenset[Pairing] = frozenset()
    watches: Mapping[str, datetime] = field(default_factory=dict)


class WatchStore(Protocol):
    """What the watch needs of the store."""

    async def lease(self, holder: str, now: datetime, span: timedelta) -> Lease | None:
        """Take the lease, or go on with it; None while another holds it.

        *holder* names one process and no other, also after a restart.
        """

    async def release(self, lease: Lease) -> None:
        """Let another take it at once; nothing if it is lost already."""

    async def close_bucket(self, lease: Lease, end: datetime) -> None:
        """Close all buckets up to *end*: a commit from now on marks what it brings for them late.

        Raises:
            LostLeaseError: Another holds the lease.
        """

    async def standing(self) -> Standing:
        """Return how all pairings stand."""

    async def begin(self, names: Collection[str], now: datetime) -> Mapping[str, datetime]:
        """Note that the watch on *names* (`player:SLUG`, `club:SLUG`) begins now.

        Names that are noted already keep their time; noted names that aren't among *names* go.
        Returns when each began.
        """

    async def known(self, since: datetime) -> None:
        """Note that all that was said from *since* on is stored: watches began then, or before."""

    async def said(
        self, since: datetime, until: datetime, pairings: Collection[Pairing] | None = None
    ) -> Sequence[Said]:
        """Return prompt mentions of buckets that start in [since, until), in a stable order."""

    async def talk(
        self, pairings: Collection[Pairing], since: datetime, until: datetime
    ) -> Mapping[Pairing, Sequence[Talk]]:
        """Return what is stored of buckets in [since, until), late arrivals too, oldest first."""

    async def shares(self, since: datetime, until: datetime) -> Mapping[Pairing, Mapping[str, int]]:
        """Return authors by connector of each pairing's buckets in [since, until).

        As in `Talk`: distinct in each bucket, match talk left out, late arrivals too.
        """

    async def blanks(self, since: datetime) -> Sequence[Blank]:
        """Return buckets since then that a connector was not seen in."""

    async def told(
        self, pairings: Collection[Pairing], since: datetime, until: datetime
    ) -> Mapping[Pairing, Notice]:
        """Return how the newest alert about an act in [since, until) stands, by pairing."""

    async def threads(self, players: Collection[str], at: datetime) -> Mapping[str, Thread]:
        """Return the open story of each of *players* at *at*, with how its alert stands.

        Where none is open, the one that is `over` since a move was confirmed lately.
        """

    async def voiced(self, pairing: Pairing, since: datetime, until: datetime) -> Sequence[Voiced]:
        """Return who spoke of *pairing* first from *since* on, in buckets before *until*.

        At most 500 posts of the catalogue's accounts, and 50 of others; match talk left out.
        """

    async def reach(
        self, pairing: Pairing, since: datetime, span: timedelta, days: int
    ) -> Sequence[Mapping[str, int]]:
        """Return distinct authors by platform within *span* from *since* on, and on days before.

        The last is that of *since* itself; before it the same hours of each of *days* days.
        """

    async def estimates(
        self, since: datetime, pairings: Collection[Pairing] | None = None
    ) -> Mapping[Pairing, Estimate]:
        """Return the newest estimate of each pairing that has one since then."""

    async def written(
        self, pairing: Pairing, since: datetime, until: datetime, before: datetime | None
    ) -> Sequence[Written]:
        """Return one prompt text of each account about *pairing*, at most 1,000 drawn by lot.

        Match talk and what has no words are left out, and what was deleted since. The lot is by
        key, so that the same is drawn each time.

        Args:
            before: An account that was heard of before then is known; None = nobody can say.
        """

    async def noted(self, alerts: Collection[str]) -> Collection[str]:
        """Return which of *alerts* there is a notice of."""

    async def turn(self, lease: Lease, turn: Turn) -> int:
        """Store *turn*; return how many messages were new.

        Raises:
            LostLeaseError: Another holds the lease, or has scored that bucket; or it was not
                closed.
        """
