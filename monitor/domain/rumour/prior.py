"""What is known before anybody's word is weighed: the window, and what a player is worth."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import Final

OPEN_END: Final = timedelta(days=90)
"""The window of a free agent, and of a club for whose country none is known."""

_MOST: Final = 20.0


def days_left(closes: datetime | None, since: datetime) -> float:
    """Return the days from *since* to the end of the window, at least 0."""
    left = OPEN_END if closes is None else closes - since
    return max(0.0, left / timedelta(days=1))


def doublings(amount: float | None) -> float:
    """Return how often 1 is doubled to reach 1 + *amount*; 0 for what is unknown or absurd."""
    if amount is None or not math.isfinite(amount) or amount <= 0:
        return 0.0
    return min(math.log2(1 + amount), _MOST)
