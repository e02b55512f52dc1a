"""The file connector: imports, replays, and files that change under it."""

from __future__ import annotations

import asyncio
import io
import json
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.timing import bucket_of
from monitor.ports import Page
from tests.simulator.clock import HandClock
from tests.simulator.listening import NOW, Chosen, activities, house, listen

START = datetime(2026, 10, 3, 20, 0, tzinfo=UTC)


def post(n: int, at: datetime | None, **more: Any) -> dict[str, Any]:
    when = {} if at is None else {"created_at": at.isoformat()}
    return {"id": f"p{n}", "author": "fan", "text": f"post {n}", **when, **more}


def write(path: Path, *lines: dict[str, Any]) -> None:
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "posts.jsonl"


async def read(
    file: Path, cursor: str | None = None, clock: HandClock | None = None, **more: Any
) -> list[Page]:
    async with house(clock=clock) as home:
        return await listen(home.connector(type="jsonl", path=str(file), **more), cursor)


async def test_an_import_is_history_in_pages_of_500_lines(file: Path) -> None:
    write(file, *(post(n, START + timedelta(seconds=n)) for n in range(1_100)))
    pages = await read(file)
    assert [len(page.activities) for page in pages] == [500, 500, 100]
    assert not any(page.live for page in pages)
    assert [page.cursor for page in pages][-1] == f"{file.stat().st_size}:1100"


async def test_any_page_s_cursor_leads_to_the_rest(file: Path) -> None:
    write(file, *(post(n, START) for n in range(1_100)))
    pages = await read(file)
    for n, page in enumerate(pages):
        assert await read(file, page.cursor) == pages[n + 1 :]


async def test_lines_that_were_added_are_read_the_next_time(file: Path) -> None:
    write(file, post(1, START))
    cursor = (await read(file))[-1].cursor
    with file.open("a") as more:
        more.write(json.dumps(post(2, START)))
    pages = await read(file, cursor)
    assert [a.record for a in activities(pages)] == ["p2"]


async def test_a_file_that_became_shorter_is_another_one(file: Path) -> None:
    write(file, post(1, START), post(2, START))
    cursor = (await read(file))[-1].cursor
    write(file, post(3, START))
    assert [a.record for a in activities(await read(file, cursor))] == ["p3"]


async def test_a_dead_letter_names_line_and_file(file: Path) -> None:
    file.write_bytes(b'\n{"author":"a","created_at":1}\n{"author":\n')
    (page,) = await read(file)
    assert [one.place for one in page.dead] == [f"line 3 of {file}"]
    assert len(page.activities) == 1


async def test_a_line_too_long_is_one_dead_letter(file: Path) -> None:
    good = json.dumps(post(1, START)).encode()
    file.write_bytes(good + b"\n" + b"x" * (5 << 20) + b"\n" + good + b"\n" + b"y" * (2 << 20))
    pages = await read(file)
    assert [len(one.raw) for page in pages for one in page.dead] == [64_000, 64_000]
    assert {one.reason for page in pages for one in page.dead} == {"too_long"}
    assert len(activities(pages)) == 2
    assert pages[-1].cursor == f"{file.stat().st_size}:4"


async def test_an_import_counts_as_seen_when_it_happened_but_never_tomorrow(file: Path) -> None:
    later = NOW + timedelta(days=900)
    write(
        file,
        post(1, START),
        post(2, later),
        post(3, None),
        post(4, START, seen_at=later.isoformat()),
    )
    assert [a.seen_at for a in activities(await read(file))] == [START, NOW, NOW, NOW]


async def test_a_replay_keeps_the_times_that_its_file_names(file: Path) -> None:
    seen = START + timedelta(minutes=7)
    write(file, post(1, START), post(2, START, seen_at=seen.isoformat()))
    pages = await read(file, mode="replay", speed="max")
    assert [a.seen_at for a in activities(pages)] == [START, seen]
    assert all(page.live for page in pages)
    assert pages[-1].reached == START


