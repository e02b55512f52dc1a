"""The operator's page on a real server, over a real store of either kind."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from tempfile import NamedTemporaryFile
from typing import Any, cast

import aiohttp
import pytest

from monitor.app import ledger
from monitor.app.almanac import read_catalogue
from monitor.app.operating import Operating
from monitor.domain.catalogue import Catalogue, Watch
from monitor.domain.desk.logbook import Deed, Hand
from monitor.domain.desk.opinion import Opinion, Rated
from monitor.domain.desk.silence import silence
from monitor.domain.rights import Way
from monitor.ports import DeadLetter, RefusedError
from monitor.settings import Settings, load
from monitor.web import Desk, SourceState
from storage import Store
from tests.conftest import NOW
from tests.contract.storing import commit
from tests.contract.test_access import ANA, TV, bearer, door, signed_in, visiting
from tests.contract.test_access import field as form_field
from tests.simulator.clock import HandClock
from tests.simulator.receiver import Receiver

SECRET = "whsec_" + "A" * 43 + "="
HOSTILE = "<script>alert(1)</script>\u202e<b onclick=x>"
RAMOS = {"player": "Sergio Ramos", "club": "Sevilla"}
JOAO = {"player": "Jo\u00e3o Silva", "club": "FC Alverca"}
BORN = {"new": "1", "born": "1999-05-03", "country": "PT"}


KNOWN = """
[[players]]
slug = "sergio-ramos"
name = "Sergio Ramos"
born = 1986-03-30

