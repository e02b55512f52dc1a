"""How much comes in by a subscription: an estimate, to be known before it is opened.

Bytes of a line are means over 152 lines that a host of Bluesky's sent on 2026-07-04. Posts a day
are Bluesky's own count for 2025 (1.41 thousand million in its transparency report of 2026-01-29),
which leaves out what has grown since; of the other kinds there were so many to each post among
those lines. Busy hours bring about twice as much as this says, and quiet ones half.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from connectors.wire.atproto import FOLLOW, LIKE, POST, REPOST

POSTS_A_DAY: Final = 1.41e9 / 365

ACTS_A_DAY: Final = 30.0
"""Of one account of a club, a player or a journalist; a guess, on the high side."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record.

    Attributes:
        size: Bytes of a line of v1.
        to_a_post: How many there are to each new post.
    """

    size: float
    to_a_post: float


KINDS: Final[Mapping[str, Kind]] = {
    POST: Kind(size=810, to_a_post=18 / 17),
    LIKE: Kind(size=529, to_a_post=105 / 17),
    REPOST: Kind(size=569, to_a_post=15 / 17),
    FOLLOW: Kind(size=329, to_a_post=9 / 17),
}
OTHER: Final = Kind(size=617, to_a_post=3 / 17)
"""All other kinds together."""

OF_ACTORS: Final = Kind(size=199, to_a_post=2 / 17)
"""Changes of accounts: they come whichever kinds of records are asked for."""

ENVELOPE: Final = {"v1": 0, "v2": 131}
"""What a frame has over a line of v1, in bytes."""


def of_everybody(collections: Iterable[str], dialect: str) -> float:
    """Return the bytes a day of these kinds of records of everybody."""
    wanted = tuple(collections)
    kinds = [kind for name, kind in KINDS.items() if any(_covers(w, name) for w in wanted)]
    if any(w.endswith(".*") for w in wanted):
        kinds.append(OTHER)
    return sum(_bytes(kind, dialect) for kind in (*kinds, OF_ACTORS))


def of_accounts(count: int, dialect: str) -> float:
    """Return the bytes a day of all that so many watched accounts do."""
    acts = sum(kind.to_a_post for kind in KINDS.values())
    size = sum(kind.size * kind.to_a_post for kind in KINDS.values()) / acts
    return count * ACTS_A_DAY * (size + ENVELOPE[dialect])


def _bytes(kind: Kind, dialect: str) -> float:
    return POSTS_A_DAY * kind.to_a_post * (kind.size + ENVELOPE[dialect])


def _covers(wanted: str, collection: str) -> bool:
    if wanted.endswith(".*"):
        return collection.startswith(wanted[:-1])
    return collection == wanted
