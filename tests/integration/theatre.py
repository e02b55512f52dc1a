"""A theatre: stories played minute by minute through all of lastdance, in the time of their events.

The wire's lines, the outlets' feeds and what people push are read by the connectors, and go by the
daemon's own parts through judging, watch, weighing and outbox to a real receiver. Only the clock
is ours: an evening takes a second, and nothing else differs from what is shipped.
"""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from random import Random
from typing import Any
from xml.sax.saxutils import escape

import connectors
from connectors.jetstream.dialects import DIALECTS
from connectors.jetstream.gathering import Gathering
from connectors.jetstream.standing import Standing as Place
from monitor.app.blackouts import Blackouts
from monitor.app.digests import Digests
from monitor.app.edition import unseen
from monitor.app.lookout import Lookout
from monitor.app.newsroom import Newsroom
from monitor.app.parts import open_seal, outward
from monitor.app.reception import page_of
from monitor.app.switchboard import open_senders
from monitor.deliver.courier import Courier
from monitor.domain.alert import Notice
from monitor.domain.health import patience
from monitor.domain.sighting import Sighting
from monitor.ingest.standing import CHECKED, Standing, reached
from monitor.metrics import Metrics
from monitor.pipeline import Report
from monitor.ports import Connector, Page, TransientError
from monitor.settings import Settings, load
from storage import Store, migrate, open_store
from tests.simulator.clock import StageClock
from tests.simulator.events import Event, Events, line
from tests.simulator.newsstand import Newsstand
from tests.simulator.plot import PAIRINGS
from tests.simulator.receiver import EVERYTHING, Receiver

START = datetime(2026, 8, 4, 18, 0, tzinfo=UTC)
"""A Tuesday evening in the transfer window; 20:00 in Madrid."""

BEFORE = timedelta(hours=84)
"""How much quiet talk there is before a scene."""

TURNS_LEFT = 9
"""Quarters of the five minutes between two looks at a feed in which none is read."""

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

SECRET = "whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo="
PAPERS = ("evening-whistle", *(f"paper-{n}" for n in range(1, 10)), "morning-bell")

PLAYER, AGENT, FANS, UNITED = "sergio-ramos", "agent", "madrid-nights", "united-whites"
CLUB, ROVERS, REPORTER = "real-madrid", "rovers", "reporter"

RAMOS = ("sergio-ramos", "real-madrid")
KANE = ("harry-kane", "barcelona")
REIS = ("danilo-reis", "sevilla")
USUAL = {
    RAMOS: 6.0,
    KANE: 3.0,
    REIS: 3.0,
    ("vinicius-junior", "al-hilal"): 2.0,
    ("rodrygo", "arsenal"): 1.0,
    ("mohamed-salah", "al-hilal"): 2.0,
    ("ibrahima-konate", "real-madrid"): 1.0,
    ("erling-haaland", "real-madrid"): 2.0,
    ("bruno-fernandes", "al-nassr"): 1.0,
    ("rafael-leao", "chelsea"): 1.0,
}
"""What is watched, and accounts in half an hour of an evening."""

NAMES = {
    pairing: PAIRINGS[pairing][:2] if pairing in PAIRINGS else ("Danilo Reis", "Sevilla")
    for pairing in USUAL
}
QUIET = (
    "{player} and {club}: every summer the same rumour",
    "{player} to {club}? I will believe that transfer when I see it",
    "They say the talks about {player} and {club} go on",
    "Imagine {player} joining {club}",
)
BESIDES = "It is far too hot to cook tonight"


def _account(handle: str, did: str, **more: str) -> str:
    known = {"platform": "bluesky", "handle": f"{handle}.example", "id": did, **more}
    lines = [f'{key} = "{value}"' for key, value in known.items()]
    proof = 'proof = "linked from the own page (made up)"\nverified_on = 2026-07-01\n'
    return "\n".join(["[[accounts]]", *lines, proof])


def catalogue(world: Events) -> str:
    """Return a catalogue of made-up papers, accounts and one made-up player."""
    papers = [
        f'[[sources]]\nslug = "{slug}"\nname = "{named(slug)}"\nrole = "outlet"\n'
        f'domains = ["{slug}.example"]\n'
        for slug in PAPERS
    ]
    watched = [
        f'[[watch]]\nplayer = "{player}"\nclub = "{club}"\n'
        for player, club in USUAL
        if player != RAMOS[0]
    ]
    return "\n".join(
        [
            *papers,
            '[[sources]]\nslug = "lena-ortiz"\nname = "Lena Ortiz"\nrole = "journalist"\n',
            (
                '[[players]]\nslug = "danilo-reis"\nname = "Danilo Reis"\nborn = 1999-03-02\n'
                'ambiguous = ["Reis"]\n'
                'stints = [{ club = "porto", relation = "current", since = 2023-07-01 }]\n'
                "as_of = 2026-07-01\n"
            ),
            _account(PLAYER, world.did(PLAYER), role="player", player="sergio-ramos"),
            _account(AGENT, world.did(AGENT), role="agent", player="sergio-ramos"),
            _account(FANS, world.did(FANS), role="fan_account", club="real-madrid"),
            _account(UNITED, world.did(UNITED), role="fan_account", club="real-madrid"),
            _account(CLUB, world.did(CLUB), role="club", club="real-madrid"),
            _account("sevilla", world.did("sevilla"), role="club", club="sevilla"),
            _account(REPORTER, world.did(REPORTER), role="journalist", source="lena-ortiz"),
            '[[watch]]\nplayer = "sergio-ramos"\n',
            *watched,
        ]
    )


