"""Our own JSON lines: an activity a line, under the names of its fields.

What other people's exports call those fields is understood too (`id`, `author`, `created_at`,
`published`), and a file may mix our lines with those of Jetstream, in both of its dialects, and of
ActivityStreams.
"""

from __future__ import annotations

import re
from dataclasses import fields as fields_of
from datetime import UTC, datetime
from enum import Enum
from typing import Any, Final

import msgspec

from connectors.wire import activitystreams, frames, jetstream
from connectors.wire.fields import ident, language, link, time_of
from connectors.wire.reading import Unhandled, UnreadableError, read
from monitor.domain.activity import Activity, Provenance, Verb
from monitor.domain.text import clean

PLATFORM: Final = "import"
_PLATFORM: Final = re.compile(r"[a-z][a-z0-9_-]{0,31}", re.ASCII)
_ABOUT: Final = frozenset({"identity", "account", "profile"})
_MAX_REVISION: Final = 1 << 62

Id = str | int
Time = str | int | float


class Line(msgspec.Struct):
    """A line as it may stand in a file."""

    platform: str = PLATFORM
    verb: Verb = Verb.CREATE
    actor: Id | None = None
    author: Id | None = None
    actor_handle: str | None = None
    record: Id | None = None
    id: Id | None = None
    revision: int | None = None
    undoes: Verb | None = None
    object: Id | None = None
    object_author: Id | None = None
    in_reply_to: Id | None = None
    thread: Id | None = None
    quotes: Id | None = None
    about_actor: str | None = None
    text: str | None = None
    lang: str | None = None
    url: str | None = None
    happened_at: Time | None = None
    created_at: Time | None = None
    published: Time | None = None
    dated: bool = False
    seen_at: Time | None = None
    provenance: Provenance = Provenance.OBSERVED
    observer: str | None = None
    about: str | None = None
    note: str | None = None


class _Marks(msgspec.Struct):
    """What tells the formats apart."""

    payload: msgspec.Raw = msgspec.Raw(b"")
    did: msgspec.Raw = msgspec.Raw(b"")
    time_us: msgspec.Raw = msgspec.Raw(b"")
    verb: msgspec.Raw = msgspec.Raw(b"")
    text: msgspec.Raw = msgspec.Raw(b"")
    type: msgspec.Raw = msgspec.Raw(b"")
    context: msgspec.Raw = msgspec.field(name="@context", default=msgspec.Raw(b""))


_decode_marks = msgspec.json.Decoder(_Marks).decode
_decode_line = msgspec.json.Decoder(Line).decode


def decode(line: bytes, now: datetime | None = None) -> Activity | Unhandled:
    """Return what *line* says, in whichever of the formats it stands.

    An activity without `seen_at` counts as seen when it happened.

    Args:
        now: When it was seen, for lines that name no time at all.

    Raises:
        UnreadableError: It can't be read, or names no time and there is no *now*.
    """
    marks = read(_decode_marks, line)
    if marks.did and marks.time_us:
        return jetstream.activity(jetstream.decode(line))
    if marks.payload and not (marks.did or marks.verb or marks.text or marks.context):
        return frames.activity(line)
    if marks.context or (marks.type and not (marks.verb or marks.text)):
        return activitystreams.decode(line, now)
    return activity(read(_decode_line, line), now)


def activity(line: Line, now: datetime | None) -> Activity:
    """Return the activity that *line* names.

    Raises:
        UnreadableError: A field of it can't be what it says.
    """
    actor = ident(_first(line.actor, line.author), "actor")
    if actor is None:
        raise UnreadableError("no_actor", "neither actor nor author says who did it")
    happened, dated = _time(line)
    return Activity(
        platform=_platform(line.platform),
        verb=line.verb,
        actor=actor,
        seen_at=_seen(line, happened, now),
        actor_handle=ident(line.actor_handle, "actor_handle"),
        record=ident(_first(line.record, line.id), "record"),
        revision=_revision(line.revision),
        undoes=line.undoes,
        object=ident(line.object, "object"),
        object_author=ident(line.object_author, "object_author"),
        in_reply_to=ident(line.in_reply_to, "in_reply_to"),
        thread=ident(line.thread, "thread"),
        quotes=ident(line.quotes, "quotes"),
        about_actor=_about(line.about_actor),
        text=clean(line.text or ""),
        lang=language(line.lang),
        url=link(line.url),
        happened_at=happened,
        dated=dated or line.dated,
        provenance=line.provenance,
        observer=ident(line.observer, "observer"),
        about=ident(line.about, "about"),
        note=clean(line.note or ""),
    )


def encode(activity: Activity) -> dict[str, Any]:
    """Return *activity* as a line of JSON holds it; `decode` reads it back as it was."""
    held = {
        field.name: _plain(getattr(activity, field.name))
        for field in fields_of(activity)
        if getattr(activity, field.name) != field.default
    }
    return {"platform": held.pop("platform"), "verb": held.pop("verb"), **held}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value.value if isinstance(value, Enum) else value


def _first(*values: Id | None) -> Id | None:
    return next((value for value in values if value is not None), None)


def _platform(name: str) -> str:
    slug = name.strip().lower()
    if not _PLATFORM.fullmatch(slug):
        raise UnreadableError("bad_id", f"platform is no short name: {clean(name[:40])!r}")
    return slug


def _revision(revision: int | None) -> int | None:
    if revision is not None and not 0 <= revision < _MAX_REVISION:
        raise UnreadableError("bad_time", "revision is no count of microseconds")
    return revision


def _about(what: str | None) -> str | None:
    if what is not None and what not in _ABOUT:
        raise UnreadableError("bad_type", "about_actor is none of identity, account, profile")
    return what


def _time(line: Line) -> tuple[datetime | None, bool]:
    for name in ("happened_at", "created_at", "published"):
        value = getattr(line, name)
        if value is not None:
            return time_of(value, name)
    return None, False


def _seen(line: Line, happened: datetime | None, now: datetime | None) -> datetime:
    if line.seen_at is not None:
        return time_of(line.seen_at, "seen_at")[0]
    seen = happened or now
    if seen is None:
        raise UnreadableError("bad_time", "neither happened_at nor seen_at names a time")
    return seen
