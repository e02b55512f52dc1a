"""Addresses, clocks and posts of the AT Protocol, as Jetstream and the AppView both hold them."""

from __future__ import annotations

import re
from typing import Any, Final

import msgspec

from connectors.wire.fields import ident, language
from connectors.wire.reading import UnreadableError, read
from monitor.domain.text import clean

PLATFORM: Final = "bluesky"
POST: Final = "app.bsky.feed.post"
LIKE: Final = "app.bsky.feed.like"
REPOST: Final = "app.bsky.feed.repost"
FOLLOW: Final = "app.bsky.graph.follow"
PROFILE: Final = "app.bsky.actor.profile"

DID: Final = re.compile(r"did:[a-z]{1,16}:[A-Za-z0-9._:%-]{0,255}[A-Za-z0-9._-]", re.ASCII)
KEY: Final = re.compile(r"(?!\.{1,2}\Z)[A-Za-z0-9._:~-]{1,512}", re.ASCII)

_TID: Final = re.compile(r"[2-7a-j][2-7a-z]{12}", re.ASCII)
_DIGIT: Final = {c: n for n, c in enumerate("234567abcdefghijklmnopqrstuvwxyz")}
_CLOCK_BITS: Final = 10


class Ref(msgspec.Struct, gc=False):
    """A strong reference to a record."""

    uri: str


class Reply(msgspec.Struct):
    """What a post answers."""

    parent: Ref
    root: Ref | None = None


class Post(msgspec.Struct):
    """What of an `app.bsky.feed.post` record says something to us."""

    text: str = ""
    reply: Reply | None = None
    langs: list[str] | None = None
    embed: msgspec.Raw = msgspec.Raw(b"")
    created_at: str | None = msgspec.field(name="createdAt", default=None)

    @property
    def parent(self) -> str | None:
        """Address of the post that it answers."""
        return self.reply.parent.uri if self.reply else None

    @property
    def quoted(self) -> str | None:
        """Address of the post that it quotes."""
        return _quoted(self.embed) if self.embed else None

    def fields(self) -> dict[str, Any]:
        """Return the fields of an activity that a post fills."""
        root = self.reply.root if self.reply else None
        return {
            "text": clean(self.text),
            "lang": language(self.langs[0]) if self.langs else None,
            "in_reply_to": ident(self.parent, "reply.parent.uri"),
            "thread": ident(root.uri, "reply.root.uri") if root else None,
            "quotes": ident(self.quoted, "embed.record.uri"),
        }


class _Inner(msgspec.Struct):
    uri: str | None = None
    record: Ref | None = None


class _Embed(msgspec.Struct):
    record: _Inner | None = None


_read_embed = msgspec.json.Decoder(_Embed | None).decode


def _quoted(embed: msgspec.Raw) -> str | None:
    """Return what an embed quotes: itself (`record`), or beside pictures (`recordWithMedia`).

    Anybody may invent embeds: one of a shape that we don't know quotes nothing.
    """
    try:
        found: _Embed | None = read(_read_embed, embed)
    except UnreadableError:
        return None
    if found is None or found.record is None:
        return None
    inner = found.record
    return inner.record.uri if inner.record else inner.uri


def address(did: str, collection: str, key: str) -> str:
    """Return the address of a record."""
    return f"at://{did}/{collection}/{key}"


def author_of(at: str) -> str | None:
    """Return the DID in an `at://` address, if it holds one."""
    did, _, _ = at.removeprefix("at://").partition("/")
    return did if at.startswith("at://") and DID.fullmatch(did) else None


def page_of(at: str) -> str | None:
    """Return where a person can look at the post with this address."""
    did = author_of(at)
    collection, _, key = at[len(f"at://{did}/") :].partition("/")
    if did is None or collection != POST or not KEY.fullmatch(key):
        return None
    return f"https://bsky.app/profile/{did}/post/{key}"


def tid_micros(tid: str | None) -> int | None:
    """Return the microseconds since 1970 in a TID (base32-sortable); None where it is none."""
    if tid is None or not _TID.fullmatch(tid):
        return None
    count = 0
    for digit in tid:
        count = count << 5 | _DIGIT[digit]
    return count >> _CLOCK_BITS


def proven_did(did: str, place: str) -> str:
    """Return *did* if it has the form of one.

    Raises:
        UnreadableError: It hasn't.
    """
    if not DID.fullmatch(did):
        raise UnreadableError("bad_id", f"{place} is no DID: {clean(did[:80])!r}")
    return did
