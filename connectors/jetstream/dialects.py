"""The two dialects of Jetstream: how to ask, and how to read what comes.

v1 (`/subscribe`) is asked by time and changes what is wanted while it runs. v2
(`network.bsky.jetstream.subscribeEvents`) numbers its events, says what it no longer has, and
hangs up on whoever sends it anything: what is wanted stands in the address, for good.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final, Protocol

import msgspec

from connectors.jetstream.place import Place
from connectors.wire import frames, jetstream
from connectors.wire.frames import SEQ_END, Failure, Notice
from connectors.wire.jetstream import Event
from connectors.wire.reading import MAX_LINE

DIDS_IN_ADDRESS: Final = 50
"""With more accounts than this v1 is told them by message: addresses have their limits."""

METHOD: Final = "network.bsky.jetstream.subscribeEvents"

_KINDS: Final = ("commit", "identity", "account", "sync")

Query = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Subscription:
    """What is wanted of a host.

    Attributes:
        dids: Whose acts; none at all = everybody's, None = nobody's, so there is nothing to ask.
    """

    collections: tuple[str, ...]
    dids: tuple[str, ...] | None

    def of(self, dids: tuple[str, ...] | None) -> Subscription:
        """Return the same for these accounts."""
        return self if dids == self.dids else replace(self, dids=dids)


class Dialect(Protocol):
    """How one dialect is spoken.

    Attributes:
        hosts: Bluesky's own.
        subprotocols: Offered when connecting.
        tells: Whether hosts say where they can't go on.
    """

    hosts: Sequence[str]
    subprotocols: Sequence[str]
    tells: bool

    def query(self, asked: Subscription, cursor: int | None) -> Query:
        """Return the query of the address."""

    def cursor(self, place: Place, host: str, rewind: timedelta) -> int:
        """Return what to go on from at *host*."""

    def message(self, asked: Subscription) -> str | None:
        """Return the message that changes what is wanted, if there is such a thing."""

    def greets(self, asked: Subscription) -> bool:
        """Whether the host waits for that message before it begins."""

    def read(self, line: bytes) -> Event | Notice | Failure:
        """Return what *line* says.

        Raises:
            UnreadableError: It can't be read.
        """


class V1:
    """`/subscribe`."""

    hosts: Sequence[str] = tuple(
        f"wss://jetstream{n}.us-{coast}.bsky.network/subscribe"
        for coast in ("east", "west")
        for n in (1, 2)
    )
    subprotocols: Sequence[str] = ()
    tells = False

    def query(self, asked: Subscription, cursor: int | None) -> Query:
        query = [("wantedCollections", c) for c in asked.collections]
        query.append(("maxMessageSizeBytes", str(MAX_LINE)))
        if cursor is not None:
            query.append(("cursor", str(cursor)))
        if self.greets(asked):
            return [*query, ("requireHello", "true")]
        return [*query, *(("wantedDids", did) for did in asked.dids or ())]

    def cursor(self, place: Place, host: str, rewind: timedelta) -> int:
        del host
        return max(place.time - rewind // timedelta(microseconds=1), 1)

    def message(self, asked: Subscription) -> str:
        payload = {
            "wantedCollections": asked.collections,
            "wantedDids": asked.dids,
            "maxMessageSizeBytes": MAX_LINE,
        }
        return msgspec.json.encode({"type": "options_update", "payload": payload}).decode()

    def greets(self, asked: Subscription) -> bool:
        return len(asked.dids or ()) > DIDS_IN_ADDRESS

    def read(self, line: bytes) -> Event:
        return jetstream.decode(line)


class V2:
    """`network.bsky.jetstream.subscribeEvents`."""

    hosts: Sequence[str] = tuple(
        f"wss://jetstream.us-{coast}.bsky.network/xrpc/{METHOD}" for coast in ("east", "west")
    )
    subprotocols: Sequence[str] = ("xrpc.v1.json",)
    tells = True

    def query(self, asked: Subscription, cursor: int | None) -> Query:
        query = [("kinds", kind) for kind in _KINDS]
        query += [("collections", c) for c in asked.collections]
        query.append(("maxMessageSizeBytes", str(MAX_LINE)))
        if cursor is not None:
            query.append(("cursor", str(cursor)))
        return [*query, *(("dids", did) for did in asked.dids or ())]

    def cursor(self, place: Place, host: str, rewind: timedelta) -> int:
        """By number where it is that host's own; it sends the event of that number again."""
        if place.seq is not None and place.host == host:
            return place.seq
        return max(place.time - rewind // timedelta(microseconds=1), SEQ_END)

    def message(self, asked: Subscription) -> None:
        del asked

    def greets(self, asked: Subscription) -> bool:
        del asked
        return False

    def read(self, line: bytes) -> Event | Notice | Failure:
        return frames.decode(line)


DIALECTS: Final[Mapping[str, Dialect]] = {"v1": V1(), "v2": V2()}
