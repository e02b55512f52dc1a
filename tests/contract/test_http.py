"""Asking servers: in turn, bounded, and only where strangers may lead us."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from ipaddress import ip_network
from typing import Any

import aiohttp
import pytest

from connectors.http import Asker, Hosts, NotKnownError, Pace, Question, agent
from connectors.http.breaker import FAILURES, FIRST_REST
from connectors.http.guarded import guarded
from monitor.ports import RefusedError, TransientError
from tests.contract.test_guard import Names
from tests.simulator.clock import HandClock
from tests.simulator.listening import NOW
from tests.simulator.newsstand import Newsstand

LOOPBACK = (ip_network("127.0.0.0/8"),)
SECOND = timedelta(seconds=1)


@asynccontextmanager
async def asking(
    clock: HandClock | None = None, draw: float = 0.5, pace: Pace | None = None
) -> AsyncIterator[Asker]:
    hosts = Hosts(pace or Pace(timedelta(0), 1))
    async with aiohttp.ClientSession() as session:
        yield Asker(session, clock or HandClock(NOW), hosts, lambda: draw)


def question(url: str, **more: Any) -> Question:
    return Question(**{"url": url, "limit": 100_000, "within": SECOND, **more})


async def test_an_answer_comes_whole_and_says_where_it_stood() -> None:
    async with Newsstand() as stand, asking() as asker:
        answer = await asker.ask(question(stand.put("/a", b"news"), params=[("q", "x y")]))
    assert (answer.status, answer.body, answer.received) == (200, b"news", 4)
    assert answer.url == f"{stand.url}/a?q=x+y"


async def test_who_asks_says_so_and_takes_gzip_only() -> None:
    async with Newsstand() as stand, aiohttp.ClientSession() as plain:
        url = stand.put("/a", b"")
        named = aiohttp.ClientSession(headers={"User-Agent": agent("mailto:desk@example.org")})
        async with named:
            for session in (plain, named):
                asker = Asker(session, HandClock(NOW), Hosts())
                await asker.ask(question(url))
                await asker.ask(question(url, public=True, allow=LOOPBACK))
        agents = [heard["User-Agent"] for heard in stand.heard]
        assert all("lastdance" in each for each in agents)
        assert ["mailto:desk@example.org" in each for each in agents] == [False, False, True, True]
        assert {heard["Accept-Encoding"] for heard in stand.heard} == {"gzip"}


async def test_what_has_not_changed_is_not_sent_again() -> None:
    async with Newsstand() as stand, asking() as asker:
        url = stand.put("/a", b"news", etag='"1"')
        answer = await asker.ask(question(url, headers={"If-None-Match": '"1"'}))
        assert (answer.status, answer.body, answer.headers["ETag"]) == (304, b"", '"1"')
        stand.fail("/a", 304)
        with pytest.raises(RefusedError):
            await asker.ask(question(url))


@pytest.mark.parametrize(
    ("status", "kind"),
    [(400, NotKnownError), (404, NotKnownError), (401, RefusedError), (410, RefusedError),
     (301, RefusedError), (429, TransientError), (503, TransientError), (408, TransientError)],
)  # fmt: skip
async def test_a_refusal_says_whether_to_try_again(status: int, kind: type[Exception]) -> None:
    async with Newsstand() as stand, asking() as asker:
        url = stand.put("/a", b"")
        stand.fail("/a", status)
        with pytest.raises(kind, match=str(status)):
            await asker.ask(question(url))


async def test_what_may_pass_is_asked_again_after_a_jittered_pause() -> None:
    clock = HandClock(NOW)
    async with Newsstand() as stand, asking(clock) as asker:
        url = stand.put("/a", b"news")
        stand.fail("/a", 503, times=2)
        answer = await asker.ask(question(url, tries=3, patience=10 * SECOND))
        assert answer.body == b"news"
        assert clock.time - NOW == SECOND * 0.5 + SECOND * 2 * 0.5
        stand.fail("/a", 503, times=9)
        with pytest.raises(TransientError, match="503"):
            await asker.ask(question(url, tries=3, patience=10 * SECOND))
        assert len(stand.asked) == 6


async def test_what_is_refused_is_not_asked_again() -> None:
    async with Newsstand() as stand, asking() as asker:
        with pytest.raises(NotKnownError):
            await asker.ask(question(f"{stand.url}/none", tries=5, patience=10 * SECOND))
        assert len(stand.asked) == 1


@pytest.mark.parametrize("wait", ["120", "Sun, 01 Nov 2026 12:02:00 GMT"])
@pytest.mark.parametrize("status", [429, 503])
async def test_it_waits_as_long_as_it_is_told_whatever_else_is_said(wait: str, status: int) -> None:
    clock = HandClock(NOW)
    told = {"Retry-After": wait, "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "900"}
    async with Newsstand() as stand, asking(clock) as asker:
        url = stand.put("/a", b"news")
        stand.fail("/a", status, headers=told)
        with pytest.raises(TransientError) as failed:
            await asker.ask(question(url, tries=3, patience=100 * SECOND))
        assert failed.value.retry_after == 120 * SECOND
        with pytest.raises(TransientError, match="before its time"):
            await asker.ask(question(f"{stand.url}/b", patience=100 * SECOND))
        assert len(stand.asked) == 1
        await asker.ask(question(url, patience=120 * SECOND))
        assert clock.time - NOW == 120 * SECOND


async def test_nothing_left_is_waited_for_without_a_retry_after() -> None:
    clock = HandClock(NOW)
    reset = str(int(NOW.timestamp()) + 30)
    async with Newsstand() as stand, asking(clock) as asker:
        said = {"RateLimit-Remaining": "0", "RateLimit-Reset": reset}
        url = stand.put("/a", b"news", headers=said)
        await asker.ask(question(url))
        with pytest.raises(TransientError) as early:
            await asker.ask(question(url))
        assert early.value.retry_after == 30 * SECOND
        assert len(stand.asked) == 1
        await asker.ask(question(url, patience=60 * SECOND))
        assert clock.time - NOW == 30 * SECOND
        clock.time += 60 * SECOND
        stand.fail("/a", 429, headers={**said, "RateLimit-Reset": str(int(reset) + 90)})
        with pytest.raises(TransientError) as limited:
            await asker.ask(question(url))
        assert limited.value.retry_after == 30 * SECOND


async def test_another_credential_has_a_limit_of_its_own() -> None:
    async with Newsstand() as stand, asking() as asker:
        said = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "30"}
        url = stand.put("/a", b"news", headers=said)
        await asker.ask(question(url, credential="first"))
        await asker.ask(question(url, credential="second"))
        with pytest.raises(TransientError):
            await asker.ask(question(url, credential="first"))


async def test_requests_to_one_host_keep_their_distance() -> None:
    clock = HandClock(NOW)
    async with Newsstand() as stand, asking(clock, pace=Pace(SECOND, 2)) as asker:
        url = stand.put("/a", b"news")
        for _ in range(5):
            await asker.ask(question(url, patience=5 * SECOND))
        assert clock.time - NOW == 3 * SECOND


async def test_a_host_gets_no_more_than_two_requests_at_once() -> None:
    async with Newsstand() as stand, asking() as asker:
        url = stand.put("/a", b"news", pause=0.02)
        await asyncio.gather(*(asker.ask(question(url)) for _ in range(8)))
        assert stand.busiest == 2


async def test_a_host_that_keeps_failing_is_left_alone_and_then_probed() -> None:
    clock = HandClock(NOW)
    async with Newsstand() as stand, asking(clock, draw=0.0) as asker:
        url = stand.put("/a", b"news")
        stand.fail("/a", 500, times=FAILURES + 1)
        for _ in range(FAILURES + 3):
            with pytest.raises(TransientError):
                await asker.ask(question(url))
        assert len(stand.asked) == FAILURES
        clock.time += FIRST_REST
        with pytest.raises(TransientError, match="500"):
            await asker.ask(question(url))
        clock.time += FIRST_REST
        with pytest.raises(TransientError, match="before its time"):
            await asker.ask(question(url))
        clock.time += FIRST_REST
        assert (await asker.ask(question(url))).body == b"news"
        assert (await asker.ask(question(url))).body == b"news"


async def test_a_question_that_is_broken_off_leaves_the_door_open() -> None:
    clock = HandClock(NOW)
    async with Newsstand() as stand, asking(clock, draw=0.0) as asker:
        url = stand.put("/a", b"news", pause=5)
        stand.fail("/a", 500, times=FAILURES)
        for _ in range(FAILURES):
            with pytest.raises(TransientError):
                await asker.ask(question(url))
        clock.time += FIRST_REST
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await asker.ask(question(url, within=5 * SECOND))
        stand.put("/a", b"news")
        assert (await asker.ask(question(url))).body == b"news"


@pytest.mark.parametrize("zipped", [False, True])
async def test_more_than_was_asked_for_is_not_taken(zipped: bool) -> None:
    async with Newsstand() as stand, asking() as asker:
        url = stand.put("/a", b" " * (50 << 20), zipped=zipped)
        with pytest.raises(TransientError, match="over 100000 bytes"):
            await asker.ask(question(url))


async def test_gzip_is_read_whatever_stands_around_it() -> None:
    whole = gzip.compress(b"one last ") + gzip.compress(b"dance")
    told = {"Content-Encoding": "gzip"}
    async with Newsstand() as stand, asking(draw=0.0) as asker:
        for body in (whole, whole + b"\x00" * 64):
            url = stand.put("/a", body, headers=told)
            assert (await asker.ask(question(url))).body == b"one last dance"
        for body, match in ((whole[:-3], "broke off"), (b"plain", "broken gzip")):
            url = stand.put("/b", body, headers=told)
            with pytest.raises(TransientError, match=match):
                await asker.ask(question(url))


@pytest.mark.parametrize("coding", ["br", "zstd", "deflate", "gzip, gzip"])
async def test_codings_that_were_not_asked_for_are_not_read(coding: str) -> None:
    async with Newsstand() as stand, asking() as asker:
        url = stand.put("/a", b"news", headers={"Content-Encoding": coding})
        with pytest.raises(TransientError, match="not asked for"):
            await asker.ask(question(url))


async def test_a_drip_is_given_up_when_its_time_is_over() -> None:
    async with Newsstand() as stand, asking() as asker:
        url = stand.put("/a", b"x" * 1000, drip=0.02)
        with pytest.raises(TransientError, match="did not answer within"):
            await asker.ask(question(url, within=0.1 * SECOND))


async def test_it_follows_so_often_and_no_further() -> None:
    async with Newsstand() as stand, asking() as asker:
        end = stand.put("/end", b"news")
        near = stand.lead("/near", "end")
        far = stand.lead("/far", near, status=308)
        ring = stand.lead("/ring", "/ring")
        allowed = {"public": True, "allow": LOOPBACK}
        answer = await asker.ask(question(far, redirects=2, **allowed))
        assert (answer.url, answer.body) == (end, b"news")
        for url, hops in ((far, 1), (ring, 5)):
            with pytest.raises(RefusedError, match="on and on"):
                await asker.ask(question(url, redirects=hops, **allowed))
        with pytest.raises(RefusedError, match="moved"):
            await asker.ask(question(near, **allowed))


@pytest.mark.parametrize(
    "to",
    ["http://127.0.0.2:{port}/a", "http://localhost:{port}/a", "http://[::1]:{port}/a",
     "http://169.254.169.254/latest/meta-data", "http://10.0.0.1/", "//127.1.1.1:{port}/a",
     "http://[::ffff:127.0.0.1]:{port}/a", "http://2130706433:{port}/a", "http://0:{port}/a"],
)  # fmt: skip
async def test_nobody_leads_us_to_a_private_address(to: str) -> None:
    async with Newsstand() as stand, asking() as asker:
        stand.put("/a", b"secret")
        url = stand.lead("/feed", to.format(port=stand.port))
        with pytest.raises((RefusedError, TransientError)):
            await asker.ask(question(url, redirects=3, public=True, allow=LOOPBACK))
        assert stand.asked == ["/feed"]


async def test_a_name_that_resolves_to_a_private_address_is_not_asked() -> None:
    async with Newsstand() as stand:
        stand.put("/a", b"secret")
        async with guarded(resolver=Names(["127.0.0.1"], ["::ffff:127.0.0.1"])) as session:
            for _ in range(2):
                with pytest.raises(aiohttp.ClientConnectorError, match="not a public address"):
                    await session.get(f"http://news.example:{stand.port}/a")
        assert stand.asked == []


async def test_a_private_address_is_asked_only_where_it_is_allowed() -> None:
    async with Newsstand() as stand, asking() as asker:
        url = stand.put("/a", b"news")
        with pytest.raises(RefusedError, match="add its network to `allow`"):
            await asker.ask(question(url, public=True))
        assert stand.asked == []
        assert (await asker.ask(question(url, public=True, allow=LOOPBACK))).body == b"news"


@pytest.mark.parametrize(
    "to", ["", "file:///etc/passwd", "ftp://example.org/", "http://", "//", "http://a:b@{host}/a",
           "data:text/plain,x", "http://[", "javascript:1"],
)  # fmt: skip
async def test_what_is_no_address_leads_nowhere(to: str) -> None:
    async with Newsstand() as stand, asking() as asker:
        url = stand.lead("/feed", to.format(host=f"127.0.0.1:{stand.port}"))
        with pytest.raises(RefusedError):
            await asker.ask(question(url, redirects=3, public=True, allow=LOOPBACK))
        assert set(stand.asked) == {"/feed"}


async def test_secrets_are_not_carried_to_where_a_server_leads() -> None:
    async with Newsstand() as first, Newsstand() as second, asking() as asker:
        url = first.lead("/a", second.put("/b", b"news"))
        told = {"Authorization": "Bearer x", "X-Key": "y", "If-None-Match": '"1"'}
        allowed = {"public": True, "allow": LOOPBACK, "redirects": 1}
        await asker.ask(question(url, headers=told, **allowed))
        assert first.heard[0]["X-Key"] == "y"
        assert not {"Authorization", "X-Key"} & set(second.heard[0])
        assert second.heard[0]["If-None-Match"] == '"1"'


async def test_messages_show_no_key_and_no_password() -> None:
    async with Newsstand() as stand, asking() as asker:
        url = f"http://desk:pass@127.0.0.1:{stand.port}/none?token=s3cret"
        with pytest.raises(RefusedError) as refused:
            await asker.ask(question(url))
        assert not any(secret in str(refused.value) for secret in ("pass", "s3cret"))
