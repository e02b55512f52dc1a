"""What our store holds of a real Bluesky, held against what its AppView says."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from pathlib import Path
from shutil import copy
from typing import cast

import pytest

import connectors
from connectors.contract import Context
from monitor.app.clock import SystemClock
from monitor.app.vanishing import Vanishing
from monitor.domain.activity import Verb
from monitor.domain.seal import Seal
from monitor.domain.vanishing import AGAIN, EVERY
from monitor.metrics import Metrics
from monitor.pipeline import Pipeline
from monitor.ports import Connector, Page, VanishingStore
from tests.integration.peers import bluesky
from tests.integration.peers.bluesky import Bluesky, People
from tests.integration.peers.script import Ref, Script
from tests.integration.pipelines import pipeline
from tests.integration.process import configured, process, until
from tests.simulator.clock import HandClock
from tests.simulator.jetstream import Jetstream
from tests.simulator.listening import activities, house, listen

SECRET = "33" * 32
SEAL = Seal(bytes.fromhex(SECRET))
LOOK = timedelta(minutes=10)
FANS = tuple(f"fan{number}" for number in range(8))
SILENT = FANS[:3]
"""Who never says a word: nothing in the database may name them."""

COLLECTIONS = ["app.bsky.feed.*", "app.bsky.graph.follow"]


def entry(network: Bluesky, player: str) -> dict[str, object]:
    return {
        "type": "bluesky_xrpc",
        "name": "lists",
        "accounts": [player],
        "appview": network.appview,
        "directory": network.directory,
        "allow": ["127.0.0.0/8", "::1/128"],
    }


def stored(file: Path, verb: Verb, about: bytes) -> list[bytes]:
    """Return who did *verb* to it by our store, each as often as it says so."""
    with closing(sqlite3.connect(file)) as database:
        rows = database.execute(
            "SELECT author FROM activities"
            " WHERE verb = ? AND object = ? AND ended_order IS NULL ORDER BY author",
            (verb, about),
        )
        return [author for (author,) in rows]


def replies(file: Path, post: Ref) -> list[bytes]:
    """Return seals of the answers to *post* that stand by our store, each as often as it does."""
    with closing(sqlite3.connect(file)) as database:
        rows = database.execute(
            "SELECT record FROM activities"
            " WHERE verb = 'create' AND parent = ? AND ended_order IS NULL ORDER BY record",
            (SEAL.record("bluesky", post["uri"]),),
        )
        return [record for (record,) in rows]


def said(file: Path) -> set[str]:
    """Return all words that are kept."""
    with closing(sqlite3.connect(file)) as database:
        return {text for (text,) in database.execute("SELECT text FROM texts WHERE text != ''")}


def sealed(dids: set[str]) -> list[bytes]:
    return sorted(SEAL.author("bluesky", did) for did in dids)


def records(addresses: Iterable[str]) -> list[bytes]:
    return sorted(SEAL.record("bluesky", at) for at in addresses)


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


@pytest.mark.parametrize("seed", [11, 12])
async def test_lists_alone_come_to_what_the_appview_says(
    network: Bluesky, template: Path, tmp_path: Path, seed: int
) -> None:
    """Done and taken back, accounts closed and opened; all that we had in mind lost once."""
    file = Path(copy(template, tmp_path / "lists.db"))
    async with network.people("author", "player", *FANS) as people:
        post = await people.post("author", "one last dance")
        script = Script(people, FANS, post, seed, silent=SILENT)
        await script.liked("player")
        clock = HandClock(SystemClock().now() + timedelta(seconds=30))
        config = entry(network, people.who["player"].did)
        for _ in range(2):
            async with monitor(file, clock, config) as (made, connector):
                for closing in (False, True):
                    await script.act(14, closing=closing)
                    await script.settled()
                    clock.time += LOOK
                    await look(made, connector, clock)
        async with monitor(file, clock, config) as (made, connector):
            for _ in range(2):
                clock.time += LOOK
                await look(made, connector, clock)
        about = SEAL.record("bluesky", post["uri"])
        assert stored(file, Verb.LIKE, about) == sealed(await people.likers(post))
        assert stored(file, Verb.ANNOUNCE, about) == sealed(await people.reposters(post))
        assert set(records(script.answers())) <= set(replies(file, post))
        assert named(file, [people.who[fan].did for fan in SILENT]) == []
        assert named(file, [people.who["player"].did]) != []


async def test_what_was_deleted_while_nobody_told_is_let_go(
    network: Bluesky, template: Path, tmp_path: Path
) -> None:
    """Answers of strangers: one stands, one is deleted, one goes with its author's account."""
    file = Path(copy(template, tmp_path / "gone.db"))
    async with network.people("author", "player", "stays", "deletes", "leaves") as people:
        post = await people.post("author", "one last dance")
        answer = {"reply": {"root": post, "parent": post}}
        made_by = {
            name: await people.post(name, f"{name} too", **answer)
            for name in ("stays", "deletes", "leaves")
        }
        await people.like("player", post)
        await shows(people, made_by.values(), 3)
        clock = HandClock(SystemClock().now() + timedelta(seconds=30))
        config = entry(network, people.who["player"].did)
        async with monitor(file, clock, config) as (made, connector):
            for _ in range(2):
                await look(made, connector, clock)
                clock.time += LOOK
            assert {"stays too", "deletes too", "leaves too"} <= said(file)
            await people.end("deletes", made_by["deletes"])
            await people.deactivate("leaves")
            await shows(people, made_by.values(), 1)
            for later in (EVERY, AGAIN, AGAIN):
                clock.time += later
                await recheck(made, clock, config)
        assert said(file) & {"stays too", "deletes too", "leaves too"} == {"stays too"}
        assert replies(file, post) == records([made_by["stays"]["uri"]])
        gone = [people.who["deletes"].did, people.who["leaves"].did]
        assert kinds(file)["delete"] == 2
        assert named_in_texts(file, gone) == []


