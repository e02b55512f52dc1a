"""Reading single fields and lines."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.wire import activitystreams, atproto, lines
from connectors.wire.fields import EPOCH, LATEST, from_micros, language, link, micros, time_of
from connectors.wire.reading import Kinds, Unhandled, UnreadableError
from monitor.domain.activity import Activity, Provenance, Verb
from monitor.domain.retry import full_jitter
from tests.simulator.events import tid

TIMES = st.timedeltas(timedelta(0), LATEST - EPOCH - timedelta(days=1)).map(EPOCH.__add__)
IDS = st.from_regex(r"[a-zA-Z0-9:/._é-]{1,40}", fullmatch=True)
MAYBE = st.none() | IDS

ACTIVITIES = st.builds(
    Activity,
    platform=st.sampled_from(["bluesky", "instagram", "x"]),
    verb=st.sampled_from(Verb),
    actor=IDS,
    seen_at=TIMES,
    actor_handle=MAYBE,
    record=MAYBE,
    revision=st.none() | st.integers(0, 2**53),
    undoes=st.none() | st.sampled_from(Verb),
    object=MAYBE,
    object_author=MAYBE,
    in_reply_to=MAYBE,
    thread=MAYBE,
    quotes=MAYBE,
    about_actor=st.none() | st.sampled_from(["identity", "account", "profile"]),
    text=st.text(st.characters(exclude_categories=["C"]), max_size=200),
    lang=st.none() | st.sampled_from(["en", "es", "ast"]),
    url=st.none() | st.just("https://example.org/1"),
    happened_at=st.none() | TIMES,
    dated=st.booleans(),
    provenance=st.sampled_from(Provenance),
)


@given(ACTIVITIES)
def test_an_activity_that_is_written_is_read_as_it_was(activity: Activity) -> None:
    line = json.dumps(lines.encode(activity)).encode()
    assert lines.decode(line) == activity


def test_what_is_not_known_is_not_written() -> None:
    activity = Activity(
        platform="x", verb=Verb.CREATE, actor="a", seen_at=EPOCH, text="words", lang="en"
    )
    assert lines.encode(activity) == {
        "platform": "x",
        "verb": "create",
        "actor": "a",
        "seen_at": "1970-01-01T00:00:00Z",
        "text": "words",
        "lang": "en",
    }


def test_a_foreign_export_is_understood() -> None:
    line = b'{"id": 12, "text": "hi", "created_at": "2026-11-20T00:00:00+01:00", "author": "u0"}'
    read = lines.decode(line)
    assert isinstance(read, Activity)
    assert (read.platform, read.verb, read.actor, read.record) == (
        "import",
        Verb.CREATE,
        "u0",
        "12",
    )
    assert read.happened_at == read.seen_at == datetime(2026, 11, 19, 23, tzinfo=UTC)


# --- times ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "at"),
    [
        ("2026-11-01T12:00:00Z", datetime(2026, 11, 1, 12, tzinfo=UTC)),
        ("2026-11-01T12:00:00", datetime(2026, 11, 1, 12, tzinfo=UTC)),
        ("2026-11-01 14:00:00.5+02:00", datetime(2026, 11, 1, 12, 0, 0, 500_000, UTC)),
        (1_793_534_400, datetime(2026, 11, 1, 12, tzinfo=UTC)),
        (1_793_534_400.25, datetime(2026, 11, 1, 12, 0, 0, 250_000, UTC)),
        (1_793_534_400_000, datetime(2026, 11, 1, 12, tzinfo=UTC)),
        (1_793_534_400_000_000, datetime(2026, 11, 1, 12, tzinfo=UTC)),
    ],
)
def test_a_time_is_read_in_text_and_in_numbers(value: str | float, at: datetime) -> None:
    assert time_of(value, "at") == (at, False)


def test_a_date_is_told_from_a_time() -> None:
    assert time_of("2026-11-01", "at") == (datetime(2026, 11, 1, tzinfo=UTC), True)


@given(TIMES)
def test_microseconds_are_exact(at: datetime) -> None:
    assert from_micros(micros(at), "at") == at


@given(st.one_of(st.text(), st.integers(), st.floats()))
def test_any_value_is_a_sane_time_or_none(value: str | float) -> None:
    with suppress(UnreadableError):
        at, _ = time_of(value, "at")
        assert EPOCH <= at < LATEST


# --- atproto -------------------------------------------------------------------------------


@given(st.integers(0, 2**53 - 1), st.integers(0, 1023))
def test_a_tid_holds_microseconds(count: int, clock: int) -> None:
    assert atproto.tid_micros(tid(count, clock)) == count


@pytest.mark.parametrize(
    "text", [None, "", "self", "3jzfcijpj2z2", "3jzfcijpj2z2a1", "zzzzzzzzzzzzz"]
)
def test_what_is_no_tid_has_no_time(text: str | None) -> None:
    assert atproto.tid_micros(text) is None


@given(st.integers(0, 2**53 - 1), st.integers(0, 2**53 - 1))
def test_tids_sort_as_their_times(a: int, b: int) -> None:
    assert (tid(a) < tid(b)) == (a < b)


@pytest.mark.parametrize(
    ("at", "author"),
    [
        ("at://did:plc:abc/app.bsky.feed.post/1", "did:plc:abc"),
        ("at://did:web:example.org", "did:web:example.org"),
        ("at://fan.example/app.bsky.feed.post/1", None),
        ("at://did:plc:a b/app.bsky.feed.post/1", None),
        ("did:plc:abc", None),
        ("https://did:plc:abc/", None),
    ],
)
def test_an_address_tells_its_author(at: str, author: str | None) -> None:
    assert atproto.author_of(at) == author


def test_only_posts_have_a_page() -> None:
    post = "at://did:plc:abc/app.bsky.feed.post/3k"
    assert atproto.page_of(post) == "https://bsky.app/profile/did:plc:abc/post/3k"
    for other in ("", "at://did:plc:abc", "at://did:plc:abc/app.bsky.feed.like/3k", post + "/x"):
        assert atproto.page_of(other) is None


# --- small fields --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "primary"),
    [
        ("en", "en"),
        ("pt-BR", "pt"),
        ("ES_419", "es"),
        ("ast", "ast"),
        ("", None),
        (None, None),
        ("english", None),
        ("e", None),
        ("日本", None),
        ("en\x00", None),
    ],
)
def test_of_a_language_the_primary_subtag_is_kept(tag: str | None, primary: str | None) -> None:
    assert language(tag) == primary


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//x.org", "http://a b", "https://a\n", ""]
)
def test_an_address_that_a_browser_may_not_open_is_left_out(url: str) -> None:
    assert link(url) is None


def test_kinds_beyond_the_fiftieth_are_counted_together() -> None:
    kinds = Kinds()
    labels = {kinds.label(f"kind{n}") for n in range(200)}
    assert len(labels) == 51
    assert kinds.label("kind0") == "unhandled:kind0"
    assert kinds.label("no\nlabel") == "unhandled:other"


# --- ActivityStreams -----------------------------------------------------------------------

FAN = "https://social.example/users/fan"
PLAYER = "https://social.example/users/player"
POST = "https://social.example/users/fan/statuses/1"


def act(kind: str, thing: Any, **more: Any) -> Activity | Unhandled:
    whole = {
        "@context": "https://www.w3.org/ns/activitystreams",
        "id": "https://social.example/acts/1",
        "type": kind,
        "actor": PLAYER,
        "object": thing,
        "published": "2026-10-03T20:00:00Z",
        **more,
    }
    return activitystreams.decode(json.dumps(whole).encode())


def note(**more: Any) -> dict[str, Any]:
    return {"id": POST, "type": "Note", "attributedTo": FAN, "to": "as:Public", **more}


def test_a_like_names_its_object_whether_whole_or_by_address() -> None:
    for thing in (POST, note(), [POST]):
        read = act("Like", thing)
        assert isinstance(read, Activity)
        assert (read.verb, read.actor, read.object) == (Verb.LIKE, PLAYER, POST)
        assert read.record == "https://social.example/acts/1"


def test_a_note_s_html_becomes_words() -> None:
    html = (
        "<p>One <b>last</b> dance<br/>at the Bernab&eacute;u</p><p>1 &lt; 2 "
        '<a href="https://social.example/tags/hm">#<span>hm</span></a></p>'
    )
    read = act("Create", note(content=html, contentMap={"en-GB": html}, inReplyTo="urn:x"))
    assert isinstance(read, Activity)
    assert read.text == "One last dance\nat the Bernabéu\n1 < 2 #hm"
    assert (read.lang, read.in_reply_to, read.record) == ("en", "urn:x", POST)


def test_what_is_not_for_the_public_is_none_of_our_business() -> None:
    private = note(to=[PLAYER], cc=[])
    assert act("Create", private) == Unhandled("not_public")
    assert act("Announce", POST, to=[f"{PLAYER}/followers"]) == Unhandled("not_public")
    unlisted = note(to=[f"{FAN}/followers"], cc=["https://www.w3.org/ns/activitystreams#Public"])
    assert isinstance(act("Create", unlisted), Activity)


def test_an_undo_names_what_it_ends() -> None:
    like = {"id": "https://social.example/acts/0", "type": "Like", "object": POST}
    read = act("Undo", like)
    assert isinstance(read, Activity)
    assert (read.verb, read.undoes) == (Verb.UNDO, Verb.LIKE)
    assert (read.record, read.object) == ("https://social.example/acts/0", POST)


def test_a_deleted_actor_is_told_from_a_deleted_post() -> None:
    gone, post = act("Delete", PLAYER), act("Delete", {"id": POST, "type": "Tombstone"})
    assert isinstance(gone, Activity)
    assert isinstance(post, Activity)
    assert (gone.about_actor, post.about_actor) == ("account", None)
    assert post.record == post.object == POST


def test_an_edit_is_ordered_by_its_time() -> None:
    read = act("Update", note(content="anew", updated="2026-10-03T21:00:00Z"))
    assert isinstance(read, Activity)
    assert read.verb is Verb.UPDATE
    assert read.revision == micros(datetime(2026, 10, 3, 21, tzinfo=UTC))
    profile = act("Update", {"id": PLAYER, "type": "Person"})
    assert isinstance(profile, Activity)
    assert (profile.about_actor, profile.record) == ("profile", f"{PLAYER}#profile")


def test_other_kinds_are_left_out_by_name() -> None:
    assert act("Block", FAN) == Unhandled("Block")
    assert act("Create", POST) == Unhandled("Create#address")


# --- waiting -------------------------------------------------------------------------------

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


@given(st.integers(-5, 10_000), st.floats(0, 1, exclude_max=True))
def test_a_wait_is_never_longer_than_its_cap(attempt: int, draw: float) -> None:
    wait = full_jitter(attempt, timedelta(seconds=1), timedelta(minutes=1), draw)
    assert timedelta(0) <= wait <= timedelta(minutes=1)


def test_waits_grow_with_each_attempt() -> None:
    spans = [full_jitter(n, timedelta(seconds=1), timedelta(minutes=1), 0.5) for n in range(9)]
    assert [s.total_seconds() for s in spans] == [0.5, 1, 2, 4, 8, 16, 30, 30, 30]


def test_a_number_beyond_any_character_is_no_word() -> None:
    note = {"type": "Note", "id": "https://a.example/1", "attributedTo": "https://a.example/a"}
    act = {
        "@context": "https://www.w3.org/ns/activitystreams",
        "type": "Create",
        "actor": "https://a.example/a",
        "to": "https://www.w3.org/ns/activitystreams#Public",
        "object": {**note, "content": f"<p>one &#{'9' * 5000}; last</p>"},
    }
    found = lines.decode(json.dumps(act).encode(), NOW)
    assert isinstance(found, Activity)
    assert found.text == "one \ufffd last"
