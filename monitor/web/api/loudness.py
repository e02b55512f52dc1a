"""How loud pairings are just now, as the pages show it, for tables."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.domain.learning import learning
from monitor.ports import Watched
from monitor.ports.gazette import Said
from monitor.watching.recalling import recall
from monitor.watching.usual import UNKNOWN, Shares
from monitor.web.api import answers
from monitor.web.api.answers import Piece
from monitor.web.api.newsstand import Newsstand
from monitor.web.api.parameters import Asked
from monitor.web.api.shapes import pairing
from monitor.web.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Loud:
    """How loud a pairing is.

    Attributes:
        at: The end of the half hour that was counted; None = of now it isn't known.
        authors: None = as above.
        expected: None = as above, or not learnt yet.
    """

    pairing: pairing.Pairing
    at: datetime | None = None
    authors: int | None = None
    expected: float | None = None


async def loud(desk: Desk, stand: Newsstand, asked: Asked) -> Piece[Loud]:
    """Watched pairings, each with who speaks of it now: 0 is calm, None is out of sight."""
    rows, cast, following = await answers.followed(desk, stand, asked)
    watched = [one.watched for one in rows]
    said = await stand.gazette.said([one.pairing for one in watched])
    return Piece(await asyncio.to_thread(_all, cast, watched, said), following)


def _all(
    cast: Sequence[pairing.Pairing], watched: Sequence[Watched], said: Said | None
) -> list[Loud]:
    if said is None:
        return [Loud(pairing=one) for one in cast]
    shares = Shares(said.usual)
    return [_one(one, stands, said, shares) for one, stands in zip(cast, watched, strict=True)]


def _one(cast: pairing.Pairing, stands: Watched, said: Said, shares: Shares) -> Loud:
    unseen = shares.unseen(stands.pairing, said.missing)
    if unseen > UNKNOWN or stands.since >= said.at:
        return Loud(pairing=cast)
    buzz = recall(stands, said.authors.get(stands.pairing, 0), said.at, unseen)
    learnt = learning(stands.since, said.at) is None
    return Loud(
        pairing=cast,
        at=buzz.at,
        authors=buzz.authors,
        expected=round(buzz.expected, 2) if learnt else None,
    )
