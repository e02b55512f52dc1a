"""A replay goes bucket by bucket, whatever the size of its pages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.app.replay import parted
from monitor.domain.activity import Activity, Verb
from monitor.domain.timing import bucket_of
from monitor.ports import Page

START = datetime(2026, 6, 1, 18, 0, tzinfo=UTC)
NOW = START + timedelta(days=1)


def post(second: int) -> Activity:
    at = START + timedelta(seconds=second)
    return Activity(
        platform="bluesky", verb=Verb.CREATE, actor="did:fan", happened_at=at, seen_at=at
    )


@given(st.lists(st.integers(0, 80_000), max_size=40))
def test_a_page_is_parted_by_bucket_and_only_its_end_moves_the_cursor(seconds: list[int]) -> None:
    page = Page(connector="file", activities=tuple(map(post, seconds)), cursor="end", received=9)
    parts = list(parted(page, NOW))
    assert tuple(one for part in parts for one in part.activities) == page.activities
    assert [part.cursor for part in parts] == [None] * (len(parts) - 1) + ["end"]
    assert sum(part.received for part in parts) == page.received
    newest = [max(bucket_of(one.seen_at) for one in part.activities) for part in parts if seconds]
    assert newest == sorted({*newest})


@given(st.lists(st.integers(0, 80_000), max_size=40).map(sorted), st.integers(1, 40))
def test_pages_of_another_size_part_the_same(seconds: list[int], size: int) -> None:
    def firsts(pages: list[Page]) -> list[Activity]:
        """What each bucket begins with, which a page may begin in the middle of."""
        seen: dict[datetime, Activity] = {}
        for page in pages:
            for part in parted(page, NOW):
                for one in part.activities:
                    seen.setdefault(bucket_of(one.seen_at), one)
                assert len({bucket_of(one.seen_at) for one in part.activities}) <= 1
        return [*seen.values()]

    whole = [post(second) for second in seconds]
    pages = [
        Page(connector="file", activities=tuple(whole[n : n + size]))
        for n in range(0, len(whole), size)
    ]
    assert firsts(pages) == firsts([Page(connector="file", activities=tuple(whole))])
