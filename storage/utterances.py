"""What a source claimed, by the accounts that speak for it, and what its claims came to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Integer, Select, bindparam, select

from monitor.domain.catalogue import Pairing
from monitor.ports import Words
from monitor.ports.evidence import PRIVATE, PUBLIC, Standing, Uttered
from monitor.ports.rumours import Spoken
from storage import reading, testimonies, weighing
from storage.rows import claim_of
from storage.statements import among
from storage.tables import Instant, activities, mentions

CLAIMS: Final = 100
"""Claims of a source that are read, the newest."""

VERDICTS: Final = 200

LATELY: Final = timedelta(days=125)
"""How far back a claim may weigh in a rumour."""

_of = (
    mentions.c.player == bindparam("player"),
    mentions.c.club == bindparam("club"),
    mentions.c.gist.is_not(None),
)
_known = activities.c.account.is_not(None)
_within = mentions.c.start.between(
    bindparam("since", type_=Instant), bindparam("until", type_=Instant)
)


def _walk(*which: ColumnElement[bool]) -> Select[Any]:
    """Return the newest of *which*: found by an index that holds all it takes, then read."""
    newest = (
        select(mentions.c.key)
        .select_from(mentions.join(activities, activities.c.key == mentions.c.key))
        .where(*_of, *which)
        # By key too: only the index of claims stands in that order, so it is the one that is taken.
        .order_by(mentions.c.start.desc(), mentions.c.key.desc())
        .limit(bindparam("most", type_=Integer))
        .subquery()
    )
    return (
        select(*testimonies.SAID, mentions.c.start)
        .select_from(newest)
        .join(mentions, mentions.c.key == newest.c.key)
        .join(activities, activities.c.key == newest.c.key)
        .where(*_of)
    )


# Apart, so that each is a walk down the index that ends early; without a time there are few.
_WALKS = (
    (_walk(_known, _within), PUBLIC),
    (_walk(_known, mentions.c.start.is_(None)), PUBLIC),
    (_walk(~_known, _within), PRIVATE),
)

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


def spoken(
    connection: Connection, pairing: Pairing, since: datetime, until: datetime
) -> Sequence[Spoken]:
    """Return the newest of what weighs in the rumour about *pairing*, oldest first."""
    asked = {"player": pairing.player, "club": pairing.club, "since": since, "until": until}
    found = (
        testimonies.spoken_of(row, until)
        for statement, most in _WALKS
        for row in connection.execute(statement, {**asked, "most": most})
    )
    return sorted(
        (one for one in found if since <= one.at < until), key=lambda one: (one.at, one.key)
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
