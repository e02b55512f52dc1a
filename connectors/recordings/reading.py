"""Finds the answers in a recording, by what it looks like."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any, Final

import msgspec

from connectors.recordings import cassette
from connectors.recordings.answers import LARGEST, Recorded, of_exchange
from connectors.wire.reading import UnreadableError

_LISTS: Final = ("interactions", "http_interactions", "answers", "entries")
"""Where exchanges stand: VCR's, Betamax's and Ruby VCR's, our fixtures', HAR's."""

_BOM: Final = b"\xef\xbb\xbf"
_decode = msgspec.json.Decoder().decode


def read(stream: IO[bytes]) -> Iterator[Recorded | UnreadableError]:
    """Yield each answer that *stream* holds, or why one can't be read.

    JSON that is no recording is an answer itself; of several documents, a line each, each is.
    """
    text = stream.read(LARGEST + 1)
    if len(text) > LARGEST:
        yield UnreadableError("too_long", f"a recording has at most {LARGEST} bytes")
        return
    text = text.removeprefix(_BOM).strip()
    if not text:
        return
    if text[:1] in b"{[":
        yield from _from_json(text)
    elif b"interactions:" in text:
        yield from _from_yaml(text)
    else:
        yield Recorded(place="the whole", body=text)


def _from_json(text: bytes) -> Iterator[Recorded | UnreadableError]:
    try:
        said: Any = _decode(text)
    except (ValueError, RecursionError):
        yield from _by_line(text)
        return
    exchanges = _exchanges(said)
    if exchanges is None:
        yield Recorded(place="the whole", body=text)
    else:
        yield from _each(exchanges)


def _by_line(text: bytes) -> Iterator[Recorded | UnreadableError]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield Recorded(place=f"line {number}", body=line)


def _from_yaml(text: bytes) -> Iterator[Recorded | UnreadableError]:
    try:
        exchanges = _exchanges(cassette.parse(text))
    except UnreadableError as error:
        yield error
        return
    if exchanges is None:
        yield UnreadableError("bad_type", "the cassette holds no list of interactions")
    else:
        yield from _each(exchanges)


def _exchanges(said: object) -> list[Any] | None:
    """Return the exchanges of a recording; None where it is none."""
    held = said.get("log", said) if isinstance(said, dict) else None
    if not isinstance(held, dict):
        return None
    for name in _LISTS:
        found = held.get(name)
        if isinstance(found, list) and all(_exchange(one) for one in found[:1]):
            return found
    return None


def _exchange(one: object) -> bool:
    return isinstance(one, dict) and bool({"request", "response", "get"} & one.keys())


def _each(exchanges: list[Any]) -> Iterator[Recorded | UnreadableError]:
    for number, one in enumerate(exchanges, 1):
        place = f"answer {number}"
        try:
            yield of_exchange(one, place)
        except UnreadableError as error:
            yield UnreadableError(error.reason, f"{place}: {error.detail}")
