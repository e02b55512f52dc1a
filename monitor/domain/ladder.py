"""When a message that was not received is sent again, and when a receiver is given up."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from monitor.domain.retry import LONGEST_WAIT

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


def hopeless(failing_since: datetime, now: datetime) -> bool:
    """Whether a receiver that did nothing but fail since then is to be disabled."""
    return now - failing_since >= PATIENCE
