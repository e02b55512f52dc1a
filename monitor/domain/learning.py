"""How far a watch has learnt what is usual: numbers are told once it has seen a whole day."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from monitor.domain.spike.parameters import DAY
from monitor.domain.timing import BUCKET

LEARNS: Final = DAY * BUCKET
"""How long it learns before there is a score; acts and claims are told meanwhile."""

_HOUR: Final = timedelta(hours=1)


def learning(since: datetime, now: datetime) -> str | None:
    """Return "learning, 7 of 24 h" of what is watched since *since*; None = it has learnt."""
    if now - since >= LEARNS:
        return None
    learnt = max(now - since, timedelta(0)) // _HOUR
    return f"learning, {learnt} of {LEARNS // _HOUR} h"
