"""Sweeps of posts that draw attention: who liked, reposted, quoted and answered them.

Who did so are private people: the cursor names them hidden, and nothing else does. What the server
counts is asked first, of 25 posts at once; a post is swept where that changed, and now and then in
any case, for one may come and another go. Only a list that was read whole shows who took a like
back, and only twice (`lists.membership`). It is shorter than its count where accounts are closed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final

import msgspec

from connectors.lists.membership import Membership, Roll
from connectors.wire import xrpc
from connectors.wire.xrpc import Fan, Listing, Sums
from connectors.xrpc.peer import Peer
from monitor.domain.activity import Activity, Verb
from monitor.domain.seal import Seal

AT_ONCE: Final = 100
BATCH: Final = 25
SHEETS: Final = 50
"""Pages of one list that are read: 5,000 people."""

ANYHOW: Final = 6
"""After so many looks a post is swept though its counts are the same."""

ANY: Final = 1 << 30
"""However many like a post at once: crowds do."""

REMEMBERED: Final = 5_000
"""People that are remembered over a restart, those of the hottest posts first."""


@dataclass(slots=True)
class _Crowd:
    """Who did one thing to a post.

    Attributes:
        told: Whom of them was told.
        left: When it was told that each took it back; who reopens an account is listed with the
            time of the first like, which had ended then.
    """

    membership: Membership = field(default_factory=Membership)
    told: set[str] = field(default_factory=set)
    left: dict[str, datetime] = field(default_factory=dict)

    def dated(self, fan: Fan) -> Fan:
        """Return *fan* without a time that lies before what was taken back."""
        left = self.left.get(fan.did)
        return fan if left is None or fan.at is None or fan.at > left else replace(fan, at=None)


@dataclass(slots=True)
class _Post:
    likes: _Crowd = field(default_factory=_Crowd)
    reposts: _Crowd = field(default_factory=_Crowd)
    spoke: set[str] = field(default_factory=set)
    sums: Sums | None = None
    looks: int = 0

    def due(self, sums: Sums) -> bool:
        """Whether it is to be swept."""
        unsure = self.likes.membership.missed or self.reposts.membership.missed
        return self.sums != sums or bool(unsure) or self.looks % ANYHOW == 0


@dataclass(slots=True)
class Swept:
    """What sweeps brought: *history* names no times, and may be old."""

    acts: list[Activity] = field(default_factory=list)
    history: list[Activity] = field(default_factory=list)


class Fame:
    """Sweeps posts on one AppView.

    Args:
        url: Where it stands.
        ours: Whether what an account does is read elsewhere, with its record.
    """

    def __init__(self, peer: Peer, url: str, ours: Callable[[str], bool]) -> None:
        self._peer = peer
        self._url = url
        self._ours = ours
        self._posts: dict[str, _Post] = {}

    def recall(self, crowds: Iterable[str], seal: Seal) -> None:
        """Take up what `remember` gave before a restart; what another install hid says nothing."""
        for hidden in crowds:
            crowd = _open(seal.reveal(hidden))
            if crowd is not None and crowd.post not in self._posts:
                likes, reposts = (_crowd_of(one) for one in (crowd.likes, crowd.reposts))
                self._posts[crowd.post] = _Post(likes=likes, reposts=reposts)

    def remember(self, seal: Seal) -> list[str]:
        """Return who acted on the posts, hidden, for the cursor."""
        found: list[str] = []
        left = REMEMBERED
        for at, post in self._posts.items():
            left -= len(post.likes.told) + len(post.reposts.told)
            if left >= 0 and post.likes.membership.members is not None:
                held = _Held(at, _kept(post.likes), _kept(post.reposts))
                found.append(seal.hide(_encode(held).decode()))
        return found

    async def sweep(self, posts: Iterable[str], swept: Swept, now: datetime) -> None:
        """Sweep *posts* into *swept*, and forget all others; what came before an error counts.

        Raises:
            SpentError: Enough was asked; TransientError, RefusedError: as `Peer.ask`.
        """
        wanted = list(dict.fromkeys(posts))
        self._posts = {at: self._posts.get(at) or _Post() for at in wanted}
        for start in range(0, len(wanted), BATCH):
            counted = await self._count(wanted[start : start + BATCH])
            for at, sums in counted.items():
                post = self._posts.get(at)
                if post is None:
                    continue
                if post.due(sums):
                    await self._one(at, post, sums, swept, now)
                post.looks += 1
                post.sums = sums

    async def _count(self, posts: Sequence[str]) -> dict[str, Sums]:
        params = [("uris", at) for at in posts]
        body = await self._peer.ask(self._url, f"xrpc/{xrpc.POSTS}", params)
        return xrpc.sums(body)

    async def _one(self, at: str, post: _Post, sums: Sums, swept: Swept, now: datetime) -> None:
        before = post.sums or Sums()
        first = post.sums is None
        for verb, crowd, method, read, count in (
            (Verb.LIKE, post.likes, xrpc.LIKES, xrpc.likers, sums.likes),
            (Verb.ANNOUNCE, post.reposts, xrpc.REPOSTS, xrpc.reposters, sums.reposts),
        ):
            await self._crowd(at, verb, crowd, method, read, count, swept, now)
        spoken: list[Activity] = []
        if sums.quotes != before.quotes or first:
            spoken += await self._quotes(at, post, now)
        if sums.replies != before.replies or first:
            spoken += await self._replies(at, now)
        for one in spoken:
            if one.record is not None and one.record not in post.spoke:
                post.spoke.add(one.record)
                swept.acts.append(one)

    async def _crowd(
        self,
        at: str,
        verb: Verb,
        crowd: _Crowd,
        method: str,
        read: Callable[[bytes], Listing[Fan]],
        count: int,
        swept: Swept,
        now: datetime,
    ) -> None:
        fans, whole = await self._fans(at, method, read, now)
        claimed = 0 if count == 0 else None
        first = crowd.membership.members is None
        roll = Roll(members=frozenset(fans), whole=whole, at=now, claimed=claimed)
        crowd.membership, changes = crowd.membership.read(roll, ANY)
        for did, fan in fans.items():
            if did not in crowd.told and not self._ours(did):
                old = first and fan.at is None
                act = xrpc.like(crowd.dated(fan), at, verb, now)
                (swept.history if old else swept.acts).append(act)
        swept.acts += [
            xrpc.unlike(one, at, verb, now) for one in changes.left if not self._ours(one)
        ]
        crowd.left.update(dict.fromkeys(changes.left, now))
        crowd.told = (crowd.told | fans.keys()) - set(changes.left)

    async def _fans(
        self, at: str, method: str, read: Callable[[bytes], Listing[Fan]], now: datetime
    ) -> tuple[dict[str, Fan], bool]:
        """Return who stands on a list, by DID, and whether it was read whole."""
        found: dict[str, Fan] = {}
        onward: str | None = None
        sound = True
        for _ in range(SHEETS):
            params = _params(at, onward)
            listing = await self._peer.list(self._url, method, params, read, now)
            sound = sound and not listing.broken
            found.update((fan.did, fan) for fan in listing.items)
            if listing.onward is None or listing.onward == onward:
                return found, sound and listing.onward is None
            onward = listing.onward
        return found, False

    async def _quotes(self, at: str, post: _Post, now: datetime) -> list[Activity]:
        """Return quotes, newest first, down to those that are known."""
        found: list[Activity] = []
        onward: str | None = None
        for _ in range(SHEETS):
            listing = await self._peer.list(
                self._url, xrpc.QUOTES, _params(at, onward), lambda b: xrpc.posts(b, now), now
            )
            found += listing.items
            fresh = any(one.record not in post.spoke for one in listing.items)
            if listing.onward is None or listing.onward == onward or not fresh:
                break
            onward = listing.onward
        return found

    async def _replies(self, at: str, now: datetime) -> Sequence[Activity]:
        params = [("uri", at), ("depth", "6"), ("parentHeight", "0")]
        listing = await self._peer.list(
            self._url, xrpc.THREAD, params, lambda body: xrpc.replies(body, now), now
        )
        return listing.items


class _People(msgspec.Struct, array_like=True):
    told: list[str] = []
    members: list[str] | None = None
    missed: dict[str, int] = {}
    left: dict[str, int] = {}


class _Held(msgspec.Struct, array_like=True):
    post: str
    likes: _People
    reposts: _People


_encode = msgspec.json.Encoder(order="deterministic").encode
_decode = msgspec.json.Decoder(_Held).decode


def _open(text: str | None) -> _Held | None:
    try:
        return None if text is None else _decode(text)
    except (ValueError, RecursionError):
        return None


def _kept(crowd: _Crowd) -> _People:
    held = crowd.membership
    return _People(
        sorted(crowd.told - (held.members or frozenset())),
        None if held.members is None else sorted(held.members),
        _seconds(held.missed),
        _seconds(crowd.left),
    )


def _crowd_of(people: _People) -> _Crowd:
    members = None if people.members is None else frozenset(people.members)
    membership = Membership(members=members, missed=_times(people.missed))
    return _Crowd(membership, {*people.told, *(members or ())}, _times(people.left))


def _seconds(times: Mapping[str, datetime]) -> dict[str, int]:
    return {did: int(at.timestamp()) for did, at in sorted(times.items())}


def _times(seconds: Mapping[str, int]) -> dict[str, datetime]:
    return {did: datetime.fromtimestamp(at, UTC) for did, at in seconds.items()}


def _params(at: str, onward: str | None) -> list[tuple[str, str]]:
    params = [("uri", at), ("limit", str(AT_ONCE))]
    return params if onward is None else [*params, ("cursor", onward)]
