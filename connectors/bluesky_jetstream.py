"""Bluesky's public acts as they happen, by a websocket to a Jetstream host (v1, `/subscribe`)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from typing import Annotated, Final, Literal

from pydantic import Field

from connectors.contract import ConnectorConfig, Context, Duration
from connectors.jetstream.dialling import Dialling, Subscription
from connectors.jetstream.gathering import QUIET, Gathering, gather
from connectors.lookup.appview import AppView
from connectors.wire import jetstream
from connectors.wire.atproto import DID, PLATFORM, POST
from connectors.wire.reading import Kinds, Unhandled
from monitor.domain.activity import Activity
from monitor.domain.catalogue import Account
from monitor.ports import Page, RefusedError

MOST_DIDS: Final = 10_000
"""Accounts that one Jetstream subscription takes."""

WAITING: Final = "waiting for accounts to watch; `lastdance catalogue check` says what they lack"

_HOSTS: Final = tuple(
    f"wss://jetstream{n}.us-{coast}.bsky.network/subscribe"
    for coast in ("east", "west")
    for n in (1, 2)
)

WebSocketUrl = Annotated[str, Field(pattern=r"^wss?://[^\s/?#]+(/[^\s?#]*)?$")]
HttpUrl = Annotated[str, Field(pattern=r"^https?://[^\s/?#]+/?$")]
Did = Annotated[str, Field(pattern=f"^{DID.pattern}$")]
Dids = Annotated[tuple[Did, ...], Field(min_length=1, max_length=MOST_DIDS)]
Collection = Annotated[str, Field(pattern=r"^[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)+(\.\*)?$")]


class Config(ConnectorConfig):
    """One subscription to Jetstream."""

    type: Literal["bluesky_jetstream"] = Field(description="Bluesky, by Jetstream.")
    urls: tuple[WebSocketUrl, ...] = Field(
        default=_HOSTS,
        min_length=1,
        description="Jetstream hosts; where one fails the next one is taken.",
    )
    accounts: Literal["all", "watched"] | Dids = Field(
        default="all",
        description="Whose acts are read: everybody's, those of the catalogue's accounts with a "
        "known id (at most 10,000), or of these DIDs.",
        examples=["watched"],
    )
    collections: tuple[Collection, ...] | None = Field(
        default=None,
        min_length=1,
        max_length=100,
        description="Kinds of records that are read; by default posts of everybody, and posts, "
        "likes, reposts, follows and profiles of single accounts.",
        examples=[[POST]],
    )
    rewind: Duration = Field(
        default=timedelta(seconds=5),
        ge=timedelta(0),
        description="How far it goes back when it connects again; what is seen twice counts once.",
    )
    idle: Duration = Field(
        default=timedelta(seconds=60),
        gt=timedelta(0),
        description="A connection on which nothing comes for this long is given up.",
    )
    appview: HttpUrl = Field(
        default="https://public.api.bsky.app",
        description="Where posts are looked up that somebody acted upon.",
    )
    hydrate_timeout: Duration = Field(
        default=timedelta(seconds=5),
        gt=timedelta(0),
        description="Longest time for looking posts up; then an act is told without its object.",
    )

    @property
    def wanted_collections(self) -> tuple[str, ...]:
        """The collections asked for."""
        if self.collections is not None:
            return self.collections
        return (POST,) if self.accounts == "all" else jetstream.HANDLED


def lookup(config: Config, context: Context) -> tuple[str, AppView]:
    """Return what looks up posts and handles, and the platform that it does so on."""
    view = AppView(context.asker, context.clock, config.appview, config.hydrate_timeout)
    return PLATFORM, view


def decode(line: bytes, now: datetime) -> Activity | Unhandled:
    """Return what one line says, seen when it happened.

    Raises:
        UnreadableError: It can't be read.
    """
    del now
    return jetstream.activity(jetstream.decode(line))


class Connector:
    """A stream; its cursor is the `time_us` of the newest line, in decimal."""

    every: Final = None
    finite: Final = False

    def __init__(self, config: Config, context: Context) -> None:
        self.name = config.name
        self._config = config
        self._context = context
        self._kinds = Kinds()
        self._known: Sequence[Account] = ()
        self._dids: tuple[str, ...] | None = None
        self._dialling = Dialling(
            context.session, config.urls, config.idle, config.rewind, context.clock
        )

    async def pages(self, cursor: str | None) -> AsyncIterator[Page]:
        gathering = Gathering(self.name, self._context, _micros_of(cursor, self.name), self._kinds)
        while True:
            asked = Subscription(self._config.wanted_collections, await self._somebody())
            async with self._dialling.call(gathering.newest, asked) as call:
                self._context.report(self.name, f"reading {call.host}")
                while asked.dids is not None:
                    ended = await gather(call.socket, gathering)
                    if gathering.due(ended=ended is not None):
                        yield gathering.page()
                    if ended is not None:
                        raise call.lost(ended)
                    if self._config.accounts == "all":
                        call.check_silence(gathering.lines)
                    asked = await call.ask(asked.of(self._wanted()))

    async def _somebody(self) -> tuple[str, ...]:
        """Return whose acts are wanted; wait until there is somebody."""
        while (wanted := self._wanted()) is None:
            self._context.report(self.name, WAITING)
            await self._context.clock.sleep(QUIET)
        return wanted

    def _wanted(self) -> tuple[str, ...] | None:
        """DIDs whose acts are wanted: none at all = everybody's; None = there is nobody to read.

        An empty list would ask Jetstream for everybody.
        """
        accounts = self._config.accounts
        if accounts == "all":
            return ()
        if accounts != "watched":
            return accounts
        known = self._context.accounts()
        if known is not self._known:
            self._known, self._dids = known, _dids(known)
        return self._dids


def _dids(accounts: Sequence[Account]) -> tuple[str, ...] | None:
    known = {a.id for a in accounts if a.platform == PLATFORM and a.id and DID.fullmatch(a.id)}
    return tuple(sorted(known))[:MOST_DIDS] or None


def _micros_of(cursor: str | None, name: str) -> int | None:
    if cursor is None:
        return None
    if not (cursor.isascii() and cursor.isdigit()):
        raise RefusedError(f"the stored cursor of {name} is no number: {cursor[:40]!r}")
    return int(cursor)