def named(slug: str) -> str:
    """Return the name of a paper."""
    return slug.replace("-", " ").title() if slug[-1].isdigit() else f"The {_words(slug)}"


def _words(slug: str) -> str:
    return slug.replace("-", " ").title()


def settings(
    folder: Path, stand: Newsstand, desk: Receiver, every: Receiver, ops: Receiver
) -> Settings:
    """Return the settings: addresses, names and secrets, and not one threshold."""
    local = {"secret": SECRET, "allow": ["127.0.0.0/8"], "allow_http": True}
    return load(
        None,
        {},
        {
            "storage": {"url": f"sqlite:///{folder / 'theatre.db'}"},
            "privacy": {"secret": "44" * 32},
            "catalogue": {"files": [str(folder / "catalogue.toml")]},
            "connectors": [
                {"type": "bluesky_jetstream", "name": "bluesky", "urls": ["ws://127.0.0.1:9/s"],
                 "appview": "http://127.0.0.1:9", "hydrate_timeout": "1s"},
                *(
                    {"type": "feed", "name": slug, "url": f"{stand.url}/{slug}", "outlet": slug,
                     "allow": ["127.0.0.0/8"]}
                    for slug in PAPERS
                ),
            ],
            "webhooks": [
                {"name": "desk", "url": desk.url, "timezone": "Europe/Madrid", **local},
                {"name": "archive", "url": every.url, **local, **EVERYTHING},
                {"name": "operator", "url": ops.url, "operator": True, **local,
                 "kinds": ["connector.stale", "delivery.disabled"]},
            ],
            "web": {"public_url": "https://lastdance.example"},
        },
    )  # fmt: skip


@dataclass
class Told:
    """One message, as a receiver got it."""

    kind: str
    data: Mapping[str, Any]

    @property
    def title(self) -> str:
        """What stands on the lock screen."""
        return str(self.data["title"])

    @property
    def text(self) -> str:
        """What is told."""
        return str(self.data["text"])


