"""The pages: what they tell, to whom, and what no hostile text can make of them."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import aiohttp
import pytest

from monitor.domain.alert import Evidence, Kind, Notice, State, Status
from monitor.domain.catalogue import Pairing
from monitor.domain.desk.reply import Choice, ForgedError, Reply
from monitor.domain.rights import Right
from monitor.domain.rumour import Contribution, Strength
from monitor.domain.rumour import Evidence as Much
from monitor.domain.sighting import Sighting
from monitor.ports import RefusedError, Told, TransientError
from monitor.ports.board import Row
from monitor.web import Desk, Door, Receipt, SourceState, application, served
from monitor.web.lock import Lock, Pass
from monitor.web.pages import brief, coded, sentences, signed
from monitor.web.stationery import static
from tests.simulator.archive import ALERT, AT, ID, NOTICE, TOLD, Archive, corrected
from tests.simulator.blackboard import LOUD, OPEN, YOUNG, Blackboard
from tests.simulator.cloakroom import Cloakroom
from tests.simulator.clock import HandClock
from tests.simulator.kiosk import KIOSK
from tests.simulator.showcase import LIBRARY, Showcase

TOKEN = "a-token-of-some-length"
LOCKED = Lock(passes=(Pass(name="token", secret=TOKEN, right=Right.OPERATE),))
SHEET = static("common.css")
CLOCK = HandClock(AT + timedelta(minutes=14))


class Nobody:
    """A reception at which nobody comes in."""

    install = "00"

    def door(self, name: str) -> Door | None:
        del name
        return None

    async def take(self, name: str, body: bytes, *, by_line: bool) -> Receipt:
        raise NotImplementedError

    async def testify(self, said: Sighting) -> Receipt:
        raise NotImplementedError

    def names(self) -> tuple[list[str], list[str]]:
        return ["Sergio Ramos"], ["Real Madrid"]


class Unanswered:
    """Answers that nobody gives."""

    def read(self, token: str) -> Reply:
        del token
        raise ForgedError

    def other(self, reply: Reply, choice: Choice) -> str:
        raise NotImplementedError

    async def stands(self, reply: Reply) -> None:
        raise NotImplementedError

    async def act(self, reply: Reply) -> None:
        raise NotImplementedError


async def _fine() -> Mapping[str, str]:
    return {}


def desk(**changes: object) -> Desk:
    made = Desk(
        reader=Archive(TOLD),
        clock=CLOCK,
        public_url="https://lastdance.example.org",
        metrics=lambda _: (b"lastdance_up 1\n", "text/plain; version=0.0.4"),
        pairings=lambda: (b"lastdance_buzz_score 0\n", "text/plain; version=0.0.4"),
        alive=dict,
        ready=_fine,
        sources=lambda: [
            SourceState(
                name="bluesky",
                kind="bluesky_jetstream",
                ok=True,
                state="healthy",
                says="live",
                seen_at=AT,
                reached=AT,
                daily_bytes=1.24e9,
                gap=(AT - timedelta(minutes=8), AT, "the host <keeps> no longer"),
            ),
            SourceState(
                name="rss", kind="rss", ok=False, state="rate_limited", says="trying again in 40 s"
            ),
        ],
        board=Blackboard(LOUD, YOUNG, OPEN),
        reload=_nothing,
        reception=Nobody(),
        answers=Unanswered(),
        exhibits=Showcase(),
        library=lambda: LIBRARY,
        stand=KIOSK,
        sessions=Cloakroom(),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


async def _nothing() -> None:
    """Reload, and nothing is wrong."""


class Page:
    """One answer, read."""

    def __init__(self, answer: aiohttp.ClientResponse, text: str) -> None:
        self.status = answer.status
        self.headers = answer.headers
        self.text = text

    @property
    def words(self) -> str:
        """What a person reads of it."""
        parser = Reading()
        parser.feed(self.text)
        return re.sub(r"\s+", " ", "".join(parser.words))


class Reading(HTMLParser):
    """Collects words, elements and links."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@asynccontextmanager
async def serving(made: Desk) -> AsyncIterator[str]:
    async with served(application(made), "127.0.0.1", 0) as url:
        yield url


async def get(made: Desk, path: str, **headers: str) -> Page:
    async with (
        serving(made) as url,
        aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session,
        session.get(url + path, headers=headers, allow_redirects=False) as answer,
    ):
        return Page(answer, await answer.text())


