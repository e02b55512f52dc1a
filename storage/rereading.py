"""Posts that are read for their mood once more, and what that came to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from monitor.domain.catalogue import Pairing
from monitor.ports import Reread, Unread
from storage.statements import among, paired
from storage.tables import Instant, activities, mentions, texts

_UNREAD = (
    select(mentions.c.key, activities.c.lang, texts.c.text)
    .select_from(
        mentions.join(activities, activities.c.key == mentions.c.key).join(
            texts, texts.c.key == mentions.c.key
        )
    )
    .where(
        paired(mentions, "pairings"),
        mentions.c.start >= bindparam("since", type_=Instant),
        among(activities.c.lang, "languages"),
        activities.c.scorer.is_not(None),
        activities.c.scorer != bindparam("scorer"),
        activities.c.ended_order.is_(None),
    )
    .group_by(mentions.c.key, activities.c.lang, texts.c.text, activities.c.seen_at)
    .order_by(activities.c.seen_at.desc(), mentions.c.key)
    .limit(bindparam("most"))
)

_LINKED = select(mentions.c.key, mentions.c.player, mentions.c.club).where(
    among(mentions.c.key, "keys")
)

_SCORE = (
    update(activities)
    .where(activities.c.key == bindparam("of"), activities.c.ended_order.is_(None))
    .values({
        name: bindparam(f"new_{name}") for name in ("sentiment", "positive", "negative", "scorer")
    })
)  # fmt: skip

_TOWARD = (
    update(mentions)
    .where(
        mentions.c.key == bindparam("of"),
        mentions.c.player == bindparam("its_player"),
        mentions.c.club == bindparam("its_club"),
    )
    .values({
        name: bindparam(f"new_{name}") for name in ("sentiment", "toward_player", "toward_club")
    })
)  # fmt: skip


def unread(
    connection: Connection,
    pairings: Collection[Pairing],
    since: datetime,
    scorer: str,
    languages: Collection[str],
    limit: int,
) -> Sequence[Unread]:
    """Return the newest posts about *pairings* that another scorer than *scorer* has read."""
    asked = {
        "pairings": pairings, "since": since, "scorer": scorer, "languages": languages,
        "most": limit,
    }  # fmt: skip
    found = connection.execute(_UNREAD, asked).all()
    linked: dict[bytes, list[Pairing]] = {}
    for row in connection.execute(_LINKED, {"keys": [row.key for row in found]}):
        linked.setdefault(row.key, []).append(Pairing(row.player, row.club))
    return [
        Unread(key=row.key, text=row.text, lang=row.lang, pairings=tuple(sorted(linked[row.key])))
        for row in found
    ]


def store(connection: Connection, reread: Sequence[Reread]) -> None:
    """Store what reading posts once more came to; what was deleted meanwhile stays blank."""
    for one in reread:
        score = one.score
        connection.execute(
            _SCORE,
            {
                "of": one.key, "new_sentiment": score.polarity, "new_positive": score.positive,
                "new_negative": score.negative, "new_scorer": score.scorer,
            },
        )  # fmt: skip
        for pairing, (player, club) in one.toward.items():
            connection.execute(
                _TOWARD,
                {
                    "of": one.key, "its_player": pairing.player, "its_club": pairing.club,
                    "new_sentiment": score.polarity, "new_toward_player": player,
                    "new_toward_club": club,
                },
            )  # fmt: skip
