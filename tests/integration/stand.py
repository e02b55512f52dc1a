"""A stand in the stadium: talk about a pairing, minute by minute, through the real pipeline.

Time is an argument everywhere, so a day takes seconds; nothing is faked but the people.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import shutil
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from monitor.app.parts import Offload
from monitor.domain.activity import Activity, Provenance, Verb
from monitor.domain.alert import Kind, Notice
from monitor.domain.watermark import Progress, mark
from monitor.pipeline import Pipeline
from monitor.ports import Page
from monitor.watch import Watch
from monitor.watching.keeping import Round
from storage import Store, migrate, open_store
from tests.integration.pipelines import pipeline

START = datetime(2026, 6, 1, 0, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

QUIET = 26.5 * HOUR
"""How long there is quiet before a scene begins."""

TALK = "Sergio Ramos to Real Madrid? They say the transfer talks go on"
MATCH = "Sergio Ramos scored against Real Madrid, what a goal, what a match"

CATALOGUE = """
[[accounts]]
platform = "bluesky"
handle = "sergioramos.example"
id = "did:plc:sergioramos"
role = "player"
player = "sergio-ramos"
proof = "the handle is the player's own domain"
verified_on = 2026-05-01

[[accounts]]
platform = "bluesky"
handle = "bernabeu-nights.example"
id = "did:plc:bernabeunights"
role = "fan_account"
club = "real-madrid"
proof = "linked from the fan site's own page"
verified_on = 2026-05-01
"""


@dataclass
class Source:
    """One connector, as the watermark sees it."""

    name: str
    reached: datetime
    well: bool = True
    heard_at: datetime | None = None
    gaps: list[tuple[datetime, datetime]] = field(default_factory=list)
    held: list[Activity] = field(default_factory=list)


@dataclass
class Stand:
    """Plays talk, minute by minute, and keeps what was told of it, and what was withheld."""

    pipe: Pipeline
    store: Store
    watch: Watch
    now: datetime = START
    sources: dict[str, Source] = field(default_factory=dict)
    told: list[Notice] = field(default_factory=list)
    withheld: list[Notice] = field(default_factory=list)
    sent: list[Activity] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)
    numbers: Iterable[int] = field(default_factory=itertools.count)
    chance: random.Random = field(default_factory=lambda: random.Random(7))

    def source(self, name: str = "bluesky") -> Source:
        """Return the source of this name, added at the first asking."""
        return self.sources.setdefault(name, Source(name, self.now))

    async def minute(
        self, authors: Iterable[str] = (), text: str = TALK, span: timedelta = MINUTE, **more: Any
    ) -> None:
        """Let a minute pass in which *authors* say *text*, and keep the watch at its end."""
        source = self.source(more.pop("source", "bluesky"))
        posts = [self.post(author, text, span, **more) for author in authors]
        self.now += span
        source.held.extend(posts)
        for each in self.sources.values():
            if each.well:
                await self.deliver(each)
        await self.keep()

    async def deliver(self, source: Source, until: datetime | None = None) -> None:
        """Hand on what *source* holds, as one page that has come up to *until*, or to now."""
        come = until or self.now
        come_by = [one for one in source.held if one.happened_at and one.happened_at < come]
        source.held = [one for one in source.held if one not in come_by]
        activities = tuple(replace(one, seen_at=self.now) for one in come_by)
        source.reached, source.heard_at = come, self.now
        self.sent.extend(activities)
        page = Page(connector=source.name, activities=activities, reached=come)
        report = await self.pipe.handle([page], self.now)
        self.told += report.judged.notices

    async def keep(self) -> Round:
        """Keep the watch once."""
        sources = [
            Progress(name=s.name, began=START - DAY, well=s.well, reached=s.reached,
                     heard_at=s.heard_at, gaps=tuple(s.gaps))
            for s in self.sources.values()
        ]  # fmt: skip
        kept = await self.watch.keep(mark(sources, self.now), self.now)
        self.rounds.append(kept)
        self.told += [notice for notice in kept.notices if notice.held is None]
        self.withheld += [notice for notice in kept.notices if notice.held is not None]
        return kept

    async def quiet(
        self, span: timedelta, rate: float = 0.05, step: timedelta = 5 * MINUTE, **more: Any
    ) -> None:
        """Let *span* pass with *rate* authors a minute, each somebody else."""
        end = self.now + span
        while self.now < end:
            count = sum(self.chance.random() < rate * (step / MINUTE) / 8 for _ in range(8))
            await self.minute(self.people(count), span=step, **more)

    async def catch_up(self, name: str, pages: int, *, step: timedelta = HOUR / 2) -> None:
        """Let source *name* be well again, and bring what it holds in pages of *step* each."""
        source = self.source(name)
        source.well = True
        for _ in range(pages):
            self.now += timedelta(seconds=5)
            await self.deliver(source, min(source.reached + step, self.now))
            await self.keep()

    async def burst(self, per_minute: int, span: timedelta, **more: Any) -> None:
        """Let *span* pass in which so many new people speak each minute."""
        end = self.now + span
        while self.now < end:
            await self.minute(self.people(per_minute), **more)

    def people(self, count: int) -> list[str]:
        """Return *count* people who haven't spoken yet."""
        return [f"did:plc:fan{next(iter(self.numbers))}" for _ in range(count)]

    def post(
        self, author: str, text: str = TALK, span: timedelta = MINUTE, **more: Any
    ) -> Activity:
        """Return a post that is made within *span* from now."""
        number = next(iter(self.numbers))
        after = self.chance.random() * 0.99 * span
        return Activity(
            **{
                "platform": "bluesky",
                "verb": Verb.CREATE,
                "actor": author,
                "record": f"at://{author}/app.bsky.feed.post/{number:013d}",
                "text": text,
                "happened_at": self.now + after,
                "seen_at": self.now + span,
                "provenance": Provenance.OBSERVED,
                **more,
            }
        )

    def kinds(self) -> list[str]:
        """What was told, in short."""
        return [str(notice.kind) for notice in self.told]

    def messages(self) -> list[tuple[object, ...]]:
        """What was told, as far as it must be the same however it came about."""
        return [
            (n.kind, n.cause, n.alert.id, n.alert.title, n.alert.text, n.alert.reasons,
             n.alert.unknown, n.alert.told_at)
            for n in self.told
        ]  # fmt: skip

    def started(self) -> list[Notice]:
        """Stories that were started."""
        return [notice for notice in self.told if notice.kind is Kind.STORY_STARTED]


