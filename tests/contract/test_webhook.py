"""One attempt at a time: what is sent, and how it is said to have gone."""

from __future__ import annotations

import asyncio
import gzip
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

import pytest
from aiohttp import web

from monitor.deliver.signature import spell
from monitor.deliver.webhook import Endpoint, Webhook
from monitor.ports import Delivery, Message, Outcome, RefusedError
from tests.simulator.clock import HandClock
from tests.simulator.receiver import Fault, Receiver

NOW = datetime(2026, 8, 4, 21, 0, tzinfo=UTC)
SECRET = bytes(range(32))
BODY = b'{"type":"test.ping"}'

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


def _delivery(attempts: int = 0) -> Delivery:
    message = Message(
        id="m-1", receiver="desk", kind="test.ping", alert=None, body=BODY, created_at=NOW, due=NOW
    )
    return Delivery(message=message, attempts=attempts, first_due=NOW)


def _endpoint(url: str, timeout: float = 2.0) -> Endpoint:
    return Endpoint(
        name="desk",
        url=url,
        secrets=(SECRET,),
        timeout=timedelta(seconds=timeout),
        allow=(ip_network("127.0.0.0/8"),),
        allow_http=True,
    )


async def _send(url: str, *, attempts: int = 0, timeout: float = 2.0) -> Outcome:
    async with Webhook(_endpoint(url, timeout), HandClock(NOW), lambda: 0.5) as webhook:
        return await webhook.send(_delivery(attempts))


@pytest.fixture
async def serve() -> AsyncIterator[Callable[[Answer], Awaitable[str]]]:
    runners = []

    async def _serve(answer: Answer) -> str:
        application = web.Application()
        application.router.add_route("*", "/{any:.*}", answer)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        runners.append(runner)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{runner.addresses[0][1]}/secret-path?token=secret-query"

    yield _serve
    for runner in runners:
        await runner.cleanup()


async def test_a_message_is_signed_and_sent_byte_for_byte() -> None:
    async with Receiver(spell(SECRET)) as receiver:
        outcome = await _send(receiver.url)
    (attempt,) = receiver.attempts
    assert attempt.genuine
    assert attempt.body == BODY
    assert attempt.timestamp == int(NOW.timestamp())
    assert outcome == Outcome(
        message="m-1", receiver="desk", at=NOW, delivered=True, status=204,
        detail="HTTP 204 No Content", due=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [
        (Fault.UNAVAILABLE, 503, "HTTP 503 Service Unavailable"),
        (Fault.TOO_MANY, 429, "HTTP 429 Too Many Requests"),
        (Fault.REDIRECT, 307, "redirects are not followed"),
        (Fault.HANG, None, "no answer within 2 s"),
        (Fault.RESET, None, "closed before an answer"),
        (Fault.DROP, None, "closed before an answer"),
    ],
)
async def test_every_failure_is_named_and_tried_again(
    fault: Fault, status: int | None, words: str
) -> None:
    async with Receiver(spell(SECRET), share=1, faults=(fault,)) as receiver:
        outcome = await _send(receiver.url, timeout=2)
    assert not outcome.delivered
    assert outcome.status == status
    assert words in outcome.detail
    assert outcome.due is not None
    assert outcome.due > NOW
    assert receiver.redirected == 0


async def test_a_receiver_that_asks_for_time_gets_it(
    serve: Callable[[Answer], Awaitable[str]],
) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=429, headers={"Retry-After": "3600"})

    outcome = await _send(await serve(answer))
    assert outcome.due is not None
    assert timedelta(hours=1) <= outcome.due - NOW <= timedelta(hours=1.2)


async def test_gone_is_over_at_once(serve: Callable[[Answer], Awaitable[str]]) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=410)

    outcome = await _send(await serve(answer))
    assert (outcome.status, outcome.delivered, outcome.due) == (410, False, None)


async def test_the_tenth_failure_is_the_last(serve: Callable[[Answer], Awaitable[str]]) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=500)

    url = await serve(answer)
    assert (await _send(url, attempts=8)).due is not None
    assert (await _send(url, attempts=9)).due is None


