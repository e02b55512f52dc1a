"""What X says by its API v2: posts, reposts, quotes, and who reposted.

A post goes by its address, as it is spelt everywhere here. Its id tells when it was made; an
edited post keeps the id of its first version.

Source: docs.x.com/x-api, the data dictionary and "response codes and errors".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec

from connectors.recordings import Recorded, path_of
from connectors.wire.documents import Item, Said, document, inner, items, shaped
from connectors.wire.fields import EPOCH, ident, language, micros, time_of
from connectors.wire.reading import Unhandled, UnreadableError
from monitor.domain.activity import Activity, Verb
from monitor.domain.text import clean

PLATFORM: Final = "x"

FIELDS: Final = (
    "author_id,conversation_id,created_at,edit_history_tweet_ids,in_reply_to_user_id,lang,"
    "note_tweet,public_metrics,referenced_tweets,withheld"
)
"""What is asked for of a post. Users are left out: each costs more than a post."""

WITHHELD: Final = Unhandled("withheld")
_ID: Final = re.compile(r"\d{1,19}", re.ASCII)
_UPON: Final = re.compile(r"/tweets/(\d{1,19})/(retweeted_by|liking_users)$", re.ASCII)
_OF: Final = re.compile(r"/users/(\d{1,19})/tweets$", re.ASCII)
_UPON_VERB: Final = {"retweeted_by": Verb.ANNOUNCE, "liking_users": Verb.LIKE}
_TWITTER_EPOCH: Final = 1_288_834_974_657
_SNOWFLAKES_FROM: Final = 10**15


class _Reference(msgspec.Struct):
    type: str
    id: str


class _Note(msgspec.Struct):
    text: str | None = None


class _Metrics(msgspec.Struct):
    retweet_count: int = 0
    quote_count: int = 0


class _Post(msgspec.Struct):
    """A post; who wrote it stands there only if it was asked for."""

    id: str
    text: str | None = None
    author_id: str | None = None
    created_at: str | None = None
    conversation_id: str | None = None
    in_reply_to_user_id: str | None = None
    lang: str | None = None
    note_tweet: _Note | None = None
    referenced_tweets: list[_Reference] | None = None
    edit_history_tweet_ids: list[str] | None = None
    withheld: dict[str, Any] | None = None

    def refers(self, kind: str) -> str | None:
        """Return the id of the post that it refers to as *kind*."""
        held = (one.id for one in self.referenced_tweets or () if one.type == kind)
        found = next(held, None)
        return found if found and _ID.fullmatch(found) else None


class _User(msgspec.Struct):
    id: str
    username: str | None = None


@dataclass(slots=True)
class Reading:
    """Reads one document after the other.

    Attributes:
        authors: Who wrote what was seen, by the id of the post.
        names: Handles of users, by their ids.
    """

    seen_at: datetime
    authors: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def answer(self, answer: Recorded) -> list[Item]:
        """Return what a recorded answer holds.

        Raises:
            UnreadableError: It is no JSON.
        """
        said, path = document(answer.body), path_of(answer)
        upon, of = _UPON.search(path), _OF.search(path)
        if upon is None:
            return list(self.things(said, of[1] if of else None))
        held = inner(said, "data")
        users = items(held, lambda raw: self.upon(_UPON_VERB[upon[2]], raw, upon[1]))
        return [*users, *self._missing(said)]

    def things(self, said: Any, author: str | None = None) -> Iterator[Item]:
        """Yield every post in *said*, what it refers to before it, and what is missing.

        Args:
            author: Who wrote posts that don't say so.
        """
        if isinstance(said, list):
            for one in said:
                yield from self.things(one, author)
            return
        self._learn(said)
        yield from items(inner(said, "includes", "tweets"), self.item)
        held = inner(said, "data")
        if held is None and inner(said, "id") is not None and inner(said, "text") is not None:
            held = said
        rows = held if isinstance(held, list) else [held] if held else []
        yield from items(rows, lambda raw: self.item(_by(raw, author)))
        yield from self._missing(said)
        if held is None and inner(said, "errors") is None and inner(said, "title") is not None:
            yield Item(id="", said=(Unhandled("error"),), raw=said)

    def _learn(self, said: Any) -> None:
        """Take note of users, and of who wrote what, before it is read."""
        held = inner(said, "data")
        for user in inner(said, "includes", "users") or ():
            name, at_id = inner(user, "username"), inner(user, "id")
            if isinstance(name, str) and isinstance(at_id, str):
                self.names[at_id] = name
        rows = [inner(said, "includes", "tweets"), held if isinstance(held, list) else [held]]
        for post in (one for row in rows if isinstance(row, list) for one in row):
            at_id, author = inner(post, "id"), inner(post, "author_id")
            if isinstance(at_id, str) and isinstance(author, str):
                self.authors[at_id] = author

    def item(self, raw: Any) -> Item:
        """Return what a post says.

        Raises:
            UnreadableError: It can't be read.
        """
        if not isinstance(raw, dict) or "text" not in raw:
            return Item(id="", said=(Unhandled(_called(raw)),), raw=raw)
        found = shaped(raw, _Post)
        if not _ID.fullmatch(found.id):
            raise UnreadableError("bad_id", "id is no id of a post")
        told = found.created_at
        at = made_at(found.id) if told is None else time_of(told, "created_at")[0]
        if found.withheld:
            return Item(id=found.id, at=at, said=(WITHHELD,), raw=raw)
        return Item(id=found.id, at=at, said=tuple(self._said(found, at)), raw=raw)

    def _said(self, found: _Post, at: datetime | None) -> Iterator[Said]:
        author = ident(found.author_id, "author_id")
        if author is None:
            yield Unhandled("without_author")  # it was not asked for
            return
        first = next((one for one in found.edit_history_tweet_ids or () if _ID.fullmatch(one)), "")
        record = address(first or found.id)
        act = Activity(
            platform=PLATFORM,
            verb=Verb.CREATE,
            actor=author,
            actor_handle=ident(self.names.get(author), "username"),
            record=record,
            url=record,
            happened_at=at,
            seen_at=self.seen_at,
        )
        passed_on = found.refers("retweeted")
        if passed_on is not None:
            yield replace(
                act,
                verb=Verb.ANNOUNCE,
                object=address(passed_on),
                object_author=self.authors.get(passed_on),
            )
            return
        words = found.note_tweet.text if found.note_tweet else None
        parent, quoted = found.refers("replied_to"), found.refers("quoted")
        thread = found.conversation_id
        post = replace(
            act,
            text=clean(_unescaped(words or found.text or "")),
            lang=None if found.lang in {"und", "qme", "zxx"} else language(found.lang),
            in_reply_to=parent and address(parent),
            thread=address(thread) if parent and thread and _ID.fullmatch(thread) else None,
            quotes=quoted and address(quoted),
        )
        if not first or first == found.id:
            yield post
            return
        yield replace(post, happened_at=made_at(first))
        if at is not None:
            yield replace(post, verb=Verb.UPDATE, object=record, revision=micros(at))

    def upon(self, verb: Verb, raw: Any, post: str) -> Item:
        """Return that a user did *verb* to *post*, some time before now.

        Raises:
            UnreadableError: It can't be read.
        """
        found = shaped(raw, _User)
        who = ident(found.id, "id")
        if who is None:
            raise UnreadableError("no_actor", "the user has no id")
        act = Activity(
            platform=PLATFORM,
            verb=verb,
            actor=who,
            actor_handle=ident(found.username, "username"),
            object=address(post),
            object_author=self.authors.get(post),
            seen_at=self.seen_at,
        )
        return Item(id=who, said=(act,), raw=raw)

    def _missing(self, said: Any) -> Iterator[Item]:
        """Yield what is told to be missing: gone, if we know whose it was."""
        told = inner(said, "errors")
        for error in told if isinstance(told, list) else ():
            at_id = missing(error)
            author = self.authors.get(at_id or "")
            if at_id and author:
                yield Item(id=at_id, said=(self.deleted(at_id, author),), raw=error)
            else:
                title = inner(error, "title")
                kind = title if isinstance(title, str) else "error"
                yield Item(id="", said=(Unhandled(_slug(kind)),), raw=error)

    def deleted(self, at_id: str, author: str) -> Activity:
        """Return that a post is gone."""
        return Activity(
            platform=PLATFORM,
            verb=Verb.DELETE,
            undoes=Verb.CREATE,
            actor=author,
            record=address(at_id),
            object=address(at_id),
            seen_at=self.seen_at,
        )


def address(post: str) -> str:
    """Return the address of a post by its id."""
    return f"https://x.com/i/status/{post}"


def id_of(record: str) -> str:
    """Return the id of the post at an address of ours."""
    return record.rpartition("/")[2]


def made_at(post: str) -> datetime | None:
    """Return when a post was made, by its id; None where it is older than ids that tell it."""
    number = int(post)
    if not _SNOWFLAKES_FROM <= number < 2**63:
        return None
    return EPOCH + timedelta(milliseconds=(number >> 22) + _TWITTER_EPOCH)


def missing(error: Any) -> str | None:
    """Return the id of the post that a partial error says is not there, or not for us."""
    kind = inner(error, "type")
    named = isinstance(kind, str) and kind.rpartition("/")[2] in {
        "resource-not-found",
        "not-authorized-for-resource",
    }
    of_post = inner(error, "resource_type") in {"tweet", None}
    asked = inner(error, "parameter") in {"ids", "id", None}
    at_id = inner(error, "resource_id") or inner(error, "value")
    fits = isinstance(at_id, str) and _ID.fullmatch(at_id)
    return at_id if named and of_post and asked and fits else None


def versions(raw: Any) -> tuple[str, ...]:
    """Return the ids of all versions of a post, oldest first; none where it doesn't say."""
    held = inner(raw, "edit_history_tweet_ids")
    every = held if isinstance(held, list) else ()
    return tuple(one for one in every if isinstance(one, str) and _ID.fullmatch(one))


def counts(raw: Any) -> tuple[int, int]:
    """Return how often a post was passed on, and how often quoted."""
    try:
        found = shaped(inner(raw, "public_metrics") or {}, _Metrics)
    except UnreadableError:
        return 0, 0
    return found.retweet_count, found.quote_count


def _by(raw: Any, author: str | None) -> Any:
    return {"author_id": author, **raw} if author and isinstance(raw, dict) else raw


def _called(raw: Any) -> str:
    """Return what a thing without a text is."""
    if inner(raw, "username") is not None:
        return "user"
    return "counts" if inner(raw, "tweet_count") is not None else "other"


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", title.lower())[:40].strip("_") or "error"


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