def path(told: Told = TOLD) -> str:
    return f"/alerts/{told.notices[-1].alert.id}"


def _strong(strength: Strength) -> Told:
    alert = replace(ALERT, strength=strength)
    return Told(notices=(replace(NOTICE, alert=alert),), acts=(), sent=())


async def test_an_alert_tells_what_how_why_and_what_is_not_known() -> None:
    page = await get(desk(), path())
    assert page.status == 200
    for said in (
        ALERT.title, ALERT.text, *ALERT.how_we_know, *ALERT.reasons, *ALERT.unknown,
        "Too little evidence", "4 Aug 2026, 21:03 UTC", "told 13 min ago",
        "desk", "delivered", "HTTP 503 Service Unavailable", "none yet",
    ):  # fmt: skip
        assert said in page.words


async def test_every_piece_of_evidence_opens_its_own_link_and_tells_nobody_where_from() -> None:
    page = await get(desk(), path())
    reading = Reading()
    reading.feed(page.text)
    links = [a for tag, a in reading.elements if tag == "a" and "open" in (a.get("class") or "")]
    assert [a["href"] for a in links] == [e.url for e in ALERT.evidence if e.url]
    assert all({"noopener", "noreferrer"} <= set((a["rel"] or "").split()) for a in links)


async def test_a_private_account_is_neither_named_nor_linked() -> None:
    page = await get(desk(), path())
    assert "a private account · 4 Aug 2026, 20:51 UTC Not linked and not quoted" in page.words


async def test_too_little_evidence_shows_no_number() -> None:
    strength = Strength(Much.INSUFFICIENT, (Contribution("claim:bid", 0.1543, "A bid."),))
    told = Told(
        notices=(replace(NOTICE, alert=replace(ALERT, strength=strength)),), acts=(), sent=()
    )
    page = await get(desk(reader=Archive(told)), path())
    assert "A bid." in page.words
    assert "0.15" not in page.words
    assert "%" not in page.words


async def test_a_warning_about_private_life_shows_no_strength_at_all() -> None:
    told = replace(TOLD, notices=(replace(NOTICE, alert=replace(ALERT, rule="sensitive-surge")),))
    page = await get(desk(reader=Archive(told)), path(told))
    assert "Strength of the rumour" not in page.text
    assert "Talk of private life. Only numbers are told of it" in page.words
    assert "Strength of the rumour" in (await get(desk(), path())).text


async def test_what_was_sent_to_nobody_says_why() -> None:
    told = replace(TOLD, notices=(replace(NOTICE, held="campaign: 81 % <b>carry</b> one hashtag"),))
    page = await get(desk(reader=Archive(told)), path(told))
    assert "Sent to nobody: campaign: 81 % &lt;b&gt;carry&lt;/b&gt; one hashtag." in page.text


async def test_a_strength_is_a_band_with_its_reasons() -> None:
    strength = Strength(Much.MEDIUM, (Contribution("claim:bid", 0.9445, "A bid."),), 0.72)
    told = Told(
        notices=(replace(NOTICE, alert=replace(ALERT, strength=strength)),), acts=(), sent=()
    )
    page = await get(desk(reader=Archive(told)), path())
    assert "60 to 80%, on medium evidence. An estimate (2018 data)." in page.words
    assert "+0.94" in page.words
    assert "72" not in page.words


async def test_a_strength_is_shown_as_wide_as_it_was_estimated() -> None:
    strength = Strength(
        Much.MEDIUM, (), 0.72, 0.55, 0.85, 0.1, (), "estimate (2031 data)"
    )  # fmt: skip
    told = Told(
        notices=(replace(NOTICE, alert=replace(ALERT, strength=strength)),), acts=(), sent=()
    )
    page = await get(desk(reader=Archive(told)), path())
    assert "55 to 85%, on medium evidence. An estimate (2031 data)." in page.words


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.TEST_PING])
async def test_an_alert_has_a_page_whatever_was_told_last(kind: Kind) -> None:
    told = Told(notices=(replace(NOTICE, kind=kind),), acts=(), sent=())
    assert (await get(desk(reader=Archive(told)), path())).status == 200


async def test_a_corrected_alert_says_what_no_longer_stands_and_quotes_nothing_again() -> None:
    page = await get(desk(reader=Archive(corrected())), path())
    assert "What no longer stands @sergioramos.example took back the like" in page.words
    assert "Told 4 Aug 2026, 21:03 UTC" in page.words
    assert "Corrected 4 Aug 2026, 23:40 UTC" in page.words
    assert "no longer stands" in page.words
    assert "open the gates" not in page.text


