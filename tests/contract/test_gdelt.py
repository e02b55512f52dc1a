"""GDELT is asked about whom we watch: slowly, in turn, and a burst comes whole."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest
from aiohttp import web

from connectors.gdelt import FULL
from connectors.wire.outlets import owner
from monitor.domain.catalogue import Alias, Catalogue, Player, Relation, Stint, Watch
from monitor.ports import Connector, RateLimitedError, TransientError
from tests.simulator.clock import HandClock
from tests.simulator.listening import NOW, Chosen, House, activities, house, listen

LOOK = timedelta(minutes=15)
QUARTER = timedelta(minutes=15)


@dataclass
class Press:
    """A server of GDELT's shape: newest first, 250 at most, no pages, times in quarters of hours.

    Attributes:
        seen: When each article was seen, in the order in which they came.
        words: What is answered instead, where it refuses.
        refuses: Names whose questions are refused with *words*; all where there are none.
        asked: Questions, with their mode.
        times: When each came, by the clock.
    """

    clock: HandClock
    seen: list[datetime] = field(default_factory=list)
    words: str = ""
    refuses: str = ""
    status: int = 200
    asked: list[tuple[str, str]] = field(default_factory=list)
    times: list[datetime] = field(default_factory=list)
    url: str = ""

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Press]:
        application = web.Application()
        application.router.add_get("/doc", self._answer)
        runner = web.AppRunner(application, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}/doc"
        try:
            yield self
        finally:
            await runner.cleanup()

    async def _answer(self, request: web.Request) -> web.Response:
        query = request.query
        self.asked.append((query["mode"], query["query"]))
        self.times.append(self.clock.now())
        if self.words and self.refuses in query["query"]:
            return web.Response(text=self.words, status=self.status)
        if query["mode"] != "artlist":
            return web.json_response({"timeline": []})
        since = datetime.fromisoformat(stamp(query.get("startdatetime", "19700101000000")))
        until = datetime.fromisoformat(stamp(query.get("enddatetime", "22000101000000")))
        found = [(at, number) for number, at in enumerate(self.seen) if since <= at < until]
        newest = sorted(found, reverse=True)[:FULL]
        return web.json_response({"articles": [article(at, number) for at, number in newest]})


def stamp(digits: str) -> str:
    return f"{digits[:8]}T{digits[8:]}Z"


def article(at: datetime, number: int) -> dict[str, str]:
    return {
        "url": f"https://news.example/{number}",
        "title": f"Sergio Ramos , part {number}",
        "seendate": at.strftime("%Y%m%dT%H%M%SZ"),
    }


def player(slug: str, name: str, *aliases: str, born: int = 1990) -> Player:
    return Player(
        slug=slug,
        name=name,
        born=date(born, 1, 1),
        aliases=tuple(Alias(each) for each in aliases),
        stints=(Stint(club="sevilla", relation=Relation.CURRENT),),
    )


def catalogue(*players: Player, club: str | None = None) -> Catalogue:
    watched = {Watch(player=each.slug) for each in players} if club is None else {Watch(club=club)}
    return Catalogue(players={p.slug: p for p in players}, watchlist=frozenset(watched))


RAMOS = player("sergio-ramos", "Sergio Ramos")


@asynccontextmanager
async def asking(
    *players: Player, club: str | None = None, requests: int = 60
) -> AsyncIterator[tuple[Press, House, Connector]]:
    clock = HandClock(NOW)
    async with Press(clock).running() as press, house(clock=clock) as home:
        home.catalogue = catalogue(*players, club=club)
        yield press, home, home.connector(type="gdelt", url=press.url, requests=requests)


async def test_a_burst_comes_whole_and_once() -> None:
    async with asking(RAMOS) as (press, home, connector):
        clock = home.context.clock
        assert isinstance(clock, HandClock)
        press.seen = [NOW - QUARTER]
        pages = await listen(connector)
        cursor = pages[0].cursor
        brought: list[str | None] = []
        steps: Sequence[Sequence[datetime]] = [
            [NOW] * 50,
            [NOW + QUARTER * (1 + n % 6) for n in range(1200)],
            [NOW + 7 * QUARTER] * 3,
            [NOW + 6 * QUARTER] * 2,
        ]
        for step in steps:
            press.seen += step
            clock.time += timedelta(hours=2)
            pages = await listen(connector, cursor)
            assert [page.gap for page in pages] == [None, None]
            times = [a.happened_at for a in activities(pages) if a.happened_at is not None]
            assert times == sorted(times)
            brought += [a.record for a in activities(pages)]
            cursor = pages[0].cursor
        assert len(brought) == len(set(brought)) == 1255
        assert len(press.seen) == 1256


async def test_what_no_question_can_get_is_told_as_a_gap() -> None:
    async with asking(RAMOS) as (press, _, connector):
        first = await listen(connector)
        press.seen = [NOW - QUARTER] + [NOW] * (FULL + 100)
        pages = await listen(connector, first[0].cursor)
        assert len(activities(pages)) == FULL
        assert pages[0].gap is not None


async def test_no_two_requests_are_closer_than_five_seconds() -> None:
    async with asking(*(player(f"p-{n}", f"Player {chr(65 + n)}x") for n in range(12))) as (
        press,
        _,
        connector,
    ):
        await listen(connector)
        assert len(press.asked) == 3 + 12
        apart = [b - a for a, b in zip(press.times, press.times[1:], strict=False)]
        assert min(apart) >= timedelta(seconds=5)


async def test_who_was_not_asked_about_is_first_in_the_next_look() -> None:
    players = [player(f"p-{n:02}", f"Player No{n:02}") for n in range(40)]
    async with asking(*players, requests=16) as (press, home, connector):
        cursor = None
        for _ in range(6):
            pages = await listen(connector, cursor)
            cursor = [page.cursor for page in pages if page.cursor][-1]
            clock = home.context.clock
            assert isinstance(clock, HandClock)
            clock.time += LOOK
        counts = [query for mode, query in press.asked if mode == "timelinevolraw"]
        lists = [query for mode, query in press.asked if mode == "artlist"]
        assert len(set(counts)) == 40
        assert {lists.count(each) for each in lists} == {6}
        assert len(press.asked) <= 6 * 16


async def test_players_of_a_watched_club_are_asked_about_and_nobody_under_age() -> None:
    young = player("kid", "Young Kid", born=2012)
    single = player("rodri", "Rodri", "Rodri Hernández", 'Rodrigo "Rodri" H')
    short = player("isco", "Isco")
    async with asking(RAMOS, young, single, short, club="sevilla") as (press, _, connector):
        await listen(connector)
        asked = [query for mode, query in press.asked if mode == "artlist"]
        assert asked == ['("Sergio Ramos" OR "Rodri Hernández")']


async def test_nobody_to_ask_about_is_told_and_asks_nothing() -> None:
    async with asking() as (press, home, connector):
        assert await listen(connector) == []
        assert press.asked == []
        assert home.told == [("it", "waiting for players to watch that have two names")]


@pytest.mark.parametrize("status", [200, 429])
async def test_words_about_limits_ask_for_a_pause(status: int) -> None:
    async with asking(RAMOS) as (press, _, connector):
        press.words = "Please limit requests to one every 5 seconds or contact us."
        press.status = status
        with pytest.raises(RateLimitedError) as raised:
            await listen(connector)
        assert raised.value.retry_after == timedelta(minutes=1)
        assert len(press.asked) == 1


async def test_a_question_that_is_refused_does_not_stop_the_others() -> None:
    players = [player(f"p-{n:02}", f"Player No{n:02}") for n in range(10)]
    async with asking(*players) as (press, _, connector):
        press.words, press.refuses = "Your search contained a phrase that is too short.", "No07"
        press.seen = [NOW]
        pages = await listen(connector)
        assert len(activities(pages)) == 1
        letters = [letter for page in pages for letter in page.dead]
        assert {letter.reason for letter in letters} == {"not_json"}
        assert all("too short" in letter.detail for letter in letters)


async def test_only_refusals_are_told() -> None:
    async with asking(RAMOS) as (press, _, connector):
        press.words = "Timespan is too short."
        with pytest.raises(TransientError, match="too short"):
            await listen(connector)


async def test_titles_with_bare_backslashes_and_tabs_are_read() -> None:
    async with asking(RAMOS) as (press, _, connector):
        press.words = json.dumps({"articles": [article(NOW, 1), article(NOW, 2)]}).replace(
            "part 1", "part\\_1\t!"
        )
        assert [a.text for a in activities(await listen(connector))] == [
            "Sergio Ramos, part 2",
            "Sergio Ramos, part\\_1!",
        ]


async def test_titles_that_name_nobody_are_counted_and_left_out() -> None:
    clock = HandClock(NOW)
    chosen = Chosen(everything=False, words=("Ramos",))
    async with Press(clock).running() as press, house(chosen, clock) as home:
        home.catalogue = catalogue(RAMOS)
        press.words = json.dumps({"articles": [article(NOW, 1), {**article(NOW, 2), "title": "x"}]})
        (page, _) = await listen(home.connector(type="gdelt", url=press.url))
        assert len(page.activities) == 1
        assert page.dropped == {"unmatched": 1}


def test_an_outlet_is_known_by_its_domain_and_what_is_in_it() -> None:
    domains = {"bbc.co.uk": "bbc-sport", "as.com": "as"}
    assert owner("bbc.co.uk", domains) == "bbc-sport"
    assert owner("en.as.com", domains) == "as"
    assert owner("notbbc.co.uk", domains) is None
    assert owner("bbc.co.uk.evil.example", domains) is None
    assert owner("co.uk", domains) is None
