"""Who took what how, as it was scored: counts by author, no words and no names."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, case, func, or_, select

from monitor.domain.catalogue import Pairing
from monitor.domain.mention import Topic
from monitor.domain.mood import Strand, Voice
from storage.statements import paired
from storage.tables import Instant, activities, buckets, mentions

Voices = Mapping[tuple[Pairing, Strand], Sequence[Voice]]

_SINCE = bindparam("since", type_=Instant)

_positive, _negative = activities.c.positive, activities.c.negative
_neutral = 1.0 - _positive - _negative
_kind = and_(_positive > _negative, _positive > _neutral)
_hostile = and_(_negative > _positive, _negative > _neutral)
_match = mentions.c.topic == Topic.MATCH.value

_TALKED_OF = select(buckets.c.player, buckets.c.club).distinct().where(buckets.c.start >= _SINCE)

_VOICES = (
    select(
        mentions.c.player,
        mentions.c.club,
        _match.label("match"),
        mentions.c.author,
        activities.c.scorer,
        func.sum(case((_hostile, 1), else_=0)).label("negative"),
        func.sum(case((or_(_kind, _hostile), 0), else_=1)).label("neutral"),
        func.sum(case((_kind, 1), else_=0)).label("positive"),
    )
    .select_from(mentions.join(activities, activities.c.key == mentions.c.key))
    .where(
        paired(mentions, "pairings"),
        mentions.c.start >= _SINCE,
        mentions.c.topic != Topic.PRIVATE.value,
        activities.c.scorer.is_not(None),
        _positive.is_not(None),
        activities.c.ended_order.is_(None),
    )
    .group_by(mentions.c.player, mentions.c.club, _match, mentions.c.author, activities.c.scorer)
    .order_by(mentions.c.player, mentions.c.club, mentions.c.author, activities.c.scorer)
)


def voices(
    connection: Connection, since: datetime, pairings: Collection[Pairing] | None = None
) -> Voices:
    """Return who took *pairings* (None: all that were talked of) how, match talk apart."""
    if pairings is None:
        talked_of = connection.execute(_TALKED_OF, {"since": since})
        pairings = [Pairing(player, club) for player, club in talked_of]
    found: dict[tuple[Pairing, Strand], list[Voice]] = {}
    for row in connection.execute(_VOICES, {"since": since, "pairings": pairings}):
        strand = Strand.MATCH if row.match else Strand.MOVE
        voice = Voice(
            author=row.author,
            scorer=row.scorer,
            counts=(int(row.negative), int(row.neutral), int(row.positive)),
        )
        found.setdefault((Pairing(row.player, row.club), strand), []).append(voice)
    return found
