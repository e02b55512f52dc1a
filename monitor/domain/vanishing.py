"""Whether what a platform no longer shows was deleted: asked daily, believed with care.

Not every source tells of deletions, and none of those that came while nobody listened. So what is
kept is asked for again. A wrong yes can't be taken back (the words are gone), hence: a post is
missed twice before it counts as deleted, and the word of a server that shows nothing at all, or
that suddenly misses many, isn't taken.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

EVERY: Final = timedelta(hours=20)
"""After this a post is asked for again: 4 hours are left for its turn to come within 24."""

AGAIN: Final = timedelta(hours=1)
"""After this, if it was missed, or nothing was said of it."""

LONG: Final = timedelta(hours=24)
"""What was missed for so long is believed of a server that many things are missing from."""

MOST: Final = 20
"""Posts that one server may miss at once before it has to stand by that for `LONG`."""

FEW: Final = 3
"""Of a server that shows nothing at all the posts of fewer authors than this are believed gone."""

WITNESSES: Final = 3
"""Posts of one server that were shown lately and are asked for beside what is missed of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A post that is kept.

    Attributes:
        host: Who is asked for it.
        author: Seal of who wrote it.
        missed_at: Since when it is missed; None = when it was asked for last, it stood.
    """

    key: bytes
    address: str
    host: str
    author: bytes
    missed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When a post is asked for again; *at* None = never."""

    key: bytes
    at: datetime | None
    missed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What a round of asking came to.

    Attributes:
        due: When each is asked for again; none of those that are gone.
        gone: Keys of those that count as deleted.
        counts: How many `stand`, are `missed`, `gone`, `doubted` (missed twice, not believed), or
            had nothing said of them (`unsaid`).
    """

    due: tuple[Due, ...] = ()
    gone: frozenset[bytes] = frozenset()
    counts: Mapping[str, int] = field(default_factory=dict)


def witnesses(asked: Iterable[Posted], shown: Iterable[Posted]) -> list[Posted]:
    """Return of posts that were *shown* lately those to ask for beside *asked*.

    A server that is asked whether a post is gone shall show something in the same breath.
    """
    room = Counter({post.host: WITNESSES for post in asked if post.missed_at is not None})
    taken = {post.key for post in asked}
    found = []
    for post in shown:
        if post.key not in taken and post.missed_at is None and room[post.host] > 0:
            room[post.host] -= 1
            found.append(post)
    return found


def weigh(
    asked: Sequence[Posted], shows: Mapping[str, bool], missing: Iterable[Posted], now: datetime
) -> Weighed:
    """Return what answers to *asked* come to.

    Args:
        asked: Each once, with its witnesses.
        shows: By address, whether it is shown; nothing was said of what isn't in it.
        missing: All that was missed before this round, *asked* or not.
    """
    missed: list[Posted] = []
    due: list[Due] = []
    counts: Counter[str] = Counter()
    for post in asked:
        match shows.get(post.address):
            case True:
                due.append(Due(key=post.key, at=now + EVERY))
                counts["stand"] += 1
            case False:
                missed.append(post)
            case None:
                due.append(Due(key=post.key, at=now + AGAIN, missed_at=post.missed_at))
                counts["unsaid"] += 1
    well = {post.host for post in asked if shows.get(post.address)}
    gone = _believed(missed, well, _authors(missed, missing, shows), now)
    for post in missed:
        if post.key in gone:
            counts["gone"] += 1
            continue
        counts["missed" if post.missed_at is None else "doubted"] += 1
        due.append(Due(key=post.key, at=now + AGAIN, missed_at=post.missed_at or now))
    return Weighed(due=tuple(due), gone=gone, counts=counts)


def _authors(
    missed: Iterable[Posted], before: Iterable[Posted], shows: Mapping[str, bool]
) -> Mapping[str, int]:
    """Return of how many authors each server misses something."""
    found: dict[str, set[bytes]] = defaultdict(set)
    for post in (*missed, *before):
        if not shows.get(post.address, False):
            found[post.host].add(post.author)
    return {host: len(authors) for host, authors in found.items()}


def _believed(
    missed: Sequence[Posted], well: Container[str], authors: Mapping[str, int], now: datetime
) -> frozenset[bytes]:
    """Return what counts as deleted of that which isn't shown.

    Args:
        well: Servers that showed something else in this round.
    """
    believed: set[bytes] = set()
    lately: dict[str, set[bytes]] = defaultdict(set)
    for post in missed:
        if post.missed_at is None:
            continue
        if now - post.missed_at >= LONG and (post.host in well or authors[post.host] < FEW):
            believed.add(post.key)
        elif post.host in well:
            lately[post.host].add(post.key)
    for keys in lately.values():
        if len(keys) <= MOST:
            believed |= keys
    return frozenset(believed)
