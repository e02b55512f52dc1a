"""Lists that servers of the AT Protocol answer by XRPC, each item read by itself.

`repository` reads what one account did, `crowds` who acted on a post, `posts` what was written,
`profiles` what accounts say of themselves; `methods` names what is asked.
"""

from __future__ import annotations

from connectors.wire.xrpc.crowds import Fan, Sums, like, likers, reposters, sums, unlike
from connectors.wire.xrpc.listing import Broken, Listing
from connectors.wire.xrpc.methods import (
    LIKES,
    METHODS,
    POSTS,
    PROFILES,
    QUOTES,
    RECORDS,
    REPOSTS,
    SEARCH,
    THREAD,
    decoded,
)
from connectors.wire.xrpc.posts import DEEPEST, posts, replies, shown
from connectors.wire.xrpc.profiles import Profile, changed, profiles
from connectors.wire.xrpc.repository import COLLECTIONS, VERBS, Record, gone, records

__all__ = [
    "COLLECTIONS",
    "DEEPEST",
    "LIKES",
    "METHODS",
    "POSTS",
    "PROFILES",
    "QUOTES",
    "RECORDS",
    "REPOSTS",
    "SEARCH",
    "THREAD",
    "VERBS",
    "Broken",
    "Fan",
    "Listing",
    "Profile",
    "Record",
    "Sums",
    "changed",
    "decoded",
    "gone",
    "like",
    "likers",
    "posts",
    "profiles",
    "records",
    "replies",
    "reposters",
    "shown",
    "sums",
    "unlike",
]
