"""What the pages are made from; the rest of the daemon hands it in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from monitor.ports import Clock, Reader


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


@dataclass(frozen=True, slots=True, order=True)
class Watched:
    """A pairing that is watched, in names for people; None = any."""

    player: str | None
    club: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All that the pages need.

    Attributes:
        reader: The store, to be read.
        clock: For "12 minutes ago".
        public_url: Under which people reach the pages.
        metrics: Returns the metrics page and its content type; called in a thread.
        alive: What is wrong with the process itself, by part; empty = alive.
        ready: What keeps it from its work, by part; empty = ready.
        sources: How each source is doing.
        watched: What is watched.
        reload: Reads the configuration again and puts it in force; raises `RefusedError` where it
            can't be used, `TransientError` where the store is away.
        token: What readers must show; None = nothing, for loopback only.
    """

    reader: Reader
    clock: Clock
    public_url: str
    metrics: Callable[[], tuple[bytes, str]]
    alive: Callable[[], Mapping[str, str]]
    ready: Callable[[], Awaitable[Mapping[str, str]]]
    sources: Callable[[], Sequence[SourceState]]
    watched: Callable[[], Sequence[Watched]]
    reload: Callable[[], Awaitable[None]]
    token: str | None = field(default=None, repr=False)
