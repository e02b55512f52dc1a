"""Acts, notices and messages: told once, delivered until received; in each dialect."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from monitor.domain.activity import Verb
from monitor.domain.alert import Kind
from monitor.domain.catalogue import Pairing
from monitor.ports import Asked, Commit, Delivery, Message, Outcome, Post, Recalled
from storage import Store, open_store
from tests.conftest import NOW
from tests.contract.storing import dump, kept, record
from tests.contract.telling import act_of, message, notice

MINUTE = timedelta(minutes=1)
LEASE = timedelta(seconds=60)
LIKE = kept(Verb.LIKE, "like", who="did:plc:player", account=True, object=record("post"))
UNDO = kept(Verb.UNDO, "like", order=9, who="did:plc:player", account=True)
TOLD = Commit(
    kept=(LIKE,),
    acts=(act_of(LIKE),),
    notices=(notice(LIKE, act_of(LIKE)),),
    messages=(message(LIKE), message(LIKE, "agency")),
    now=NOW,
)


async def known(store: Store, *records: bytes, since: datetime = NOW) -> Recalled:
    """Return what is recalled of acts since then, and upon *records*."""
    asked = Asked(records=frozenset(records), objects=frozenset(), since=since)
    return await store.recall(asked)


def outcome(
    message: Message, at: datetime, *, ok: bool = False, due: datetime | None = None
) -> Outcome:
    """Return how an attempt at *message* went."""
    return Outcome(
        message=message.id, receiver=message.receiver, at=at, delivered=ok,
        status=204 if ok else 503, detail="fine" if ok else "busy \x00", due=due,
    )  # fmt: skip


# --- told with its cause, or not at all -----------------------------------------------------


async def test_an_alert_lands_with_its_cause_and_never_again(store: Store) -> None:
    first = await store.commit(TOLD)
    again = await store.commit(TOLD)

    assert (first.messages, again.messages) == (2, 0)
    told = await store.reader.alert("alert-1")
    assert told is not None
    assert told.notices == TOLD.notices
    assert told.acts == TOLD.acts
    assert [(sent.receiver, sent.state) for sent in told.sent] == [
        ("agency", "pending"),
        ("desk", "pending"),
    ]


async def test_what_has_no_cause_in_the_batch_is_not_told(store: Store) -> None:
    await store.commit(Commit(kept=(LIKE,), now=NOW))
    late = await store.commit(TOLD)

    assert late.messages == 0
    assert await store.reader.alert("alert-1") is None
    assert (await dump(store))["acts"] == []


async def test_a_ping_needs_no_cause(store: Store) -> None:
    assert (await store.commit(Commit(messages=(message(None),), now=NOW))).messages == 1


async def test_a_correction_ends_the_act_and_stands_last(store: Store) -> None:
    await store.commit(TOLD)
    ended = act_of(LIKE, ended=True)
    correction = notice(UNDO, ended, kind=Kind.ALERT_CORRECTED)
    await store.commit(Commit(kept=(UNDO,), acts=(ended,), notices=(correction,), now=NOW))
    await store.commit(TOLD)

    found = await known(store)
    assert found.acts == (ended,)
    assert found.alerts == {"alert-1": correction}
    assert await store.reader.alerts() == [correction]


async def test_a_held_act_that_is_undone_is_ended_without_a_notice(store: Store) -> None:
    held = act_of(LIKE, alert=None)
    await store.commit(Commit(kept=(LIKE,), acts=(held,), now=NOW))
    over = act_of(LIKE, alert=None, ended=True)
    await store.commit(Commit(kept=(UNDO,), acts=(over,), now=NOW))

    assert (await known(store)).acts == (over,)


async def test_an_act_is_recalled_by_its_record_and_its_object_however_old(store: Store) -> None:
    await store.commit(TOLD)
    later = NOW + timedelta(days=9)

    assert (await known(store, since=later)).acts == ()
    assert (await known(store, LIKE.record, since=later)).acts == TOLD.acts
    assert (await known(store, record("post"), since=later)).acts == TOLD.acts


async def test_an_act_about_two_clubs_is_two_acts(store: Store) -> None:
    both = (act_of(LIKE), act_of(LIKE, pairing=Pairing("kylian-example", "other-example")))
    await store.commit(Commit(kept=(LIKE,), acts=both, now=NOW))

    assert {str(act.pairing) for act in (await known(store)).acts} == {
        "kylian-example/other-example",
        "kylian-example/real-example",
    }


# --- delivered until received ---------------------------------------------------------------


async def test_a_message_comes_back_until_it_is_received(store: Store) -> None:
    await store.commit(Commit(messages=(message(None),), now=NOW))

    [first] = await store.claim(NOW, 10, LEASE)
    assert (first.attempts, first.first_due, first.message) == (0, NOW, message(None))
    assert await store.claim(NOW, 10, LEASE) == []

    await store.settle([outcome(first.message, NOW, due=NOW + MINUTE)])
    assert await store.claim(NOW, 10, LEASE) == []
    [second] = await store.claim(NOW + MINUTE, 10, LEASE)
    assert (second.attempts, second.first_due) == (1, NOW)

    await store.settle([outcome(second.message, NOW + MINUTE, ok=True)])
    assert await store.claim(NOW + 999 * MINUTE, 10, LEASE) == []
    assert (await store.stats()).outbox == {"delivered": 1}


async def test_a_message_that_is_given_up_has_failed(store: Store) -> None:
    await store.commit(TOLD)
    [one, _] = await store.claim(NOW, 10, LEASE)
    await store.settle([outcome(one.message, NOW)])

    assert (await store.stats()).outbox == {"claimed": 1, "failed": 1}
    told = await store.reader.alert("alert-1")
    assert told is not None
    assert (told.sent[0].attempts, told.sent[0].last_detail) == (1, "busy \ufffd")


async def test_a_claim_that_is_not_settled_lapses(store: Store) -> None:
    await store.commit(Commit(messages=(message(None),), now=NOW))
    await store.claim(NOW, 10, LEASE)

    assert await store.claim(NOW + LEASE / 2, 10, LEASE) == []
    assert len(await store.claim(NOW + LEASE, 10, LEASE)) == 1


async def test_a_late_answer_takes_back_no_delivery(store: Store) -> None:
    await store.commit(Commit(messages=(message(None),), now=NOW))
    [slow] = await store.claim(NOW, 10, LEASE)
    [quick] = await store.claim(NOW + LEASE, 10, LEASE)
    await store.settle([outcome(quick.message, NOW + LEASE, ok=True)])
    await store.settle([outcome(slow.message, NOW + LEASE, due=NOW + LEASE)])

    assert (await store.stats()).outbox == {"delivered": 1}


async def test_the_oldest_message_goes_first(store: Store) -> None:
    pings = [message(None, f"r{n}", due=NOW - n * MINUTE) for n in range(5)]
    await store.commit(Commit(messages=tuple(pings), now=NOW))

    claimed = await store.claim(NOW, 3, LEASE)
    assert [one.message.receiver for one in claimed] == ["r4", "r3", "r2"]


async def test_nothing_is_sent_to_a_disabled_receiver_until_it_is_enabled(store: Store) -> None:
    await store.commit(TOLD)
    await store.disable("desk", "it said 410 Gone", NOW)

    assert [one.message.receiver for one in await store.claim(NOW, 10, LEASE)] == ["agency"]
    assert await store.disabled() == {"desk": "it said 410 Gone"}

    await store.enable("desk")
    assert [one.message.receiver for one in await store.claim(NOW, 10, LEASE)] == ["desk"]


async def test_what_is_for_some_receivers_can_be_left_out(store: Store) -> None:
    await store.commit(TOLD)

    claimed = await store.claim(NOW, 10, LEASE, ["agency", "nobody"])
    assert [one.message.receiver for one in claimed] == ["desk"]
    assert await store.claim(NOW, 10, LEASE, {"agency"}) == []
    assert len(await store.claim(NOW, 10, LEASE)) == 1


async def test_since_when_a_receiver_only_fails_is_known_until_it_takes_something_or_is_enabled(
    store: Store,
) -> None:
    await store.commit(TOLD)
    desk, agency = message(LIKE), message(LIKE, "agency")

    async def fail(one: Message, minutes: int) -> Mapping[str, datetime]:
        return await store.settle([outcome(one, NOW + minutes * MINUTE, due=NOW)])

    assert await fail(desk, 1) == {"desk": NOW + MINUTE}
    assert await fail(agency, 2) == {"agency": NOW + 2 * MINUTE}
    assert await fail(desk, 3) == {"desk": NOW + MINUTE}
    both = [outcome(agency, NOW + 4 * MINUTE, ok=True), outcome(desk, NOW + 4 * MINUTE, due=NOW)]
    assert await store.settle(both) == {"desk": NOW + MINUTE}
    assert await fail(agency, 5) == {"agency": NOW + 5 * MINUTE}
    await store.disable("desk", "nothing was delivered for 5 days", NOW)
    await store.enable("desk")
    assert await fail(desk, 6) == {"desk": NOW + 6 * MINUTE}
    again = [outcome(desk, NOW + m * MINUTE, ok=m == 8, due=NOW) for m in (7, 8, 9, 10)]
    assert await store.settle(again) == {"desk": NOW + 9 * MINUTE}


async def test_who_is_disabled_is_told_to_the_others_in_one_transaction(store: Store) -> None:
    word = replace(message(None, "agency"), id="word", kind="delivery.disabled")
    await store.commit(TOLD)
    await store.disable("desk", "it said 410 Gone", NOW, [word])

    claimed = await store.claim(NOW, 10, LEASE)
    assert {(one.message.receiver, one.message.kind) for one in claimed} == {
        ("agency", "act.notable"),
        ("agency", "delivery.disabled"),
    }


async def test_what_a_receiver_got_before_is_known_when_its_correction_is_sent(
    store: Store,
) -> None:
    await store.commit(TOLD)
    [first, second] = await store.claim(NOW, 10, LEASE)
    assert (first.receipts, second.receipts) == ((), ())
    await store.settle(
        [
            replace(outcome(first.message, NOW, ok=True), receipt=f"{first.message.receiver}-1"),
            outcome(second.message, NOW, ok=True),
        ]
    )
    corrected = [
        replace(
            message(None, name), id="correction", alert="alert-1", kind=str(Kind.ALERT_CORRECTED)
        )
        for name in ("desk", "agency")
    ]
    await store.commit(Commit(messages=tuple(corrected), now=NOW))

    known = {one.message.receiver: one.receipts for one in await store.claim(NOW, 10, LEASE)}
    assert known == {
        first.message.receiver: (f"{first.message.receiver}-1",),
        second.message.receiver: (),
    }


async def test_how_the_messages_of_each_receiver_stand_is_known(store: Store) -> None:
    assert await store.posts() == {}
    await store.commit(TOLD)
    claimed = await store.claim(NOW, 10, LEASE)
    desk = next(one.message for one in claimed if one.message.receiver == "desk")
    await store.settle([outcome(desk, NOW, ok=True)])
    await store.disable("former", "it said 410 Gone", NOW)

    posts = await store.posts()
    assert posts["desk"] == Post(states={"delivered": 1}, last_at=NOW, last_detail="fine")
    assert posts["agency"] == Post(states={"claimed": 1})
    assert posts["former"] == Post(states={}, disabled="it said 410 Gone")


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=2)])
async def test_a_clock_set_back_holds_no_message_up(store: Store, back: timedelta) -> None:
    await store.commit(TOLD)
    [one, _] = await store.claim(NOW, 10, LEASE)
    await store.settle([outcome(one.message, NOW, due=NOW + MINUTE)])
    earlier = NOW - back

    assert len(await store.claim(earlier, 10, LEASE)) == 2
    assert await store.claim(earlier, 10, LEASE) == []


async def test_a_correction_waits_for_the_alert_that_has_not_arrived(store: Store) -> None:
    await store.commit(TOLD)
    claimed = {one.message.receiver: one.message for one in await store.claim(NOW, 10, LEASE)}
    desk, agency = claimed["desk"], claimed["agency"]
    failed = outcome(desk, NOW, due=NOW + 5 * MINUTE)
    await store.settle([failed, outcome(agency, NOW, ok=True)])
    soon = NOW + MINUTE
    ends: dict[str, Any] = {
        "kind": Kind.ALERT_CORRECTED,
        "due": soon,
        "created_at": soon,
        "follows": True,
    }
    sent = [message(UNDO, name, **ends) for name in ("desk", "agency")]
    correction = notice(UNDO, act_of(LIKE, ended=True), kind=Kind.ALERT_CORRECTED)
    told = Commit(kept=(UNDO,), notices=(correction,), messages=tuple(sent), now=soon)
    assert (await store.commit(told)).messages == 2

    def kinds(found: Sequence[Delivery]) -> list[tuple[str, str]]:
        return [(one.message.receiver, one.message.kind) for one in found]

    at_once = await store.claim(soon, 10, LEASE)
    assert kinds(at_once) == [("agency", "alert.corrected")]
    await store.settle([outcome(at_once[0].message, soon, ok=True)])
    later = NOW + 6 * MINUTE
    assert kinds(await store.claim(later, 10, LEASE)) == [("desk", "act.notable")]
    await store.settle([outcome(desk, later, ok=True)])
    assert kinds(await store.claim(later, 10, LEASE)) == [("desk", "alert.corrected")]


async def test_a_correction_waits_for_no_alert_that_was_given_up(store: Store) -> None:
    await store.commit(TOLD)
    await store.settle([outcome(one.message, NOW) for one in await store.claim(NOW, 10, LEASE)])
    ends: dict[str, Any] = {"kind": Kind.ALERT_CORRECTED, "follows": True}
    correction = notice(UNDO, act_of(LIKE, ended=True), kind=Kind.ALERT_CORRECTED)
    told = (message(UNDO, "desk", **ends),)
    await store.commit(Commit(kept=(UNDO,), notices=(correction,), messages=told, now=NOW))
    (one,) = await store.claim(NOW, 10, LEASE)
    assert one.message.kind == "alert.corrected"


async def test_who_failed_under_a_clock_that_ran_ahead_fails_since_it_was_set_back(
    store: Store,
) -> None:
    await store.commit(TOLD)
    one, _ = await store.claim(NOW, 10, LEASE)
    year = timedelta(days=365)
    ahead = await store.settle([outcome(one.message, NOW + year, due=NOW)])
    assert [*ahead.values()] == [NOW + year]
    back = await store.settle([outcome(one.message, NOW, due=NOW)])
    assert [*back.values()] == [NOW]
    later = await store.settle([outcome(one.message, NOW + MINUTE, due=NOW)])
    assert [*later.values()] == [NOW]


async def test_a_message_for_later_waits(store: Store) -> None:
    later = message(None, due=NOW + timedelta(days=3), created_at=NOW)
    await store.commit(Commit(messages=(later,), now=NOW))

    assert await store.claim(NOW + timedelta(days=2), 10, LEASE) == []
    assert (await store.stats()).oldest_due == NOW + timedelta(days=3)


async def test_two_processes_never_claim_the_same_message(postgres_url: str) -> None:
    stores = [await open_store(postgres_url) for _ in range(3)]
    try:
        pings = tuple(message(None, f"r{n}") for n in range(60))
        await stores[0].commit(Commit(messages=pings, now=NOW))
        claims = await asyncio.gather(
            *(store.claim(NOW, 10, LEASE) for store in stores for _ in range(2))
        )
        names = [one.message.receiver for claim in claims for one in claim]
        assert len(names) == len(set(names))
    finally:
        for store in stores:
            await store.close()
