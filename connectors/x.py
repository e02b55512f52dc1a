"""X: searches, watched accounts, who reposted and quoted them, never dearer than you allow."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

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
from connectors.lists.gathering import Gathering, listed, place_of
from connectors.lists.keeping import Keeping, Kept
from connectors.lists.paging import Newest, Sheet, Window
from connectors.lists.purse import BY_DAY, BY_MONTH, Limit, Purse
from connectors.recordings import Recorded
from connectors.wire import x
from connectors.wire.documents import Found, Item, document, inner, items, read_once
from connectors.wire.reading import UnreadableError
from connectors.wire.sights import Interaction, Sight, Sights
from connectors.wire.x import FIELDS, PLATFORM, Reading
from monitor.domain.activity import Activity, Verb
from monitor.ports import Page, RateLimitedError, RefusedError, TransientError

CAPABILITIES: Final[Sights] = {
    Interaction.POST: Sight(),
    Interaction.REPLY: Sight(),
    Interaction.QUOTE: Sight(),
    Interaction.REPOST: Sight(),
    Interaction.EDIT: Sight(),
    Interaction.DELETION: Sight(when=False),
}

SHEET: Final = 100
LEAST: Final = 10
"""Posts of one page: the most and the least that may be asked for."""

OVERLAP: Final = timedelta(minutes=3)
"""How late posts may appear in a search. Each that comes again counts again as paid."""

DEEP: Final = 1_000_000
"""Searches end at seven days, not after so many posts."""

HOT_FOR: Final = timedelta(hours=24)
HOT_EVERY: Final = timedelta(hours=1)
"""How often it is asked of a hot post whether more passed it on."""

REPOSTERS: Final = "retweeted_by"
QUOTES: Final = "quote_tweets"
LONGEST_QUERY: Final = 512
LARGEST: Final = 16 << 20
PATIENCE: Final = timedelta(seconds=30)
MICRO: Final = 1_000_000

KEYLESS: Final = (
    "needs `token_file` or `token`, the bearer token of an app with credits at X: get one as "
    "docs/connectors.md says. Reading costs money"
)

Dollars = Annotated[float, Field(ge=0, le=100_000, allow_inf_nan=False)]
Query = Annotated[str, Field(min_length=1, max_length=LONGEST_QUERY)]


class Config(ConnectorConfig):
    """What is read of X, and what it may cost."""

    type: Literal["x"] = Field(description="Posts on X, for money.")
    search: tuple[Query, ...] = Field(
        default=(),
        max_length=10,
        description="What is searched for, in X's own query language.",
        examples=[['("one last dance" OR "Real Madrid") Ramos -is:retweet']],
    )
    accounts: Literal["watched", "none"] = Field(
        default="watched",
        description="Whose posts are read: those of the catalogue's X accounts with a known id, "
        "or nobody's.",
    )
    hot: int = Field(
        default=3,
        ge=0,
        le=20,
        description="Newest posts of these accounts of which it is read who reposted and quoted "
        "them, in their first 24 hours.",
    )
    kept: int = Field(
        default=100,
        ge=0,
        le=2_000,
        description="Newest posts that are asked for again, to see whether they still stand.",
    )
    most: int = Field(
        default=500,
        ge=LEAST,
        le=10_000,
        description="Posts at most that one look takes of one search; of more a gap is told.",
    )
    every: Duration = Field(
        default=timedelta(minutes=15),
        ge=timedelta(minutes=1),
        le=timedelta(hours=24),
        description="How often it is looked at.",
    )
    sweep: Sweep = timedelta(hours=24)
    per_day: Dollars = Field(
        default=2.0, description="Dollars that are spent in a day (UTC) at most."
    )
    per_month: Dollars = Field(
        default=30.0, description="Dollars that are spent in a month (UTC) at most."
    )
    post_price: Dollars = Field(default=0.005, description="Dollars for a post that is read.")
    user_price: Dollars = Field(default=0.01, description="Dollars for a user that is read.")
    token: SecretStr | None = Field(
        default=None, min_length=1, description="The bearer token.", examples=["..."]
    )
    token_file: Path | None = Field(
        default=None, description="A file that holds the token.", examples=["x.token"]
    )
    api: HttpUrl = Field(default="https://api.x.com", description="Where the API is.")
    timeout: Timeout = timedelta(seconds=20)

    _token: str = PrivateAttr(default="")

    @model_validator(mode="after")
    def _shown(self) -> Self:
        token = credential("token", self.token, self.token_file)
        if not token:
            raise ValueError(KEYLESS)
        if not self.search and self.accounts == "none":
            raise ValueError("needs `search` or accounts: it would read nothing")
        self._token = token
        return self

    @property
    def credential(self) -> str:
        """The token."""
        return self._token


def decode_answers(answers: Iterable[Recorded], seen_at: datetime) -> Iterator[Found]:
    """Yield what recorded answers of X hold, each thing once."""
    return read_once(answers, Reading(seen_at).answer)


class _Cursor(msgspec.Struct, forbid_unknown_fields=True):
    looked: str
    places: dict[str, str]
    spent: dict[str, tuple[str, int]]
    kept: str = ""


_decode: Final = msgspec.json.Decoder(_Cursor).decode


class _EmptyError(Exception):
    """No more may be spent for now."""


@dataclass(slots=True)
class _Look:
    """What one look knows and changes.

    Attributes:
        before: What the cursor said when it began.
        reserved: What was counted as spent for what is being asked.
        taken: Posts or users that came for it.
        warm: Posts that were passed on or quoted since: where it is asked who, and how many.
        reading: Reads posts; knows who wrote what.
    """

    now: datetime
    before: _Cursor
    places: dict[str, str]
    keeping: Keeping
    reading: Reading
    reserved: int = 0
    taken: int = 0
    warm: list[tuple[Kept, str, int]] = field(default_factory=list)


class Connector:
    """A poll; its cursor: how far each search was read, what is asked for again, what is spent."""

    finite: Final = False

    def __init__(self, config: Config, context: Context) -> None:
        self.name = config.name
        self.every: timedelta | None = config.every
        self._config = config
        self._context = context
        self._gathering = Gathering(config.name, context)
        self._purse = Purse(
            (
                Limit("day", BY_DAY, round(config.per_day * MICRO)),
                Limit("month", BY_MONTH, round(config.per_month * MICRO)),
            )
        )
        self._post = round(config.post_price * MICRO)
        self._user = round(config.user_price * MICRO)
        self._lists: dict[str, Newest[Item]] = {}
        self._upon: dict[str, set[str]] = {}

    async def pages(self, cursor: str | None) -> AsyncIterator[Page]:
        look = self._begin(cursor)
        queries = list(self._queries())
        looked = place_of(look.before.looked, self.name) if look.before.looked else None
        self._gathering.begin()
        failed: Exception | None = None
        try:
            async for page in self._read(look, queries):
                yield page  # what is about to be spent is stored before it is
        except _EmptyError:
            self._context.rest(self.name, self._emptied(look.now))
        except (TransientError, RefusedError) as error:
            failed = error  # what was paid for is passed on
            if isinstance(error, RateLimitedError | RefusedError):
                self._settle(look.taken * self._post, look)  # a refusal costs nothing
        else:
            self._context.report(self.name, self._told())
        said = self._cursor(look, whole=True)
        for page in self._gathering.pages(said, self._config.every, looked, look.now):
            yield page
        if failed is not None:
            raise failed

    def _begin(self, cursor: str | None) -> _Look:
        now = self._context.clock.now()
        keeping = Keeping(self._config.sweep, self._config.kept)
        held = _Cursor(looked="", places={}, spent={})
        if cursor is not None:
            try:
                held = _decode(cursor)
            except (ValueError, RecursionError):
                raise RefusedError(
                    f"the stored cursor of {self.name} is none of X: {cursor[:40]!r}"
                ) from None
        keeping.reveal(held.kept, self._context.seal, self.name)
        self._purse.recall(held.spent)
        authors = {one.id: one.author for one in keeping.kept.values()}
        return _Look(now, held, dict(held.places), keeping, Reading(now, authors))

    def _queries(self) -> Iterator[str]:
        """Yield what is searched for: watched accounts, as many in one query as fit, and words."""
        if self._config.accounts == "watched":
            accounts = self._context.accounts()
            terms = [f"from:{a.id}" for a in accounts if a.platform == PLATFORM and a.id]
            query = ""
            for term in terms:
                longer = f"{query} OR {term}" if query else term
                if len(longer) > LONGEST_QUERY:
                    yield query
                    longer = term
                query = longer
            if query:
                yield query
        yield from self._config.search

    async def _read(self, look: _Look, queries: Sequence[str]) -> AsyncIterator[Page]:
        """Read all there is to read; yield a page before anything is spent."""
        due = look.keeping.due(look.now, self._config.kept)
        hot = [one for one in self._hot(look) if one.checked + HOT_EVERY <= look.now]
        waiting = [*due, *(one for one in hot if one not in due)]
        while waiting:
            room = min(SHEET, self._affordable(self._post, look.now))
            part, waiting = waiting[:room], waiting[room:]
            self._reserve(max(len(part), 1) * self._post, look)
            yield self._noted(look)
            await self._again(part, look)
        keys = [f"q{_short(query)}" for query in queries]
        for gone in look.places.keys() - set(keys):
            del look.places[gone]
        for key, query in zip(keys, queries, strict=True):
            affordable = min(self._config.most, self._affordable(self._post, look.now))
            if affordable < LEAST:
                raise _EmptyError
            self._reserve(affordable * self._post, look)
            yield self._noted(look)
            await self._search(key, query, affordable, look)
            self._settle(look.taken * self._post, look)
        for one, path, count in look.warm:
            price = self._user if path == REPOSTERS else self._post
            self._reserve(count * price, look)
            yield self._noted(look)
            await self._spread(one, path, count, look)
            self._settle(look.taken * price, look)

    def _hot(self, look: _Look) -> list[Kept]:
        """Return the newest posts of watched accounts."""
        interest = self._context.interest
        ours = [
            one
            for one in look.keeping.kept.values()
            if look.now - one.made <= HOT_FOR and interest.actor(PLATFORM, one.author)
        ]
        return ours[::-1][: self._config.hot]

    async def _again(self, part: Sequence[Kept], look: _Look) -> None:
        """Ask for posts again: what is told to be missing is gone."""
        said, _ = await self._ask("/2/tweets", [("ids", ",".join(one.id for one in part))])
        data = inner(said, "data")
        found = {str(inner(raw, "id")): raw for raw in data} if isinstance(data, list) else {}
        errors = inner(said, "errors")
        gone = {x.missing(error) for error in errors} if isinstance(errors, list) else set()
        self._settle(len(found) * self._post, look)
        hot = {one.id for one in self._hot(look)}
        for one in part:
            raw = found.get(one.id)
            if raw is None:
                if one.id in gone:
                    self._gathering.offer(look.keeping.gone(one, PLATFORM, look.now))
                continue
            if inner(raw, "withheld"):
                self._gathering.offer(look.keeping.gone(one, PLATFORM, look.now))
                continue
            newest = x.versions(raw)[-1:] or (one.id,)
            mark = " ".join(map(str, (*x.counts(raw), newest[0])))
            if one.id in hot:
                look.warm += _grown(one, x.counts(raw))
            if newest[0] not in {one.id, one.mark.rpartition(" ")[2]}:
                await self._edited(newest[0], look)
            look.keeping.stands(one, look.now, mark)

    async def _edited(self, newest: str, look: _Look) -> None:
        """Take the newest version of a post."""
        self._reserve(self._post, look)
        said, _ = await self._ask("/2/tweets", [("ids", newest)])
        self._settle(self._post, look)
        for item in look.reading.things(said):
            for act in item.said:
                if isinstance(act, Activity) and act.verb is Verb.UPDATE:
                    self._gathering.offer(act)

    async def _search(self, key: str, query: str, affordable: int, look: _Look) -> None:
        fetch = partial(self._sheet, query, affordable, look)
        newest = self._lists.setdefault(
            key, Newest(fetch, overlap=OVERLAP, bounded=False, deep=DEEP)
        )
        newest.fetch, newest.most = fetch, affordable - LEAST + 1
        newest.first = min(SHEET, newest.most)
        taken = await self._gathering.read(key, newest, look.places, look.now)
        self._keep(taken, look)

    def _keep(self, taken: Iterable[Activity], look: _Look) -> None:
        acts = list(taken)
        ids = {act.record: x.id_of(act.record) for act in acts if act.record is not None}
        look.keeping.keep(acts, ids, look.now)

    async def _sheet(
        self, query: str, affordable: int, look: _Look, window: Window, onward: str | None
    ) -> Sheet[Item]:
        room = min(SHEET, max(affordable - look.taken, LEAST))
        params = [("query", query), ("max_results", str(room)), ("sort_order", "recency")]
        if window.since is not None:
            oldest = look.now - timedelta(days=7) + timedelta(minutes=1)
            params.append(("start_time", _stamp(max(window.since, oldest))))
        params += [] if onward is None else [("next_token", onward)]
        said, received = await self._ask("/2/tweets/search/recent", params)
        found = list(look.reading.things(said))
        look.taken += len(_rows(said))
        return Sheet(items=listed(found), onward=_onward(said), received=received)

    async def _spread(self, one: Kept, path: str, count: int, look: _Look) -> None:
        """Take who passed a post on, or quoted it: the newest *count*."""
        said, _ = await self._ask(f"/2/tweets/{one.id}/{path}", [("max_results", str(count))])
        rows = _rows(said)
        look.taken = len(rows)
        if path == QUOTES:
            for item in look.reading.things(said):
                self._keep(self._gathering.take(item, look.now), look)
            return
        known = self._upon.setdefault(one.id, set())
        for item in items(rows, lambda raw: look.reading.upon(Verb.ANNOUNCE, raw, one.id)):
            if item.id not in known:
                self._gathering.take(item, look.now)
                known.add(item.id)
        while len(self._upon) > 10 * self._config.hot:
            del self._upon[next(iter(self._upon))]

    # --- money ------------------------------------------------------------------------

    def _affordable(self, price: int, now: datetime) -> int:
        return self._purse.left(now) // price if price else self._config.most

    def _reserve(self, price: int, look: _Look) -> None:
        """Count *price* as spent, before it is.

        Raises:
            _EmptyError: It is more than may be spent.
        """
        if price > self._purse.left(look.now):
            raise _EmptyError
        self._purse.spend(price, look.now)
        look.reserved, look.taken = price, 0

    def _settle(self, price: int, look: _Look) -> None:
        """Count *price* as spent instead of what was reserved."""
        self._purse.refund(look.reserved - price)
        look.reserved = 0

    def _noted(self, look: _Look) -> Page:
        """Return a page that stores what is counted as spent, and moves nothing else."""
        return Page(
            connector=self.name,
            cursor=self._cursor(look, whole=False),
            interval=self._config.every,
        )

    def _told(self) -> str:
        day, month = (limit.spent / MICRO for limit in self._purse.limits)
        return f"spent ${day:.2f} today, ${month:.2f} this month"

    def _emptied(self, now: datetime) -> str:
        limit = self._purse.emptied(now)
        return (
            f"{self._told()}: the limit of ${limit.most / MICRO:.2f} a {limit.named} leaves too "
            "little; goes on when it begins anew (UTC)"
        )

    # --- asking -----------------------------------------------------------------------

    def _cursor(self, look: _Look, *, whole: bool) -> str:
        spent = self._purse.noted()
        if not whole:
            return msgspec.json.encode(msgspec.structs.replace(look.before, spent=spent)).decode()
        kept = look.keeping.hidden(self._context.seal)
        held = _Cursor(looked=look.now.isoformat(), places=look.places, spent=spent, kept=kept)
        return msgspec.json.encode(held).decode()

    async def _ask(self, path: str, params: Sequence[tuple[str, str]]) -> tuple[Any, int]:
        """Return what stands at *path*, asked once: what fails may have been paid for.

        Raises:
            TransientError, RefusedError: As asking does.
        """
        users = path.endswith(REPOSTERS)
        fields = [("user.fields", "username")] if users else [("tweet.fields", FIELDS)]
        answer = await self._context.asker.ask(
            http.Question(
                url=f"{self._config.api.rstrip('/')}{path}",
                params=[*params, *fields],
                headers={
                    "Authorization": f"Bearer {self._config.credential}",
                    "Accept": "application/json",
                },
                limit=LARGEST,
                within=self._config.timeout,
                patience=PATIENCE,
                credential="x",
            )
        )
        try:
            said = document(answer.body)
        except UnreadableError as error:
            raise TransientError(f"{path} answered what can't be read: {error}") from None
        if not isinstance(said, dict):
            raise TransientError(f"{path} was answered by what is no answer of X")
        return said, answer.received


def _rows(said: Any) -> list[Any]:
    held = inner(said, "data")
    return held if isinstance(held, list) else []


def _grown(one: Kept, counts: tuple[int, int]) -> Iterator[tuple[Kept, str, int]]:
    """Yield where it is asked who passed *one* on since, and how many may have."""
    told = one.mark.split(" ")
    before = [int(n) for n in told[:2]] if len(told) == 3 else [0, 0]
    for path, least, now, then in zip((REPOSTERS, QUOTES), (1, LEAST), counts, before, strict=True):
        if now > then:
            yield one, path, min(max(now - then, least), SHEET)


def _onward(said: Any) -> str | None:
    token = inner(said, "meta", "next_token")
    return token if isinstance(token, str) and token else None


def _stamp(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S}Z"


def _short(query: str) -> str:
    return sha256(query.encode()).hexdigest()[:16]
