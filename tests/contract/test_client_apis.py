"""Networks that want a credential: bursts come whole, quotas and money are kept to, secrets too."""

from __future__ import annotations

import io
import json
import logging
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

import connectors
from connectors.contract import Context
from connectors.http import Heard
from connectors.recordings.redacting import Redacting
from connectors.recordings.showing import shown
from connectors.youtube import quota_ends
from monitor.domain.activity import Activity, Verb
from monitor.domain.seal import SECRET_BYTES, Seal
from monitor.ports import Connector, Page, RateLimitedError, RefusedError, TransientError
from tests.simulator.clock import HandClock
from tests.simulator.exchange import Exchange
from tests.simulator.listening import NOW, Chosen, House, activities, house, listen
from tests.simulator.newest import CHANNEL, VIDEO, Newest

SECRET = "a-credential-that-must-not-show"
MINUTE = timedelta(minutes=1)
FORMS = ["instagram_graph", "reddit", "x", "youtube"]


def entry(form: str, url: str, **more: Any) -> dict[str, Any]:
    """Return a table for *form* that asks the server at *url*."""
    tables: dict[str, dict[str, Any]] = {
        "reddit": {
            "subreddits": ["realmadrid"],
            "client_id": "an-app",
            "client_secret": SECRET,
            "tokens": url,
        },
        "youtube": {"channels": [CHANNEL], "key": SECRET, "every": "5m"},
        "x": {
            "search": ["thing"],
            "token": SECRET,
            "every": "5m",
            "most": 10_000,
            "per_day": 1_000,
            "per_month": 1_000,
            "kept": 0,
        },
        "instagram_graph": {
            "user": "17841400000000000",
            "token": SECRET,
            "accounts": ["fanpage"],
            "every": "5m",
        },
    }
    return {"type": form, "name": "it", "api": url, **tables[form], **more}


@asynccontextmanager
async def at_home(**more: Any) -> AsyncIterator[tuple[House, HandClock]]:
    clock = HandClock(NOW)
    async with house(clock=clock, **more) as home:
        home.context = _sealed(home.context)
        yield home, clock


def _sealed(context: Context) -> Context:
    return Context(
        session=context.session,
        clock=context.clock,
        interest=context.interest,
        accounts=context.accounts,
        report=context.report,
        rest=context.rest,
        seal=Seal(b"7" * SECRET_BYTES),
    )


def made(pages: Sequence[Page]) -> list[str]:
    acts = [a for a in activities(pages) if a.verb is Verb.CREATE]
    return [str(a.record) for a in acts if not str(a.record).endswith(VIDEO)]


def cursor_of(pages: Sequence[Page]) -> str:
    return [page.cursor for page in pages if page.cursor is not None][-1]


@pytest.mark.parametrize("form", FORMS)
async def test_a_burst_and_what_is_listed_late_come_whole_and_once(form: str) -> None:
    """1,255 things in four steps, restarted in between: what comes again is known by its key."""
    async with Newest(form) as server, at_home() as (home, clock):
        connector = home.connector(**entry(form, server.url))
        seen: list[str] = []
        cursor: str | None = None

        async def look() -> None:
            nonlocal cursor
            clock.time += 5 * MINUTE
            pages = await listen(connector, cursor, within=30)
            assert [page.gap for page in pages if page.gap] == []
            seen.extend(made(pages))
            cursor = cursor_of(pages)

        server.put(*(NOW - timedelta(days=1, hours=n) for n in range(5)))
        server.put(*(NOW - 9 * MINUTE + timedelta(seconds=n) for n in range(45)))
        await look()
        server.put(*(NOW + timedelta(milliseconds=n) for n in range(1_200)))
        await look()
        await look()
        server.put(*(NOW - 2 * MINUTE + timedelta(seconds=n) for n in range(3)))
        await look()
        server.put(*[NOW + timedelta(milliseconds=1_199)] * 2)
        await look()
    assert Counter(seen).total() == len(set(seen)) == 1_255


@pytest.mark.parametrize("form", FORMS)
async def test_a_restart_loses_nothing(form: str) -> None:
    async with Newest(form) as server, at_home() as (home, clock):
        server.put(*(NOW - timedelta(days=1, hours=n) for n in range(5)))
        pages = await listen(home.connector(**entry(form, server.url)), None)
        seen = set(made(pages))
        server.put(*(NOW + timedelta(milliseconds=n) for n in range(300)))
        clock.time += 5 * MINUTE
        pages = await listen(home.connector(**entry(form, server.url)), cursor_of(pages))
        assert len(seen | set(made(pages))) == 305