async def test_a_huge_answer_is_not_read_and_a_packed_one_not_unpacked(
    serve: Callable[[Answer], Awaitable[str]],
) -> None:
    sent = 0

    async def answer(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse(headers={"Content-Encoding": "gzip"})
        await response.prepare(request)
        bomb = gzip.compress(bytes(10_000_000))
        for _ in range(2000):
            await response.write(bomb)
            sent += len(bomb)
        return response

    outcome = await _send(await serve(answer))
    assert outcome.delivered
    assert sent < 15_000_000


async def test_an_answer_that_drips_after_its_status_has_delivered(
    serve: Callable[[Answer], Awaitable[str]],
) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await asyncio.sleep(60)
        return response

    assert (await _send(await serve(answer), timeout=2)).delivered


async def test_a_status_that_drips_in_is_given_up_when_its_time_is_over() -> None:
    dripped = 0
    hung_up = asyncio.Event()

    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal dripped
        await reader.readuntil(b"\r\n\r\n")
        with suppress(ConnectionError):
            for each in b"HTTP/1.1 204 No Content\r\n" + b"x: y\r\n" * 10_000:
                writer.write(bytes([each]))
                await writer.drain()
                dripped += 1
                await asyncio.sleep(0.02)
        writer.close()
        hung_up.set()

    async with await asyncio.start_server(drip, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        outcome = await _send(f"http://127.0.0.1:{port}/", timeout=1)
        await hung_up.wait()
    assert (outcome.delivered, outcome.detail) == (False, "no answer within 1 s")
    assert outcome.due is not None
    assert 10 < dripped < 100


async def test_two_gigabytes_that_are_announced_are_not_fetched(
    serve: Callable[[Answer], Awaitable[str]],
) -> None:
    sent = 0

    async def answer(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse(headers={"Content-Length": str(2_000_000_000)})
        await response.prepare(request)
        with suppress(ConnectionError):
            for _ in range(2000):
                await response.write(bytes(1_000_000))
                sent += 1_000_000
        return response

    assert (await _send(await serve(answer))).delivered
    assert sent < 30_000_000


async def test_cookies_are_not_kept(serve: Callable[[Answer], Awaitable[str]]) -> None:
    seen = []

    async def answer(request: web.Request) -> web.Response:
        seen.append(request.headers.get("Cookie"))
        response = web.Response(status=200)
        response.set_cookie("track", "1")
        return response

    async with Webhook(_endpoint(await serve(answer)), HandClock(NOW), lambda: 0.5) as webhook:
        await webhook.send(_delivery())
        await webhook.send(_delivery())
    assert seen == [None, None]


async def test_an_answer_that_is_not_http_is_a_failure() -> None:
    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"220 smtp.example ESMTP\r\n")
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    async with await asyncio.start_server(speak, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        outcome = await _send(f"http://127.0.0.1:{port}/secret-path")
    assert outcome.detail == "its answer is not HTTP"


@pytest.mark.parametrize(
    "url",
    [
        "http://user-secret:pass-secret@127.0.0.1:1/path-secret?query-secret",
        "http://user-secret:pass-secret@10.0.0.1:1/path-secret?query-secret",
        "https://127.0.0.1:{port}/path-secret?query-secret",
        "http://host-secret.invalid/path-secret?query-secret",
        "http://2130706433/path-secret?query-secret",
        "http://{long}/path-secret?query-secret",
    ],
)
async def test_no_failure_tells_the_address(url: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with Receiver(spell(SECRET)) as receiver:
        port = receiver.url.split(":")[2].split("/")[0]
        endpoint = _endpoint(url.replace("{port}", port).replace("{long}", "a" * 300))
        async with Webhook(endpoint, HandClock(NOW), lambda: 0.5) as webhook:
            outcome = await webhook.send(_delivery())
    assert not outcome.delivered
    assert "secret" not in f"{outcome} {endpoint!r} {caplog.text}"


@pytest.mark.parametrize(
    ("url", "secret", "cure"),
    [
        ("http://example.org/s3cr3t", SECRET, "allow_http = true"),
        ("ftp://example.org/s3cr3t", SECRET, "https://HOST/PATH"),
        ("https:///s3cr3t", SECRET, "https://HOST/PATH"),
        ("https://[s3cr3t", SECRET, "https://HOST/PATH"),
        ("https://example.org/s3cr3t", b"s3cr3t", "24 to 64 bytes"),
        ("https://example.org/s3cr3t", b"s3cr3t" * 11, "24 to 64 bytes"),
    ],
)
def test_an_endpoint_that_cannot_be_used_says_what_to_change(
    url: str, secret: bytes, cure: str
) -> None:
    with pytest.raises(RefusedError, match=cure) as caught:
        Endpoint(name="desk", url=url, secrets=(secret,))
    assert "desk" in str(caught.value)
    assert "s3cr3t" not in str(caught.value)
