"""Sessions of the pages that were ended, kept until their tickets would have run out."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, select

from storage.database import Database
from storage.statements import Over
from storage.tables import ended_sessions

_END = Over(ended_sessions, lambda _, new: {"until": new["until"]})


class Sessions:
    """See `monitor.ports.sessions.SessionStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def end_session(self, number: str, until: datetime, now: datetime) -> None:
        """Note that the session of that number is over; its ticket would hold until *until*."""
        await self._database.write(end, number, until, now)

    async def session_ended(self, number: str) -> bool:
        """Whether the session of that number was ended."""
        return await self._database.read(ended, number)


def end(connection: Connection, number: str, until: datetime, now: datetime) -> None:
    """Note an end, and forget those whose tickets hold no more."""
    connection.execute(delete(ended_sessions).where(ended_sessions.c.until <= now))
    _END(connection, [{"number": number, "until": until}])


def ended(connection: Connection, number: str) -> bool:
    """Whether the session of that number was ended."""
    asked = select(ended_sessions.c.number).where(ended_sessions.c.number == number)
    return connection.execute(asked).first() is not None
