"""What recorded answers of Mastodon servers hold: statuses, who favourited and boosted them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec

from connectors.recordings import Recorded, path_of
from connectors.wire import mastodon, sse
from connectors.wire.mastodon import Reading, Status
from connectors.wire.reading import Unhandled, UnreadableError, read
from monitor.domain.activity import Activity

Found = Activity | Unhandled | UnreadableError

GONE: Final = frozenset({404, 410})
_UPON: Final = re.compile(r"/statuses/([\w-]+)/(favourited_by|reblogged_by)$", re.ASCII)
_ONE: Final = re.compile(r"/statuses/([\w-]+)$", re.ASCII)
_SHALLOW: Final = frozenset({"mention", "status", "update", "quote", "quoted_update"})

_decode_list = msgspec.json.Decoder(list[msgspec.Raw]).decode
_decode_fields = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_decode_text = msgspec.json.Decoder(str).decode


@dataclass(slots=True)
class Answers:
    """Reads answers one after the other; what one says of a status explains those that follow.

    Attributes:
        statuses: By the server's ids: address and author.
    """

    seen_at: datetime
    statuses: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    _known: dict[str, dict[str, str]] = field(default_factory=dict)
    _told: set[tuple[Any, ...]] = field(default_factory=set)

    def read(self, answers: Iterable[Recorded]) -> Iterator[Found]:
        """Yield what *answers* hold, each thing once."""
        for answer in answers:
            for found in self._one(answer):
                if not isinstance(found, Activity):
                    yield found
                    continue
                key = (found.verb, found.actor, found.record, found.object, found.revision)
                if key not in self._told:
                    self._told.add(key)
                    yield found

    def _one(self, answer: Recorded) -> Iterator[Found]:
        path, host = path_of(answer), _host(answer.url)
        if answer.status in GONE or (answer.method == "DELETE" and answer.status == 200):
            yield from self._gone(host, path)
        elif answer.status != 200:
            yield Unhandled(f"status_{answer.status}")
        elif _streamed(answer):
            yield from self._stream(answer.body, host)
        else:
            yield from self._json(answer.body, host, path)

    def _gone(self, host: str, path: str) -> Iterator[Found]:
        found = _ONE.search(path)
        held = self.statuses.get((host, found[1])) if found else None
        if held is None:
            yield Unhandled("gone")
        else:
            yield Reading(self.seen_at).deleted(*held)

    def _json(self, body: bytes, host: str, path: str) -> Iterator[Found]:
        text = body.strip()
        try:
            if text[:1] == b"[":
                upon = _UPON.search(path)
                items = _all(text) if upon else sorted(_all(text), key=mastodon.place)
                for item in items:
                    yield from self._guarded(self._item, item, host, upon)
            elif text[:1] == b"{":
                yield from self._guarded(self._object, msgspec.Raw(text), host, None)
            else:
                yield Unhandled("no_json")
        except UnreadableError as error:
            yield error

    def _guarded(self, reader: Any, *given: Any) -> Iterator[Found]:
        """Yield what *reader* does; what it can't read stands for itself alone."""
        try:
            yield from list(reader(*given))
        except UnreadableError as error:
            yield error

    def _item(self, item: msgspec.Raw, host: str, upon: re.Match[str] | None) -> Iterator[Found]:
        if upon is None:
            yield from self._object(item, host, None)
            return
        at, author = self.statuses.get((host, upon[1]), (f"https://{host}{upon[0]}", None))
        if author is None:
            at = at.rpartition("/")[0]
        who = mastodon.account(item)
        told = Reading(self.seen_at)
        liked = upon[2] == "favourited_by"
        yield told.favourite(who, at, author) if liked else told.boost(who, at, author)

    def _object(self, item: msgspec.Raw, host: str, _: object) -> Iterator[Found]:
        fields = read(_decode_fields, item)
        if "account" in fields and "visibility" in fields:
            yield from self._status(item, host)
        elif "account" in fields and "type" in fields:
            yield from self._notification(fields, host)
        elif "last_status" in fields:
            yield from self._inner(fields["last_status"], host)
        elif fields.keys() & {"statuses", "ancestors", "descendants"}:
            for name in ("statuses", "ancestors", "descendants"):
                for one in _all(fields[name]) if name in fields else ():
                    yield from self._guarded(self._object, one, host, None)
        elif "error" in fields:
            yield Unhandled("error")
        else:
            yield Unhandled("account" if "acct" in fields else "other")

    def _inner(self, raw: msgspec.Raw, host: str) -> Iterator[Found]:
        if bytes(raw).strip() != b"null":
            yield from self._status(raw, host)

    def _status(self, raw: msgspec.Raw, host: str, *, edited: bool = False) -> Iterator[Found]:
        found = mastodon.status(raw)
        self._note(found, host)
        boosted = found.boosted
        told = Reading(self.seen_at, self._known[host])
        if boosted is not None:
            self._note(boosted, host)
            yield told.activity(boosted)
        yield told.activity(found)
        if edited or found.edited_at is not None:
            yield told.activity(found, edited=True)

    def _streamed(self, raw: msgspec.Raw, host: str, edited: bool) -> Iterator[Found]:
        return self._status(raw, host, edited=edited)

    def _note(self, found: Status, host: str) -> None:
        at = mastodon.address(found)
        self.statuses[host, found.id] = (at, found.account.actor)
        self._known.setdefault(host, {})[found.id] = at

    def _notification(self, fields: dict[str, msgspec.Raw], host: str) -> Iterator[Found]:
        kind = read(_decode_text, fields["type"])
        raw = fields.get("status")
        if raw is None or kind not in {*_SHALLOW, "favourite", "reblog"}:
            yield Unhandled(f"notification#{kind}")
            return
        yield from self._inner(raw, host)
        if kind in {"favourite", "reblog"} and bytes(raw).strip() != b"null":
            found, who = mastodon.status(raw), mastodon.account(fields["account"])
            told, at = Reading(self.seen_at), mastodon.address(found)
            upon = told.favourite if kind == "favourite" else told.boost
            yield upon(who, at, found.account.actor)

    def _stream(self, body: bytes, host: str) -> Iterator[Found]:
        for event in sse.events(body + b"\n\n"):
            match event.name:
                case "update" | "status.update":
                    edited = event.name == "status.update"
                    raw = msgspec.Raw(event.data)
                    yield from self._guarded(self._streamed, raw, host, edited)
                case "delete":
                    gone = event.data.decode("ascii", "replace").strip()
                    yield from self._gone(host, f"/statuses/{gone}")
                case "notification" | "conversation":
                    yield from self._guarded(self._object, msgspec.Raw(event.data), host, None)
                case _:
                    yield Unhandled(event.name[:100])


def _streamed(answer: Recorded) -> bool:
    kind = answer.headers.get("content-type", "")
    return "event-stream" in kind or answer.body.lstrip().startswith((b"event:", b"data:", b":"))


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _all(raw: bytes | msgspec.Raw) -> list[msgspec.Raw]:
    """Return the items of a list, however long; each is bounded when it is read.

    Raises:
        UnreadableError: It is no list.
    """
    try:
        return _decode_list(raw)
    except (ValueError, RecursionError):
        return read(_decode_list, raw)
