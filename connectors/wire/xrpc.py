"""Lists that servers of the AT Protocol answer by XRPC, each item read by itself.

One item that can't be read is set apart, and the rest of its page stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Generic, TypeVar

import msgspec

from connectors.wire import appview, atproto, jetstream
from connectors.wire.atproto import FOLLOW, LIKE, PLATFORM, POST, REPOST
from connectors.wire.fields import EPOCH, ident, micros
from connectors.wire.reading import UnreadableError, cut, read
from monitor.domain.activity import Activity, Verb
from monitor.domain.text import clean

T = TypeVar("T")

LIKES: Final = "app.bsky.feed.getLikes"
REPOSTS: Final = "app.bsky.feed.getRepostedBy"
QUOTES: Final = "app.bsky.feed.getQuotes"
THREAD: Final = "app.bsky.feed.getPostThread"
POSTS: Final = "app.bsky.feed.getPosts"
SEARCH: Final = "app.bsky.feed.searchPosts"
PROFILES: Final = "app.bsky.actor.getProfiles"
RECORDS: Final = "com.atproto.repo.listRecords"

METHODS: Final = frozenset({LIKES, REPOSTS, QUOTES, THREAD, POSTS, SEARCH, PROFILES, RECORDS})
"""Methods whose answers are read."""

COLLECTIONS: Final = (POST, LIKE, REPOST, FOLLOW)
"""Kinds of records that are listed."""

VERBS: Final = {POST: Verb.CREATE, LIKE: Verb.LIKE, REPOST: Verb.ANNOUNCE, FOLLOW: Verb.FOLLOW}

DEEPEST: Final = 100
"""Replies upon replies that are read of a thread."""


@dataclass(frozen=True, slots=True)
class Broken:
    """An item that can't be read."""

    raw: bytes
    error: UnreadableError


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Generic[T]):
    """One page of a list.

    Attributes:
        items: As they stand there.
        onward: Where the next page begins; None = this is the last.
        broken: Items that can't be read.
        subject: Address of the record that it is about, where it says so.
    """

    items: tuple[T, ...] = ()
    onward: str | None = None
    broken: tuple[Broken, ...] = ()
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A record of somebody's repository; *activity* is None where it can't be read."""

    key: str
    activity: Activity | None


@dataclass(frozen=True, slots=True)
class Fan:
    """Who did something to a record, and when, where that is said."""

    did: str
    handle: str | None
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What an account says of itself.

    Attributes:
        avatar: Where its picture stands; only whether it changed is ever told.
        follows: How many it follows, as the server counts.
    """

    did: str
    handle: str | None
    name: str
    description: str
    avatar: str
    follows: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What the server counts of a post, by kind."""

    likes: int = 0
    reposts: int = 0
    quotes: int = 0
    replies: int = 0


class _Page(msgspec.Struct):
    cursor: str | None = None
    uri: str | None = None
    records: list[msgspec.Raw] | None = None
    likes: list[msgspec.Raw] | None = None
    reposted: list[msgspec.Raw] | None = msgspec.field(name="repostedBy", default=None)
    posts: list[msgspec.Raw] | None = None
    profiles: list[msgspec.Raw] | None = None


class _Record(msgspec.Struct):
    uri: str
    value: msgspec.Raw


class _Named(msgspec.Struct):
    uri: str


class _Dated(msgspec.Struct):
    created_at: str | None = msgspec.field(name="createdAt", default=None)


class _Actor(msgspec.Struct):
    did: str
    handle: str | None = None


class _Like(msgspec.Struct):
    actor: _Actor
    created_at: str | None = msgspec.field(name="createdAt", default=None)
    indexed_at: str | None = msgspec.field(name="indexedAt", default=None)


class _Profile(msgspec.Struct):
    did: str
    handle: str | None = None
    name: str | None = msgspec.field(name="displayName", default=None)
    description: str | None = None
    avatar: str | None = None
    follows: int | None = msgspec.field(name="followsCount", default=None)


class _Sums(msgspec.Struct):
    uri: str
    likes: int = msgspec.field(name="likeCount", default=0)
    reposts: int = msgspec.field(name="repostCount", default=0)
    quotes: int = msgspec.field(name="quoteCount", default=0)
    replies: int = msgspec.field(name="replyCount", default=0)


class _Branch(msgspec.Struct):
    post: msgspec.Raw = msgspec.Raw(b"")
    replies: list[msgspec.Raw] | None = None


class _Thread(msgspec.Struct):
    thread: msgspec.Raw


_decode_page = msgspec.json.Decoder(_Page).decode
_decode_record = msgspec.json.Decoder(_Record).decode
_decode_named = msgspec.json.Decoder(_Named).decode
_decode_dated = msgspec.json.Decoder(_Dated).decode
_decode_actor = msgspec.json.Decoder(_Actor).decode
_decode_like = msgspec.json.Decoder(_Like).decode
_decode_profile = msgspec.json.Decoder(_Profile).decode
_decode_sums = msgspec.json.Decoder(_Sums).decode
_decode_branch = msgspec.json.Decoder(_Branch).decode
_decode_thread = msgspec.json.Decoder(_Thread).decode


def records(body: bytes, seen_at: datetime) -> Listing[Record]:
    """Return the records of a repository, newest key first (`listRecords`).

    Raises:
        UnreadableError: It is no such answer; so too for all that follow.
    """
    page = _page(body, "records")
    broken: list[Broken] = []
    found = []
    for raw in page.records or ():
        try:
            found.append(_record(raw, seen_at, broken))
        except UnreadableError as error:
            broken.append(Broken(cut(bytes(raw)), error))
    return Listing(items=tuple(found), onward=page.cursor, broken=tuple(broken))


def likers(body: bytes) -> Listing[Fan]:
    """Return who likes a post (`getLikes`)."""
    page = _page(body, "likes")
    return _sorted(page, page.likes, _liker)


def reposters(body: bytes) -> Listing[Fan]:
    """Return who reposted a post (`getRepostedBy`), which says no times."""
    page = _page(body, "reposted")
    return _sorted(page, page.reposted, lambda raw: _fan(read(_decode_actor, raw), None))


def posts(body: bytes, seen_at: datetime) -> Listing[Activity]:
    """Return posts, each as its creation (`getQuotes`, `searchPosts`, `getPosts`)."""
    page = _page(body, "posts")
    return _sorted(page, page.posts, lambda raw: appview.created(raw, seen_at))


def shown(body: bytes) -> frozenset[str]:
    """Return the addresses of the posts in an answer, whatever else they say (`getPosts`)."""
    page = _page(body, "posts")
    return frozenset(one.uri for one in _sorted(page, page.posts, _named).items)


def sums(body: bytes) -> dict[str, Sums]:
    """Return what is counted of posts, by address (`getPosts`)."""
    page = _page(body, "posts")
    found = _sorted(page, page.posts, lambda raw: read(_decode_sums, raw)).items
    return {
        one.uri: Sums(likes=one.likes, reposts=one.reposts, quotes=one.quotes, replies=one.replies)
        for one in found
    }


def profiles(body: bytes) -> Listing[Profile]:
    """Return what accounts say of themselves (`getProfiles`)."""
    page = _page(body, "profiles")
    return _sorted(page, page.profiles, _profile)


def replies(body: bytes, seen_at: datetime) -> Listing[Activity]:
    """Return the replies of a thread (`getPostThread`), without the post that it is asked for."""
    items: list[Activity] = []
    broken: list[Broken] = []
    waiting = [(read(_decode_thread, body).thread, 0)]
    while waiting:
        raw, depth = waiting.pop()
        try:
            branch = read(_decode_branch, raw)
            if branch.post and depth:
                items.append(appview.created(branch.post, seen_at))
        except UnreadableError as error:
            broken.append(Broken(cut(bytes(raw)), error))
            continue
        if depth < DEEPEST:
            waiting += [(one, depth + 1) for one in branch.replies or ()]
    return Listing(items=tuple(items), broken=tuple(broken))


def _named(raw: msgspec.Raw) -> _Named:
    return read(_decode_named, raw)


def _page(body: bytes, field: str) -> _Page:
    page = read(_decode_page, body)
    if getattr(page, field) is None:
        raise UnreadableError("bad_type", f"{field} is missing")
    return page


def _sorted(page: _Page, raws: list[msgspec.Raw] | None, of: Callable[[Any], T]) -> Listing[T]:
    """Return the items of *page* that can be read, those that can't set apart."""
    items: list[T] = []
    broken: list[Broken] = []
    for raw in raws or ():
        try:
            items.append(of(raw))
        except UnreadableError as error:
            broken.append(Broken(cut(bytes(raw)), error))
    return Listing(
        items=tuple(items), onward=page.cursor or None, broken=tuple(broken), subject=page.uri
    )


