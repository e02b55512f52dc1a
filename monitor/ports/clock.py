"""Time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Time, with a start and a speed: demo and replay change the clock, never a threshold."""

    def now(self) -> datetime:
        """Return the time, aware and UTC."""

    async def sleep(self, span: timedelta) -> None:
        """Sleep for *span* of this clock's time."""