async def test_reddit_tells_what_lies_before_the_end_of_its_lists() -> None:
    async with Newest("reddit", deep=1_000) as server, at_home() as (home, clock):
        connector = home.connector(**entry("reddit", server.url))
        server.put(NOW - 9 * MINUTE)
        pages = await listen(connector, None)
        server.put(*(NOW + timedelta(milliseconds=n) for n in range(1_500)))
        clock.time += MINUTE
        pages = await listen(connector, cursor_of(pages), within=30)
    assert len(made(pages)) == 1_000
    (gap,) = [page.gap for page in pages if page.gap is not None]
    assert gap.until == NOW + timedelta(milliseconds=500)


# --- credentials ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "cure"),
    [
        ({"type": "reddit", "subreddits": ["realmadrid"]}, "client_secret_file"),
        ({"type": "reddit", "subreddits": ["realmadrid"], "client_id": "a"}, "client_secret_file"),
        ({"type": "youtube"}, "key_file"),
        ({"type": "x", "search": ["a"]}, "token_file"),
        ({"type": "instagram_graph", "user": "17841400000000000"}, "token_file"),
        ({"type": "instagram_graph", "token": "a"}, "user"),
    ],
)
def test_a_table_without_a_credential_is_refused_with_the_cure(
    table: dict[str, Any], cure: str
) -> None:
    with pytest.raises(ValidationError, match=rf"{cure}[^\n]*docs/connectors.md"):
        connectors.config_of({"name": "it", **table})


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("status", [200, 400, 401, 403, 429, 500])
async def test_no_credential_shows(
    form: str, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    heard: list[Heard] = []
    async with Newest(form) as server, Exchange([]) as broken, at_home() as (home, _):
        server.put(NOW)
        broken.instead = (status, {}, json.dumps({"error": {"code": 190}}).encode())
        url = server.url if status == 200 else broken.url
        config = connectors.config_of(entry(form, url))
        home.context = Context(
            session=home.context.session,
            clock=home.context.clock,
            interest=home.context.interest,
            accounts=home.context.accounts,
            report=home.context.report,
            heard=lambda _, one: heard.append(one),
        )
        said = ""
        try:
            pages = await listen(home.connector(**entry(form, url)))
            said = repr(pages)
        except (TransientError, RefusedError) as error:
            said = repr(error)
    redacting = Redacting(b"salt")
    last = [json.dumps(shown(one, redacting)) for one in heard]
    everything = [
        said,
        repr(config),
        repr(home.told),
        *last,
        *(h.asked for h in heard),
        caplog.text,
    ]
    assert not any(SECRET in text or "never-a-real-token" in text for text in everything)


# --- YouTube's quota --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "wait"),
    [
        (datetime(2026, 11, 1, 6, 0, tzinfo=UTC), timedelta(hours=1)),  # still summer time there
        (datetime(2026, 11, 1, 12, 0, tzinfo=UTC), timedelta(hours=20)),
        (datetime(2026, 11, 3, 12, 0, tzinfo=UTC), timedelta(hours=20)),
    ],
)
def test_a_spent_quota_is_waited_for_until_midnight_in_california(
    now: datetime, wait: timedelta
) -> None:
    assert quota_ends(b'{"error": {"errors": [{"reason": "quotaExceeded"}]}}', now) == wait
    assert quota_ends(b'{"error": {"errors": [{"reason": "commentsDisabled"}]}}', now) is None


async def test_youtube_is_left_alone_once_its_quota_is_spent() -> None:
    async with Exchange([]) as server, at_home() as (home, _):
        server.instead = (403, {}, b'{"error": {"errors": [{"reason": "quotaExceeded"}]}}')
        connector = home.connector(**entry("youtube", server.url))
        for _ in range(2):
            with pytest.raises(RateLimitedError) as raised:
                await listen(connector)
            assert raised.value.retry_after is not None
            assert raised.value.retry_after > timedelta(hours=19)
        assert len(server.asked) == 1


async def test_our_own_quota_is_remembered_over_a_restart() -> None:
    async with Newest("youtube") as server, at_home() as (home, clock):
        server.put(NOW)
        cursor: str | None = None
        for _ in range(8):
            connector = home.connector(**entry("youtube", server.url, quota=10))
            pages = await listen(connector, cursor)
            cursor = cursor_of(pages)
            clock.time += 5 * MINUTE
        assert len(server.asked) == 10
        assert "units are spent" in home.told[-1][1]
        clock.time += timedelta(days=1)
        await listen(home.connector(**entry("youtube", server.url, quota=10)), cursor)
        assert len(server.asked) > 10