@asynccontextmanager
async def stand(
    folder: Path, url: str | None = None, catalogue: str = CATALOGUE, **settings: Any
) -> AsyncIterator[Stand]:
    """Give an empty stand on a fresh database."""
    url = url or f"sqlite:///{folder}/stand.db"
    await asyncio.to_thread(migrate, url)
    accounts = folder / "accounts.toml"
    accounts.write_text(catalogue, "utf-8")
    offload = Offload()
    store = await open_store(url)
    try:
        async with pipeline(url, accounts, keep="linked", **settings) as pipe:
            watch = Watch(
                store=store,
                catalogue=pipe.judge.catalogue,
                address=lambda _: (),
                offload=offload,
                holder="the stand",
            )
            yield Stand(pipe, store, watch)
    finally:
        offload.close()
        await store.close()


async def settle(folder: Path) -> Path:
    """Return a database in which two sources were watched for as long as `QUIET`."""
    async with stand(folder) as it:
        press = it.source("press")
        end = it.now + QUIET
        while it.now < end:
            count = int(it.chance.random() < 0.08)
            press.held += [it.post(one, span=10 * MINUTE) for one in it.people(count)]
            count = sum(it.chance.random() < 0.06 for _ in range(8))
            await it.minute(it.people(count), span=10 * MINUTE)
        assert it.told == []
    return folder / "stand.db"


@asynccontextmanager
async def settled(folder: Path, before: Path, **settings: Any) -> AsyncIterator[Stand]:
    """Give a stand that goes on from a settled database."""
    shutil.copy(before, folder / "stand.db")
    async with stand(folder, **settings) as it:
        it.now = START + QUIET
        it.numbers = itertools.count(1_000_000)
        for name in ("press", "bluesky"):
            it.source(name).heard_at = it.now
        yield it