async def test_a_replay_that_goes_on_says_first_how_far_it_had_come(file: Path) -> None:
    write(file, post(1, START), post(2, START - timedelta(hours=1)))
    cursor = (await read(file, mode="replay", speed="max"))[-1].cursor
    again = await read(file, cursor=cursor, mode="replay", speed="max")
    assert [(page.activities, page.cursor, page.reached) for page in again] == [((), None, START)]


@pytest.mark.parametrize(("speed", "slept"), [(1.0, 3600), (60.0, 60), ("max", 0)])
async def test_a_replay_goes_in_the_time_of_its_events(
    file: Path, speed: float | str, slept: float
) -> None:
    clock = HandClock(START)
    write(file, *(post(n, START + timedelta(minutes=10 * n)) for n in range(7)))
    pages = await read(file, clock=clock, mode="replay", speed=speed)
    assert clock.time - START == timedelta(seconds=slept)
    assert len(activities(pages)) == 7
    assert len(pages) == (1 if speed == "max" else 7)


@given(st.lists(st.integers(0, 4000), min_size=1, max_size=40))
def test_a_page_of_a_replay_ends_with_its_bucket_and_the_next_follow_from_its_cursor(
    seconds: list[int],
) -> None:
    async def replayed(file: Path, cursor: str | None = None) -> list[Page]:
        return await read(file, cursor=cursor, mode="replay", speed="max")

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "posts.jsonl"
        times = [START + timedelta(seconds=second) for second in seconds]
        write(file, *(post(n, at) for n, at in enumerate(times)))
        pages = asyncio.run(replayed(file))
        assert [one.happened_at for one in activities(pages)] == times
        for n, page in enumerate(pages):
            buckets = [bucket_of(one.seen_at) for one in page.activities]
            assert max(buckets) == buckets[0]
            following = asyncio.run(replayed(file, page.cursor))[1:]
            assert following == pages[n + 1 :]


async def test_events_close_together_share_a_page(file: Path) -> None:
    clock = HandClock(START)
    write(file, *(post(n, START + timedelta(milliseconds=n)) for n in range(100)))
    (page,) = await read(file, clock=clock, mode="replay")
    assert len(page.activities) == 100


async def test_one_absurd_time_does_not_hold_a_replay_up_for_ever(file: Path) -> None:
    clock = HandClock(START)
    absurd = datetime(2250, 1, 1, tzinfo=UTC)
    write(file, post(1, START), post(2, absurd), post(3, START + timedelta(minutes=1)))
    pages = await read(file, clock=clock, mode="replay")
    assert len(activities(pages)) == 3
    assert clock.time - START <= timedelta(days=1)


async def test_what_interests_nobody_is_counted(file: Path) -> None:
    write(file, post(1, START), post(2, START, in_reply_to="p0"), post(3, START, text="Ramos"))
    interest = Chosen(everything=False, objects={"p0"}, words=("Ramos",))
    async with house(interest) as home:
        (page,) = await listen(home.connector(type="jsonl", path=str(file)))
    assert ([a.record for a in page.activities], page.dropped) == (["p2", "p3"], {"unmatched": 1})


async def test_standard_input_is_read_to_its_end() -> None:
    kept = sys.stdin
    sys.stdin = io.TextIOWrapper(Pipe(json.dumps(post(1, START)).encode() + b"\n"))
    try:
        pages = await read(Path("-"))
    finally:
        sys.stdin.close()
        sys.stdin = kept
    assert [a.record for a in activities(pages)] == ["p1"]
    assert [page.cursor for page in pages] == [None]


class Pipe(io.BytesIO):
    """Bytes that can't be gone back in."""

    def seekable(self) -> bool:
        return False


async def test_bytes_that_were_read_are_counted_also_of_what_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "posts.jsonl"
    path.write_bytes(b'{"actor":"a","text":"x","created_at":"2026-01-01T00:00:00Z"}\n\nnonsense\n')
    async with house() as home:
        pages = await listen(home.connector(type="jsonl", path=str(path)))
    assert sum(page.received for page in pages) == path.stat().st_size
