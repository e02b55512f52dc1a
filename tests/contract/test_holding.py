"""What is pushed and what is held, decided where it is stored; in each dialect."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitor.domain.alert import Kind, message_id
from monitor.domain.desk.budget import UNLIMITED, Allowance, Why, moment
from monitor.ports import Commit, Hold, Outcome, Sent, Terms
from storage import Store, migrate, open_store
from tests.conftest import NOW
from tests.contract.storing import dump, kept
from tests.contract.telling import message, notice

HOUR = timedelta(hours=1)
TWO = Allowance(2, 7)


def told(
    number: int,
    worth: float = 0.9,
    at: datetime = NOW,
    receivers: Sequence[str] = ("desk",),
    allowance: Allowance = TWO,
    **more: Any,
) -> Commit:
    """Return a batch with one notice, and a message about it for each of *receivers*."""
    cause = kept(name=f"post {number}", at=at)
    kind = more.pop("kind", Kind.ACT_NOTABLE)
    alert = more.pop("alert", f"alert-{number}")
    terms = Terms(worth, allowance, moment(at, UTC))
    fields = {"id": f"m-{number}", "kind": kind, "alert": alert, "terms": terms, **more}
    return Commit(
        kept=(cause,),
        notices=(notice(cause, kind=kind, alert=alert),),
        messages=tuple(message(cause, each, at, **fields) for each in receivers),
        now=at,
    )


def together(*batches: Commit) -> Commit:
    """Return several as one batch."""
    return Commit(
        kept=tuple(one for batch in batches for one in batch.kept),
        notices=tuple(one for batch in batches for one in batch.notices),
        messages=tuple(one for batch in batches for one in batch.messages),
        now=NOW,
    )


def follows(number: int, alert: str, receivers: Sequence[str] = ("desk", "agency")) -> Commit:
    """Return a correction of *alert*."""
    more: dict[str, Any] = {"kind": Kind.ALERT_CORRECTED, "alert": alert}
    return told(number, receivers=receivers, terms=None, follows=True, **more)


async def sent(store: Store, alert: str) -> dict[str, Sent]:
    """Return what became of the messages about *alert*, the newest for each receiver."""
    found = await store.reader.alert(alert)
    assert found is not None
    return {one.receiver: one for one in found.sent}


async def held(store: Store, *numbers: int) -> list[str | None]:
    """Return why the alerts of *numbers* were held from the desk."""
    return [(await sent(store, f"alert-{n}"))["desk"].held for n in numbers]


async def test_the_third_push_of_a_day_is_held_with_the_reason(store: Store) -> None:
    new = [(await store.commit(told(n))).messages for n in (1, 2, 3)]

    assert new == [1, 1, 0]
    assert await held(store, 1, 2, 3) == [None, None, "2 of 2 pushes of today are used."]
    assert [one.message.id for one in await store.claim(NOW, 9, HOUR)] == ["m-1", "m-2"]
    assert (await store.posts())["desk"].states == {"claimed": 2, "held": 1}


async def test_what_is_held_keeps_no_body(store: Store) -> None:
    await store.commit(told(1, allowance=Allowance(0, 7)))

    (row,) = (await dump(store))["outbox"]
    assert b"" in row
    assert b'{"type":"act.notable"}' not in row


async def test_the_next_day_has_pushes_of_its_own_until_the_week_is_full(store: Store) -> None:
    days = [NOW + timedelta(days=n) for n in range(8)]
    for n, at in enumerate(days):
        await store.commit(told(n, at=at, allowance=Allowance(1, 3)))

    pushed = [why is None for why in await held(store, *range(8))]
    assert pushed == [True, True, True, False, False, False, False, True]
    assert (await held(store, 3)) == ["3 of 3 pushes of this week are used."]


async def test_what_is_told_at_one_moment_is_ranked_together(store: Store) -> None:
    await store.commit(together(told(1, 0.2), told(2, 0.9), told(3, 0.7)))

    assert await held(store, 1, 2, 3) == ["2 of 2 pushes of today are used.", None, None]


async def test_it_makes_no_difference_how_what_came_was_cut_into_batches(
    store: Store, tmp_path: Any
) -> None:
    turns = [told(n, worth, NOW + n * HOUR) for n, worth in enumerate((0.2, 0.4, 0.9, 0.8))]
    url = f"sqlite:///{tmp_path / 'other.db'}"
    await asyncio.to_thread(migrate, url)
    other = await open_store(url)
    for turn in turns:
        await store.commit(turn)
    await other.commit(together(*turns))

    assert await held(store, *range(4)) == await held(other, *range(4))
    await other.close()


def talk(number: int, alert: str, at: datetime, kind: Kind = Kind.STORY_UPDATED) -> Commit:
    """Return a batch that tells of talk in the story of *alert*, under an id as messages have."""
    batch = told(number, at=at, alert=alert, kind=kind)
    (told_,), (said,) = batch.messages, batch.notices
    ident = message_id(alert, kind, said.cause)
    return replace(batch, messages=(replace(told_, id=ident),))


@pytest.mark.parametrize("cut", [False, True])
async def test_the_second_push_of_a_day_goes_to_another_story(store: Store, *, cut: bool) -> None:
    late = NOW + timedelta(hours=8)
    first = talk(1, "alert-1", late, Kind.STORY_STARTED)
    again, other = talk(2, "alert-1", late + HOUR / 60), talk(3, "alert-3", late + HOUR / 30)
    for batch in (first, again, other) if cut else (together(first, again, other),):
        await store.commit(batch)

    found = await store.reader.alert("alert-1")
    assert found is not None
    first_held, again_held = (one.held for one in found.sent)
    assert first_held is None
    assert again_held is not None
    assert again_held.startswith("This story was pushed today already")
    assert await held(store, 3) == [None]


async def test_on_the_next_day_a_story_is_told_as_any_other(store: Store) -> None:
    await store.commit(talk(1, "alert-1", NOW, Kind.STORY_STARTED))
    await store.commit(talk(2, "alert-1", NOW + timedelta(days=1)))

    found = await store.reader.alert("alert-1")
    assert found is not None
    assert all(one.held is None for one in found.sent)


async def test_what_was_decided_is_not_decided_again(store: Store) -> None:
    await store.commit(told(1))
    await store.commit(told(2))
    await store.commit(told(3))
    before = await dump(store)
    again = [(await store.commit(told(n))).messages for n in (3, 2, 1)]

    assert again == [0, 0, 0]
    assert await dump(store) == before


async def test_each_receiver_has_a_budget_of_its_own(store: Store) -> None:
    await store.commit(told(1, allowance=Allowance(1, 7)))
    await store.commit(told(2, receivers=("desk", "agency"), allowance=Allowance(1, 7)))

    found = await sent(store, "alert-2")
    assert found["desk"].state == "held"
    assert found["agency"].state == "pending"


async def test_a_push_that_failed_was_a_push(store: Store) -> None:
    await store.commit(told(1, allowance=Allowance(1, 7)))
    (delivery,) = await store.claim(NOW, 9, HOUR)
    gone = Outcome(
        message=delivery.message.id, receiver="desk", at=NOW, delivered=False, status=500,
        detail="gone", due=None,
    )  # fmt: skip
    await store.settle([gone])
    await store.commit(told(2, allowance=Allowance(1, 7)))

    assert await held(store, 2) == ["1 of 1 pushes of today are used."]


async def test_what_counts_for_nothing_is_sent_beyond_the_budget(store: Store) -> None:
    await store.commit(told(1, allowance=Allowance(1, 7)))
    await store.commit(told(2, terms=None, kind=Kind.CONNECTOR_STALE))
    await store.commit(told(3, allowance=UNLIMITED))

    assert await held(store, 1, 2, 3) == [None, None, None]


async def test_a_correction_goes_to_exactly_those_who_got_the_alert(store: Store) -> None:
    await store.commit(told(1, receivers=("desk",), allowance=Allowance(0, 7)))
    await store.commit(told(2, receivers=("agency",), alert="alert-1"))
    corrected = await store.commit(follows(3, "alert-1", ("desk", "agency", "other")))

    assert corrected.messages == 1
    found = await store.reader.alert("alert-1")
    assert found is not None
    assert [(one.receiver, one.kind) for one in found.sent if one.state == "pending"] == [
        ("agency", Kind.ACT_NOTABLE),
        ("agency", Kind.ALERT_CORRECTED),
    ]


async def test_an_alert_and_its_correction_may_come_in_one_batch(store: Store) -> None:
    batch = together(told(1), told(2), told(3), follows(4, "alert-1"), follows(5, "alert-3"))
    await store.commit(batch)

    states = {(one.receiver, one.id): one.state for n in (1, 3) for one in await _all(store, n)}
    assert states == {
        ("desk", "m-1"): "pending",
        ("desk", "m-4"): "pending",
        ("desk", "m-3"): "held",
    }


async def _all(store: Store, number: int) -> Sequence[Sent]:
    found = await store.reader.alert(f"alert-{number}")
    return found.sent if found is not None else ()


async def test_what_somebody_silenced_counts_for_nothing(store: Store) -> None:
    silenced = Hold(Why.SILENCE, "Silenced by the desk until 12:00 UTC.")
    await store.commit(told(1, allowance=Allowance(1, 7), held=silenced))
    await store.commit(told(2, allowance=Allowance(1, 7)))

    assert await held(store, 1, 2) == ["Silenced by the desk until 12:00 UTC.", None]


async def test_a_receiver_is_told_what_it_was_sent_and_no_more(store: Store) -> None:
    await store.commit(told(1, alert="a"))
    await store.commit(told(2, alert="b"))
    await store.commit(told(3, alert="a", kind=Kind.STORY_UPDATED))

    assert [(one.alert.id, one.kind) for one in await store.reader.pushed("desk")] == [
        ("b", Kind.ACT_NOTABLE),
        ("a", Kind.ACT_NOTABLE),
    ]
    assert not await store.reader.pushed("agency")


async def test_several_processes_keep_to_one_budget(database_url: str) -> None:
    stores = [await open_store(database_url) for _ in range(3)]
    receivers = ("agency", "desk")
    turns = [told(n, receivers=receivers[:: 1 if n % 2 else -1]) for n in range(12)]
    await asyncio.gather(*(stores[n % 3].commit(turn) for n, turn in enumerate(turns)))

    posts = await stores[0].posts()
    for one in stores:
        await one.close()
    assert {name: posts[name].states for name in receivers} == {
        name: {"pending": 2, "held": 10} for name in receivers
    }