# --- what X costs -----------------------------------------------------------------------


def priced(url: str, **more: Any) -> dict[str, Any]:
    return entry("x", url, **{"per_day": 1, "per_month": 100, **more})


async def looks(
    home: House, clock: HandClock, table: dict[str, Any], count: int, cursor: str | None = None
) -> str:
    for _ in range(count):
        connector: Connector = home.connector(**table)
        cursor = cursor_of(await listen(connector, cursor, within=20))
        clock.time += 5 * MINUTE
    return str(cursor)


async def test_x_is_asked_nothing_beyond_the_limit_of_a_day() -> None:
    """At $0.005 a post a dollar buys 200, whatever the servers have and however often we start."""
    async with Newest("x") as server, at_home() as (home, clock):
        server.put(*(NOW - timedelta(seconds=n) for n in range(5_000)))
        cursor = await looks(home, clock, priced(server.url), 6)
        read = sum(int(one.partition("max_results=")[2].partition("&")[0]) for one in server.asked)
        assert read <= 200
        assert "leaves too little" in home.told[-1][1]
        asked = len(server.asked)
        clock.time += timedelta(days=1)
        await listen(home.connector(**priced(server.url)), cursor, within=20)
        assert len(server.asked) > asked


async def test_x_is_asked_nothing_beyond_the_limit_of_a_month() -> None:
    async with Newest("x") as server, at_home() as (home, clock):
        server.put(*(NOW - timedelta(seconds=n) for n in range(5_000)))
        table = priced(server.url, per_day=1, per_month=1.5)
        cursor = await looks(home, clock, table, 4)
        clock.time += timedelta(days=1)
        await looks(home, clock, table, 4, cursor)
        assert "a month leaves too little" in home.told[-1][1]


async def test_what_was_about_to_be_spent_is_stored_before_it_is() -> None:
    async with Newest("x") as server, at_home() as (home, clock):
        server.put(*(NOW - timedelta(seconds=n) for n in range(300)))
        source = home.connector(**priced(server.url)).pages(None)
        page = await anext(source)
        assert server.asked == []
        assert page.cursor is not None
        assert json.loads(page.cursor)["spent"]["day"] == ["2026-11-01", 1_000_000]
        killed = page.cursor
        clock.time += 5 * MINUTE
        await listen(home.connector(**priced(server.url)), killed)
        assert server.asked == []


async def test_what_the_limit_did_not_reach_is_told() -> None:
    async with Newest("x") as server, at_home() as (home, clock):
        table = priced(server.url, per_day=100, most=120)
        connector = home.connector(**table)
        server.put(NOW - MINUTE)
        pages = await listen(connector)
        server.put(*(NOW + timedelta(milliseconds=n) for n in range(1_000)))
        clock.time += 5 * MINUTE
        pages = await listen(connector, cursor_of(pages), within=20)
    assert 100 <= len(made(pages)) <= 120
    assert [page.gap for page in pages if page.gap is not None]


# --- single shapes ----------------------------------------------------------------------


def decoded(form: str, body: Any, path: str = "/") -> list[Any]:
    exchange = {"request": {"method": "GET", "uri": f"https://api.example{path}"}}
    recording = {"interactions": [{**exchange, "response": {"status": 200, "body": body}}]}
    stream = io.BytesIO(json.dumps(recording).encode())
    return list(connectors.decode(form, stream, NOW))


def acts(found: Sequence[Any]) -> list[tuple[str, str | None]]:
    return [(str(a.verb), a.record or a.object) for a in found if isinstance(a, Activity)]


