"""What is known of one server: how far its timelines were read, and statuses to look at again."""

from __future__ import annotations

import base64
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final

import msgspec

from connectors.wire.fields import EPOCH, time_of
from connectors.wire.mastodon import Status, address, order, since
from monitor.domain.seal import Seal
from monitor.ports import RefusedError

KEPT: Final = 300
"""Statuses that are looked at again: the newest of those that were passed on."""

KNOWN: Final = 20_000
"""Statuses whose addresses are known by the server's ids, while this process runs."""

HOT_FOR: Final = timedelta(hours=48)
KEPT_FOR: Final = timedelta(days=30)
DAILY: Final = timedelta(hours=24)
"""How often a status is looked at that is no longer hot, to see whether it still stands."""


class _Kept(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    id: str
    who: str
    made: int
    checked: int
    edited: str = ""
    likes: int = 0
    boosts: int = 0
    by: list[str] = []


class _Cursor(msgspec.Struct, forbid_unknown_fields=True):
    server: str
    looked: str
    places: dict[str, str]
    unfinished: list[str] = []
    kept: list[_Kept] = []


_decode = msgspec.json.Decoder(_Cursor).decode


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A status as it was when it was last looked at.

    Attributes:
        author: Who wrote it, or boosted it where *boosts_of* is an address.
        made, checked: When it was written, and when it was last looked at.
        edited: When it was edited last, as the server says; empty = never.
        likes, boosts: How many the server counts.
        by: Short hashes of the catalogue's accounts that favourited (`l`) and boosted (`b`) it.
    """

    id: str
    at: str
    author: str
    made: datetime
    checked: datetime
    edited: str = ""
    likes: int = 0
    boosts: int = 0
    by: frozenset[str] = frozenset()
    boosts_of: str | None = None

    @classmethod
    def of(cls, found: Status, now: datetime) -> Known:
        """Return what is known of *found*, seen *now* for the first time.

        What became of it is known from no later than when it was written.

        Raises:
            UnreadableError: It can't be read.
        """
        boosted = found.boosted
        made = min(time_of(found.created_at, "created_at")[0], now)
        return cls(
            id=found.id,
            at=address(found),
            author=found.account.actor,
            made=made,
            checked=made,
            edited=found.edited_at or "",
            boosts_of=None if boosted is None else address(boosted),
        )

    def due(self, every: timedelta) -> datetime:
        """Return when it is to be looked at again."""
        return self.checked + (every if self.checked - self.made < HOT_FOR else DAILY)


@dataclass(slots=True)
class Memory:
    """What is known of a server; changes as it is read.

    Attributes:
        server: Short hash of its address: ids of another server say nothing here.
        looked: When it was last looked at; None = never.
        places: The newest id that was read of each timeline.
        unfinished: Timelines that were left before their end: they go on without going back.
        kept: Statuses to look at again, by id, in the order in which they came.
        known: Every status that was seen lately, by id.
    """

    server: str
    looked: datetime | None = None
    places: dict[str, str] = field(default_factory=dict)
    unfinished: set[str] = field(default_factory=set)
    kept: OrderedDict[str, Known] = field(default_factory=OrderedDict)
    known: OrderedDict[str, Known] = field(default_factory=OrderedDict)

    @classmethod
    def of(cls, cursor: str | None, name: str, url: str, seal: Seal) -> Memory:
        """Return what *cursor* says of the server at *url*.

        Raises:
            RefusedError: It is no cursor of a Mastodon server.
        """
        fresh = cls(server=short(url))
        if cursor is None:
            return fresh
        try:
            held = _decode(cursor)
            looked, _ = time_of(held.looked, "looked")
        except (ValueError, RecursionError):
            raise RefusedError(
                f"the stored cursor of {name} is no Mastodon server's: {cursor[:40]!r}"
            ) from None
        if held.server != fresh.server:
            return fresh
        fresh.looked, fresh.places = looked, dict(held.places)
        fresh.unfinished = set(held.unfinished)
        for one in held.kept:
            whole = (seal.reveal(one.who) or "").split(" ")
            if len(whole) == 2:
                fresh.kept[one.id] = fresh.known[one.id] = _again(one, *whole)
        return fresh

    def cursor(self, seal: Seal) -> str:
        """Return it as it is stored: addresses of statuses can be read by this install only."""
        held: Any = _Cursor(
            server=self.server,
            looked=(self.looked or EPOCH).isoformat(),
            places=self.places,
            unfinished=sorted(self.unfinished),
            kept=[_held(one, seal) for one in self.kept.values()],
        )
        return msgspec.json.encode(held).decode()

    @property
    def addresses(self) -> Mapping[str, str]:
        """Addresses of statuses by this server's ids."""
        return {one.id: one.at for one in self.known.values()}

    def note(self, one: Known, *, keep: bool) -> None:
        """Note a status; *keep* says whether it is to be looked at again."""
        self.known[one.id] = one
        self.known.move_to_end(one.id)
        if len(self.known) > KNOWN:
            self.known.popitem(last=False)
        if (keep or one.id in self.kept) and one.boosts_of is None:
            self.kept[one.id] = one
            if len(self.kept) > KEPT:
                self.kept.popitem(last=False)

    def forget(self, status_id: str) -> Known | None:
        """Let go of a status, and return what was known of it."""
        self.kept.pop(status_id, None)
        return self.known.pop(status_id, None)

    def due(self, every: timedelta, now: datetime, most: int) -> list[Known]:
        """Return statuses to be looked at *now*, those that waited longest first."""
        for one in [one for one in self.kept.values() if now - one.made > KEPT_FOR]:
            del self.kept[one.id]
        waiting = [one for one in self.kept.values() if one.due(every) <= now]
        return sorted(waiting, key=lambda one: (one.due(every), one.id))[:most]

    def read(self, timeline: str, newest: str) -> None:
        """Note that *timeline* was read up to the id *newest*."""
        held = self.places.get(timeline)
        if held is None or order(newest) > order(held):
            self.places[timeline] = newest


def before(status_id: str, span: timedelta) -> str:
    """Return the id that a status made *span* before that one would have; the id where none is."""
    made = since(status_id)
    if made is None:
        return status_id
    return str(max(int(status_id) - (int(span.total_seconds() * 1000) << 16), 0))


def short(text: str) -> str:
    """Return a hash of *text*, 72 bits in 12 characters."""
    digest = sha256(text.encode("utf-8", "surrogatepass")).digest()
    return base64.urlsafe_b64encode(digest[:9]).decode()


def _held(one: Known, seal: Seal) -> _Kept:
    return _Kept(
        id=one.id,
        who=seal.hide(f"{one.at} {one.author}"),
        made=int(one.made.timestamp()),
        checked=int(one.checked.timestamp()),
        edited=one.edited,
        likes=one.likes,
        boosts=one.boosts,
        by=sorted(one.by),
    )


def _again(one: _Kept, at: str, author: str) -> Known:
    return Known(
        id=one.id,
        at=at,
        author=author,
        made=EPOCH + timedelta(seconds=one.made),
        checked=EPOCH + timedelta(seconds=one.checked),
        edited=one.edited,
        likes=one.likes,
        boosts=one.boosts,
        by=frozenset(one.by),
    )


def seen_again(one: Known, found: Status, now: datetime, by: frozenset[str]) -> Known:
    """Return *one* as it is *now*."""
    return replace(
        one,
        checked=now,
        edited=found.edited_at or "",
        likes=found.favourites_count or 0,
        boosts=found.reblogs_count or 0,
        by=by,
    )
