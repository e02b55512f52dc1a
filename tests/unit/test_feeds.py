"""Feeds are read in every format, and whatever stands in them is bounded."""

from __future__ import annotations

import json
import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.feeds import memory as remembering
from connectors.feeds.articles import EXTRACT, articles, canonical
from connectors.feeds.contents import MOST, Entry, Feed
from connectors.feeds.dates import moment
from connectors.feeds.memory import BEYOND, MOST_EDITS, Memory, compare
from connectors.feeds.reading import LARGEST, read
from connectors.wire.markup import plain
from connectors.wire.reading import UnreadableError
from monitor.domain.activity import Verb
from monitor.ports import RefusedError

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
WILD = Path(os.environ.get("LASTDANCE_DATA", "")) / "feeds" / "wild"

RSS_2 = """<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>News</title><link>https://news.example/</link><language>es-ES</language><ttl>30</ttl>
<image><title>Logo</title><link>https://news.example/logo</link></image>
<item><title>Uno &amp; dos</title><link>https://news.example/1</link><guid>1</guid>
<description><![CDATA[<p>Un <b>último</b> baile</p>]]></description>
<pubDate>Sun, 01 Nov 2026 11:00:00 +0100</pubDate></item></channel></rss>"""
RSS_1 = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel rdf:about="https://news.example/"><title>News</title><dc:language>es</dc:language>
<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency></channel>
<item rdf:about="1"><title>Uno &amp; dos</title><link>https://news.example/1</link>
<description>Un último baile</description><dc:date>2026-11-01T11:00:00+01:00</dc:date></item>
</rdf:RDF>"""
RSS_0 = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
 "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>News</title><language>es</language><ttl>30</ttl>
<item><title>Uno &amp; dos</title><link>https://news.example/1</link>
<description>Un &uacute;ltimo baile</description></item></channel></rss>"""
ATOM = """<?xml version="1.0"?><a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:lang="es">
<a:title>News</a:title><a:link href="https://news.example/"/>
<a:entry><a:id>1</a:id><a:title type="html">Uno &amp;amp; dos</a:title>
<a:link rel="enclosure" href="https://news.example/1.mp3"/><a:link href="/1"/>
<a:content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Un <b>último</b> baile</p>
</div></a:content><a:published>2026-11-01T10:00:00Z</a:published>
<a:updated>2026-11-01T10:30:00Z</a:updated></a:entry></a:feed>"""
JSON = json.dumps({
    "version": "https://jsonfeed.org/version/1.1", "language": "es",
    "items": [{"id": 1, "url": "https://news.example/1", "title": "Uno & dos",
               "content_html": "<p>Un último baile</p>", "date_published": "2026-11-01T10:00:00Z"}],
})  # fmt: skip


@pytest.mark.parametrize(
    ("text", "codec"),
    [(RSS_2, "utf-8"), (RSS_1, "utf-16"), (RSS_0, "iso-8859-1"), (ATOM, "utf-8-sig"),
     (JSON, "utf-8"), (JSON, "utf-8-sig")],
    ids=["rss 2.0", "rss 1.0", "rss 0.91", "atom", "json", "json with mark"],
)  # fmt: skip
def test_every_format_says_the_same(text: str, codec: str) -> None:
    (article,) = articles(read(text.encode(codec)), "https://news.example/feed")
    assert (article.text, article.url) == ("Uno & dos\nUn último baile", "https://news.example/1")
    assert article.lang == "es"
    assert article.key == ("https://news.example/1" if text is RSS_0 else "1")
    expected = None if text is RSS_0 else datetime(2026, 11, 1, 10, tzinfo=UTC)
    assert article.published == expected


@pytest.mark.parametrize(
    ("text", "minutes"),
    [(RSS_2, 30), (RSS_1, 30), (ATOM, 0), (JSON, 0), (RSS_2.replace(">30<", ">99999<"), 1440),
     (RSS_2.replace(">30<", ">-5<"), 0)],
)  # fmt: skip
def test_a_feed_says_how_often_it_wants_to_be_looked_at(text: str, minutes: int) -> None:
    assert read(text.encode()).rests == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (RSS_2.encode("cp1252"), ""),
        (RSS_2.encode("cp1252"), "text/xml; charset=utf-8"),
        (RSS_2.encode("utf-8"), "text/xml; charset=iso-8859-1"),
        (RSS_2.replace("1.0", '1.0" encoding="utf-8', 1).encode("iso-8859-1"), "text/xml"),
        (RSS_2.replace("1.0", '1.0" encoding="us-ascii', 1).encode("utf-8"), "text/xml"),
        (RSS_2.replace("1.0", '1.0" encoding="zlib', 1).encode("utf-8"), "x; charset=punycode"),
        (RSS_2.encode("utf-16-le"), "application/rss+xml"),
    ],
)  # fmt: skip
def test_a_wrong_character_set_does_no_harm(body: bytes, content_type: str) -> None:
    (article,) = articles(read(body, content_type), "")
    assert article.text == "Uno & dos\nUn último baile"


