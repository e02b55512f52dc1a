"""How fast a store grows, and when its disk is full."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

DAY: Final = timedelta(days=1)
_LEAST: Final = timedelta(hours=1)


def growth(size: int, stored: int, lately: int, first: datetime | None, now: datetime) -> float:
    """Return about how many bytes a store of *size* grows in a day; 0 where nobody can tell yet.

    Args:
        stored: Activities in it.
        lately: Those seen within the last day.
        first: When the oldest of them was seen.
    """
    if first is None or not stored or now - first < _LEAST:
        return 0.0
    seen = min(now - first, DAY)
    return size * (lately / stored) * (DAY / seen)


def days_left(free: int, daily: float) -> float | None:
    """Return in how many days *free* bytes are full; 0 = they are; None where it doesn't grow."""
    return max(free, 0) / daily if daily > 0 else None
