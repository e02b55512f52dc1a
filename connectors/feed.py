"""Articles of an outlet, or of anybody's site, by its feed: RSS, Atom or JSON Feed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import IO, Annotated, Final, Literal, Self

from pydantic import Field, IPvAnyNetwork, model_validator

from connectors import http
from connectors.contract import ConnectorConfig, Context, Duration, Timeout
from connectors.feeds import jsonfeed, reading
from connectors.feeds.articles import Article, articles, oldest_first
from connectors.feeds.contents import Feed
from connectors.feeds.hubs import hub
from connectors.feeds.memory import Memory, News, compare
from connectors.feeds.pacing import pace
from connectors.wire.interest import wanted
from connectors.wire.outlets import Outlets
from connectors.wire.reading import Unhandled, UnreadableError, cut
from connectors.wire.sights import Interaction, Sight, Sights
from monitor.domain.activity import Activity, Verb
from monitor.domain.catalogue import WEB
from monitor.domain.timing import PROMPT
from monitor.ports import DeadLetter, Page, RefusedError, TransientError

CAPABILITIES: Final[Sights] = {Interaction.POST: Sight(), Interaction.EDIT: Sight(when=False)}

FULL: Final = 500
"""Activities of one page."""

FIRST: Final = 100
"""Articles that the first look passes on, as history."""

PATIENCE: Final = timedelta(seconds=30)
REDIRECTS: Final = 5
TRIES: Final = 2

READING: Final = timedelta(seconds=10)
"""Longest time for reading one feed; of what takes longer the beginning counts."""

_BESIDE: Final = ThreadPoolExecutor(1, thread_name_prefix="feed")
"""Feeds are read one at a time: each thread more that computes keeps the event loop waiting."""

NOBODY: Final = "feed"
"""Who stands in for the author where a feed is decoded without its configuration."""

_ACCEPTED: Final = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, "
    "*/*;q=0.5"
)

FeedUrl = Annotated[str, Field(pattern=r"^https?://[^\s/?#]+[^\s#]*$", max_length=2000)]
Outlet = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Networks = tuple[IPvAnyNetwork, ...]


class Config(ConnectorConfig):
    """One feed."""

    type: Literal["feed"] = Field(description="A feed: RSS, Atom or JSON Feed.")
    url: FeedUrl = Field(
        description="Where the feed stands.", examples=["https://feeds.example.org/football.xml"]
    )
    every: Duration = Field(
        default=timedelta(minutes=5),
        ge=timedelta(minutes=1),
        le=timedelta(days=1),
        description="How often it is looked at while it changes, 1m at least; less often where "
        "the feed or its server asks for that, but once a day in any case.",
    )
    slowest: Duration = Field(
        default=timedelta(minutes=15),
        ge=timedelta(minutes=1),
        le=timedelta(days=1),
        description="How often it is looked at when nothing has changed for 48 times as long; "
        "`every`, where that is longer.",
    )
    outlet: Outlet | None = Field(
        default=None,
        description="Whose feed it is: a source of the catalogue. You vouch for that: its "
        "articles count as that outlet's, and are quoted and linked. Without it they are a "
        "private person's.",
        examples=["bbc-sport"],
    )
    gathers: bool = Field(
        default=False,
        description="Whether it gathers others' articles and names the source of each, as Google "
        "News does: each counts as by the outlet that it names. You vouch that it tells the truth.",
    )
    timeout: Timeout = timedelta(seconds=20)
    allow: Networks = Field(
        default=(),
        description="Networks of your own that the feed may be in; all others that are not "
        "public are refused.",
        examples=[["10.0.0.0/8"]],
    )

    @model_validator(mode="after")
    def _one_author(self) -> Self:
        if self.gathers and self.outlet is not None:
            raise ValueError("gathers: its articles are by others, so leave `outlet` out")
        return self


def decode(line: bytes, seen_at: datetime) -> Activity | Unhandled:
    """Return what one item of a JSON Feed says.

    Raises:
        UnreadableError: It can't be read.
    """
    found = articles(Feed(entries=[jsonfeed.entry(line)]), "")
    return found[0].activity(Verb.CREATE, NOBODY, seen_at) if found else Unhandled("empty")


def decode_all(stream: IO[bytes], seen_at: datetime) -> Iterator[Activity | DeadLetter]:
    """Yield what a whole feed says, in whichever format."""
    body = stream.read(reading.LARGEST + 1)
    try:
        found = articles(reading.read(body), "")
    except UnreadableError as error:
        yield _letter(NOBODY, body, error, seen_at)
        return
    for article in oldest_first(found, seen_at):
        yield article.activity(Verb.CREATE, NOBODY, seen_at)


class Connector:
    """A poll; its cursor says what the feed showed when it was last found changed."""

    finite: Final = False

    def __init__(self, config: Config, context: Context) -> None:
        self.name = config.name
        self.every: timedelta | None = config.every
        self._config = config
        self._context = context
        self._due: datetime | None = None
        self._looked: datetime | None = None
        self._span = config.every
        self._rests = timedelta(0)
        self._refusal = ""
        self._outlets = Outlets(context.catalogue)
        self._said = ""
        self._changed: datetime | None = None

    async def pages(self, cursor: str | None) -> AsyncIterator[Page]:
        memory = Memory.of(cursor, self.name, self._config.url)
        actor = self._author()
        now = self._context.clock.now()
        if self._due is not None and timedelta(0) < self._due - now <= http.LONGEST_WAIT:
            return
        answer = await self._ask(memory, now)
        now = self._context.clock.now()
        if answer.status == HTTPStatus.NOT_MODIFIED:
            yield Page(connector=self.name, interval=self._span, reached=now)
        else:
            async for page in self._read(answer, memory, actor, now):
                yield page
        self._looked = now
        self._wait(answer, self._changed or memory.looked, now)

    def _author(self) -> str:
        """Return the id of whose articles these are.

        Raises:
            RefusedError: The catalogue has no such outlet.
        """
        outlet = self._config.outlet
        if outlet is None:
            return self._config.url
        if not self._context.interest.actor(WEB, outlet):
            cure = "correct `outlet`, or add it to [[sources]] of a catalogue file"
            raise RefusedError(f"the catalogue has no outlet {outlet!r}; {cure}")
        return outlet

    async def _ask(self, memory: Memory, now: datetime) -> http.Answer:
        config = self._config
        question = http.Question(
            url=config.url,
            headers={"Accept": _ACCEPTED, **memory.conditions},
            limit=reading.LARGEST,
            within=config.timeout,
            patience=PATIENCE,
            tries=TRIES,
            redirects=REDIRECTS,
            public=True,
            allow=config.allow,
        )
        try:
            return await self._context.asker.ask(question)
        except TransientError as error:
            if error.retry_after is not None:
                self._due = now + error.retry_after
            raise

    def _wait(self, answer: http.Answer, changed: datetime | None, now: datetime) -> None:
        """Note when it is worth asking, and wanted, to ask again, a day on at most."""
        config, every = self._config, self._config.every
        rests = max(self._rests, http.max_age(answer.headers))
        rests = min(max(rests, pace(every, config.slowest, changed, now)), http.LONGEST_WAIT)
        self._due = now + rests if rests > every else None
        self._span = rests + every if rests > every else every

    def _tell(self, named: str) -> None:
        """Say which hub tells of its news; to be told, we would need an address it can reach."""
        said = f"{named} tells of its news too (WebSub); it is looked at" if named else ""
        if said != self._said:
            self._said = said
            self._context.report(self.name, said)

    async def _read(
        self, answer: http.Answer, memory: Memory, actor: str, now: datetime
    ) -> AsyncIterator[Page]:
        """Yield what is new; the cursor moves with the last page, and only if anything changed."""
        try:
            feed, found = await asyncio.get_running_loop().run_in_executor(_BESIDE, _parsed, answer)
        except UnreadableError as error:
            if error.detail != self._refusal:  # said once: the same comes at every look
                self._refusal = error.detail
                yield Page(connector=self.name, dead=(_letter(self.name, answer.body, error, now),))
            raise TransientError(f"what stands there is no feed: {error.detail}") from None
        self._refusal = ""
        self._rests = feed.rests
        self._tell(hub(feed, answer.headers.get("Link", "")))
        news = compare(memory, found)
        after = news.memory.after(answer.headers, now)
        pages = self._pages(news, memory, actor, now) or [self._page([])]
        same = memory.looked is not None and after.same(memory)
        cursor = None if same else after.cursor()
        self._changed = self._changed if same else now
        for page in pages[:-1]:
            yield page
        yield replace(pages[-1], cursor=cursor, reached=now, received=answer.received)

    def _pages(self, news: News, memory: Memory, actor: str, now: datetime) -> list[Page]:
        """Return pages of what is new: first what is history, then what is of now."""
        first = memory.looked is None
        fresh = news.fresh[:FIRST] if first else news.fresh
        # what names no time came since the last look, which may be long ago
        last = self._looked or memory.looked
        lately = last is not None and now - last <= self._span + PROMPT
        now_on = [a for a in fresh if not first and (lately or a.published is not None)]
        before = [a for a in fresh if first or not (lately or a.published is not None)]
        history = [self._act(a, Verb.CREATE, actor, now) for a in oldest_first(before, now)]
        current = [
            *(self._act(a, Verb.CREATE, actor, now) for a in oldest_first(now_on, now)),
            *(self._act(a, Verb.UPDATE, actor, now) for a in news.edited),
        ]
        return [
            self._page(acts[at : at + FULL], live=live)
            for acts, live in ((history, False), (current, True))
            for at in range(0, len(acts), FULL)
        ]

    def _act(self, article: Article, verb: Verb, actor: str, now: datetime) -> Activity:
        """Return the act of whoever wrote *article*; *actor* where the feed doesn't gather."""
        by = self._outlets.author(article.source) if self._config.gathers else ""
        return article.activity(verb, by or actor, now)

    def _page(self, acts: Sequence[Activity], *, live: bool = True) -> Page:
        interest = self._context.interest
        kept = tuple(act for act in acts if wanted(act, interest))
        for act in kept:
            interest.passed(act)
        dropped = {"unmatched": len(acts) - len(kept)} if len(kept) < len(acts) else {}
        return Page(
            connector=self.name,
            activities=kept,
            dropped=dropped,
            live=live,
            interval=self._span,
        )


def _parsed(answer: http.Answer) -> tuple[Feed, list[Article]]:
    """Return the feed in *answer* and its articles; beside the event loop, as it takes a while."""
    until = time.monotonic() + READING.total_seconds()
    kind = answer.headers.get("Content-Type", "")
    feed = reading.read(answer.body, kind, lambda: time.monotonic() > until)
    return feed, articles(feed, answer.url)


def _letter(name: str, body: bytes, error: UnreadableError, now: datetime) -> DeadLetter:
    return DeadLetter(
        connector=name,
        place="the feed",
        raw=cut(body),
        reason=error.reason,
        detail=error.detail,
        seen_at=now,
    )
