"""What a source claimed, by the accounts that speak for it, and what its claims came to."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from monitor.domain.catalogue import Pairing
from monitor.ports import Words
from monitor.ports.evidence import Standing, Uttered
from storage import reading, testimonies, weighing
from storage.rows import claim_of
from storage.statements import among
from storage.tables import Instant, activities, mentions

CLAIMS: Final = 100
"""Claims of a source that are read, the newest."""

VERDICTS: Final = 200

LATELY: Final = timedelta(days=125)
"""How far back a claim may weigh in a rumour."""

_UTTERED = (
    select(
        activities.c.key,
        activities.c.platform,
        activities.c.account,
        activities.c.connector,
        activities.c.happened_at,
        activities.c.counted_at,
        activities.c.seen_at,
        activities.c.ended_at,
        *(
            mentions.c[name]
            for name in ("player", "club", "stage", "cue", "hedged", "attributed", "cites")
        ),
    )
    .select_from(activities.join(mentions, mentions.c.key == activities.c.key))
    .where(
        among(activities.c.account, "accounts"),
        activities.c.account.is_not(None),
        activities.c.seen_at >= bindparam("since", type_=Instant),
        mentions.c.stage.is_not(None),
    )
    .order_by(activities.c.seen_at.desc(), activities.c.key, mentions.c.player, mentions.c.club)
    .limit(CLAIMS)
)


def claimed(
    connection: Connection, source: str, accounts: Collection[tuple[str, str]], now: datetime
) -> Standing:
    """Return what a source claimed, and what it came to."""
    asked = {"accounts": sorted({ident for _, ident in accounts}), "since": now - LATELY}
    found = [
        row
        for row in connection.execute(_UTTERED, asked)
        if (row.platform, row.account) in accounts
    ]
    words = reading.words(connection, [row.key for row in found if row.ended_at is None])
    return Standing(
        record=testimonies.track(connection, now).get(source),
        verdicts=weighing.judged(connection, source, VERDICTS),
        uttered=[_uttered(row, words.get(row.key)) for row in found],
    )


def _uttered(row: Any, words: Words | None) -> Uttered:
    claim = claim_of(row)
    assert claim is not None
    return Uttered(
        key=row.key,
        pairing=Pairing(row.player, row.club),
        at=row.counted_at or row.happened_at or row.seen_at,
        platform=row.platform,
        account=row.account,
        connector=row.connector,
        claim=claim,
        cites=row.cites,
        withdrawn=row.ended_at is not None,
        words=words,
    )