async def test_an_alert_is_json_for_those_who_ask() -> None:
    by_name = await get(desk(), f"{path()}.json")
    by_header = await get(desk(), path(), Accept="application/json")
    assert by_name.text == by_header.text
    value = json.loads(by_name.text)
    assert value["alert"]["alert"] == ID
    assert value["alert"]["url"] == f"https://lastdance.example.org/alerts/{ID}"
    assert [each["receiver"] for each in value["deliveries"]] == ["desk", "press-office", "archive"]
    assert [each["type"] for each in value["notices"]] == ["act.notable"]


async def test_the_board_tells_how_what_is_watched_stands() -> None:
    page = await get(desk(), "/")
    for said in (
        "Read 3,204 posts in the last hour; 1 pairing is far above usual and 1 act within a day.",
        "Numbers up to 4 Aug 2026, 21:03 UTC.",
        "Not seen now. Silence there means nothing. rss: rate limited, trying again in 40 s",
        ALERT.title,
        "Sergio Ramos Real Madrid spiking 1,043 usual 6 20 to 40% low evidence +0.21 ± 0.16",
        "@sergioramos.example liked 14 min ago",
        "Harry Kane Barcelona learning, 7 of 24 h 3 usual not known yet too little evidence",
        "Any player Celtic — nobody spoke of it yet — nobody claims it — too few voices — none in",
        "live, last heard 14 min ago",
        "14 min behind, about 1.2 GB a day",
    ):
        assert said in page.words
    assert f'href="/alerts/{ID}"' in page.text
    assert 'href="/pairings/sergio-ramos/real-madrid"' in page.text


async def test_too_little_evidence_has_no_number_on_the_board() -> None:
    page = await get(desk(board=Blackboard(YOUNG)), "/")
    assert "too little evidence" in page.words
    assert "%" not in page.words


async def test_when_nothing_happens_the_board_gives_a_sign_of_life() -> None:
    calm = replace(LOUD, state=State.QUIET, act=None, alert=None)
    page = await get(desk(board=Blackboard(calm)), "/")
    assert "Read 3,204 posts in the last hour; nothing to report." in page.words


async def test_the_board_finds_by_name_in_any_order_and_shows_a_page_at_a_time() -> None:
    many = [replace(YOUNG, player=f"Player {n:03}", pairing=Pairing(f"p{n}", "barcelona"))
            for n in range(120)]  # fmt: skip
    board = Blackboard(LOUD, *many)
    first = await get(desk(board=board), "/?order=name")
    assert "Page 1 of 3, 121 in all" in first.words
    assert len(board.asked) == 50
    last = await get(desk(board=board), "/?order=name&page=99")
    assert "Page 3 of 3" in last.words
    assert "Sergio Ramos" in last.words
    found = await get(desk(board=board), "/?q=MADRID+ram&order=buzz")
    assert board.asked == [LOUD.pairing]
    assert 'value="MADRID ram"' in found.text
    nobody = await get(desk(board=board), "/?q=nobody&show=loud&order=%00&page=-1")
    assert "Nothing that is watched is like that." in nobody.words


async def test_the_page_of_alerts_lists_them_newest_first() -> None:
    page = await get(desk(), "/alerts")
    assert ALERT.title in page.words
    assert "Nothing is silenced." in page.words
    assert f'href="/alerts/{ID}"' in page.text


async def test_an_empty_house_says_so() -> None:
    empty = desk(reader=Archive(), sources=list, board=Blackboard())
    page = await get(empty, "/")
    for said in ("Nothing has been told yet.", "Nothing is watched.", "No source is configured:"):
        assert said in page.words


