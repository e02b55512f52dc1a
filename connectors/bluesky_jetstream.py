"""Bluesky's public acts as they happen, by a websocket to a Jetstream host, in either dialect."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from typing import Annotated, Final, Literal

from pydantic import Field, ValidationInfo, field_validator

from connectors.contract import ConnectorConfig, Context, Duration
from connectors.jetstream import volume
from connectors.jetstream.dialects import DIALECTS, METHOD, Subscription
from connectors.jetstream.dialling import Dialling
from connectors.jetstream.gathering import QUIET, Gathering, gather
from connectors.jetstream.place import Place
from connectors.jetstream.standing import Standing
from connectors.lookup.appview import AppView
from connectors.lookup.shown import Shown
from connectors.wire import frames, jetstream
from connectors.wire.atproto import DID, PLATFORM, POST
from connectors.wire.reading import Unhandled
from connectors.wire.sights import ANYTHING, Sights
from monitor.domain.activity import Activity
from monitor.domain.catalogue import Account
from monitor.domain.volume import format_bytes
from monitor.ports import Page

MOST_DIDS: Final = 10_000
"""Accounts that one Jetstream subscription takes."""

RECHECKED_WITHIN: Final = timedelta(seconds=20)
"""Longest time of one question whether posts still stand."""

CAPABILITIES: Final[Sights] = ANYTHING

WAITING: Final = "waiting for accounts to watch; `lastdance catalogue check` says what they lack"

WebSocketUrl = Annotated[str, Field(pattern=r"^wss?://[^\s/?#]+(/[^\s?#]*)?$")]
HttpUrl = Annotated[str, Field(pattern=r"^https?://[^\s/?#]+/?$")]
Did = Annotated[str, Field(pattern=f"^{DID.pattern}$")]
Dids = Annotated[tuple[Did, ...], Field(min_length=1, max_length=MOST_DIDS)]
Collection = Annotated[str, Field(pattern=r"^[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)+(\.\*)?$")]


class Config(ConnectorConfig):
    """One subscription to Jetstream."""

    type: Literal["bluesky_jetstream"] = Field(description="Bluesky, by Jetstream.")
    dialect: Literal["v1", "v2"] = Field(
        default="v1",
        description=f"Which protocol the hosts speak: v1 (`/subscribe`), or v2 (`/xrpc/{METHOD}`).",
    )
    urls: tuple[WebSocketUrl, ...] | None = Field(
        default=None,
        min_length=1,
        description="Jetstream hosts, by default Bluesky's own for the dialect; where one fails "
        "the next one is taken.",
        examples=[["wss://jetstream2.us-east.bsky.network/subscribe"]],
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

    @field_validator("urls")
    @classmethod
    def _spoken(cls, urls: tuple[str, ...] | None, given: ValidationInfo) -> tuple[str, ...] | None:
        """A host of v1 would not understand what v2 asks for, and send everything."""
        dialect = given.data.get("dialect")
        for url in urls or ():
            if (METHOD in url) != (dialect == "v2"):
                raise ValueError(f"{url} does not speak {dialect}; set `dialect`, or correct it")
        return urls

    @property
    def hosts(self) -> tuple[str, ...]:
        """Addresses to connect to."""
        return self.urls or tuple(DIALECTS[self.dialect].hosts)

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


def recheck(config: Config, context: Context) -> tuple[str, Shown]:
    """Return what says which posts still stand: deletions are missed while nobody listens."""
    return PLATFORM, Shown(context.asker, config.appview, RECHECKED_WITHIN)


def expected_bytes_per_day(config: Config, accounts: Sequence[Account]) -> float:
    """Return about how much comes in, with these *accounts* in the catalogue."""
    if config.accounts == "all":
        return volume.of_everybody(config.wanted_collections, config.dialect)
    dids = _dids(accounts) if config.accounts == "watched" else config.accounts
    return volume.of_accounts(len(dids or ()), config.dialect)


def decode(line: bytes, now: datetime) -> Activity | Unhandled:
    """Return what one line of either dialect says, seen when it happened.

    Raises:
        UnreadableError: It can't be read.
    """
    del now
    if frames.framed(line):
        return frames.activity(line)
    return jetstream.activity(jetstream.decode(line))


class Connector:
    """A stream; its cursor is a `Place`: the time of the newest line, with v2 also its number."""

    every: Final = None
    finite: Final = False
    silence: Final = 24 * QUIET

    def __init__(self, config: Config, context: Context) -> None:
        self.name = config.name
        self._config = config
        self._context = context
        self._dialect = DIALECTS[config.dialect]
        self._known: Sequence[Account] = ()
        self._dids: tuple[str, ...] | None = None
        self._dialling = Dialling(
            context.session,
            config.hosts,
            self._dialect,
            config.idle,
            config.rewind,
            context.clock,
        )

    async def pages(self, cursor: str | None) -> AsyncIterator[Page]:
        standing = Standing(
            Place.of(cursor, self.name),
            self._context.clock.now(),
            busy=self._config.accounts == "all",
            tells=self._dialect.tells,
            idle=self._config.idle,
        )
        gathering = Gathering(self.name, self._context, self._dialect, standing)
        while True:
            asked = Subscription(self._config.wanted_collections, await self._somebody())
            async with self._dialling.call(standing.place, asked) as call:
                self._context.report(self.name, f"reading {call.host}, {self._expected()}")
                gathering.resume(call.host)
                if not gathering.begun:
                    yield gathering.page()
                while await call.serves(asked):
                    ended = await gather(call.socket, gathering)
                    if gathering.due(ended=ended is not None):
                        yield gathering.page()
                    if ended is not None:
                        raise call.lost(ended)
                    if self._config.accounts == "all":
                        call.check_silence(gathering.lines)
                    asked = asked.of(self._wanted())
                yield gathering.page()

    def _expected(self) -> str:
        expected = expected_bytes_per_day(self._config, self._context.accounts())
        return f"about {format_bytes(expected)} a day"

    async def _somebody(self) -> tuple[str, ...]:
        """Return whose acts are wanted; wait until there is somebody."""
        while (wanted := self._wanted()) is None:
            self._context.rest(self.name, WAITING)
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
