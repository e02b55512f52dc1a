"""What pages show as evidence: of a pairing, of a story, of a source; bounded, by indexes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import BigInteger, Connection, bindparam, func, select, type_coerce, union

from monitor.domain.acts.known import Known
from monitor.domain.alert import Kind, Notice
from monitor.domain.catalogue import Pairing
from monitor.domain.mention import Topic
from monitor.domain.rumour import Outcome, Record
from monitor.ports import Words
from monitor.ports.estimate import Estimate
from monitor.ports.evidence import CURVE, HALF, Chronicle, Half, Portrait, Standing
from monitor.ports.watching import Blank
from storage import (
    reading,
    reports,
    review,
    standing,
    stories,
    testimonies,
    utterances,
    weighing,
)
from storage.database import Database
from storage.rows import act_of, notice_of
from storage.tables import (
    Instant,
    acts,
    blanks,
    buckets,
    mentions,
    micros,
    notices,
    watch,
)
from storage.tables import stories as sagas

NOTICES: Final = 200
STORIES: Final = 5
RUMOUR: Final = timedelta(days=125)
"""How far back what is said and done weighs in a rumour."""

ENDED: Final = timedelta(days=400)

_of = (
    mentions.c.player == bindparam("player"),
    mentions.c.club == bindparam("club"),
)
_since = bindparam("since", type_=Instant)
_until = bindparam("until", type_=Instant)

_SCORED = select(watch.c.through, watch.c.weighed).where(watch.c.id == 1)

_half = (
    (type_coerce(mentions.c.start, BigInteger) - bindparam("from", type_=BigInteger))
    // bindparam("half", type_=BigInteger)
).label("half")
_HALVES = (
    select(_half, func.count(mentions.c.author.distinct()))
    .where(
        *_of,
        mentions.c.start >= _since,
        mentions.c.start < _until,
        mentions.c.topic != Topic.MATCH.value,
    )
    .group_by(_half)
    .order_by(_half)
)

_CONNECTORS = (
    select(buckets.c.connector, func.sum(buckets.c.talkers))
    .where(
        buckets.c.player == bindparam("player"),
        buckets.c.club == bindparam("club"),
        buckets.c.start >= _since,
    )
    .group_by(buckets.c.connector)
    .order_by(buckets.c.connector)
)

_BLANKS = (
    select(blanks)
    .where(blanks.c.start >= _since, blanks.c.start < _until)
    .order_by(blanks.c.start, blanks.c.connector)
)

_newest = (
    select(sagas.c.alert)
    .where(sagas.c.player == bindparam("player"))
    .order_by(sagas.c.last_at.desc())
    .limit(STORIES)
)
_warned = (
    select(notices.c.alert)
    .where(notices.c.player == bindparam("player"), notices.c.kind == Kind.SENSITIVE_SURGE.value)
    .order_by(notices.c.told_at.desc(), notices.c.seq.desc())
    .limit(STORIES)
)
"""Warnings about private life, which belong to no story."""

_TOLD = (
    select(notices.c.body)
    .where(
        notices.c.alert.in_(union(*(select(one.subquery().c.alert) for one in (_newest, _warned))))
    )
    .order_by(notices.c.seq.desc())
    .limit(NOTICES)
)

_STORY = select(sagas).where(sagas.c.id == bindparam("id"))
_OTHERS = (
    select(sagas)
    .where(sagas.c.player == bindparam("player"), sagas.c.id != bindparam("id"))
    .order_by(sagas.c.last_at.desc())
    .limit(STORIES)
)
_THREAD = (
    select(notices.c.body)
    .where(notices.c.alert == bindparam("alert"))
    .order_by(notices.c.seq.desc())
    .limit(NOTICES)
)
_DONE = select(acts).where(acts.c.alert == bindparam("alert")).order_by(acts.c.at, acts.c.key)


class Exhibits:
    """Reads for pages that show evidence; see `monitor.ports.evidence.EvidenceReader`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def portrait(self, pairing: Pairing, now: datetime) -> Portrait:
        """Return all that is stored of *pairing*."""
        return await self._database.read(portrait, pairing, now)

    async def words(self, keys: Collection[bytes]) -> Mapping[bytes, Words]:
        """Return what was said in activities, by their keys; no private words, none deleted."""
        return await self._database.read(reading.words, keys)

    async def chronicle(self, story: str) -> Chronicle | None:
        """Return a story with all that was told of it; None if there is none."""
        return await self._database.read(chronicle, story)

    async def standing(
        self, source: str, accounts: Collection[tuple[str, str]], now: datetime
    ) -> Standing:
        """Return what a source claimed, by the *accounts* (platform, id) that speak for it."""
        return await self._database.read(utterances.claimed, source, accounts, now)

    async def track(self, now: datetime) -> Mapping[str, Record]:
        """Return the record of each source, by slug."""
        return await self._database.read(testimonies.track, now)


