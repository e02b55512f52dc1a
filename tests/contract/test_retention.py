"""What is old goes a little at a time, and what it counted stays; in each dialect."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.app.retention import TRUST, Retention, counted_from
from monitor.domain.activity import Verb
from monitor.domain.vanishing import EVERY
from monitor.ports import DeadLetter, Kept
from monitor.settings import load
from storage import Store, Terms, migrate, open_store
from tests.conftest import NOW
from tests.contract.soundness import flaws
from tests.contract.storing import clear, commit, dump, kept, mention
from tests.contract.telling import act_of, message, notice
from tests.simulator.clock import HandClock

DAY = timedelta(days=1)
KEPT = 400 * DAY


def retention(store: Store, clock: HandClock, gone: dict[str, int]) -> Retention:
    """Return retention by the defaults that trusts its clock, and tells *gone* what went."""

    def removed(rows: object) -> None:
        for table, number in rows.items():  # type: ignore[attr-defined]
            gone[table] = gone.get(table, 0) + number

    return Retention(load(None, {}, {}), store, clock, removed, trust=10 * KEPT)


async def talk(store: Store, days: int, each: int = 3) -> None:
    """Store what several people said, a day apart."""
    for day in range(days):
        at = NOW + day * DAY
        posts = [
            kept(name=f"{day}-{n}", who=f"did:plc:{n}", at=at, mentions=(mention(),))
            for n in range(each)
        ]
        await commit(store, *posts, now=at)


async def test_what_is_old_goes_and_what_it_counted_stays(store: Store) -> None:
    await talk(store, 10)
    before = [row[:-1] for row in (await dump(store))["buckets"]]
    gone: dict[str, int] = {}
    clock = HandClock(NOW + KEPT + 4 * DAY + timedelta(hours=1))
    await retention(store, clock, gone).round()

    assert gone == {"mentions": 15, "activities": 15, "texts": 15}
    rows = await dump(store)
    assert [row[:-1] for row in rows["buckets"]] == before
    assert [row[-1] for row in rows["buckets"]] == [3] * 5 + [0] * 5
    assert len(rows["activities"]) == 15
    assert await store._database.read(flaws) == []


async def test_nothing_that_is_young_goes(store: Store) -> None:
    await talk(store, 5)
    before = await dump(store)
    gone: dict[str, int] = {}
    await retention(store, HandClock(NOW + 100 * DAY), gone).round()
    assert gone == {}
    after = await dump(store)
    assert {**after, "watch": []} == {**before, "watch": []}


async def test_what_comes_for_a_folded_bucket_is_stored_and_counts_nowhere(store: Store) -> None:
    await talk(store, 3)
    clock = HandClock(NOW + KEPT + 2 * DAY)
    await retention(store, clock, {}).round()
    before = (await dump(store))["buckets"]

    again = kept(name="0-0", who="did:plc:0", mentions=(mention(),))
    assert await commit(store, again, now=clock.time)
    assert (await dump(store))["buckets"] == before
    assert await store._database.read(flaws) == []


async def test_an_alert_goes_with_all_that_belongs_to_it_and_not_before(store: Store) -> None:
    like = kept(name="act", account=True)
    await commit(
        store, like, acts=(act_of(like),), notices=(notice(like, act_of(like)),),
        messages=(message(like),),
    )  # fmt: skip
    await retention(store, HandClock(NOW + 1190 * DAY), {}).round()
    rows = await dump(store)
    assert [len(rows[name]) for name in ("notices", "acts", "activities")] == [1, 1, 1]

    clock = HandClock(NOW + 1201 * DAY)
    await retention(store, clock, {}).round()
    rows = await dump(store)
    assert not any(rows[n] for n in ("notices", "outbox", "acts", "stories", "activities"))


async def test_a_clock_that_is_a_year_ahead_removes_nothing_too_early_and_says_so_once(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    await talk(store, 120)
    clock, gone = HandClock(NOW + 120 * DAY), Counter[str]()
    tidying = Retention(load(None, {}, {}), store, clock, gone.update)
    await tidying.round()
    for posts in range(2):  # what is read under the wrong clock says what time it is
        clock.time = NOW + (120 + 365 + posts) * DAY
        await tidying.round()
        real = NOW + (120 + posts) * DAY
        ones = [kept(name=f"w{posts}-{n}", at=real, mentions=(mention(),)) for n in range(60)]
        await commit(store, *(seen(one, clock.time) for one in ones), now=clock.time)
    await tidying.round()
    assert not gone
    assert [r.getMessage().partition(":")[0] for r in caplog.records] == [
        "the clock says 2027-11-11 21"
    ]
    assert await commit(store, kept(name="late", mentions=(mention(),)), now=NOW)
    rows = await dump(store)
    assert sum(row[-1] for row in rows["buckets"]) == 0
    assert await store._database.read(flaws) == []

    clock.time = NOW + 122 * DAY  # set right
    await tidying.round()
    assert not gone


def seen(one: Kept, at: datetime) -> Kept:
    """Return an act as a clock saw it that says *at*."""
    return replace(one, activity=replace(one.activity, seen_at=at))


def test_ages_are_counted_from_no_later_than_what_was_read_makes_it() -> None:
    assert counted_from(NOW, None, TRUST) is None
    assert counted_from(NOW, NOW - TRUST, TRUST) == NOW
    assert counted_from(NOW, NOW - 9 * DAY, TRUST) == NOW - 9 * DAY + TRUST
    assert counted_from(NOW, NOW + 9 * DAY, TRUST) == NOW


async def test_a_few_that_lie_about_the_time_do_not_make_it(store: Store) -> None:
    await talk(store, 20)
    liars = [kept(name=f"liar {n}", who=f"did:plc:{n}", at=NOW + 365 * DAY) for n in range(4)]
    await commit(store, *(seen(one, NOW + 20 * DAY) for one in liars))
    reached = await store.reached(NOW + 20 * DAY)
    assert reached is not None
    assert reached <= NOW + 20 * DAY
    assert await store.reached(NOW - DAY) is None


async def test_a_round_is_cut_into_small_transactions(store: Store) -> None:
    for batch in range(5):
        posts = [kept(name=f"{batch}-{n}", mentions=(mention(),)) for n in range(500)]
        await commit(store, *posts)
    pieces: list[int] = []
    clock = HandClock(NOW + KEPT + DAY)
    tidying = Retention(
        load(None, {}, {}), store, clock, lambda rows: pieces.append(max(rows.values())), 2 * KEPT
    )
    await tidying.round()
    assert max(pieces) <= 1000
    assert sum(pieces) == 5000  # mentions, then their activities


@settings(max_examples=15)
@given(
    said=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), min_size=1, max_size=25),
    cuts=st.lists(st.integers(0, 12), max_size=3),
)
def test_a_bucket_is_live_rows_tombstones_and_folded_whatever_goes_when(
    rehearsing: str, said: list[tuple[int, int]], cuts: list[int]
) -> None:
    ones = [
        kept(Verb.DELETE if n % 5 == 4 else Verb.CREATE, f"{day}-{who}", order=n,
             who=f"did:plc:{who}", at=NOW + day * DAY,
             mentions=() if n % 5 == 4 else (mention(),))
        for n, (day, who) in enumerate(said)
    ]  # fmt: skip

    async def check() -> None:
        store = await open_store(rehearsing)
        try:
            await clear(store)
            for one in ones:
                await commit(store, one)
            counted = [row[:-1] for row in (await dump(store))["buckets"]]
            for cut in cuts:
                at = NOW + cut * DAY
                await store.mark_folded(at)
                terms = Terms(activities=at, buckets=NOW - DAY, alerts=NOW - DAY)
                while await store.remove(terms):
                    pass
                assert await store._database.read(flaws) == []
                assert [row[:-1] for row in (await dump(store))["buckets"]] == counted
        finally:
            await store.close()

    asyncio.run(check())


@pytest.fixture(scope="module")
def rehearsing(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database that is emptied before each example."""
    url = f"sqlite:///{tmp_path_factory.mktemp('rehearsing') / 'x.db'}"
    migrate(url)
    return url


