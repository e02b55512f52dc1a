"""What the watch reads only where something is about to be told: words, and who is new."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, func, select

from monitor.domain.campaign import LONGEST, Written
from monitor.domain.catalogue import Pairing
from monitor.domain.mention import Topic
from storage.statements import among
from storage.tables import Instant, activities, mentions, notices, texts

DRAWN: Final = 1_000
"""Accounts at most whose words are looked at; the keys are as good as a lot."""

_first = (
    select(
        mentions.c.key,
        mentions.c.author,
        func.row_number()
        .over(partition_by=mentions.c.author, order_by=mentions.c.key)
        .label("place"),
    )
    .select_from(mentions.join(texts, texts.c.key == mentions.c.key))
    .where(
        mentions.c.player == bindparam("player"),
        mentions.c.club == bindparam("club"),
        mentions.c.start >= bindparam("since", type_=Instant),
        mentions.c.start < bindparam("until", type_=Instant),
        ~mentions.c.late,
        mentions.c.topic != Topic.MATCH.value,
        texts.c.text != "",
    )
    .subquery()
)
_WRITTEN = (
    select(_first.c.author, func.substr(texts.c.text, 1, LONGEST))
    .select_from(_first.join(texts, texts.c.key == _first.c.key))
    .where(_first.c.place == 1)
    .order_by(_first.c.key)
    .limit(DRAWN)
)

_KNOWN = (
    select(activities.c.author)
    .where(
        among(activities.c.author, "authors"),
        activities.c.seen_at < bindparam("before", type_=Instant),
    )
    .distinct()
)

_NOTED = select(notices.c.alert).where(among(notices.c.alert, "alerts")).distinct()


def written(
    connection: Connection,
    pairing: Pairing,
    since: datetime,
    until: datetime,
    before: datetime | None,
) -> Sequence[Written]:
    """Return one prompt text of each account about *pairing*, at most 1,000 drawn by lot."""
    asked = {"player": pairing.player, "club": pairing.club, "since": since, "until": until}
    found = [(author, text) for author, text in connection.execute(_WRITTEN, asked)]
    if before is None or not found:
        return [Written(author, text) for author, text in found]
    authors = {author for author, _ in found}
    known = {*connection.execute(_KNOWN, {"authors": authors, "before": before}).scalars()}
    return [Written(author, text, author in known) for author, text in found]


def noted(connection: Connection, alerts: Collection[str]) -> Collection[str]:
    """Return which of *alerts* there is a notice of."""
    if not alerts:
        return ()
    return {*connection.execute(_NOTED, {"alerts": sorted(alerts)}).scalars()}
