"""Instagram, by Meta's Graph API: posts of professional accounts, and who mentions yours."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

import msgspec
from pydantic import Field, PrivateAttr, SecretStr, model_validator

from connectors import http
from connectors.contract import ConnectorConfig, Context, Duration, HttpUrl, Timeout, credential
from connectors.inbound import TooManyError
from connectors.lists.gathering import Gathering, listed, place_of
from connectors.lists.keeping import Keeping
from connectors.lists.paging import Newest, Sheet, Window
from connectors.recordings import Recorded
from connectors.wire import instagram
from connectors.wire.documents import Found, Item, document, inner, read_once
from connectors.wire.fields import EPOCH
from connectors.wire.instagram import FIELDS, PLATFORM, Mention, Reading
from connectors.wire.reading import Unhandled, UnreadableError
from connectors.wire.sights import Interaction, Sight, Sights
from monitor.domain.activity import Activity
from monitor.domain.catalogue import Account
from monitor.ports import (
    AuthError,
    Page,
    RateLimitedError,
    RefusedError,
    Sample,
    TransientError,
)

CAPABILITIES: Final[Sights] = {
    Interaction.POST: Sight(),
    Interaction.REPLY: Sight(),
    Interaction.DELETION: Sight(when=False),
}

SHEET: Final = 50
"""Posts of one page."""

DEEP: Final = 10_000
"""Business discovery ends its lists there."""

MENTIONS: Final = 200
"""Mentions that wait to be looked up; of more the oldest are let go."""

TRIES: Final = 3
LARGEST: Final = 16 << 20
PATIENCE: Final = timedelta(seconds=30)
PAUSE: Final = timedelta(hours=1)
"""Limits of the Graph API roll over an hour."""

WAITS: Final = Unhandled("webhook_mentions")
WAITING: Final = "waiting for accounts: name some, or give the catalogue Instagram accounts"
KEYLESS: Final = (
    "needs `user`, the id of your own professional account, and `token_file` or `token`, a token "
    "of your app for it: get them as docs/connectors.md says"
)
_LIMITS: Final = frozenset({4, 17, 32, 613, 80002, 80006})
_TOKEN: Final = frozenset({102, 190, 463, 467})

_NAME: Final = re.compile(r"[a-z0-9._]{1,30}", re.ASCII)
Name = Annotated[str, Field(pattern=rf"^{_NAME.pattern}$")]
Settle = Callable[[Activity], Activity]


class Config(ConnectorConfig):
    """What is read with one account's permission."""

    type: Literal["instagram_graph"] = Field(description="Instagram, as Meta's Graph API shows it.")
    user: str | None = Field(
        default=None,
        pattern=r"^\d{5,25}$",
        description="Id of your own professional account, in whose name is asked.",
        examples=["17841400000000000"],
    )
    token: SecretStr | None = Field(
        default=None, min_length=1, description="A token of your app.", examples=["..."]
    )
    token_file: Path | None = Field(
        default=None, description="A file that holds the token.", examples=["instagram.token"]
    )
    accounts: Literal["watched"] | tuple[Name, ...] = Field(
        default="watched",
        max_length=100,
        description="Whose posts are read: those of the catalogue's Instagram accounts, or of "
        "these, by name. They must be professional accounts.",
        examples=[["madridxtra"]],
    )
    every: Duration = Field(
        default=timedelta(minutes=30),
        ge=timedelta(minutes=5),
        le=timedelta(hours=24),
        description="How often they are looked at.",
    )
    app_secret: SecretStr | None = Field(
        default=None,
        min_length=16,
        description="The secret of your app, with which Meta signs what it pushes to "
        "`/ingest/NAME`.",
        examples=["..."],
    )
    app_secret_file: Path | None = Field(
        default=None, description="A file that holds it.", examples=["meta.secret"]
    )
    verify_token: SecretStr | None = Field(
        default=None,
        min_length=8,
        description="What you gave Meta to show when it verifies that address.",
        examples=["at least 8 characters"],
    )
    verify_token_file: Path | None = Field(
        default=None, description="A file that holds it.", examples=["meta.verify"]
    )
    api: HttpUrl = Field(default="https://graph.facebook.com", description="Where the API is.")
    version: str = Field(
        default="v23.0", pattern=r"^v\d{1,3}\.\d{1,2}$", description="Version of the API."
    )
    timeout: Timeout = timedelta(seconds=20)

    _token: str = PrivateAttr(default="")
    _hub: tuple[bytes, str] | None = PrivateAttr(default=None)

    @model_validator(mode="after")
    def _shown(self) -> Self:
        token = credential("token", self.token, self.token_file)
        secret = credential("app_secret", self.app_secret, self.app_secret_file)
        verify = credential("verify_token", self.verify_token, self.verify_token_file)
        if not token or not self.user:
            raise ValueError(KEYLESS)
        if bool(secret) != bool(verify):
            raise ValueError("webhooks need both `app_secret_file` and `verify_token_file`")
        self._token = token
        self._hub = (secret.encode(), verify) if secret and verify else None
        return self

    @property
    def credential(self) -> str:
        """The token."""
        return self._token

    @property
    def hub(self) -> tuple[bytes, str] | None:
        """What Meta signs with, and what it shows; None = nothing is pushed."""
        return self._hub