def test_a_foreign_character_set_is_read_as_it_is_declared() -> None:
    text = "<rss><channel><item><title>Последний танец</title></item></channel></rss>"
    told = '<?xml version="1.0" encoding="windows-1251"?>' + text
    assert read(told.encode("cp1251")).entries[0].title == "Последний танец"
    assert read(text.encode("koi8-r"), "text/xml; charset=KOI8-R").entries[0].title[0] == "П"


@pytest.mark.parametrize(
    ("inner", "title"),
    [
        ("AT&T & Co", "AT&T & Co"),
        ("a &nbsp; b &eacute; &nosuch; &#38;", "a \xa0 b é &nosuch; &"),
        ("\x00\x01one\x0b", "\ufffd\ufffdone\ufffd"),
        ("&#0;&#x1f;&#xd800;&#99999999;", "\ufffd" * 4),
        ("&#60;b&#62;", "<b>"),
    ],
)
def test_what_xml_forbids_is_mended(inner: str, title: str) -> None:
    body = f"warning\n<rss><channel><item><title>{inner}</title></item></channel></rss>"
    assert read(body.encode()).entries[0].title == title


def test_what_is_broken_off_is_read_as_far_as_it_is_whole() -> None:
    whole = "<item><title>a</title></item>"
    feed = read(f"<rss><channel>{whole}{whole}<item><title>b</titl".encode())
    assert [entry.title for entry in feed.entries] == ["a", "a"]
    assert "not well-formed" in feed.broken


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "not_xml"),
        (b"/etc/passwd", "not_xml"),
        (b"file:///etc/passwd", "not_xml"),
        (b"<!DOCTYPE html><html><head><title>Sign in</title></head></html>", "no_feed"),
        (b"{}", "no_feed"),
        (b'{"items": 7}', "no_feed"),
        (b'{"items": [7]}', "no_feed"),
        (b'{"items": [' + b"[" * 100_000, "no_feed"),
        (b"<rss><channel><item><title>", "not_xml"),
        (b" " * (LARGEST + 1), "too_long"),
        (b"<rss><channel>" + b"<a>" * 200_000, "too_deep"),
    ],
)
def test_what_is_no_feed_is_refused_in_words(body: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(body)
    assert refused.value.reason == reason


def laughs() -> str:
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 30))
    return f'<!DOCTYPE rss [<!ENTITY a0 "ha">{lines}]>'


@pytest.mark.parametrize(
    "declared",
    [
        laughs(),
        f'<!DOCTYPE rss [<!ENTITY a29 "{"x" * 50_000}">]>',
        '<!DOCTYPE rss [<!ENTITY a29 SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE rss [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]>',
        '<!DOCTYPE rss [<!ATTLIST rss a CDATA "x">]>',
    ],
    ids=["laughs", "quadratic", "file", "parameter", "attribute"],
)
def test_a_document_that_declares_anything_is_not_read(declared: str) -> None:
    body = f"{declared}<rss><channel><item><title>{'&a29;' * 1000}</title></item></channel></rss>"
    with pytest.raises(UnreadableError) as refused:
        read(body.encode())
    assert refused.value.reason == "declares"


def test_a_document_type_elsewhere_is_not_fetched(tmp_path: Path) -> None:
    own = tmp_path / "own.dtd"
    own.write_text('<!ENTITY secret "opened">')
    body = (
        f'<!DOCTYPE rss SYSTEM "{own.as_uri()}"><rss><channel><item><title>[&secret;]</title>'
        "</item></channel></rss>"
    )
    assert read(body.encode()).entries[0].title == "[&secret;]"


