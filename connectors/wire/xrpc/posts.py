"""Posts that the AppView lists, alone or in a thread."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec

from connectors.wire import appview
from connectors.wire.reading import UnreadableError, cut, read
from connectors.wire.xrpc.listing import Broken, Listing, named, sheet, sorted_out
from monitor.domain.activity import Activity

DEEPEST: Final = 100
"""Replies upon replies that are read of a thread."""


class _Branch(msgspec.Struct):
    post: msgspec.Raw = msgspec.Raw(b"")
    replies: list[msgspec.Raw] | None = None


class _Thread(msgspec.Struct):
    thread: msgspec.Raw


_decode_branch = msgspec.json.Decoder(_Branch).decode
_decode_thread = msgspec.json.Decoder(_Thread).decode


def posts(body: bytes, seen_at: datetime) -> Listing[Activity]:
    """Return posts, each as its creation (`getQuotes`, `searchPosts`, `getPosts`)."""
    page = sheet(body, "posts")
    return sorted_out(page, page.posts, lambda raw: appview.created(raw, seen_at))


def shown(body: bytes) -> frozenset[str]:
    """Return the addresses of the posts in an answer, whatever else they say (`getPosts`)."""
    page = sheet(body, "posts")
    return frozenset(one.uri for one in sorted_out(page, page.posts, named).items)


def replies(body: bytes, seen_at: datetime) -> Listing[Activity]:
    """Return the replies of a thread (`getPostThread`), without the post that it is asked for."""
    items: list[Activity] = []
    broken: list[Broken] = []
    waiting = [(read(_decode_thread, body).thread, 0)]
    while waiting:
        raw, depth = waiting.pop()
        try:
            branch = read(_decode_branch, raw)
            if branch.post and depth:
                items.append(appview.created(branch.post, seen_at))
        except UnreadableError as error:
            broken.append(Broken(cut(bytes(raw)), error))
            continue
        if depth < DEEPEST:
            waiting += [(one, depth + 1) for one in branch.replies or ()]
    return Listing(items=tuple(items), broken=tuple(broken))
