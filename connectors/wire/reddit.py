"""What Reddit says by its API: posts and comments in listings, and in the trees below a post.

A thing goes by its fullname (`t3_` for a post, `t1_` for a comment). What its author deleted or a
moderator removed has no words, whatever still stands in its fields.

Source: www.reddit.com/dev/api, and the JSON page of Reddit's archived wiki.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import msgspec

from connectors.recordings import Recorded
from connectors.wire.documents import Item, Said, document, inner, items, shaped
from connectors.wire.fields import ident, micros, time_of
from connectors.wire.reading import Unhandled, UnreadableError
from monitor.domain.activity import Activity, Verb
from monitor.domain.text import clean

PLATFORM: Final = "reddit"
SITE: Final = "https://www.reddit.com"

DEEPEST: Final = 100
"""Levels of a tree of comments that are read."""

DELETED: Final = Unhandled("deleted")
_GONE: Final = frozenset({"[deleted]", "[removed]", "[deleted by user]"})
_FULLNAME: Final = re.compile(r"t[13]_[0-9a-z]{1,13}", re.ASCII)
_PATH: Final = re.compile(r"/(?:r|u|user|comments)/[\w/%.-]{1,500}/?")
_KINDS: Final = {"t1": "comment", "t3": "post"}


class _Thing(msgspec.Struct):
    """A post or a comment: fields that both have, or one of them."""

    id: str
    name: str | None = None
    author: str | None = None
    author_fullname: str | None = None
    created_utc: float | None = None
    edited: bool | float | None = False
    title: str | None = None
    selftext: str | None = None
    body: str | None = None
    parent_id: str | None = None
    link_id: str | None = None
    permalink: str | None = None
    crosspost_parent: str | None = None
    removed_by_category: str | None = None

    @property
    def gone(self) -> bool:
        """Whether it was deleted or removed."""
        words = self.selftext if self.body is None else self.body
        return (
            self.author in {None, "", "[deleted]"}
            or (words or "").strip() in _GONE
            or (self.title or "").strip() in _GONE
            or bool(self.removed_by_category)
        )


@dataclass(slots=True)
class Reading:
    """Reads one document after the other.

    Attributes:
        authors: Who wrote what was seen, by fullname.
    """

    seen_at: datetime
    authors: dict[str, str] = field(default_factory=dict)

    def answer(self, answer: Recorded) -> list[Item]:
        """Return what a recorded answer holds.

        Raises:
            UnreadableError: It is no JSON.
        """
        return list(self.things(document(answer.body)))

    def things(self, said: Any) -> Iterator[Item]:
        """Yield every post and comment in *said*, a listing, a tree or one of them."""
        waiting: list[tuple[Any, int]] = [(said, 0)]
        while waiting:
            value, depth = waiting.pop()
            if depth > DEEPEST:
                error = UnreadableError("too_deep", "a tree deeper than any real one")
                yield Item(id="", error=error, raw=None)
                continue
            below = _below(value)
            if below is not None:
                waiting += [(one, depth + 1) for one in reversed(below)]
                continue
            yield from items([value], self.item)
            replies = inner(value, "data", "replies")
            if isinstance(replies, dict):
                waiting.append((replies, depth + 1))

    def item(self, thing: Any) -> Item:
        """Return what one thing says.

        Raises:
            UnreadableError: It can't be read.
        """
        kind = inner(thing, "kind")
        data = inner(thing, "data") if isinstance(kind, str) else thing
        if kind not in _KINDS and not _bare(thing):
            return Item(id="", said=(Unhandled(_called(thing, kind)),), raw=thing)
        found = shaped(data, _Thing)
        fullname = found.name or f"{kind}_{found.id}"
        if not _FULLNAME.fullmatch(fullname):
            raise UnreadableError("bad_id", "name is no fullname of a post or comment")
        if found.created_utc is None:
            raise UnreadableError("bad_time", "created_utc is missing")
        at = time_of(found.created_utc, "created_utc")[0]
        return Item(id=fullname, at=at, said=tuple(self._said(found, fullname, at)), raw=thing)

    def _said(self, found: _Thing, fullname: str, at: datetime) -> Iterator[Said]:
        if found.gone:
            who = self.authors.get(fullname)
            yield DELETED if who is None else self.deleted(fullname, who)
            return
        name = ident(found.author, "author")
        who = ident(found.author_fullname, "author_fullname") or f"u/{name}"
        self.authors[fullname] = who
        yield self._post(found, fullname, who, name, at, None)
        if found.edited is not None and not isinstance(found.edited, bool):
            edited = time_of(found.edited, "edited")[0]
            yield self._post(found, fullname, who, name, edited, micros(edited))

    def _post(
        self,
        found: _Thing,
        fullname: str,
        who: str,
        name: str | None,
        at: datetime,
        revision: int | None,
    ) -> Activity:
        edit = revision is not None
        return Activity(
            platform=PLATFORM,
            verb=Verb.UPDATE if edit else Verb.CREATE,
            actor=who,
            actor_handle=name,
            record=fullname,
            object=fullname if edit else None,
            revision=revision,
            in_reply_to=_fullname(found.parent_id),
            thread=_fullname(found.link_id),
            quotes=_fullname(found.crosspost_parent),
            text=_words(found),
            url=_url(found.permalink),
            happened_at=at,
            seen_at=self.seen_at,
        )

    def deleted(self, fullname: str, who: str) -> Activity:
        """Return that what *who* wrote is gone."""
        return Activity(
            platform=PLATFORM,
            verb=Verb.DELETE,
            undoes=Verb.CREATE,
            actor=who,
            record=fullname,
            object=fullname,
            seen_at=self.seen_at,
        )


def edited_at(item: Item) -> str:
    """Return the mark of the version that *item* is; empty = it was never edited."""
    edits = [s.revision for s in item.said if isinstance(s, Activity) and s.verb is Verb.UPDATE]
    return str(edits[0]) if edits else ""


def _below(value: Any) -> list[Any] | None:
    """Return what a document holds that is no thing itself; None where it is one."""
    if isinstance(value, list):
        return value
    if inner(value, "kind") == "Listing":
        children = inner(value, "data", "children")
        return children if isinstance(children, list) else []
    things = inner(value, "json", "data", "things")
    return things if isinstance(things, list) else None


def _bare(thing: Any) -> bool:
    """Whether *thing* is a post or comment without its wrapping."""
    name = inner(thing, "name")
    return isinstance(name, str) and bool(_FULLNAME.fullmatch(name)) and "author" in thing


def _called(thing: Any, kind: Any) -> str:
    if isinstance(kind, str):
        return kind
    for name, called in (("access_token", "token"), ("error", "error"), ("message", "error")):
        if isinstance(thing, dict) and name in thing:
            return called
    return "other"


def _fullname(text: str | None) -> str | None:
    return text if text and _FULLNAME.fullmatch(text) else None


def _url(permalink: str | None) -> str | None:
    fits = permalink and permalink.isascii() and _PATH.fullmatch(permalink)
    return f"{SITE}{permalink}" if fits else None


def _words(found: _Thing) -> str:
    """Return what it says; asked without `raw_json` Reddit escapes `<`, `>` and `&`."""
    parts = [found.title, found.selftext, found.body]
    return clean("\n".join(_unescaped(part) for part in parts if part))


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
