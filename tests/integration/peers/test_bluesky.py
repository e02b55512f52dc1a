"""What our store holds of a real Bluesky, held against what its AppView says."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from pathlib import Path
from shutil import copy

import pytest

from connectors.contract import Context
from monitor.app.clock import SystemClock
from monitor.domain.seal import Seal
from monitor.pipeline import Pipeline
from monitor.ports import Connector
from storage import migrate
from tests import postgres
from tests.integration.peers import bluesky
from tests.integration.peers.bluesky import Bluesky, People
from tests.integration.pipelines import pipeline
from tests.integration.process import configured, process, until
from tests.simulator.clock import HandClock
from tests.simulator.jetstream import Jetstream
from tests.simulator.listening import activities, house, listen

SECRET = "33" * 32
SEAL = Seal(bytes.fromhex(SECRET))
LOOK = timedelta(minutes=10)
FANS = tuple(f"fan{number}" for number in range(8))
COLLECTIONS = ["app.bsky.feed.post", "app.bsky.feed.like", "app.bsky.feed.repost"]
Ref = dict[str, str]


@pytest.fixture(scope="module")
def network(postgres_server: str) -> Iterator[Bluesky]:
    with postgres.database(postgres_server) as url, bluesky.network(url) as made:
        yield made


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "empty.db"
    migrate(f"sqlite:///{file}")
    return file


def entry(network: Bluesky, player: str) -> dict[str, object]:
    return {
        "type": "bluesky_xrpc",
        "name": "lists",
        "accounts": [player],
        "appview": network.appview,
        "directory": network.directory,
        "allow": ["127.0.0.0/8", "::1/128"],
    }


class Crowd:
    """Fans who like a post and take it back at random."""

    def __init__(self, people: People, post: Ref, seed: int) -> None:
        self.likes: dict[str, Ref] = {}
        self.closed: set[str] = set()
        self.given = self.taken = 0
        self._people = people
        self._post = post
        self._draw = random.Random(seed)

    async def act(self, times: int, *, closing: bool = False) -> None:
        for _ in range(times):
            fan = self._draw.choice(FANS)
            if closing and self._draw.random() < 0.25:
                await self._turn(fan)
            elif fan in self.closed:
                continue
            elif fan in self.likes:
                await self._people.end(fan, self.likes.pop(fan))
                self.taken += 1
            else:
                self.likes[fan] = await self._people.like(fan, self._post)
                self.given += 1

    async def _turn(self, fan: str) -> None:
        if fan in self.closed:
            self.closed.remove(fan)
            await self._people.activate(fan)
        else:
            self.closed.add(fan)
            await self._people.deactivate(fan)

    def standing(self) -> set[str]:
        """Who likes it, by what was done."""
        return {self._people.who[fan].did for fan in self.likes if fan not in self.closed}

    async def settled(self) -> set[str]:
        """Wait until the AppView knows all of it; return who likes it."""
        async with asyncio.timeout(bluesky.PATIENCE):
            while (likers := await self._people.likers(self._post)) != self.standing():
                await asyncio.sleep(0.05)
        return likers


def stored(file: Path, post: Ref) -> list[bytes]:
    """Return who likes *post* by our store, each as often as it says so."""
    about = SEAL.record("bluesky", post["uri"])
    with closing(sqlite3.connect(file)) as database:
        rows = database.execute(
            "SELECT author FROM activities"
            " WHERE verb = 'like' AND object = ? AND ended_order IS NULL ORDER BY author",
            (about,),
        )
        return [author for (author,) in rows]


def sealed(dids: set[str]) -> list[bytes]:
    return sorted(SEAL.author("bluesky", did) for did in dids)


def named(file: Path, dids: list[str]) -> list[str]:
    """Return which ids stand in the bytes of a database, whatever table they are in."""
    parts = [part for part in (file, file.with_name(file.name + "-wal")) if part.exists()]
    held = b"".join(part.read_bytes() for part in parts)
    return [did for did in dids if did.encode() in held or did.split(":")[2].encode() in held]


@asynccontextmanager
async def monitor(
    file: Path, clock: HandClock, config: dict[str, object]
) -> AsyncIterator[tuple[Pipeline, Connector]]:
    """Give a pipeline on *file* and a connector that remembers nothing but what is stored."""
    async with house(clock=clock) as home, pipeline(f"sqlite:///{file}") as made:
        context = home.context
        with_seal = Context(
            session=context.session,
            clock=clock,
            interest=context.interest,
            accounts=context.accounts,
            seal=SEAL,
        )
        home.context = with_seal
        yield made, home.connector(**config)


async def look(made: Pipeline, connector: Connector, clock: HandClock) -> None:
    cursor = (await made.store.cursors()).get(connector.name)
    for page in await listen(connector, cursor, within=60):
        assert page.dead == ()
        await made.handle([page], clock.now())


async def test_lists_alone_come_to_what_the_appview_says(
    network: Bluesky, template: Path, tmp_path: Path
) -> None:
    """Likes given, taken back, accounts closed and opened; all that we had in mind lost once."""
    file = Path(copy(template, tmp_path / "lists.db"))
    async with network.people("author", "player", *FANS) as people:
        post = await people.post("author", "one last dance")
        await people.like("player", post)
        await people.repost(FANS[0], post)
        await people.follow("player", "author")
        quote = {"$type": "app.bsky.embed.record", "record": post}
        await people.post(FANS[1], "he liked it", embed=quote)
        people_ids = {name: person.did for name, person in people.who.items()}
        crowd = Crowd(people, post, seed=11)
        crowd.likes["player"] = {}
        clock = HandClock(SystemClock().now() + timedelta(seconds=30))
        config = entry(network, people_ids["player"])
        for number in range(2):
            async with monitor(file, clock, config) as (made, connector):
                for closing in (False, True):
                    await crowd.act(8, closing=closing)
                    await crowd.settled()
                    clock.time += LOOK
                    await look(made, connector, clock)
                if number == 1:
                    clock.time += LOOK
                    await look(made, connector, clock)
        likers = await crowd.settled()
        assert stored(file, post) == sealed(likers)
        assert named(file, [people_ids[fan] for fan in FANS[2:]]) == []
        assert named(file, [people_ids["player"]]) != []


async def test_a_burst_on_a_real_server_comes_whole_and_its_end_is_seen(
    network: Bluesky, template: Path, tmp_path: Path
) -> None:
    file = Path(copy(template, tmp_path / "burst.db"))
    async with network.people("player") as people:
        post = await people.post("player", "hello")
        clock = HandClock(SystemClock().now() + timedelta(seconds=30))
        async with monitor(file, clock, entry(network, people.who["player"].did)) as (
            made,
            connector,
        ):
            await look(made, connector, clock)
            burst = await people.burst("player", 230, post)
            clock.time += LOOK
            await look(made, connector, clock)
            assert kinds(file) == {"create": 231}
            for record in (burst[3], burst[-1]):
                await people.end("player", record)
            for _ in range(2):
                clock.time += LOOK
                await look(made, connector, clock)
        assert kinds(file) == {"create": 231, "delete": 1}, "only the newest 100 are kept in mind"


def kinds(file: Path) -> Counter[str]:
    with closing(sqlite3.connect(file)) as database:
        rows = database.execute("SELECT verb, count(*) FROM activities GROUP BY verb")
        return Counter(dict(rows.fetchall()))


@asynccontextmanager
async def bridged(network: Bluesky) -> AsyncIterator[Jetstream]:
    """Give a Jetstream host that tells what the real firehose does."""
    async with Jetstream() as server:

        async def tell() -> None:
            told = 0
            while True:
                fresh = network.events[told:]
                server.emit(*fresh)
                told += len(fresh)
                await asyncio.sleep(0.02)

        telling = asyncio.create_task(tell())
        try:
            yield server
        finally:
            telling.cancel()


@pytest.mark.parametrize("dialect", ["v1", "v2"])
async def test_the_real_firehose_is_read_in_either_dialect(network: Bluesky, dialect: str) -> None:
    async with network.people("writer", "reader") as people, bridged(network) as server:
        post = await people.post("writer", "one last dance", langs=["en"])
        like = await people.like("reader", post)
        repost = await people.repost("reader", post)
        follow = await people.follow("reader", "writer")
        await people.end("reader", like)
        await people.end("writer", post)
        reader, writer = people.who["reader"].did, people.who["writer"].did
        done: list[tuple[str, str | None]] = [
            ("create", post["uri"]),
            ("like", like["uri"]),
            ("announce", repost["uri"]),
            ("follow", follow["uri"]),
            ("undo", like["uri"]),
            ("delete", post["uri"]),
        ]
        async with house() as home:
            connector = home.connector(
                type="bluesky_jetstream",
                dialect=dialect,
                urls=[server.v2_url if dialect == "v2" else server.url],
                accounts=[reader, writer],
            )
            async with asyncio.timeout(30):
                while len([e for e in network.events if e["did"] in {reader, writer}]) < 10:
                    await asyncio.sleep(0.02)
            pages = await listen(connector, "0", lines=10, within=30)
        acts = [(a.verb.value, a.record) for a in activities(pages) if a.about_actor is None]
        assert of_each(acts) == of_each(done), "the firehose orders what one account does"
        assert network.errors == []


def of_each(acts: list[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
    """Return *acts* by account, each account's in their order."""
    return sorted(acts, key=lambda act: str(act[1]).split("/")[2])


