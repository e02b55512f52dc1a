"""How often the Wikipedia pages of watched players are read, and edited."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Final, Literal
from urllib.parse import quote

import msgspec
from pydantic import Field

from connectors import http
from connectors.contract import ConnectorConfig, Context, Duration, Timeout
from connectors.recordings import Recorded
from connectors.wire import sse
from connectors.wire.reading import UnreadableError, cut
from connectors.wire.sights import Sights
from connectors.wire.wikimedia import (
    COUNTED,
    DAY,
    HOUR,
    Found,
    Views,
    change_of,
    counts,
    newest,
    recorded,
    views_of,
)
from monitor.ports import DeadLetter, Page, RefusedError, Sample, TransientError

CAPABILITIES: Final[Sights] = {}
"""It says of nobody what they did."""

BACK: Final = timedelta(days=7)
"""How far back page views are asked for: a day comes when it is counted, about one later."""

MOVES: Final = timedelta(seconds=5)
SILENCE: Final = timedelta(minutes=3)
WAITING: Final = timedelta(minutes=1)
PATIENCE: Final = timedelta(seconds=30)
LARGEST: Final = 1 << 20

MOST: Final = 300
"""Players whose pages are asked for."""

MOST_EDITS: Final = 500
"""Edits of an hour that are counted of one player."""

NO_CONTACT: Final = (
    "Wikimedia wants to know who asks: set `contact` in [ingest] to `mailto:` and your address"
)

Project = Annotated[str, Field(pattern=r"^[a-z0-9-]{2,30}\.wik[a-z]{2,12}$")]
Title = Annotated[str, Field(pattern=r"^[a-z0-9-]{2,30}\.wik[a-z]{2,12}/[^\s/#?][^\s#?]{0,250}$")]
Address = Annotated[str, Field(pattern=r"^https?://[^\s/?#]+[^\s?#]*$")]


class Config(ConnectorConfig):
    """Which pages are counted."""

    type: Literal["wikimedia"] = Field(description="Wikipedia's page views and edits.")
    every: Duration = Field(
        default=HOUR,
        ge=timedelta(minutes=10),
        le=DAY,
        description="How often it is looked whether another day has been counted; a day that was "
        "is not asked for again.",
    )
    projects: tuple[Project, ...] = Field(
        default=("en.wikipedia",),
        min_length=1,
        max_length=20,
        description="Where a player's page is looked for under the player's name.",
    )
    pages: dict[str, tuple[Title, ...]] = Field(
        default={},
        description="A player's pages, by slug, where they are called otherwise.",
        examples=[{"rodri": ["en.wikipedia/Rodri_(footballer,_born_1996)"]}],
    )
    edits: bool = Field(
        default=False,
        description="Whether edits are counted too, as they happen: every change of every wiki "
        "comes in for that, some gigabytes a day.",
    )
    url: Address = Field(
        default="https://wikimedia.org/api/rest_v1", description="Where page views are asked for."
    )
    stream: Address = Field(
        default="https://stream.wikimedia.org/v2/stream/recentchange",
        description="Where changes are told.",
    )
    idle: Duration = Field(
        default=timedelta(minutes=1),
        gt=timedelta(0),
        description="A stream on which nothing comes for this long is given up.",
    )
    timeout: Timeout = timedelta(seconds=20)


class _Memory(msgspec.Struct, forbid_unknown_fields=True):
    """What is known: the newest day counted by player, the last change, edits by revision."""

    days: dict[str, str] = {}
    last: str = ""
    edits: dict[str, dict[str, int]] = {}


_decode_memory = msgspec.json.Decoder(_Memory).decode


def decode_answers(answers: Iterable[Recorded], seen_at: datetime) -> Iterator[Found]:
    """Yield what recorded answers of Wikimedia count, by title."""
    del seen_at
    return recorded(answers)


@dataclass(slots=True)
class _Pages:
    """The pages of watched players.

    Attributes:
        of: By slug: project and title of each.
        owners: By server and title, as changes name them: the slug.
    """

    of: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    owners: dict[tuple[str, str], str] = field(default_factory=dict)


class Connector:
    """A poll, or a stream of edits that looks for page views by the way.

    Its cursor says which day was counted last, and which change was the last.
    """

    finite: Final = False

    def __init__(self, config: Config, context: Context) -> None:
        self.name = config.name
        self.every: timedelta | None = None if config.edits else config.every
        self.silence: timedelta | None = SILENCE if config.edits else None
        self._config = config
        self._context = context
        self._lost: dict[str, datetime] = {}
        self._said: dict[str, int] = {}

    async def pages(self, cursor: str | None) -> AsyncIterator[Page]:
        if self._context.contact is None:
            raise RefusedError(NO_CONTACT)
        memory = self._memory(cursor)
        while not self._pages().of:
            self._context.rest(self.name, "waiting for players to watch")
            if not self._config.edits:
                return
            await self._context.clock.sleep(WAITING)
        if not self._config.edits:
            yield await self._look(memory)
            return
        self._said.clear()
        async for page in self._follow(memory):
            yield page

    def _memory(self, cursor: str | None) -> _Memory:
        if cursor is None:
            return _Memory()
        try:
            return _decode_memory(cursor)
        except (ValueError, RecursionError):
            raise RefusedError(
                f"the stored cursor of {self.name} is none of Wikimedia's: {cursor[:40]!r}"
            ) from None

    def _pages(self) -> _Pages:
        pages, config = _Pages(), self._config
        today = self._context.clock.now().date()
        for player in self._context.catalogue().watched_players(today)[:MOST]:
            name = "_".join(player.name.split())
            named = config.pages.get(player.slug) or [f"{each}/{name}" for each in config.projects]
            pages.of[player.slug] = [_parted(each) for each in named]
            for project, title in pages.of[player.slug]:
                pages.owners[f"{project}.org", title.replace("_", " ")] = player.slug
        return pages

    async def _look(self, memory: _Memory) -> Page:
        """Return the page views of players of whom another day has been counted.

        Raises:
            RefusedError: None of the players has a page.
            TransientError: Nothing that is answered can be read.
        """
        now = self._context.clock.now()
        yesterday = (now - DAY).date().isoformat()
        pages, dead, samples = self._pages().of, list[DeadLetter](), list[Sample]()
        due = [s for s in pages if memory.days.get(s, "") < yesterday and not self._missing(s, now)]
        memory.days = {slug: day for slug, day in memory.days.items() if slug in pages}
        received = 0
        for slug in due:
            views: list[Views] = []
            known = False
            for project, title in pages[slug]:
                answer = await self._ask(project, title, now)
                if answer is None:
                    continue
                known, received = True, received + answer.received
                try:
                    views += views_of(answer.body)
                except UnreadableError as error:
                    dead.append(self._letter(title, answer.body, error, now))
            if not known:
                self._lost[slug] = now
            sample = newest(views, slug)
            if sample is not None and (day := _day(sample)) > memory.days.get(slug, ""):
                memory.days[slug] = day
                samples.append(sample)
        lost = [slug for slug in pages if slug in self._lost]
        if lost:
            self._context.report(self.name, f"no page found, name them in `pages`: {_few(lost)}")
        if len(lost) == len(pages):
            raise RefusedError(f"no page found of {_few(lost)}; name theirs in `pages`")
        if dead and not samples:
            raise TransientError(f"Wikimedia answers what can't be read: {dead[0].detail}")
        return self._page(memory, now, samples=tuple(samples), dead=tuple(dead), received=received)

    def _missing(self, slug: str, now: datetime) -> bool:
        """Whether a player was found to have no page today."""
        at = self._lost.get(slug)
        if at is not None and not timedelta(0) <= now - at < DAY:
            del self._lost[slug]
            return False
        return at is not None

    async def _ask(self, project: str, title: str, now: datetime) -> http.Answer | None:
        """Return the page views of *title* in the last days; None where there is no such page."""
        span = f"{now - BACK:%Y%m%d}00/{now - DAY:%Y%m%d}00"
        page = f"{project}/all-access/user/{quote(title, safe='')}"
        try:
            return await self._context.asker.ask(
                http.Question(
                    url=f"{self._config.url}{COUNTED}{page}/daily/{span}",
                    limit=LARGEST,
                    within=self._config.timeout,
                    patience=PATIENCE,
                    tries=2,
                )
            )
        except http.NotKnownError:
            return None

    async def _follow(self, memory: _Memory) -> AsyncIterator[Page]:
        """Yield pages of counts of edits while they change."""
        config, context = self._config, self._context
        headers = {"Last-Event-ID": memory.last} if memory.last else {}
        moved: datetime | None = None
        looked: datetime | None = None
        pages = self._pages()
        heard = http.follow(context.session, context.clock, config.stream, headers, config.idle)
        dead: list[DeadLetter] = []
        received = 0
        async with aclosing(heard):
            async for said in heard:
                now = context.clock.now()
                received += said.received
                for event in said.events:
                    dead += self._take(event, pages, memory, now)
                if moved is not None and now - moved < MOVES:
                    continue
                moved, pages = now, self._pages()
                samples = self._edited(memory, pages, now)
                yield self._page(
                    memory, now, samples=samples, dead=tuple(dead[:20]), received=received
                )
                dead, received = [], 0
                if looked is None or now - looked >= config.every:
                    looked = now
                    try:
                        yield await self._look(memory)
                    except TransientError as error:
                        context.report(self.name, f"page views are asked for later: {error}")

    def _take(
        self, event: sse.Event, pages: _Pages, memory: _Memory, now: datetime
    ) -> Sequence[DeadLetter]:
        memory.last = event.id or memory.last
        try:
            change = change_of(event.data)
        except UnreadableError as error:
            return [self._letter("a change", event.data, error, now)]
        if change is None or change.revision is None or not counts(change):
            return ()
        slug = pages.owners.get((change.server_name, change.title))
        if slug is not None:
            held = memory.edits.setdefault(slug, {})
            if len(held) < MOST_EDITS:
                held[str(change.revision.new)] = min(change.timestamp, int(now.timestamp()))
        return ()

    def _edited(self, memory: _Memory, pages: _Pages, now: datetime) -> tuple[Sample, ...]:
        """Return how often each player's pages were edited in an hour, where that has changed."""
        since = int((now - HOUR).timestamp())
        held = {
            slug: {rev: at for rev, at in edits.items() if at > since}
            for slug, edits in memory.edits.items()
            if slug in pages.of
        }
        memory.edits = {slug: edits for slug, edits in held.items() if edits}
        counts = {slug: len(memory.edits.get(slug, ())) for slug in pages.of}
        changed = {slug: n for slug, n in counts.items() if self._said.get(slug) != n}
        self._said = counts
        return tuple(
            Sample(player=slug, of="edits", count=n, span=HOUR, at=now)
            for slug, n in changed.items()
        )

    def _page(self, memory: _Memory, now: datetime, **brought: Any) -> Page:
        return Page(
            connector=self.name,
            cursor=msgspec.json.encode(memory).decode(),
            interval=self.every or timedelta(0),
            reached=now,
            **brought,
        )

    def _letter(self, place: str, raw: bytes, error: UnreadableError, now: datetime) -> DeadLetter:
        return DeadLetter(
            connector=self.name,
            place=place,
            raw=cut(raw),
            reason=error.reason,
            detail=error.detail,
            seen_at=now,
        )


def _parted(page: str) -> tuple[str, str]:
    project, _, title = page.partition("/")
    return project, title


def _few(slugs: Sequence[str]) -> str:
    more = f" and {len(slugs) - 5} others" if len(slugs) > 5 else ""
    return ", ".join(slugs[:5]) + more


def _day(sample: Sample) -> str:
    return (sample.at.astimezone(UTC) - DAY).date().isoformat()
