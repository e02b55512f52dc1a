"""The clock is set back or ahead by an hour or a day: nothing waits for it, nothing is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.domain.watermark import Progress, mark
from monitor.ports import Commit, Outcome
from storage import Store
from tests.conftest import NOW
from tests.contract.storing import commit, kept, mention
from tests.contract.telling import message

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)

jumps = pytest.mark.parametrize(
    "jump", [-HOUR, HOUR, -24 * HOUR, 24 * HOUR], ids=["-1h", "+1h", "-1d", "+1d"]
)


@jumps
async def test_another_takes_the_watch_over_at_once(store: Store, jump: timedelta) -> None:
    first = await store.lease("gone", NOW, MINUTE)
    second = await store.lease("here", NOW + jump, MINUTE)
    assert first is not None
    assert second is not None
    assert second.token == first.token + 1
    assert await store.lease("late", NOW + jump, MINUTE) is None


@jumps
async def test_a_message_goes_down_its_ladder_and_arrives_once(
    store: Store, jump: timedelta
) -> None:
    await store.commit(Commit(messages=(message(None),), now=NOW))
    [one] = await store.claim(NOW, 10, MINUTE)
    failed = Outcome(message=one.message.id, receiver="desk", at=NOW, delivered=False, status=503,
                     detail="", due=NOW + 5 * MINUTE)  # fmt: skip
    await store.settle([failed])
    now = NOW + jump
    [again] = await store.claim(now, 10, MINUTE)
    assert (again.message.id, again.message.body) == (one.message.id, one.message.body)
    done = Outcome(message=one.message.id, receiver="desk", at=now, delivered=True, status=204,
                   detail="", due=None)  # fmt: skip
    await store.settle([done])
    for later in (now, NOW, NOW + 48 * HOUR):
        assert await store.claim(later, 10, MINUTE) == []


@jumps
async def test_what_is_read_after_is_stored_once_and_counted_in_the_time_of_its_event(
    store: Store, jump: timedelta
) -> None:
    post = kept(name="a", mentions=(mention(),))
    assert len(await commit(store, post, now=NOW)) == 1
    assert len(await commit(store, post, now=NOW + jump)) == 0
    stats = await store.stats()
    assert stats.rows["buckets"] == stats.rows["mentions"] == 1


@jumps
def test_the_watermark_follows_what_was_read_and_never_leads_the_clock(jump: timedelta) -> None:
    now = NOW + jump
    read = Progress(name="a", began=NOW - HOUR, well=True, reached=NOW, heard_at=NOW, gaps=())
    at = mark([read], now).at
    assert at is None or at <= now
    if jump > timedelta(0):
        caught_up = Progress(
            name="a", began=NOW - HOUR, well=True, reached=now, heard_at=now, gaps=()
        )
        assert mark([caught_up], now).at == now
