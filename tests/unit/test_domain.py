"""Acts, times, seals, buckets and relations: the laws that they keep."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.act import TABLE, Verdict, judge, role_towards
from monitor.domain.activity import Activity, Verb
from monitor.domain.buzz import Bucket, Counted, tally
from monitor.domain.catalogue import (
    Account,
    Catalogue,
    Club,
    Pairing,
    Player,
    Relation,
    Role,
    Stint,
    Watch,
)
from monitor.domain.seal import SEAL_BYTES, Seal
from monitor.domain.timing import BUCKET, PROMPT, bucket_of, count_at

NOW = datetime(2026, 3, 6, 12, 0, tzinfo=UTC)
ACTS = (Verb.CREATE, Verb.ANNOUNCE, Verb.LIKE, Verb.FOLLOW, Verb.UNDO)

# --- acts -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "verb", "relation", "leaving"),
    list(product(Role, ACTS, Relation, (True, False))),
)
def test_a_row_of_the_table_decides_each_act(
    role: Role, verb: Verb, relation: Relation, leaving: bool
) -> None:
    own = relation is Relation.CURRENT
    fitting = [
        rule
        for rule in TABLE
        if role in rule.roles
        and verb in rule.verbs
        and rule.own in {None, own}
        and rule.leaving in {None, leaving}
    ]
    assert fitting
    assert judge(role, verb, relation, leaving=leaving) is fitting[0]


PUSHED = [
    (Role.PLAYER, Verb.LIKE, Relation.FORMER, False),
    (Role.PLAYER, Verb.ANNOUNCE, Relation.NONE, False),
    (Role.PLAYER, Verb.CREATE, Relation.LOAN_PARENT, False),
    (Role.PLAYER, Verb.LIKE, Relation.CURRENT, True),
    (Role.PLAYER, Verb.FOLLOW, Relation.NONE, False),
    (Role.PLAYER, Verb.UNDO, Relation.CURRENT, False),
    (Role.AGENT, Verb.LIKE, Relation.NONE, False),
    (Role.CLUB, Verb.FOLLOW, Relation.NONE, False),
    (Role.CLUB, Verb.UNDO, Relation.CURRENT, False),
]


@pytest.mark.parametrize(("role", "verb", "relation", "leaving"), PUSHED)
def test_these_acts_are_pushed(role: Role, verb: Verb, relation: Relation, leaving: bool) -> None:
    assert judge(role, verb, relation, leaving=leaving).verdict is Verdict.PUSH


@pytest.mark.parametrize(
    ("role", "verb", "relation", "leaving"),
    list(
        product(
            (Role.JOURNALIST, Role.OUTLET, Role.FAN_ACCOUNT, Role.PUBLIC),
            ACTS,
            Relation,
            (True, False),
        )
    ),
)
def test_those_who_only_talk_never_act(
    role: Role, verb: Verb, relation: Relation, leaving: bool
) -> None:
    assert judge(role, verb, relation, leaving=leaving).verdict is Verdict.NEVER


@pytest.mark.parametrize("role", [Role.PLAYER, Role.AGENT, Role.TEAMMATE])
@pytest.mark.parametrize("verb", [Verb.CREATE, Verb.ANNOUNCE, Verb.LIKE])
def test_routine_about_the_own_club_is_never_told(role: Role, verb: Verb) -> None:
    assert judge(role, verb, Relation.CURRENT, leaving=False).verdict is Verdict.NEVER


def test_a_team_mate_is_held() -> None:
    assert judge(Role.TEAMMATE, Verb.LIKE, Relation.NONE, leaving=False).verdict is Verdict.HOLD


# --- who is what to whom ----------------------------------------------------------------------

HIS = Player(
    slug="his",
    name="His",
    born=date(1990, 5, 5),
    stints=(
        Stint(club="old", relation=Relation.FORMER, until=date(2020, 6, 30)),
        Stint(club="now", relation=Relation.CURRENT, since=date(2020, 7, 1)),
    ),
)
THEIRS = replace(HIS, slug="theirs", name="Theirs")
AWAY = replace(
    HIS, slug="away", name="Away", stints=(Stint(club="far", relation=Relation.CURRENT),)
)
CATALOGUE = Catalogue(
    players={"his": HIS, "theirs": THEIRS, "away": AWAY},
    clubs={c: Club(slug=c, name=c, country="ES") for c in ("old", "now", "far", "new")},
    watchlist=frozenset({Watch("his")}),
)


@pytest.mark.parametrize(
    ("account", "pairing", "role"),
    [
        (Account(platform="x", handle="h", role=Role.PLAYER, player="his"), "his", Role.PLAYER),
        (Account(platform="x", handle="h", role=Role.PLAYER, player="theirs"), "his",
         Role.TEAMMATE),
        (Account(platform="x", handle="h", role=Role.PLAYER, player="away"), "his", Role.PUBLIC),
        (Account(platform="x", handle="h", role=Role.AGENT, player="his"), "his", Role.AGENT),
        (Account(platform="x", handle="h", role=Role.AGENT, player="theirs"), "his", Role.PUBLIC),
        (Account(platform="x", handle="h", role=Role.CLUB, club="new"), "his", Role.CLUB),
        (Account(platform="x", handle="h", role=Role.CLUB, club="old"), "his", Role.PUBLIC),
        (Account(platform="x", handle="h", role=Role.FAN_ACCOUNT, club="new"), "his",
         Role.FAN_ACCOUNT),
    ],
)  # fmt: skip
def test_an_account_speaks_in_its_role_towards_the_pairing(
    account: Account, pairing: str, role: Role
) -> None:
    proven = replace(account, proof="p")
    assert role_towards(proven, Pairing(pairing, "new"), CATALOGUE, NOW) is role
    assert role_towards(account, Pairing(pairing, "new"), CATALOGUE, NOW) is Role.PUBLIC


@given(st.dates())
def test_nobody_is_watched_before_turning_eighteen(today: date) -> None:
    assert HIS.adult(today) == (today >= date(2008, 5, 5))
    assert CATALOGUE.watches(Pairing("his", "new"), today) == HIS.adult(today)
    assert not replace(HIS, born=None).adult(today)


def test_one_born_on_a_leap_day_grows_up_by_the_first_of_march() -> None:
    leap = replace(HIS, born=date(2004, 2, 29))
    assert not leap.adult(date(2022, 2, 28))
    assert leap.adult(date(2022, 3, 1))


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)))
def test_one_club_is_one_thing_to_a_player_on_a_day(day: date) -> None:
    relations = {r: HIS.clubs(r, day) for r in Relation}
    named = [club for clubs in relations.values() for club in clubs]
    assert sorted(named) == ["now", "old"]
    assert HIS.relation("elsewhere", day) is Relation.NONE


# --- time ---------------------------------------------------------------------------------------

MINUTES = st.integers(-60 * 24 * 30, 60 * 24 * 30).map(lambda m: timedelta(minutes=m))


@pytest.mark.parametrize(
    ("age", "live", "interval", "at", "late", "clamped"),
    [
        (0, True, 0, "event", False, False),
        (10, True, 0, "event", False, False),
        (10, False, 0, "event", False, False),
        (11, True, 0, "event", True, False),
        (11, True, 5, "seen", False, False),
        (15, True, 5, "seen", False, False),
        (16, True, 5, "event", True, False),
        (15, False, 5, "event", True, False),
        (60 * 24, True, 0, "event", True, False),
        (-1, True, 0, "seen", False, True),
        (-60 * 24, True, 0, "seen", False, True),
    ],
)
def test_an_activity_counts_when(
    age: int, live: bool, interval: int, at: str, late: bool, clamped: bool
) -> None:
    happened = NOW - timedelta(minutes=age)
    counted = count_at(happened, NOW, live=live, interval=timedelta(minutes=interval))
    assert counted.at == (happened if at == "event" else NOW)
    assert (counted.late, counted.clamped) == (late, clamped)


@pytest.mark.parametrize(
    ("age", "behind", "at", "late"),
    [
        (120, 120, "event", False),
        (125, 120, "event", False),
        (119, 120, "event", False),
        (131, 120, "event", True),
        (240, 120, "event", True),
        (-1, 120, "seen", False),
        (5, -60, "event", False),
    ],
)
def test_what_a_source_brings_that_catches_up_is_prompt_for_its_own_progress(
    age: int, behind: int, at: str, late: bool
) -> None:
    happened = NOW - timedelta(minutes=age)
    counted = count_at(happened, NOW, live=True, reached=NOW - timedelta(minutes=behind))
    assert counted.at == (happened if at == "event" else NOW)
    assert counted.late == late


def test_back_fill_is_late_however_far_its_source_has_come() -> None:
    happened = NOW - timedelta(hours=2)
    assert count_at(happened, NOW, live=False, reached=happened).late


def test_a_date_without_a_time_has_no_bucket() -> None:
    assert count_at(NOW, NOW, live=True, dated=True).at is None


def test_an_act_without_a_time_counts_when_it_was_seen() -> None:
    assert count_at(None, NOW, live=True).at == NOW
    assert not count_at(None, NOW, live=True).late
    assert count_at(None, NOW, live=False).late


@given(MINUTES, st.booleans(), st.integers(0, 120).map(lambda m: timedelta(minutes=m)))
def test_nothing_counts_in_the_future_and_nothing_prompt_is_late(
    age: timedelta, live: bool, interval: timedelta
) -> None:
    counted = count_at(NOW - age, NOW, live=live, interval=interval)
    assert counted.at is not None
    assert counted.at <= NOW
    assert not (abs(age) <= PROMPT and counted.late)
    assert counted.late or NOW - counted.at <= PROMPT


@given(st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=45))])))
def test_a_bucket_holds_its_times(at: datetime) -> None:
    if at.astimezone(UTC).year < 2 or at.year > 9998:
        return
    start = bucket_of(at)
    assert start <= at < start + BUCKET
    assert start.tzinfo is UTC
    assert bucket_of(start) == start
    assert start.minute % 5 == 0
    assert (start.second, start.microsecond) == (0, 0)


# --- keys ---------------------------------------------------------------------------------------

SEAL = Seal(b"s" * 32)


def like(order: int, verb: Verb = Verb.LIKE, **changes: object) -> Activity:
    plain = Activity(
        platform="bluesky",
        verb=verb,
        actor="did:a",
        seen_at=NOW,
        record="at://did:a/like/1",
        revision=order,
        undoes=Verb.LIKE if verb is Verb.UNDO else None,
        object="at://did:b/post/1",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def keys(acts: list[Activity], endings: list[int]) -> list[bytes]:
    return [SEAL.key(act, SEAL.record_of(act), endings) for act in acts]


CHAIN = [like(1), like(2, Verb.UNDO), like(3), like(4, Verb.UNDO), like(5)]


@pytest.mark.parametrize("record", ["at://did:a/like/1", None])
def test_an_act_its_undo_and_the_act_again_are_three_keys(record: str | None) -> None:
    chain = [replace(act, record=record) for act in CHAIN]
    found = keys(chain, [2, 4])
    assert len(set(found)) == len(chain)
    assert len({SEAL.record_of(act) for act in chain}) == 1


def test_a_replay_finds_the_same_keys() -> None:
    stored: list[int] = []
    first: list[bytes] = []
    for act in CHAIN:
        first.append(*keys([act], stored))
        if act.verb is Verb.UNDO:
            stored.append(act.order)
    assert keys(CHAIN, stored) == first
    assert keys(CHAIN, stored[::-1]) == first


def test_an_edit_has_a_key_of_its_own_each_time() -> None:
    edits = [like(order, Verb.UPDATE) for order in (1, 2, 3)]
    assert len(set(keys(edits, []))) == 3
    assert keys(edits, []) == keys(edits, [2])


def test_an_ending_never_shares_the_key_of_what_it_ends() -> None:
    for ending in (Verb.DELETE, Verb.UNDO):
        assert not set(keys([like(1)], [])) & set(keys([like(1, ending)], []))


def test_the_same_act_has_the_same_key_however_it_was_seen() -> None:
    later = like(1, seen_at=NOW + timedelta(days=3), actor_handle="new", text="x", lang="en")
    assert keys([like(1)], []) == keys([later], [])


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_parts_of_a_seal_do_not_run_into_each_other(one: list[str], two: list[str]) -> None:
    assert (SEAL(*one) == SEAL(*two)) == (one == two)
    assert len(SEAL(*one)) == SEAL_BYTES


def test_a_separator_in_a_part_is_a_part() -> None:
    assert SEAL("a\x1fb") != SEAL("a", "b")
    assert SEAL("1:a") != SEAL("a")
    assert SEAL("", "a") != SEAL("a", "")


def test_another_secret_gives_other_seals_and_is_never_shown() -> None:
    assert Seal(b"t" * 32)("a") != SEAL("a")
    assert "ssss" not in repr(SEAL)


def test_an_author_and_a_record_of_the_same_name_differ() -> None:
    assert SEAL.author("x", "y") != SEAL.record("x", "y")


# --- buckets ------------------------------------------------------------------------------------

COUNTED = st.builds(
    Counted,
    bucket=st.builds(
        Bucket,
        pairing=st.sampled_from([Pairing("a", "b"), Pairing("a", "c")]),
        start=st.sampled_from([NOW, NOW + BUCKET]),
        connector=st.sampled_from(["one", "two"]),
    ),
    author=st.sampled_from([b"1", b"2", b"3"]),
    transfer=st.booleans(),
    match=st.booleans(),
    late=st.booleans(),
)


@given(st.lists(COUNTED))
def test_buckets_gain_what_was_counted_no_more_no_less(counted: list[Counted]) -> None:
    gained = tally(counted)
    assert sum(one.mentions for one in gained.values()) == len(counted)
    assert sum(one.transfer for one in gained.values()) == sum(c.transfer for c in counted)
    assert sum(one.late for one in gained.values()) == sum(c.late for c in counted)
    assert set(gained) == {c.bucket for c in counted}
    for bucket, one in gained.items():
        here = [c for c in counted if c.bucket == bucket]
        assert one.authors == {c.author for c in here}
        assert one.talkers == {c.author for c in here if not c.match}


@given(st.lists(COUNTED, max_size=6), st.lists(COUNTED, max_size=6))
def test_what_is_tallied_apart_adds_up(one: list[Counted], two: list[Counted]) -> None:
    both, first, second = tally(one + two), tally(one), tally(two)
    for bucket, gained in both.items():
        parts = [part[bucket] for part in (first, second) if bucket in part]
        assert gained.mentions == sum(part.mentions for part in parts)
        assert gained.authors == frozenset().union(*(part.authors for part in parts))
