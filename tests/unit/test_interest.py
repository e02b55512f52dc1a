"""What is kept in mind, and for how long."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.interest import KEPT_FOR, KeptRecords

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def seal(number: int) -> bytes:
    return number.to_bytes(16, "little")


@given(st.lists(st.integers(0, 60), max_size=200), st.integers(1, 20))
def test_the_newest_are_kept_and_each_that_made_room_is_counted(
    numbers: list[int], most: int
) -> None:
    kept = KeptRecords(at_most=most)
    order: list[int] = []
    evicted = 0
    for number in numbers:
        kept.add([seal(number)], NOON)
        if number not in order:
            order.append(number)
            evicted += len(order) > most
            order = order[-most:]
    assert {n for n in range(61) if seal(n) in kept} == set(order)
    assert (len(kept), kept.evicted) == (len(order), evicted)


def test_what_is_older_than_two_days_is_forgotten_and_nothing_else() -> None:
    kept = KeptRecords()
    for hours in range(60):
        kept.add([seal(hours)], NOON + timedelta(hours=hours))
    kept.forget(NOON + timedelta(hours=59))
    assert [h for h in range(60) if seal(h) in kept] == list(range(11, 60))
    assert kept.evicted == 0


def test_seeing_a_record_again_does_not_keep_it_longer() -> None:
    kept = KeptRecords()
    kept.add([seal(1)], NOON)
    kept.add([seal(1)], NOON + KEPT_FOR)
    kept.forget(NOON + KEPT_FOR + timedelta(seconds=1))
    assert seal(1) not in kept


def test_making_room_takes_as_long_as_adding() -> None:
    kept = KeptRecords(at_most=100_000)
    records = [seal(n << 64 | n) for n in range(200_000)]
    spans = []
    for half in (records[:100_000], records[100_000:]):
        began = time.perf_counter()
        kept.add(half, NOON)
        spans.append(time.perf_counter() - began)
    assert kept.evicted == 100_000
    assert spans[1] < 5 * spans[0]