def decode_answers(answers: Iterable[Recorded], seen_at: datetime) -> Iterator[Found]:
    """Yield what recorded answers and webhooks of Instagram hold, each thing once."""
    return read_once(answers, Reading(seen_at).answer)


def limit_ends(body: bytes, now: datetime) -> timedelta | None:
    """Return how long a limit is reached of which a refusal tells; None = it is of something else.

    Raises:
        AuthError: It is about the token.
    """
    del now
    try:
        code = inner(document(body), "error", "code")
    except UnreadableError:
        return None
    if code in _TOKEN:
        raise AuthError("Meta doesn't take the token, or no longer; give it another")
    return PAUSE if code in _LIMITS else None


class _Cursor(msgspec.Struct, forbid_unknown_fields=True):
    looked: str
    places: dict[str, str]
    kept: str = ""
    mentions: str = ""


_decode: Final = msgspec.json.Decoder(_Cursor).decode
_decode_mentions: Final = msgspec.json.Decoder(list[str]).decode


@dataclass(slots=True)
class _Look:
    """What one look knows and changes.

    Attributes:
        shown: Ids and times of the posts on the first page of each account.
    """

    now: datetime
    held: _Cursor
    keeping: Keeping
    ids: dict[str, str]
    shown: dict[str, dict[str, datetime | None]] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)


