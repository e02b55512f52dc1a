"""Which sessions were ended, in memory."""

from __future__ import annotations

from datetime import datetime


class Cloakroom:
    """See `monitor.ports.sessions.SessionStore`."""

    def __init__(self) -> None:
        self.ended: dict[str, datetime] = {}

    async def end_session(self, number: str, until: datetime, now: datetime) -> None:
        """Note an end."""
        del now
        self.ended[number] = until

    async def session_ended(self, number: str) -> bool:
        """Whether it was ended."""
        return number in self.ended
