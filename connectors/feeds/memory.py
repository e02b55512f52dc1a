"""What a feed showed when it was last looked at: its cursor."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

import msgspec

from connectors.feeds.articles import Article
from connectors.wire.fields import time_of
from monitor.ports import RefusedError

BEYOND: Final = 1_000
"""Entries that are remembered beside those in the feed: some feeds bring entries back."""

MOST_EDITS: Final = 5
"""Changes of one entry that are passed on; some change at every look."""

LONGEST_TAG: Final = 500

_encode = msgspec.json.encode


class _Cursor(msgspec.Struct, forbid_unknown_fields=True):
    feed: str
    looked: str
    etag: str = ""
    modified: str = ""
    seen: dict[str, str] = {}


_decode = msgspec.json.Decoder(_Cursor).decode


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What is known of a feed.

    Attributes:
        feed: Short hash of its address; another feed's tags say nothing.
        looked: When it was last found changed; None = never looked at.
        etag, modified: What the server called that version.
        seen: By the hash of each entry: the hash of its words, and how often they changed;
            in the order in which entries were last in the feed.
    """

    feed: str = ""
    looked: datetime | None = None
    etag: str = ""
    modified: str = ""
    seen: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, cursor: str | None, name: str, url: str) -> Memory:
        """Return what *cursor* says of the feed at *url*.

        Raises:
            RefusedError: It is no cursor of a feed.
        """
        if cursor is None:
            return cls(feed=short(url))
        try:
            held = _decode(cursor)
            looked, _ = time_of(held.looked, "looked")
        except (ValueError, RecursionError):
            raise RefusedError(
                f"the stored cursor of {name} is no feed's: {cursor[:40]!r}"
            ) from None
        known = cls(feed=held.feed, looked=looked, seen=held.seen)
        if held.feed != short(url):
            return replace(known, feed=short(url))
        return replace(known, etag=held.etag, modified=held.modified)

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask for a newer version only."""
        tag = {"If-None-Match": self.etag} if self.etag else {}
        day = {"If-Modified-Since": self.modified} if self.modified else {}
        return tag | day

    def cursor(self) -> str:
        """Return it as it is stored."""
        looked = self.looked.isoformat() if self.looked else ""
        held: Any = {"feed": self.feed, "looked": looked, "etag": self.etag}
        return _encode(held | {"modified": self.modified, "seen": self.seen}).decode()

    def after(self, headers: Mapping[str, str], now: datetime) -> Memory:
        """Return it with what the server calls this version, looked at *now*."""
        tag, day = (_plain(headers.get(name, "")) for name in ("ETag", "Last-Modified"))
        return replace(self, looked=now, etag=tag, modified=day)

    def same(self, other: Memory) -> bool:
        """Whether *other* knows the same, whenever it looked."""
        return replace(self, looked=other.looked) == other


@dataclass(frozen=True, slots=True)
class News:
    """What a look brought.

    Attributes:
        fresh: Entries that were not there before, in the feed's order.
        edited: Entries whose words have changed.
        memory: What is known now.
    """

    fresh: Sequence[Article]
    edited: Sequence[Article]
    memory: Memory


def compare(memory: Memory, articles: Iterable[Article]) -> News:
    """Return what is new in *articles* to *memory*."""
    before = dict(memory.seen)
    now: dict[str, str] = {}
    fresh, edited = [], []
    for article in articles:
        key, words = short(article.key), short(article.text)
        if key in now:
            continue
        held, _, count = before.pop(key, "").partition("~")
        edits = int(count) if count.isdigit() else 0
        if not held:
            fresh.append(article)
        elif held != words and edits < MOST_EDITS:
            edited.append(article)
            edits += 1
        elif held != words:
            words = held
        now[key] = f"{words}~{edits}" if edits else words
    old = list(before.items())[-BEYOND:]
    return News(fresh, edited, replace(memory, seen=dict(old) | now))


def _plain(header: str) -> str:
    return (
        header if len(header) <= LONGEST_TAG and header.isascii() and header.isprintable() else ""
    )


def short(text: str) -> str:
    """Return a hash of *text*, 48 bits in 8 characters."""
    digest = sha256(text.encode("utf-8", "surrogatepass")).digest()
    return base64.urlsafe_b64encode(digest[:6]).decode()
