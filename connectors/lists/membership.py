"""Who stands on a list: a whole one, read twice before anybody is believed to have left it.

Lists lie. They come empty for an hour, half for a day, and say another number than they hold;
handles change while ids don't. So a list proves something only where it was read to its end, with
no less on it than it says itself; who is new on it is believed at once, and who is missing from
two whole lists in a row, taken long enough apart, has left. A list that comes empty proves
nothing where it held more than a few, and where many are missing at once, that must last.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

APART: Final = timedelta(minutes=5)
"""How long after it was first missed somebody must be missing once more."""

MOST_CHANGES: Final = 20
"""Changes that are believed at once, each way."""

SURE: Final = timedelta(days=1)
"""More than so many that are missing at once look like a fault, unless it lasts as long as this."""

MOST_MEMBERS: Final = 20_000
"""Members of a list that is followed; a longer one is not."""

EMPTIED: Final = 3
"""A list of so few may become empty."""

SHORT: Final = 0.1
"""What part of those whom the server counts may be missing: counts and lists differ for weeks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """A list as it was read.

    Attributes:
        members: Stable ids, never handles.
        whole: It was read to its end, and nothing on it could not be read.
        claimed: How many the server says there are, where it says so.
        at: When it was begun to be read.
    """

    members: frozenset[str]
    whole: bool
    at: datetime
    claimed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """Who is believed to stand on a list.

    Attributes:
        members: Stable ids; None before the first whole list.
        missed: Since when each of *members* is missing that is not yet believed to have left.
    """

    members: frozenset[str] | None = None
    missed: Mapping[str, datetime] = field(default_factory=dict)

    def read(
        self, roll: Roll, most: int = MOST_CHANGES, *, joins: int | None = None
    ) -> tuple[Membership, Changes]:
        """Return who is believed to stand on the list now, and what *roll* proves.

        Args:
            most: Changes that are believed at once, each way; the rest may be by the next list.
            joins: So many of those who join, where that differs.
        """
        doubt = _doubt(roll, self.members)
        if doubt:
            return self, Changes(doubt=doubt)
        if self.members is None:
            return Membership(members=roll.members), Changes()
        joined = sorted(roll.members - self.members)
        missed = {one: self.missed.get(one, roll.at) for one in self.members - roll.members}
        gone = sorted(one for one, since in missed.items() if roll.at - since >= APART)
        if len(gone) > most:
            doubt = f"{len(gone)} are missing at once"
            gone = [one for one in gone if roll.at - missed[one] >= SURE]
        joins = most if joins is None else joins
        if len(joined) > joins:
            doubt = f"{len(joined)} are new at once"
        changes = Changes(joined=tuple(joined[:joins]), left=tuple(gone[:most]), doubt=doubt)
        members = (self.members | set(changes.joined)) - set(changes.left)
        missed = {one: since for one, since in missed.items() if one in members}
        return Membership(members=members, missed=missed), changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a list proves.

    Attributes:
        joined: New on it, sorted; nobody by the first whole list, which only shows who is there.
        left: Gone from it, sorted.
        doubt: Why not all of it was believed, as a clause for a person; empty if it was.
    """

    joined: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    doubt: str = ""


def _doubt(roll: Roll, before: frozenset[str] | None) -> str:
    """Return why *roll* proves nothing; empty where it does."""
    count = len(roll.members)
    if not roll.whole:
        return "the list was not read to its end"
    if count > MOST_MEMBERS:
        return f"the list has more than {MOST_MEMBERS} members"
    if roll.claimed is not None and count < roll.claimed * (1 - SHORT) - 1:
        return f"the list has {count} members, and the server counts {roll.claimed}"
    if not roll.members and roll.claimed != 0 and len(before or ()) > EMPTIED:
        return "the list came empty"
    return ""
