"""What the watch reads and writes, in each dialect."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from monitor.domain.activity import Verb
from monitor.domain.alert import Kind, message_id
from monitor.domain.catalogue import Pairing
from monitor.domain.mention import Part, Topic
from monitor.domain.timing import BUCKET
from monitor.ports import (
    Blank,
    Commit,
    Lease,
    LostLeaseError,
    Relinked,
    Said,
    Standing,
    Talk,
    Turn,
)
from storage import Store, open_store
from tests.conftest import NOW
from tests.contract.keeping import SPAN, close, score, spike, taken, watched
from tests.contract.storing import PAIRING, claim, commit, dump, kept, mention, record
from tests.contract.telling import act_of, message, notice

HOUR = timedelta(hours=1)
END = NOW + BUCKET
NEXT = END + BUCKET
LATER = NOW + 24 * HOUR
OTHER = Pairing("kylian-example", "other-example")


async def lates(store: Store) -> list[tuple[bool, bool]]:
    """Return whether activities and their mentions are stored as late."""
    stored = await dump(store)
    late = {row[0]: row[15] for row in stored["activities"]}
    return sorted((late[row[0]], row[-2]) for row in stored["mentions"])


async def talked(store: Store, until: datetime = NEXT) -> list[tuple[int, int, int]]:
    """Return mentions, authors and talkers of the pairing's buckets."""
    found = await store.reader.buckets(PAIRING.player, PAIRING.club, NOW - 24 * HOUR)
    return [(one.mentions, one.authors, one.talkers) for one in found if one.start < until]


# --- the lease ------------------------------------------------------------------------------


async def test_one_holder_keeps_the_watch_and_goes_on_with_it(store: Store) -> None:
    first = await taken(store)
    again = await taken(store, now=NOW + SPAN / 2)

    assert (first.token, first.through, first.closed) == (1, None, None)
    assert again == replace(first, until=NOW + 1.5 * SPAN)
    assert await store.lease("two", NOW + SPAN, SPAN) is None


async def test_the_watch_changes_hands_when_its_time_is_over(store: Store) -> None:
    first = await taken(store)
    second = await store.lease("two", NOW + SPAN, SPAN)

    assert second is not None
    assert (second.holder, second.token) == ("two", first.token + 1)
    assert await store.lease("one", NOW + SPAN, SPAN) is None


async def test_a_watch_that_is_released_is_free_at_once(store: Store) -> None:
    await store.release(await taken(store))
    second = await taken(store, "two")
    await store.release(replace(second, token=1))

    assert second.token == 2
    assert await store.lease("one", NOW, SPAN) is None


async def test_a_clock_set_back_does_not_hold_up_the_watch(store: Store) -> None:
    await taken(store, now=NOW + HOUR)
    assert (await taken(store, "two")).token == 2


async def test_of_many_who_want_the_watch_one_gets_it(database_url: str) -> None:
    stores = [await open_store(database_url) for _ in range(4)]
    try:
        for turn in range(5):
            now = NOW + turn * HOUR
            asked = (store.lease(f"{turn}/{n}", now, SPAN) for n, store in enumerate(stores))
            [lease] = [one for one in await asyncio.gather(*asked) if one is not None]
            assert lease.token == turn + 1
    finally:
        for store in stores:
            await store.close()


# --- closing --------------------------------------------------------------------------------


async def test_what_comes_for_a_closed_bucket_is_late(store: Store) -> None:
    await commit(store, kept(name="prompt", mentions=(mention(),)))
    await close(store, END)
    batch = Commit(
        kept=(
            kept(name="behind", at=NOW + 0.9 * BUCKET, mentions=(mention(), mention(OTHER))),
            kept(name="ahead", at=END, mentions=(mention(),)),
        ),
        now=NOW,
    )

    assert (await store.commit(batch)).late == 2
    assert (await store.commit(batch)).late == 0
    assert await lates(store) == [(False, False), (False, False), (True, True), (True, True)]
    assert (await store.standing()).late == {PAIRING, OTHER}
    buckets = await store.reader.buckets(PAIRING.player, PAIRING.club, NOW)
    assert [(one.mentions, one.late) for one in buckets] == [(2, 1), (1, 0)]
    assert len(await store.said(NOW, NEXT)) == 2


async def test_what_was_closed_is_not_opened_again(store: Store) -> None:
    await close(store, NEXT)
    assert (await close(store, END)).closed == NEXT

    assert (await taken(store)).closed == NEXT


async def test_history_is_late_and_to_be_learnt_whatever_is_closed(store: Store) -> None:
    await commit(
        store,
        kept(late=True, mentions=(mention(),)),
        kept(name="dated", late=True, counted_at=None, mentions=(mention(OTHER),)),
    )

    assert (await store.standing()).late == {PAIRING}
    assert await store.said(NOW - HOUR, NEXT) == []
    assert len((await store.talk([PAIRING], NOW, NEXT))[PAIRING]) == 1