def hostile() -> dict[str, str]:
    begin, end = "<rss><channel>", "</channel></rss>"
    attributes = " ".join(f'a{n}="x"' for n in range(200_000))
    return {
        "deep text": f"{begin}<item><title>t</title><description>{'<div>' * 200_000}",
        "deep markup": f"{begin}<item><title>t</title><description>{'&lt;div&gt;' * 200_000}"
        f"</description></item>{end}",
        "long text": f"{begin}<item><title>{'x' * 5_000_000}</title></item>{end}",
        "many entries": f"{begin}{'<item><title>x</title></item>' * 170_000}{end}",
        "many elements": f"{begin}{'<a/>' * 1_200_000}{end}",
        "many attributes": f"{begin}<item {attributes}/>{end}",
        "ampersands": f"{begin}<item><title>{'&' * 1_000_000}</title></item>{end}",
        "comments": f"{begin}<item><title>t</title><description>{'&lt;!--' * 500_000}"
        f"</description></item>{end}",
        "scripts": f"{begin}<item><title>t</title><description>{'&lt;script&gt;' * 300_000}"
        f"</description></item>{end}",
        "numbers": f"{begin}<item><title>{'&amp;#' + '9' * 60_000}</title></item>{end}",
    }


@pytest.mark.parametrize("name", hostile())
def test_what_means_harm_costs_little(name: str) -> None:
    body = hostile()[name].encode()[:LARGEST]
    began = time.process_time()
    try:
        found = articles(read(body), "")
    except UnreadableError:
        found = []
    assert len(found) <= MOST
    assert all(len(article.text) <= 2 * EXTRACT for article in found)
    assert time.process_time() - began < 5  # a second or two; feedparser took 16 for the first


def test_reading_stops_when_it_takes_too_long() -> None:
    body = f"<rss><channel>{'<item><title>x</title></item>' * 9000}</channel></rss>".encode()
    feed = read(body, late=lambda: True)
    assert 0 < len(feed.entries) < MOST
    assert feed.broken == "took too long to read"


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    for begin in (b"", b"<rss><channel><item><title>", b'{"items":[{"title":"'):
        try:
            articles(read(begin + body), "https://news.example/")
        except UnreadableError:
            continue


@given(st.text(alphabet="<>&;/!-ab\"'= #x9\n", max_size=200))
def test_no_tag_is_left_of_any_markup(markup: str) -> None:
    words = plain(markup)
    for tag in ("<a", "<b", "</a", "<!-", "<script"):
        assert tag not in words


def test_markup_leaves_the_words() -> None:
    said = "<p>One &amp; <b>last</b><br/>dance</p><script>a<b</script> 1 < 2 &lt;3 &#8364;"
    assert plain(said) == "One & last\ndance\n1 < 2 <3 €"


@pytest.mark.parametrize(
    ("text", "at", "dated"),
    [
        ("Sun, 01 Nov 2026 12:00:00 GMT", NOW, False),
        ("01 Nov 26 07:00 EST", NOW, False),
        ("Sun, 01 Nov 2026 12:00:00", NOW, False),
        ("2026-11-01T13:00:00+01:00", NOW, False),
        ("Sun, 01 Nov 2026 13:00:00 +01:00", NOW, False),
        ("Sun, 01 Nov 2026 13:00 CET", NOW, False),
        ("Nov 1, 2026 12:00 pm", NOW, False),
        ("Nov 1, 2026 01:00:00 p.m. CET", NOW, False),
        ("So, 01 M\u00e4rz 2026 13:00 MEZ", NOW.replace(month=3), False),
        ("1 de agosto de 2026 14:00 CEST", NOW.replace(month=8), False),
        ("1 juil. 2026 14:00:00 +02:00", NOW.replace(month=7), False),
        ("lun, 01 giu 2026 12:00 GMT", NOW.replace(month=6), False),
        ("1 abc 2026 12:00 GMT", None, False),
        ("2026-11-01T12:00:00", NOW, False),
        ("2026-11-01", NOW.replace(hour=0), True),
        ("01 Nov 2026", NOW.replace(hour=0), True),
        ("Fri, 01 Jan 2199 00:00:00 GMT", datetime(2199, 1, 1, tzinfo=UTC), False),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None, False),
        ("0001-01-01T00:00:00Z", None, False),
        ("31 Feb 2026 12:00:00 GMT", None, False),
        ("yesterday", None, False),
        ("", None, False),
        ("9" * 5000, None, False),
    ],
)
def test_a_date_is_read_as_what_it_can_be(text: str, at: datetime | None, dated: bool) -> None:
    assert moment(text) == (at, dated)


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("https://News.example/a?utm_source=x&id=1#top", "https://news.example/a?id=1"),
        ("https://news.example/a?at_medium=RSS&fbclid=1", "https://news.example/a"),
        ("https://[", "https://["),
    ],
)
def test_an_article_has_one_address(url: str, same: str) -> None:
    assert canonical(url) == same


