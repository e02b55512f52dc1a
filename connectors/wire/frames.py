"""Frames of Jetstream v2 (`network.bsky.jetstream.subscribeEvents`, subprotocol `xrpc.v1.json`).

They say what lines of v1 say, laid out flat in an envelope, and beside it notices and errors of
the host. An event is read into the same `jetstream.Event`, so that an act comes to the same
activity in whichever dialect it is told.

Source: the lexicon of that name in github.com/bluesky-social/jetstream (2026-08).
"""

from __future__ import annotations

from typing import Final

import msgspec

from connectors.wire import jetstream
from connectors.wire.fields import micros, time_of
from connectors.wire.jetstream import Commit, Event
from connectors.wire.reading import Unhandled, UnreadableError, read
from monitor.domain.activity import Activity
from monitor.domain.text import clean

SEQ_END: Final = 10**15
"""From here on a cursor counts microseconds since 1970; below it is a sequence number."""

_NSID: Final = "network.bsky.jetstream.subscribeEvents#"
_NONE: Final = msgspec.Raw(b"")


class Notice(msgspec.Struct, frozen=True):
    """What a host has to say about the stream (`#info`); the stream goes on.

    Attributes:
        name: `OutdatedCursor`, `FutureCursor`, or what later hosts think of.
    """

    name: str
    message: str = ""


class Failure(msgspec.Struct, frozen=True):
    """Why a host ends the stream.

    Attributes:
        name: `ConsumerTooSlow`, or any other.
    """

    name: str
    message: str = ""


class _Payload(msgspec.Struct, gc=False):
    type: str = msgspec.field(name="$type", default="")
    seq: int | None = None
    did: str | None = None
    time: str | None = None
    witnessed: str | None = msgspec.field(name="witnessedAt", default=None)
    operation: str | None = None
    collection: str | None = None
    rkey: str | None = None
    rev: str | None = None
    record: msgspec.Raw = _NONE
    identity: msgspec.Raw = _NONE
    account: msgspec.Raw = _NONE
    name: str | None = None
    message: str | None = None


class _Frame(msgspec.Struct):
    type: str = msgspec.field(name="$type", default="")
    payload: _Payload | None = None
    error: str | None = None
    message: str | None = None


class _Marks(msgspec.Struct):
    payload: msgspec.Raw = _NONE
    did: msgspec.Raw = _NONE


_decode_frame = msgspec.json.Decoder(_Frame).decode
_decode_marks = msgspec.json.Decoder(_Marks).decode


def framed(line: bytes) -> bool:
    """Whether *line* is a frame of v2 and no line of v1.

    Raises:
        UnreadableError: It is neither.
    """
    marks = read(_decode_marks, line)
    return bool(marks.payload) and not marks.did


def decode(frame: bytes) -> Event | Notice | Failure:
    """Return what *frame* says.

    Raises:
        UnreadableError: It can't be read.
    """
    found = read(_decode_frame, frame)
    payload = found.payload
    if found.type == "error":
        return Failure(one_line(found.error) or "an error without a name", one_line(found.message))
    if found.type != "message" or payload is None:
        raise UnreadableError("bad_type", "neither a message with a payload nor an error")
    kind = payload.type.removeprefix(_NSID)
    if kind == "info":
        return Notice(one_line(payload.name), one_line(payload.message))
    return _event(kind, payload)


def activity(frame: bytes) -> Activity | Unhandled:
    """Return what *frame* says, seen when it happened.

    Raises:
        UnreadableError: It can't be read.
    """
    said = decode(frame)
    return jetstream.activity(said) if isinstance(said, Event) else Unhandled(said.name)


def _event(kind: str, payload: _Payload) -> Event:
    if payload.did is None or payload.time is None or payload.seq is None:
        raise UnreadableError("bad_type", f"{clean(kind[:40])} without did, time or seq")
    if not 0 <= payload.seq < SEQ_END:
        raise UnreadableError("bad_id", "seq is no sequence number")
    shown = micros(time_of(payload.time, "time")[0])
    witnessed = payload.witnessed
    return Event(
        did=payload.did,
        time_us=shown,
        kind=kind,
        commit=_commit(payload) if kind == "commit" else None,
        identity=payload.identity,
        account=payload.account,
        seq=payload.seq,
        witnessed_us=micros(time_of(witnessed, "witnessedAt")[0]) if witnessed else shown,
    )


def _commit(payload: _Payload) -> Commit:
    if payload.operation is None or payload.collection is None or payload.rkey is None:
        raise UnreadableError("bad_type", "commit without operation, collection or rkey")
    return Commit(
        operation=payload.operation,
        collection=payload.collection,
        rkey=payload.rkey,
        rev=payload.rev,
        record=payload.record,
    )


def one_line(text: str | None) -> str:
    """Return what a host says of itself as it is fit for a log: one line, and not a long one."""
    return " ".join(clean(text or "")[:200].split())
