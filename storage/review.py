"""What the watch reads: what was said, how loud it was, what was missing, what was told."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, bindparam, func, select, tuple_

from monitor.domain.alert import Notice
from monitor.domain.catalogue import Pairing
from monitor.domain.mention import Part, Topic
from monitor.ports.watching import Blank, Said, Standing, Talk
from storage import standing
from storage.statements import paired
from storage.stories import newest
from storage.tables import (
    Instant,
    activities,
    acts,
    blanks,
    buckets,
    late_pairings,
    mentions,
    watches,
)

_since = bindparam("since", type_=Instant)
_until = bindparam("until", type_=Instant)

_WATCHES = select(watches.c.name, watches.c.since).order_by(watches.c.name)
_LATE = select(late_pairings.c.player, late_pairings.c.club)


def _within(table: Table) -> ColumnElement[bool]:
    return and_(table.c.start >= _since, table.c.start < _until)


_FOUND = (
    select(
        mentions.c.player,
        mentions.c.club,
        mentions.c.start,
        mentions.c.author,
        activities.c.platform,
        mentions.c.connector,
        mentions.c.topic,
        mentions.c.part,
        activities.c.account,
        mentions.c.stage,
    )
    .select_from(mentions.join(activities, activities.c.key == mentions.c.key))
    .where(_within(mentions), ~mentions.c.late)
    .order_by(mentions.c.start, mentions.c.key, mentions.c.player, mentions.c.club)
)
_SAID_OF = _FOUND.where(paired(mentions, "pairings"))

# By way of the buckets, which are few: so mentions need no index by time alone.
_speaking = select(buckets.c.player, buckets.c.club).where(_within(buckets))
_SAID = _FOUND.where(tuple_(mentions.c.player, mentions.c.club).in_(_speaking))

_TALK = (
    select(
        buckets.c.player,
        buckets.c.club,
        buckets.c.start,
        buckets.c.connector,
        buckets.c.talkers,
    )
    .where(paired(buckets, "pairings"), _within(buckets))
    .order_by(buckets.c.player, buckets.c.club, buckets.c.start, buckets.c.connector)
)

_SHARES = (
    select(buckets.c.player, buckets.c.club, buckets.c.connector, func.sum(buckets.c.talkers))
    .where(_within(buckets))
    .group_by(buckets.c.player, buckets.c.club, buckets.c.connector)
)

_BLANKS = (
    select(blanks).where(blanks.c.start >= _since).order_by(blanks.c.start, blanks.c.connector)
)

_TELLING = (
    select(acts.c.player, acts.c.club, acts.c.alert)
    .where(
        acts.c.at >= _since,
        acts.c.at < _until,
        acts.c.alert.is_not(None),
        ~acts.c.ended,
        paired(acts, "pairings"),
    )
    .order_by(acts.c.at, acts.c.key)
)

_TOPICS = {topic.value: topic for topic in Topic}
_PARTS = {part.value: part for part in Part}


def stand(connection: Connection) -> Standing:
    """Return how everything stands."""
    return Standing(
        watched=standing.every(connection),
        late=frozenset(Pairing(*row) for row in connection.execute(_LATE)),
        watches=dict(connection.execute(_WATCHES).all()),
    )


def said(
    connection: Connection,
    since: datetime,
    until: datetime,
    pairings: Collection[Pairing] | None = None,
) -> Sequence[Said]:
    """Return prompt mentions of buckets that start in [since, until), in a stable order."""
    asked: dict[str, Any] = {"since": since, "until": until}
    if pairings is None:
        found = connection.execute(_SAID, asked)
    else:
        found = connection.execute(_SAID_OF, {**asked, "pairings": pairings})
    return [
        Said(
            pairing=Pairing(player, club),
            start=start,
            author=author,
            platform=platform,
            connector=connector,
            topic=_TOPICS[topic],
            part=_PARTS[part],
            account=account,
            stage=stage,
        )
        for player, club, start, author, platform, connector, topic, part, account, stage in found
    ]


def talk(
    connection: Connection, pairings: Collection[Pairing], since: datetime, until: datetime
) -> Mapping[Pairing, Sequence[Talk]]:
    """Return what is stored of buckets in [since, until), late arrivals too, oldest first."""
    talked: dict[Pairing, list[Talk]] = {}
    asked = {"pairings": pairings, "since": since, "until": until}
    for player, club, start, connector, talkers in connection.execute(_TALK, asked):
        talked.setdefault(Pairing(player, club), []).append(Talk(start, connector, talkers))
    return talked


def shares(
    connection: Connection, since: datetime, until: datetime
) -> Mapping[Pairing, Mapping[str, int]]:
    """Return authors by connector of each pairing's buckets in [since, until)."""
    found: dict[Pairing, dict[str, int]] = {}
    asked = {"since": since, "until": until}
    for player, club, connector, talkers in connection.execute(_SHARES, asked):
        found.setdefault(Pairing(player, club), {})[connector] = int(talkers)
    return found


def unseen(connection: Connection, since: datetime) -> Sequence[Blank]:
    """Return buckets since then that a connector was not seen in."""
    found = connection.execute(_BLANKS, {"since": since})
    return [Blank(row.start, row.connector, row.filled) for row in found]


def told(
    connection: Connection, pairings: Collection[Pairing], since: datetime, until: datetime
) -> Mapping[Pairing, Notice]:
    """Return how the newest alert about an act in [since, until) stands, by pairing."""
    asked = {"pairings": pairings, "since": since, "until": until}
    found = connection.execute(_TELLING, asked)
    latest = {Pairing(player, club): alert for player, club, alert in found}
    stood = newest(connection, {*latest.values()})
    return {pairing: stood[alert] for pairing, alert in latest.items() if alert in stood}