def test_an_article_goes_by_its_guid_its_address_or_its_headline() -> None:
    entries = [
        Entry(guid=" urn:1 ", link="https://news.example/1", title="a"),
        Entry(link="https://news.example/1#x", title="a"),
        Entry(title="a"),
        Entry(guid="x" * 5000, title="a"),
        Entry(guid="empty"),
    ]
    keys = [article.key for article in articles(Feed(entries=entries), "")]
    assert keys[:2] == ["urn:1", "https://news.example/1"]
    assert [len(key) for key in keys[2:]] == [32, 32]


def test_an_address_that_nobody_can_open_is_left_out() -> None:
    links = ["javascript:alert(1)", "file:///etc/passwd", "https://a b", "//[", "x" * 9999]
    entries = [Entry(guid=f"g{n}", link=link, title="a") for n, link in enumerate(links)]
    found = articles(Feed(entries=entries), "https://news.example/")
    assert [article.url for article in found] == [None, None, "https://ab", None, None]


def feed_of(*words: str) -> Feed:
    return Feed(entries=[Entry(guid=str(n), title=said) for n, said in enumerate(words)])


def test_what_was_there_is_not_new_and_other_words_are_an_edit() -> None:
    first = compare(Memory(), articles(feed_of("a", "b"), ""))
    assert [a.text for a in first.fresh] == ["a", "b"]
    again = compare(first.memory, articles(feed_of("a", "b"), ""))
    assert (again.fresh, again.edited, again.memory) == ([], [], first.memory)
    third = compare(again.memory, articles(feed_of("a", "B!", "c"), ""))
    assert [a.text for a in third.fresh] == ["c"]
    assert [a.text for a in third.edited] == ["B!"]


def test_an_edit_is_the_same_whoever_shows_it() -> None:
    (one,) = articles(feed_of("a"), "https://x.example/")
    (other,) = articles(feed_of("a"), "https://y.example/")
    edits = [a.activity(Verb.UPDATE, "bbc-sport", NOW) for a in (one, other)]
    assert edits[0].order == edits[1].order
    assert 0 <= edits[0].order < 1 << 62


def test_what_changes_at_every_look_is_passed_on_a_few_times() -> None:
    memory, edits = Memory(), 0
    for n in range(50):
        news = compare(memory, articles(feed_of(f"seen {n} times"), ""))
        memory, edits = news.memory, edits + len(news.edited)
    assert edits == MOST_EDITS


def test_the_same_entry_twice_is_one() -> None:
    twice = Feed(entries=[Entry(guid="1", title="a"), Entry(guid="1", title="b")])
    assert len(compare(Memory(), articles(twice, "")).fresh) == 1


@settings(deadline=None, max_examples=20)
@given(st.lists(st.integers(0, 40), min_size=1, max_size=8))
def test_a_cursor_stays_bounded_and_says_the_same_when_read_again(turns: list[int]) -> None:
    memory = Memory(feed=remembering.short("u"))
    for turn in turns:
        entries = [Entry(guid=f"{turn}-{n}", title="a") for n in range(400)]
        news = compare(memory, articles(Feed(entries=entries), ""))
        memory = news.memory.after({"ETag": '"x"'}, NOW)
        assert len(memory.seen) <= 1000 + BEYOND
    assert len(memory.cursor()) < 60_000
    assert Memory.of(memory.cursor(), "it", "u") == memory


def test_tags_of_another_address_are_not_sent() -> None:
    memory = Memory(feed=remembering.short("u")).after({"ETag": '"x"', "Last-Modified": "d"}, NOW)
    assert memory.conditions == {"If-None-Match": '"x"', "If-Modified-Since": "d"}
    assert Memory.of(memory.cursor(), "it", "v").conditions == {}
    odd = memory.after({"ETag": "\udcff", "Last-Modified": "d" * 9999}, NOW)
    assert odd.conditions == {}


@pytest.mark.parametrize("cursor", ["", "12", "{}", "[" * 9999, '{"feed":"x","looked":"x"}'])
def test_a_cursor_that_is_none_is_told(cursor: str) -> None:
    with pytest.raises(RefusedError, match="cursor of it"):
        Memory.of(cursor, "it", "u")


@pytest.mark.skipif(not WILD.is_dir(), reason="set LASTDANCE_DATA to the folder with feeds/wild")
def test_wild_feeds_are_read() -> None:
    found = [
        articles(read(path.read_bytes()), "https://wild.example/")
        for path in sorted(WILD.iterdir())
    ]
    assert all(found)
    everything = [article for some in found for article in some]
    assert len(everything) > 3000
    assert sum(article.published is not None for article in everything) > 0.99 * len(everything)
    linked = [all(article.url for article in some) for some in found]
    assert sum(linked) >= len(found) - 1  # one names no address at all
