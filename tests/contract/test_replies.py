"""Links in alerts, followed: a GET does nothing, a POST does one thing, nobody else does any."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import aiohttp
import pytest

from monitor.app.answering import Answering
from monitor.domain.alert import Kind, message_id
from monitor.domain.catalogue import Pairing
from monitor.domain.desk.opinion import Rated
from monitor.domain.desk.reply import PATH, Choice, Reply, Signet, expires
from monitor.domain.desk.silence import silence
from monitor.web import application, served
from monitor.web.lock import Lock
from storage import Store
from tests.conftest import NOW
from tests.contract.storing import PAIRING, SEAL, commit, kept
from tests.contract.telling import act_of, message, notice
from tests.contract.test_pages import LOCKED, Page, desk
from tests.simulator.clock import HandClock

ALERT = "5d3bd0e0-9f5e-5a5f-8f2f-3f4f3f0e6e0c"
SIGNET = Signet.of(SEAL)
HOUR = timedelta(hours=1)
OTHERS = [one for one in Choice if one is not Choice.CHOOSE]
TITLE = "He <b>liked</b> it \u202e<script>alert(1)</script> \u2014 'one last dance'"


@dataclass
class Office:
    """A daemon's pages over a real store, in which one alert was told."""

    store: Store
    clock: HandClock
    url: str
    session: aiohttp.ClientSession

    def token(self, choice: Choice, receiver: str = "desk") -> str:
        """Return the token of a link as the alert holds it."""
        until = expires(notice(kept()).alert)
        return SIGNET.write(Reply(alert=ALERT, receiver=receiver, choice=choice, until=until))

    async def ask(self, method: str, token: str, **more: object) -> Page:
        """Follow a link."""
        url = f"{self.url}{PATH}{token}"
        async with self.session.request(method, url, allow_redirects=False, **more) as answer:  # type: ignore[arg-type]
            return Page(answer, await answer.text())

    async def get(self, choice: Choice) -> Page:
        """Open a link."""
        return await self.ask("GET", self.token(choice))

    async def post(self, choice: Choice, receiver: str = "desk") -> Page:
        """Press the button of a link."""
        return await self.ask("POST", self.token(choice, receiver))

    async def state(self) -> object:
        """Return all that answers can change."""
        told = await self.store.reader.alert(ALERT)
        assert told is not None
        silences = await self.store.reader.silences(NOW - timedelta(days=99))
        return told.opinions, told.taken, silences


@asynccontextmanager
async def opened(store: Store, lock: Lock | None = None) -> AsyncIterator[Office]:
    cause = kept(account=True)
    made = notice(cause, act_of(cause, ALERT), alert=ALERT)
    told = replace(made, alert=replace(made.alert, title=TITLE))
    sent = [message(cause, who, alert=ALERT) for who in ("desk", "night")]
    await commit(store, cause, notices=(told,), messages=tuple(sent))
    clock = HandClock(NOW + HOUR)
    zones = {"desk": ZoneInfo("Europe/Madrid")}
    answers = Answering(store, store.reader, SIGNET, clock, zones.get)
    pages = desk(reader=store.reader, clock=clock, answers=answers, lock=lock or Lock())
    async with (
        served(application(pages), "127.0.0.1", 0) as url,
        aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session,
    ):
        yield Office(store, clock, url, session)


@pytest.fixture
async def office(store: Store) -> AsyncIterator[Office]:
    async with opened(store) as made:
        yield made


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_opening_a_link_changes_nothing(office: Office, method: str) -> None:
    before = await office.state()
    for choice in Choice:
        page = await office.ask(method, office.token(choice))
        assert page.status == 200
    assert await office.state() == before


async def test_no_other_method_acts(office: Office) -> None:
    before = await office.state()
    for method in ("PUT", "PATCH", "DELETE", "OPTIONS"):
        assert (await office.ask(method, office.token(Choice.MUTE))).status == 405
    assert (await office.ask("POST", office.token(Choice.CHOOSE))).status == 405
    assert await office.state() == before


async def test_a_mute_lasts_four_hours_for_who_asked(office: Office) -> None:
    page = await office.post(Choice.MUTE)
    assert page.status == 200
    assert "Muted for desk until " in page.words
    (one,) = await office.store.reader.silences(NOW)
    assert (one.since, one.until) == (NOW + HOUR, NOW + 5 * HOUR)
    assert (one.by, one.receiver, one.note) == ("desk", "desk", "mute-4h")
    assert (one.player, one.club) == (PAIRING.player, PAIRING.club)


