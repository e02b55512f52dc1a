"""A feed through the pipeline into the store: whose articles are shown, and what writes nothing."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast

from connectors.feed import Connector
from monitor.app.tally import count_batch
from monitor.domain.catalogue import Catalogue, Player, Role, Source, Watch
from monitor.metrics import Metrics
from monitor.pipeline import Pipeline
from monitor.ports import Commit, Committed, Store
from tests.integration.pipelines import pipeline
from tests.simulator.clock import HandClock
from tests.simulator.exchange import Exchange
from tests.simulator.listening import NOW, Chosen, house, listen
from tests.simulator.newsstand import Newsstand

FEED = """<rss version="2.0"><channel><item><guid>1</guid>
<title>Sergio Ramos likes a post about Real Madrid</title><link>https://www.marca.com/1</link>
<pubDate>Sun, 01 Nov 2026 11:59:00 GMT</pubDate></item></channel></rss>"""


def kept(file: str) -> list[Any]:
    """Return account, address and text of what is stored, and whether the text goes one day."""
    with sqlite3.connect(file) as database:
        return database.execute(
            "SELECT a.account, t.url, t.text, t.expires_at IS NOT NULL "
            "FROM activities a LEFT JOIN texts t USING (key) ORDER BY a.seen_at"
        ).fetchall()


def version(file: str) -> tuple[int, bytes]:
    """Return what changes with every write."""
    wal = Path(f"{file}-wal")
    size = wal.stat().st_size if wal.exists() else 0
    return size, Path(file).read_bytes()


class Counting:
    """A store that counts its transactions."""

    def __init__(self, store: Store) -> None:
        self.commits = 0
        self.recall = store.recall
        self._store = store

    async def commit(self, batch: Commit) -> Committed:
        self.commits += 1
        return await self._store.commit(batch)


async def test_an_outlets_article_is_shown_with_its_address_and_a_strangers_is_not(
    sqlite_url: str,
) -> None:
    file = sqlite_url.removeprefix("sqlite:///")
    async with Newsstand() as stand, house(Chosen(actors={"marca"})) as home:
        url = stand.put("/feed", FEED.encode())
        async with pipeline(sqlite_url, keep="linked") as pipe:
            for more in ({"outlet": "marca"}, {}):
                source = home.connector(type="feed", url=url, allow=["127.0.0.0/8"], **more)
                report = await pipe.handle(await listen(source), NOW)
                assert len(report.committed.new) == 1
        (outlet, address, text, goes), (nobody, *_, away) = kept(file)
    assert (outlet, address, goes) == ("marca", "https://www.marca.com/1", 0)
    assert text.startswith("Sergio Ramos likes")
    assert (nobody, away) == (None, 1)


async def test_a_304_writes_nothing_to_the_database(sqlite_url: str) -> None:
    file = sqlite_url.removeprefix("sqlite:///")
    clock = HandClock(NOW)
    async with Newsstand() as stand, house(clock=clock) as home:
        url = stand.put("/feed", FEED.encode(), etag='"1"')
        source = home.connector(type="feed", url=url, allow=["127.0.0.0/8"])
        assert isinstance(source, Connector)
        async with pipeline(sqlite_url) as whole:
            store = Counting(whole.store)
            pipe = replace(whole, store=cast("Any", store))
            cursor = await look(source, pipe, None)
            before = version(file)
            assert store.commits == 1
            for _ in range(3):
                clock.time += timedelta(minutes=5)
                assert await look(source, pipe, cursor) == cursor
            assert (len(stand.asked), store.commits) == (4, 1)
            assert version(file) == before
            stand.put("/feed", FEED.replace("likes", "unlikes").encode(), etag='"2"')
            clock.time += timedelta(minutes=5)
            assert await look(source, pipe, cursor) != cursor
            assert version(file) != before


async def look(source: Connector, pipe: Pipeline, cursor: str | None) -> str | None:
    """Look once and store what that brings; return where to go on."""
    pages = await listen(source, cursor)
    await pipe.handle(pages, NOW)
    return pages[-1].cursor or cursor


async def test_gdelts_articles_are_stored_and_its_counts_exported(sqlite_url: str) -> None:
    """Outlets of the catalogue by their domains, shown; all others are private; counts a metric."""
    listed = [
        {"url": "https://www.marca.com/1", "title": "Sergio Ramos back to Real Madrid ?"},
        {"url": "https://news.example/2", "title": "Sergio Ramos to join Real Madrid , they say"},
    ]
    stepped = [{"date": f"20261101T{at}00Z", "value": 3} for at in ("1100", "1115", "1130", "1145")]
    seen = [{**each, "seendate": "20261101T115900Z"} for each in listed]
    answers = [
        {"get": "/doc?mode=artlist", "body": {"articles": seen}},
        {"get": "/doc?mode=timelinevolraw", "body": {"timeline": [{"data": stepped}]}},
    ]
    marca = Source(slug="marca", name="Marca", role=Role.OUTLET, domains=("marca.com",))
    ramos = Player(slug="sergio-ramos", name="Sergio Ramos", born=date(1986, 3, 30))
    async with Exchange(answers) as server, house(Chosen(actors={"marca"})) as home:
        home.catalogue = Catalogue(
            players={ramos.slug: ramos},
            sources={marca.slug: marca},
            watchlist=frozenset({Watch(player=ramos.slug)}),
        )
        source = home.connector(type="gdelt", url=f"{server.url}/doc")
        async with pipeline(sqlite_url, keep="linked") as pipe:
            report = await pipe.handle(await listen(source), NOW)
    assert len(report.committed.new) == 2
    rows = {text: (who, goes) for who, _, text, goes in kept(sqlite_url.removeprefix("sqlite:///"))}
    assert rows["Sergio Ramos back to Real Madrid?"] == ("marca", 0)
    assert rows["Sergio Ramos to join Real Madrid, they say"] == (None, 1)
    metrics = Metrics()
    count_batch(metrics, report)
    line = 'lastdance_attention{connector="it",of="articles",player="sergio-ramos"} 9.0'
    assert line in metrics.page()[0].decode()
