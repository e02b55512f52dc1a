"""Reddit: posts and comments of chosen subreddits, by its API and with your own app."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Annotated, Final, Literal, Self

import msgspec
from pydantic import Field, PrivateAttr, SecretStr, model_validator

from connectors import http
from connectors.contract import (
    ConnectorConfig,
    Context,
    Duration,
    HttpUrl,
    Sweep,
    Timeout,
    credential,
)
from connectors.http.tokens import Tokens
from connectors.lists.gathering import Gathering, listed, place_of
from connectors.lists.keeping import Keeping, Kept
from connectors.lists.paging import Newest, Sheet, Window
from connectors.recordings import Recorded
from connectors.wire import reddit
from connectors.wire.documents import Found, Item, document, inner, read_once
from connectors.wire.reading import UnreadableError
from connectors.wire.reddit import PLATFORM, Reading
from connectors.wire.sights import Interaction, Sight, Sights
from monitor.domain.activity import Activity, Verb
from monitor.ports import AuthError, Page, RateLimitedError, RefusedError, TransientError

CAPABILITIES: Final[Sights] = {
    Interaction.POST: Sight(),
    Interaction.REPLY: Sight(),
    Interaction.QUOTE: Sight(),
    Interaction.EDIT: Sight(),
    Interaction.DELETION: Sight(when=False),
}

SHEET: Final = 100
"""Things of one page, and ids of one question: the most that Reddit gives and takes."""

DEEP: Final = 900
"""Reddit ends its lists after about 1,000 things, less those that were removed."""

SWEPT: Final = 1_000
"""Things at most that one look asks for again."""

LARGEST: Final = 16 << 20
PATIENCE: Final = timedelta(seconds=30)
TRIES: Final = 3

KEYLESS: Final = (
    "needs `client_id`, and `client_secret_file` or `client_secret`: Reddit shows nothing to "
    "programs without an app of their own. Ask for one as docs/connectors.md says"
)

Params = Sequence[tuple[str, str]]
Subreddit = Annotated[str, Field(pattern=r"^[A-Za-z0-9_]{2,50}$")]


class Config(ConnectorConfig):
    """Some subreddits."""

    type: Literal["reddit"] = Field(description="Posts and comments of subreddits.")
    subreddits: tuple[Subreddit, ...] = Field(
        min_length=1,
        max_length=20,
        description="Which are read, without `r/`.",
        examples=[["realmadrid", "soccer"]],
    )
    client_id: str | None = Field(
        default=None,
        min_length=1,
        description="The id of your app.",
        examples=["..."],
    )
    client_secret: SecretStr | None = Field(
        default=None, min_length=1, description="The secret of your app.", examples=["..."]
    )
    client_secret_file: Path | None = Field(
        default=None, description="A file that holds the secret.", examples=["reddit.secret"]
    )
    every: Duration = Field(
        default=timedelta(minutes=1),
        ge=timedelta(seconds=30),
        le=timedelta(hours=1),
        description="How often the subreddits are looked at.",
    )
    sweep: Sweep = timedelta(hours=6)
    api: HttpUrl = Field(default="https://oauth.reddit.com", description="Where the API is.")
    tokens: HttpUrl = Field(
        default="https://www.reddit.com", description="Where tokens are given out."
    )
    timeout: Timeout = timedelta(seconds=20)

    _secret: str = PrivateAttr(default="")

    @model_validator(mode="after")
    def _shown(self) -> Self:
        secret = credential("client_secret", self.client_secret, self.client_secret_file)
        if not self.client_id or not secret:
            raise ValueError(KEYLESS)
        self._secret = secret
        return self

    @property
    def secret(self) -> str:
        """The secret of the app."""
        return self._secret


def decode_answers(answers: Iterable[Recorded], seen_at: datetime) -> Iterator[Found]:
    """Yield what recorded answers of Reddit hold, each thing once."""
    return read_once(answers, Reading(seen_at).answer)


class _Cursor(msgspec.Struct, forbid_unknown_fields=True):
    looked: str
    places: dict[str, str]
    kept: str = ""


_decode: Final = msgspec.json.Decoder(_Cursor).decode


class Connector:
    """A poll; its cursor is how far each list was read, and what is asked for again."""

    finite: Final = False

    def __init__(self, config: Config, context: Context) -> None:
        self.name = config.name
        self.every: timedelta | None = config.every
        self._config = config
        self._context = context
        self._gathering = Gathering(config.name, context)
        self._tokens = Tokens(context.asker, config.tokens, str(config.client_id), config.secret)
        self._lists: dict[str, Newest[Item]] = {}

    async def pages(self, cursor: str | None) -> AsyncIterator[Page]:
        now, gathering = self._context.clock.now(), self._gathering
        held, keeping = self._recall(cursor)
        looked = None if cursor is None else place_of(held.looked, self.name)
        gathering.begin()
        await self._look(held.places, keeping, now)
        await self._sweep(keeping, now)
        held.looked, held.kept = now.isoformat(), keeping.hidden(self._context.seal)
        told = msgspec.json.encode(held).decode()
        for page in gathering.pages(told, self._config.every, looked, now):
            yield page

    def _recall(self, cursor: str | None) -> tuple[_Cursor, Keeping]:
        keeping = Keeping(self._config.sweep)
        if cursor is None:
            return _Cursor(looked="", places={}), keeping
        try:
            held = _decode(cursor)
        except (ValueError, RecursionError):
            raise RefusedError(
                f"the stored cursor of {self.name} is none of Reddit: {cursor[:40]!r}"
            ) from None
        keeping.reveal(held.kept, self._context.seal, self.name)
        return held, keeping

    async def _look(self, places: dict[str, str], keeping: Keeping, now: datetime) -> None:
        """Read every list; one that fails stops the others only if all do."""
        failed: dict[str, Exception] = {}
        keys = [f"{sub.lower()}/{kind}" for sub in self._config.subreddits for kind in _KINDS]
        for key in keys:
            newest = self._lists.setdefault(
                key, Newest(partial(self._sheet, key), bounded=False, deep=DEEP)
            )
            try:
                taken = await self._gathering.read(key, newest, places, now)
            except (RateLimitedError, AuthError):
                raise
            except (TransientError, RefusedError) as error:
                failed[key] = error
                continue
            keeping.keep(taken, {str(act.record): str(act.record) for act in taken}, now)
        if len(failed) == len(keys):
            raise failed[keys[0]]
        lost = "; ".join(f"r/{key}: {error}" for key, error in failed.items())
        self._context.report(self.name, f"could not be read: {lost}" if lost else "reading")

    async def _sheet(self, key: str, _: Window, onward: str | None) -> Sheet[Item]:
        params = [("limit", str(SHEET)), ("raw_json", "1")]
        params += [] if onward is None else [("after", onward)]
        said, received = await self._ask(f"/r/{key}", params)
        if inner(said, "kind") != "Listing":
            raise TransientError(f"r/{key} was answered by what is no listing")
        found = list(Reading(self._context.clock.now()).things(said))
        after = inner(said, "data", "after")
        onward = after if isinstance(after, str) and after else None
        return Sheet(items=listed(found), onward=onward, received=received)

    async def _sweep(self, keeping: Keeping, now: datetime) -> None:
        """Ask for what is due; what is missing or has lost its words is gone."""
        due = keeping.due(now, SWEPT)
        for start in range(0, len(due), SHEET):
            part = due[start : start + SHEET]
            said, _ = await self._ask(
                "/api/info", [("id", ",".join(one.id for one in part)), ("raw_json", "1")]
            )
            if inner(said, "kind") != "Listing":
                raise TransientError("/api/info was answered by what is no listing")
            reading = Reading(now, {one.id: one.author for one in part})
            found = {item.id: item for item in reading.things(said) if item.id}
            for one in part:
                self._again(one, found.get(one.id), keeping, now)

    def _again(self, one: Kept, item: Item | None, keeping: Keeping, now: datetime) -> None:
        said = [] if item is None else [act for act in item.said if isinstance(act, Activity)]
        if not any(act.verb is Verb.CREATE for act in said):
            self._gathering.offer(keeping.gone(one, PLATFORM, now))
            return
        mark = reddit.edited_at(item) if item is not None else ""
        if mark and mark != one.mark:
            for act in said:
                if act.verb is Verb.UPDATE:
                    self._gathering.offer(act)
        keeping.stands(one, now, mark)

    async def _ask(self, path: str, params: Params) -> tuple[object, int]:
        """Return what stands at *path*; a token that is no longer taken is asked for anew.

        Raises:
            TransientError, RefusedError: As asking does.
        """
        try:
            answer = await self._answer(path, params, fresh=False)
        except AuthError:
            answer = await self._answer(path, params, fresh=True)
        try:
            return document(answer.body), answer.received
        except UnreadableError as error:
            raise TransientError(f"{path} answered what can't be read: {error}") from None

    async def _answer(self, path: str, params: Params, *, fresh: bool) -> http.Answer:
        asker = self._context.asker
        token = await self._tokens.get(self._context.clock.now(), fresh=fresh)
        return await asker.ask(
            http.Question(
                url=f"{self._config.api.rstrip('/')}{path}",
                params=params,
                headers={"Authorization": f"Bearer {token}", "Accept": "application/json"},
                limit=LARGEST,
                within=self._config.timeout,
                patience=PATIENCE,
                tries=TRIES,
                credential="reddit",
            )
        )


_KINDS: Final = ("new", "comments")
