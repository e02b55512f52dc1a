"""What the board reads, in each dialect."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from monitor.domain.activity import Verb
from monitor.domain.alert import State
from monitor.domain.catalogue import Pairing
from monitor.domain.mention import Topic
from monitor.domain.spike import Detector
from monitor.domain.timing import BUCKET
from monitor.ports import Blank, Weighing
from monitor.ports.gazette import Said
from storage import Store
from tests.conftest import NOW
from tests.contract.keeping import score, spike, taken, watched
from tests.contract.storing import PAIRING, commit, kept, mention
from tests.contract.telling import act_of
from tests.contract.test_rumours import estimate

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
OTHER = Pairing("kylian-example", "other-example")


async def test_of_an_empty_store_nothing_is_posted_or_recalled(store: Store) -> None:
    posted = await store.board.posted(NOW)
    assert (posted.begun, posted.acts, posted.alerts, posted.through) == ({}, {}, {}, None)
    found = await store.board.recollect(NOW - HOUR, NOW, NOW - DAY)
    assert (found.watched, found.authors, found.estimates) == ([], {}, {})
    assert await store.board.curves([PAIRING], NOW - DAY) == {}


async def test_the_last_act_of_a_pairing_is_the_newest_that_stands(store: Store) -> None:
    ones = [kept(Verb.LIKE, name=n, object=b"o" * 16) for n in "abcd"]
    old, newer, ended, other = (
        act_of(ones[0], at=NOW - DAY),
        act_of(ones[1], at=NOW - HOUR),
        act_of(ones[2], at=NOW, ended=True),
        act_of(ones[3], at=NOW - 2 * DAY, pairing=OTHER),
    )
    await commit(store, *ones, acts=(old, newer, ended, other))
    assert (await store.board.posted(NOW - 9 * DAY)).acts == {PAIRING: newer, OTHER: other}
    assert (await store.board.posted(NOW - 2 * HOUR)).acts == {PAIRING: newer}


async def test_what_a_spike_is_told_under_is_posted_until_it_is_over(store: Store) -> None:
    await store.begin(["player:kylian-example"], NOW - HOUR)
    on = spike(alert="alert-1")
    over = replace(spike(OTHER, alert="alert-2"), state=State.QUIET)
    await score(store, NOW, watched=(watched(spike=on), watched(OTHER, spike=over)))
    posted = await store.board.posted(NOW - DAY)
    assert posted.alerts == {PAIRING: "alert-1"}
    assert posted.begun == {"player:kylian-example": NOW - HOUR}
    assert posted.through == NOW
    assert (await store.board.posted(NOW + DAY)).alerts == {}


async def test_how_pairings_stood_is_recalled_with_who_spoke_once_each(store: Store) -> None:
    at = NOW - BUCKET
    await commit(
        store,
        kept(name="a", who="one", at=at, mentions=(mention(),)),
        kept(name="b", who="one", at=at - BUCKET, mentions=(mention(),)),
        kept(name="c", who="two", at=at, mentions=(mention(),)),
        kept(name="d", who="fan", at=at, mentions=(mention(topic=Topic.MATCH),)),
        kept(name="e", who="old", at=at - HOUR, mentions=(mention(),)),
    )
    stands = watched(state=Detector().snapshot())
    await score(store, NOW, watched=(stands,))
    lease = await taken(store)
    strong = estimate(NOW - HOUR)
    await store.weigh(lease, Weighing(end=NOW, estimates=(strong,)))
    found = await store.board.recollect(NOW - 6 * BUCKET, NOW, NOW - DAY)
    assert found.watched == [stands]
    assert found.authors == {PAIRING: 2}
    assert found.estimates == {PAIRING: strong}


async def test_who_spoke_of_late_is_told_with_what_was_not_seen(store: Store) -> None:
    assert await store.gazette.said([PAIRING]) is None
    await commit(
        store,
        kept(name="a", who="one", at=NOW - BUCKET, mentions=(mention(),)),
        kept(name="b", who="two", at=NOW - 2 * BUCKET, mentions=(mention(),)),
        kept(name="c", who="old", at=NOW - HOUR, connector="feed", mentions=(mention(),)),
    )
    await score(store, NOW, watched=(watched(), watched(OTHER)))
    found = await store.gazette.said([PAIRING, OTHER])
    assert found == Said(at=NOW, authors={PAIRING: 2})
    unseen = Blank(NOW, "feed", filled=False)
    caught_up = Blank(NOW, "wire", filled=True)
    await score(store, NOW + BUCKET, blanks=(unseen, caught_up))
    found = await store.gazette.said([OTHER])
    assert found is not None
    assert not found.authors
    assert found.missing == {"feed"}
    assert found.usual == {PAIRING: {"wire": 2, "feed": 1}}


async def test_a_curve_sums_talkers_by_half_hours(store: Store) -> None:
    half = NOW.replace(minute=30)
    await commit(
        store,
        kept(name="a", who="one", at=half, mentions=(mention(),)),
        kept(name="b", who="two", at=half + BUCKET, mentions=(mention(),)),
        kept(name="c", who="two", at=half, mentions=(mention(topic=Topic.MATCH),)),
        kept(name="d", who="two", at=half - BUCKET, connector="feed", mentions=(mention(),)),
        kept(name="e", who="two", at=half - DAY, mentions=(mention(),)),
        kept(name="f", who="two", at=half, mentions=(mention(OTHER),)),
        now=half + HOUR,
    )
    found = await store.board.curves([PAIRING], half - HOUR)
    assert found == {PAIRING: {half: 2, half - timedelta(minutes=30): 1}}
