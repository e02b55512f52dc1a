"""Pages of what is known: complete, in order, each row once, in each dialect."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import pytest

from monitor.domain.alert import Kind, Notice, Weight
from monitor.domain.catalogue import Pairing
from monitor.domain.claims import Stage
from monitor.domain.desk.share import Share
from monitor.domain.stories.story import alone
from monitor.domain.timing import BUCKET
from monitor.ports import Weighing
from monitor.ports.gazette import Volume
from storage import Store
from tests.conftest import NOW
from tests.contract.keeping import close, score, spike, watched
from tests.contract.storing import PAIRING, commit, kept, mention
from tests.contract.telling import notice
from tests.contract.test_rumours import estimate, said

HOUR = timedelta(hours=1)
EVER = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
OTHER = Pairing("kylian-example", "other-example")
THIRD = Pairing("another-example", "real-example")

Row = TypeVar("Row")
Place = TypeVar("Place")


async def walk(
    page: Callable[[Place | None, int], Awaitable[Sequence[Row]]], place: Callable[[Row], Place]
) -> list[Row]:
    """Read page by page, two rows each, until one is empty."""
    rows: list[Row] = []
    while some := await page(place(rows[-1]) if rows else None, 2):
        assert len(some) <= 2
        rows += some
    return rows


def tells(name: str, at: datetime, pairing: Pairing = PAIRING, **more: Any) -> Notice:
    """Return a notice of an alert of its own."""
    told = notice(kept(name=name), alert=f"alert {name}")
    alert = replace(told.alert, story=f"story {name}", told_at=at, pairing=pairing)
    return replace(told, alert=alert, **more)


async def test_pairings_come_by_name_each_once_with_their_estimates(store: Store) -> None:
    names = [Pairing("b", "a"), PAIRING, OTHER, THIRD, Pairing("b", "b")]
    loud = watched(PAIRING, spike=spike())
    lease = await close(store, NOW)
    await score(store, NOW, watched=(loud, *(watched(one) for one in names if one != PAIRING)))
    lease = await close(store, NOW)
    await store.weigh(lease, Weighing(end=NOW, estimates=(estimate(NOW, PAIRING),)))

    rows = await walk(store.gazette.followed, lambda one: one.watched.pairing)
    assert [one.watched.pairing for one in rows] == sorted(names)
    assert [one.watched.pairing for one in rows if one.estimate] == [PAIRING]
    assert (await store.gazette.pairing(PAIRING)) == next(one for one in rows if one.estimate)
    assert await store.gazette.pairing(Pairing("x", "y")) is None
    named = await store.gazette.followed(None, 9, player="b")
    assert [one.watched.pairing for one in named] == [Pairing("b", "a"), Pairing("b", "b")]
    named = await store.gazette.followed(None, 9, club="real-example")
    assert [one.watched.pairing for one in named] == [THIRD, PAIRING]


async def test_an_estimate_of_a_rumour_that_is_over_is_not_shown_as_its_strength(
    store: Store,
) -> None:
    await score(store, NOW, watched=(watched(PAIRING),))
    old = estimate(NOW - timedelta(days=3))
    await store.weigh(await close(store, NOW), Weighing(end=NOW, estimates=(old,)))
    found = await store.gazette.pairing(PAIRING)
    assert found is not None
    assert found.estimate is None
    assert await store.gazette.estimated(PAIRING, *EVER, None, 9) == [old]


async def test_buckets_come_oldest_first_and_end_before_until(store: Store) -> None:
    for n in range(7):
        at = NOW + n % 4 * BUCKET
        await commit(
            store, kept(name=f"{n}", at=at, connector=f"c{n % 2}", mentions=(mention(),)), now=at
        )

    rows = await walk(
        lambda after, limit: store.gazette.counted(PAIRING, *EVER, after, limit),
        lambda one: (one.start, one.connector),
    )
    assert rows == await store.reader.buckets(PAIRING.player, PAIRING.club, EVER[0])
    within = await store.gazette.counted(PAIRING, NOW + BUCKET, NOW + 2 * BUCKET, None, 9)
    assert [one.start for one in within] == [NOW + BUCKET]
    assert sum(one.mentions for one in await store.gazette.volumes(*EVER)) == 7
    first, *_ = await store.gazette.volumes(NOW, NOW + BUCKET)
    assert first == Volume(
        start=NOW.replace(minute=0), connector="c0", mentions=2, transfer=2, late=0
    )


async def test_estimates_come_oldest_first(store: Store) -> None:
    some = tuple(estimate(NOW + n * HOUR) for n in range(5))
    await score(store, NOW)
    await store.weigh(await close(store, NOW), Weighing(end=NOW, estimates=some))
    rows = await walk(
        lambda after, limit: store.gazette.estimated(PAIRING, *EVER, after, limit),
        lambda one: one.at,
    )
    assert rows == list(some)
    assert await store.gazette.estimated(PAIRING, NOW + HOUR, NOW + 2 * HOUR, None, 9) == [some[1]]


async def test_only_claims_of_the_catalogues_accounts_are_told_and_none_that_was_deleted(
    store: Store,
) -> None:
    for n in range(4):
        public = kept(
            name=f"{n}", who=f"did:plc:{n}", account=True, mentions=(said(stage=Stage.BID),)
        )
        private = kept(name=f"fan {n}", who=f"did:plc:fan{n}", mentions=(said(),))
        await commit(store, public, private, kept(name=f"x{n}", mentions=(mention(),)))
    from monitor.domain.activity import Verb

    gone = kept(Verb.DELETE, name="3", who="did:plc:3", account=True, order=9)
    await commit(store, gone)

    rows = await walk(
        lambda before, limit: store.gazette.asserted(PAIRING, *EVER, before, limit),
        lambda one: (one.start, one.key),
    )
    assert sorted(one.account for one in rows) == ["did:plc:0", "did:plc:1", "did:plc:2"]
    assert {one.claim.stage for one in rows} == {Stage.BID}
    assert {one.words.quote for one in rows if one.words} == {f"words of {n}" for n in range(3)}


async def test_stories_come_newest_first_with_how_they_stand(store: Store) -> None:
    for n in range(5):
        one = tells(f"{n}", NOW + n * HOUR, Pairing(f"player-{n}", "real-example"))
        await score(store, NOW + n * BUCKET, notices=(alone(one, f"act:{n}", Weight.ACT),))
    rows = await walk(
        lambda before, limit: store.gazette.threads(*EVER, before, limit),
        lambda one: (one.story.last_at, one.story.id),
    )
    assert [one.story.id for one in rows] == [f"story {n}" for n in (4, 3, 2, 1, 0)]
    assert [one.newest.alert.id for one in rows] == [f"alert {n}" for n in (4, 3, 2, 1, 0)]
    [only] = await store.gazette.threads(*EVER, None, 9, player="player-2")
    assert only == await store.gazette.thread("story 2")
    assert await store.gazette.thread("story 9") is None
    within = await store.gazette.threads(NOW + HOUR, NOW + 3 * HOUR, None, 9)
    assert [one.story.id for one in within] == ["story 2", "story 1"]


async def test_each_alert_comes_once_where_it_was_told_last(store: Store) -> None:
    told = [tells(f"{n}", NOW + n * HOUR) for n in range(5)]
    again = replace(tells("1", NOW + 9 * HOUR), kind=Kind.STORY_UPDATED, held="it is <b>little</b>")
    theirs = tells("z", NOW - HOUR, Pairing("another", "club"))
    await score(store, NOW, notices=(theirs, *told))
    await score(store, NOW + BUCKET, notices=(again,))

    def place(one: Any) -> tuple[datetime, int]:
        return one.notice.alert.told_at, one.number

    rows = await walk(lambda before, limit: store.gazette.told(*EVER, before, limit), place)
    assert [one.notice for one in rows] == [again, told[4], told[3], told[2], told[0], theirs]
    rows = await walk(
        lambda before, limit: store.gazette.told(*EVER, before, limit, pushed=True), place
    )
    assert [one.notice for one in rows] == [*reversed(told), theirs]
    [only] = await store.gazette.told(*EVER, None, 9, player="another")
    assert only.notice == theirs
    assert await store.gazette.told(*EVER, None, 9, player="another", club="x") == []
    within = await store.gazette.told(NOW + 2 * HOUR, NOW + 4 * HOUR, None, 9)
    assert [one.notice for one in within] == [told[3], told[2]]


async def test_the_watch_says_how_far_it_has_come(store: Store) -> None:
    before = await store.gazette.progress()
    assert (before.scored, before.weighed) == (None, None)
    await score(store, NOW)
    await store.weigh(await close(store, NOW), Weighing(end=NOW))
    after = await store.gazette.progress()
    assert (after.scored, after.weighed) == (NOW, NOW)


def share(ident: str = "1", **more: Any) -> Share:
    """Return a link to a story."""
    fields = {"story": "story 1", "alert": "alert 1", "until": NOW + HOUR, "by": "ana"}
    return Share(**{"id": ident, **fields, "made_at": NOW, "note": "for the desk", **more})


async def test_a_link_holds_until_it_ends_or_is_ended(store: Store) -> None:
    links = store.links
    await links.share(share("ab"))
    await links.share(share("ac", until=NOW + 2 * HOUR))
    assert await links.shares(NOW) == [share("ab"), share("ac", until=NOW + 2 * HOUR)]
    assert [one.id for one in await links.shares(NOW + HOUR)] == ["ac"]
    assert await links.shared("ab") == share("ab")
    assert await links.shared("zz") is None
    assert await links.alike_shares("a") == ["ab", "ac"]
    assert await links.alike_shares("ac") == ["ac"]

    ended = await links.unshare("ac", "bob", NOW + HOUR)
    assert ended is not None
    assert (ended.ended_by, ended.ended_at) == ("bob", NOW + HOUR)
    assert not ended.holds(NOW)
    assert await links.unshare("ac", "bob", NOW + HOUR) is None
    assert await links.unshare("ab", "bob", NOW + 3 * HOUR) is None
    assert await links.shares(NOW + HOUR) == []


@pytest.mark.parametrize("limit", [1, 3])
async def test_a_page_is_no_longer_than_was_asked_for(store: Store, limit: int) -> None:
    await score(store, NOW, watched=tuple(watched(Pairing(f"p{n}", "c")) for n in range(5)))
    assert len(await store.gazette.followed(None, limit)) == limit
