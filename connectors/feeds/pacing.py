"""How often a feed is looked at: as often as it changes, as far as it wants that."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

SHARE: Final = 48
"""A feed that was silent for half a day is looked at every quarter of an hour: news must not wait
because the evening was quiet."""


def pace(
    every: timedelta, slowest: timedelta, changed: datetime | None, now: datetime
) -> timedelta:
    """Return how long to wait before the next look.

    Args:
        every: After a change.
        slowest: At most, however long nothing has changed; *every* where that is longer.
        changed: When it was last found changed; None = never looked at.
    """
    silent = timedelta(0) if changed is None else max(now - changed, timedelta(0))
    return min(max(silent / SHARE, every), max(slowest, every))