@dataclass
class Theatre:
    """What a scene is played in.

    Attributes:
        down: Whether the wire can't be read just now.
        notices: All that was decided, also what is held.
    """

    settings: Settings
    clock: StageClock
    store: Store
    newsroom: Newsroom
    lookout: Lookout
    standing: Standing
    blackouts: Blackouts
    digests: Digests
    stand: Newsstand
    receivers: Mapping[str, Receiver]
    world: Events
    wire: Gathering
    sources: Mapping[str, Connector]
    nudge: Callable[[], None]
    chance: Random = field(default_factory=lambda: Random(11))
    down: bool = False
    notices: list[Notice] = field(default_factory=list)
    _coming: list[tuple[datetime, Event]] = field(default_factory=list)
    _fronts: dict[str, list[str]] = field(default_factory=dict)
    _cursors: dict[str, str | None] = field(default_factory=dict)
    _fans: int = 0

    @property
    def now(self) -> datetime:
        """The time on the stage."""
        return self.clock.time

    # --- what happens -----------------------------------------------------------------

    def emit(self, event: Event) -> Event:
        """Let something happen on Bluesky, at its time."""
        self._coming.append((_time(event), event))
        return event

    def post(self, who: str, text: str, after: timedelta = timedelta(0)) -> Event:
        """Let an account, by its name, post *text*."""
        at = self.now + after + timedelta(seconds=1)
        return self.emit(self.world.post(self.world.did(who), text, langs=["en"], at=at))

    def fan(self) -> str:
        """Return the name of somebody who hasn't spoken yet."""
        self._fans += 1
        return f"fan {self._fans} of {START:%d %B}"

    def print(self, paper: str, headline: str, extract: str = "") -> None:
        """Let a paper bring out an article, now."""
        front = self._fronts.setdefault(paper, [])
        when = format_datetime(self.now)
        front.insert(
            0,
            f"<item><guid>{paper}-{len(front)}-{when}</guid><title>{escape(headline)}</title>"
            f"<description>{escape(extract)}</description>"
            f"<link>https://{paper}.example/{len(front)}</link><pubDate>{when}</pubDate></item>",
        )
        self.lay(paper)

    def lay(self, paper: str) -> None:
        """Let what a paper has brought out lie in its feed."""
        items = "".join(self._fronts.get(paper, []))
        feed = f'<rss version="2.0"><channel><title>{paper}</title>{items}</channel></rss>'
        self.stand.put(f"/{paper}", feed.encode())

    async def report(self, did: str, what: str, by: str, **more: Any) -> Report:
        """Let a person report what the player did."""
        said = Sighting(who="Sergio Ramos", did=did, what=what, by=by, **more)
        page = page_of(said, self.newsroom.catalogue, self.now)
        report = await self.newsroom.take(page)
        self.notices += report.judged.notices
        await self.delivered()
        return report

    # --- time passes ------------------------------------------------------------------

    async def minutes(
        self, count: float, rate: float = 0.0, texts: Sequence[str] = (), step: int = 1
    ) -> None:
        """Let *count* minutes pass, in which *rate* new people a minute say one of *texts*.

        What is said about the others on a quiet evening is said, too.
        """
        end = self.now + count * MINUTE
        while self.now < end:
            span = min(step * MINUTE, end - self.now)
            self._talk(span)
            whole = rate * (span / MINUTE)
            number = int(whole) + (self.chance.random() < whole % 1)
            for _ in range(number):
                self._say(self.chance.choice(texts), span)
            await self.pass_by(span)

    async def till_morning(self) -> None:
        """Let the night pass, until five past eight in Madrid."""
        while self.now < START + 12 * HOUR + 5 * MINUTE:
            await self.minutes(5, step=5)

    def _talk(self, span: timedelta) -> None:
        for pairing, usual in USUAL.items():
            number = _draw(self.chance, usual / 30 * wakefulness(self.now) * (span / MINUTE))
            for _ in range(number):
                player, club = NAMES[pairing]
                self._say(self.chance.choice(QUIET).format(player=player, club=club), span)
        for minute in range(int(span / MINUTE)):
            self.post(self.fan(), BESIDES, (minute + 0.5) * MINUTE)

    def _say(self, text: str, span: timedelta) -> Event:
        return self.post(self.fan(), text, self.chance.random() * 0.9 * span)

    async def pass_by(self, span: timedelta) -> None:
        """Let *span* pass; at its end everybody does what is due."""
        end, looks = self.now + span, 0
        while self.now < end:
            self.clock.move(min(self.now + CHECKED, end))
            looks += 1
            self.standing.check()
            await self.newsroom.see(tuple(map(unseen, self.standing.blind())))
            await self.blackouts.look(self.standing.states.values(), self.standing.blind())
            await self._poll_next()
            if self.now == end or not looks % 6:
                await self._read_wire()
        await self.lookout.keep()
        await self.digests.send()
        await self.delivered()

    async def _read_wire(self) -> None:
        if self.down:
            self.standing.failed("bluesky", TransientError("the host is gone"), MINUTE)
            return
        self._coming.sort(key=lambda one: one[0])
        come = [event for at, event in self._coming if at <= self.now]
        self._coming = [one for one in self._coming if one[0] > self.now]
        for event in come:
            self.wire.take(line(event))
            if self.wire.full:
                await self._store(self.wire.page())
        await self._store(self.wire.page())

    async def _poll_next(self) -> None:
        """Read the feed whose turn it is: each every five minutes, one at a time."""
        turn = int((self.now - START) / CHECKED) % (len(PAPERS) + TURNS_LEFT)
        if turn < len(PAPERS):
            await self._poll(self.sources[PAPERS[turn]])

    async def _poll(self, source: Connector) -> None:
        began = self.now
        async for page in source.pages(self._cursors.get(source.name)):
            if page.cursor is not None:
                self._cursors[source.name] = page.cursor
            await self._store(page, source)
        self.standing.heard(source.name)
        self.standing.stored(source.name, began, None)

    async def _store(self, page: Page, source: Connector | None = None) -> None:
        every = None if source is None else source.every
        self.standing.heard(page.connector, page)
        come = reached(page, every, self.now)
        await self.newsroom.handle([page])
        await self.lookout.learn([page])
        self.standing.stored(page.connector, come, page.gap)

    async def delivered(self) -> None:
        """Wait until all that is to be sent was received."""
        while (await self.store.stats()).outbox.get("pending", 0):
            self.nudge()
            await asyncio.sleep(0.002)

    # --- what was told ----------------------------------------------------------------

    def told(self, receiver: str = "desk") -> list[Told]:
        """Return what a receiver got, in its order, each message once."""
        attempts = self.receivers[receiver].attempts
        assert all(attempt.genuine for attempt in attempts)
        bodies = {attempt.id: json.loads(attempt.body) for attempt in attempts}
        return [Told(body["type"], body["data"]) for body in bodies.values()]

    def kinds(self, receiver: str = "desk") -> list[str]:
        """Return what a receiver got, in short."""
        return [one.kind for one in self.told(receiver)]