async def test_what_is_muted_is_held_for_who_asked_and_nobody_else(office: Office) -> None:
    await office.post(Choice.MUTE)
    cause = kept(name="2", account=True, at=NOW + 2 * HOUR)
    made = notice(cause, kind=Kind.STORY_UPDATED, alert=ALERT)
    told = replace(made, alert=replace(made.alert, told_at=NOW + 2 * HOUR))
    ident = message_id(ALERT, told.kind, told.cause)
    sent = [
        message(cause, who, NOW + 2 * HOUR, alert=ALERT, id=ident, kind=told.kind)
        for who in ("desk", "night")
    ]
    await commit(office.store, cause, notices=(told,), messages=tuple(sent))
    found = await office.store.reader.alert(ALERT)
    assert found is not None
    states = {one.receiver: one.state for one in found.sent if one.kind == "story.updated"}
    assert states == {"desk": "held", "night": "pending"}


async def test_a_night_ends_at_eight_where_the_receiver_lives(office: Office) -> None:
    page = await office.post(Choice.MUTE_NIGHT)
    (one,) = await office.store.reader.silences(NOW)
    there = one.until.astimezone(ZoneInfo("Europe/Madrid"))
    assert (there.hour, there.minute) == (8, 0)
    assert timedelta(hours=4) <= one.until - office.clock.now() <= timedelta(hours=28)
    assert re.search(r"08:00 CES?T", page.words)


@pytest.mark.parametrize("choice", OTHERS)
async def test_a_link_that_is_replayed_changes_nothing_more(office: Office, choice: Choice) -> None:
    await office.post(choice)
    once = await office.state()
    for _ in range(3):
        office.clock.time += timedelta(minutes=5)
        assert (await office.post(choice)).status == 200
    assert await office.state() == once


async def test_a_mute_is_taken_back_by_who_made_it(office: Office) -> None:
    page = await office.post(Choice.MUTE)
    (undo,) = re.findall(r'action="/reply/([^"]+)"', page.text)
    assert SIGNET.read(undo, office.clock.now()).choice is Choice.UNMUTE
    await office.post(Choice.UNMUTE, "night")
    assert await office.store.reader.silences(office.clock.now())
    assert "Muted for" not in (await office.ask("POST", undo)).words
    assert await office.store.reader.silences(office.clock.now()) == []


async def test_a_mute_is_taken_back_by_its_link_whoever_leads_the_story_by_then(
    office: Office,
) -> None:
    await office.post(Choice.MUTE)
    cause = kept(name="later")
    later = notice(cause, kind=Kind.STORY_UPDATED, alert=ALERT)
    led = replace(later.alert, pairing=Pairing(PAIRING.player, "paris"))
    await commit(office.store, cause, notices=(replace(later, alert=led),))

    assert "Muted for" in (await office.get(Choice.MUTE)).text
    assert "Muted for" not in (await office.post(Choice.UNMUTE)).text
    assert not await office.store.reader.silences(office.clock.time)


async def test_what_is_said_last_stands_and_the_first_to_take_it_has_it(office: Office) -> None:
    await office.post(Choice.USEFUL)
    await office.post(Choice.WRONG)
    await office.post(Choice.TAKE, "night")
    page = await office.post(Choice.TAKE)
    assert "night has looked after it since" in page.words
    found = await office.store.reader.alert(ALERT)
    assert found is not None
    assert [(one.receiver, one.rated, one.rule) for one in found.opinions] == [
        ("desk", Rated.WRONG, "decisive-act")
    ]
    assert found.taken is not None
    assert found.taken.by == "night"
    assert len(found.notices) == 1  # nothing was taken back by itself


async def test_a_page_with_all_choices_leads_to_each(office: Office) -> None:
    page = await office.get(Choice.CHOOSE)
    tokens = re.findall(r'action="/reply/([^"]+)"', page.text)
    choices = [SIGNET.read(token, NOW).choice for token in tokens]
    assert choices == [one for one in OTHERS if one is not Choice.UNMUTE]
    for token in tokens:
        assert (await office.ask("POST", token)).status == 200
    page = await office.get(Choice.CHOOSE)
    tokens = re.findall(r'action="/reply/([^"]+)"', page.text)
    left = {SIGNET.read(token, NOW).choice for token in tokens}
    assert left == {Choice.UNMUTE, Choice.USEFUL, Choice.USELESS, Choice.WRONG}


@pytest.mark.parametrize("choice", [Choice.USEFUL, Choice.WRONG, Choice.TAKE])
async def test_a_link_for_one_thing_opens_nothing_else(office: Office, choice: Choice) -> None:
    page = await office.get(choice)
    tokens = re.findall(r'action="/reply/([^"]+)"', page.text)
    assert [SIGNET.read(token, NOW).choice for token in tokens] == [choice]
    assert "/reply/" not in (await office.post(choice)).text