async def test_an_act_linked_after_its_bucket_was_closed_is_late(store: Store) -> None:
    like = kept(
        Verb.LIKE, "like", who="did:plc:player", account=True, waiting=True,
        object=record("post"),
    )  # fmt: skip
    await commit(store, replace(like, activity=replace(like.activity, object="at://post")))
    await close(store, END)
    [waiting] = await store.waiting(NOW - HOUR, 10)
    gained = Relinked(waiting=waiting, mentions=(mention(),))

    assert (await store.commit(Commit(relinked=(gained,), now=NOW))).late == 1
    assert await lates(store) == [(True, True)]
    assert (await store.standing()).late == {PAIRING}


async def test_who_lost_the_lease_closes_nothing(store: Store) -> None:
    old = await taken(store)
    await taken(store, "two", NOW + SPAN)

    with pytest.raises(LostLeaseError):
        await store.close_bucket(old, END)
    await commit(store, kept(mentions=(mention(),)))
    assert await lates(store) == [(False, False)]


# --- reading --------------------------------------------------------------------------------


async def test_what_was_said_is_told_in_a_stable_order(store: Store) -> None:
    star = kept(
        name="a", who="did:plc:star", account=True, at=END,
        mentions=(mention(OTHER, claim=claim()), mention(topic=Topic.MATCH)),
    )  # fmt: skip
    fan = kept(name="b", at=END - BUCKET / 9, connector="feed", mentions=(mention(),))
    await commit(store, star, kept(name="c", at=NEXT, mentions=(mention(),)))
    await commit(store, fan)

    found = await store.said(NOW, NEXT)
    assert found[0] == Said(
        pairing=PAIRING, start=NOW, author=fan.author, platform="bluesky", connector="feed",
        topic=Topic.TRANSFER, part=Part.DESTINATION,
    )  # fmt: skip
    assert found[1] == Said(
        pairing=OTHER, start=END, author=star.author, platform="bluesky", connector="wire",
        topic=Topic.TRANSFER, part=Part.DESTINATION, account="did:plc:star", stage="talks",
    )  # fmt: skip
    assert (found[2].pairing, found[2].topic, found[2].stage) == (PAIRING, Topic.MATCH, None)
    assert await store.said(NOW, NEXT, [OTHER]) == [one for one in found if one.pairing == OTHER]
    assert await store.said(NOW, NEXT, []) == []
    assert await store.said(NOW, END) == found[:1]


async def test_who_talks_of_a_match_alone_is_an_author_and_no_talker(store: Store) -> None:
    match = [
        kept(name=f"match{n}", who=f"did:plc:{n}", mentions=(mention(topic=Topic.MATCH),))
        for n in range(3)
    ]
    await commit(store, *match)
    assert await talked(store) == [(3, 3, 0)]

    again = kept(name="other", who="did:plc:1", mentions=(mention(),))
    await commit(store, again, *match)
    await commit(store, again, kept(name="more", who="did:plc:1", mentions=(mention(),)))
    assert await talked(store) == [(5, 3, 1)]

    await commit(
        store,
        kept(name="x", who="did:plc:9", mentions=(mention(topic=Topic.MATCH),)),
        kept(name="y", who="did:plc:9", mentions=(mention(topic=Topic.INJURY),), late=True),
        kept(name="z", who="did:plc:1", mentions=(mention(topic=Topic.MATCH),)),
    )
    assert await talked(store) == [(8, 4, 2)]
    assert await store.talk([PAIRING, OTHER], NOW, NEXT) == {PAIRING: [Talk(NOW, "wire", 2)]}
    assert await store.talk([], NOW, NEXT) == {}


async def test_talk_is_told_by_bucket_and_connector_oldest_first(store: Store) -> None:
    for n, (at, connector) in enumerate([(END, "wire"), (NOW, "wire"), (NOW, "feed")]):
        post = kept(name=f"{n}", who=f"did:plc:{n}", at=at, connector=connector,
                    mentions=(mention(), mention(OTHER)))  # fmt: skip
        await commit(store, post)

    assert await store.talk([PAIRING], NOW, END) == {
        PAIRING: [Talk(NOW, "feed", 1), Talk(NOW, "wire", 1)]
    }
    each = {"feed": 1, "wire": 2}
    assert await store.shares(NOW, NEXT) == {PAIRING: each, OTHER: each}
    assert await store.shares(NEXT, NEXT + HOUR) == {}


