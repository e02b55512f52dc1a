"""Feeds that pages and lists name are found, whatever else stands there, and come to entries."""

from __future__ import annotations

import tomllib
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import connectors
from connectors.feeds import finding, opml
from connectors.feeds.contents import Feed
from connectors.feeds.entries import entries
from connectors.feeds.finding import Offer, offers
from connectors.feeds.hubs import hub
from connectors.feeds.pacing import pace
from connectors.wire.fields import link
from connectors.wire.reading import UnreadableError
from tests.simulator.listening import NOW

RSS = 'type="application/rss+xml"'
MINUTE = timedelta(minutes=1)


# --- pages ----------------------------------------------------------------------------


def test_a_page_names_its_feeds() -> None:
    page = f"""<!doctype html><head><base href="https://news.example/sport/">
    <link rel="stylesheet" href="x.css"><link rel=alternate hreflang=es href="/es">
    <link rel="alternate" {RSS} title="All &amp; more" href="rss.xml">
    <LINK REL="Alternate home" TYPE="application/atom+xml; charset=utf-8" HREF="//a.example/atom">
    <link rel="alternate" {RSS} href="rss.xml"><link rel="alternate" {RSS} href="javascript:x()">
    <link rel="alternate" type="application/feed+json" href=" https://a.example/json "></head>"""
    assert offers(page, "https://news.example/sport/index.html") == [
        Offer("https://news.example/sport/rss.xml", "All & more"),
        Offer("https://a.example/atom"),
        Offer("https://a.example/json"),
    ]


def test_a_page_that_names_any_number_of_feeds_names_twenty() -> None:
    page = "".join(f'<link rel="alternate" {RSS} href="/{n}">' for n in range(9999))
    assert len(offers(page, "https://a.example/")) == finding.MOST


@pytest.mark.parametrize(
    "page",
    [
        "<link " + "a=b " * 400_000,
        "<" * 900_000,
        "<!--" * 300_000,
        "&#9;" * 300_000,
        "<a b='" * 99_999,
    ],
)
def test_a_hostile_page_is_given_up(page: str) -> None:
    assert offers(page, "https://a.example/") == []


@given(st.text(max_size=400))
def test_no_page_breaks_it(page: str) -> None:
    offers(f'<link rel="alternate" {RSS} href="{page}">{page}', "https://a.example/")


# --- lists ----------------------------------------------------------------------------


def test_a_list_is_read_through_its_folders_each_feed_once() -> None:
    body = b"""<?xml version="1.0"?><opml version="2.0"><head><title>x</title></head><body>
    <outline text="Spain"><outline text="Marca" title="Marca &amp;amp; Co" type="rss"
      xmlUrl="https://marca.example/rss" htmlUrl="https://marca.example/"/>
    <outline text="again" xmlUrl="https://marca.example/rss"/></outline>
    <outline text="a file" xmlUrl="file:///etc/passwd"/><outline text="nothing"/>
    <outline text="AS" xmlUrl="https://as.example/rss?a=1&amp;b=2"/></body></opml>"""
    assert opml.read(body) == [
        Offer("https://marca.example/rss", "Marca & Co"),
        Offer("https://as.example/rss?a=1&b=2", "AS"),
    ]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "not_xml"),
        (b"<opml><body>", "not_xml"),
        (b"<html></html>", "no_list"),
        (b'<!DOCTYPE opml [<!ENTITY a "b">]><opml>&a;</opml>', "declares"),
        (b'<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml>&a;</opml>', "declares"),
        (b"<opml>" + b"<outline>" * 9999, "too_deep"),
        (b"<opml>" + b" " * (6 << 20), "too_long"),
        (
            b"<opml>"
            + b"".join(b'<outline xmlUrl="https://a.example/%d"/>' % n for n in range(1001))
            + b"</opml>",
            "too_long",
        ),
    ],
)
def test_a_list_that_is_none_or_would_harm_is_refused(body: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError) as raised:
        opml.read(body)
    assert raised.value.reason == reason


# --- entries --------------------------------------------------------------------------


def test_entries_are_named_after_their_feeds_and_ask_to_vouch() -> None:
    written = entries(
        [
            Offer("https://www.marca.com/rss", "Marca: Fútbol"),
            Offer("https://e00.marca.com/2"),
            Offer('https://a.example/"\\', "One  Last Dance!"),
            Offer("https://b.example/", "one last dance"),
        ],
        taken={"marca-com"},
        domains={"marca.com": "marca"},
    )
    tables = [tomllib.loads(each)["connectors"][0] for each in written]
    assert [table["name"] for table in tables] == [
        "marca-com-2",
        "e00-marca-com",
        "one-last-dance",
        "one-last-dance-2",
    ]
    assert ['# outlet = "marca"' in each for each in written] == [True, True, False, False]


@given(
    st.lists(st.builds(Offer, st.text().map("https://a.example/".__add__), st.text()), max_size=9)
)
def test_every_entry_is_one_that_the_configuration_takes(found: list[Offer]) -> None:
    sound = [offer for offer in found if link(offer.url)]
    tables = [tomllib.loads(each)["connectors"][0] for each in entries(sound)]
    assert len({table["name"] for table in tables}) == len(sound)
    for offer, table in zip(sound, tables, strict=True):
        assert table["url"] == offer.url
        if "#" not in offer.url and len(offer.url) < 2000:
            connectors.config_of(table)


# --- hubs and pace --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("feed", "header", "named"),
    [
        (Feed(entries=[], hub="https://hub.example/x"), "", "hub.example"),
        (
            Feed(entries=[]),
            '<https://a.example/f>; rel="self", <https://h.example/>; rel=hub',
            "h.example",
        ),
        (Feed(entries=[]), '<https://a.example/f>; rel="self"', ""),
        (Feed(entries=[], hub="javascript:alert(1)"), "", ""),
        (Feed(entries=[]), "<" * 9999, ""),
    ],
)
def test_a_hub_is_named_by_the_feed_or_by_its_server(feed: Feed, header: str, named: str) -> None:
    assert hub(feed, header) == named


@given(st.integers(-(10**6), 10**6), st.integers(1, 1440), st.integers(1, 1440))
def test_the_pace_stays_within_its_bounds(silent: int, every: int, slowest: int) -> None:
    waits = pace(every * MINUTE, slowest * MINUTE, NOW - silent * MINUTE, NOW)
    assert every * MINUTE <= waits <= max(slowest, every) * MINUTE
    assert pace(every * MINUTE, slowest * MINUTE, NOW, NOW) == every * MINUTE
    assert pace(every * MINUTE, slowest * MINUTE, None, NOW) == every * MINUTE