async def test_a_forged_link_is_not_found_and_does_nothing(office: Office) -> None:
    before = await office.state()
    token = office.token(Choice.MUTE)
    other = Signet(b"x" * 32).write(SIGNET.read(token, NOW))
    forged = [other, token[:-1], token[:10], token + "A", token + "=", "a" * 400, "%00", "..%2f"]
    for one in forged:
        for method in ("GET", "POST"):
            assert (await office.ask(method, one)).status == 404
    assert await office.state() == before


async def test_an_expired_link_says_so_and_does_nothing(office: Office) -> None:
    before = await office.state()
    office.clock.time += timedelta(days=14)
    for method in ("GET", "POST"):
        page = await office.ask(method, office.token(Choice.MUTE))
        assert page.status == 410
        assert "14 days" in page.words
    assert await office.state() == before


async def test_a_link_to_an_alert_that_is_gone_is_not_found(office: Office) -> None:
    gone = SIGNET.write(replace(SIGNET.read(office.token(Choice.MUTE), NOW), alert=ALERT[::-1]))
    for method in ("GET", "POST"):
        page = await office.ask(method, gone)
        assert page.status == 404
        assert "is not stored any more" in page.words
    assert await office.store.reader.silences(NOW) == []


async def test_guessing_is_slowed_down_and_keeps_nobody_else_out(office: Office) -> None:
    answers = [(await office.ask("GET", f"guess-{n}")).status for n in range(70)]
    assert answers[:60] == [404] * 60
    assert set(answers[60:]) == {429}
    assert (await office.get(Choice.USEFUL)).status == 200
    office.clock.time += timedelta(minutes=1)
    guess = await office.ask("GET", "guess")
    assert guess.status == 404
    assert "This is no link of ours." in guess.words


async def test_a_long_body_is_refused(office: Office) -> None:
    before = await office.state()
    page = await office.ask("POST", office.token(Choice.USEFUL), data=b"x" * 2000)
    assert page.status == 413
    assert await office.state() == before


async def test_the_link_is_enough_where_a_token_is_set_and_opens_nothing_else(
    store: Store,
) -> None:
    async with opened(store, lock=LOCKED) as office:
        assert (await office.post(Choice.USEFUL)).status == 200
        for path in ("/", f"/alerts/{ALERT}", f"/alerts/{ALERT}.json", "/metrics", "/report"):
            async with office.session.get(office.url + path) as answer:
                assert answer.status == 401


async def test_any_host_name_may_be_asked_by_the_link(office: Office) -> None:
    page = await office.ask(
        "POST", office.token(Choice.USEFUL), headers={"Host": "proxy.example", "Origin": "null"}
    )
    assert page.status == 200


async def test_no_words_of_strangers_become_markup_and_no_link_leaks(office: Office) -> None:
    await office.store.silence(
        silence(NOW, NOW + 5 * HOUR, "<i>ana</i>", "<script>x</script>", club=PAIRING.club)
    )
    for page in (await office.get(Choice.CHOOSE), await office.post(Choice.MUTE)):
        assert "<script" not in page.text
        assert "<b>liked" not in page.text
        assert "\u202e" not in page.text
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "form-action 'self'" in page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    async with office.session.get(office.url) as answer:
        front = await answer.text()
    assert "&lt;script&gt;x" in front
    assert "<script>" not in front


async def test_a_program_reads_what_became_of_it(office: Office) -> None:
    page = await office.ask(
        "POST", office.token(Choice.MUTE), headers={"Accept": "application/json"}
    )
    assert json.loads(page.text) == {
        "alert": ALERT,
        "receiver": "desk",
        "choice": "mute-4h",
        "done": True,
        "muted_until": (NOW + 5 * HOUR).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "rated": None,
        "taken": None,
    }


async def test_the_alerts_page_shows_what_receivers_say(office: Office) -> None:
    await office.post(Choice.WRONG)
    await office.post(Choice.TAKE)
    await office.post(Choice.USEFUL, "night")
    async with office.session.get(f"{office.url}/alerts/{ALERT}") as answer:
        words = Page(answer, await answer.text()).words
    assert "Perhaps the wrong person. desk said so" in words
    assert "desk has looked after it since" in words
    assert "night: useful" in words
    async with office.session.get(f"{office.url}/alerts/{ALERT}.json") as answer:
        told = await answer.json()
    assert [one["says"] for one in told["opinions"]] == ["wrong-person", "useful"]
    assert told["taken"]["by"] == "desk"
    async with office.session.get(f"{office.url}/alerts") as answer:
        words = Page(answer, await answer.text()).words
    assert "1 of 2 ratings say useful (50%)" in words


async def test_a_silence_of_everything_is_shown_on_the_first_page(office: Office) -> None:
    await office.store.silence(silence(NOW, NOW + 5 * HOUR, "ana", "the cup", everything=True))
    async with office.session.get(office.url) as answer:
        words = Page(answer, await answer.text()).words
    assert "everything, for everybody" in words
    assert "by ana: the cup" in words
