"""What can be configured: every setting with its type, its default and one sentence."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import (
    Field,
    IPvAnyNetwork,
    SecretStr,
    model_validator,
)
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from monitor.settings.channels import Channel
from monitor.settings.receivers import Webhook
from monitor.settings.secrets import decode_hex, sealing_secret
from monitor.settings.section import Section
from monitor.settings.values import (
    Contact,
    DatabaseUrl,
    Duration,
    HeaderName,
    HttpUrl,
    Listen,
    Name,
    SealingSecret,
    SecretUrl,
    Slug,
    Subtag,
    Token,
    split_listen,
)

PREFIX = "LASTDANCE_"


class Storage(Section):
    """Where things are kept, and how much of them."""

    url: DatabaseUrl = Field(
        default=SecretStr("sqlite:///lastdance.db"),
        description="The database: `sqlite:///FILE` or `postgresql://USER@HOST/DATABASE`.",
        examples=["sqlite:///lastdance.db"],
    )
    url_file: Path | None = Field(
        default=None,
        description="A file that holds the database's address, where that has a password.",
        examples=["database.url"],
    )
    keep: Literal["linked", "all"] = Field(
        default="linked",
        description="`linked` keeps what is about watched pairings, and counts the rest; "
        "`all` keeps everything (imports and benchmarks).",
    )
    text_kept: Duration = Field(
        default=timedelta(days=30),
        ge=timedelta(hours=1),
        description="How long texts, handles and addresses of private accounts are kept.",
        examples=["30d"],
    )
    activity_kept: Duration = Field(
        default=timedelta(days=400),
        ge=timedelta(days=130),
        description="How long it is kept who did what and what it was linked to; after that only "
        "the counts stay. Rumours look 125 days back, and a backtest as far as this.",
        examples=["400d"],
    )
    bucket_kept: Duration = Field(
        default=timedelta(days=1200),
        ge=timedelta(days=130),
        description="How long it is kept how much was said in each five minutes. Not shorter than "
        "`activity_kept`, which holds then.",
        examples=["1200d"],
    )
    alert_kept: Duration = Field(
        default=timedelta(days=1200),
        ge=timedelta(days=130),
        description="How long an alert keeps its page after the last that was told of it, with its "
        "messages, answers and acts. Outcomes and records of sources are kept for good.",
        examples=["1200d"],
    )
    low_water: int = Field(
        default=200,
        ge=1,
        description="MiB that must be free where an SQLite database is. With less no source is "
        "read, and operators are told; it goes on by itself at a quarter more.",
        examples=[200],
    )
    ballast: int = Field(
        default=32,
        ge=0,
        description="MiB that are kept beside it, to be thrown out when the disk is full: so what "
        "was read can still be stored, and the word be sent. 0: none.",
        examples=[32],
    )


class Backups(Section):
    """Copies of the database, made while it runs."""

    folder: Path | None = Field(
        default=None,
        description="Where they go, one file each, for its owner alone. None: no copies are made, "
        "but for one before a new version changes the database.",
        examples=["backups"],
    )
    every: Duration = Field(
        default=timedelta(hours=24),
        ge=timedelta(minutes=10),
        description="How often one is made.",
        examples=["24h"],
    )
    keep: int = Field(
        default=7, ge=1, le=1000, description="How many are kept; the oldest go.", examples=[7]
    )


class Privacy(Section):
    """The secret that seals who private people are."""

    secret: SealingSecret | None = Field(
        default=None,
        description="The secret itself, at least 32 bytes in hex; better given by file.",
        examples=["64 hexadecimal digits"],
    )
    secret_file: Path = Field(
        default=Path("lastdance.key"),
        description="The file that holds the secret; made at the first start. Back it up: "
        "without it the same account can no longer be recognised.",
        examples=["lastdance.key"],
    )

    def key(self) -> bytes:
        """Return the secret; makes `secret_file` where there is no secret yet.

        Raises:
            ValueError: The file holds something else.
            OSError: It can't be read or made.
        """
        if self.secret is not None:
            return decode_hex(self.secret.get_secret_value())
        return sealing_secret(self.secret_file)


class CatalogueFiles(Section):
    """Which players, clubs, sources and accounts are known."""

    starter: bool = Field(
        default=True, description="Whether the starter data that comes with lastdance is used."
    )
    files: tuple[Path, ...] = Field(
        default=(),
        description="Your own players, clubs, sources, accounts and relations, in the form of "
        "the starter data; a later file wins.",
        examples=[["mine.toml"]],
    )


class Watched(Section):
    """What is watched: a pairing, or a player with any club, or a club with any player."""

    player: Slug | None = Field(
        default=None, description="Slug of a player; alone: with any club.",
        examples=["sergio-ramos"],
    )  # fmt: skip
    club: Slug | None = Field(
        default=None, description="Slug of a club; alone: with any player.",
        examples=["real-madrid"],
    )  # fmt: skip

    @model_validator(mode="after")
    def _names_somebody(self) -> Self:
        if self.player is None and self.club is None:
            raise ValueError("names neither a player nor a club")
        return self


class WebToken(Section):
    """A token for the pages, by a name under which is recorded what is done with it."""

    name: Name = Field(
        description="What it is called where it is recorded who did what.", examples=["ana"]
    )
    right: Literal["read", "operate"] = Field(
        default="read",
        description="`read` looks at everything, `operate` also changes something: silences, the "
        "watchlist, reports, reloads.",
    )
    token: Token | None = Field(
        default=None,
        description="The token itself; better given by file.",
        examples=["at least 16 characters"],
    )
    token_file: Path | None = Field(
        default=None, description="A file that holds the token.", examples=["ana.token"]
    )


class WebUser(Section):
    """A user of the reverse proxy, and what it may do here."""

    name: str = Field(
        min_length=1,
        max_length=100,
        description="As the proxy sends it; `*` = all others.",
        examples=["ana"],
    )
    right: Literal["read", "operate"] = Field(default="read", description="As for tokens.")


class Web(Section):
    """Pages, metrics and health."""

    listen: Listen = Field(
        default="127.0.0.1:8642",
        description="Host and port to listen on.",
        examples=["127.0.0.1:8642"],
    )
    public_url: HttpUrl = Field(
        default="http://127.0.0.1:8642",
        description="The address under which people reach the pages; alerts link to it.",
        examples=["https://lastdance.example.org"],
    )
    token: Token | None = Field(
        default=None,
        description="A token that opens everything (`Authorization: Bearer ...`, or by `/sign-in`)."
        " Unless the host is loopback one is required, or `tokens`, or `user_header`.",
        examples=["at least 16 characters"],
    )
    token_file: Path | None = Field(
        default=None, description="A file that holds the token.", examples=["web.token"]
    )
    tokens: tuple[WebToken, ...] = Field(
        default=(), description="More of them, each with a name and a right of its own."
    )
    session: Duration = Field(
        default=timedelta(days=7),
        ge=timedelta(minutes=5),
        le=timedelta(days=90),
        description="How long a browser stays signed in.",
        examples=["7d"],
    )
    user_header: HeaderName | None = Field(
        default=None,
        description="The header in which a reverse proxy says who comes; only from "
        "`trusted_proxies`.",
        examples=["X-Forwarded-User"],
    )
    trusted_proxies: tuple[IPvAnyNetwork, ...] = Field(
        default=(),
        description="Addresses of reverse proxies; from elsewhere the header says nothing. "
        "`X-Forwarded-For` is believed from there and from this machine, to slow down who guesses.",
        examples=[["127.0.0.1"]],
    )
    users: tuple[WebUser, ...] = Field(
        default=(), description="What that proxy's users may do; others are not let in."
    )

    @property
    def host(self) -> str:
        """The host to listen on, IPv6 without brackets."""
        return split_listen(self.listen)[0]

    @property
    def port(self) -> int:
        """The port to listen on; 0 = any that is free."""
        return split_listen(self.listen)[1]

    @property
    def shown(self) -> str | None:
        """What a command on this machine shows to the daemon, the token with the highest right."""
        ranked = sorted(self.tokens, key=lambda one: one.right != "operate")
        tokens = [self.token, *(one.token for one in ranked)]
        return next((one.get_secret_value() for one in tokens if one is not None), None)

    @property
    def guarded(self) -> bool:
        """Whether something must be shown to see the pages."""
        one = self.token or self.token_file or self.tokens or self.user_header
        return bool(one)

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach it."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


class MetricsPages(Section):
    """What Prometheus reads."""

    max_pairings: int = Field(
        default=500,
        ge=1,
        le=10_000,
        description="Pairings on `/metrics/pairings` at most, with twelve series and up to eight "
        "of their mood each: those in an alert first, then the most talked of.",
    )


class Heartbeat(Section):
    """Who notices when lastdance itself falls silent: an address that expects to be asked."""

    url: SecretUrl | None = Field(
        default=None,
        description="Asked for every minute while what is read is stored and a source is seen; "
        "whoever answers there raises the alarm when that stops. None: nobody is asked.",
        examples=["https://hc-ping.com/..."],
    )
    url_file: Path | None = Field(
        default=None, description="A file that holds the address.", examples=["heartbeat.url"]
    )
    allow: tuple[IPvAnyNetwork, ...] = Field(
        default=(),
        description="Networks of your own that it may be in, as for receivers.",
        examples=[["10.0.0.0/8"]],
    )
    allow_http: bool = Field(
        default=False, description="Whether an address without TLS (`http://`) is accepted."
    )


class Notable(Section):
    """When an act is worth an alert."""

    max_age: Duration = Field(
        default=timedelta(hours=24),
        ge=timedelta(minutes=5),
        description="Decisive acts older than this when they are seen never alert.",
        examples=["24h"],
    )


class Ingest(Section):
    """How we come to others' servers."""

    contact: Contact | None = Field(
        default=None,
        description="Where you can be reached, `mailto:` or an address of yours; every server that "
        "is asked reads it. Some want to know, such as Wikimedia's.",
        examples=["mailto:desk@example.org"],
    )


