"""ActivityStreams 2.0 as Mastodon and its like write it: JSON of many shapes, one act each.

Objects stand as addresses or whole, alone or in lists. Posts that aren't addressed to the
public are none of our business.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec

from connectors.wire.fields import ident, language, link, micros, time_of
from connectors.wire.markup import plain
from connectors.wire.reading import Unhandled, UnreadableError, read
from monitor.domain.activity import Activity, Verb
from monitor.domain.text import clean

PLATFORM: Final = "fediverse"

_PUBLIC: Final = frozenset({"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"})
_ACTORS: Final = frozenset({"Person", "Organization", "Service", "Application", "Group"})
_UNDONE: Final = {
    "Like": Verb.LIKE,
    "EmojiReact": Verb.LIKE,
    "Announce": Verb.ANNOUNCE,
    "Follow": Verb.FOLLOW,
}
_QUOTES: Final = ("quote", "quoteUrl", "quoteUri", "_misskey_quote")

_decode_json = msgspec.json.Decoder().decode

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Act:
    """An activity's JSON beside what every kind of it has."""

    json: Json
    common: dict[str, Any]

    @property
    def object(self) -> Any:
        return _one(self.json.get("object"))

    @property
    def record(self) -> str | None:
        return _address(self.json, "id")

    def activity(self, verb: Verb, **more: Any) -> Activity:
        return Activity(**{**self.common, "verb": verb, **more})


def decode(line: bytes, now: datetime | None = None) -> Activity | Unhandled:
    """Return what *line* says; it counts as seen when it happened.

    Args:
        now: When it was seen, for lines that name no time at all.

    Raises:
        UnreadableError: It can't be read, or names no time and there is no *now*.
    """
    json = read(_decode_json, line)
    if not isinstance(json, dict):
        raise UnreadableError("bad_type", f"an activity is an object, not {type(json).__name__}")
    kind = _kind(json)
    if kind is None:
        raise UnreadableError("bad_type", "type names no kind of activity")
    reader = _READERS.get(kind)
    return reader(_Act(json, _common(json, now))) if reader else Unhandled(clean(kind[:80]))


def _common(json: Json, now: datetime | None) -> dict[str, Any]:
    actor = _one(json.get("actor", json.get("attributedTo")))
    who = _address(actor, "actor")
    if who is None:
        raise UnreadableError("no_actor", "actor says nobody who did it")
    happened, dated = _time(json, "published")
    seen = happened or _time(_one(json.get("object")), "updated", "published")[0] or now
    if seen is None:
        raise UnreadableError("bad_time", "published names no time")
    handle = actor.get("preferredUsername") if isinstance(actor, dict) else None
    return {
        "platform": PLATFORM,
        "actor": who,
        "actor_handle": ident(_text(handle, "actor.preferredUsername"), "actor"),
        "seen_at": seen,
        "happened_at": happened,
        "dated": dated,
    }


def _created(act: _Act) -> Activity | Unhandled:
    note = act.object
    if not isinstance(note, dict):
        return Unhandled("Create#address")
    if not _public(act.json, note):
        return Unhandled("not_public")
    happened, dated = _time(note, "published")
    own = {"happened_at": happened, "dated": dated} if happened else {}
    return act.activity(Verb.CREATE, record=_address(note, "object.id"), **_words(note), **own)


def _updated(act: _Act) -> Activity | Unhandled:
    note = act.object
    if not isinstance(note, dict):
        return Unhandled("Update#address")
    at, dated = _time(note, "updated")
    own = {"happened_at": at, "dated": dated, "revision": micros(at)} if at else {}
    if _kind(note) in _ACTORS:
        who = act.common["actor"]
        return act.activity(Verb.UPDATE, about_actor="profile", record=f"{who}#profile", **own)
    if not _public(act.json, note):
        return Unhandled("not_public")
    record = _address(note, "object.id")
    return act.activity(Verb.UPDATE, record=record, object=record, **_words(note), **own)