async def test_the_newest_alert_about_an_act_is_told_as_it_stands(store: Store) -> None:
    acts = [
        kept(Verb.LIKE, f"like{n}", at=NOW + n * HOUR, account=True, object=record("post"))
        for n in range(4)
    ]
    for n, act in enumerate(acts):
        told = act_of(act, f"alert-{n}", at=NOW + n * HOUR, ended=n == 3)
        await commit(store, act, acts=(told,), notices=(notice(act, told, alert=f"alert-{n}"),))
    added = kept(Verb.LIKE, "more", at=NOW + HOUR, account=True, object=record("post"))
    update = notice(added, act_of(added, "alert-2"), kind=Kind.STORY_UPDATED, alert="alert-2")
    await commit(store, added, notices=(update,))

    assert await store.told([PAIRING, OTHER], NOW, LATER) == {PAIRING: update}
    assert await store.told([PAIRING], NOW + 3 * HOUR, LATER) == {}
    assert await store.told([OTHER], NOW, LATER) == {}
    assert await store.told([], NOW, LATER) == {}
    assert await store.told([PAIRING], NOW - HOUR, NOW) == {}


# --- turns ----------------------------------------------------------------------------------


async def test_a_turn_is_read_back_as_it_was_stored(store: Store) -> None:
    stood = watched(spike=spike(alert="a", story="s", leader=OTHER, ended_at=END))
    await score(store, END, watched=(stood, watched(OTHER, b"")), blanks=(Blank(NOW, "wire"),))

    assert await store.standing() == Standing(watched=[watched(OTHER, b""), stood])
    assert await store.blanks(NOW) == [Blank(NOW, "wire")]
    lease = await taken(store)
    assert (lease.through, lease.closed) == (END, END)
    assert await store.reader.standing(PAIRING.player, PAIRING.club) == stood
    assert await store.reader.standing("no", "body") is None

    changed = watched(state=b"changed")
    filled = (Blank(NOW, "wire", filled=True), Blank(END, "feed"))
    await score(store, NEXT, watched=(changed,), gone=(OTHER,), blanks=filled)
    assert await store.standing() == Standing(watched=[changed])
    assert await store.blanks(NOW) == [*filled]
    assert await store.blanks(END) == [filled[1]]


async def test_a_turn_is_stored_once(store: Store) -> None:
    lease = await close(store, END)
    await store.turn(lease, Turn(end=END, watched=(watched(),)))
    before = await dump(store)

    for stale in (lease, await taken(store)):
        with pytest.raises(LostLeaseError):
            await store.turn(stale, Turn(end=END, watched=(watched(state=b"again"),)))
    assert await dump(store) == before


async def test_a_glance_is_stored_without_going_on(store: Store) -> None:
    lease = await close(store, END)
    await store.turn(lease, Turn(end=END))
    lease = await taken(store)

    await store.turn(lease, Turn(end=None, watched=(watched(),)))
    assert (await taken(store)).through == END
    assert (await store.standing()).watched == [watched()]


async def test_a_glance_at_what_another_has_scored_is_thrown_away(store: Store) -> None:
    stale = await close(store, END)
    await store.turn(stale, Turn(end=END))

    with pytest.raises(LostLeaseError):
        await store.turn(stale, Turn(end=None, watched=(watched(),)))
    assert (await store.standing()).watched == []


async def test_blanks_that_nobody_learns_from_any_more_go(store: Store) -> None:
    await score(store, END, blanks=(Blank(NOW, "wire"),))
    await store.expire(NOW + timedelta(days=34))
    assert await store.blanks(NOW) == [Blank(NOW, "wire")]
    await store.expire(NOW + timedelta(days=36))
    assert await store.blanks(NOW) == []


async def test_what_is_known_from_earlier_on_has_been_watched_from_then_on(store: Store) -> None:
    await store.begin(["player:a", "player:b"], NOW)
    await store.known(NOW - HOUR)
    await store.known(NOW)

    assert (await store.standing()).watches == {"player:a": NOW - HOUR, "player:b": NOW - HOUR}


async def test_a_bucket_that_is_open_is_not_scored(store: Store) -> None:
    lease = await close(store, END)
    with pytest.raises(LostLeaseError):
        await store.turn(lease, Turn(end=NEXT))

    assert (await taken(store)).through is None


async def test_nothing_stays_of_a_turn_whose_lease_was_lost(store: Store) -> None:
    cause = kept(name="cause")
    old = await close(store, END)
    await commit(store, kept(mentions=(mention(),)))
    await taken(store, "two", NOW + SPAN)
    before = await dump(store)
    turn = Turn(
        end=END, watched=(watched(),), blanks=(Blank(NOW, "wire"),), learnt=frozenset([PAIRING]),
        notices=(notice(cause),), messages=(message(cause),),
    )  # fmt: skip

    with pytest.raises(LostLeaseError):
        await store.turn(old, turn)
    assert await dump(store) == before


