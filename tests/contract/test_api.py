"""What programs are answered: pages, spans, problems, tables, a feed, links to stories."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import aiohttp
import pytest

from monitor.app.almanac import read_catalogue
from monitor.domain.alert import Kind
from monitor.domain.catalogue import Pairing
from monitor.domain.spike import Detector
from monitor.domain.timing import BUCKET
from monitor.ports import Blank
from monitor.settings import load
from monitor.web import application, served
from monitor.web.api import casting
from monitor.web.api.sheets import cell, written
from monitor.web.rights import ROUTES
from storage import Store, migrate, open_store
from tests.conftest import NOW
from tests.contract.keeping import score, spike, watched
from tests.contract.storing import commit, kept, mention
from tests.contract.test_gazette import tells
from tests.simulator.archive import ALERT
from tests.simulator.clock import HandClock
from tests.simulator.frontdesk import FrontDesk

PAIRINGS = [Pairing("sergio-ramos", "real-madrid"), Pairing("harry-kane", "barcelona")]
STORY = "00000000-0000-4000-9000-000000000001"
ALERTS = [f"00000000-0000-4000-8000-{number:012d}" for number in range(5)]


@dataclass
class Answer:
    """One answer, read."""

    status: int
    headers: Any
    text: str

    @property
    def value(self) -> Any:
        return json.loads(self.text)


@dataclass
class Client:
    """Asks."""

    session: aiohttp.ClientSession
    store: Store
    clock: HandClock

    async def get(self, path: str, method: str = "GET", **more: Any) -> Answer:
        async with self.session.request(method, path, **more) as answer:
            return Answer(answer.status, answer.headers, await answer.text())

    async def walk(self, path: str) -> list[Any]:
        items: list[Any] = []
        following: str | None = ""
        while following is not None:
            page = (await self.get(f"{path}&after={following}" if following else path)).value
            items += page["items"]
            following = page["next"]
        return items


@asynccontextmanager
async def client(folder: Path) -> AsyncIterator[Client]:
    """Give who asks a small store."""
    url = f"sqlite:///{folder / 'api.db'}"
    await asyncio.to_thread(migrate, url)
    store = await open_store(url)
    clock = HandClock(NOW + timedelta(hours=9))
    told = []
    for number, ident in enumerate(ALERTS):
        one = tells(f"{number}", NOW + timedelta(hours=number), PAIRINGS[number % 2])
        told.append(replace(one, alert=replace(one.alert, id=ident, story=STORY)))
    stands = (watched(PAIRINGS[0], spike=spike(PAIRINGS[0])), watched(PAIRINGS[1]))
    await score(store, NOW, watched=stands, notices=tuple(told))
    catalogue = read_catalogue(load(None, {}, {}))
    front = FrontDesk(store, catalogue, clock)
    try:
        async with (
            served(application(front.desk()), "127.0.0.1", 0) as address,
            aiohttp.ClientSession(address) as session,
        ):
            yield Client(session, store, clock)
    finally:
        await store.close()


async def test_a_list_is_read_page_by_page_each_item_once(tmp_path: Path) -> None:
    async with client(tmp_path) as it:
        items = await it.walk("/api/v1/alerts?limit=2")
        assert [one["alert"]["alert"] for one in items] == ALERTS[::-1]
        items = await it.walk("/api/v1/pairings?limit=1")
        assert [one["pairing"]["player"]["slug"] for one in items] == ["harry-kane", "sergio-ramos"]
        assert items[1]["state"] == "firing"
        assert items[1]["buzz"]["authors"] == 43
        items = await it.walk("/api/v1/sources?limit=200")
        assert items == sorted(items, key=lambda one: one["source"]["slug"])


async def test_only_what_is_asked_for_is_answered(tmp_path: Path) -> None:
    async with client(tmp_path) as it:
        found = await it.get("/api/v1/alerts?player=harry-kane&since=2026-07-14T23:00:00Z")
        assert [one["alert"]["alert"] for one in found.value["items"]] == [ALERTS[3]]
        found = await it.get("/api/v1/alerts?until=2026-07-14T23:30:00%2B02:00")
        assert found.value["items"] == []


@pytest.mark.parametrize(
    ("query", "status", "parameter"),
    [
        ("limit=0", 400, "limit"),
        ("limit=201", 400, "limit"),
        ("limit=x", 400, "limit"),
        ("since=yesterday", 400, "since"),
        ("since=2026-02-30T00:00:00Z", 400, "since"),
        ("since=2026-07-14T00:00:00+02:00", 400, "since"),
        ("since=2026-07-15T00:00:00Z&until=2026-07-14T00:00:00Z", 422, "until"),
        ("after=none", 422, "after"),
        ("player=Sergio%20Ramos", 400, "player"),
        ("plyer=sergio-ramos", 400, "plyer"),
        ("limit=1&limit=2", 400, "limit"),
        ("pushed=yes", 400, "pushed"),
    ],
)
async def test_a_problem_names_the_parameter_and_the_cure(
    tmp_path: Path, query: str, status: int, parameter: str
) -> None:
    async with client(tmp_path) as it:
        found = await it.get(f"/api/v1/alerts?{query}")
        assert found.status == status
        assert found.headers["Content-Type"] == "application/problem+json"
        assert found.value["parameter"] == parameter
        assert len(found.value["detail"]) > 20


async def test_what_is_not_there_is_a_problem_too(tmp_path: Path) -> None:
    async with client(tmp_path) as it:
        for path in ("/api/v1/nowhere", "/api/v1/pairings/a/b", f"/api/v1/alerts/{STORY}",
                     "/api/v1/stories/x", "/api/v1/sources/nobody", "/api/v1/pairings/a/b/acts.csv",
                     "/api/v1/activity?since=2026-01-01T00:00:00Z"):  # fmt: skip
            found = await it.get(path)
            assert found.status in {404, 422}, path
            assert found.headers["Content-Type"] == "application/problem+json"
        assert (await it.get("/api/v1/alerts", "POST")).headers["Allow"] == "GET,HEAD"


async def test_an_answer_that_is_known_is_not_sent_again(tmp_path: Path) -> None:
    async with client(tmp_path) as it:
        for path in ("/api/v1/alerts", "/alerts.atom", "/api/v1/openapi.json"):
            first = await it.get(path)
            again = await it.get(path, headers={"If-None-Match": first.headers["ETag"]})
            assert (again.status, again.text) == (304, "")
            assert again.headers["ETag"] == first.headers["ETag"]
        await score(it.store, NOW + timedelta(minutes=5), notices=(tells("new", NOW),))
        assert (await it.get("/alerts.atom")).status == 200


async def test_an_alert_is_the_same_as_on_its_page(tmp_path: Path) -> None:
    async with client(tmp_path) as it:
        found = await it.get(f"/api/v1/alerts/{ALERTS[0]}")
        assert found.value == (await it.get(f"/alerts/{ALERTS[0]}.json")).value


async def test_a_table_is_all_of_it_with_its_names(tmp_path: Path) -> None:
    async with client(tmp_path) as it:
        found = await it.get("/api/v1/alerts.csv")
        rows = list(csv.DictReader(io.StringIO(found.text), strict=True))
        assert [row["alert"] for row in rows] == ALERTS[::-1]
        assert found.text.count("\r\n") == 6
        assert "attachment" in found.headers["Content-Disposition"]
        assert (await it.get("/api/v1/alerts.csv", "HEAD")).status == 200


async def test_a_table_of_pairings_tells_calm_from_what_is_out_of_sight(tmp_path: Path) -> None:
    async def table() -> list[list[str]]:
        found = (await it.get("/api/v1/pairings.csv")).text
        rows = csv.DictReader(io.StringIO(found), strict=True)
        return [[row[name] for name in ("buzz_at", "authors", "expected")] for row in rows]

    async with client(tmp_path) as it:
        state, at = Detector().snapshot(), NOW + timedelta(days=2)
        stands = [watched(one, state=state, since=NOW - timedelta(hours=1)) for one in PAIRINGS]
        wire = kept(name="a", at=at - BUCKET, mentions=(mention(PAIRINGS[1]),))
        await commit(it.store, wire, now=at)
        await score(it.store, at, watched=stands)
        end = "2026-07-16T21:30:00.000Z"
        assert await table() == [[end, "1", "0.0"], [end, "0", "0.0"]]
        young = watched(PAIRINGS[0], state=state, since=at - timedelta(hours=1))
        await score(it.store, at + BUCKET, watched=[young])
        assert [row[1:] for row in await table()] == [["1", "0.0"], ["0", ""]]
        out = Blank(at + BUCKET, "wire", filled=False)
        await score(it.store, at + 2 * BUCKET, blanks=(out,))
        assert await table() == [["", "", ""], ["", "", ""]]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\uff1d1", "\r\n=1", "|x"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert cell(text).startswith("'") or cell(text).startswith(text.strip()[1:])
    [row] = csv.reader(io.StringIO(written([(text, 'a "b", c')]).decode(), newline=""))
    assert row[1] == 'a "b", c'
    assert cell(-1) == "-1"


async def test_a_correction_updates_its_entry(tmp_path: Path) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    async with client(tmp_path) as it:
        feed = ET.fromstring((await it.get("/alerts.atom")).text)
        assert len(feed.findall(f"{atom}entry")) == 5
        told = tells("0", NOW + timedelta(hours=8), PAIRINGS[0])
        alert = replace(told.alert, id=ALERTS[0], story=STORY, title="Corrected: it was not so")
        notice = replace(told, alert=alert, kind=Kind.ALERT_CORRECTED, cause=b"the correction..")
        await score(it.store, NOW + timedelta(minutes=5), notices=(notice,))
        after = ET.fromstring((await it.get("/alerts.atom")).text)
        entries = after.findall(f"{atom}entry")
        assert len(entries) == 5
        assert entries[0].findtext(f"{atom}id") == f"urn:uuid:{ALERTS[0]}"
        assert entries[0].findtext(f"{atom}updated") == "2026-07-15T05:30:00.000Z"
        assert entries[0].findtext(f"{atom}title") == "Corrected: it was not so"
        assert after.findtext(f"{atom}id") == feed.findtext(f"{atom}id")
        theirs = ET.fromstring((await it.get("/players/harry-kane/alerts.atom")).text)
        assert len(theirs.findall(f"{atom}entry")) == 2
        assert theirs.findtext(f"{atom}id") != feed.findtext(f"{atom}id")
        assert (await it.get("/players/nobody/alerts.atom")).status == 404


def test_the_alert_has_the_fields_that_the_webhook_has() -> None:
    schema = json.loads((Path(__file__).parents[2] / "docs" / "webhook.schema.json").read_text())
    fields = set(schema["$defs"]["alert"]["properties"]) - {"links", "evidence_left_out"}
    assert set(casting.alert(ALERT, "https://x.example").model_dump()) == fields


def test_programs_change_nothing_but_links() -> None:
    changing = {route for route in ROUTES if "/api/" in route and not route.startswith("GET ")}
    assert changing == {"POST /api/v1/links", "DELETE /api/v1/links/{link}"}