def _acted(verb: Verb) -> Callable[[_Act], Activity | Unhandled]:
    def reader(act: _Act) -> Activity | Unhandled:
        if not _public(act.json):
            return Unhandled("not_public")
        subject = act.object
        author = _one(subject.get("attributedTo")) if isinstance(subject, dict) else None
        target = _address(subject, "object")
        return act.activity(
            verb,
            record=act.record,
            object=target,
            object_author=target if verb is Verb.FOLLOW else _address(author, "attributedTo"),
        )

    return reader


def _deleted(act: _Act) -> Activity | Unhandled:
    record = _address(act.object, "object")
    if record is None:
        raise UnreadableError("bad_type", "object says nothing that was deleted")
    if record == act.common["actor"]:
        own = f"{record}#account/0"
        return act.activity(Verb.DELETE, about_actor="account", record=own)
    return act.activity(Verb.DELETE, record=record, object=record, undoes=Verb.CREATE)


def _undone(act: _Act) -> Activity | Unhandled:
    ended = act.object
    record = _address(ended, "object")
    if not isinstance(ended, dict):
        return act.activity(Verb.UNDO, record=record)
    undoes = _UNDONE.get(_kind(ended) or "")
    if undoes is None:
        return Unhandled("Undo#other")
    subject = _address(_one(ended.get("object")), "object.object")
    return act.activity(Verb.UNDO, record=record, undoes=undoes, object=subject)


_READERS: Final[dict[str, Callable[[_Act], Activity | Unhandled]]] = {
    "Create": _created,
    "Update": _updated,
    "Announce": _acted(Verb.ANNOUNCE),
    "Like": _acted(Verb.LIKE),
    "EmojiReact": _acted(Verb.LIKE),
    "Follow": _acted(Verb.FOLLOW),
    "Delete": _deleted,
    "Undo": _undone,
}


def _words(note: Json) -> dict[str, Any]:
    tag, content = _content(note)
    parts = (_text(note.get("name"), "object.name"), content and plain(content))
    quotes = next((note[name] for name in _QUOTES if note.get(name)), None)
    root = note.get("context", note.get("conversation"))
    return {
        "text": clean("\n".join(part for part in parts if part)),
        "lang": language(tag),
        "in_reply_to": _address(_one(note.get("inReplyTo")), "object.inReplyTo"),
        "thread": _address(_one(root), "object.context"),
        "quotes": _address(_one(quotes), "object.quote"),
        "url": link(_address(_one(note.get("url")), "object.url")),
    }


def _content(note: Json) -> tuple[str | None, str | None]:
    """Return language and HTML of a note."""
    content = _text(note.get("content"), "object.content")
    tag = _text(note.get("language"), "object.language")
    contents = note.get("contentMap")
    if isinstance(contents, dict) and len(contents) == 1:
        ((tag, only),) = contents.items()
        content = content or _text(only, "object.contentMap")
    return tag, content


def _public(*jsons: Json) -> bool:
    """Whether it is for the public; a like or follow often names nobody, and is."""
    named = [
        one
        for json in jsons
        for key in ("to", "cc")
        for one in _many(json.get(key))
        if isinstance(one, str)
    ]
    return not named or any(one in _PUBLIC for one in named)


def _kind(json: Json) -> str | None:
    kind = _one(json.get("type"))
    return kind if isinstance(kind, str) else None


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _one(value: Any) -> Any:
    """The first of a list, or the thing itself."""
    return (value[0] if value else None) if isinstance(value, list) else value


def _address(value: Any, place: str) -> str | None:
    """Return the address that *value* is or holds."""
    if isinstance(value, dict):
        value = value.get("id", value.get("href"))
    return ident(_text(value, place), place)


def _text(value: Any, place: str) -> str | None:
    if value is not None and not isinstance(value, str):
        raise UnreadableError("bad_type", f"{place} is text, not {type(value).__name__}")
    return value


def _time(value: Any, *names: str) -> tuple[datetime | None, bool]:
    """Return the first time named, and whether it was only a date."""
    for name in names if isinstance(value, dict) else ():
        text = _text(value.get(name), name)
        if text is not None:
            return time_of(text, name)
    return None, False
