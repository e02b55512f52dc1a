"""Chat services are told in their own shapes, wait as they ask, and are corrected in place."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from typing import Any

import pytest

from monitor.deliver.chat import Chat, Room
from monitor.deliver.forms import ForPeople, write
from monitor.deliver.services import SERVICES
from monitor.domain.alert import Kind
from monitor.domain.told.bulletin import Bulletin, bulletin
from monitor.domain.told.tongues import TONGUES
from monitor.ports import Delivery, Message, Outcome, RefusedError
from tests.sample_alert import told, took_back
from tests.simulator.clock import HandClock
from tests.simulator.switchboard import Service, Trouble

NOW = datetime(2026, 8, 1, 21, 14, tzinfo=UTC)
PAGE = "https://lastdance.example.org"
LOOPBACK = (ip_network("127.0.0.0/8"),)
KINDS = sorted(SERVICES)
ENGLISH = ForPeople()


def told_to(name: str = "newsroom") -> Message:
    return _message(ENGLISH.tell(told(), PAGE), name, str(Kind.ACT_NOTABLE))


def correction() -> Message:
    return _message(ENGLISH.tell(took_back(), PAGE), "newsroom", str(Kind.ALERT_CORRECTED))


def _message(body: bytes, receiver: str, kind: str) -> Message:
    return Message(
        id="m-1", receiver=receiver, kind=kind, alert="a-1", body=body, created_at=NOW, due=NOW
    )


def chat(service: Service, timeout: float = 2.0, **changed: Any) -> Chat:
    place = Room(
        name="newsroom",
        url=changed.pop("url", service.url),
        service=SERVICES[service.kind],
        timeout=timedelta(seconds=timeout),
        allow=changed.pop("allow", LOOPBACK),
        allow_http=True,
    )
    return Chat(place, HandClock(NOW), lambda: 0.5)


async def send(
    service: Service, message: Message | None = None, *receipts: str, **changed: Any
) -> Outcome:
    delivery = Delivery(message=message or told_to(), attempts=0, first_due=NOW, receipts=receipts)
    async with chat(service, **changed) as channel:
        return await channel.send(delivery)


def words(value: Any) -> list[str]:
    """All texts in a shape."""
    if isinstance(value, Mapping):
        return [text for each in value.values() for text in words(each)]
    if isinstance(value, list):
        return [text for each in value for text in words(each)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("kind", KINDS)
async def test_a_service_is_told_in_its_shape_once(kind: str) -> None:
    async with Service(kind) as service:
        outcome = await send(service)
    assert outcome.delivered
    (request,) = service.requests
    said = "\n".join(words(request.shape))
    assert "Unverified: Sergio Ramos liked a post" in said.replace("\\", "")
    assert f"{PAGE}/alerts/" in said
    assert request.method == "POST"


async def test_the_end_of_a_story_makes_no_sound() -> None:
    over = replace(told(), kind=Kind.STORY_ENDED)
    async with Service("telegram") as service:
        await send(service, _message(ENGLISH.tell(over, PAGE), "newsroom", str(over.kind)))
        await send(service)
        heard = ["disable_notification" in one.shape for one in service.requests]
    assert heard == [True, False]


@pytest.mark.parametrize(
    ("kind", "seconds"), [("slack", 30), ("discord", 6.457), ("teams", 10), ("telegram", 14)]
)
async def test_a_wait_is_kept_to_however_it_is_asked_for(kind: str, seconds: float) -> None:
    async with Service(kind, Trouble.TOO_MANY) as service:
        outcome = await send(service)
    assert not outcome.delivered
    assert outcome.status == 429
    assert outcome.due is not None
    assert (
        timedelta(0) <= outcome.due - NOW - timedelta(seconds=seconds) < timedelta(seconds=seconds)
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "trouble", [Trouble.UNAVAILABLE, Trouble.DROP, Trouble.HANG, Trouble.TOO_MANY, Trouble.REDIRECT]
)
async def test_a_failure_is_tried_again_and_names_no_address(kind: str, trouble: Trouble) -> None:
    async with Service(kind, trouble) as service:
        outcome = await send(service, timeout=0.3)
    assert not outcome.delivered
    assert outcome.due is not None
    assert "secret" not in outcome.detail
    assert "127.0.0.1" not in outcome.detail
    assert service.redirected == 0


@pytest.mark.parametrize("trouble", [Trouble.DRIP, Trouble.ENDLESS])
@pytest.mark.parametrize("kind", ["discord", "slack", "telegram"])
async def test_an_answer_without_an_end_ends_with_us(kind: str, trouble: Trouble) -> None:
    async with Service(kind, trouble) as service, asyncio.timeout(5):
        outcome = await send(service, timeout=0.4)
    assert outcome.delivered  # its status said so; without a receipt it can't be changed later
    assert outcome.receipt is None


async def test_gone_ends_a_channel_as_it_does_a_webhook() -> None:
    async with Service("slack", Trouble.GONE) as service:
        outcome = await send(service)
    assert (outcome.delivered, outcome.status, outcome.due) == (False, 410, None)


@pytest.mark.parametrize("kind", ["discord", "telegram"])
async def test_a_correction_takes_the_place_of_what_was_told_and_is_told(kind: str) -> None:
    async with Service(kind) as service:
        first = await send(service)
        assert first.receipt is not None
        outcome = await send(service, correction(), first.receipt)
    assert outcome.delivered
    assert outcome.receipt != first.receipt
    shown = [" ".join(words(each)) for each in service.shown.values()]
    assert len(shown) == 2
    assert all("Corrected" in text and "Unverified" not in text for text in shown)


@pytest.mark.parametrize("kind", ["discord", "telegram"])
async def test_a_correction_of_what_is_gone_is_told_all_the_same(kind: str) -> None:
    async with Service(kind) as service:
        outcome = await send(service, correction(), "123456")
    assert outcome.delivered
    assert len(service.shown) == 1


@pytest.mark.parametrize("kind", ["discord", "telegram"])
async def test_a_correction_that_fails_in_place_is_not_told_before_it_is_tried_again(
    kind: str,
) -> None:
    async with Service(kind) as service:
        first = await send(service)
        assert first.receipt is not None
        service.troubles.append(Trouble.UNAVAILABLE)
        outcome = await send(service, correction(), first.receipt)
        assert outcome.due is not None
        assert len(service.shown) == 1
        assert (await send(service, correction(), first.receipt)).delivered


async def test_telegram_answers_what_it_told_before() -> None:
    async with Service("telegram") as service:
        await send(service, None, "700")
    assert service.requests[0].shape["reply_parameters"]["message_id"] == 700


@pytest.mark.parametrize("kind", ["slack", "teams", "ntfy"])
async def test_what_cannot_be_changed_is_corrected_by_a_message(kind: str) -> None:
    async with Service(kind) as service:
        assert (await send(service, correction(), "700")).delivered
    assert "Corrected" in " ".join(words(service.requests[0].shape))
    assert len(service.requests) == 1


async def test_ntfy_is_shown_user_and_password_and_no_address_holds_them() -> None:
    async with Service("ntfy") as service:
        url = service.url.replace("http://", "http://desk:p%40ss@")
        assert (await send(service, url=url)).delivered
    assert service.requests[0].authorization == "Basic ZGVzazpwQHNz"
    assert service.requests[0].shape["topic"] == "transfers"


@pytest.mark.parametrize("kind", KINDS)
async def test_nothing_is_sent_to_an_address_that_is_not_public(kind: str) -> None:
    async with Service(kind) as service:
        outcome = await send(service, allow=())
    assert not outcome.delivered
    assert "not public" in outcome.detail or "allow" in outcome.detail
    assert service.requests == []


@pytest.mark.parametrize(
    ("kind", "url"),
    [
        ("slack", "http://hooks.slack.com/services/x"),
        ("discord", "ftp://discord.com/x"),
        ("telegram", "https://api.telegram.org/bot123:abc"),
        ("telegram", "https://api.telegram.org/?chat_id=1"),
        ("ntfy", "https://ntfy.example/"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_without_being_shown(kind: str, url: str) -> None:
    with pytest.raises(RefusedError, match="channel newsroom: its url") as error:
        Room(name="newsroom", url=url, service=SERVICES[kind])
    assert url not in str(error.value)


def test_a_place_never_shows_its_address() -> None:
    place = Room(name="x", url="https://example.org/secret", service=SERVICES["slack"])
    assert "secret" not in repr(place)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"[",
        b"null",
        b"[]",
        b'{"id": 7}',
        b'{"result": 3}',
        b'{"retry_after": NaN}',
        b'{"retry_after": -1}',
        b'{"parameters": {"retry_after": "soon"}}',
        b'{"result": {"message_id": true}}',
        b"\xff\xfe",
        b"[" * 9000,
    ],
)
def test_no_answer_is_too_strange(kind: str, answer: bytes) -> None:
    assert SERVICES[kind].receipt(answer) is None
    assert SERVICES[kind].asked(answer) is None


def test_a_bulletin_waits_as_it_was_written() -> None:
    from monitor.deliver.forms import read

    made: Bulletin = bulletin(told(), TONGUES["fr"], UTC, PAGE)
    assert read(write(made)) == made
    assert json.loads(write(made))["title"].startswith("Non confirmé")
    assert replace(made, title="x") != made