def test_a_tree_of_comments_is_read_and_its_deleted_branches_have_no_words() -> None:
    def comment(at_id: str, replies: Any = "", **more: Any) -> Any:
        said = {"author": "fan", "author_fullname": "t2_fan", "body": f"words of {at_id}"}
        data = {"id": at_id, "name": f"t1_{at_id}", "created_utc": 1.7e9, "parent_id": "t3_p"}
        return {"kind": "t1", "data": {**data, **said, "replies": replies, **more}}

    def below(*things: Any) -> Any:
        return {"kind": "Listing", "data": {"children": list(things), "after": None}}

    more = {"kind": "more", "data": {"count": 3, "id": "m", "children": ["x"]}}
    deep = comment("c", below(comment("d", edited=1.7e9 + 60), more))
    gone = comment("b", below(deep), author="[deleted]", body="[deleted]", author_fullname=None)
    removed = comment("e", author="rude", body="[removed]")
    found = decoded("reddit", [below(), below(comment("a", below(gone)), removed)])
    assert acts(found) == [
        ("create", "t1_a"),
        ("create", "t1_c"),
        ("create", "t1_d"),
        ("update", "t1_d"),
    ]
    assert [str(one) for one in found if not isinstance(one, Activity)] == [
        "deleted",
        "more",
        "deleted",
    ]


def test_reddit_answers_more_children_as_a_list_of_things() -> None:
    comment = {"id": "a", "author": "fan", "body": "x", "created_utc": 1.7e9}
    body = {"json": {"errors": [], "data": {"things": [{"kind": "t1", "data": comment}]}}}
    assert acts(decoded("reddit", body)) == [("create", "t1_a")]


def test_what_a_search_of_x_refers_to_comes_with_it() -> None:
    body = {
        "data": [
            {
                "id": "1590000500000000003",
                "text": "RT @a: x",
                "author_id": "9",
                "referenced_tweets": [{"type": "retweeted", "id": "1590000000000000001"}],
            }
        ],
        "includes": {
            "users": [{"id": "8", "name": "A", "username": "a"}],
            "tweets": [{"id": "1590000000000000001", "text": "x &amp; y", "author_id": "8"}],
        },
        "errors": [
            {"value": "17", "resource_id": "17", "parameter": "ids", "resource_type": "tweet",
             "title": "Not Found Error", "type": "https://api.x.com/2/problems/resource-not-found"}
        ],
    }  # fmt: skip
    original, repost, missing = decoded("x", body)
    assert (original.text, original.actor_handle) == ("x & y", "a")
    assert (repost.object, repost.object_author) == (original.record, "8")
    assert repost.happened_at > original.happened_at
    assert str(missing) == "not_found_error"


def test_who_likes_on_x_is_read_where_it_was_recorded() -> None:
    body = {"data": [{"id": "7", "username": "a"}], "meta": {"result_count": 1}}
    (like,) = decoded("x", body, "/2/tweets/1590000000000000001/liking_users")
    assert (like.verb, like.actor, like.happened_at) == (Verb.LIKE, "7", None)


def test_a_search_of_youtube_holds_videos_and_other_things() -> None:
    snippet = {"publishedAt": "2026-11-01T10:00:00Z", "channelId": CHANNEL, "title": "A &amp; B"}
    body = {
        "kind": "youtube#searchListResponse",
        "items": [
            {"kind": "youtube#searchResult", "id": {"videoId": VIDEO}, "snippet": snippet},
            {"kind": "youtube#searchResult", "id": {"channelId": CHANNEL}, "snippet": snippet},
        ],
    }
    video, other = decoded("youtube", body)
    assert (video.record, video.text) == (f"https://youtube.com/watch?v={VIDEO}", "A & B")
    assert str(other) == "searchResult"


def test_comments_of_instagram_stand_below_their_post() -> None:
    reply = {"id": "1003", "text": "no", "timestamp": "2026-11-01T10:02:00+0000", "username": "c"}
    comment = {
        "id": "1002",
        "text": "yes",
        "timestamp": "2026-11-01T10:01:00+0000",
        "from": {"id": "9", "username": "b"},
        "replies": {"data": [reply]},
    }
    media = {
        "id": "1001",
        "caption": "one last dance",
        "permalink": "https://www.instagram.com/reel/Cabc/?x=1",
        "timestamp": "2026-11-01T10:00:00+0000",
        "username": "a",
        "comments": {"data": [comment]},
    }
    post, first, second = decoded("instagram_graph", {"data": [media], "paging": {}})
    assert post.record == "https://www.instagram.com/p/Cabc/"
    assert (first.actor, first.in_reply_to) == ("9", post.record)
    assert (second.actor, second.in_reply_to) == ("@c", "1002")


# --- deletions --------------------------------------------------------------------------


