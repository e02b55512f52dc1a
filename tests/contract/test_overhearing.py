"""What the watch reads only where something is about to be told, in each dialect."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from monitor.domain.activity import Verb
from monitor.domain.campaign import Written
from monitor.domain.catalogue import Pairing
from monitor.domain.mention import Topic
from monitor.domain.timing import BUCKET
from monitor.ports import Commit
from storage import Store, overhearing
from tests.conftest import NOW
from tests.contract.storing import PAIRING, commit, kept, mention
from tests.contract.telling import notice

DAY = timedelta(days=1)
END = NOW + BUCKET
OTHER = Pairing("kylian-example", "other-example")


async def test_of_each_account_one_text_is_read_and_of_a_match_none(store: Store) -> None:
    fans = [kept(name=f"f{n}", who=f"did:plc:{n % 3}", mentions=(mention(),)) for n in range(9)]
    match = kept(name="m", who="did:plc:m", mentions=(mention(topic=Topic.MATCH),))
    other = kept(name="o", who="did:plc:o", mentions=(mention(OTHER),))
    late = kept(name="l", who="did:plc:l", late=True, mentions=(mention(),))
    mute = kept(name="r", who="did:plc:r", text="", mentions=(mention(),))
    after = kept(name="a", who="did:plc:a", at=END, mentions=(mention(),))
    await commit(store, *fans, match, other, late, mute, after)

    found = await store.written(PAIRING, NOW, END, None)
    assert {one.author for one in found} == {one.author for one in fans}
    assert len(found) == 3
    first = {one.author: one for one in sorted(fans, key=lambda one: one.key, reverse=True)}
    assert [*found] == [
        Written(one.author, one.activity.text)
        for one in sorted(first.values(), key=lambda one: one.key)
    ]
    assert await store.written(OTHER, NOW - DAY, NOW, None) == []


async def test_who_was_heard_of_a_day_before_is_known_and_who_was_not_is_new(store: Store) -> None:
    old = kept(name="old", who="did:plc:old", at=NOW - 2 * DAY, mentions=(mention(OTHER),))
    again = kept(name="again", who="did:plc:old", mentions=(mention(),))
    new = kept(name="new", who="did:plc:new", mentions=(mention(),))
    await commit(store, old)
    await commit(store, again, new)

    found = await store.written(PAIRING, NOW, END, END - DAY)
    assert {one.author: one.known for one in found} == {again.author: True, new.author: False}
    assert all(one.known is None for one in await store.written(PAIRING, NOW, END, None))


async def test_what_was_deleted_is_not_read(store: Store) -> None:
    await commit(store, kept(mentions=(mention(),)))
    await commit(store, kept(Verb.DELETE, order=2, object="at://1"))

    assert await store.written(PAIRING, NOW, END, None) == []


async def test_of_many_so_many_are_drawn_and_the_same_each_time(store: Store) -> None:
    fans = [
        kept(name=f"f{n}", who=f"did:plc:{n}", text="x" * 5_000, mentions=(mention(),))
        for n in range(overhearing.DRAWN + 50)
    ]
    await commit(store, *fans)

    found = await store.written(PAIRING, NOW, END, END - DAY)
    assert len(found) == overhearing.DRAWN
    assert {len(one.text) for one in found} == {1_000}
    assert await store.written(PAIRING, NOW, END, END - DAY) == found


async def test_which_alerts_there_is_a_notice_of_is_told(store: Store) -> None:
    cause = kept()
    await store.commit(Commit(kept=(cause,), notices=(notice(cause),), now=NOW))

    assert await store.noted(["alert-1", "alert-2"]) == {"alert-1"}
    assert not await store.noted([])


async def test_what_is_sent_to_nobody_stands_on_its_page_and_not_among_the_alerts(
    store: Store,
) -> None:
    cause = kept()
    told = notice(cause)
    sly = replace(told.alert, id="alert-3", text='it says "held":"x" and %"held":"%')
    notices = (
        told,
        replace(notice(cause, alert="alert-2"), held="campaign: all the same"),
        replace(told, alert=sly),
    )
    await store.commit(Commit(kept=(cause,), notices=notices, now=NOW))

    assert [one.alert.id for one in await store.reader.alerts()] == ["alert-3", "alert-1"]
    page = await store.reader.alert("alert-2")
    assert page is not None
    assert page.notices[0].held == "campaign: all the same"
