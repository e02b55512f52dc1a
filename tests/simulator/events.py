"""Bluesky events as Jetstream v1 writes them: made up, seeded, in a plausible shape.

    world = Events(seed=7, start=datetime(2026, 1, 10, 20, 0, tzinfo=UTC))
    player = world.did("sergio")
    post = world.post(world.did("fan"), "one last dance", langs=["en"])
    like = world.like(player, post)
    world.undo(like)

Each call makes one event, a dict ready for `Jetstream.emit`, and moves time on a little; `at`
sets it. The same seed and the same calls give the same events.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

LETTERS = "234567abcdefghijklmnopqrstuvwxyz"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
STEP = timedelta(milliseconds=700)

Event = dict[str, Any]


def address(event: Event) -> str:
    """Return the address of the record that *event* is about."""
    commit = event["commit"]
    return f"at://{event['did']}/{commit['collection']}/{commit['rkey']}"


def line(event: Event) -> bytes:
    """Return *event* as it goes over the wire."""
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()


def tid(micros: int, clock: int = 0) -> str:
    """Return the TID of a time in microseconds since 1970, by the clock number *clock*."""
    count = micros << 10 | clock & 0x3FF
    return "".join(LETTERS[count >> 5 * place & 31] for place in reversed(range(13)))


class Events:
    """Makes events, each later than the one before.

    Attributes:
        now: Time of the next event, if none is named; aware.
    """

    def __init__(self, seed: int, start: datetime) -> None:
        self.now = start
        self._draw = random.Random(seed)
        self._seed = seed
        self._last = 0
        self._seq = 30_000_000_000 + seed

    # --- who --------------------------------------------------------------------------

    def did(self, name: str) -> str:
        """Return the DID of somebody called *name*: always the same for one seed."""
        digest = hashlib.sha256(f"{self._seed}/{name}".encode()).digest()
        return "did:plc:" + "".join(LETTERS[byte % 32] for byte in digest[:24])

    # --- what they do -----------------------------------------------------------------

    def post(
        self,
        did: str,
        text: str,
        *,
        langs: Sequence[str] | None = None,
        at: datetime | None = None,
        **more: Any,
    ) -> Event:
        """Somebody posts *text*; *more* are further fields of the record."""
        record = {"text": text, **({"langs": list(langs)} if langs else {}), **more}
        return self._created(did, "app.bsky.feed.post", record, at)

    def reply(self, did: str, text: str, parent: Event, **more: Any) -> Event:
        """Somebody answers a post, in its thread."""
        above = parent["commit"]["record"].get("reply")
        root = above["root"] if above else self._ref(parent)
        return self.post(did, text, reply={"root": root, "parent": self._ref(parent)}, **more)

    def quote(self, did: str, text: str, of: Event, *, media: bool = False, **more: Any) -> Event:
        """Somebody quotes a post, with a picture beside it or without."""
        embed: Event = {"$type": "app.bsky.embed.record", "record": self._ref(of)}
        if media:
            kind = "app.bsky.embed.recordWithMedia"
            pictures = {"$type": "app.bsky.embed.images", "images": []}
            embed = {"$type": kind, "record": embed, "media": pictures}
        return self.post(did, text, embed=embed, **more)

    def like(self, did: str, of: Event | str, *, at: datetime | None = None) -> Event:
        """Somebody likes a post, given as an event or by its address."""
        return self._created(did, "app.bsky.feed.like", {"subject": self._ref(of)}, at)

    def repost(self, did: str, of: Event | str, *, at: datetime | None = None) -> Event:
        """Somebody reposts a post."""
        return self._created(did, "app.bsky.feed.repost", {"subject": self._ref(of)}, at)

    def follow(self, did: str, whom: str, *, at: datetime | None = None) -> Event:
        """Somebody follows *whom*, a DID."""
        return self._created(did, "app.bsky.graph.follow", {"subject": whom}, at)

    def block(self, did: str, whom: str, *, at: datetime | None = None) -> Event:
        """Somebody blocks *whom*: a kind that says nothing to the monitor."""
        return self._created(did, "app.bsky.graph.block", {"subject": whom}, at)

    def undo(self, event: Event, *, at: datetime | None = None) -> Event:
        """The end of *event*: unlike, unrepost, unfollow, or a deleted post; it holds no record."""
        commit = event["commit"]
        ended = {"collection": commit["collection"], "rkey": commit["rkey"]}
        return self._event(event["did"], at, "commit", {"operation": "delete", **ended})

    delete = undo

    def edit(self, post: Event, text: str, *, at: datetime | None = None) -> Event:
        """The author writes a post anew."""
        commit = post["commit"]
        record = {**commit["record"], "text": text}
        changed = {"operation": "update", "record": record, "cid": self._cid()}
        return self._event(post["did"], at, "commit", {**commit, **changed})

    def profile(self, did: str, description: str, *, at: datetime | None = None) -> Event:
        """Somebody changes their profile."""
        record = {"$type": "app.bsky.actor.profile", "description": description}
        where = {"collection": "app.bsky.actor.profile", "rkey": "self"}
        commit = {"operation": "update", **where, "record": record, "cid": self._cid()}
        return self._event(did, at, "commit", commit)

    def identity(self, did: str, handle: str, *, at: datetime | None = None) -> Event:
        """Somebody changes their handle."""
        return self._of_actor(did, "identity", {"handle": handle}, at)

    def account(self, did: str, status: str | None = None, *, at: datetime | None = None) -> Event:
        """An account is active again, or is `deleted`, `takendown`, `deactivated`, `suspended`."""
        state = {"active": True} if status is None else {"active": False, "status": status}
        return self._of_actor(did, "account", state, at)

    def sync(self, did: str, *, at: datetime | None = None) -> Event:
        """The records of an account were laid out anew; only v2 tells of it."""
        state = {"rev": tid(self._last, self._bits()), "blocks": "oWFhAQ=="}
        return self._of_actor(did, "sync", state, at)

    # --- how it is written ------------------------------------------------------------

    def _created(self, did: str, collection: str, record: Event, at: datetime | None) -> Event:
        commit = {"operation": "create", "collection": collection, "rkey": ""}
        event = self._event(did, at, "commit", {**commit, "record": {}, "cid": self._cid()})
        made = EPOCH + timedelta(microseconds=event["time_us"] - 300_000)
        named = {"$type": collection, "createdAt": _text(made), **record}
        event["commit"] |= {"rkey": tid(event["time_us"] - 300_000, self._bits()), "record": named}
        return event

    def _of_actor(self, did: str, kind: str, state: Event, at: datetime | None) -> Event:
        self._seq += 1
        event = self._event(did, at, kind, {"did": did, "seq": self._seq, **state})
        event[kind]["time"] = _text(EPOCH + timedelta(microseconds=event["time_us"] - 100_000))
        return event

    def _event(self, did: str, at: datetime | None, kind: str, body: Event) -> Event:
        self.now = (at or self.now) + STEP
        wanted = (self.now - STEP - EPOCH) // timedelta(microseconds=1)
        self._last = micros = max(wanted, self._last + 1)
        if kind == "commit":
            body = {**body, "rev": tid(micros - 200_000, self._bits())}
        return {"did": did, "time_us": micros, "kind": kind, kind: body}

    def _ref(self, of: Event | str) -> Event:
        if isinstance(of, str):
            return {"uri": of, "cid": self._cid()}
        return {"uri": address(of), "cid": of["commit"]["cid"]}

    def _cid(self) -> str:
        return "bafyrei" + "".join(self._draw.choices("abcdefghijklmnopqrstuvwxyz234567", k=52))

    def _bits(self) -> int:
        return self._draw.randrange(1024)


def _text(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
