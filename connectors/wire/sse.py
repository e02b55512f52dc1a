"""Server-sent events: text in which a server says one thing after another.

Source: html.spec.whatwg.org, "Server-sent events".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

LONGEST: Final = 1 << 20
"""Most bytes of one event that are kept; of a longer one nothing is."""

LONGEST_ID: Final = 2_000


@dataclass(frozen=True, slots=True)
class Event:
    """One event.

    Attributes:
        name: What kind it is; `message` where it isn't named.
        id: Where a stream is gone on from after it, as `Last-Event-ID`; empty where none is told.
    """

    name: str
    data: bytes
    id: str = ""


@dataclass(slots=True)
class Events:
    """Gathers lines into events.

    Attributes:
        overlong: Events that were too long, and left out.
    """

    overlong: int = 0
    _name: str = ""
    _id: str = ""
    _data: list[bytes] = field(default_factory=list)
    _size: int = 0

    def feed(self, line: bytes) -> Event | None:
        """Take one line, without its end; return the event that it completes, if it does."""
        if not line:
            return self._complete()
        name, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if name == b"event":
            self._name = value[:100].decode("utf-8", "replace")
        elif name == b"id":
            told = value.decode("utf-8", "replace")
            self._id = told if len(told) <= LONGEST_ID and told.isprintable() else self._id
        elif name == b"data":
            self._size += len(value) + 1
            if self._size <= LONGEST:
                self._data.append(value)
            else:
                self._data.clear()
        return None

    def _complete(self) -> Event | None:
        name, data, size = self._name or "message", b"\n".join(self._data), self._size
        self._name, self._data, self._size = "", [], 0
        if size > LONGEST:
            self.overlong += 1
            return None
        return Event(name, data, self._id) if size else None


def events(text: bytes) -> Iterator[Event]:
    """Yield the events in *text*; the last one only if it is complete."""
    gathered = Events()
    for line in text.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"):
        event = gathered.feed(line)
        if event is not None:
            yield event