class Sentiment(Section):
    """How posts are read for how they take it; see [sentiment](sentiment.md)."""

    backend: Literal["auto", "textblob", "vader", "onnx"] = Field(
        default="auto",
        description="`auto` takes the best there is for each language; the others score all of "
        "the stream by themselves: `textblob` and `vader` English alone, `onnx` your transformer.",
    )
    models: Path | None = Field(
        default=None,
        description="A folder with weights that you trained; `auto` takes them before those that "
        "come with lastdance.",
        examples=["models"],
    )
    onnx: Path | None = Field(
        default=None,
        description="A folder with a transformer: `model.onnx`, `tokenizer.json`, `config.json`. "
        "Beside `auto` it reads the posts behind an alert once more.",
        examples=["xlm-t"],
    )
    onnx_languages: tuple[Subtag, ...] = Field(
        default=("en",),
        description="The languages that this transformer was trained on; it reads no other.",
        examples=[["en", "es", "pt", "it", "fr", "de", "ar"]],
    )


class Rumour(Section):
    """How likely rumours are; see [strength](strength.md)."""

    model: Path | None = Field(
        default=None,
        description="A model of your own, as `lastdance rumour fit` writes it; none: the one "
        "that comes with lastdance.",
        examples=["strength.toml"],
    )


class Log(Section):
    """What is written to standard error."""

    level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="The least severe line that is written."
    )
    format: Literal["console", "json"] = Field(
        default="console", description="For a person, or one JSON object a line."
    )