HOSTILE = [
    "<script>alert(1)</script>",
    "</title></style><img src=x onerror=alert(1)>",
    "\"'><a href=javascript:alert(1)>x</a>",
    "{{ 7 * 7 }}{% raw %}",
    "\u202egnp.exe\u2066 \u0000\x1b[31m",
    "x" * 10_000,
    "\u0645\u0631\u062d\u0628\u0627 " * 2000,
    "\ud800 lone",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_hostile_texts_stay_words(text: str) -> None:
    item = Evidence(
        what=text, who=text, provenance="observed", url=f"javascript:{text}", quote=text
    )
    alert = replace(
        ALERT, title=text, text=text, player_name=text, club_name=text, how_we_know=(text,),
        reasons=(text,), unknown=(text,), evidence=(item,) * 3,
        strength=Strength(Much.LOW, (Contribution(text, 0.1, text),), 0.5),
    )  # fmt: skip
    sent = tuple(replace(each, last_detail=text, receiver=text) for each in TOLD.sent)
    acts = (replace(NOTICE.acts[0], handle=text),) * 2
    told = Told(notices=(NOTICE, replace(NOTICE, alert=alert)), acts=acts, sent=sent)
    house = desk(reader=Archive(told), board=Blackboard(Row(player=text, club=text)))
    for where in (path(), f"{path()}.json", "/", "/alerts"):
        page = await get(house, where)
        assert page.status == 200
        assert "\u202e" not in page.text
        if where.endswith(".json"):
            continue
        reading = Reading()
        reading.feed(page.text)
        tags = {tag for tag, _ in reading.elements}
        assert not tags & {"img", "iframe", "style"}
        loaded = [attrs.get("src") or "" for tag, attrs in reading.elements if tag == "script"]
        assert all(src.startswith("/static/") for src in loaded)
        assert not any(name.startswith("on") for _, attrs in reading.elements for name in attrs)
        hrefs = [attrs.get("href") or "" for _, attrs in reading.elements if "href" in attrs]
        assert all(href.startswith(("/", "#", "data:,", "https://")) for href in hrefs)
        assert "49" not in page.words


async def test_every_answer_forbids_the_browser_all_but_our_own_files() -> None:
    for where in ("/", path(), "/nowhere", "/metrics", "/readyz", SHEET, f"{path()}.json"):
        page = await get(desk(), where)
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'; script-src 'self'; style-src 'self';" in policy
        assert "unsafe" not in policy
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert page.headers["Referrer-Policy"] == "no-referrer"


async def test_a_page_loads_nothing_from_elsewhere() -> None:
    reading = Reading()
    reading.feed((await get(desk(), path())).text)
    loaded = [attrs.get("href") for tag, attrs in reading.elements if tag == "link"]
    assert loaded == ["data:,", SHEET, static("evidence.css"), static("exhibits.css")]
    assert not any("style" in attrs for _, attrs in reading.elements)


@pytest.mark.parametrize(
    "where", ["/nowhere", f"/alerts/{'0' * 36}", "/alerts/x", "/alerts/%00", f"{path()}.xml"]
)
async def test_what_is_not_there_is_a_page_too(where: str) -> None:
    page = await get(desk(), where)
    assert page.status == 404
    assert "There is no such page here." in page.words


async def test_a_store_that_is_away_is_said_without_its_secrets() -> None:
    archive = Archive(TOLD)
    archive.broken = True
    page = await get(desk(reader=archive), path())
    assert page.status == 503
    assert "secret" not in page.text


async def test_a_bug_in_a_page_takes_nothing_else_down() -> None:
    def broken() -> list[SourceState]:
        raise ZeroDivisionError("secret")

    async with (
        serving(desk(sources=broken)) as url,
        aiohttp.ClientSession() as session,
    ):
        async with session.get(url) as answer:
            assert answer.status == 500
            assert "secret" not in await answer.text()
        async with session.get(url + path()) as answer:
            assert answer.status == 200


async def test_the_front_page_says_of_each_source_how_it_is_and_what_it_lost() -> None:
    page = await get(desk(), "/")
    assert "rate limited: trying again in 40 s" in page.words
    assert "about 1.2 GB a day" in page.words
    assert re.search(r"last gap: .* to .*, the host <keeps> no longer", page.words)
    assert "<keeps>" not in page.text


async def test_the_state_of_the_sources_is_there_for_a_machine() -> None:
    first, second = json.loads((await get(desk(), "/sources.json")).text)
    assert first["state"] == "healthy"
    assert first["bytes_per_day"] == 1_240_000_000
    assert first["last_gap"]["why"] == "the host <keeps> no longer"
    assert second["ok"] is False
    assert second["reached"] is None
    assert second["lag_seconds"] is None


@asynccontextmanager
async def asked(
    wrong: Exception | None = None, lock: Lock | None = None, **headers: str
) -> AsyncIterator[tuple[aiohttp.ClientResponse, list[bool]]]:
    """Ask for a reload; give the answer, and how often there was one."""
    reloads: list[bool] = []

    async def reload() -> None:
        reloads.append(True)
        if wrong is not None:
            raise wrong

    async with (
        serving(desk(reload=reload, lock=lock or Lock())) as url,
        aiohttp.ClientSession() as session,
        session.post(f"{url}/-/reload", headers=headers) as answer,
    ):
        yield answer, reloads


async def test_a_reload_says_whether_the_new_configuration_is_in_force() -> None:
    async with asked() as (answer, reloads):
        assert answer.status == 200
        assert len(reloads) == 1
    async with asked(RefusedError("mine.toml: web.port: unknown key")) as (answer, _):
        assert answer.status == 400
        assert "web.port: unknown key" in await answer.text()
    async with asked(TransientError("the database is away")) as (answer, _):
        assert answer.status == 503


async def test_only_who_may_read_the_pages_may_ask_for_a_reload() -> None:
    for shown in ("", "Bearer wrong"):
        async with asked(lock=LOCKED, Authorization=shown) as (answer, reloads):
            assert answer.status == 401
            assert reloads == []
    async with asked(lock=LOCKED, Authorization=f"Bearer {TOKEN}") as (answer, _):
        assert answer.status == 200


async def test_no_page_of_another_site_can_ask_for_a_reload() -> None:
    async with asked(Origin="https://elsewhere.example") as (answer, reloads):
        assert answer.status == 403
        assert reloads == []


async def test_metrics_are_as_they_are_handed_in() -> None:
    page = await get(desk(), "/metrics")
    assert page.text == "lastdance_up 1\n"
    assert page.headers["Content-Type"] == "text/plain; version=0.0.4"


async def test_health_says_what_is_wrong_in_text_or_json() -> None:
    async def wrong() -> Mapping[str, str]:
        return {"store": "the disk is full"}

    assert (await get(desk(), "/readyz")).text == "ready\n"
    assert (await get(desk(), "/livez")).text == "alive\n"
    page = await get(desk(ready=wrong), "/readyz")
    assert (page.status, page.text) == (503, "store: the disk is full\n")
    asked = await get(desk(ready=wrong), "/readyz", Accept="application/json")
    assert json.loads(asked.text) == {"ready": False, "wrong": {"store": "the disk is full"}}
    stuck = await get(desk(alive=lambda: {"writer": "stuck for 12 s"}), "/livez")
    assert (stuck.status, stuck.text) == (503, "writer: stuck for 12 s\n")


async def test_without_the_token_only_health_is_shown() -> None:
    locked = desk(lock=LOCKED)
    for where in ("/", path(), f"{path()}.json", "/metrics"):
        page = await get(locked, where)
        assert page.status == 401
        assert "Basic" in page.headers["WWW-Authenticate"]
        assert "Ramos" not in page.text
    for where in ("/livez", "/readyz", SHEET):
        assert (await get(locked, where)).status == 200


@pytest.mark.parametrize(
    ("authorization", "status"),
    [
        (f"Bearer {TOKEN}", 200),
        (f"bearer {TOKEN}", 200),
        ("Basic " + base64.b64encode(f"anybody:{TOKEN}".encode()).decode(), 200),
        (f"Bearer {TOKEN}x", 401),
        ("Bearer", 401),
        ("Bearer \u00e9", 401),
        (f"Digest {TOKEN}", 401),
        ("Basic ???", 401),
        ("Basic " + base64.b64encode(TOKEN.encode()).decode(), 401),
        ("Basic " + base64.b64encode(b"\xff:\xff").decode(), 401),
    ],
)
async def test_the_token_opens_as_bearer_or_as_a_password(authorization: str, status: int) -> None:
    assert (await get(desk(lock=LOCKED), "/", Authorization=authorization)).status == status


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8642", 200),
        ("localhost:8642", 200),
        ("[::1]:8642", 200),
        ("lastdance.example.org", 200),
        ("rebound.example", 421),
        ("127.0.0.1.rebound.example", 421),
        ("[", 421),
    ],
)
async def test_without_a_token_only_our_own_names_are_answered(host: str, status: int) -> None:
    assert (await get(desk(), "/", Host=host)).status == status


