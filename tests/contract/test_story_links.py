"""Sharing a story from its page: a link for a while, by who may, written down, and ended."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import aiohttp
import pytest

from monitor.app.sharing import Sharing
from monitor.domain.desk.logbook import Deed
from monitor.domain.desk.share import Wax
from monitor.domain.rights import Way
from monitor.domain.seal import Seal
from monitor.domain.stories.story import Thread
from storage import Store
from tests.contract.test_access import ANA, TV, ask, bearer, door, field, signed_in, visiting
from tests.contract.test_operator_page import opened
from tests.simulator.archive import AT, STORY
from tests.simulator.clock import HandClock
from tests.simulator.kiosk import KIOSK, Unprinted
from tests.simulator.showcase import CHRONICLE, Showcase

PAGE = f"/stories/{STORY}"
HERE = "http://127.0.0.1:8642"


class Printed(Unprinted):
    """A gazette in which one story stands."""

    async def thread(self, story: str) -> Thread | None:
        found = Thread(story=CHRONICLE.story, newest=CHRONICLE.notices[-1])
        return found if story == STORY else None


def stall(store: Store) -> dict[str, Any]:
    """What a desk is changed by so that stories can be shared, kept in *store*."""
    gazette = Printed()
    sharing = Sharing(store.links, gazette, Wax.of(Seal(b"\x22" * 32)), HandClock(AT), HERE)
    return {"stand": replace(KIOSK, gazette=gazette, sharing=sharing), "exhibits": Showcase()}


@dataclass
class Kiosk:
    """Pages of one story, as Ana sees them."""

    session: aiohttp.ClientSession
    signed: dict[str, str]

    async def page(self) -> str:
        status, _, text = await ask(self.session, "GET", PAGE, headers=self.signed)
        assert status == 200
        return text

    async def post(self, what: str, **given: str) -> int:
        data = {"form_token": field(await self.page()), **given}
        status, _, _ = await ask(
            self.session, "POST", f"{PAGE}/{what}", data=data, headers=self.signed
        )
        return status

    async def links(self) -> list[str]:
        return re.findall(rf'href="{HERE}(/shared/[^"]+)"', await self.page())

    async def stranger(self, link: str) -> int:
        status, _, _ = await ask(self.session, "GET", link)
        return status


@asynccontextmanager
async def kiosk(store: Store) -> AsyncIterator[Kiosk]:
    async with visiting(door(**stall(store))) as session:
        yield Kiosk(session, await signed_in(session, ANA))


async def test_a_link_made_on_the_page_opens_until_it_is_ended_there(store: Store) -> None:
    async with kiosk(store) as desk:
        assert await desk.post("links", hours="24", note="for the press <b>") == 303
        [link] = await desk.links()
        assert "for the press &lt;b&gt;" in (await desk.page()).replace("For <bdi>", "")
        assert await desk.stranger(link) == 200
        [made] = await store.links.shares(AT)
        assert await desk.post("links/end", id=made.id) == 303
        assert await desk.links() == []
        assert await desk.stranger(link) == 410
        lines = [(one.who, one.way, one.deed) for one in await store.reader.logbook()]
        assert lines == [("ana", Way.SESSION, Deed.UNSHARED), ("ana", Way.SESSION, Deed.SHARED)]


@pytest.mark.parametrize("hours", ["", "1", "99999999", "-24", "a week", "168.0"])
async def test_a_time_that_is_not_offered_shares_nothing(store: Store, hours: str) -> None:
    async with kiosk(store) as desk:
        assert await desk.post("links", hours=hours) == 422
        assert await desk.links() == []


async def test_a_story_that_is_not_there_is_not_shared(store: Store) -> None:
    async with kiosk(store) as desk:
        data = {"form_token": field(await desk.page()), "hours": "24"}
        gone = f"/stories/{'0' * 36}/links"
        status, _, _ = await ask(desk.session, "POST", gone, data=data, headers=desk.signed)
        assert status == 404
        assert not await store.links.shares(AT)


async def test_a_form_that_is_not_ours_shares_nothing(store: Store) -> None:
    async with kiosk(store) as desk:
        assert await desk.post("links", hours="24", form_token="0" * 32) == 403
        assert await desk.links() == []


async def test_who_may_only_read_sees_no_link_and_makes_none(store: Store) -> None:
    async with kiosk(store) as desk:
        await desk.post("links", hours="168")
        status, _, text = await ask(desk.session, "GET", PAGE, headers=bearer(TV))
        assert status == 200
        assert "/shared/" not in text
        assert "<form" not in text
        for what in ("links", "links/end"):
            sent = await ask(desk.session, "POST", f"{PAGE}/{what}", headers=bearer(TV))
            assert sent[0] == 403


async def test_a_shared_story_offers_nothing_to_who_reads_it(store: Store) -> None:
    async with kiosk(store) as desk:
        await desk.post("links", hours="24", note="the press")
        [link] = await desk.links()
        for headers in ({}, desk.signed):
            _, _, text = await ask(desk.session, "GET", link, headers=headers)
            assert "<form" not in text
            assert "the press" not in text


async def test_the_operators_page_lists_links_and_ends_them(store: Store) -> None:
    async with opened(store, **stall(store)) as office:
        assert "No story is shared." in await office.page()
        data = {"form_token": field(await office.page(PAGE)), "hours": "24", "note": "the agency"}
        sent = office.session.post(
            f"{PAGE}/links", data=data, headers=office.signed, allow_redirects=False
        )
        async with sent as answer:
            assert answer.headers["Location"] == f"{PAGE}#links"
        page = await office.page()
        assert "The story of <bdi>Sergio Ramos</bdi></a> for <bdi>the agency</bdi>" in page
        assert "/shared/" not in await office.page(**bearer(TV))
        [made] = await store.links.shares(AT)
        assert (await office.do("links/end", id=made.id)).startswith("Ended: nobody can read")
        assert "over already" in await office.do("links/end", id=made.id)
