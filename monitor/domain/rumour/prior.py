"""What speaks for a move before anybody's word is weighed: time that is left, rivals, value."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import Final

from monitor.domain.rumour.interaction import DAY

OPEN_END: Final = timedelta(days=90)
"""The window of a free agent, and of a club for whose country none is known."""

WEEK: Final = timedelta(days=7)
"""The nearer of the two horizons."""


def days_left(closes: datetime | None, since: datetime) -> float:
    """Return the days from *since* to the end of the window, at least 0."""
    left = OPEN_END if closes is None else closes - since
    return max(0.0, left.total_seconds() / DAY)


def doublings(amount: float | None) -> float:
    """Return how often 1 is doubled to reach 1 + *amount*; 0 for what is unknown or absurd."""
    if amount is None or not math.isfinite(amount) or amount <= 0:
        return 0.0
    return min(math.log2(1 + amount), 20.0)
