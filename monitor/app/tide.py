"""How much came in within the last hour: a sign of life for whoever sees no alert."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from monitor.ports import Page

SPAN: Final = timedelta(hours=1)
_MINUTE: Final = timedelta(minutes=1)


class Tide:
    """Counts what was read, minute by minute, for an hour."""

    def __init__(self) -> None:
        self._began: datetime | None = None
        self._minutes: deque[tuple[datetime, int]] = deque()

    def note(self, pages: Sequence[Page], now: datetime) -> None:
        """Count what *pages* brought, whatever became of it."""
        self._began = self._began or now
        read = sum(len(page.activities) + sum(page.dropped.values()) for page in pages)
        if self._minutes and now - self._minutes[-1][0] < _MINUTE:
            at, before = self._minutes.pop()
            self._minutes.append((at, before + read))
        else:
            self._minutes.append((now, read))
        self._forget(now)

    def lately(self, now: datetime) -> tuple[datetime, int]:
        """Return since when it was counted, an hour at most, and how much was read since then."""
        self._forget(now)
        began = self._began or now
        return max(began, now - SPAN), sum(read for _, read in self._minutes)

    def _forget(self, now: datetime) -> None:
        while self._minutes and now - self._minutes[0][0] >= SPAN:
            self._minutes.popleft()
