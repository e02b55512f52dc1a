"""What Instagram says by Meta's Graph API: media of professional accounts, comments, webhooks.

A post goes by its address, as it is spelt everywhere here; a comment by its id. Who wrote is known
by an id where the API gives one, else by name.

Source: developers.facebook.com/docs/instagram-platform, business discovery, IG media, webhooks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import msgspec

from connectors.recordings import Recorded
from connectors.wire.documents import Item, document, inner, items, shaped
from connectors.wire.fields import ident, link, time_of
from connectors.wire.reading import Unhandled, UnreadableError
from monitor.domain.activity import Activity, Verb
from monitor.domain.platforms import opened
from monitor.domain.text import clean

PLATFORM: Final = "instagram"

FIELDS: Final = "id,caption,permalink,timestamp,username,media_type,like_count,comments_count"
"""What is asked for of a post."""

DEEPEST: Final = 3
"""A post has comments, and these have replies."""

_ID: Final = re.compile(r"[\w.-]{1,64}", re.ASCII)
_HELD: Final = ("business_discovery", "mentioned_media", "mentioned_comment")


class _Who(msgspec.Struct):
    id: str | int | None = None
    username: str | None = None


class _Of(msgspec.Struct):
    id: str | int | None = None
    permalink: str | None = None


class _Thing(msgspec.Struct):
    """A post or a comment."""

    id: str | int
    caption: str | None = None
    text: str | None = None
    permalink: str | None = None
    timestamp: str | int | float | None = None
    username: str | None = None
    owner: _Who | None = None
    user: _Who | None = None
    sender: _Who | None = msgspec.field(default=None, name="from")
    media: _Of | None = None
    parent_id: str | int | None = None
    like_count: int | None = None
    comments_count: int | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody named our account: where, as a webhook tells."""

    media: str
    comment: str | None = None


