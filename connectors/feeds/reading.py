"""Reads a feed, whichever format it stands in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from connectors.feeds import jsonfeed, syndication
from connectors.feeds.charset import decoded
from connectors.feeds.contents import Feed
from connectors.feeds.mending import mended
from connectors.wire.reading import UnreadableError

LARGEST: Final = 5 << 20
"""Most bytes of a feed that are read."""


def _never() -> bool:
    return False


def read(body: bytes, content_type: str = "", late: Callable[[], bool] = _never) -> Feed:
    """Return the feed that *body* is: RSS, Atom or JSON Feed, told by how it begins.

    It opens nothing, and every step of it is bounded; call it beside the event loop.

    Args:
        content_type: The header of that name, for the character set.
        late: Asked now and then whether to stop with what there is.

    Raises:
        UnreadableError: Nothing of it can be read; the reason is a slug for counting.
    """
    if len(body) > LARGEST:
        raise UnreadableError("too_long", f"has over {LARGEST} bytes")
    if body[:100].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
        return jsonfeed.read(body.removeprefix(b"\xef\xbb\xbf"))
    return syndication.read(mended(decoded(body, content_type)), late)
