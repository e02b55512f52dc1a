"""Digests, word of sources that are out, and the heartbeat: once each; in each dialect."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from monitor.app.blackouts import Blackouts
from monitor.app.digests import Digests
from monitor.app.heartbeat import Heartbeat, sees
from monitor.deliver.addressing import out_since
from monitor.domain.desk.budget import Allowance, Why
from monitor.domain.health import Health
from monitor.ingest import SourceState
from monitor.ports import Blank, Commit, Hold, Message
from monitor.settings import Settings, load
from storage import Store, open_store
from tests.conftest import NOW
from tests.contract.keeping import score
from tests.contract.storing import commit, kept, mention
from tests.contract.test_holding import together, told
from tests.simulator.clock import HandClock

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
EIGHT = datetime(2026, 8, 4, 8, 0, tzinfo=UTC)
BEGAN = EIGHT - 3 * DAY
SECRET = "whsec_" + "A" * 43 + "="


def settings(*receivers: dict[str, Any], **tables: Any) -> Settings:
    """Return settings with these webhooks."""
    given = [{"url": "https://example.org/hook", "secret": SECRET, **one} for one in receivers]
    for n, one in enumerate(given):
        one["url"] = f"https://example.org/{n}"
    return load(None, {}, {"webhooks": given, **tables})


async def claimed(store: Store, now: datetime) -> Sequence[Message]:
    """Return what is due, and settle nothing: each comes once."""
    return [one.message for one in await store.claim(now, 50, DAY)]


def digests(store: Store, clock: HandClock, *receivers: dict[str, Any]) -> Digests:
    return Digests(settings(*(receivers or ({"name": "desk"},))), store, clock, lambda: None)


@pytest.fixture
async def watching(store: Store) -> Store:
    """A store in which something has been watched for three days."""
    await store.begin(["player kylian-example"], BEGAN)
    return store


async def test_a_digest_comes_at_eight_and_once(watching: Store) -> None:
    clock = HandClock(EIGHT - MINUTE)
    sender = digests(watching, clock)
    for _ in range(3):
        await sender.send()
        clock.time += MINUTE
    await digests(watching, clock).send()  # after a restart

    found = await claimed(watching, clock.time)
    assert [json.loads(one.body)["data"]["until"] for one in found] == [
        "2026-08-03T08:00:00.000Z",  # it was due while nobody was up
        "2026-08-04T08:00:00.000Z",
    ]


async def test_after_days_of_downtime_there_is_one_digest_that_leaves_nothing_out(
    watching: Store,
) -> None:
    clock = HandClock(BEGAN + DAY)
    await digests(watching, clock).send()
    clock.time += 5 * DAY + 3 * HOUR
    await digests(watching, clock).send()

    bodies = [json.loads(one.body)["data"] for one in await claimed(watching, clock.time)]
    assert [(one["since"][:10], one["until"][:10]) for one in bodies] == [
        ("2026-08-01", "2026-08-02"),
        ("2026-08-02", "2026-08-07"),
    ]


async def test_several_processes_send_one_digest(watching: Store, database_url: str) -> None:
    other = await open_store(database_url)
    clock = HandClock(EIGHT)
    await digests(watching, clock).send()
    await digests(other, clock).send()
    await other.close()

    assert len(await claimed(watching, clock.time)) == 1


async def test_nothing_is_summed_up_of_the_time_before_anything_was_watched(store: Store) -> None:
    clock = HandClock(EIGHT + HOUR)
    await digests(store, clock).send()
    await store.begin(["player kylian-example"], EIGHT + MINUTE)
    await digests(store, clock).send()
    assert not await claimed(store, clock.time)

    clock.time += DAY
    await digests(store, clock).send()
    (found,) = await claimed(store, clock.time)
    assert json.loads(found.body)["data"]["since"] == "2026-08-04T08:01:00.000Z"


async def test_a_digest_tells_what_was_read_held_meant_for_nobody_and_lost(
    watching: Store,
) -> None:
    at = EIGHT - HOUR
    await commit(watching, kept(name="said", at=at, mentions=(mention(),)))
    none = Allowance(0, 7)
    await watching.commit(told(1, 0.3, at, ("desk", "agency"), none))
    await watching.commit(told(2, 0.8, at, ("desk",), none))
    quiet = told(3, at=at, receivers=())
    notice = replace(quiet.notices[0], held="8 accounts at night.")
    alert = replace(notice.alert, told_at=at)
    await watching.commit(replace(quiet, notices=(replace(notice, alert=alert),)))
    silenced = Hold(Why.SILENCE, "silenced by ana until 4 Aug, 12:00 UTC.")
    await watching.commit(told(4, 0.5, at, held=silenced))

    await digests(watching, HandClock(EIGHT)).send()

    (found,) = [one for one in await claimed(watching, EIGHT) if one.kind == "digest.daily"]
    data = json.loads(found.body)["data"]
    assert {one["source"]: one["mentions"] for one in data["sources"]} == {
        "bluesky": 0, "bluesky-watched": 0, "wire": 1,
    }  # fmt: skip
    assert [(one["alert"], one["why"]) for one in data["held"]] == [
        ("alert-2", "day"),
        ("alert-4", "silence"),
        ("alert-1", "day"),
    ]
    assert data["held"][0]["reason"] == "0 of 0 pushes of today are used."
    assert [one["reason"] for one in data["almost"]] == ["8 accounts at night."]


def nobodys(number: int, at: datetime, alert: str, held: str | None) -> Commit:
    """Return a batch with a notice that is addressed to nobody."""
    batch = told(number, at=at, receivers=(), alert=alert)
    notice = replace(batch.notices[0], held=held)
    return replace(batch, notices=(replace(notice, alert=replace(notice.alert, told_at=at)),))


async def test_what_was_told_after_all_is_not_said_to_have_been_for_nobody(watching: Store) -> None:
    at = EIGHT - HOUR
    await watching.commit(nobodys(1, at, "told", "a campaign"))
    await watching.commit(nobodys(2, at + MINUTE, "told", None))
    await watching.commit(nobodys(3, at, "noted", None))
    await watching.commit(nobodys(4, at + MINUTE, "noted", "a campaign"))

    told_of = await watching.reader.summed("desk", at, EIGHT, everybody=True)
    assert [one.notice.alert.id for one in told_of.almost] == ["noted"]


async def test_what_was_for_nobody_stands_behind_any_number_of_alerts(watching: Store) -> None:
    at = EIGHT - HOUR
    await watching.commit(nobodys(0, at, "noted", "a campaign"))
    batches = [nobodys(n, at + MINUTE, f"alert-{n}", None) for n in range(1, 600)]
    await watching.commit(together(*batches))

    told_of = await watching.reader.summed("desk", at, EIGHT, everybody=True)
    assert [one.notice.alert.id for one in told_of.almost] == ["noted"]


async def test_a_clock_that_was_a_year_ahead_takes_no_digest_away(watching: Store) -> None:
    clock = HandClock(EIGHT + 365 * DAY)
    await digests(watching, clock).send()
    clock.time = EIGHT + MINUTE
    await digests(watching, clock).send()
    await digests(watching, clock).send()

    found = [json.loads(one.body)["data"] for one in await claimed(watching, EIGHT + 366 * DAY)]
    spans = sorted((one["since"][:10], one["until"][:10]) for one in found)
    assert spans == [("2026-08-03", "2026-08-04"), ("2027-08-03", "2027-08-04")]


async def test_a_digest_says_for_how_long_a_source_was_not_seen(store: Store) -> None:
    end = NOW + 5 * MINUTE
    await store.begin(["player kylian-example"], NOW - DAY)
    await score(store, end, blanks=(Blank(NOW - 5 * MINUTE, "wire"), Blank(NOW, "wire")))
    await digests(store, HandClock(NOW + 12 * HOUR)).send()

    (found,) = await claimed(store, NOW + 12 * HOUR)
    data = json.loads(found.body)["data"]
    assert data["nothing_to_report"] is False
    unseen = {one["source"]: one["unseen_seconds"] for one in data["sources"]}
    assert unseen == {"bluesky": 0, "bluesky-watched": 0, "wire": 600}


async def test_whoever_wants_no_digest_gets_none(watching: Store) -> None:
    receivers = (
        {"name": "off", "digest": "off"},
        {"name": "siren", "format": "alertmanager"},
        {"name": "alerts", "kinds": ["act.notable"]},
        {"name": "late", "timezone": "America/New_York"},
    )
    await digests(watching, HandClock(EIGHT + 4 * HOUR), *receivers).send()
    assert [one.receiver for one in await claimed(watching, EIGHT + 4 * HOUR)] == ["late"]


# --- sources that are out ---------------------------------------------------------------


def state(health: Health, heard: datetime) -> SourceState:
    return SourceState(
        name="bluesky", health=health, began=BEGAN, since=heard, heard_at=heard, detail="HTTP 502"
    )


def blackouts(store: Store, clock: HandClock, *receivers: dict[str, Any]) -> Blackouts:
    chosen = settings(*(receivers or ({"name": "ops", "operator": True}, {"name": "desk"})))
    return Blackouts(chosen, store, clock, {"bluesky": None}, lambda: None)


async def look(watcher: Blackouts, clock: HandClock, health: Health, heard: datetime) -> None:
    """Let it see one source, as it is told of by then."""
    one = state(health, heard)
    await watcher.look([one], [one] if health is Health.RETRYING else [])


async def test_a_source_that_is_out_is_told_once_and_its_return_once(store: Store) -> None:
    clock = HandClock(EIGHT)
    watcher = blackouts(store, clock)
    await look(watcher, clock, Health.HEALTHY, EIGHT)
    for _ in range(120):
        clock.time += MINUTE
        await look(watcher, clock, Health.RETRYING, EIGHT)
        if clock.time == EIGHT + HOUR:
            watcher = blackouts(store, clock)  # a restart in the middle
    for _ in range(3):
        clock.time += MINUTE
        await look(watcher, clock, Health.HEALTHY, clock.time)

    found = await claimed(store, clock.time)
    assert [(one.receiver, json.loads(one.body)["data"]["state"]) for one in found] == [
        ("ops", "stale"),
        ("ops", "back"),
    ]
    assert await store.reader.last_words("desk", clock.time) == {}
    assert found[0].created_at == EIGHT + 15 * MINUTE
    assert "for 121 min" in json.loads(found[1].body)["data"]["text"]


async def test_a_return_after_a_restart_is_told_and_only_after_an_outage(store: Store) -> None:
    clock = HandClock(EIGHT + HOUR)
    await look(blackouts(store, clock), clock, Health.RETRYING, EIGHT)
    clock.time += HOUR
    for _ in range(2):
        await look(blackouts(store, clock), clock, Health.HEALTHY, clock.time)

    assert len(await claimed(store, clock.time)) == 2


async def test_word_from_a_clock_that_ran_ahead_hides_no_outage(store: Store) -> None:
    ahead, clock = HandClock(EIGHT + 365 * DAY), HandClock(EIGHT + HOUR)
    await look(blackouts(store, ahead), ahead, Health.RETRYING, ahead.time - HOUR)
    await look(blackouts(store, clock), clock, Health.RETRYING, EIGHT)

    found = await claimed(store, EIGHT + 366 * DAY)
    assert {one.created_at for one in found} == {ahead.time, clock.time}


async def test_what_is_out_is_known_by_the_last_word_of_each_source(store: Store) -> None:
    clock = HandClock(EIGHT + HOUR)
    await look(blackouts(store, clock), clock, Health.RETRYING, EIGHT)

    words = await store.reader.last_words("ops", clock.time)
    assert {source: out_since(word) for source, word in words.items()} == {"source:bluesky": EIGHT}
    clock.time += HOUR
    await look(blackouts(store, clock), clock, Health.HEALTHY, clock.time)
    (word,) = (await store.reader.last_words("ops", clock.time)).values()
    assert out_since(word) is None


async def test_a_short_outage_is_told_to_nobody(store: Store) -> None:
    clock = HandClock(EIGHT + 14 * MINUTE)
    watcher = blackouts(store, clock)
    await look(watcher, clock, Health.RETRYING, EIGHT)
    await look(watcher, clock, Health.HEALTHY, clock.time)
    assert not await claimed(store, clock.time)


async def test_while_nobody_is_an_operator_everybody_is_told(store: Store) -> None:
    clock = HandClock(EIGHT + HOUR)
    watcher = blackouts(store, clock, {"name": "desk"}, {"name": "agency"})
    await look(watcher, clock, Health.RETRYING, EIGHT)
    assert {one.receiver for one in await claimed(store, clock.time)} == {"desk", "agency"}


async def test_word_of_a_source_counts_for_no_budget(store: Store) -> None:
    clock = HandClock(EIGHT + HOUR)
    watcher = blackouts(store, clock, {"name": "desk", "max_pushes_per_day": 0})
    await look(watcher, clock, Health.RETRYING, EIGHT)
    assert len(await claimed(store, clock.time)) == 1


# --- the heartbeat -----------------------------------------------------------------------


async def test_the_heartbeat_beats_while_a_source_is_seen(store: Store) -> None:
    beats: list[str] = []
    counted: list[bool] = []
    status = 200

    async def answer(request: web.Request) -> web.Response:
        beats.append(request.method)
        return web.Response(status=status)

    application = web.Application()
    application.router.add_route("*", "/ping", answer)
    async with TestServer(application, host="127.0.0.1") as server:
        given = {"url": str(server.make_url("/ping")), "allow": ["127.0.0.0/8"], "allow_http": True}
        chosen = settings(heartbeat=given)
        async with Heartbeat(chosen, store.reader, HandClock(EIGHT), counted.append) as heart:
            await heart.beat([state(Health.HEALTHY, EIGHT), state(Health.RETRYING, EIGHT)])
            await heart.beat([state(Health.RETRYING, EIGHT)])
            await heart.beat([])
            status = 500
            await heart.beat([state(Health.STARTING, EIGHT)])
    assert beats == ["GET", "GET"]
    assert counted == [True, False]


async def test_the_heartbeat_reaches_no_private_address(store: Store) -> None:
    counted: list[bool] = []
    chosen = settings(heartbeat={"url": "http://127.0.0.1:9/ping", "allow_http": True})
    async with Heartbeat(chosen, store.reader, HandClock(EIGHT), counted.append) as heart:
        await heart.beat([state(Health.HEALTHY, EIGHT)])
    assert counted == [False]


async def test_without_an_address_nothing_beats(store: Store) -> None:
    counted: list[bool] = []
    async with Heartbeat(settings(), store.reader, HandClock(EIGHT), counted.append) as heart:
        await heart.beat([state(Health.HEALTHY, EIGHT)])
    assert not counted


def test_a_source_is_seen_unless_all_are_out() -> None:
    assert sees([state(Health.DONE, EIGHT)])
    assert not sees([state(health, EIGHT) for health in (Health.STALLED, Health.REFUSED)])
