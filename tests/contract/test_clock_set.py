"""The clock is set back or ahead by an hour or a day: nothing waits for it, nothing is lost."""

from __future__ import annotations

from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest

from monitor.domain.desk.silence import mute
from monitor.domain.porter import Porter, Ticket
from monitor.domain.told.digest import latest
from monitor.domain.watermark import Progress, mark
from monitor.ports import Commit, Outcome
from monitor.web.throttle import AT_ONCE, EVERY, Throttle
from storage import Store
from tests.conftest import NOW
from tests.contract.storing import PAIRING, SEAL, commit, kept, mention
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


@jumps
def test_a_session_ends_by_the_clock_and_comes_back_with_it(jump: timedelta) -> None:
    porter = Porter.of(SEAL)
    ticket = Ticket(name="ana", number="0" * 24, until=NOW + 12 * HOUR)
    written = porter.write(ticket, "a secret")
    read = porter.read(written, NOW + jump, lambda _: "a secret")
    assert read == (ticket if jump < 12 * HOUR else None)
    assert porter.read(written, NOW, lambda _: "a secret") == ticket


@jumps
def test_who_guessed_before_is_kept_out_no_longer_than_a_minute(jump: timedelta) -> None:
    throttle = Throttle()
    for _ in range(AT_ONCE):
        throttle.wrong("192.0.2.1", NOW)
    assert throttle.wait("192.0.2.1", NOW + jump) is None
    for _ in range(AT_ONCE):
        throttle.wrong("192.0.2.1", NOW + jump)
    assert EVERY <= (throttle.wait("192.0.2.1", NOW + jump) or HOUR) <= MINUTE
    assert (throttle.wait("192.0.2.1", NOW) or MINUTE) <= MINUTE


@jumps
def test_a_silence_holds_by_the_clock_and_again_when_it_is_right(jump: timedelta) -> None:
    silence = mute(PAIRING, "desk", NOW, NOW + 4 * HOUR, "enough")
    assert silence.holds(NOW + jump) == (timedelta(0) <= jump < 4 * HOUR)
    assert silence.holds(NOW)


@jumps
def test_no_day_has_two_digests(jump: timedelta) -> None:
    zone = ZoneInfo("Europe/Madrid")
    told = [latest(NOW + step, time(8), zone) for step in (timedelta(0), jump, timedelta(0))]
    assert told[0] == told[2]
    assert {one.day for one in told} <= {told[0].day, latest(NOW + jump, time(8), zone).day}
    assert len({one.at for one in told}) == len({one.day for one in told})
