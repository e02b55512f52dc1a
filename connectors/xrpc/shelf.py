"""Reads the newest records of one kind in one repository, and sees which of them have gone.

A repository lists its records by key, newest first, so every page is complete from its last key
on: what is known, should stand there and doesn't, was taken away. It is asked twice before that
is believed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from connectors.lists.membership import MOST_CHANGES, Membership, Roll
from connectors.wire import xrpc
from connectors.wire.atproto import FOLLOW, tid_micros
from connectors.wire.fields import EPOCH
from connectors.wire.xrpc import Listing, Record
from connectors.xrpc.memory import Shelf
from connectors.xrpc.peer import Peer
from monitor.domain.activity import Activity
from monitor.ports import Gap

AT_ONCE: Final = 100
"""Records of one page."""

SHEETS: Final = 20
"""Pages of one look: so many follows are known, and so much of the rest may come at once."""

KEPT: Final = 100
"""Keys that are remembered of one kind; of follows as many as are read."""

MANY: Final = 500
"""Acts that are believed to be taken back at once, other than follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one shelf holds.

    Attributes:
        acts: What is new on it, and what has gone from it, oldest first.
        first: Nothing was known of it: *acts* are history.
        listed: What stands on it, newest first.
        gap: What could not be had.
        doubt: What was not believed, and why.
    """

    shelf: Shelf
    acts: tuple[Activity, ...]
    first: bool
    listed: tuple[Activity, ...]
    gap: Gap | None = None
    doubt: str = ""


async def read(
    peer: Peer,
    home: str,
    did: str,
    collection: str,
    known: Shelf | None,
    history: int,
    now: datetime,
) -> Found:
    """Read the shelf of *did* for *collection* at the server *home*.

    Args:
        known: What is known of it; None = nothing.
        history: Records that are passed on where nothing is known.

    Raises:
        SpentError: Enough was asked.
        TransientError: It may work later.
        RefusedError: The server has no such repository.
    """
    held = Membership() if known is None else known.membership()
    sheets = await _sheets(peer, home, did, collection, held, history, now)
    low = "" if sheets.ended else min(sheets.records, default="")
    floor = low if known is None else max(low, known.floor)
    keys = frozenset(key for key in sheets.records if key >= floor)
    members = held.members or frozenset()
    inside = frozenset(key for key in members if key >= floor)
    before = Membership(
        members=None if known is None else inside,
        missed={key: at for key, at in held.missed.items() if key in inside},
    )
    most, joins = (MOST_CHANGES, MOST_CHANGES) if collection == FOLLOW else (MANY, len(keys))
    roll = Roll(members=keys, whole=sheets.sound, at=now)
    after, changes = before.read(roll, most, joins=joins)
    if known is None:
        fresh = sorted(keys)[-history:] if history else []
    elif sheets.sound:
        fresh = list(changes.joined)
    else:  # what stands there is there, whatever stands beside it
        fresh = sorted(keys - members)
    kept = keys if known is None else (after.members or frozenset()) | {*fresh}
    if collection != FOLLOW and len(kept) > KEPT:
        kept = frozenset(sorted(kept)[-KEPT:])
        floor = max(floor, min(kept))
    acts = [sheets.records[key] for key in fresh]
    return Found(
        shelf=Shelf.of(kept, floor, after.missed),
        acts=(
            *(act for act in acts if act is not None),
            *(xrpc.gone(did, collection, key, now) for key in changes.left),
        ),
        first=known is None,
        listed=tuple(act for _, act in sorted(sheets.records.items(), reverse=True) if act),
        gap=None if known is None else _gap(members, low),
        doubt=changes.doubt,
    )


@dataclass(slots=True)
class _Sheets:
    """What was read: records by key (None where one can't be read), to the end or not."""

    records: dict[str, Activity | None] = field(default_factory=dict)
    ended: bool = False
    sound: bool = True


async def _sheets(
    peer: Peer,
    home: str,
    did: str,
    collection: str,
    held: Membership,
    history: int,
    now: datetime,
) -> _Sheets:
    sheets = _Sheets()
    onward: str | None = None
    for _ in range(SHEETS):
        listing = await _sheet(peer, home, did, collection, onward, now)
        strange = [one for one in listing.items if not _of(one, did, collection)]
        sheets.records.update(
            (one.key, one.activity) for one in listing.items if one not in strange
        )
        named = len(listing.items) - len(strange)
        lost = len(listing.broken) - sum(one.activity is None for one in listing.items)
        sheets.sound = sheets.sound and not strange and lost <= 0
        if listing.onward is None or not named or listing.onward == onward:
            sheets.ended = listing.onward is None
            return sheets
        onward = listing.onward
        if collection != FOLLOW and _reached(sheets.records, held, history):
            return sheets
    return sheets


def _reached(records: dict[str, Activity | None], held: Membership, history: int) -> bool:
    """Whether enough was read: down to what is known, or as much history as is wanted."""
    if held.members is None:
        return len(records) >= history
    return not held.members or min(records) <= max(held.members)


def _of(record: Record, did: str, collection: str) -> bool:
    """Whether a record is of the shelf that was asked for: a server may list what it likes."""
    act = record.activity
    at = None if act is None else act.record
    return at is None or at.startswith(f"at://{did}/{collection}/")


async def _sheet(
    peer: Peer, home: str, did: str, collection: str, onward: str | None, now: datetime
) -> Listing[Record]:
    params = [("repo", did), ("collection", collection), ("limit", str(AT_ONCE))]
    if onward is not None:
        params.append(("cursor", onward))
    return await peer.list(
        home, xrpc.RECORDS, params, lambda body: xrpc.records(body, now), now, public=True
    )


def _gap(members: frozenset[str], low: str) -> Gap | None:
    """Return what lies between the newest that was known and the oldest that was read."""
    newest = max(members, default="")
    since, until = tid_micros(newest), tid_micros(low)
    if not newest or low <= newest or since is None or until is None:
        return None
    why = f"an account did more than {SHEETS * AT_ONCE} things between two looks"
    return Gap(since=_time(since), until=_time(until), why=why)


def _time(count: int) -> datetime:
    return EPOCH + timedelta(microseconds=count)
