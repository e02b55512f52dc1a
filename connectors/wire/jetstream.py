"""Lines of Jetstream v1 (`/subscribe`): Bluesky's public acts as JSON.

Two times stand on a line. `createdAt` is what the author's client claims; `time_us` is when the
relay's reader saw it, seconds later at most. We take `time_us`: client clocks lie, by years and
on purpose. `commit.rev` is the clock of the author's server; it orders what is done to one
record, the same whichever Jetstream host tells it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, TypeVar

import msgspec

from connectors.wire import atproto, fields
from connectors.wire.atproto import FOLLOW, LIKE, PLATFORM, POST, PROFILE, REPOST, Ref
from connectors.wire.reading import Unhandled, UnreadableError, read
from monitor.domain.activity import Activity, Verb
from monitor.domain.text import clean
from monitor.ports import Interest

T = TypeVar("T")

HANDLED: Final = (POST, LIKE, REPOST, FOLLOW, PROFILE)
"""Collections that say something to us."""

_ENDED: Final = frozenset({"deleted", "takendown"})
"""Account states after which nothing by it may be kept or shown."""

_VERBS: Final = {POST: Verb.CREATE, LIKE: Verb.LIKE, REPOST: Verb.ANNOUNCE, FOLLOW: Verb.FOLLOW}


class Commit(msgspec.Struct, gc=False):
    """A change of one record."""

    operation: str
    collection: str
    rkey: str
    rev: str | None = None
    record: msgspec.Raw = msgspec.Raw(b"")


class Event(msgspec.Struct, gc=False):
    """One line; *commit*, *identity* or *account* is there by its kind.

    Attributes:
        seq: Its number at the host that told it; v2 only.
        witnessed_us: When that host saw it, which its time cursors go by; v2 only.
    """

    did: str
    time_us: int
    kind: str
    commit: Commit | None = None
    identity: msgspec.Raw = msgspec.Raw(b"")
    account: msgspec.Raw = msgspec.Raw(b"")
    seq: int | None = None
    witnessed_us: int | None = None


class _About(msgspec.Struct):
    seq: int = 0
    time: str | None = None
    handle: str | None = None
    active: bool = True
    status: str | None = None


class _OnRecord(msgspec.Struct, gc=False):
    subject: Ref


class _OnActor(msgspec.Struct, gc=False):
    subject: str


_decode_event = msgspec.json.Decoder(Event).decode
_decode_post = msgspec.json.Decoder(atproto.Post).decode
_decode_on_record = msgspec.json.Decoder(_OnRecord).decode
_decode_on_actor = msgspec.json.Decoder(_OnActor).decode
_decode_about = msgspec.json.Decoder(_About).decode


def decode(line: bytes) -> Event:
    """Return the event on *line*.

    Raises:
        UnreadableError: There is none.
    """
    return read(_decode_event, line)


def unhandled(event: Event) -> str | None:
    """Return the kind of an event that says nothing to us, None where it does.

    Raises:
        UnreadableError: It is a commit without one.
    """
    commit = event.commit
    if commit is None:
        if event.kind == "commit":
            raise UnreadableError("bad_type", "commit is missing")
        return None if event.kind in {"identity", "account"} else event.kind
    if commit.collection not in _READERS:
        return commit.collection
    return None if commit.operation in {"create", "delete"} else _unusual(commit)


def _unusual(commit: Commit) -> str | None:
    if commit.operation == "update" and commit.collection in {POST, PROFILE}:
        return None
    return f"{commit.collection}#{commit.operation}"


def matches(event: Event, interest: Interest) -> bool:
    """Whether anybody is interested in *event*, asked before anything is built of it.

    Raises:
        UnreadableError: Its record can't be read.
    """
    if interest.everything or interest.actor(PLATFORM, event.did):
        return True
    commit = event.commit
    if commit is None:
        return event.kind == "account" and _about(event).status in _ENDED
    collection = commit.collection
    if commit.operation == "delete":
        return interest.object(PLATFORM, _address(event.did, commit))
    if collection in {LIKE, REPOST}:
        liked = _in(_decode_on_record, commit)
        return interest.object(PLATFORM, liked.subject.uri)
    return collection == POST and _post_matches(event, commit, interest)


def _post_matches(event: Event, commit: Commit, interest: Interest) -> bool:
    post = _in(_decode_post, commit)
    if post.text and interest.text(post.text):
        return True
    if post.reply and interest.object(PLATFORM, post.reply.parent.uri):
        return True
    quoted = post.quoted
    if quoted and interest.object(PLATFORM, quoted):
        return True
    return commit.operation == "update" and interest.object(PLATFORM, _address(event.did, commit))


def activity(event: Event, seen_at: datetime | None = None) -> Activity | Unhandled:
    """Return what *event* says; seen at the time of the event where no *seen_at* is given.

    Raises:
        UnreadableError: A field of it can't be what it says.
    """
    kind = unhandled(event)
    if kind is not None:
        return Unhandled(clean(kind))
    happened = fields.from_micros(event.time_us, "time_us")
    common = {
        "platform": PLATFORM,
        "actor": atproto.proven_did(event.did, "did"),
        "happened_at": happened,
        "seen_at": seen_at or happened,
    }
    if event.commit is None:
        return _of_actor(event, common)
    revision = atproto.tid_micros(event.commit.rev)
    common["revision"] = event.time_us if revision is None else revision
    return _READERS[event.commit.collection](event, event.commit, common)


def _in(decode: Callable[[Any], T], commit: Commit) -> T:
    if not commit.record:
        raise UnreadableError("bad_type", "commit.record is missing")
    return read(decode, commit.record, "commit.record")


def _about(event: Event) -> _About:
    raw = event.identity if event.kind == "identity" else event.account
    if not raw:
        raise UnreadableError("bad_type", f"{event.kind} is missing")
    return read(_decode_about, raw, event.kind)


def _address(did: str, commit: Commit) -> str:
    return f"at://{did}/{commit.collection}/{commit.rkey}"


def _record(event: Event, commit: Commit) -> str:
    if not atproto.KEY.fullmatch(commit.rkey):
        raise UnreadableError("bad_id", f"commit.rkey is no key: {clean(commit.rkey[:80])!r}")
    return _address(event.did, commit)


def _of_actor(event: Event, common: dict[str, Any]) -> Activity:
    """An account's change of itself, in the relay's time: each host has a `time_us` of its own."""
    about = _about(event)
    changed = fields.time_of(about.time, f"{event.kind}.time")[0] if about.time else None
    ended = event.kind == "account" and about.status in _ENDED
    return Activity(
        verb=Verb.DELETE if ended else Verb.UPDATE,
        about_actor=event.kind,
        record=f"{event.did}#{event.kind}/{about.seq}",
        revision=fields.micros(changed) if changed else event.time_us,
        actor_handle=fields.ident(about.handle, "identity.handle"),
        **common,
    )


def _of_profile(event: Event, _: Commit, common: dict[str, Any]) -> Activity:
    return Activity(
        verb=Verb.UPDATE, about_actor="profile", record=f"{event.did}#profile", **common
    )


def _of_post(event: Event, commit: Commit, common: dict[str, Any]) -> Activity:
    record = _record(event, commit)
    if commit.operation == "delete":
        return Activity(
            verb=Verb.DELETE, record=record, object=record, undoes=Verb.CREATE, **common
        )
    post = _in(_decode_post, commit)
    edited = commit.operation == "update"
    return Activity(
        verb=Verb.UPDATE if edited else Verb.CREATE,
        record=record,
        object=record if edited else None,
        url=atproto.page_of(record),
        **post.fields(),
        **common,
    )


def _of_act(event: Event, commit: Commit, common: dict[str, Any]) -> Activity:
    """A like, repost or follow, or its end: which names the record alone, not what it was upon."""
    record = _record(event, commit)
    verb = _VERBS[commit.collection]
    if commit.operation == "delete":
        return Activity(verb=Verb.UNDO, record=record, undoes=verb, **common)
    if commit.collection == FOLLOW:
        followed = _in(_decode_on_actor, commit).subject
        whom = atproto.proven_did(followed, "record.subject")
        return Activity(verb=verb, record=record, object=whom, object_author=whom, **common)
    liked = _in(_decode_on_record, commit).subject.uri
    subject = fields.ident(liked, "record.subject.uri")
    author = atproto.author_of(subject) if subject else None
    return Activity(verb=verb, record=record, object=subject, object_author=author, **common)


_READERS: Final[dict[str, Callable[[Event, Commit, dict[str, Any]], Activity]]] = {
    POST: _of_post,
    LIKE: _of_act,
    REPOST: _of_act,
    FOLLOW: _of_act,
    PROFILE: _of_profile,
}
