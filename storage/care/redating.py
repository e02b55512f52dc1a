"""Sets right what was dated by a clock that was ahead: nothing is kept longer for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, func, select, update

from monitor.domain.vanishing import EVERY
from storage.care.retention import reached
from storage.tables import dead_letters, texts

_EVER: Final = datetime.max.replace(tzinfo=UTC)


def redate(connection: Connection, now: datetime, text_kept: timedelta) -> int:
    """Let no text expire later than *text_kept* from now; return how many would have.

    Posts are asked for again, and dead letters go, as if they had come now at the latest. A clock
    that is behind what was read brings nothing forward: the time is at least what that makes it.
    """
    at = max(now, reached(connection, _EVER) or now)
    longest = at + text_kept
    newest = connection.execute(select(func.max(texts.c.expires_at))).scalar_one()
    bounded = 0
    if newest is not None and newest > longest:
        late = update(texts).where(texts.c.expires_at > longest)
        bounded = connection.execute(late.values(expires_at=longest)).rowcount
    for column, latest in (
        (texts.c.ask_at, at + EVERY),
        (texts.c.missed_at, at),
        (dead_letters.c.seen_at, at),
    ):
        late = update(column.table).where(column > latest)
        connection.execute(late.values({column.name: latest}))
    return bounded
