"""Apprise is held on a lead: no address that isn't public, no redirect, no endless answer."""

from __future__ import annotations

import email
import email.policy
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from ipaddress import ip_network
from typing import Any

import pytest

from monitor.deliver.forms import ForPeople, read, write
from monitor.deliver.relay import Errand, Relay
from monitor.ports import Delivery, Message, Outcome
from tests.sample_alert import told
from tests.simulator.clock import HandClock
from tests.simulator.mailroom import Mailroom
from tests.simulator.switchboard import Service, Trouble

NOW = datetime(2026, 8, 1, 21, 14, tzinfo=UTC)
LOOPBACK = (ip_network("127.0.0.0/8"),)
BODY = ForPeople().tell(told(), "https://lastdance.example.org")

pytestmark = pytest.mark.skipif(
    find_spec("apprise") is None, reason="the extra chat is not here: pip install 'lastdance[chat]'"
)

Serve = Callable[..., Awaitable[tuple[Service, str]]]


async def send(url: str, *, body: bytes = BODY, timeout: float = 20, **changed: Any) -> Outcome:
    errand = Errand(
        name="mail",
        url=url,
        timeout=timedelta(seconds=timeout),
        allow=changed.pop("allow", LOOPBACK),
        **changed,
    )
    message = Message(
        id="m", receiver="mail", kind="act.notable", alert="a", body=body, created_at=NOW, due=NOW
    )
    relay = Relay(errand, HandClock(NOW), lambda: 0.5)
    return await relay.send(Delivery(message=message, attempts=0, first_due=NOW))


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    opened = []

    async def open_one(*troubles: Trouble) -> tuple[Service, str]:
        service = await Service("json", *troubles).__aenter__()
        opened.append(service)
        return service, service.url.replace("http://", "json://user:secret@")

    yield open_one
    for service in opened:
        await service.__aexit__(None, None, None)


async def test_a_mail_is_sent_as_plain_text() -> None:
    async with Mailroom() as room:
        where = f"mailto://127.0.0.1:{room.port}?from=desk@example.org&to=night@example.org"
        outcome = await send(f"{where}&mode=insecure")
    assert outcome.delivered, outcome.detail
    mail = email.message_from_bytes(room.mails[0], policy=email.policy.default)
    assert mail["Subject"] == "Unverified: Sergio Ramos liked a post linked to Real Madrid"
    assert "text/html" not in {part.get_content_type() for part in mail.walk()}
    assert "Seen by a source of ours." in mail.get_content()


async def test_no_name_makes_a_header_of_a_mail() -> None:
    evil = replace(told().alert, player_name="Ramos\r\nBcc: victim@example.org\r\n\r\nx")
    body = ForPeople().tell(replace(told(), alert=evil), "https://lastdance.example.org")
    async with Mailroom() as room:
        where = f"mailto://127.0.0.1:{room.port}?from=desk@example.org&to=night@example.org"
        assert (await send(f"{where}&mode=insecure", body=body)).delivered
    mail = email.message_from_bytes(room.mails[0], policy=email.policy.default)
    assert mail["Bcc"] is None
    assert "Bcc" in mail["Subject"]


async def test_what_any_service_of_apprise_takes_is_delivered(serve: Serve) -> None:
    service, url = await serve()
    outcome = await send(url)
    assert outcome.delivered
    assert service.requests[0].shape["title"].startswith("Unverified")


async def test_no_socket_is_made_to_an_address_that_is_not_public(serve: Serve) -> None:
    service, url = await serve()
    for place in (url, url.replace("127.0.0.1", "localhost")):
        outcome = await send(place, allow=())
        assert not outcome.delivered
        assert "add its network to `allow`" in outcome.detail
    assert service.requests == []


async def test_no_mail_goes_to_an_address_that_is_not_public() -> None:
    async with Mailroom() as room:
        where = f"mailto://127.0.0.1:{room.port}?from=desk@example.org&to=night@example.org"
        assert not (await send(f"{where}&mode=insecure", allow=())).delivered
    assert room.mails == []


async def test_a_redirect_is_not_followed(serve: Serve) -> None:
    service, url = await serve(Trouble.REDIRECT)
    outcome = await send(url)
    assert not outcome.delivered
    assert service.redirected == 0


async def test_a_failure_is_tried_again_and_names_no_secret(serve: Serve) -> None:
    _, url = await serve(Trouble.UNAVAILABLE)
    outcome = await send(url)
    assert not outcome.delivered
    assert outcome.due is not None
    assert "secret" not in outcome.detail


async def test_an_answer_without_an_end_takes_little_memory_and_time(serve: Serve) -> None:
    service, url = await serve(Trouble.ENDLESS)
    assert not (await send(url, timeout=2)).delivered
    assert len(service.requests) == 1


async def test_what_hangs_is_killed() -> None:
    command = (sys.executable, "-c", "import time; time.sleep(600)")
    errand = Errand(name="x", url="x://", timeout=timedelta(seconds=-14.7), command=command)
    message = Message(
        id="m", receiver="x", kind="act.notable", alert="a", body=BODY, created_at=NOW, due=NOW
    )
    relay = Relay(errand, HandClock(NOW), lambda: 0.5)
    outcome = await relay.send(Delivery(message=message, attempts=0, first_due=NOW))
    assert not outcome.delivered
    assert outcome.due is not None


async def test_what_the_process_says_is_not_passed_on() -> None:
    command = (sys.executable, "-c", "print('the secret is x://y')")
    outcome = await send("x://y", command=command)
    assert outcome.detail == "failed within Apprise"


async def test_an_address_that_apprise_cannot_read_is_named_so() -> None:
    assert "cannot read its url" in (await send("nonsense://x")).detail


def test_an_errand_never_shows_its_address() -> None:
    assert "secret" not in repr(Errand(name="x", url="json://secret"))
    assert read(write(read(BODY))) == read(BODY)
