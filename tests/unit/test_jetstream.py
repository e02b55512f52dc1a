"""Places in a stream, what going on from one may lose, and how much comes in."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

import connectors
from connectors.jetstream import volume
from connectors.jetstream.dialects import DIALECTS, METHOD
from connectors.jetstream.place import Place
from connectors.jetstream.resuming import KEPT, PAUSE, Resuming
from connectors.jetstream.standing import Standing
from connectors.wire import jetstream, lines
from connectors.wire.atproto import FOLLOW, LIKE, POST, REPOST
from connectors.wire.fields import micros
from connectors.wire.frames import SEQ_END
from monitor.domain.activity import Activity
from monitor.domain.catalogue import Account
from monitor.domain.volume import format_bytes
from monitor.ports import Gap
from tests.simulator import dialects
from tests.simulator.events import Events, line

DATA = Path(os.environ.get("LASTDANCE_DATA", "/nonexistent")) / "jetstream"
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
HOSTS = st.from_regex(r"[a-z0-9.-]{1,40}(:\d{1,5})?", fullmatch=True)
TIMES = st.integers(0, 10**18 - 1)
PLACES = st.builds(Place, TIMES) | st.builds(Place, TIMES, st.integers(0, SEQ_END - 1), HOSTS)
SPANS = st.timedeltas(timedelta(days=-3), timedelta(days=3))


@given(PLACES)
def test_a_place_is_read_back_as_it_was_written(place: Place) -> None:
    assert Place.of(str(place), "it") == place


@given(PLACES, HOSTS, st.timedeltas(timedelta(0), timedelta(days=1)))
def test_a_number_goes_to_the_host_that_gave_it_and_a_time_is_never_read_as_one(
    place: Place, host: str, rewind: timedelta
) -> None:
    cursor = DIALECTS["v2"].cursor(place, host, rewind)
    if place.seq is not None and place.host == host:
        assert cursor == place.seq
    else:
        assert cursor >= SEQ_END
    assert DIALECTS["v1"].cursor(place, host, rewind) <= max(place.time, 1)


@given(
    since=SPANS, first=st.none() | SPANS, busy=st.booleans(), told=st.booleans(),
    clamped=st.booleans(),
)  # fmt: skip
def test_a_gap_begins_where_the_stream_was_read_to_and_is_told_once(
    since: timedelta, first: timedelta | None, busy: bool, told: bool, clamped: bool
) -> None:
    resuming = Resuming(NOW + since, busy=busy, told=told)
    if clamped and told:
        resuming.clamp()
    if first is not None:
        resuming.begin(min(NOW + first, NOW))
    gap = resuming.gap(NOW)
    if gap is not None:
        assert gap.since == NOW + since < gap.until <= NOW
        assert resuming.gap(NOW) is None
        assert clamped or not told
        assert told or (gap.until - gap.since > PAUSE if busy else NOW - gap.since > KEPT)


def test_a_stream_that_begins_now_has_lost_nothing() -> None:
    resuming = Resuming(None, busy=True, told=True)
    resuming.clamp()
    resuming.begin(NOW)
    assert resuming.gap(NOW) is None


# --- where it stands -----------------------------------------------------------------------


def standing(place: Place | None, *, tells: bool = True) -> Standing:
    made = Standing(place, NOW, busy=False, tells=tells, idle=timedelta(minutes=1))
    made.resume("host", NOW)
    return made


def event(at: datetime, seq: int = 7) -> jetstream.Event:
    return jetstream.Event(did="did:plc:a", time_us=micros(at), kind="identity", seq=seq)


def look(it: Standing, span: timedelta, stride: timedelta = timedelta(seconds=5)) -> list[Gap]:
    """Look at it every *stride* for *span* from `NOW` on; return the gaps that it told."""
    looks = (NOW + stride * n for n in range(1, span // stride + 1))
    return [gap for at in looks if (gap := it.move(at))]


def test_a_quiet_day_is_known_to_have_been_quiet() -> None:
    it = standing(Place(micros(NOW), 7, "host"))
    assert look(it, timedelta(days=1)) == []
    assert it.place == Place(micros(NOW + timedelta(hours=23, minutes=44)), 7, "host")


def test_before_a_connection_has_settled_silence_says_nothing() -> None:
    it = standing(Place(micros(NOW - timedelta(hours=9)), 7, "host"))
    look(it, timedelta(minutes=14))
    assert it.reached == NOW - timedelta(hours=9)


def test_a_machine_that_slept_has_heard_no_silence() -> None:
    it = standing(Place(micros(NOW)))
    look(it, timedelta(minutes=10))
    it.move(NOW + timedelta(hours=8))
    it.move(NOW + timedelta(hours=8, seconds=5))
    assert it.reached == NOW


def test_without_a_connection_nothing_moves_on() -> None:
    it = Standing(Place(micros(NOW)), NOW, busy=False, tells=True, idle=timedelta(minutes=1))
    look(it, timedelta(hours=1))
    assert it.reached == NOW


@given(st.lists(st.tuples(st.timedeltas(timedelta(days=-2), timedelta(days=99999)),
                          st.integers(0, 99)), max_size=9))  # fmt: skip
def test_a_place_never_moves_back_nor_beyond_now(told: list[tuple[timedelta, int]]) -> None:
    it = standing(None)
    reached = None
    for step, (at, seq) in enumerate(told):
        it.note(event(NOW + at, seq))
        it.move(now := NOW + timedelta(seconds=step))
        assert it.reached is not None
        assert it.reached <= now
        assert reached is None or it.reached >= reached
        assert it.place is not None
        assert (it.place.seq, it.place.host) == (seq, "host")
        reached = it.reached


def test_the_same_gap_is_not_told_again_by_the_next_connection() -> None:
    it = standing(Place(micros(NOW - timedelta(hours=30))), tells=False)
    assert [gap.until for gap in look(it, timedelta(seconds=30))] == [
        NOW + timedelta(seconds=5) - KEPT
    ]
    it.resume("other", NOW + timedelta(seconds=30))
    again = it.move(NOW + timedelta(seconds=35))
    assert again is None or again.since == NOW + timedelta(seconds=5) - KEPT


# --- how much ------------------------------------------------------------------------------


def expected(**entry: object) -> float:
    config = connectors.config_of({"type": "bluesky_jetstream", "name": "it", **entry})
    found = connectors.expected_bytes_per_day(config, accounts)
    assert found is not None
    return found


accounts = [
    *(Account(platform="bluesky", handle=f"n{n}.example", id=f"did:plc:{n:024}") for n in range(9)),
    Account(platform="bluesky", handle="unresolved.example"),
    Account(platform="mastodon", handle="elsewhere", id="did:plc:elsewhere"),
]


def test_the_default_subscriptions_bring_posts_of_everybody_and_little_else() -> None:
    posts, watched = expected(), expected(accounts="watched")
    assert 2e9 < posts < 5e9
    assert watched < posts / 1000
    assert expected(collections=["app.bsky.*"]) > 4 * posts
    assert expected(collections=[POST, LIKE]) > 4 * posts
    assert expected(dialect="v2") > posts


def test_only_accounts_that_can_be_asked_for_are_reckoned_with() -> None:
    nine = ["did:plc:" + "a" * 23 + letter for letter in "abcdefghi"]
    assert expected(accounts="watched") == expected(accounts=nine)


def test_what_a_file_brings_in_nobody_can_tell() -> None:
    config = connectors.config_of({"type": "jsonl", "name": "it", "path": "x"})
    assert connectors.expected_bytes_per_day(config) is None


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0.0 kB"),
        (51_400, "51.4 kB"),
        (1_710_000, "1.7 MB"),
        (955e6, "1.0 GB"),
        (3.4e9, "3.4 GB"),
    ],
)
def test_volumes_are_said_as_people_read_them(count: float, said: str) -> None:
    assert format_bytes(count) == said


@pytest.mark.skipif(not DATA.is_dir(), reason="LASTDANCE_DATA names no folder with the capture")
def test_sizes_and_shares_are_those_of_the_capture() -> None:
    sizes: dict[str, list[int]] = {}
    for raw in (DATA / "expected_v1.jsonl").read_bytes().splitlines():
        commit = jetstream.decode(raw).commit
        sizes.setdefault(commit.collection if commit else "actor", []).append(len(raw))
    posts = 17
    for name, kind in volume.KINDS.items():
        assert kind.size == pytest.approx(sum(sizes[name]) / len(sizes[name]), abs=1)
        assert kind.to_a_post == pytest.approx(len(sizes[name]) / posts)
    others = [n for name, s in sizes.items() if name not in {*volume.KINDS, "actor"} for n in s]
    assert volume.OTHER.size == pytest.approx(sum(others) / len(others), abs=1)
    assert volume.OF_ACTORS.size == pytest.approx(sum(sizes["actor"]) / len(sizes["actor"]), abs=1)
    assert {POST, LIKE, REPOST, FOLLOW} == volume.KINDS.keys()


def test_a_frame_is_about_so_much_longer_than_a_line() -> None:
    w = Events(3, NOW)
    event = w.like(w.did("a"), w.post(w.did("b"), "hello"))
    more = len(dialects.frame(event, 26_000_000_000)) - len(line(event))
    assert more == pytest.approx(volume.ENVELOPE["v2"], abs=15)


# --- configuration, and files --------------------------------------------------------------


@pytest.mark.parametrize(
    "entry",
    [
        {"urls": [f"wss://jetstream.example/xrpc/{METHOD}"]},
        {"urls": ["wss://jetstream.example/subscribe"], "dialect": "v2"},
        {"urls": ["wss://jetstream.example"], "dialect": "v2"},
    ],
)
def test_a_host_that_speaks_the_other_dialect_is_told(entry: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match=r"urls\n.*does not speak v[12]; set `dialect`"):
        expected(**entry)


def test_a_file_may_hold_frames_of_v2_beside_lines_of_v1() -> None:
    w = Events(3, NOW)
    post = w.post(w.did("a"), "hello")
    first, second = lines.decode(line(post)), lines.decode(dialects.frame(post, 7))
    assert isinstance(first, Activity)
    assert first == second
    assert str(lines.decode(dialects.notice("OutdatedCursor", "x"))) == "OutdatedCursor"