async def test_the_token_is_not_in_the_desks_own_words() -> None:
    assert TOKEN not in repr(desk(lock=LOCKED))


async def test_pages_are_only_for_reading() -> None:
    async with (
        serving(desk()) as url,
        aiohttp.ClientSession() as session,
        session.post(url, data=b"x") as answer,
    ):
        assert answer.status == 405
        assert answer.headers["Allow"] == "GET,HEAD"


async def test_what_a_source_last_asked_is_there_for_a_machine() -> None:
    said = {"get": "/api", "status": 200, "body": []}
    made = desk(last=lambda name: said if name == "bluesky" else None)
    assert json.loads((await get(made, "/sources/bluesky/last.json")).text) == said
    assert json.loads((await get(made, "/sources/rss/last.json")).text) is None


def test_what_happened_is_told_sentence_by_sentence_and_an_initial_ends_none() -> None:
    said = "76 accounts in 30 min. J. Cruz says talks; 20% agree. \u201cNo\u201d says the club."
    assert sentences(said) == [
        "76 accounts in 30 min.",
        "J. Cruz says talks; 20% agree.",
        "\u201cNo\u201d says the club.",
    ]


def test_a_quotation_is_never_cut_however_many_sentences_it_holds() -> None:
    said = (
        "Counted up to 21:05 CEST. The agent denied it: \u201cThere are no talks. He is not going "
        "to sign.\u201d Real Madrid is a former club."
    )
    assert sentences(said) == [
        "Counted up to 21:05 CEST.",
        "The agent denied it: \u201cThere are no talks. He is not going to sign.\u201d",
        "Real Madrid is a former club.",
    ]
    assert sentences("He said: \u201cNo. And") == ["He said: \u201cNo. And"]