@dataclass(slots=True)
class Reading:
    """Reads documents.

    Attributes:
        ids: Ids of accounts, by their names in lower case.
    """

    seen_at: datetime
    ids: dict[str, str] = field(default_factory=dict)

    def answer(self, answer: Recorded) -> list[Item]:
        """Return what a recorded answer or webhook holds.

        Raises:
            UnreadableError: It is no JSON.
        """
        return list(self.things(document(answer.body)))

    def things(self, said: Any, of: str | None = None) -> Iterator[Item]:
        """Yield every post and comment in *said*; *of*: the post that comments are under."""
        if isinstance(said, list):
            yield from (item for one in said for item in self.things(one, of))
        elif not isinstance(said, dict) or "error" in said:
            yield Item(id="", said=(Unhandled("error" if said else "other"),), raw=said)
        elif isinstance(said.get("entry"), list):
            yield from (item for entry in said["entry"] for item in self._entry(entry))
        elif any(isinstance(said.get(name), dict) for name in _HELD):
            for name in _HELD:
                if isinstance(said.get(name), dict):
                    yield from self._held(name, said[name])
        elif isinstance(said.get("data"), list):
            yield from (item for one in said["data"] for item in self.things(one, of))
        elif isinstance(inner(said, "media", "data"), list):
            yield from self._account(said)
        else:
            yield from self._thing(said, of)

    def _held(self, name: str, said: dict[str, Any]) -> Iterator[Item]:
        if name == "business_discovery":
            yield from self._account(said)
        else:
            yield from self._thing(said, None)

    def _account(self, said: dict[str, Any]) -> Iterator[Item]:
        """Yield the posts of an account, which don't say whose they are."""
        name, at_id = said.get("username"), said.get("id")
        if isinstance(name, str) and isinstance(at_id, str):
            self.ids[name.lower()] = at_id
        whose = {"owner": {"id": at_id, "username": name}}
        held = inner(said, "media", "data")
        for one in held if isinstance(held, list) else ():
            yield from self._thing({**one, **whose} if isinstance(one, dict) else one, None)

    def _thing(self, said: Any, of: str | None, depth: int = 0) -> Iterator[Item]:
        """Yield a post or comment, and the comments that stand with it."""
        if not isinstance(said, dict) or not said.keys() & {"permalink", "caption", "text"}:
            yield Item(id="", said=(Unhandled(_called(said)),), raw=said)
            return
        yield from items([said], lambda raw: self.item(raw, of))
        permalink = said.get("permalink")
        under = _address(permalink) if isinstance(permalink, str) else of
        for edge in ("comments", "replies") if depth < DEEPEST else ():
            parent = {"parent_id": said.get("id")} if edge == "replies" else {}
            held = inner(said, edge, "data")
            for one in held if isinstance(held, list) else ():
                below = {**parent, **one} if isinstance(one, dict) else one
                yield from self._thing(below, under, depth + 1)

    def item(self, raw: Any, of: str | None = None) -> Item:
        """Return what a post or comment says.

        Raises:
            UnreadableError: It can't be read.
        """
        found = shaped(raw, _Thing)
        at_id = str(found.id)
        if not _ID.fullmatch(at_id):
            raise UnreadableError("bad_id", "id is no id of a post or comment")
        if found.timestamp is None:
            raise UnreadableError("bad_time", "timestamp is missing: it was not asked for")
        at = time_of(found.timestamp, "timestamp")[0]
        who, name = self._author(found)
        if who is None:
            return Item(id=at_id, at=at, said=(Unhandled("without_author"),), raw=raw)
        comment = found.text is not None and found.permalink is None
        own = None if comment else _address(found.permalink)
        parent = _comment_of(found) or of if comment else None
        act = Activity(
            platform=PLATFORM,
            verb=Verb.CREATE,
            actor=who,
            actor_handle=name,
            record=own or at_id,
            in_reply_to=ident(found.parent_id, "parent_id") or parent if comment else None,
            thread=parent,
            text=clean((found.text if comment else found.caption) or ""),
            url=link(found.permalink),
            happened_at=at,
            seen_at=self.seen_at,
        )
        return Item(id=at_id, at=at, said=(act,), raw=raw)

    def _author(self, found: _Thing) -> tuple[str | None, str | None]:
        """Return id and name of who wrote it; where no id is told, the name is the id."""
        known = [one for one in (found.owner, found.sender, found.user) if one is not None]
        named = [found.username, *(one.username for one in known)]
        name = next((ident(one, "username") for one in named if one), None)
        told = next((ident(one.id, "id") for one in known if one.id is not None), None)
        who = self.ids.get((name or "").lower()) or told
        return who or (f"@{name}" if name else None), name

    def _entry(self, entry: Any) -> Iterator[Item]:
        """Yield what one entry of a webhook tells."""
        when = inner(entry, "time")
        held = inner(entry, "changes")
        for change in held if isinstance(held, list) else ():
            value = inner(change, "value")
            if inner(change, "field") in {"comments", "live_comments"} and isinstance(value, dict):
                told = {"timestamp": when, **value}
                yield from items([told], lambda raw: self.item(raw, None))
            else:
                kind = inner(change, "field")
                kind = kind if isinstance(kind, str) else "other"
                yield Item(id="", said=(Unhandled(f"webhook_{kind}"),), raw=change)


def mentions(said: Any) -> Iterator[Mention]:
    """Yield the mentions of which a webhook tells."""
    entries = inner(said, "entry")
    for entry in entries if isinstance(entries, list) else ():
        changes = inner(entry, "changes")
        for change in changes if isinstance(changes, list) else ():
            media = inner(change, "value", "media_id")
            comment = inner(change, "value", "comment_id")
            fits = inner(change, "field") == "mentions" and str(media).isdigit()
            if fits and len(str(media)) < 40:
                yield Mention(str(media), None if comment is None else str(comment)[:64])


def counts(raw: Any) -> Mapping[str, int]:
    """Return how many likes and comments a post has, as far as it says."""
    told = {"likes": inner(raw, "like_count"), "comments": inner(raw, "comments_count")}
    return {of: n for of, n in told.items() if isinstance(n, int) and 0 <= n < 2**53}


def _called(said: Any) -> str:
    """Return what a thing without words is."""
    if not isinstance(said, dict):
        return "other"
    if said.keys() & {"media_type", "like_count", "comments_count"}:
        return "media"
    return "account" if said.keys() & {"username", "followers_count"} else "other"


def _comment_of(found: _Thing) -> str | None:
    """Return which post a comment is under."""
    if found.media is None:
        return None
    at = _address(found.media.permalink)
    return at or ident(found.media.id, "media.id")


def _address(permalink: str | None) -> str | None:
    page = opened(link(permalink))
    return None if page is None or page.platform != PLATFORM else page.address
