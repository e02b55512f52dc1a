"""Sessions of the pages that were ended before their time."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class SessionStore(Protocol):
    """Keeps which sessions were ended, for as long as their tickets would hold."""

    async def end_session(self, number: str, until: datetime, now: datetime) -> None:
        """Note that the session of that number is over; its ticket would hold until *until*."""

    async def session_ended(self, number: str) -> bool:
        """Whether the session of that number was ended."""