async def test_of_two_who_score_a_bucket_one_lands(database_url: str) -> None:
    stores = [await open_store(database_url) for _ in range(2)]
    try:
        for n in range(1, 6):
            end = NOW + n * BUCKET
            lease = await close(stores[0], end)

            async def attempt(store: Store, lease: Lease, turn: Turn) -> bool:
                try:
                    await store.turn(lease, turn)
                except LostLeaseError:
                    return False
                return True

            turns = [Turn(end=end, watched=(watched(state=bytes([n, s])),)) for s in range(2)]
            pairs = zip(stores, turns, strict=True)
            landed = await asyncio.gather(*(attempt(store, lease, turn) for store, turn in pairs))
            assert sorted(landed) == [False, True]
            [stood] = (await stores[1].standing()).watched
            assert stood.state == bytes([n, landed.index(True)])
    finally:
        for store in stores:
            await store.close()


async def test_what_came_late_is_learnt_once_and_what_came_after_the_closing_stays(
    store: Store,
) -> None:
    await close(store, END)
    await commit(store, kept(name="1", mentions=(mention(), mention(OTHER))))
    lease = await close(store, NEXT)
    await commit(store, kept(name="2", mentions=(mention(OTHER),)))
    await store.turn(lease, Turn(end=NEXT, learnt=frozenset([PAIRING, OTHER])))

    assert (await store.standing()).late == {OTHER}
    await score(store, NEXT + BUCKET, learnt=frozenset([OTHER]))
    assert (await store.standing()).late == frozenset()


async def test_history_of_the_bucket_that_is_scored_is_left_for_the_next_turn(
    store: Store,
) -> None:
    await commit(store, kept(at=END, late=True, mentions=(mention(),)))
    for end, left in ((END, {PAIRING}), (NEXT, {PAIRING}), (NEXT + BUCKET, set())):
        await score(store, end, learnt=frozenset([PAIRING]))
        assert (await store.standing()).late == left


async def test_a_watch_begins_once_and_ends_when_its_name_goes(store: Store) -> None:
    await store.begin(["player:a", "club:b"], NOW)
    await store.begin(["player:a", "player:c"], END)

    assert (await store.standing()).watches == {"player:a": NOW, "player:c": END}
    await store.begin([], END)
    assert (await store.standing()).watches == {}


# --- telling --------------------------------------------------------------------------------


async def test_an_alert_of_a_spike_is_told_once_and_shown(store: Store) -> None:
    cause = kept(name="the first bucket")
    told = notice(cause, alert="spike-1")
    sent = replace(message(cause), id=message_id("spike-1", told.kind, cause.key), alert="spike-1")
    later = replace(told, kind=Kind.STORY_UPDATED)

    assert await score(store, END, notices=(told,), messages=(sent,)) == 1
    assert await score(store, NEXT, notices=(told, later), messages=(sent,)) == 0
    shown = await store.reader.alert("spike-1")
    assert shown is not None
    assert shown.notices == (told, later)
    assert shown.acts == ()
    assert [(one.id, one.state) for one in shown.sent] == [(sent.id, "pending")]
    assert await store.reader.alerts() == [later]
    assert [one.message for one in await store.claim(NOW, 10, HOUR)] == [sent]


async def test_a_turn_brings_no_deleted_words_back(store: Store) -> None:
    like = kept(Verb.LIKE, "like", order=1, account=True, object=record("post"))
    act = act_of(like)
    told = notice(like, act)
    quoted = replace(told.alert.evidence[0], quote="one last dance", url="https://x/post")
    told = replace(told, alert=replace(told.alert, evidence=(quoted,)))
    await commit(store, like, acts=(act,), notices=(told,))
    carried = (await store.told([PAIRING], NOW, LATER))[PAIRING]
    await commit(store, kept(Verb.DELETE, "post", order=5))
    anew = replace(carried, kind=Kind.STORY_UPDATED, cause=b"\x01" * 16)
    await score(store, END, notices=(anew,))

    shown = await store.reader.alert("alert-1")
    assert shown is not None
    assert [[one.quote for one in each.alert.evidence] for each in shown.notices] == [[None]] * 2


async def test_spikes_are_shown_newest_first(store: Store) -> None:
    pairings = [Pairing("player", f"club-{n}") for n in range(5)]
    stood = [
        watched(one, spike=spike(one, NOW + n % 3 * BUCKET) if n else None)
        for n, one in enumerate(pairings)
    ]
    await score(store, END, watched=tuple(stood))

    shown = [stood[n] for n in (2, 1, 4, 3)]
    assert await store.reader.spikes() == shown
    assert await store.reader.spikes(2) == shown[:2]