class Connector:
    """A poll that also takes what Meta pushes; its cursor is how far each account was read."""

    finite: Final = False
    secret: bytes | None = None
    token: str | None = None

    def __init__(self, config: Config, context: Context) -> None:
        self.name = config.name
        self.every: timedelta | None = config.every
        self.hub = config.hub
        self._config = config
        self._context = context
        self._gathering = Gathering(config.name, context)
        self._lists: dict[str, Newest[Item]] = {}
        self._counts: dict[str, dict[str, dict[str, int]]] = {}
        self._mentions: OrderedDict[str, None] = OrderedDict()
        self._settled: _Cursor | None = None

    async def pages(self, cursor: str | None) -> AsyncIterator[Page]:
        look = self._begin(cursor)
        names = self._names()
        if not names and self.hub is None:
            self._context.rest(self.name, WAITING)
            return
        looked = place_of(look.held.looked, self.name) if look.held.looked else None
        self._gathering.begin()
        for name, account in names.items():
            try:
                await self._account(name, account, look, looked)
            except (AuthError, RateLimitedError):
                raise
            except RefusedError as error:
                if len(look.failed) == len(names) - 1:
                    raise
                look.failed.append(f"{name}: {error}")
        await self._lookup(look)
        failed = "; ".join(look.failed[:5])
        self._context.report(self.name, f"could not be read: {failed}" if failed else "reading")
        held = look.held
        held.looked = look.now.isoformat()
        held.kept = look.keeping.hidden(self._context.seal)
        for page in self._gathering.pages(self._said(held), self._config.every, looked, look.now):
            yield page

    def _begin(self, cursor: str | None) -> _Look:
        keeping = Keeping(timedelta(0))
        now = self._context.clock.now()
        held = _Cursor(looked="", places={})
        if cursor is not None:
            try:
                held = _decode(cursor)
            except (ValueError, RecursionError):
                raise RefusedError(
                    f"the stored cursor of {self.name} is none of Instagram: {cursor[:40]!r}"
                ) from None
        keeping.reveal(held.kept, self._context.seal, self.name)
        keeping.due(now, 0)
        if self._settled is None and held.mentions:
            for media in _decode_mentions(self._context.seal.reveal(held.mentions) or "[]"):
                self._mentions.setdefault(media)
        self._settled = msgspec.structs.replace(held, places=dict(held.places))
        ours = [a for a in self._context.accounts() if a.platform == PLATFORM and a.id]
        ids = {a.handle.removeprefix("@").lower(): str(a.id) for a in ours}
        return _Look(now, held, keeping, ids)

    def _said(self, held: _Cursor) -> str:
        waiting = msgspec.json.encode(list(self._mentions)).decode()
        held.mentions = self._context.seal.hide(waiting) if self._mentions else ""
        return msgspec.json.encode(held).decode()

    def _names(self) -> dict[str, Account | None]:
        """Return whose posts are read, by name, with what the catalogue knows of them."""
        accounts = {
            account.handle.removeprefix("@").lower(): account
            for account in self._context.accounts()
            if account.platform == PLATFORM and account.handle
        }
        if self._config.accounts == "watched":
            named = [name for name in accounts if _NAME.fullmatch(name)]
            return {name: accounts[name] for name in named[:100]}
        return {name: accounts.get(name) for name in self._config.accounts}

    async def _account(
        self, name: str, account: Account | None, look: _Look, looked: datetime | None
    ) -> None:
        fetch = partial(self._sheet, name, account, look, looked)
        newest = self._lists.setdefault(name, Newest(fetch, bounded=False, deep=DEEP))
        newest.fetch = fetch
        taken = await self._gathering.read(name, newest, look.held.places, look.now)
        look.keeping.keep(taken, {str(act.record): str(act.record) for act in taken}, look.now)
        for act in taken:
            one = look.keeping.kept.get(str(act.record))
            if one is not None and act.happened_at is not None:
                look.keeping.stands(one, look.now, f"{name} {int(act.happened_at.timestamp())}")
        self._missing(name, look)

    async def _sheet(
        self,
        name: str,
        account: Account | None,
        look: _Look,
        looked: datetime | None,
        _: Window,
        onward: str | None,
    ) -> Sheet[Item]:
        after = "" if onward is None else f".after({onward})"
        media = f"media{after}.limit({SHEET}){{{FIELDS.replace(',username', '')}}}"
        shown = f"business_discovery.username({name}){{id,username,media_count,{media}}}"
        said, received = await self._ask([("fields", shown)])
        held = inner(said, "business_discovery")
        if not isinstance(held, dict):
            raise TransientError(f"{name} was answered by what is no account")
        found = list(Reading(look.now, look.ids).things(said))
        if onward is None:
            look.shown[name] = {
                str(act.record): item.at
                for item in found
                for act in item.said
                if isinstance(act, Activity)
            }
            self._count(name, inner(held, "media", "data"), account, look.now, looked)
        cursor = inner(held, "media", "paging", "cursors", "after")
        fits = isinstance(cursor, str) and cursor.replace("=", "").replace("-", "").isalnum()
        return Sheet(items=listed(found), onward=cursor if fits else None, received=received)

    def _count(
        self,
        name: str,
        media: Any,
        account: Account | None,
        now: datetime,
        looked: datetime | None,
    ) -> None:
        """Count what the newest posts of a player's accounts gained since the last look."""
        posts = media if isinstance(media, list) else []
        known = {str(inner(raw, "id")): dict(instagram.counts(raw)) for raw in posts}
        before = self._counts.get(name)
        self._counts[name] = known
        if account is None or account.player is None or before is None or looked is None:
            return
        for of in ("likes", "comments"):
            gained = sum(
                max(counts.get(of, 0) - before.get(at, {}).get(of, 0), 0)
                for at, counts in known.items()
            )
            self._gathering.samples.append(
                Sample(player=account.player, of=of, count=gained, span=now - looked, at=now)
            )

    def _missing(self, name: str, look: _Look) -> None:
        """A post is gone that is missing from the newest page, where an older one still stands."""
        shown = look.shown.get(name, {})
        oldest = min((at for at in shown.values() if at is not None), default=None)
        if oldest is None:
            return
        for one in list(look.keeping.kept.values()):
            whose, _, made = one.mark.partition(" ")
            listed_there = whose == name and EPOCH + timedelta(seconds=int(made)) > oldest
            if listed_there and one.id not in shown:
                self._gathering.offer(look.keeping.gone(one, PLATFORM, look.now))

    # --- what is pushed ---------------------------------------------------------------

    def page(self, body: bytes, *, by_line: bool, settle: Settle) -> Page:
        """Return what a webhook tells; mentions are looked up with the next look.

        Raises:
            TooManyError: It is more than is taken at once; nothing of it was taken.
        """
        del by_line, settle
        now, gathering = self._context.clock.now(), Gathering(self.name, self._context)
        try:
            said = document(body)
        except UnreadableError as error:
            said = None
            gathering.bury(body, error, "line 1", now)
        for item in Reading(now).things(said) if said is not None else ():
            if item.said != (WAITS,):
                gathering.take(item, now)
        for mention in instagram.mentions(said):
            if mention.comment is None:
                self._wait(mention)
            else:
                gathering.drop("mention_in_comment")
        page, *more = gathering.pages("", timedelta(0), None, now)
        if more:
            raise TooManyError("A webhook of Meta with over 500 comments. Nothing was stored.")
        return replace(
            page,
            cursor=None if self._settled is None else self._said(self._settled),
            reached=None,
            dead=tuple(replace(letter, place="line 1") for letter in page.dead),
        )

    def _wait(self, mention: Mention) -> None:
        self._mentions[mention.media] = None
        while len(self._mentions) > MENTIONS:
            self._mentions.popitem(last=False)

    async def _lookup(self, look: _Look) -> None:
        """Look up the posts that mention our account."""
        for media in list(self._mentions):
            shown = f"mentioned_media.media_id({media}){{{FIELDS}}}"
            try:
                said, _ = await self._ask([("fields", shown)])
            except http.NotKnownError:
                self._gathering.drop("mention_gone")
            else:
                for item in Reading(look.now, look.ids).things(said):
                    self._gathering.take(item, look.now)
            self._mentions.pop(media, None)

    async def _ask(self, params: list[tuple[str, str]]) -> tuple[Any, int]:
        """Return what is answered; the token goes by a header, never in a URL.

        Raises:
            TransientError, RefusedError: As asking does.
        """
        config = self._config
        answer = await self._context.asker.ask(
            http.Question(
                url=f"{config.api.rstrip('/')}/{config.version}/{config.user}",
                params=params,
                headers={
                    "Authorization": f"Bearer {config.credential}",
                    "Accept": "application/json",
                },
                limit=LARGEST,
                within=config.timeout,
                patience=PATIENCE,
                tries=TRIES,
                credential="instagram",
                spent=limit_ends,
            )
        )
        try:
            return document(answer.body), answer.received
        except UnreadableError as error:
            raise TransientError(f"Instagram answered what can't be read: {error}") from None
