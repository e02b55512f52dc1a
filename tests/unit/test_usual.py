"""What is usual is learnt from what is stored, whenever the watch began."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.catalogue import Pairing
from monitor.domain.timing import BUCKET
from monitor.ports import Talk
from monitor.watching.usual import Past, Shares

PAIRING = Pairing("sergio-ramos", "real-madrid")
UTC_ZONE = ZoneInfo("UTC")
UNTIL = datetime(2026, 7, 2, 19, 50, tzinfo=UTC)
BUCKETS = 300


def past(authors: int) -> Past:
    """Return a past in which so many spoke in each bucket."""
    talk = [Talk(UNTIL - n * BUCKET, "bluesky", authors) for n in range(1, BUCKETS + 1)]
    return Past(until=UNTIL, talk={PAIRING: talk}, blanks={}, shares=Shares())


@given(st.floats(0, 299.999))
def test_a_watch_that_began_within_a_bucket_learns_all_that_follow(seconds: float) -> None:
    since = UNTIL - BUCKETS * BUCKET - timedelta(seconds=seconds)
    began = past(4).learn(PAIRING, since, UTC_ZONE)
    aligned = past(4).learn(PAIRING, UNTIL - BUCKETS * BUCKET, UTC_ZONE)
    assert began.snapshot() == aligned.snapshot()


def test_what_is_usual_is_what_was_said() -> None:
    learnt = past(4).learn(PAIRING, UNTIL - BUCKETS * BUCKET - timedelta(seconds=101), UTC_ZONE)
    _, expected = learnt.outlook(0, UNTIL.hour)
    assert expected >= 20