def portrait(connection: Connection, pairing: Pairing, now: datetime) -> Portrait:
    """Return all that is stored of *pairing*."""
    through, weighed = _scored(connection)
    at = through or now
    since = at - CURVE
    of = {"player": pairing.player, "club": pairing.club}
    spoken_until = weighed or now
    known = reports.known_of(connection, [pairing], spoken_until - RUMOUR)[pairing]
    return Portrait(
        pairing=pairing,
        at=at,
        watched=standing.one(connection, pairing.player, pairing.club),
        weighed=weighed,
        said=review.said(connection, at - HALF, at, [pairing]),
        halves=_halves(connection, of, since, at),
        connectors={
            name: int(count)
            for name, count in connection.execute(_CONNECTORS, {**of, "since": since})
        },
        blanks=[
            Blank(row.start, row.connector, row.filled)
            for row in connection.execute(_BLANKS, {"since": since, "until": at})
        ],
        estimate=_estimate(connection, pairing, at),
        outcomes=testimonies.ended(connection, [pairing.player], at - ENDED),
        acts=known,
        spoken=utterances.spoken(connection, pairing, spoken_until - RUMOUR, spoken_until),
        reports=_records(known),
        records=testimonies.track(connection, spoken_until),
        notices=_told(connection, _TOLD, {"player": pairing.player}),
    )


def chronicle(connection: Connection, story: str) -> Chronicle | None:
    """Return a story with all that was told of it; None if there is none."""
    row = connection.execute(_STORY, {"id": story}).one_or_none()
    if row is None:
        return None
    one = stories.story_of(row)
    told = _told(connection, _THREAD, {"alert": one.alert})
    if not told:
        return None
    others = connection.execute(_OTHERS, {"player": one.player, "id": story})
    return Chronicle(
        story=one,
        notices=tuple(told),
        acts=tuple(act_of(row) for row in connection.execute(_DONE, {"alert": one.alert})),
        outcomes=_outcomes(connection, one.player, one.opened_at),
        others=tuple(map(stories.story_of, others)),
    )


def _scored(connection: Connection) -> tuple[datetime | None, datetime | None]:
    row = connection.execute(_SCORED).one_or_none()
    return (None, None) if row is None else (row.through, row.weighed)


def _halves(
    connection: Connection, of: Mapping[str, str], since: datetime, until: datetime
) -> Sequence[Half]:
    """Return half hours in which somebody spoke, counted back from *until*."""
    asked = {
        **of,
        "since": since,
        "until": until,
        "from": micros(since),
        "half": HALF // timedelta(microseconds=1),
    }
    found = connection.execute(_HALVES, asked)
    return [Half(since + int(number) * HALF, count) for number, count in found]


def _estimate(connection: Connection, pairing: Pairing, at: datetime) -> Estimate | None:
    return weighing.latest(connection, at - RUMOUR, [pairing]).get(pairing)


def _records(known: Collection[Known]) -> frozenset[bytes]:
    return frozenset[bytes]().union(*(one.records for one in known))


def _told(connection: Connection, statement: Any, asked: Mapping[str, str]) -> list[Notice]:
    """Return notices, oldest first."""
    bodies = connection.execute(statement, asked).scalars().all()
    return [notice_of(body) for body in reversed(bodies)]


def _outcomes(connection: Connection, player: str, since: datetime) -> tuple[Outcome, ...]:
    return tuple(testimonies.ended(connection, [player], since))
