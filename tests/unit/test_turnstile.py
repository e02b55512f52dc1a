"""Who fails now and then is told fast, who mostly fails one at a time."""

from __future__ import annotations

import asyncio
import random
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.deliver.turnstile import AT_FIRST, AT_MOST, DOWN, Turnstile

NOW = datetime(2026, 8, 4, 21, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


async def width(turnstile: Turnstile) -> int:
    """Return how many it lets in at once."""
    inside = 0
    over = asyncio.Event()

    async def enter() -> None:
        nonlocal inside
        async with turnstile:
            inside += 1
            await over.wait()

    crowd = [asyncio.create_task(enter()) for _ in range(2 * AT_MOST)]
    await asyncio.sleep(0.01)
    found = inside
    over.set()
    await asyncio.gather(*crowd)
    return found


def learnt(turnstile: Turnstile, *taken: bool) -> Turnstile:
    for each in taken:
        turnstile.learn(NOW, NOW, taken=each)
    return turnstile


async def test_nobody_is_asked_more_at_once_at_first_than_what_a_stranger_bears() -> None:
    assert await width(Turnstile()) == AT_FIRST


async def test_whoever_takes_everything_gets_more_and_no_more_than_so_many() -> None:
    assert await width(learnt(Turnstile(), *[True] * 100)) == AT_MOST


async def test_whoever_fails_is_soon_asked_one_at_a_time_and_still_asked() -> None:
    assert await width(learnt(Turnstile(), *[False] * 100)) == 1


async def test_three_failures_in_ten_cost_no_width() -> None:
    draw = random.Random(3)
    widths = [
        await width(learnt(Turnstile(), *(draw.random() > 0.3 for _ in range(200))))
        for _ in range(20)
    ]
    assert sum(widths) / len(widths) > AT_MOST - 2


@given(st.lists(st.booleans(), max_size=60))
def test_it_is_taken_for_down_after_so_many_failures_in_a_row(taken: list[bool]) -> None:
    last = next((n for n, each in enumerate(reversed(taken)) if each), len(taken))
    assert learnt(Turnstile(), *taken).down == (last >= DOWN)


def test_what_was_begun_before_something_was_taken_says_nothing_of_now() -> None:
    turnstile = learnt(Turnstile())
    turnstile.learn(NOW, NOW + SECOND, taken=True)
    for _ in range(DOWN):
        turnstile.learn(NOW, NOW + 2 * SECOND, taken=False)
    assert not turnstile.down
    for _ in range(DOWN):
        turnstile.learn(NOW + SECOND, NOW + 3 * SECOND, taken=False)
    assert turnstile.down
