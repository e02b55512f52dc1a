"""What is said, done and known of rumours, as it is read to weigh them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    bindparam,
    case,
    func,
    select,
    tuple_,
    union,
    union_all,
)

from monitor.domain.act import Act, Verdict
from monitor.domain.activity import Verb
from monitor.domain.catalogue import Pairing
from monitor.domain.gist import unpacked
from monitor.domain.rumour import Outcome, Record
from monitor.domain.stance import Stance
from monitor.domain.timing import bucket_of
from monitor.ports.rumours import Spoken
from storage.reports import known_of
from storage.rows import claim_of
from storage.statements import among, paired
from storage.tables import Instant, activities, acts, buckets, mentions, outcomes, verdicts

MOST = 5_000
"""Testimonies of one pairing that are read: those of the catalogue first, then the newest."""

_DAY = timedelta(days=1)

_since = bindparam("since", type_=Instant)
_until = bindparam("until", type_=Instant)
_at = bindparam("at", type_=Instant)
_most: BindParameter[int] = bindparam("most")

_speaking = select(buckets.c.player, buckets.c.club).where(
    buckets.c.start >= _since, buckets.c.start < _until
)

# By way of the buckets, which are few: so mentions need no index by time alone.
_ending = activities.alias("ending")
_STIRRED = union(
    select(mentions.c.player, mentions.c.club).where(
        tuple_(mentions.c.player, mentions.c.club).in_(_speaking),
        mentions.c.gist.is_not(None),
        mentions.c.start >= _since,
        mentions.c.start < _until,
    ),
    select(acts.c.player, acts.c.club).where(acts.c.at >= _since, acts.c.at < _until),
    select(outcomes.c.player, outcomes.c.club).where(
        outcomes.c.told_at >= _since, outcomes.c.told_at < _until
    ),
    select(mentions.c.player, mentions.c.club)
    .select_from(_ending)
    .join(activities, activities.c.record == _ending.c.record)
    .join(mentions, mentions.c.key == activities.c.key)
    .where(
        _ending.c.verb.in_([Verb.DELETE.value, Verb.UNDO.value]),
        _ending.c.seen_at >= _since,
        activities.c.ended_at >= _since,
        activities.c.ended_at < _until,
        mentions.c.gist.is_not(None),
    ),
)

SAID = [
    *(
        mentions.c[name]
        for name in ("key", "player", "club", "stage", "cue", "hedged", "attributed", "stance")
    ),
    mentions.c.gist,
    mentions.c.cites,
    mentions.c.gossip,
    mentions.c.author,
    activities.c.record,
    activities.c.verb,
    activities.c.platform,
    activities.c.account,
    activities.c.parent,
    activities.c.quoted,
    activities.c.happened_at,
    activities.c.counted_at,
    activities.c.seen_at,
    activities.c.ended_at,
]
"""Columns of mentions and activities that `spoken_of` reads."""

_when = func.coalesce(activities.c.counted_at, activities.c.happened_at, activities.c.seen_at)
_weighing = (
    select(*SAID, _when.label("said_at"))
    .select_from(mentions.join(activities, activities.c.key == mentions.c.key))
    .where(paired(mentions, "pairings"), mentions.c.gist.is_not(None))
)
# Apart from each other, so that each is a range of the index: in a bucket, and in none.
_both = union_all(
    _weighing.where(mentions.c.start >= bindparam("start", type_=Instant),
                    mentions.c.start < _until),
    _weighing.where(mentions.c.start.is_(None)),
).subquery()  # fmt: skip
_ranked = (
    select(
        _both,
        func.row_number()
        .over(
            partition_by=(_both.c.player, _both.c.club),
            order_by=(
                case((_both.c.account.is_(None), 1), else_=0),
                _both.c.said_at.desc(),
                _both.c.key,
            ),
        )
        .label("place"),
    )
    .where(_both.c.said_at >= _since, _both.c.said_at < _until)
    .subquery()
)
_SPOKEN = (
    select(_ranked)
    .where(_ranked.c.place <= _most)
    .order_by(_ranked.c.player, _ranked.c.club, _ranked.c.said_at, _ranked.c.key)
)

_ENDED = (
    select(outcomes)
    .where(among(outcomes.c.player, "players"), outcomes.c.at >= _since)
    .order_by(outcomes.c.at, outcomes.c.player, outcomes.c.club)
)


def _times(flag: Any) -> Any:
    return func.sum(case((flag, 1), else_=0))


_TRACK = (
    select(
        verdicts.c.source,
        _times(verdicts.c.came_true).label("came_true"),
        _times(~verdicts.c.came_true).label("failed"),
        _times(verdicts.c.first).label("first"),
        _times(verdicts.c.withdrawn).label("withdrawn"),
    )
    .where(verdicts.c.at <= _at)
    .group_by(verdicts.c.source)
    .order_by(verdicts.c.source)
)


def stirred(connection: Connection, since: datetime, until: datetime) -> frozenset[Pairing]:
    """Return pairings that something was said, taken back, done or concluded about.

    In [since, until).
    """
    found = connection.execute(_STIRRED, {"since": since, "until": until})
    return frozenset(Pairing(player, club) for player, club in found)


def spoken(
    connection: Connection,
    pairings: Collection[Pairing],
    since: datetime,
    until: datetime,
    most: int = MOST,
) -> Mapping[Pairing, Sequence[Spoken]]:
    """Return what was said of rumours in [since, until), oldest first, at most so many of each."""
    asked = {"pairings": pairings, "since": since, "until": until, "most": most}
    heard: defaultdict[Pairing, list[Spoken]] = defaultdict(list)
    for row in connection.execute(_SPOKEN, {**asked, "start": bucket_of(since)}):
        one = spoken_of(row, until)
        if one.at < until:
            heard[one.pairing].append(one)
    return heard


def done(
    connection: Connection, pairings: Collection[Pairing], since: datetime, until: datetime
) -> Mapping[Pairing, Sequence[Act]]:
    """Return decisive acts in [since, until), oldest first, those that ended too.

    An act that is observed, pushed and reported counts once, one that was denied not at all.
    """
    found = known_of(connection, pairings, since, until)
    return {
        pairing: [
            one.act for one in acts if one.act.verdict is not Verdict.NEVER and not one.debunked
        ]
        for pairing, acts in found.items()
    }


def ended(connection: Connection, players: Collection[str], since: datetime) -> Sequence[Outcome]:
    """Return how rumours about *players* ended since then, oldest first."""
    found = connection.execute(_ENDED, {"players": players, "since": since})
    return [
        Outcome(
            pairing=Pairing(row.player, row.club),
            happened=row.happened,
            at=row.at,
            by=row.by,
            told_at=row.told_at,
        )
        for row in found
    ]


def track(connection: Connection, at: datetime) -> Mapping[str, Record]:
    """Return the record of each source as it stands at *at*, by slug."""
    return {
        row.source: Record(
            source=row.source,
            came_true=int(row.came_true),
            failed=int(row.failed),
            first=int(row.first),
            withdrawn=int(row.withdrawn),
        )
        for row in connection.execute(_TRACK, {"at": at})
    }


def reporting(
    connection: Connection, pairings: Collection[Pairing], since: datetime
) -> Mapping[Pairing, frozenset[bytes]]:
    """Return seals of the records that tell of an act about a pairing since then."""
    found = known_of(connection, pairings, since)
    return {
        pairing: frozenset[bytes]().union(*(one.records for one in acts))
        for pairing, acts in found.items()
    }


def spoken_of(row: Any, until: datetime) -> Spoken:
    """Return what a row of what weighs says, as it stood before *until*."""
    claim = claim_of(row)
    if claim is not None and row.stance is not None:
        claim = replace(claim, stance=Stance(row.stance))
    at = row.counted_at or row.seen_at
    if row.counted_at is None and row.happened_at is not None:
        at = min(row.happened_at + _DAY, row.seen_at)
    return Spoken(
        key=row.key,
        pairing=Pairing(row.player, row.club),
        at=at,
        claim=claim,
        author=row.author,
        record=row.record,
        platform=row.platform,
        account=row.account,
        cites=row.cites,
        repeats=(row.parent or row.quoted) if row.verb == Verb.CREATE.value else None,
        gist=unpacked(row.gist),
        gossip=bool(row.gossip),
        withdrawn=row.ended_at is not None and row.ended_at < until,
    )