def _record(raw: msgspec.Raw, seen_at: datetime, broken: list[Broken]) -> Record:
    """Return a record, without its activity where only that can't be read."""
    did, collection, key = _parts(read(_decode_named, raw).uri)
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


def _liker(raw: msgspec.Raw) -> Fan:
    like = read(_decode_like, raw)
    named = (appview.time_if_any(text) for text in (like.created_at, like.indexed_at))
    return _fan(like.actor, min((at for at in named if at is not None), default=None))


def _fan(actor: _Actor, at: datetime | None) -> Fan:
    return Fan(atproto.proven_did(actor.did, "did"), ident(actor.handle, "handle"), at)


def _profile(raw: msgspec.Raw) -> Profile:
    said = read(_decode_profile, raw)
    return Profile(
        did=atproto.proven_did(said.did, "did"),
        handle=ident(said.handle, "handle"),
        name=clean(said.name or ""),
        description=clean(said.description or ""),
        avatar=said.avatar or "",
        follows=said.follows,
    )


def like(fan: Fan, post: str, verb: Verb, seen_at: datetime) -> Activity:
    """Return what *fan* did to *post*: the list names no record of it."""
    return Activity(
        platform=PLATFORM,
        verb=verb,
        actor=fan.did,
        actor_handle=fan.handle,
        seen_at=seen_at,
        object=post,
        object_author=atproto.author_of(post),
        happened_at=None if fan.at is None else min(fan.at, seen_at),
    )


