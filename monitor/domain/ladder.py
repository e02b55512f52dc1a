"""When a message that was not received is sent again, and when a receiver is given up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

PAUSES: Final = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""Pause after each failed attempt, as Standard Webhooks 1.0 proposes; the first is sent at once."""

ATTEMPTS: Final = len(PAUSES) + 1
JITTER: Final = 0.2
LONGEST_WAIT: Final = timedelta(hours=24)
"""The most that a receiver can ask for with `Retry-After`."""

PATIENCE: Final = timedelta(days=5)
"""A message is given up, and a receiver that only failed is disabled, after this long."""

GONE: Final = 410
"""HTTP status by which a receiver says that it wants no more."""


def next_due(
    attempts: int,
    first_due: datetime,
    now: datetime,
    chance: float,
    retry_after: timedelta | None = None,
) -> datetime | None:
    """Return when to send again after a failure; None = it is over.

    Args:
        attempts: How many there were, the one that failed included; at least 1.
        first_due: When the message was first to be sent.
        now: When the attempt ended.
        chance: Random, from 0 to 1: moves the pause by up to 20 % either way.
        retry_after: How long the receiver asked to wait at least; never undercut.
    """
    if attempts >= ATTEMPTS:
        return None
    pause = PAUSES[attempts - 1] * (1 - JITTER + 2 * JITTER * chance)
    if retry_after is not None:
        pause = max(pause, min(retry_after * (1 + JITTER * chance), LONGEST_WAIT))
    due = now + pause
    return due if due - first_due <= PATIENCE else None


def read_retry_after(value: str | None, now: datetime) -> timedelta | None:
    """Return what a `Retry-After` header asks for, 0 to 24 hours; None if it says nothing.

    Both forms of RFC 9110 are read: whole seconds, and a date.
    """
    text = (value or "").strip()
    if not text or len(text) > 64:
        return None
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text), int(LONGEST_WAIT.total_seconds())))
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return min(max(until - now, timedelta(0)), LONGEST_WAIT)


def hopeless(failing_since: datetime, now: datetime) -> bool:
    """Whether a receiver that did nothing but fail since then is to be disabled."""
    return now - failing_since >= PATIENCE
