"""A batch that the database refuses: the rows that it can't take are told from the rest."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace

from sqlalchemy import Connection
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, InterfaceError

from monitor.ports import Commit, Committed, DeadLetter, Kept
from storage.commit import land

_STRANGE = ("22", "23")
"""Classes of SQLSTATE for values that can't be stored."""


def poisoned(error: Exception) -> bool:
    """Whether *error* says that a value can't be stored, whatever the database's state."""
    if isinstance(error, OverflowError | UnicodeError | DataError | IntegrityError):
        return True
    if not isinstance(error, DBAPIError) or error.connection_invalidated:
        return False
    state = getattr(error.orig, "sqlstate", None) or ""
    return isinstance(error, InterfaceError) or str(state).startswith(_STRANGE)


def rescue(connection: Connection, batch: Commit) -> Committed:
    """Store *batch* without the activities that can't be stored; those become dead letters.

    Raises:
        Exception: What the database says, if it isn't an activity that it refuses.
    """
    good, refused = _sift(connection, batch.kept, batch)
    letters = tuple(_letter(kept, error) for kept, error in refused)
    return land(connection, replace(batch, kept=good, dead=batch.dead + letters))


def _sift(
    connection: Connection, kept: Sequence[Kept], batch: Commit
) -> tuple[tuple[Kept, ...], list[tuple[Kept, Exception]]]:
    """Return what can be stored, and what can't with the reason: halved until found."""
    if not kept:
        return (), []
    error = _try(connection, kept, batch)
    if error is None:
        return tuple(kept), []
    if len(kept) == 1:
        return (), [(kept[0], error)]
    middle = len(kept) // 2
    left, left_refused = _sift(connection, kept[:middle], batch)
    right, right_refused = _sift(connection, kept[middle:], batch)
    return left + right, left_refused + right_refused


def _try(connection: Connection, kept: Sequence[Kept], batch: Commit) -> Exception | None:
    point = connection.begin_nested()
    try:
        land(connection, Commit(kept=tuple(kept), now=batch.now))
    except Exception as error:
        if not poisoned(error):
            raise
        return error
    else:
        return None
    finally:
        point.rollback()


def _letter(kept: Kept, error: Exception) -> DeadLetter:
    said = getattr(error, "orig", None) or error
    act = kept.activity
    return DeadLetter(
        connector=kept.connector,
        place=f"a {act.verb} on {act.platform}",
        raw=json.dumps(asdict(act), default=str).encode(),
        reason="unstorable",
        detail=f"The database can't store it: {str(said)[:500]}",
        seen_at=act.seen_at,
    )
