"""What the board reads: how all pairings stand, in few statements however many they are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, and_, bindparam, func, select, type_coerce

from monitor.domain.alert import State
from monitor.domain.catalogue import Pairing
from monitor.domain.mention import Topic
from monitor.domain.timing import BUCKET
from monitor.ports.board import Curve, Posted, Recollection
from monitor.ports.evidence import CURVE, HALF
from monitor.ports.gazette import Said
from storage import standing, weighing
from storage.database import Database
from storage.rows import act_of
from storage.statements import paired
from storage.tables import (
    WHOLE,
    Instant,
    acts,
    blanks,
    buckets,
    mentions,
    moment,
    watch,
    watched,
    watches,
)

HALF_HOUR: Final = 30 * 60 * 1_000_000
"""In the unit of stored times."""

_since = bindparam("since", type_=Instant)
_until = bindparam("until", type_=Instant)

_WATCHES = select(watches.c.name, watches.c.since)
_THROUGH = select(watch.c.through).where(watch.c.id == 1)

_SPIKES = select(watched).where(watched.c.spiked_at >= _since)
"""By an index: few have been in a spike lately."""

_last = (
    select(acts.c.player, acts.c.club, func.max(acts.c.at).label("at"))
    .where(acts.c.at >= _since, ~acts.c.ended)
    .group_by(acts.c.player, acts.c.club)
    .subquery()
)
_ACTS = (
    select(acts)
    .join(
        _last,
        and_(
            acts.c.player == _last.c.player,
            acts.c.club == _last.c.club,
            acts.c.at == _last.c.at,
        ),
    )
    .where(~acts.c.ended)
    .order_by(acts.c.key)
)

_AUTHORS = (
    select(mentions.c.player, mentions.c.club, func.count(mentions.c.author.distinct()))
    .where(
        paired(mentions, "pairings"),
        mentions.c.start >= _since,
        mentions.c.start < _until,
        ~mentions.c.late,
        mentions.c.topic != Topic.MATCH.value,
    )
    .group_by(mentions.c.player, mentions.c.club)
)

_start = type_coerce(buckets.c.start, WHOLE)
_half = (_start - _start % HALF_HOUR).label("half")
_CURVES = (
    select(buckets.c.player, buckets.c.club, _half, func.sum(buckets.c.talkers))
    .where(paired(buckets, "pairings"), buckets.c.start >= _since)
    .group_by(buckets.c.player, buckets.c.club, _half)
)

_MISSING = select(blanks.c.connector).where(blanks.c.start == _since, ~blanks.c.filled)
_USUAL = (
    select(buckets.c.player, buckets.c.club, buckets.c.connector, func.sum(buckets.c.talkers))
    .where(paired(buckets, "pairings"), buckets.c.start >= _since)
    .group_by(buckets.c.player, buckets.c.club, buckets.c.connector)
)


class Board:
    """See `monitor.ports.board.BoardReader`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def posted(self, since: datetime) -> Posted:
        """Return what is stored beside the numbers; acts from *since* on."""
        return await self._database.read(posted, since)

    async def recollect(self, since: datetime, until: datetime, lately: datetime) -> Recollection:
        """Return how pairings stood: who spoke in [since, until), and estimates since *lately*."""
        return await self._database.read(recollect, since, until, lately)

    async def curves(
        self, pairings: Collection[Pairing], since: datetime
    ) -> Mapping[Pairing, Curve]:
        """Return the talk of *pairings* since then, by half hours."""
        return await self._database.read(curves, pairings, since)


def posted(connection: Connection, since: datetime) -> Posted:
    """Return what is stored beside the numbers; acts from *since* on."""
    return Posted(
        begun=dict(connection.execute(_WATCHES).all()),
        acts={
            Pairing(row.player, row.club): act_of(row)
            for row in connection.execute(_ACTS, {"since": since})
        },
        alerts=_alerts(connection, since),
        through=connection.execute(_THROUGH).scalar_one_or_none(),
    )


def _alerts(connection: Connection, since: datetime) -> Mapping[Pairing, str]:
    spikes = (standing.of(row).spike for row in connection.execute(_SPIKES, {"since": since}))
    return {
        spike.pairing: told
        for spike in spikes
        if spike is not None
        and spike.state is not State.QUIET
        and (told := spike.alert or spike.warned) is not None
    }


def recollect(
    connection: Connection, since: datetime, until: datetime, lately: datetime
) -> Recollection:
    """Return how pairings stood: who spoke in [since, until), and estimates since *lately*."""
    all_of_them = standing.every(connection)
    return Recollection(
        watched=all_of_them,
        authors=_authors(connection, [one.pairing for one in all_of_them], since, until),
        estimates=weighing.latest(connection, lately),
    )


def said(connection: Connection, pairings: Collection[Pairing]) -> Said | None:
    """Return who spoke of *pairings* of late; None if nothing was ever scored."""
    at = connection.execute(_THROUGH).scalar_one_or_none()
    if at is None:
        return None
    missing = frozenset(connection.execute(_MISSING, {"since": at - BUCKET}).scalars())
    return Said(
        at=at,
        authors=_authors(connection, pairings, at - HALF, at),
        missing=missing,
        usual=_usual(connection, at - CURVE) if missing else {},
    )


def _usual(connection: Connection, since: datetime) -> Mapping[Pairing, Mapping[str, int]]:
    found: dict[Pairing, dict[str, int]] = {}
    asked = {"pairings": [one.pairing for one in standing.every(connection)], "since": since}
    for player, club, connector, talkers in connection.execute(_USUAL, asked):
        found.setdefault(Pairing(player, club), {})[connector] = int(talkers)
    return found


def _authors(
    connection: Connection, pairings: Collection[Pairing], since: datetime, until: datetime
) -> Mapping[Pairing, int]:
    asked = {"pairings": pairings, "since": since, "until": until}
    found = connection.execute(_AUTHORS, asked)
    return {Pairing(player, club): count for player, club, count in found}


def curves(
    connection: Connection, pairings: Collection[Pairing], since: datetime
) -> Mapping[Pairing, Curve]:
    """Return the talk of *pairings* since then, by half hours."""
    found: dict[Pairing, dict[datetime, int]] = {}
    asked = {"pairings": pairings, "since": since}
    for player, club, half, talkers in connection.execute(_CURVES, asked):
        found.setdefault(Pairing(player, club), {})[moment(half)] = int(talkers)
    return found
