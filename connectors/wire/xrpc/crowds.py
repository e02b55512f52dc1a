"""Who did something to a post, as the AppView lists them, and how many it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import msgspec

from connectors.wire import appview, atproto
from connectors.wire.atproto import PLATFORM
from connectors.wire.fields import ident
from connectors.wire.reading import read
from connectors.wire.xrpc.listing import Listing, sheet, sorted_out
from monitor.domain.activity import Activity, Verb


@dataclass(frozen=True, slots=True)
class Fan:
    """Who did something to a record, and when, where that is said."""

    did: str
    handle: str | None
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What the server counts of a post, by kind."""

    likes: int = 0
    reposts: int = 0
    quotes: int = 0
    replies: int = 0


class _Actor(msgspec.Struct):
    did: str
    handle: str | None = None


class _Like(msgspec.Struct):
    actor: _Actor
    created_at: str | None = msgspec.field(name="createdAt", default=None)
    indexed_at: str | None = msgspec.field(name="indexedAt", default=None)


class _Sums(msgspec.Struct):
    uri: str
    likes: int = msgspec.field(name="likeCount", default=0)
    reposts: int = msgspec.field(name="repostCount", default=0)
    quotes: int = msgspec.field(name="quoteCount", default=0)
    replies: int = msgspec.field(name="replyCount", default=0)


_decode_actor = msgspec.json.Decoder(_Actor).decode
_decode_like = msgspec.json.Decoder(_Like).decode
_decode_sums = msgspec.json.Decoder(_Sums).decode


def likers(body: bytes) -> Listing[Fan]:
    """Return who likes a post (`getLikes`)."""
    page = sheet(body, "likes")
    return sorted_out(page, page.likes, _liker)


def reposters(body: bytes) -> Listing[Fan]:
    """Return who reposted a post (`getRepostedBy`), which says no times."""
    page = sheet(body, "reposted")
    return sorted_out(page, page.reposted, lambda raw: _fan(read(_decode_actor, raw), None))


def sums(body: bytes) -> dict[str, Sums]:
    """Return what is counted of posts, by address (`getPosts`)."""
    page = sheet(body, "posts")
    found = sorted_out(page, page.posts, lambda raw: read(_decode_sums, raw)).items
    return {
        one.uri: Sums(likes=one.likes, reposts=one.reposts, quotes=one.quotes, replies=one.replies)
        for one in found
    }


def like(fan: Fan, post: str, verb: Verb, seen_at: datetime) -> Activity:
    """Return what *fan* did to *post*: the list names no record of it."""
    return Activity(
        platform=PLATFORM,
        verb=verb,
        actor=fan.did,
        actor_handle=fan.handle,
        seen_at=seen_at,
        object=post,
        object_author=atproto.author_of(post),
        happened_at=None if fan.at is None else min(fan.at, seen_at),
    )


def unlike(did: str, post: str, verb: Verb, seen_at: datetime) -> Activity:
    """Return that *did* took back what it did to *post*, some time before it was missed."""
    return Activity(
        platform=PLATFORM,
        verb=Verb.UNDO,
        undoes=verb,
        actor=did,
        seen_at=seen_at,
        object=post,
        object_author=atproto.author_of(post),
    )


def _liker(raw: msgspec.Raw) -> Fan:
    like = read(_decode_like, raw)
    named = (appview.time_if_any(text) for text in (like.created_at, like.indexed_at))
    return _fan(like.actor, min((at for at in named if at is not None), default=None))


def _fan(actor: _Actor, at: datetime | None) -> Fan:
    return Fan(atproto.proven_did(actor.did, "did"), ident(actor.handle, "handle"), at)
