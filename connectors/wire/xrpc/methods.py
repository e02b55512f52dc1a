"""Methods of XRPC that are asked, and what one answer of each says by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from connectors.wire.fields import ident
from connectors.wire.reading import UnreadableError
from connectors.wire.xrpc.crowds import like, likers, reposters
from connectors.wire.xrpc.listing import Broken
from connectors.wire.xrpc.posts import posts, replies
from connectors.wire.xrpc.profiles import changed, profiles
from connectors.wire.xrpc.repository import records
from monitor.domain.activity import Activity, Verb

LIKES: Final = "app.bsky.feed.getLikes"
REPOSTS: Final = "app.bsky.feed.getRepostedBy"
QUOTES: Final = "app.bsky.feed.getQuotes"
THREAD: Final = "app.bsky.feed.getPostThread"
POSTS: Final = "app.bsky.feed.getPosts"
SEARCH: Final = "app.bsky.feed.searchPosts"
PROFILES: Final = "app.bsky.actor.getProfiles"
RECORDS: Final = "com.atproto.repo.listRecords"
METHODS: Final = frozenset({LIKES, REPOSTS, QUOTES, THREAD, POSTS, SEARCH, PROFILES, RECORDS})
"""Methods whose answers are read."""


def decoded(method: str, body: bytes, seen_at: datetime) -> Iterator[Activity | Broken]:
    """Yield what one answer of *method* says by itself.

    Raises:
        UnreadableError: It is no such answer.
    """
    if method == RECORDS:
        listed = records(body, seen_at)
        yield from (one.activity for one in listed.items if one.activity is not None)
        yield from listed.broken
    elif method in {LIKES, REPOSTS}:
        fans = likers(body) if method == LIKES else reposters(body)
        verb = Verb.LIKE if method == LIKES else Verb.ANNOUNCE
        if fans.subject is None:
            raise UnreadableError("bad_id", "uri is missing")
        post = ident(fans.subject, "uri") or ""
        yield from (like(fan, post, verb, seen_at) for fan in fans.items)
        yield from fans.broken
    elif method == PROFILES:
        shown = profiles(body)
        yield from (changed(one, "", seen_at) for one in shown.items)
        yield from shown.broken
    else:
        found = replies(body, seen_at) if method == THREAD else posts(body, seen_at)
        yield from found.items
        yield from found.broken