async def test_what_was_read_while_the_clock_was_a_year_ahead_goes_when_it_should(
    store: Store,
) -> None:
    ahead = NOW + 365 * DAY
    letter = DeadLetter(connector="wire", place="post", raw=b"{", reason="json", detail="no JSON",
                        seen_at=ahead)  # fmt: skip
    await commit(store, *(kept(name=f"r{n}") for n in range(9)))
    ones = [kept(name=f"w{n}", expires_at=ahead + 30 * DAY) for n in range(3)]
    await commit(store, *(seen(one, ahead) for one in ones), dead=(letter,), now=ahead)
    assert await store.redate(ahead, 30 * DAY) == 0
    assert await store.redate(NOW + DAY, 30 * DAY) == 3
    assert await store.redate(NOW + DAY, 30 * DAY) == 0
    due = await store.aged("bluesky", NOW + DAY + EVERY, 100)
    assert len(due) == 12
    await store.expire(NOW + 31 * DAY)
    rows = await dump(store)
    assert rows["texts"] == rows["dead_letters"] == []


async def test_a_clock_that_is_behind_what_was_read_brings_no_end_forward(store: Store) -> None:
    await commit(store, *(kept(name=f"r{n}") for n in range(9)))
    for back in (1, 24, 24 * 365):
        assert await store.redate(NOW - back * timedelta(hours=1), 30 * DAY) == 0
    await store.expire(NOW + 29 * DAY)
    assert len((await dump(store))["texts"]) == 9


async def test_texts_go_sooner_where_they_are_to_be_kept_for_less(store: Store) -> None:
    await commit(store, kept(name="a"), kept(name="known", account=True))
    assert await store.redate(NOW, 7 * DAY) == 1
    assert await store.expire(NOW + 7 * DAY) == 1
