"""Stories in each database: one open story of a player, whichever process is the quicker."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from monitor.domain.activity import Verb
from monitor.domain.alert import Kind, Notice, Weight
from monitor.domain.stories.story import QUIET, SETTLED, alone, join
from monitor.ports import Asked, OutdatedError
from storage import Store, open_store
from tests.conftest import NOW
from tests.contract.keeping import score
from tests.contract.storing import PAIRING, commit, kept, mention, record
from tests.contract.telling import act_of, notice

PLAYER = PAIRING.player
HOUR = timedelta(hours=1)


def opens(name: str, at: datetime = NOW) -> Notice:
    """Return a notice that opens a story of its own."""
    told = notice(kept(name=name), alert=f"alert {name}")
    alert = replace(told.alert, story=f"story {name}", told_at=at)
    return alone(replace(told, alert=alert), f"act:{name}", Weight.ACT)


async def test_the_open_story_of_a_player_is_told_with_how_its_alert_stands(store: Store) -> None:
    first = opens("one")
    await score(store, NOW, notices=(first,))
    second = join(first, opens("two", NOW + HOUR))
    await score(store, NOW + HOUR, notices=(second,))

    thread = (await store.threads([PLAYER, "other"], NOW + 2 * HOUR))[PLAYER]
    assert thread.newest == second
    assert (thread.story.id, thread.story.alert) == ("story one", "alert one")
    assert (thread.story.opened_at, thread.story.last_at) == (NOW, NOW + HOUR)
    assert not thread.over
    assert await store.threads([PLAYER], NOW + HOUR + QUIET + HOUR) == {}
    assert await store.threads([], NOW) == {}


async def test_a_story_that_was_closed_is_over_for_a_while(store: Store) -> None:
    first = opens("one")
    over = replace(join(first, opens("end", NOW + HOUR)), kind=Kind.STORY_CONFIRMED, closes=True)
    await score(store, NOW, notices=(first,))
    await score(store, NOW + HOUR, notices=(over,))
    assert (await store.threads([PLAYER], NOW + SETTLED))[PLAYER].over
    assert await store.threads([PLAYER], NOW + SETTLED + 2 * HOUR) == {}

    again = replace(over, kind=Kind.ALERT_CORRECTED, closes=False)
    await score(store, NOW + 2 * HOUR, notices=(again,))
    assert not (await store.threads([PLAYER], NOW + SETTLED))[PLAYER].over


async def test_who_would_open_a_second_story_stores_nothing(store: Store) -> None:
    await score(store, NOW, notices=(opens("one"),))
    like = kept(Verb.LIKE, "like", account=True, object=record("post"))
    act = act_of(like)
    late = replace(opens("two", NOW + HOUR), cause=like.key, acts=(act,))
    with pytest.raises(OutdatedError):
        await commit(store, like, acts=(act,), notices=(late,))
    assert (await store.recall(asked())).traces == {}

    joined = join((await store.threads([PLAYER], NOW + HOUR))[PLAYER].newest, late)
    await commit(store, like, acts=(act,), notices=(joined,))
    assert (await store.threads([PLAYER], NOW + HOUR))[PLAYER].newest == joined


async def test_a_story_may_be_opened_once_the_one_before_is_over(store: Store) -> None:
    await score(store, NOW, notices=(opens("one"),))
    later = NOW + QUIET + HOUR
    await score(store, later, notices=(opens("two", later),))
    assert (await store.threads([PLAYER], later))[PLAYER].story.id == "story two"


async def test_of_many_who_would_open_a_story_one_does(database_url: str) -> None:
    stores = [await open_store(database_url) for _ in range(4)]

    async def tell(number: int, store: Store) -> bool:
        like = kept(Verb.LIKE, f"like {number}", account=True)
        try:
            await commit(store, like, notices=(replace(opens(f"{number}"), cause=like.key),))
        except OutdatedError:
            return False
        return True

    try:
        told = await asyncio.gather(*(tell(n, store) for n, store in enumerate(stores)))
        assert sum(told) == 1
        assert len(await stores[0].threads([PLAYER], NOW)) == 1
    finally:
        for store in stores:
            await store.close()


def asked(acting: datetime | None = None) -> Asked:
    """Return what a batch asks that acts upon a post."""
    return Asked(records=frozenset({record("like")}), objects=frozenset(), since=NOW, acting=acting)


async def test_stories_are_recalled_where_a_batch_may_hold_an_act_and_else_not(
    store: Store,
) -> None:
    like = kept(Verb.LIKE, "like", account=True, object=record("post"), mentions=(mention(),))
    act = act_of(like)
    first = replace(opens("one"), cause=like.key, acts=(act,))
    await commit(store, like, acts=(act,), notices=(first,))
    later = NOW + timedelta(days=20)
    plain = await store.recall(replace(asked(), since=later))
    assert (plain.stories, plain.history) == ((), ())
    found = await store.recall(replace(asked(later), since=later))
    assert [one.id for one in found.stories] == ["story one"]
    assert [one.act.key for one in found.history] == [like.key]
    assert found.alerts["alert one"] == first
