"""What is pushed: proven, bounded, read or refused in words, and answered after the commit."""

from __future__ import annotations

import asyncio
import gzip
import io
import json
import zlib
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import aiohttp
import pytest
from pydantic import ValidationError
from standardwebhooks import Webhook

import connectors
from connectors import inbound
from monitor.app.edition import Edition
from monitor.app.parts import Nothing
from monitor.app.reception import Reception
from monitor.domain.activity import Activity, Provenance, Verb
from monitor.domain.alert import Kind
from monitor.domain.catalogue import Catalogue
from monitor.domain.rights import Right
from monitor.domain.settling import settle
from monitor.judging.judge import Judged
from monitor.pipeline import Pipeline, Report
from monitor.ports import Page, TransientError
from monitor.web import application, receiving, served
from monitor.web.lock import Lock, Pass
from storage import Store, open_store
from tests.contract.test_pages import desk, serving
from tests.simulator.clock import HandClock
from tests.simulator.listening import house
from tests.unit import judged
from tests.unit.judged import START

SECRET = "whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo="
TOKEN = "a-token-of-some-length"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
POST = "https://www.instagram.com/p/DoNe/"
LIKE = {
    "platform": "instagram",
    "verb": "like",
    "actor": "player:ramos",
    "object": POST,
    "about": "Real Madrid",
}


@dataclass
class Room:
    """Judges and stores what is pushed, as an edition of the daemon does."""

    pipeline: Pipeline
    clock: HandClock
    pushed: dict[str, inbound.Pushed]
    failures: list[Exception] = field(default_factory=list)
    hold: asyncio.Event = field(default_factory=asyncio.Event)
    pages: list[Page] = field(default_factory=list)

    @property
    def catalogue(self) -> Catalogue:
        return self.pipeline.judge.catalogue

    @property
    def newsroom(self) -> Room:
        return self

    async def take(self, page: Page) -> Report:
        return await self.push(page)

    async def push(self, page: Page) -> Report:
        self.pages.append(page)
        if self.failures:
            raise self.failures.pop()
        await self.hold.wait()
        return await self.pipeline.handle([page], self.clock.now())