[[clubs]]
slug = "sevilla"
name = "Sevilla"
country = "ES"
timezone = "Europe/Madrid"
"""


@dataclass
class Room:
    """A newsroom that only knows who is known."""

    settings: Settings
    store: Store
    catalogue: Catalogue = field(default_factory=Catalogue)

    async def refresh(self) -> None:
        version, entries = await self.store.entries()
        self.catalogue = read_catalogue(self.settings, entries, version)


@dataclass
class Running:
    """What runs, as far as the page asks."""

    settings: Settings
    newsroom: Room


@dataclass
class Office:
    """A page that is served, and what lies behind it."""

    store: Store
    room: Room
    session: aiohttp.ClientSession
    signed: dict[str, str]

    async def page(self, path: str = "/operator", **headers: str) -> str:
        """The page as Ana sees it."""
        async with self.session.get(path, headers=headers or self.signed) as answer:
            assert answer.status == 200
            return await answer.text()

    async def do(self, path: str, **given: str) -> str:
        """Send one of its forms; return what became of it."""
        data = {"form_token": form_field(await self.page()), **given}
        place = f"/operator/{path}"
        sent = self.session.post(place, data=data, headers=self.signed, allow_redirects=False)
        async with sent as answer:
            assert answer.status == 303, await answer.text()
            shown = await self.page(answer.headers["Location"].partition("#")[0])
        found = re.search(r'<div class="upshot.*?</div>', shown, re.DOTALL)
        assert found is not None
        return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split())

    async def lines(self) -> list[tuple[str, Way, Deed]]:
        """Who did what, newest first."""
        return [(one.who, one.way, one.deed) for one in await self.store.reader.logbook()]


@asynccontextmanager
async def opened(
    store: Store, url: str = "http://127.0.0.1:9/", **changes: Any
) -> AsyncIterator[Office]:
    """Serve the page over *store*; *url* is of the one receiver."""
    hook = {"name": "desk", "url": url, "secret": SECRET, "allow_http": True,
            "allow": ["127.0.0.0/8"]}  # fmt: skip
    with NamedTemporaryFile("w", suffix=".toml") as file:
        file.write(KNOWN)
        file.flush()
        given = {
            "webhooks": [hook],
            "privacy": {"secret": "22" * 32},
            "catalogue": {"starter": False, "files": [file.name]},
        }
        async with _served(store, load(None, {}, given), changes) as office:
            yield office


@asynccontextmanager
async def _served(
    store: Store, settings: Settings, changes: dict[str, Any]
) -> AsyncIterator[Office]:
    room = Room(settings, store)
    await room.refresh()
    operations = Operating(store, HandClock(NOW), lambda: cast("Any", Running(settings, room)))

    async def note(hand: Hand, deed: Deed, about: str) -> None:
        await store.note(hand.did(deed, about, NOW))

    made: Desk = door(operations=operations, note=note, **changes)
    async with visiting(made) as session:
        yield Office(store, room, session, await signed_in(session, ANA))


async def test_what_is_watched_by_page_holds_at_once_and_is_written_down(store: Store) -> None:
    async with opened(store) as office:
        assert "Watched: Sergio Ramos and Sevilla" in await office.do("watch/add", **RAMOS)
        assert office.room.catalogue.watchlist == {Watch("sergio-ramos", "sevilla")}
        assert "added by <bdi>ana</bdi>" in await office.page()
        slugs = {"player": "sergio-ramos", "club": "sevilla"}
        assert "Taken off the list" in await office.do("watch/remove", **slugs)
        assert Watch("sergio-ramos", "sevilla") not in office.room.catalogue.watchlist
        ana = ("ana", Way.SESSION)
        assert await office.lines() == [(*ana, Deed.WATCH_REMOVED), (*ana, Deed.WATCH_ADDED)]


async def test_a_player_and_a_club_of_ones_own_are_added_by_name(store: Store) -> None:
    async with opened(store) as office:
        assert "knows no player" in await office.do("watch/add", **JOAO)
        said = await office.do("watch/add", **JOAO, new="1", country="PT")
        assert "Give the day of birth" in said
        assert "Watched: Jo\u00e3o Silva and FC Alverca" in await office.do(
            "watch/add", **JOAO, **BORN
        )
        assert office.room.catalogue.watchlist == {Watch("joao-silva", "fc-alverca")}
        assert len(await office.lines()) == 1


async def test_what_was_typed_stands_there_again_when_it_is_refused(store: Store) -> None:
    async with opened(store) as office:
        data = {"form_token": form_field(await office.page()), **JOAO, "born": "2015-01-01"}
        sent = office.session.post(
            "/operator/watch/add", data={**data, "new": "1"}, headers=office.signed
        )
        async with sent as answer:
            page = await answer.text()
    for typed in ('value="Jo\u00e3o Silva"', 'value="FC Alverca"', 'value="2015-01-01"'):
        assert typed in page


async def test_a_silence_is_made_and_ended_by_page(store: Store) -> None:
    async with opened(store) as office:
        assert "Silenced: club sevilla" in await office.do(
            "silences/add", club="Sevilla", hours="2", note="a derby"
        )
        [one] = await store.reader.silences(NOW)
        assert (one.by, one.note, one.until) == ("ana", "a derby", NOW + timedelta(hours=2))
        assert "is told again" in await office.do("silences/end", id=one.id)
        assert await store.reader.silences(NOW) == []
        assert "over already" in await office.do("silences/end", id=one.id)
        assert [line[2] for line in await office.lines()] == [
            Deed.SILENCE_ENDED, Deed.SILENCE_ADDED]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "tick everything"),
        ({"club": "Sevila"}, "Did you mean Sevilla"),
        ({"club": "Sevilla", "hours": "soon"}, "no number of hours"),
        ({"club": "Sevilla", "hours": "1e999"}, "no number of hours"),
        ({"club": "Sevilla", "hours": "nan"}, "no number of hours"),
        ({"club": "Sevilla", "hours": "-1"}, "end before it begins"),
        ({"club": "Sevilla", "hours": "300"}, "longer than 7 days"),
        ({"receiver": "nobody"}, "no receiver"),
    ],
)
async def test_a_silence_that_cannot_be_made_says_why_and_what_to_do(
    store: Store, given: dict[str, str], said: str
) -> None:
    async with opened(store) as office:
        assert said in await office.do("silences/add", **given)
        assert await store.reader.silences(NOW) == []
        assert await office.lines() == []


async def test_a_test_is_sent_and_puts_a_receiver_on_again(store: Store) -> None:
    async with Receiver(SECRET) as receiver, opened(store, receiver.url) as office:
        await store.disable("desk", "gone (410).", NOW)
        assert "Disabled: gone (410)." in await office.page()
        assert "desk: delivered" in await office.do("receivers/test", receiver="desk")
        assert len(receiver.attempts) == 1
        assert "Disabled" not in await office.page()
        assert (await store.reader.logbook())[0].about == "desk: delivered"
        assert "No receiver is called so" in await office.do("receivers/test", receiver="x")


async def test_a_wrong_person_is_settled_by_page(store: Store) -> None:
    said = Opinion(alert="0" * 36, receiver="desk", rated=Rated.WRONG, rule="act", at=NOW)
    await store.rate(said)
    async with opened(store) as office:
        assert "Looked into" in await office.page()
        assert "somebody has looked into it" in await office.do("feedback/settle", alert="0" * 36)
        assert "Looked into" not in await office.page()
        [one] = await store.reader.opinions()
        assert one.settled_by == "ana"


async def test_a_reload_is_written_down_if_it_happened(store: Store) -> None:
    wrong = [RefusedError("lastdance.toml: web.port: unknown key. Remove it.")]

    async def reload() -> None:
        if wrong:
            raise wrong.pop()

    async with opened(store, reload=reload) as office:
        assert "web.port: unknown key" in await office.do("reload")
        assert await office.lines() == []
        assert "Reloaded" in await office.do("reload")
        assert await office.lines() == [("ana", Way.SESSION, Deed.RELOADED)]


async def test_a_command_says_whose_it_is_and_a_browser_cannot(store: Store) -> None:
    async with opened(store) as office:
        headers = {**bearer(ANA), "Lastdance-User": "Jo%C3%A3o"}
        async with office.session.post("/-/reload", headers=headers) as answer:
            assert answer.status == 200
        form = {"form_token": form_field(await office.page())}
        posing = {**office.signed, "Lastdance-User": "somebody-else"}
        sent = office.session.post("/operator/reload", data=form, headers=posing)
        async with sent as answer:
            assert answer.status == 200
        assert [line[0] for line in await office.lines()] == ["ana", "Jo\u00e3o (ana)"]


async def test_who_may_read_sees_everything_and_has_no_button(store: Store) -> None:
    async with opened(store) as office:
        page = await office.page(**bearer(TV))
        assert "<form" not in page.replace('<form method="post" action="/sign-out"', "")
        assert "<datalist" not in page
        for path in ("watch/add", "silences/add", "reload"):
            sent = office.session.post(f"/operator/{path}", headers=bearer(TV))
            async with sent as answer:
                assert answer.status == 403


async def test_what_became_of_it_is_shown_to_nobody_else(store: Store) -> None:
    async with opened(store) as office:
        data = {"form_token": form_field(await office.page()), **RAMOS}
        sent = office.session.post(
            "/operator/watch/add", data=data, headers=office.signed, allow_redirects=False
        )
        async with sent as answer:
            place = answer.headers["Location"].partition("#")[0]
        assert 'class="upshot' in await office.page(place)
        assert 'class="upshot' not in await office.page(place, **bearer(TV))


async def test_no_words_of_strangers_become_markup(store: Store) -> None:
    dead = DeadLetter(connector=HOSTILE, place=HOSTILE, raw=HOSTILE.encode(), reason=HOSTILE,
                      detail="somebody@example.org", seen_at=NOW)  # fmt: skip
    await commit(store, dead=(dead,))
    await store.silence(silence(NOW, NOW + timedelta(hours=1), HOSTILE, HOSTILE, everything=True))
    await store.note(Hand(HOSTILE).did(Deed.REPORTED, HOSTILE, NOW))
    source = SourceState(name="wire", kind=HOSTILE, ok=False, state=HOSTILE, says=HOSTILE)
    async with opened(store, sources=lambda: [source]) as office:
        said = await office.do("watch/add", player=HOSTILE)
        page = await office.page()
    assert "knows no player" in said
    assert "\u202e" not in page
    assert not re.search(r"<script(?! src=)|<b onclick", page)
    assert "somebody@example.org" not in page


async def test_entries_are_seen_by_their_version(store: Store) -> None:
    held = await ledger.InUse(store, HandClock(NOW)).read()
    assert (held.version, await store.catalogue_version()) == (0, 0)
    books = ledger.InUse(store, HandClock(NOW))
    body = {"player": "sergio-ramos"}
    rows = [("watch", "sergio-ramos/*", body)]
    assert await books.write(rows, Hand("ana"), Deed.WATCH_ADDED, "Ramos") == 1
    assert await store.catalogue_version() == (await books.read()).version == 1