def unlike(did: str, post: str, verb: Verb, seen_at: datetime) -> Activity:
    """Return that *did* took back what it did to *post*, some time before it was missed."""
    return Activity(
        platform=PLATFORM,
        verb=Verb.UNDO,
        undoes=verb,
        actor=did,
        seen_at=seen_at,
        object=post,
        object_author=atproto.author_of(post),
    )


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


def decoded(method: str, body: bytes, seen_at: datetime) -> Iterator[Activity | Broken]:
    """Yield what one answer of *method* says by itself.

    Raises:
        UnreadableError: It is no such answer.
    """
    if method == RECORDS:
        listed = records(body, seen_at)
        yield from (one.activity for one in listed.items if one.activity is not None)
        yield from listed.broken
    elif method in {LIKES, REPOSTS}:
        fans = likers(body) if method == LIKES else reposters(body)
        verb = Verb.LIKE if method == LIKES else Verb.ANNOUNCE
        if fans.subject is None:
            raise UnreadableError("bad_id", "uri is missing")
        post = ident(fans.subject, "uri") or ""
        yield from (like(fan, post, verb, seen_at) for fan in fans.items)
        yield from fans.broken
    elif method == PROFILES:
        shown = profiles(body)
        yield from (changed(one, "", seen_at) for one in shown.items)
        yield from shown.broken
    else:
        found = replies(body, seen_at) if method == THREAD else posts(body, seen_at)
        yield from found.items
        yield from found.broken


def changed(profile: Profile, note: str, seen_at: datetime) -> Activity:
    """Return that an account now says this of itself."""
    return Activity(
        platform=PLATFORM,
        verb=Verb.UPDATE,
        about_actor="profile",
        actor=profile.did,
        actor_handle=profile.handle,
        seen_at=seen_at,
        record=f"{profile.did}#profile",
        text=clean("\n".join(filter(None, (profile.name, profile.description)))),
        note=note,
    )