DEFAULT_CONNECTORS: tuple[dict[str, Any], ...] = (
    {"type": "bluesky_jetstream", "name": "bluesky", "accounts": "all"},
    {"type": "bluesky_jetstream", "name": "bluesky-watched", "accounts": "watched"},
)
"""Public posts of everybody, and all acts of the accounts in the catalogue."""


class Settings(BaseSettings):
    """Everything that an operator decides; built by `load`, never from the environment itself."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    role: Literal["all"] = Field(default="all", description="Which part this process plays.")
    storage: Storage = Field(default=Storage(), description="See `[storage]`.")
    backups: Backups = Field(default=Backups(), description="See `[backups]`.")
    privacy: Privacy = Field(default=Privacy(), description="See `[privacy]`.")
    catalogue: CatalogueFiles = Field(default=CatalogueFiles(), description="See `[catalogue]`.")
    watch: tuple[Watched, ...] = Field(
        default=(),
        description="What is watched; none given: the starter pairings.",
        examples=[[{"player": "sergio-ramos", "club": "real-madrid"}]],
    )
    connectors: list[dict[str, Any]] = Field(
        default=list(DEFAULT_CONNECTORS),
        description="Where activities come from; each entry is read by the module that its "
        "`type` names. None given: Bluesky, two subscriptions.",
        examples=[[{"type": "bluesky_jetstream", "name": "bluesky"}]],
    )
    webhooks: tuple[Webhook, ...] = Field(
        default=(), description="Who is told; see `[[webhooks]]`."
    )
    channels: tuple[Channel, ...] = Field(
        default=(), description="People who are told, and Alertmanagers; see `[[channels]]`."
    )
    web: Web = Field(default=Web(), description="See `[web]`.")
    metrics: MetricsPages = Field(default=MetricsPages(), description="See `[metrics]`.")
    heartbeat: Heartbeat = Field(default=Heartbeat(), description="See `[heartbeat]`.")
    notable: Notable = Field(default=Notable(), description="See `[notable]`.")
    ingest: Ingest = Field(default=Ingest(), description="See `[ingest]`.")
    sentiment: Sentiment = Field(default=Sentiment(), description="See `[sentiment]`.")
    rumour: Rumour = Field(default=Rumour(), description="See `[rumour]`.")
    log: Log = Field(default=Log(), description="See `[log]`.")

    @property
    def receivers(self) -> tuple[Webhook | Channel, ...]:
        """Who is told, of either kind."""
        return (*self.webhooks, *self.channels)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what is handed in: building the settings reads nothing behind one's back."""
        del settings_cls, env_settings, dotenv_settings, file_secret_settings
        return (init_settings,)
