"""Lists that are paged newest first: what is new comes whole and once, whatever the server does."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.http import NotKnownError
from connectors.lists.paging import DEEP, Listed, Newest, Sheet, Window
from monitor.ports import TransientError

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


class Shelf:
    """A server of a list: newest first, offsets for cursors, `since` and `until` inclusive."""

    def __init__(
        self,
        *,
        deep: int = 1_000_000,
        fails: bool = False,
        heeds: bool = True,
        silent: bool = False,
    ) -> None:
        self.times: dict[str, datetime] = {}
        self.asked = 0
        self._deep = deep
        self._fails = fails
        self._heeds = heeds
        self._silent = silent

    def put(self, at: datetime, count: int = 1) -> None:
        for _ in range(count):
            self.times[str(len(self.times))] = at

    async def fetch(self, window: Window, onward: str | None) -> Sheet[None]:
        self.asked += 1
        start = int(onward or 0)
        if start >= self._deep:
            if self._fails:
                raise TransientError("502")
            return Sheet(items=(), onward=None)
        listed = sorted(
            (
                Listed(name, at, None)
                for name, at in self.times.items()
                if not self._heeds or (window.since or at) <= at <= (window.until or at)
            ),
            key=lambda item: (item.at, int(item.id)),
            reverse=True,
        )
        page = listed[start : start + 100]
        more = len(listed) > start + 100 and not (self._silent and start + 100 >= self._deep)
        onward = str(start + 100) if more else None
        return Sheet(items=page, onward=onward, received=10)


async def look(
    newest: Newest[None], place: datetime | None, now: datetime
) -> tuple[list[str], datetime | None]:
    found = await newest.look(place, now)
    assert found.gap is None
    times = [item.at for item in found.items if item.at is not None]
    assert times == sorted(times)
    newest.settle(found)
    return [item.id for item in found.items], found.place


async def test_a_burst_and_what_is_listed_late_come_whole_and_once() -> None:
    shelf = Shelf()
    newest = Newest(shelf.fetch)
    seen: list[str] = []
    shelf.put(NOW - timedelta(hours=1))
    first, place = await look(newest, None, NOW)
    steps = [
        [NOW + n * SECOND for n in range(50)],
        [NOW + timedelta(minutes=5) + n * SECOND / 4 for n in range(1200)],
        [NOW + timedelta(minutes=9) + n * SECOND for n in range(3)],
        [NOW + timedelta(minutes=5) + 1199 * SECOND / 4] * 2,
        [],
    ]
    for step in steps:
        for at in step:
            shelf.put(at)
        brought, place = await look(newest, place, NOW + timedelta(hours=1))
        seen += brought
    assert len(seen) == len(set(seen)) == 1255
    assert set(seen) | set(first) == set(shelf.times)


async def test_a_look_with_nothing_new_asks_once() -> None:
    shelf = Shelf()
    newest = Newest(shelf.fetch)
    shelf.put(NOW, 3)
    _, place = await look(newest, None, NOW)
    shelf.asked = 0
    assert (await look(newest, place, NOW))[0] == []
    assert shelf.asked == 1


async def test_pages_that_end_early_are_gone_on_from_by_time() -> None:
    for fails in (False, True):
        shelf = Shelf(deep=DEEP, fails=fails)
        newest = Newest(shelf.fetch)
        for n in range(3500):
            shelf.put(NOW + n * SECOND / 10)
        brought, _ = await look(newest, NOW, NOW + timedelta(hours=1))
        assert sorted(brought, key=int) == list(shelf.times)


async def test_a_server_that_ends_its_pages_without_a_word_is_asked_on_by_time() -> None:
    shelf = Shelf(deep=500, silent=True)
    newest = Newest(shelf.fetch)
    for n in range(1255):
        shelf.put(NOW + n * SECOND / 10)
    brought, _ = await look(newest, NOW, NOW + timedelta(hours=1))
    assert sorted(brought, key=int) == list(shelf.times)
    assert shelf.asked < 20


async def test_a_cursor_that_a_server_takes_no_more_is_gone_on_from_by_time() -> None:
    shelf = Shelf()
    for n in range(450):
        shelf.put(NOW + n * SECOND)

    async def fetch(window: Window, onward: str | None) -> Sheet[None]:
        if onward is not None:
            raise NotKnownError("400: the cursor has expired")
        return await shelf.fetch(window, onward)

    brought, _ = await look(Newest(fetch), NOW, NOW + timedelta(hours=1))
    assert sorted(brought, key=int) == list(shelf.times)
    with pytest.raises(NotKnownError):  # it is looked at anew: nothing of it is known yet
        await Newest(fetch, bounded=False).look(NOW, NOW + timedelta(hours=1))


async def test_what_can_not_be_had_is_told() -> None:
    shelf = Shelf(deep=DEEP)
    newest = Newest(shelf.fetch, bounded=False)
    for n in range(1500):
        shelf.put(NOW + n * SECOND)
    found = await newest.look(NOW, NOW + timedelta(hours=1))
    assert len(found.items) == DEEP
    assert found.gap is not None
    assert found.gap.until == NOW + 500 * SECOND


async def test_a_server_that_heeds_no_window_is_left_at_its_beginning() -> None:
    shelf = Shelf(heeds=False)
    for n in range(2000):
        shelf.put(NOW - n * timedelta(minutes=1))
    newest = Newest(shelf.fetch, bounded=False)
    found = await newest.look(NOW - timedelta(minutes=30), NOW)
    assert len(found.items) == 46
    assert shelf.asked <= 2


async def test_what_was_not_passed_on_comes_again() -> None:
    shelf = Shelf()
    shelf.put(NOW, 5)
    newest = Newest(shelf.fetch)
    once = await newest.look(NOW, NOW)
    again = await newest.look(NOW, NOW)
    assert once.items == again.items
    newest.settle(again)
    assert (await newest.look(again.place, NOW)).items == ()


async def test_a_page_that_leads_to_itself_ends_the_look() -> None:
    async def fetch(window: Window, onward: str | None) -> Sheet[None]:
        del window, onward
        return Sheet(items=[Listed("a", NOW, None)], onward="here")

    found = await Newest(fetch).look(NOW, NOW)
    assert [item.id for item in found.items] == ["a"]


@given(st.lists(st.lists(st.integers(-600, 600), max_size=40), max_size=6), st.integers(7, 100))
def test_whatever_is_listed_within_the_overlap_comes_once(
    steps: list[list[int]], late: int
) -> None:
    async def run() -> None:
        shelf = Shelf()
        newest = Newest(shelf.fetch, overlap=timedelta(seconds=1300))
        shelf.put(NOW)
        _, place = await look(newest, None, NOW)
        seen: list[str] = []
        for number, step in enumerate(steps):
            for offset in step:
                shelf.put(NOW + timedelta(seconds=number * late + offset))
            brought, place = await look(newest, place, NOW + timedelta(days=1))
            seen += brought
        assert sorted(seen, key=int) == list(shelf.times)[1:]

    asyncio.run(run())
