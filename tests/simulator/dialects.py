"""What a Jetstream host is asked for, and how it tells it, in both dialects.

v1 as bluesky-social/jetstream serves `/subscribe`; v2 as its lexicon
`network.bsky.jetstream.subscribeEvents` and its tests of the protocol say (2026-08). An
independent client (`atproto` 0.0.73, `AsyncJetstreamClient`) was run against it once: its models
took the 152 lines of a real capture, and a `#sync`; it filtered by kinds, collections and 10,000
DIDs, went on from a number and from a time, got `OutdatedCursor` and `FutureCursor` as first
messages, raised `JetstreamCursorTooOldError`, and read `ConsumerTooSlow` as what it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.simulator.events import Event

NSID = "network.bsky.jetstream.subscribeEvents"
SEQ_END = 10**15
KINDS = ("commit", "identity", "account", "sync")
LEGACY = ("wantedDids", "wantedCollections", "requireHello")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Query = Mapping[str, Sequence[str]]


class RefusalError(Exception):
    """The host refuses before it becomes a websocket, with status 400."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(f"{name}: {message}")
        self.body = {"error": name, "message": message}


@dataclass(slots=True)
class Filter:
    """What one subscriber wants.

    Attributes:
        kinds: Empty = all.
        collections: Empty = all; they bind records only.
        largest: In bytes; 0 = any.
    """

    dids: set[str] = field(default_factory=set)
    collections: Sequence[str] = ()
    kinds: Sequence[str] = ()
    largest: int = 0

    def wants(self, event: Event) -> bool:
        """Whether *event* passes."""
        if self.kinds and event["kind"] not in self.kinds:
            return False
        if self.dids and event["did"] not in self.dids:
            return False
        collection = event.get("commit", {}).get("collection")
        return (
            collection is None
            or not self.collections
            or any(
                collection.startswith(wanted[:-1])
                if wanted.endswith(".*")
                else collection == wanted
                for wanted in self.collections
            )
        )


def asked_by_v1(query: Query) -> Filter:
    """Return what a query of v1 asks for.

    Raises:
        RefusalError: More accounts than it takes.
    """
    if len(query.get("wantedDids", ())) > 10_000:
        raise RefusalError("InvalidRequest", "too many wantedDids")
    return Filter(
        dids=set(query.get("wantedDids", ())),
        collections=query.get("wantedCollections", ()),
        largest=int(query.get("maxMessageSizeBytes", ["0"])[0]),
    )


def asked_by_v2(query: Query) -> Filter:
    """Return what a query of v2 asks for.

    Raises:
        RefusalError: It asks for what there is not.
    """
    for name in LEGACY:
        if name in query:
            raise RefusalError("InvalidRequest", f"{name} is of the legacy /subscribe")
    kinds, dids = query.get("kinds", ()), query.get("dids", ())
    collections = query.get("collections", ())
    if strange := [kind for kind in kinds if kind not in KINDS]:
        raise RefusalError("InvalidRequest", f"unknown kind {strange[0]!r}")
    if len(kinds) > 4 or len(dids) > 10_000 or len(collections) > 100:
        raise RefusalError("InvalidRequest", "too many values")
    if collections and kinds and "commit" not in kinds:
        raise RefusalError("InvalidRequest", "collections filter can never apply")
    if "zstdDictionary" in query:
        raise RefusalError("UnknownZstdDictionary", "there is none here")
    largest = int(query.get("maxMessageSizeBytes", ["0"])[0])
    return Filter(set(dids), collections, kinds, largest)


def cursor_of(query: Query) -> int | None:
    """Return the cursor of a query, if any.

    Raises:
        RefusalError: It is no number.
    """
    if "cursor" not in query:
        return None
    text = query["cursor"][0]
    if not (text.isascii() and text.isdigit()):
        raise RefusalError("InvalidRequest", f"invalid cursor: {text!r}")
    return int(text)


def frame(event: Event, seq: int) -> bytes:
    """Return *event* as v2 tells it, under the number that this host gave it."""
    kind, shown = event["kind"], stamp(event["time_us"])
    payload: dict[str, Any] = {
        "$type": f"{NSID}#{kind}",
        "seq": seq,
        "did": event["did"],
        "time": shown,
        "witnessedAt": shown,
    }
    payload |= event["commit"] if kind == "commit" else {kind: event[kind]}
    return packed({"$type": "message", "payload": payload})


def notice(name: str, message: str) -> bytes:
    """Return what a host has to say about the stream."""
    payload = {"$type": f"{NSID}#info", "name": name, "message": message}
    return packed({"$type": "message", "payload": payload})


def failure(name: str, message: str) -> bytes:
    """Return why a host ends the stream."""
    return packed({"$type": "error", "error": name, "message": message})


def packed(value: object) -> bytes:
    """Return JSON as it goes over the wire."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def stamp(micros: int) -> str:
    """Return a time as v2 writes it, to the microsecond."""
    at = EPOCH + timedelta(microseconds=micros)
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")
