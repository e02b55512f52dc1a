"""Takes out of what was told the words that were deleted since."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, or_, select, update

from monitor.domain.telling import redacted
from storage.rows import notice_body, notice_of
from storage.statements import among
from storage.tables import acts, notices

_ALERTS = (
    select(acts.c.alert)
    .where(
        acts.c.alert.is_not(None),
        or_(among(acts.c.record, "records"), among(acts.c.object, "records")),
    )
    .distinct()
)

_TOLD = select(notices.c.seq, notices.c.body).where(among(notices.c.alert, "alerts"))

_REWRITE = update(notices).where(notices.c.seq == bindparam("of")).values(body=bindparam("anew"))


def redact(connection: Connection, records: Collection[bytes]) -> None:
    """Take the words of deleted *records* out of every notice that told of them.

    What is on its way to a receiver stays as it is: each repeat must be the same, and what was
    delivered is kept without its body.
    """
    alerts = set(connection.execute(_ALERTS, {"records": records}).scalars())
    if not alerts:
        return
    told = connection.execute(_TOLD, {"alerts": alerts}).all()
    connection.execute(
        _REWRITE,
        [{"of": row.seq, "anew": notice_body(redacted(notice_of(row.body)))} for row in told],
    )
