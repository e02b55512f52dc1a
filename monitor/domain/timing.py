"""When an activity counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

PROMPT = timedelta(minutes=10)
"""Seen within this of its event, an activity counts at the time of the event."""

BUCKET = timedelta(minutes=5)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Counted:
    """Where an activity stands in time.

    Attributes:
        at: The time that it counts at; None for a date without a time (no bucket).
        late: For history only: it changes no verdict and raises no alert about numbers.
        clamped: It claimed to come from the future.
    """

    at: datetime | None
    late: bool = False
    clamped: bool = False


def count_at(
    happened_at: datetime | None,
    seen_at: datetime,
    *,
    live: bool,
    interval: timedelta = timedelta(0),
    reached: datetime | None = None,
    dated: bool = False,
) -> Counted:
    """Return when an activity counts.

    Args:
        happened_at: Time of the event as its source tells it, if it does.
        seen_at: When we saw it.
        live: Whether its page is of now, not back-fill.
        interval: How often its connector looks; zero for a stream.
        reached: How far its source had progressed in event time, if it tells. One that catches
            up is behind our clock, and what it brings is prompt for its own progress.
        dated: Whether *happened_at* is only a date.
    """
    if dated:
        return Counted(None, late=True)
    if happened_at is None:
        return Counted(seen_at, late=not live)
    if happened_at > seen_at:
        return Counted(seen_at, clamped=True)
    as_of = min(seen_at, reached) if live and reached is not None else seen_at
    age = as_of - happened_at
    if age <= PROMPT:
        return Counted(happened_at)
    if live and age <= interval + PROMPT:
        return Counted(as_of)
    return Counted(happened_at, late=True)


def bucket_of(at: datetime) -> datetime:
    """Return the start of the 5-minute bucket that holds *at*."""
    at = at.astimezone(UTC)
    return at - (at - _EPOCH) % BUCKET