async def test_killed_in_the_middle_our_store_says_what_the_appview_says(
    network: Bluesky, template: Path, tmp_path: Path
) -> None:
    """Stream and lists together: each like counts once, by whichever of them it comes first."""
    file = Path(copy(template, tmp_path / "faults.db"))
    async with network.people("author", "player", *FANS) as people, bridged(network) as server:
        post = await people.post("author", "one last dance")
        await people.like("player", post)
        crowd = Crowd(people, post, seed=23)
        crowd.likes["player"] = {}
        crowd.given += 1
        lists = {**entry(network, people.who["player"].did), "every": "1m"}
        stream = {
            "type": "bluesky_jetstream",
            "name": "stream",
            "urls": [server.url],
            "collections": COLLECTIONS,
            "appview": network.appview,
        }
        path = configured(
            tmp_path,
            storage={"url": f"sqlite:///{file}", "keep": "all"},
            privacy={"secret": SECRET},
            connectors=[stream, lists],
        )
        async with process(path) as first:
            await first.says("source stream: reading")
            await crowd.act(10)
            await first.kill()
        await crowd.act(10)
        await crowd.settled()
        async with process(path) as second:
            await second.says("source stream: reading")
            await second.says("source lists: read")  # a list may lag behind the stream
            await crowd.act(10)
            await crowd.settled()
            await until(lambda: stored(file, post) == sealed(crowd.standing()), seconds=30)
            await until(lambda: counted(file) == (crowd.given, crowd.taken), seconds=30)
            second.terminate()
            assert await second.ends() == 0
        assert stored(file, post) == sealed(await crowd.settled())
        assert counted(file) == (crowd.given, crowd.taken)
        fans = [people.who[fan].did for fan in FANS]
        assert named(file, fans) == []


def counted(file: Path) -> tuple[int, int]:
    """Return how many likes our store holds, ended ones too, and how many ends of likes."""
    found = kinds(file)
    return found["like"], found["undo"]
