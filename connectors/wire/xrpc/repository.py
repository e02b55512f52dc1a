"""Records of one account, as its own server lists them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import msgspec

from connectors.wire import appview, atproto, jetstream
from connectors.wire.atproto import FOLLOW, LIKE, PLATFORM, POST, REPOST
from connectors.wire.fields import EPOCH, micros
from connectors.wire.reading import UnreadableError, cut, read
from connectors.wire.xrpc.listing import Broken, Listing, named, sheet
from monitor.domain.activity import Activity, Verb
from monitor.domain.text import clean

COLLECTIONS: Final = (POST, LIKE, REPOST, FOLLOW)
"""Kinds of records that are listed."""
VERBS: Final = {POST: Verb.CREATE, LIKE: Verb.LIKE, REPOST: Verb.ANNOUNCE, FOLLOW: Verb.FOLLOW}


@dataclass(frozen=True, slots=True)
class Record:
    """A record of somebody's repository; *activity* is None where it can't be read."""

    key: str
    activity: Activity | None


class _Record(msgspec.Struct):
    uri: str
    value: msgspec.Raw


class _Dated(msgspec.Struct):
    created_at: str | None = msgspec.field(name="createdAt", default=None)


_decode_record = msgspec.json.Decoder(_Record).decode
_decode_dated = msgspec.json.Decoder(_Dated).decode


def records(body: bytes, seen_at: datetime) -> Listing[Record]:
    """Return the records of a repository, newest key first (`listRecords`).

    Raises:
        UnreadableError: It is no such answer; so too for all that follow.
    """
    page = sheet(body, "records")
    broken: list[Broken] = []
    found = []
    for raw in page.records or ():
        try:
            found.append(_record(raw, seen_at, broken))
        except UnreadableError as error:
            broken.append(Broken(cut(bytes(raw)), error))
    return Listing(items=tuple(found), onward=page.cursor, broken=tuple(broken))


def gone(did: str, collection: str, key: str, seen_at: datetime) -> Activity:
    """Return that a record is no longer in the repository, some time before it was missed."""
    at = atproto.address(did, collection, key)
    verb = VERBS[collection]
    deleted = verb is Verb.CREATE
    return Activity(
        platform=PLATFORM,
        verb=Verb.DELETE if deleted else Verb.UNDO,
        undoes=verb,
        actor=did,
        seen_at=seen_at,
        record=at,
        object=at if deleted else None,
    )


def _record(raw: msgspec.Raw, seen_at: datetime, broken: list[Broken]) -> Record:
    """Return a record, without its activity where only that can't be read."""
    did, collection, key = _parts(named(raw).uri)
    try:
        record = read(_decode_record, raw)
        at = micros(_made(key, record.value, seen_at))
        commit = jetstream.Commit("create", collection, key, record=record.value)
        event = jetstream.Event(did=did, time_us=at, kind="commit", commit=commit)
        made = jetstream.activity(event, seen_at)
    except UnreadableError as error:
        broken.append(Broken(cut(bytes(raw)), error))
        return Record(key, None)
    return Record(key, made if isinstance(made, Activity) else None)


def _parts(uri: str) -> tuple[str, str, str]:
    did = atproto.author_of(uri)
    collection, _, key = uri[len(f"at://{did}/") :].partition("/")
    if did is None or collection not in COLLECTIONS or not atproto.KEY.fullmatch(key):
        raise UnreadableError(
            "bad_id", f"uri is no address that was asked for: {clean(uri[:80])!r}"
        )
    return did, collection, key


def _made(key: str, value: msgspec.Raw, seen_at: datetime) -> datetime:
    """When a record was made: its key is made by the author's server, `createdAt` by a client.

    What claims to come from the future, as anybody's key may, was made before it was seen.
    """
    count = atproto.tid_micros(key)
    if count is not None and count <= micros(seen_at):
        return EPOCH + timedelta(microseconds=count)
    try:
        said = appview.time_if_any(read(_decode_dated, value).created_at)
    except UnreadableError:
        said = None
    return min(said or seen_at, seen_at)
