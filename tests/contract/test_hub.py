"""What Meta pushes: its challenge answered, its signature checked, its mentions looked up."""

from __future__ import annotations

import hmac
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from connectors.instagram_graph import MENTIONS
from connectors.wire.instagram import FIELDS
from monitor.domain.activity import Activity
from tests.contract.test_inbound import Ingest, ingest
from tests.simulator.exchange import Exchange
from tests.simulator.listening import activities, house, listen

APP_SECRET = "a-secret-of-an-app"
VERIFY = "shown-by-meta"
TABLE = {
    "type": "instagram_graph",
    "name": "instagram",
    "user": "17841400000000000",
    "token": "never a real token",
    "app_secret": APP_SECRET,
    "verify_token": VERIFY,
}
COMMENT = {
    "field": "comments",
    "value": {
        "from": {"id": "17841400000000009", "username": "fan"},
        "media": {"id": "17900000000000002", "media_product_type": "FEED"},
        "id": "17950000000000001",
        "text": "Sergio Ramos to Real Madrid, one last dance",
    },
}


ASKED = f"hub.mode=subscribe&hub.verify_token={VERIFY}&hub.challenge=1158"


def hook(*changes: Any) -> bytes:
    entry = {"id": "17841400000000000", "time": 1780343900, "changes": list(changes)}
    return json.dumps({"object": "instagram", "entry": [entry]}).encode()


def mention(media: int, **more: Any) -> dict[str, Any]:
    return {"field": "mentions", "value": {"media_id": str(media), **more}}


def signed(body: bytes, secret: str = APP_SECRET) -> dict[str, str]:
    made = hmac.digest(secret.encode(), body, "sha256").hex()
    return {"X-Hub-Signature-256": f"sha256={made}", "Content-Type": "application/json"}


@pytest.fixture
async def door(sqlite_url: str) -> AsyncIterator[Ingest]:
    async with ingest(sqlite_url, TABLE) as made:
        yield made


async def push(door: Ingest, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
    sent = door.session.post(f"{door.url}/ingest/instagram", data=body, headers=headers)
    async with sent as answer:
        return answer.status, await answer.text()


@pytest.mark.parametrize(
    ("query", "to", "status", "said"),
    [
        (ASKED, "instagram", 200, "1158"),
        ("hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1158", "instagram", 403, None),
        (f"hub.mode=other&hub.verify_token={VERIFY}&hub.challenge=1158", "instagram", 403, None),
        ("", "instagram", 403, None),
        (ASKED, "partner", 405, None),
        (ASKED, "nobody", 405, None),
    ],
)
async def test_a_challenge_is_answered_where_the_token_is_ours(
    door: Ingest, query: str, to: str, status: int, said: str | None
) -> None:
    async with door.session.get(f"{door.url}/ingest/{to}?{query}") as answer:
        assert answer.status == status
        assert said is None or await answer.text() == said
        assert said is None or answer.content_type == "text/plain"


async def test_what_meta_signs_is_stored_and_answered_with_nothing(door: Ingest) -> None:
    body = hook(COMMENT)
    assert await push(door, body, signed(body)) == (200, "")
    assert await door.texts() == 1
    assert await push(door, body, signed(body)) == (200, "")
    assert await door.texts() == 1


@pytest.mark.parametrize(
    "headers",
    [
        {},
        signed(b"another body"),
        signed(hook(COMMENT), "another secret"),
        {"X-Hub-Signature-256": "sha256=\u00e9"},
        {"Authorization": "Bearer a-token-of-some-length"},
    ],
)
async def test_what_meta_did_not_sign_is_not_taken(door: Ingest, headers: dict[str, str]) -> None:
    status, _ = await push(door, hook(COMMENT), headers)
    assert status == 401
    assert door.room.pages == []


@pytest.mark.parametrize("body", [b"{", b"[]", b"null", hook(7), hook({"field": "comments"})])
async def test_what_can_not_be_read_does_no_harm(door: Ingest, body: bytes) -> None:
    status, _ = await push(door, body, signed(body))
    assert status == 200
    assert await door.texts() == 0


async def test_a_mention_waits_over_a_restart_and_is_looked_up() -> None:
    media = {
        "id": "1",
        "caption": "@desk look",
        "permalink": "https://www.instagram.com/p/Cmention/",
        "timestamp": "2026-11-01T11:00:00+0000",
        "username": "fan",
    }
    asked = f"mentioned_media.media_id(17900000000000009){{{FIELDS}}}"
    answers = [
        {"get": f"/v23.0/17841400000000000?fields={asked}", "body": {"mentioned_media": media}}
    ]
    async with Exchange(answers) as server, house() as home:
        table = {**TABLE, "api": server.url}
        first: Any = home.connector(**table)
        pages = await listen(first)
        body = hook(mention(17900000000000009), mention(8, comment_id="7"))
        page = first.page(body, by_line=False, settle=_as_it_is)
        assert page.cursor != pages[-1].cursor
        assert "17900000000000009" not in page.cursor
        again = home.connector(**table)
        (found,) = activities(await listen(again, page.cursor))
        assert (found.record, found.actor) == ("https://www.instagram.com/p/Cmention/", "@fan")
        assert activities(await listen(again, page.cursor)) == []


async def test_mentions_that_wait_are_bounded() -> None:
    async with house() as home:
        connector: Any = home.connector(**TABLE)
        for start in range(0, 3 * MENTIONS, 100):
            body = hook(*(mention(start + n) for n in range(100)))
            connector.page(body, by_line=False, settle=_as_it_is)
        assert len(connector._mentions) == MENTIONS


def _as_it_is(activity: Activity) -> Activity:
    return activity