async def test_what_x_no_longer_shows_is_deleted_and_what_it_does_not_mention_is_not() -> None:
    gone, still = "1590000000000000001", "1590000000000000002"
    posts = [{"id": at_id, "text": "thing", "author_id": "7"} for at_id in (still, gone)]
    error = {"resource_id": gone, "value": gone, "parameter": "ids", "resource_type": "tweet"}
    error["type"] = "https://api.x.com/2/problems/not-authorized-for-resource"
    answers = [
        {"get": "/2/tweets/search/recent", "body": {"data": posts}},
        {"get": "/2/tweets", "body": {"errors": [error]}},
    ]
    async with Exchange(answers) as server, at_home() as (home, clock):
        table = entry("x", server.url, kept=10, sweep="10m")
        pages = await listen(home.connector(**table))
        clock.time += 10 * MINUTE
        pages = await listen(home.connector(**table), cursor_of(pages))
    ended = [a for a in activities(pages) if a.verb is Verb.DELETE]
    assert [str(a.record).rpartition("/")[2] for a in ended] == [gone]


async def test_only_what_was_passed_on_is_asked_for_again() -> None:
    interest = Chosen(everything=False, words=("7",))
    async with Newest("reddit") as server, at_home(interest=interest) as (home, clock):
        server.put(*(NOW - timedelta(seconds=n) for n in range(10)))
        table = entry("reddit", server.url, sweep="10m")
        pages = await listen(home.connector(**table))
        clock.time += 10 * MINUTE
        pages = await listen(home.connector(**table), cursor_of(pages))
    (swept,) = [one for one in server.asked if one.startswith("/api/info")]
    assert "id=t3_7&" in swept
    assert "t3_7" not in cursor_of(pages)


@pytest.mark.parametrize(
    ("form", "body", "path", "said"),
    [
        ("x", {"data": [{"id": "20", "text": "a"}]}, "/2/tweets", "without_author"),
        ("x", {"title": "Unauthorized", "status": 401}, "/2/tweets", "error"),
        ("x", {"data": [{"start": "a", "tweet_count": 2}]}, "/2/tweets/counts/recent", "counts"),
        ("youtube", {"items": [{"kind": "youtube#video", "id": VIDEO}]}, "/videos", "video"),
        ("youtube", {"error": {"code": 403}}, "/videos", "error"),
        ("reddit", {"kind": "t2", "data": {"name": "a"}}, "/user/a/about", "t2"),
        ("reddit", {"message": "Forbidden", "error": 403}, "/r/a/new", "error"),
        ("reddit", {"access_token": "a"}, "/api/v1/access_token", "token"),
        ("instagram_graph", {"data": [{"id": "1", "like_count": 7}]}, "/1/media", "media"),
        ("instagram_graph", {"error": {"code": 190}}, "/1", "error"),
    ],
)
def test_what_says_nothing_of_anybody_is_counted(
    form: str, body: Any, path: str, said: str
) -> None:
    assert [str(one) for one in decoded(form, body, path)] == [said]


def test_posts_of_one_user_are_theirs() -> None:
    (post,) = decoded("x", {"data": [{"id": "20", "text": "a"}]}, "/2/users/12/tweets")
    assert (post.actor, post.happened_at) == ("12", None)


async def test_who_passed_a_post_on_is_asked_for_only_as_many_as_came_since() -> None:
    post = {"id": "1590000000000000001", "text": "thing", "author_id": "7"}
    grown = {**post, "public_metrics": {"retweet_count": 3, "quote_count": 0}}
    answers: list[dict[str, Any]] = [
        {"get": "/2/tweets/search/recent", "look": 1, "body": {"data": [post]}},
        {"get": "/2/tweets/search/recent", "look": 2, "body": {"meta": {"result_count": 0}}},
        {"get": "/2/tweets", "body": {"data": [grown]}},
        {"get": f"/2/tweets/{post['id']}/retweeted_by", "body": {"data": [{"id": "8"}]}},
    ]
    interest = Chosen(actors={"7"})
    async with Exchange(answers) as server, at_home(interest=interest) as (home, clock):
        table = entry("x", server.url, kept=10, sweep="24h")
        cursor = cursor_of(await listen(home.connector(**table)))
        server.look = 2
        for _ in range(30):
            clock.time += 5 * MINUTE
            cursor = cursor_of(await listen(home.connector(**table), cursor))
    asked = [one for one in server.asked if "retweeted_by" in one]
    assert len(asked) == 1
    assert "max_results=3&" in asked[0]
    assert len([one for one in server.asked if one.startswith("/2/tweets?")]) == 2
    spent = json.loads(cursor)["spent"]["day"][1]
    assert spent == 5_000 + 2 * 5_000 + 10_000
