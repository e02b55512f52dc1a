"""Where a feed tells its news by itself, to whoever subscribes (WebSub)."""

from __future__ import annotations

import re
from typing import Final

from connectors.feeds.contents import Feed
from connectors.wire.outlets import host

_NAMED: Final = re.compile(r"""<([^<>\s]{1,2000})>\s*;[^,<>]{0,200}?\brel=["']?hub\b""")
_LONGEST: Final = 4_000


def hub(feed: Feed, header: str) -> str:
    """Return the hub's host, as the feed says or the `Link` header of its server; else empty."""
    named = _NAMED.search(header[:_LONGEST])
    return host(feed.hub or (named[1] if named else ""))
