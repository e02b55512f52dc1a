"""One Mastodon server: hashtags and watched accounts, who favourited and boosted their posts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import Field, PrivateAttr, SecretStr, model_validator
from yarl import URL

from connectors.contract import ConnectorConfig, Context, Duration, Timeout, credential
from connectors.recordings import Recorded
from connectors.timelines.directory import Directory
from connectors.timelines.gathering import Gathering
from connectors.timelines.looking import Looking, Timeline, tagged
from connectors.timelines.memory import Memory
from connectors.timelines.presence import Presence
from connectors.timelines.server import Server
from connectors.timelines.streaming import Streaming
from connectors.timelines.sweeping import Sweeping
from connectors.wire.mastodon import PLATFORM
from connectors.wire.mastodon_answers import Answers, Found
from connectors.wire.sights import Interaction, Sight, Sights
from monitor.ports import Page

CAPABILITIES: Final[Sights] = {
    Interaction.POST: Sight(),
    Interaction.REPLY: Sight(),
    Interaction.QUOTE: Sight(),
    Interaction.REPOST: Sight(),
    Interaction.LIKE: Sight(when=False),
    Interaction.EDIT: Sight(),
    Interaction.DELETION: Sight(when=False),
    Interaction.UNDO: Sight(when=False),
}

SILENCE: Final = timedelta(minutes=3)
"""A stream that is well sends a heartbeat every 15 seconds."""

WAITING: Final = "waiting for accounts to watch: `lastdance catalogue check` says what they lack"

HttpUrl = Annotated[str, Field(pattern=r"^https?://[^\s/?#]+/?$")]
Tag = Annotated[str, Field(pattern=r"^\w{1,100}$")]


class Config(ConnectorConfig):
    """One server."""

    type: Literal["mastodon"] = Field(description="One Mastodon server.")
    server: HttpUrl = Field(
        description="Where it stands. A post that several servers show counts once.",
        examples=["https://mastodon.example"],
    )
    tags: tuple[Tag, ...] = Field(
        default=(),
        max_length=20,
        description="Hashtags whose timelines are read, without `#`.",
        examples=[["realmadrid", "transfers"]],
    )
    accounts: Literal["watched", "none"] = Field(
        default="watched",
        description="Whose timelines are read: those of the catalogue's Mastodon accounts, which "
        "are given as `name@server`, or nobody's.",
    )
    every: Duration = Field(
        default=timedelta(minutes=1),
        ge=timedelta(seconds=30),
        le=timedelta(hours=1),
        description="How often the timelines are looked at.",
    )
    sweep: Duration = Field(
        default=timedelta(minutes=5),
        ge=timedelta(minutes=1),
        le=timedelta(hours=24),
        description="How often it is asked who favourited and boosted a post that was passed on, "
        "in its first 48 hours; later it is looked at daily, for 30 days.",
    )
    stream: Literal["hashtag", "public", "public:local", "user"] | None = Field(
        default=None,
        description="A stream to follow beside; needs a token. `hashtag` takes the one in `tags`.",
        examples=["hashtag"],
    )
    streaming: HttpUrl | None = Field(
        default=None,
        description="Where streams are served, if that isn't the server itself; its "
        "`/api/v2/instance` names it.",
        examples=["https://streaming.mastodon.example"],
    )
    token: SecretStr | None = Field(
        default=None,
        min_length=1,
        description="An access token with `read:statuses` (and `read:search`, to look posts up).",
        examples=["..."],
    )
    token_file: Path | None = Field(
        default=None, description="A file that holds the token.", examples=["mastodon.token"]
    )
    idle: Duration = Field(
        default=timedelta(minutes=1),
        gt=timedelta(0),
        description="A stream on which nothing comes for this long is given up.",
    )
    timeout: Timeout = timedelta(seconds=20)

    _token: str | None = PrivateAttr(default=None)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        self._token = credential("token", self.token, self.token_file)
        if self.stream is not None and not self._token:
            raise ValueError("stream needs a token: make one in the server's settings")
        if self.stream == "hashtag" and len(self.tags) != 1:
            raise ValueError("stream: `hashtag` follows exactly one of `tags`")
        if not self.tags and self.accounts == "none" and self.stream is None:
            raise ValueError("needs `tags`, accounts or a `stream`: it would read nothing")
        return self

    @property
    def key(self) -> str | None:
        """The token."""
        return self._token

    @property
    def stream_url(self) -> str | None:
        """Where the stream is."""
        if self.stream is None:
            return None
        path = f"/api/v1/streaming/{self.stream.replace(':', '/')}"
        url = URL((self.streaming or self.server).rstrip("/") + path)
        return str(url.with_query(tag=self.tags[0]) if self.stream == "hashtag" else url)


def decode_answers(answers: Iterable[Recorded], seen_at: datetime) -> Iterator[Found]:
    """Yield what recorded answers of Mastodon servers hold, each thing once."""
    return Answers(seen_at).read(answers)


def lookup(config: Config, context: Context) -> tuple[str, Directory]:
    """Return what looks up accounts and posts, and the platform that it does so on."""
    return PLATFORM, Directory(_server(config, context), context)


def recheck(config: Config, context: Context) -> tuple[str, Presence]:
    """Return what says which statuses still stand, and the platform that it does so on."""
    return PLATFORM, Presence(_server(config, context))


class Connector:
    """A poll, or a stream that catches up by polling; its cursor is what is known of the server."""

    finite: Final = False

    def __init__(self, config: Config, context: Context) -> None:
        self.name = config.name
        self.every: timedelta | None = None if config.stream else config.every
        self.silence: timedelta | None = SILENCE if config.stream else None
        self._config = config
        self._context = context
        self._server = _server(config, context)
        self._gathering = Gathering(config.name, context, Memory(""))
        self._looking = Looking(self._server, self._gathering, config.every)
        self._sweeping = Sweeping(self._server, self._gathering, config.sweep)

    async def pages(self, cursor: str | None) -> AsyncIterator[Page]:
        memory = Memory.of(cursor, self.name, self._server.url, self._context.seal)
        memory.known.update(
            (one.id, one)
            for one in self._gathering.memory.known.values()
            if one.id not in memory.known
        )
        self._gathering.memory = memory
        url = self._config.stream_url
        if url is None:
            async for page in self._look():
                yield page
            return
        async for page in self._follow(url):
            yield page

    async def _look(self) -> AsyncIterator[Page]:
        """Look at every timeline once, and sweep what is due."""
        now, memory = self._context.clock.now(), self._gathering.memory
        before = memory.cursor(self._context.seal) if memory.looked is not None else None
        timelines = [tagged(tag) for tag in self._config.tags]
        timelines += [timeline async for timeline in self._accounts()]
        if not timelines and self._config.stream is None:
            self._context.rest(self.name, WAITING)
            return
        for timeline in timelines:
            async for page in self._looking.look(timeline, now):
                yield page
        async for page in self._sweeping.sweep(now):
            yield page
        same = memory.cursor(self._context.seal) == before
        memory.looked = now
        for page in self._gathering.pages(
            live=True, interval=self._config.every, reached=now, moving=not same
        ):
            yield page

    async def _accounts(self) -> AsyncIterator[Timeline]:
        if self._config.accounts == "none":
            return
        for account in self._context.accounts():
            if account.platform == PLATFORM and account.id and account.handle:
                timeline = await self._looking.timeline_of(account)
                if timeline is not None:
                    yield timeline

    async def _follow(self, url: str) -> AsyncIterator[Page]:
        """Follow the stream; what was missed before it began is read by looking."""
        stream = Streaming(self._server, self._gathering, self._context, url, self._config.idle)
        swept: datetime | None = None
        async for page in stream.events():
            yield page
            now = self._context.clock.now()
            if swept is None or now - swept >= self._config.every:
                beside = self._look() if swept is None else self._sweeping.sweep(now)
                swept = now
                async for more in beside:
                    yield more


def _server(config: Config, context: Context) -> Server:
    return Server(context.asker, config.server.rstrip("/"), config.key, config.timeout)
