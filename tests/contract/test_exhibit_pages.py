"""The pages of a pairing, a story and a record: what they show, and what of nobody."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from monitor.domain.alert import State
from monitor.domain.spike import Detector
from monitor.ports import Words
from monitor.ports.evidence import HALF, PUBLIC, Half, Standing
from monitor.web import Library
from tests.contract.keeping import spike
from tests.contract.test_pages import HOSTILE, Page, Reading, desk, get
from tests.simulator.archive import ALERT, AT, ID, STORY
from tests.simulator.showcase import (
    CATALOGUE,
    CHRONICLE,
    FIRST,
    LIBRARY,
    PAIRING,
    PAPER,
    PORTRAIT,
    QUOTED,
    STANDING,
    WORDS,
    Showcase,
    spoken,
)

PLACE = "/pairings/sergio-ramos/real-madrid"


async def shown(place: str = PLACE, **changes: object) -> Page:
    return await get(desk(exhibits=Showcase(**changes)), place)  # type: ignore[arg-type]


async def test_a_pairing_shows_the_four_numbers_apart() -> None:
    page = await shown()
    assert page.status == 200
    for said in (
        "Sergio Ramos and Real Madrid",
        "A former club of the player",
        "Buzz how much is said Nobody",
        "Strength how likely it is Rather unlikely 20 to 40% low evidence",
        "Sentiment how it is taken +0.21",
        "160 posts in 24 hours",
        "Credibility who says so 1 origin First: The Evening Whistle, alone so far.",
    ):
        assert said in page.words


async def test_copies_are_folded_and_private_people_are_counted_and_never_named() -> None:
    page = await shown()
    assert "The Evening Whistle speaks of talks, with a reserve" in page.words
    assert QUOTED in page.words
    assert "1 other repeats it and 1 post by private accounts" in page.words
    assert "Lena Ortiz; private people are counted, never named." in page.words
    assert 'href="https://evening-whistle.example/1"' in page.text
    assert 'href="/records/evening-whistle"' in page.text


async def test_the_curve_is_a_chart_and_a_table_and_says_what_was_not_seen() -> None:
    page = await shown()
    assert '<script type="application/json">{"at"' in page.text.replace(" {", "{")
    assert "4 Aug 2026, 21:03 UTC 43 not learnt" in page.words
    assert "4 Aug 2026, 18:33 UTC not known not learnt bluesky" in page.words
    assert "What came by \u201cbluesky\u201d: not seen in 1 half hour of the curve." in page.words


async def test_each_alert_says_why_it_fired_and_leads_to_its_page_and_story() -> None:
    page = await shown()
    assert ALERT.title in page.words
    assert f"Why it is told {ALERT.reasons[0]}" in page.words
    assert f'href="/alerts/{ID}"' in page.text
    assert f'href="/stories/{STORY}"' in page.text


async def test_the_numbers_of_talk_stand_beside_what_they_take() -> None:
    told = PORTRAIT.notices[0]
    loud = replace(ALERT, buzz=spike().latest, state=State.FIRING)
    page = await shown(portrait=replace(PORTRAIT, notices=[replace(told, alert=loud)]))
    for said in (
        "Accounts 43 takes at least 5; reached",
        "Against the usual 6.9 times takes at least 2 times; reached",
        "Score 7.5 takes at least 2.7; reached",
        "To interrupt anybody 43 takes at least 10; reached",
    ):
        assert said in page.words


async def test_of_private_life_no_words_no_mood_and_no_strength_are_shown() -> None:
    assert PORTRAIT.watched is not None
    surge = replace(spike(PAIRING), warned="warning")
    watched = replace(PORTRAIT.watched, spike=surge)
    page = await shown(portrait=replace(PORTRAIT, watched=watched))
    assert "Verify before saying anything." in page.words
    for kept in (QUOTED, "20 to 40%", "+0.11", "Rather unlikely"):
        assert kept not in page.words


async def test_a_pairing_that_learns_says_so() -> None:
    assert PORTRAIT.watched is not None
    young = replace(PORTRAIT.watched, since=AT - timedelta(hours=7, minutes=5))
    page = await shown(portrait=replace(PORTRAIT, watched=young, halves=[Half(AT, 1)]))
    assert "Learning what is usual here, 7 of 24 h." in page.words
    assert "What is usual: that takes a day." in page.words


@pytest.mark.parametrize(
    "place",
    [
        "/pairings/nobody/real-madrid",
        "/pairings/sergio-ramos/nowhere",
        "/pairings/sergio-ramos/celtic",
    ],
)
async def test_of_whom_nothing_is_known_the_page_says_how_to_watch(place: str) -> None:
    page = await shown(place)
    assert page.status == 404
    assert "lastdance watch add watches a player, a club, or both" in page.words


async def test_a_story_tells_its_thread_from_the_first_on() -> None:
    page = await shown(f"/stories/{STORY}")
    for said in (
        "What was told last Outlets take it up",
        "It is open: told just now",
        f"Told 4 Aug 2026, 21:03 UTC {ALERT.title}",
        "Updated 4 Aug 2026, 22:03 UTC Outlets take it up",
        "An act 4 Aug 2026, 21:03 UTC",
    ):
        assert said in page.words
    assert page.words.index(ALERT.title) < page.words.rindex("Outlets take it up")
    assert f'href="{PLACE}"' in page.text
    assert f'href="/alerts/{ID}"' in page.text


async def test_a_story_says_how_it_ended() -> None:
    closed = replace(CHRONICLE.story, closed_at=AT)
    page = await shown(f"/stories/{STORY}", chronicle=replace(CHRONICLE, story=closed))
    assert "The move was confirmed, and the story is closed" in page.words
    past = replace(CHRONICLE.story, last_at=AT - timedelta(days=30))
    page = await shown(f"/stories/{STORY}", chronicle=replace(CHRONICLE, story=past))
    assert "Nothing happened in it for 21 days: it is over." in page.words


async def test_a_story_that_is_not_there_says_where_to_look() -> None:
    page = await shown(f"/stories/{ID}")
    assert page.status == 404
    assert "No story has this address." in page.words


async def test_a_record_shows_claims_with_what_came_of_them() -> None:
    page = await shown("/records/evening-whistle")
    for said in (
        "The Evening Whistle",
        "Right with 3 of 5 claims that are settled",
        "Sergio Ramos \u00b7 Real Madrid talks with a reserve",
        QUOTED,
        "harry-kane \u00b7 barcelona came true first 6 May 2026, 21:03 UTC",
        "In 9 of 10 cases between",
        "@whistle.example Bluesky",
        "Read here by bluesky",
    ):
        assert said in page.words
    assert 'href="/operator"' in page.text


async def test_a_source_without_a_record_says_where_it_starts() -> None:
    page = await shown("/records/lena-ortiz")
    assert "No record yet" in page.words
    assert "It has claimed nothing of anybody watched in 125 days." in page.words
    missing = await shown("/records/nobody")
    assert missing.status == 404
    assert "lastdance sources lists them" in missing.words


async def test_all_records_are_listed_those_with_the_longest_first() -> None:
    page = await shown("/records")
    assert "3 of 5" in page.words
    assert "Without a record yet 1 Lena Ortiz journalist" in page.words


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_words_and_names_stay_words(text: str) -> None:
    words = {FIRST: replace(WORDS[FIRST], quote=text, url=f"javascript:{text}")}
    players = {"sergio-ramos": replace(CATALOGUE.players["sergio-ramos"], name=text)}
    sources = {
        slug: replace(one, name=text, domains=(text,)) for slug, one in CATALOGUE.sources.items()
    }
    accounts = tuple(replace(one, handle=text) for one in CATALOGUE.accounts)
    hostile = replace(CATALOGUE, players=players, sources=sources, accounts=accounts)
    alert = replace(ALERT, title=text, text=text, player_name=text, club_name=text)
    notices = tuple(replace(one, alert=alert) for one in CHRONICLE.notices)
    uttered = [replace(one, words=Words(platform=text, account=text, quote=text, url=text))
               for one in STANDING.uttered]  # fmt: skip
    house = desk(
        exhibits=Showcase(
            replace(PORTRAIT, notices=notices),
            replace(CHRONICLE, notices=notices),
            Standing(uttered=uttered),
            words,
        ),
        library=lambda: Library(catalogue=hostile, model=LIBRARY.model),
    )
    for where in (PLACE, f"/stories/{STORY}", "/records/evening-whistle", "/records"):
        page = await get(house, where)
        assert page.status == 200
        assert "\u202e" not in page.text
        reading = Reading()
        reading.feed(page.text)
        assert not {tag for tag, _ in reading.elements} & {"img", "iframe", "style"}
        scripts = [attrs for tag, attrs in reading.elements if tag == "script"]
        assert all(
            attrs.get("type") == "application/json" or (attrs.get("src") or "").startswith("/stat")
            for attrs in scripts
        )
        assert not any(name.startswith("on") for _, attrs in reading.elements for name in attrs)
        hrefs = [attrs.get("href") or "" for _, attrs in reading.elements if "href" in attrs]
        assert all(href.startswith(("/", "#", "data:,", "https://")) for href in hrefs)


def told_alike(count: int) -> dict[str, Any]:
    """Return a portrait in which *count* posts of one outlet say nearly the same."""
    keys = [bytes([number]) * 16 for number in range(1, count + 1)]
    said = [
        spoken(key, AT - timedelta(minutes=count - number), account=PAPER, cites="lena-ortiz")
        for number, key in enumerate(keys)
    ]
    return {
        "portrait": replace(PORTRAIT, spoken=said),
        "words": {key: replace(WORDS[FIRST], quote=f"{QUOTED} by {number}")
                  for number, key in enumerate(keys)},
    }  # fmt: skip


async def test_posts_that_say_the_same_are_folded_into_the_first() -> None:
    page = await shown(**told_alike(6))
    posts = page.words[page.words.index("Newest posts of known accounts") :]
    assert posts.count(QUOTED) == 1
    assert re.search(r"and \d copies: The Evening Whistle", posts)


async def test_of_more_than_is_read_the_page_says_where_it_is_cut() -> None:
    said = [spoken(n.to_bytes(16, "big"), AT - HALF, account=PAPER) for n in range(PUBLIC)]
    page = await shown(portrait=replace(PORTRAIT, spoken=said))
    assert "Only the newest 500 of known accounts are read here." in page.words
    assert "are read here" not in (await shown()).words


async def test_the_timeline_is_of_lately_first_and_of_seven_days_by_a_link() -> None:
    day, week = await shown(), await shown(f"{PLACE}?span=week")
    assert f'href="{PLACE}?span=week#timeline"' in day.text
    assert f'href="{PLACE}?span=day#timeline"' in week.text
    first, all_of_them = (len(charted(page)["at"]) for page in (day, week))
    assert first == 48 < all_of_them
    assert "What the lines are" in day.words


async def test_where_the_usual_is_learnt_the_edge_of_a_spike_is_drawn() -> None:
    detector = Detector()
    for number in range(900):
        detector.update(number % 3, number // 12 % 24, number // 288)
    assert PORTRAIT.watched is not None
    learnt = replace(PORTRAIT.watched, state=detector.snapshot())
    page = await shown(portrait=replace(PORTRAIT, watched=learnt))
    known = {each["label"]: each["values"] for each in charted(page)["series"]}
    assert all(
        edge > usual
        for edge, usual in zip(
            known["from here on a spike"], known["usual at that hour"], strict=True
        )
    )


def charted(page: Page) -> dict[str, Any]:
    """Return the chart on a page, as a browser is given it."""
    island = re.search(r'<script type="application/json">(.*?)</script>', page.text, re.DOTALL)
    assert island is not None
    found: dict[str, Any] = json.loads(island[1])
    return found


async def test_records_are_sorted_and_searched_by_the_address() -> None:
    page = await shown("/records?order=-name&q=whistle")
    assert 'aria-sort="descending"' in page.text
    assert 'href="/records?q=whistle&amp;order=name"' in page.text
    assert 'value="whistle"' in page.text
    assert "1 source found." in page.words
    assert "Lena Ortiz" not in page.words
    nothing = await shown("/records?q=nobody")
    assert "0 sources found." in nothing.words
    assert "No source with a record is like that." in nothing.words


async def test_what_was_never_scored_says_whether_it_is_watched() -> None:
    page = await shown(portrait=replace(PORTRAIT, watched=None))
    assert "Watched, not scored yet" in page.words
    assert "The first comes about 15 minutes after its sources are first read." in page.words
    unwatched = replace(LIBRARY, catalogue=replace(CATALOGUE, watchlist=frozenset()))
    made = desk(
        exhibits=Showcase(portrait=replace(PORTRAIT, watched=None)), library=lambda: unwatched
    )
    assert "Not watched" in (await get(made, PLACE)).words
