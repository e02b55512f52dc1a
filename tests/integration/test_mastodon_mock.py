"""The Mastodon connector at a server that others wrote, also where that breaks."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

import pytest

from monitor.app.clock import SystemClock
from monitor.domain.activity import Activity, Verb
from monitor.ports import Connector, Page, RateLimitedError, RefusedError, TransientError
from tests.mastodon_mock import TOKEN, Mock, emptied, server
from tests.simulator.clock import HandClock
from tests.simulator.listening import House, activities, house, listen

TAG = "onelastdance"
TIMELINE = f"/api/v1/timelines/tag/{TAG}"
MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server."""
    with server(tmp_path_factory.mktemp("mastodon")) as url:
        yield url


@dataclass(slots=True)
class Reading:
    """The connector at a server."""

    mock: Mock
    home: House
    clock: HandClock
    connector: Connector

    async def look(self, cursor: str | None) -> tuple[list[Activity], str | None]:
        """Look once, a minute later; return what came, and where to go on."""
        self.clock.time = max(self.clock.time + MINUTE, SystemClock().now())
        pages = await listen(self.connector, cursor, within=30)
        moved = [page.cursor for page in pages if page.cursor is not None]
        return activities(pages), moved[-1] if moved else cursor


@asynccontextmanager
async def reading(url: str, **more: Any) -> AsyncIterator[Reading]:
    clock = HandClock(SystemClock().now())
    async with emptied(url) as mock, house(clock=clock) as home:
        entry = {"type": "mastodon", "server": mock.url, "tags": [TAG], "accounts": "none"}
        connector = home.connector(**entry, sweep="1m", timeout="1s", **more)
        yield Reading(mock, home, clock, connector)


async def test_a_post_is_followed_from_its_first_word_to_its_end(server_url: str) -> None:
    async with reading(server_url) as at:
        seen, cursor = await at.look(None)
        assert seen == []
        status = await at.mock.post(f"One last dance? #{TAG}")
        seen, cursor = await at.look(cursor)
        assert [(a.verb, a.record) for a in seen] == [(Verb.CREATE, status["uri"])]
        one = f"/api/v1/statuses/{status['id']}"
        await at.mock.call("POST", f"{one}/favourite")
        await at.mock.call("POST", f"{one}/reblog")
        seen, cursor = await at.look(cursor)
        assert [(a.verb, a.object, a.happened_at) for a in seen] == [
            (Verb.LIKE, status["uri"], None),
            (Verb.ANNOUNCE, status["uri"], None),
        ]
        await at.mock.call("PUT", one, status=f"No last dance #{TAG}")
        seen, cursor = await at.look(cursor)
        assert [(a.verb, a.record) for a in seen] == [(Verb.UPDATE, status["uri"])]
        assert seen[0].text.startswith("No last dance")
        await at.mock.call("DELETE", one)
        seen, cursor = await at.look(cursor)
        assert [(a.verb, a.record) for a in seen] == [(Verb.DELETE, status["uri"])]
        seen, _ = await at.look(cursor)
        assert seen == []


async def test_a_burst_between_two_looks_comes_whole(server_url: str) -> None:
    async with reading(server_url) as at:
        _, cursor = await at.look(None)
        posted = [(await at.mock.post(f"number {n} #{TAG}"))["uri"] for n in range(130)]
        seen, cursor = await at.look(cursor)
        assert [a.record for a in seen if a.verb is Verb.CREATE] == posted
        seen, _ = await at.look(cursor)
        assert [a for a in seen if a.verb is Verb.CREATE] == []


@pytest.mark.parametrize(
    ("fault", "more", "error"),
    [
        ("malformed", {}, TransientError),
        ("status", {"status": 503}, TransientError),
        ("status", {"status": 404}, RefusedError),
        ("ratelimit", {}, RateLimitedError),
        ("timeout", {}, TransientError),
    ],
)
async def test_a_fault_costs_few_requests_and_loses_nothing(
    fault: str, more: dict[str, Any], error: type[Exception], server_url: str
) -> None:
    async with reading(server_url) as at:
        _, cursor = await at.look(None)
        status = await at.mock.post(f"Heard in the fault #{TAG}")
        await at.mock.fail(fault, TIMELINE, **more)
        before = await at.mock.asked()
        for _ in range(5):
            with pytest.raises(error):
                await at.look(cursor)
        assert await at.mock.asked() - before <= 12
        await at.mock.mend()
        at.clock.time += timedelta(hours=2)
        seen, _ = await at.look(cursor)
        assert [a.record for a in seen if a.verb is Verb.CREATE] == [status["uri"]]


async def test_a_slow_server_is_waited_for(server_url: str) -> None:
    async with reading(server_url) as at:
        _, cursor = await at.look(None)
        await at.mock.post(f"Slowly #{TAG}")
        await at.mock.fail("latency", TIMELINE, delay_ms=200)
        seen, _ = await at.look(cursor)
        assert len(seen) == 1


async def test_a_stream_tells_of_posts_and_deletions_as_they_happen(server_url: str) -> None:
    async with reading(server_url, stream="hashtag", token=TOKEN) as at:
        pages: list[Page] = []
        missed = await at.mock.post(f"Before the stream #{TAG}")

        async def follow() -> None:
            source = cast("Any", at.connector.pages(None))
            async with aclosing(source):
                async for page in source:
                    pages.extend([page])

        def came() -> Counter[str]:
            return Counter(a.verb.value for a in activities(pages))

        following = asyncio.create_task(follow())
        try:
            async with asyncio.timeout(20):
                while not pages:
                    await asyncio.sleep(0.05)
                status = await at.mock.post(f"In the stream #{TAG}")
                while came()["create"] < 2:
                    await asyncio.sleep(0.05)
                await at.mock.call("DELETE", f"/api/v1/statuses/{status['id']}")
                while not came()["delete"]:
                    await asyncio.sleep(0.05)
        finally:
            following.cancel()
            with suppress(asyncio.CancelledError):
                await following
        made = [a.record for a in activities(pages) if a.verb is Verb.CREATE]
        assert Counter(made) == Counter([missed["uri"], status["uri"]])
        assert pages[-1].reached is not None
