"""JSON documents of client APIs: items apart, so that a broken one takes nothing with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar

import msgspec

from connectors.recordings import Recorded
from connectors.wire.reading import Unhandled, UnreadableError, read
from monitor.domain.activity import Activity

T = TypeVar("T")

Said = Activity | Unhandled
Found = Said | UnreadableError

_decode: Final = msgspec.json.Decoder().decode
_OK: Final = 200


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a document holds.

    Attributes:
        id: What the platform calls it; empty where it can't be told.
        at: When it was made, where it says so.
        said: What it comes to; an edited post is a post and its edit.
        error: Why it can't be read.
        raw: The thing as it came.
    """

    id: str
    at: datetime | None = None
    said: tuple[Said, ...] = ()
    error: UnreadableError | None = None
    raw: Any = None

    @property
    def source(self) -> bytes:
        """What a dead letter keeps of it."""
        try:
            return msgspec.json.encode(self.raw)
        except (TypeError, ValueError, RecursionError):
            return b""


def document(body: bytes) -> Any:
    """Return what *body* says, however long it is.

    Raises:
        UnreadableError: It is no JSON.
    """
    try:
        return _decode(body)
    except (ValueError, RecursionError):
        return read(_decode, body)


def shaped(value: object, kind: type[T], place: str = "") -> T:
    """Return *value* as a *kind*; numbers that are written as text are numbers.

    Raises:
        UnreadableError: It isn't one.
    """
    try:
        return msgspec.convert(value, kind, strict=False)
    except (ValueError, RecursionError, OverflowError) as error:
        detail = f"{place}: {error}" if place else str(error)
        raise UnreadableError("bad_type", detail) from None


def items(value: object, reader: Callable[[Any], Item]) -> Iterator[Item]:
    """Yield what *reader* makes of each of a list; what it can't read stands for itself alone."""
    for raw in value if isinstance(value, list) else ():
        try:
            yield reader(raw)
        except UnreadableError as error:
            yield Item(id="", error=error, raw=raw)


def inner(value: object, *path: str) -> Any:
    """Return what stands under *path* in nested objects; None where something is missing."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def read_once(
    answers: Iterable[Recorded], reader: Callable[[Recorded], Iterable[Item]]
) -> Iterator[Found]:
    """Yield what recorded answers hold, each thing once."""
    told: set[tuple[Any, ...]] = set()
    for answer in answers:
        if answer.status != _OK:
            yield Unhandled(f"status_{answer.status}")
            continue
        try:
            found = list(reader(answer))
        except UnreadableError as error:
            yield error
            continue
        for item in found:
            if item.error is not None:
                yield item.error
            for said in item.said:
                if isinstance(said, Unhandled):
                    yield said
                    continue
                key = (said.verb, said.actor, said.record, said.object, said.revision)
                if key not in told:
                    told.add(key)
                    yield said
