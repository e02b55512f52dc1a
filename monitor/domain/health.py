"""How a source is, as those who run it speak of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

LATE: Final = timedelta(minutes=20)
"""A stream that is further behind our clock than this is catching up."""

MISSED: Final = 3
"""Intervals within which a poll must have ended well."""

LEAST: Final = timedelta(minutes=2)
"""No poll counts as missing sooner, however often it is made."""


class Health(StrEnum):
    """How a source is.

    Attributes:
        STARTING: Nothing has come yet, and nothing has failed.
        IDLE: It has nothing to do: it waits for accounts to watch.
        DEGRADED: It brings things, and is far behind.
        RATE_LIMITED: The other side asks for a pause.
        RETRYING: It failed, and is tried again.
        STALLED: It brings nothing, and says nothing of why.
        AUTH_FAILED: The other side doesn't take our credential.
        REFUSED: It won't work until a person acts.
        FAILED: A fault of ours.
        DONE: A file, read to its end.
    """

    STARTING = "starting"
    HEALTHY = "healthy"
    IDLE = "idle"
    DEGRADED = "degraded"
    RATE_LIMITED = "rate_limited"
    RETRYING = "retrying"
    STALLED = "stalled"
    AUTH_FAILED = "auth_failed"
    REFUSED = "refused"
    FAILED = "failed"
    DONE = "done"


UP: Final = frozenset({Health.HEALTHY, Health.IDLE, Health.DEGRADED, Health.DONE})
"""It sees what there is to see, perhaps late."""

OUT: Final = frozenset(
    {
        Health.RATE_LIMITED,
        Health.RETRYING,
        Health.STALLED,
        Health.AUTH_FAILED,
        Health.REFUSED,
        Health.FAILED,
    }
)
"""What happens there is not seen now."""


def patience(every: timedelta | None, silence: timedelta | None) -> timedelta | None:
    """Return how long a source may bring nothing before it counts as stalled; None = for ever.

    Args:
        every: How often it is polled; None = a stream.
        silence: Longest time for which a stream that works is silent; None = any.
    """
    return silence if every is None else max(MISSED * every, LEAST)


def due(heard_at: datetime | None, every: timedelta, now: datetime) -> timedelta:
    """Return in how long a source is to be polled first: at once, or when it would have been.

    Args:
        heard_at: When a poll of it last ended well, if one did.
    """
    if heard_at is None:
        return timedelta(0)
    return min(max(heard_at + every - now, timedelta(0)), every)
