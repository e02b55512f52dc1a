"""What comes in: pages of connectors, and what connectors may ask."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from monitor.domain.activity import Activity


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """Something that came in and could not be read.

    Attributes:
        place: Where it stood, for a person: "line 17 of posts.jsonl", "frame".
        raw: Its bytes, cut to 64 kB.
        reason: One short slug, such as `not_json`, `bad_time`, `too_deep`.
        detail: What was wrong, in a sentence.
    """

    connector: str
    place: str
    raw: bytes
    reason: str
    detail: str
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A span of which what happened is lost, or may be.

    Attributes:
        since: Event time from which on something is missing; aware.
        until: Event time up to which; aware, not before *since*.
        why: How it is known, as a clause for a person: "the host keeps no longer".
    """

    since: datetime
    until: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """How much attention a player got, as a platform counts it; it tells of no person's act.

    Attributes:
        player: Slug of the catalogue.
        of: What was counted: `articles`, `views`, `edits`, `likes` or `comments`.
        count: How many there were.
        span: In how much time, 5 minutes and more.
        at: When that time ended.
    """

    player: str
    of: str
    count: float
    span: timedelta
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What one fetch brought, and where the next goes on from.

    Attributes:
        connector: Configured name of the connector.
        activities: At most 500, in the order in which they happened.
        cursor: Where to go on once this page is stored; None = the cursor stays.
        dead: What could not be read.
        dropped: Counted and not kept, by reason (`unmatched`, `unhandled:app.bsky.graph.block`).
        live: Whether the page is of now; back-fill and imports never alert about numbers.
        whole: Back-fill that leaves nothing out: between its activities there was silence.
        interval: How often the connector looks; zero for a stream.
        reached: How far the source has progressed in event time, if it tells.
        gap: What is known to be missing before this page.
        received: Bytes that came in for it, as they were on the wire without its framing.
        samples: What the platform counted; exported, and stored nowhere.
    """

    connector: str
    activities: tuple[Activity, ...] = ()
    cursor: str | None = None
    dead: tuple[DeadLetter, ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)
    live: bool = True
    whole: bool = False
    interval: timedelta = timedelta(0)
    reached: datetime | None = None
    gap: Gap | None = None
    received: int = 0
    samples: tuple[Sample, ...] = ()


class Connector(Protocol):
    """One configured source: one subscription, one cursor.

    Attributes:
        name: Its configured name.
        every: How often to poll; None = a stream, run until it ends or fails.

    A stream that always has something to say also has `silence`: how long it may bring no page
    at all, not even an empty one, before it counts as stalled.
    """

    name: str
    every: timedelta | None

    def pages(self, cursor: str | None) -> AsyncIterator[Page]:
        """Yield pages from *cursor* on, oldest first.

        Raises:
            TransientError: It may work later; the caller waits and starts again.
            RefusedError: A person must act.
        """


class Interest(Protocol):
    """What is worth passing on, asked by connectors before they build anything.

    Attributes:
        everything: True with `storage.keep = "all"`: don't ask, pass all on.
    """

    everything: bool

    def actor(self, platform: str, actor: str) -> bool:
        """Whether this account is in the catalogue (and may be watched)."""

    def object(self, platform: str, address: str) -> bool:
        """Whether a record with this address is kept (may say yes wrongly, rarely)."""

    def text(self, text: str) -> bool:
        """Whether this text names anybody who is watched."""

    def passed(self, activity: Activity) -> None:
        """Take note that *activity* is passed on: what is done to its record matters at once."""


class Objects(Protocol):
    """Looks up records that an act was about and that we don't have."""

    async def fetch(self, platform: str, addresses: Sequence[str]) -> Mapping[str, Activity]:
        """Return what was found, by address; never raises, never takes longer than its limit."""