async def test_what_was_taken_back_is_said_on_top_also_once_the_talk_is_over() -> None:
    told = corrected()
    after = replace(ALERT, status=Status.ENDED, title="Over: the talk is back to its usual")
    ended = Notice(kind=Kind.STORY_ENDED, alert=after, cause=bytes(16))
    page = await get(desk(reader=Archive(replace(told, notices=(*told.notices, ended)))), path())
    top = page.words[: page.words.index("What happened")]
    assert "Corrected: @sergioramos.example took back the like" in top
    assert "Corrected:" not in (await get(desk(), path())).words


async def test_more_evidence_than_three_pieces_is_folded_and_all_of_it_is_there() -> None:
    piece = ALERT.evidence[0]
    many = tuple(replace(piece, what=f"piece {number}") for number in range(9))
    alert = replace(ALERT, evidence=many)
    told = replace(TOLD, notices=(replace(TOLD.notices[-1], alert=alert),))
    page = await get(desk(reader=Archive(told)), f"/alerts/{ID}")
    folded = page.words[page.words.index("6 more") :]
    assert all(f"piece {number}" in page.words for number in range(9))
    assert "piece 3" in folded
    assert "piece 2" not in folded


async def test_what_happened_and_how_sure_it_is_stand_before_what_is_folded() -> None:
    words = (await get(desk(), path())).words
    order = ("What happened", "Strength of the rumour", "What is not known", "Evidence",
             "Why it is told", "Who was told")  # fmt: skip
    places = [words.index(each) for each in order]
    assert places == sorted(places)


async def test_what_is_to_be_typed_stands_as_code_and_nothing_of_it_is_markup() -> None:
    says = "idle: `lastdance catalogue check` says what <b>they</b> lack"
    board = await get(desk(sources=lambda: [replace(desk().sources()[0], says=says)]), "/")
    assert "<code>lastdance catalogue check</code> says what &lt;b&gt;they" in board.text
    assert "`" not in board.words


@pytest.mark.parametrize("said", ["one ` alone", "`a` and ` one more"])
def test_a_backtick_that_closes_nothing_stays_as_it_is(said: str) -> None:
    assert coded(said) == said


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 8, 4, 21, 3, tzinfo=UTC), "21:03 UTC"),
        (datetime(2026, 8, 3, 21, 3, tzinfo=UTC), "3 Aug, 21:03 UTC"),
        (datetime(2025, 12, 31, 21, 3, tzinfo=UTC), "31 Dec 2025, 21:03 UTC"),
    ],
)
def test_a_time_beside_its_day_tells_no_more_than_it_must(at: datetime, said: str) -> None:
    assert brief(at, datetime(2026, 8, 4, 23, 59, tzinfo=UTC)) == said


@pytest.mark.parametrize(
    ("number", "said"), [(0.214, "+0.21"), (-0.5, "\u22120.50"), (0.001, "0.00"), (-0.004, "0.00")]
)
def test_a_number_has_a_sign_unless_it_is_nothing(number: float, said: str) -> None:
    assert signed(number) == said