@dataclass
class Ingest:
    """A daemon's door, on loopback, as somebody outside finds it."""

    url: str
    room: Room
    store: Store
    clock: HandClock
    session: aiohttp.ClientSession

    async def push(
        self, body: bytes | Any, headers: Mapping[str, str] = BEARER, to: str = "partner"
    ) -> tuple[int, dict[str, Any], Mapping[str, str]]:
        """Push; return status, answer and headers."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = self.session.post(f"{self.url}/ingest/{to}", data=raw, headers=headers)
        async with sent as answer:
            return answer.status, await answer.json(), answer.headers

    async def texts(self) -> int:
        """Return how many activities are stored."""
        return (await self.store.stats()).rows["activities"]

    def sign(self, body: bytes, secret: str = SECRET, age: float = 0) -> dict[str, str]:
        """Sign *body* as the official library does."""
        at = self.clock.now() - timedelta(seconds=age)
        return {
            "webhook-id": "msg_1",
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": Webhook(secret).sign("msg_1", at, body.decode("latin-1")),
        }


async def _here(judge: Callable[[], Judged]) -> Judged:
    return judge()


@pytest.fixture
async def door(sqlite_url: str) -> AsyncIterator[Ingest]:
    async with ingest(sqlite_url) as made:
        yield made


@asynccontextmanager
async def ingest(url: str, *more: dict[str, Any]) -> AsyncIterator[Ingest]:
    store = await open_store(url)
    clock = HandClock(START)
    judge = judged.desk().judge
    pipeline = Pipeline(
        judge=judge,
        store=store,
        objects=Nothing(),
        address=lambda _: (),
        offload=_here,
        stopwatch=lambda: 0.0,
    )
    async with house(clock=clock) as home:
        entries: list[dict[str, Any]] = [
            {"name": "partner", "token": TOKEN},
            {"name": "signed", "secret": SECRET, "observer": "the night desk"},
            *more,
        ]
        sources = [
            cast("inbound.Pushed", connectors.load({"type": "inbound", **one}, home.context))
            for one in entries
        ]
        room = Room(pipeline, clock, {one.name: one for one in sources})
        room.hold.set()
        reception = Reception(clock, judge.seal, lambda: cast("Edition", room))
        made = replace(desk(), clock=clock, reception=reception)
        async with serving(made) as at, aiohttp.ClientSession() as session:
            yield Ingest(at, room, store, clock, session)
    await store.close()


async def test_a_bearer_token_opens_its_own_door(door: Ingest) -> None:
    status, said, _ = await door.push(LIKE)
    assert (status, said["stored"], said["known"], said["dropped"]) == (200, 1, 0, 0)
    assert said["unreadable"] == []
    assert said["alerts"][0]["type"] == Kind.ACT_NOTABLE
    assert said["alerts"][0]["title"].endswith("; pushed by partner, unconfirmed")


async def test_what_the_official_library_signs_is_taken(door: Ingest) -> None:
    body = json.dumps(LIKE).encode()
    status, said, _ = await door.push(body, door.sign(body), "signed")
    assert (status, said["stored"]) == (200, 1)
    assert said["alerts"][0]["title"].endswith("; pushed by the night desk, unconfirmed")


async def test_a_repeat_of_a_signed_request_does_no_harm(door: Ingest) -> None:
    body = json.dumps(LIKE).encode()
    headers = door.sign(body)
    await door.push(body, headers, "signed")
    door.clock.time += timedelta(minutes=4)
    status, said, _ = await door.push(body, headers, "signed")
    assert (status, said["stored"], said["known"], said["alerts"]) == (200, 0, 1, [])


async def test_two_sources_are_two_observers(door: Ingest) -> None:
    body = json.dumps(LIKE).encode()
    first = (await door.push(LIKE))[1]["alerts"][0]
    second = (await door.push(body, door.sign(body), "signed"))[1]["alerts"][0]
    assert second["id"] == first["id"]
    assert second["type"] == Kind.STORY_UPDATED
    assert second["title"].endswith("pushed by partner, seen by a second observer (the night desk)")


async def test_a_source_cannot_be_its_own_second_observer(door: Ingest) -> None:
    await door.push(LIKE)
    said = (await door.push({**LIKE, "observer": "somebody else"}))[1]
    assert (said["stored"], said["known"], said["alerts"]) == (0, 1, [])


async def test_a_report_that_a_source_passes_on_names_both(door: Ingest) -> None:
    await door.push(LIKE)
    report = {**LIKE, "provenance": "reported", "observer": "Marca", "id": "https://marca.com/1"}
    said = (await door.push(report))[1]
    assert said["alerts"][0]["title"].endswith("reported by Marca, says partner")


async def test_nothing_that_is_pushed_counts_as_observed(door: Ingest) -> None:
    await door.push({**LIKE, "provenance": "observed", "seen_at": "2020-01-01T00:00:00Z"})
    activity = door.room.pages[0].activities[0]
    assert activity.provenance is Provenance.PUSHED
    assert activity.seen_at == door.clock.now()


async def test_a_time_to_come_is_now(door: Ingest) -> None:
    await door.push({**LIKE, "happened_at": "2099-01-01T00:00:00Z"})
    assert door.room.pages[0].activities[0].happened_at == door.clock.now()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"webhook-signature": "v1,AAAA"}, "none of the signatures"),
        ({"webhook-signature": "v1a,AAAA"}, "none of the signatures"),
        ({"webhook-signature": ""}, "webhook-signature is missing"),
        ({"webhook-id": ""}, "webhook-id is missing"),
        ({"webhook-id": "another"}, "none of the signatures"),
        ({"webhook-timestamp": "soon"}, "webhook-timestamp"),
        ({"webhook-timestamp": "9" * 12}, "webhook-timestamp"),
        ({"webhook-timestamp": "0"}, "5 minutes"),
    ],
)
async def test_what_is_tampered_with_is_refused(
    door: Ingest, change: dict[str, str], words: str
) -> None:
    body = json.dumps(LIKE).encode()
    status, said, headers = await door.push(body, {**door.sign(body), **change}, "signed")
    assert status == 401
    assert words in said["text"]
    assert headers["WWW-Authenticate"].startswith("Bearer")
    assert await door.texts() == 0


async def test_a_changed_body_another_secret_and_an_old_request_are_refused(door: Ingest) -> None:
    body = json.dumps(LIKE).encode()
    other = "whsec_" + "WllYV1ZVVFNSUVBPTk1MS0pJSEdGRURDQkE="
    for sent, headers in (
        (body + b" ", door.sign(body)),
        (body, door.sign(body, other)),
        (body, door.sign(body, age=301)),
        (body, door.sign(body, age=-302)),
        (body, {}),
        (body, BEARER),
    ):
        assert (await door.push(sent, headers, "signed"))[0] == 401
    for headers in ({}, {"Authorization": "Bearer no"}, {"Authorization": "Basic no"}):
        assert (await door.push(body, headers))[0] == 401
    assert door.room.pages == []


async def test_a_source_that_is_not_there_is_not_found(door: Ingest) -> None:
    status, said, _ = await door.push(LIKE, to="nobody")
    assert (status, "inbound" in said["text"]) == (404, True)


async def test_the_pages_own_token_is_not_asked_for(door: Ingest) -> None:
    reception = Reception(door.clock, judged.desk().judge.seal, lambda: cast("Edition", door.room))
    lock = Lock(passes=(Pass(name="ana", secret="t" * 20, right=Right.OPERATE),))
    made = replace(desk(), clock=door.clock, reception=reception, lock=lock)
    async with serving(made) as at:
        assert (await replace(door, url=at).push(LIKE))[0] == 200


@pytest.mark.parametrize(
    ("body", "kind", "stored"),
    [
        (json.dumps([LIKE, LIKE]), "application/json", 1),
        (json.dumps(LIKE, indent=2), "application/json", 1),
        (f"{json.dumps(LIKE)}\n\n{json.dumps({**LIKE, 'object': 'x:1'})}\n", "text/plain", 2),
        (f"{json.dumps(LIKE)}\n", "application/x-ndjson", 1),
    ],
)
async def test_lines_arrays_and_single_activities_are_taken(
    door: Ingest, body: str, kind: str, stored: int
) -> None:
    said = (await door.push(body.encode(), {**BEARER, "Content-Type": kind}))[1]
    assert (said["stored"], said["unreadable"]) == (stored, [])


async def test_activity_streams_are_taken_under_the_network_of_their_addresses(
    door: Ingest,
) -> None:
    like = {
        "@context": "https://www.w3.org/ns/activitystreams",
        "type": "Like",
        "actor": "player:ramos",
        "object": "https://instagram.com/MadridXtra/p/DoNe/?igshid=2",
        "about": "madrid",
    }
    await door.push(like)
    activity = door.room.pages[0].activities[0]
    assert (activity.platform, activity.object, activity.about) == ("instagram", POST, "madrid")
    assert (await door.push(LIKE))[1]["known"] == 1


async def test_a_line_that_cannot_be_read_is_named_and_kept_and_the_rest_is_stored(
    door: Ingest,
) -> None:
    other = {**LIKE, "object": "x:2"}
    lines = [json.dumps(LIKE), json.dumps(other), "{bad", json.dumps({**LIKE, "about": "Reel"})]
    status, said, _ = await door.push("\n".join(lines).encode())
    assert (status, said["stored"]) == (200, 2)
    assert [each["line"] for each in said["unreadable"]] == [3, 4]
    assert said["unreadable"][0]["reason"].startswith("not_json")
    assert "no club 'Reel'" in said["unreadable"][1]["reason"]
    assert sorted(dead.raw for dead in await door.store.reader.dead(9)) == sorted(
        line.encode() for line in lines[2:]
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"\xff\xfe", "not"),
        (b"[" * 100_000 + b"]" * 100_000, "bad_type"),
        (b'{"verb":"like"}', "no_actor"),
        (b'{"verb":"create","actor":"a","text":"x"}', "bad_id"),
        (b'{"verb":"update","actor":"a","id":"1"}', "bad_time"),
        (b'{"verb":"undo","actor":"a"}', "bad_type"),
        (b'{"verb":"like","actor":"a","happened_at":"soon"}', "bad_time"),
    ],
)
async def test_a_body_of_which_nothing_can_be_read_is_said_to_be_so(
    door: Ingest, line: bytes, reason: str
) -> None:
    status, said, _ = await door.push(line)
    assert status == 422
    assert said["unreadable"][0]["reason"].startswith(reason)


async def test_more_than_a_megabyte_is_refused_sent_or_unpacked(door: Ingest) -> None:
    big = b" " * (receiving.MOST + 1)
    packed = {**BEARER, "Content-Encoding": "gzip"}
    url = f"{door.url}/ingest/partner"
    async with door.session.post(url, data=io.BytesIO(big), headers=BEARER) as answer:
        assert answer.status == 413
    bomb = gzip.compress(b" " * (200 << 20))
    assert len(bomb) < receiving.MOST
    assert (await door.push(bomb, packed))[0] == 413

    async def dribble() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b" " * 65_536

    async with door.session.post(url, data=dribble(), headers=BEARER) as answer:
        assert answer.status == 413
    assert door.room.pages == []


async def test_what_is_packed_is_unpacked_after_its_signature_is_checked(door: Ingest) -> None:
    body = gzip.compress(json.dumps(LIKE).encode(), mtime=0)
    signed = {"webhook-id": "m", "webhook-timestamp": str(int(START.timestamp()))}
    from monitor.domain.signing import decode_secret, signature

    made = signature(decode_secret(SECRET), "m", signed["webhook-timestamp"], body)
    headers = {**signed, "webhook-signature": made, "Content-Encoding": "gzip"}
    assert (await door.push(body, headers, "signed"))[1]["stored"] == 1
    flat = {**BEARER, "Content-Encoding": "deflate"}
    assert (await door.push(zlib.compress(json.dumps(LIKE).encode()), flat))[1]["stored"] == 1


@pytest.mark.parametrize(
    ("body", "coding", "status"),
    [(b"flat", "gzip", 400), (gzip.compress(b"{}", mtime=0)[:-4], "gzip", 400), (b"{}", "br", 415)],
)
async def test_what_cannot_be_unpacked_is_refused(
    door: Ingest, body: bytes, coding: str, status: int
) -> None:
    assert (await door.push(body, {**BEARER, "Content-Encoding": coding}))[0] == status


@pytest.mark.parametrize("body", [b"", b" \n "])
async def test_nothing_is_nothing(door: Ingest, body: bytes) -> None:
    assert (await door.push(body))[0] == 400


@pytest.mark.parametrize(
    "body",
    [b"\n" * 1_000_000, b"{}\n" * 300_000, b"[" + b"1," * 400_000 + b"1]", b"{}\n" * 501],
    ids=["empty lines", "lines", "array", "one too many"],
)
async def test_a_million_lines_are_refused_whole(door: Ingest, body: bytes) -> None:
    status, said, _ = await door.push(body)
    assert status == (400 if not body.strip() else 413)
    assert "parts" in said["text"] or not body.strip()
    assert door.room.pages == []


async def test_five_hundred_are_taken_at_once(door: Ingest) -> None:
    lines = [{**LIKE, "object": f"x:{n}"} for n in range(500)]
    assert (await door.push(lines))[1]["stored"] == 500


async def test_a_flood_is_told_when_to_come_again(door: Ingest) -> None:
    for _ in range(receiving.A_MINUTE):
        assert (await door.push(LIKE))[0] == 200
    status, said, headers = await door.push(LIKE)
    assert (status, headers["Retry-After"]) == (429, "1")
    assert "60 requests a minute" in said["text"]
    door.clock.time += timedelta(seconds=1)
    assert (await door.push(LIKE))[0] == 200
    body = json.dumps(LIKE).encode()
    assert (await door.push(body, door.sign(body), "signed"))[0] == 200


def test_a_clock_that_is_set_back_gives_nothing_away() -> None:
    bucket = receiving.Bucket(START, left=0)
    assert bucket.take(START - timedelta(days=1)) == timedelta(seconds=1)
    assert bucket.take(START - timedelta(days=1) + timedelta(seconds=1)) is None


async def test_the_answer_comes_after_the_commit(door: Ingest) -> None:
    door.room.hold.clear()
    pushing = asyncio.create_task(door.push(LIKE))
    while not door.room.pages:
        await asyncio.sleep(0.005)
    await asyncio.sleep(0.05)
    assert not pushing.done()
    assert await door.texts() == 0
    door.room.hold.set()
    assert (await pushing)[0] == 200
    assert await door.texts() == 1


async def test_what_could_not_be_stored_is_asked_for_again(door: Ingest) -> None:
    door.room.failures.append(TransientError("the disk is full", timedelta(seconds=30)))
    status, said, headers = await door.push(LIKE)
    assert (status, headers["Retry-After"]) == (503, "30")
    assert "the disk is full" in said["text"]
    assert (await door.push(LIKE))[1]["stored"] == 1


async def test_who_comes_when_too_much_waits_is_sent_away(door: Ingest) -> None:
    door.room.hold.clear()
    lines = [{**LIKE, "object": f"x:{n}"} for n in range(40)]
    pushing = [asyncio.create_task(door.push(line)) for line in lines]
    while sum(task.done() for task in pushing) < 8:
        await asyncio.sleep(0.01)
    done = [task.result() for task in pushing if task.done()]
    assert {(status, headers["Retry-After"]) for status, _, headers in done} == {(503, "5")}
    door.room.hold.set()
    statuses = [status for status, _, _ in await asyncio.gather(*pushing)]
    assert (statuses.count(200), statuses.count(503)) == (32, 8)


async def test_a_body_that_dawdles_is_given_up(door: Ingest) -> None:
    async def dawdle() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.sleep(5)
        yield b"}"

    reception = Reception(door.clock, judged.desk().judge.seal, lambda: cast("Edition", door.room))
    made = application(replace(desk(), clock=door.clock, reception=reception), slow=0.1)
    async with served(made, "127.0.0.1", 0) as at:
        url = f"{at}/ingest/partner"
        async with door.session.post(url, data=dawdle(), headers=BEARER) as answer:
            assert answer.status == 408


async def test_only_pushing_is_answered(door: Ingest) -> None:
    async with door.session.get(f"{door.url}/ingest/partner") as answer:
        assert answer.status == 405


def test_the_same_post_has_one_address_whoever_pushes_it() -> None:
    catalogue = judged.catalogue()

    def address(url: str) -> str | None:
        like = Activity(platform="x", verb=Verb.LIKE, actor="a", object=url, seen_at=START)
        return settle(like, catalogue).object

    same = {
        address(url)
        for url in (
            "https://twitter.com/MadridXtra/status/123?s=20",
            "https://x.com/madridxtra/status/123/photo/1",
            "https://mobile.twitter.com/MadridXtra/status/123#m",
        )
    }
    assert len(same) == 1


def test_a_post_on_bluesky_goes_by_the_address_that_the_wire_has() -> None:
    like = Activity(
        platform="bluesky",
        verb=Verb.LIKE,
        actor="@ramos.example",
        object="https://bsky.app/profile/fans.example/post/3kAb",
        seen_at=START,
    )
    settled = settle(like, judged.catalogue())
    assert (settled.actor, settled.object, settled.object_author) == (
        "did:ramos",
        "at://did:fans/app.bsky.feed.post/3kAb",
        "did:fans",
    )


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({}, "anybody could push"),
        ({"token": "short"}, "token"),
        ({"secret": "whsec_AAAA"}, "24 to 64"),
        ({"token": TOKEN, "token_file": "x"}, "keep one"),
        ({"token_file": "/nowhere/at/all"}, "can't be read"),
        ({"token": TOKEN, "observer": ""}, "observer"),
    ],
)
def test_a_source_without_a_proof_is_refused(wrong: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        connectors.config_of({"type": "inbound", "name": "partner", **wrong})


def test_secrets_are_read_from_files_and_shown_nowhere(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    (tmp_path / "secret").write_text(f"{SECRET}\n")
    entry = {"type": "inbound", "name": "partner", "token_file": str(tmp_path / "token")}
    config = connectors.config_of({**entry, "secret_file": str(tmp_path / "secret")})
    assert TOKEN not in repr(config)
    assert SECRET not in repr(config)