def wakefulness(at: datetime) -> float:
    """Return how much is said at *at*, as a share of an evening."""
    return 0.3 if at.hour < 6 else 0.9 if at.hour < 17 else 1.0


def _draw(chance: Random, mean: float) -> int:
    return sum(chance.random() < mean / 8 for _ in range(8))


def _time(event: Event) -> datetime:
    return datetime.fromtimestamp(event["time_us"] / 1e6, UTC)


@asynccontextmanager
async def theatre(folder: Path, start: datetime = START) -> AsyncIterator[Theatre]:
    """Give a theatre on the database in *folder*, which is made if it isn't there."""
    world = Events(seed=5, start=start - BEFORE)
    (folder / "catalogue.toml").write_text(catalogue(world), "utf-8")
    clock, metrics = StageClock(start), Metrics()
    async with AsyncExitStack() as stack:
        stand = await stack.enter_async_context(Newsstand())
        receivers = {
            name: await stack.enter_async_context(Receiver(SECRET))
            for name in ("desk", "archive", "operator")
        }
        chosen = settings(folder, stand, *receivers.values())
        url = chosen.storage.url.get_secret_value()
        await asyncio.to_thread(migrate, url)
        store = await open_store(url)
        stack.push_async_callback(store.close)
        seal = open_seal(chosen)
        session = await stack.enter_async_context(outward(chosen))
        senders = await stack.enter_async_context(open_senders(chosen, clock))
        courier = Courier(store, senders, clock, lambda _: None)
        newsroom = Newsroom(chosen, store, seal, session, clock, metrics, courier.nudge)
        stack.push_async_callback(newsroom.close)
        await newsroom.open()
        sources = {one.name: one for one in newsroom.connectors()}
        wired = sources.pop("bluesky")
        standing = Standing([wired, *sources.values()], clock, {}, lambda _: None, lambda: False)
        looking = Lookout(
            chosen, store, clock, metrics, lambda: newsroom.catalogue,
            standing.states.values, courier.nudge, seal,
        )  # fmt: skip
        patient = {
            one.name: patience(one.every, getattr(one, "silence", None))
            for one in (wired, *sources.values())
        }
        delivering = asyncio.create_task(courier.run())
        place = Place(None, start, busy=True, tells=False, idle=MINUTE)
        made = Theatre(
            settings=chosen,
            clock=clock,
            store=store,
            newsroom=newsroom,
            lookout=looking,
            standing=standing,
            blackouts=Blackouts(chosen, store, clock, patient, courier.nudge),
            digests=Digests(chosen, store, clock, courier.nudge),
            stand=stand,
            receivers=receivers,
            world=world,
            wire=Gathering("bluesky", newsroom.context, DIALECTS["v1"], place),
            sources=sources,
            nudge=courier.nudge,
        )
        for paper in PAPERS:
            made.lay(paper)
        try:
            yield made
        finally:
            courier.stop()
            clock.move(clock.time + DAY)
            await asyncio.wait_for(delivering, 10)
            await looking.leave()


async def rehearse(folder: Path, start: datetime = START) -> None:
    """Let the quiet talk before *start* be stored, as history that is imported."""
    async with theatre(folder, start) as it:
        await remember(it)
        await it.digests.send()
        await it.delivered()


async def remember(it: Theatre) -> None:
    """Store the quiet talk of the hours before now, as an archive brings it."""
    chance, at, end = Random(3), it.now - BEFORE, it.now
    posts: list[Event] = []
    while at < end:
        for pairing, usual in USUAL.items():
            for _ in range(_draw(chance, usual / 6 * wakefulness(at))):
                player, club = NAMES[pairing]
                words = chance.choice(QUIET).format(player=player, club=club)
                when = at + chance.random() * 5 * MINUTE
                posts.append(it.world.post(it.world.did(it.fan()), words, at=when))
        at += 5 * MINUTE
    file = Path(str(it.settings.catalogue.files[0])).with_name(f"archive-{end:%m%d}.jsonl")
    file.write_bytes(b"\n".join(map(line, sorted(posts, key=_time))))
    archive = connectors.load(
        {"type": "jsonl", "name": file.stem, "path": str(file)}, it.newsroom.context
    )
    async for page in archive.pages(None):
        await it.newsroom.handle([page])
        await it.lookout.learn([page])


def copied(before: Path, folder: Path) -> Path:
    """Copy what was rehearsed in *before*; return *folder*."""
    for file in before.glob("theatre.db*"):
        shutil.copy(file, folder / file.name)
    return folder


def kinds(told: Iterable[Told]) -> list[str]:
    """Return what was told, in short."""
    return [one.kind for one in told]
