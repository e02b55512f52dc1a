"""Posts as Bluesky's AppView shows them (`app.bsky.feed.getPosts` and its like)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec

from connectors.wire import atproto
from connectors.wire.atproto import PLATFORM, Post
from connectors.wire.fields import ident, time_of
from connectors.wire.reading import UnreadableError, read
from monitor.domain.activity import Activity, Verb


class _Author(msgspec.Struct):
    did: str
    handle: str | None = None


class _PostView(msgspec.Struct):
    uri: str
    author: _Author
    record: Post
    indexed_at: str | None = msgspec.field(name="indexedAt", default=None)


class _Answer(msgspec.Struct):
    posts: list[msgspec.Raw]


_decode_answer = msgspec.json.Decoder(_Answer).decode
_decode_view = msgspec.json.Decoder(_PostView).decode


def posts(body: bytes, seen_at: datetime) -> Iterator[Activity]:
    """Yield the creation of each post in the answer *body*; posts that can't be read are left out.

    Raises:
        UnreadableError: It is no such answer.
    """
    for raw in read(_decode_answer, body).posts:
        try:
            yield created(raw, seen_at)
        except UnreadableError:
            continue


def created(raw: msgspec.Raw, seen_at: datetime) -> Activity:
    """Return the creation of the post whose view *raw* is.

    Raises:
        UnreadableError: It is none, or not one of its author.
    """
    view = read(_decode_view, raw)
    record = ident(view.uri, "uri")
    author = atproto.proven_did(view.author.did, "author.did")
    if record is None or atproto.author_of(record) != author:
        raise UnreadableError("bad_id", "uri is not an address of its author")
    return Activity(
        platform=PLATFORM,
        verb=Verb.CREATE,
        actor=author,
        actor_handle=ident(view.author.handle, "author.handle"),
        seen_at=seen_at,
        record=record,
        url=atproto.page_of(record),
        happened_at=_happened(view),
        **view.record.fields(),
    )


def _happened(view: _PostView) -> datetime | None:
    """When the client claims to have posted, no later than it was indexed."""
    named = (view.record.created_at, view.indexed_at)
    times = [at for at in (time_if_any(text) for text in named) if at is not None]
    return min(times, default=None)


def time_if_any(text: str | None) -> datetime | None:
    """Return the time that *text* says; None where it says none."""
    try:
        return time_of(text, "time")[0] if text else None
    except UnreadableError:
        return None