async def shows(people: People, posts: Iterable[Ref], count: int) -> None:
    """Wait until the AppView shows so many of *posts*."""
    asked = list(posts)
    async with asyncio.timeout(bluesky.PATIENCE):
        while len(await people.shown(asked)) != count:
            await asyncio.sleep(0.05)


def named_in_texts(file: Path, dids: list[str]) -> list[str]:
    with closing(sqlite3.connect(file)) as database:
        rows = database.execute("SELECT * FROM texts").fetchall()
    return [did for did in dids if did in repr(rows)]


async def recheck(made: Pipeline, clock: HandClock, config: dict[str, object]) -> None:
    """Ask again for what is due."""

    async def handle(pages: Sequence[Page]) -> None:
        await made.handle(pages, clock.now())

    async with house(clock=clock) as home:
        presences = connectors.presences(home.context, [config])
        store = cast("VanishingStore", made.store)
        await Vanishing(store, presences, handle, clock, Metrics()).round()


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
async def bridged(network: Bluesky, since: int = 0) -> AsyncIterator[Jetstream]:
    """Give a Jetstream host that tells what the real firehose does, from event *since* on."""
    async with Jetstream() as server:

        async def tell() -> None:
            told = since
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
    """Stream and lists together: each act counts once, by whichever of them it comes first."""
    file = Path(copy(template, tmp_path / "faults.db"))
    before = len(network.events)  # what other tests did is kept too, where all is
    async with (
        network.people("author", "player", *FANS) as people,
        bridged(network, before) as server,
    ):
        post = await people.post("author", "one last dance")
        script = Script(people, FANS, post, seed=23, silent=SILENT)
        await script.liked("player")
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
        post_seal = SEAL.record("bluesky", post["uri"])
        author_seal = SEAL.author("bluesky", people.who["author"].did)

        def ours() -> tuple[list[bytes], ...]:
            return (
                stored(file, Verb.LIKE, post_seal),
                stored(file, Verb.ANNOUNCE, post_seal),
                stored(file, Verb.FOLLOW, author_seal),
                replies(file, post),
            )

        def theirs() -> tuple[list[bytes], ...]:
            acts = (sealed(script.who(kind)) for kind in ("like", "repost", "follow"))
            return *acts, records(script.answers())

        async with process(path) as first:
            await first.says("source stream: reading")
            await first.says("source lists: read")
            await until(lambda: placed(file) == {"stream", "lists"})
            await until(lambda: stored(file, Verb.LIKE, post_seal) != [])  # the post is known now
            await script.act(20)
            await first.kill()
        await script.act(20)
        async with process(path) as second:
            await second.says("source stream: reading")
            await second.says("source lists: read")  # a list may lag behind the stream
            await script.act(20)
            await script.settled()
            await until(lambda: ours() == theirs(), seconds=30)
            await until(lambda: counted(file) == script.made["like"], seconds=30)
            second.terminate()
            assert await second.ends() == 0
        assert ours() == theirs()
        kept = kinds(file)
        assert kept["like"] == script.made["like"]
        assert kept["announce"] == script.made["repost"]
        assert kept["follow"] == script.made["follow"]
        assert kept["delete"] == script.ended["reply"]
        assert kept["undo"] == sum(script.ended[kind] for kind in ("like", "repost", "follow"))
        assert named(file, [people.who[fan].did for fan in SILENT]) == []


def placed(file: Path) -> set[str]:
    """Return the sources of which it is stored how far they were read."""
    with closing(sqlite3.connect(file)) as database:
        return {name for (name,) in database.execute("SELECT connector FROM cursors")}


def counted(file: Path) -> int:
    """Return how many likes our store holds, ended ones too."""
    return kinds(file)["like"]
