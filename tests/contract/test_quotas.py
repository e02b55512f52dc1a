"""Servers whose limits no header tells: those that name them in a refusal, or in their rules."""

from __future__ import annotations

from datetime import datetime, timedelta

import aiohttp
import pytest

from connectors.http import Asker, Hosts, Pace, Question
from monitor.ports import RateLimitedError, RefusedError
from tests.simulator.clock import HandClock
from tests.simulator.exchange import Exchange
from tests.simulator.listening import NOW

SPENT = b'{"error": {"errors": [{"reason": "quotaExceeded"}]}}'
HOUR = timedelta(hours=1)


def quota(body: bytes, now: datetime) -> timedelta | None:
    return HOUR if b"quotaExceeded" in body and now == NOW else None


def question(server: Exchange, **more: object) -> Question:
    said = {"url": f"{server.url}/v3/videos", "limit": 1_000, "within": timedelta(seconds=5)}
    return Question(**{**said, **more})  # type: ignore[arg-type]


async def test_a_spent_quota_is_no_refusal_and_is_waited_for() -> None:
    clock = HandClock(NOW)
    async with Exchange([]) as server, aiohttp.ClientSession() as session:
        asker = Asker(session, clock, Hosts())
        server.instead = (403, {}, SPENT)
        for _ in range(3):
            with pytest.raises(RateLimitedError) as raised:
                await asker.ask(question(server, spent=quota))
            assert raised.value.retry_after == HOUR
        assert len(server.asked) == 1
        server.instead = (200, {}, b"[]")
        clock.time += HOUR
        assert (await asker.ask(question(server, spent=quota))).body == b"[]"


@pytest.mark.parametrize("body", [b"", b"forbidden", b"x" * 5_000])
async def test_another_refusal_stays_one(body: bytes) -> None:
    async with Exchange([]) as server, aiohttp.ClientSession() as session:
        server.instead = (403, {}, body[:900])
        with pytest.raises(RefusedError):
            await Asker(session, HandClock(NOW), Hosts()).ask(question(server, spent=quota))


async def test_a_server_is_asked_no_faster_than_its_rules_say() -> None:
    clock = HandClock(NOW)
    pace = Pace(timedelta(seconds=5), 1)
    async with Exchange([]) as server, aiohttp.ClientSession() as session:
        server.instead = (200, {}, b"[]")
        asker = Asker(session, clock, Hosts())
        for _ in range(4):
            await asker.ask(question(server, pace=pace, patience=timedelta(minutes=1)))
    assert clock.now() - NOW == timedelta(seconds=15)
