"""What YouTube says by its Data API: videos of a channel, comments and their replies.

A video goes by its address, as it is spelt everywhere here; a comment by its id.

Source: developers.google.com/youtube/v3/docs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec

from connectors.recordings import Recorded
from connectors.wire.documents import Item, Said, document, inner, items, shaped
from connectors.wire.fields import ident, language, micros, time_of
from connectors.wire.markup import plain
from connectors.wire.reading import Unhandled, UnreadableError
from monitor.domain.activity import Activity, Verb
from monitor.domain.text import clean

PLATFORM: Final = "youtube"

NOT_SHOWN: Final = Unhandled("not_public")
_VIDEO: Final = re.compile(r"[\w-]{6,32}", re.ASCII)
_COMMENT: Final = re.compile(r"[\w.=-]{6,200}", re.ASCII)
_CHANNEL: Final = re.compile(r"UC[\w-]{10,40}", re.ASCII)
_HIDDEN: Final = frozenset({"private", "privacyStatusUnspecified"})
_WORDED: Final = frozenset({"comment", "commentThread", "video", "playlistItem", "searchResult"})
_HELD: Final = frozenset({"heldForReview", "likelySpam", "rejected"})


class _Value(msgspec.Struct):
    value: str | None = None


class _Snippet(msgspec.Struct, rename="camel"):
    """Fields of videos, of entries of playlists, and of comments."""

    published_at: str | None = None
    updated_at: str | None = None
    channel_id: str | None = None
    channel_title: str | None = None
    title: str | None = None
    description: str | None = None
    default_language: str | None = None
    default_audio_language: str | None = None
    video_id: str | None = None
    video_owner_channel_id: str | None = None
    video_owner_channel_title: str | None = None
    parent_id: str | None = None
    text_original: str | None = None
    text_display: str | None = None
    author_display_name: str | None = None
    author_channel_id: _Value | str | None = None
    author_channel_url: str | None = None
    moderation_status: str | None = None
    total_reply_count: int | None = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads documents.

    Attributes:
        video: What comments are under that don't say so, by the video's id.
    """

    seen_at: datetime
    video: str | None = None

    def answer(self, answer: Recorded) -> list[Item]:
        """Return what a recorded answer holds.

        Raises:
            UnreadableError: It is no JSON.
        """
        return list(self.things(document(answer.body)))

    def things(self, said: Any) -> Iterator[Item]:
        """Yield every video and comment in *said*, a list of them or one."""
        held = inner(said, "items")
        if isinstance(said, dict) and "error" in said:
            yield Item(id="", said=(Unhandled("error"),), raw=said)
            return
        every = held if isinstance(held, list) else said if isinstance(said, list) else [said]
        for one in every:
            kind = _kind(one)
            if kind in _WORDED and not isinstance(inner(one, "snippet"), dict):
                yield Item(id="", said=(Unhandled(kind),), raw=one)  # other parts were asked for
            elif kind == "commentThread":
                yield from self._thread(one)
            elif kind == "comment":
                yield from items([one], self.comment)
            elif kind in {"video", "playlistItem", "searchResult"}:
                yield from items([one], self.video_of)
            else:
                yield Item(id="", said=(Unhandled(kind or "other"),), raw=one)

    def _thread(self, thread: Any) -> Iterator[Item]:
        """Yield the first comment of a thread, and the replies that stand beside it."""
        yield from items([inner(thread, "snippet", "topLevelComment")], self.comment)
        yield from items(inner(thread, "replies", "comments"), self.comment)

    def comment(self, raw: Any) -> Item:
        """Return what a comment says.

        Raises:
            UnreadableError: It can't be read.
        """
        at_id = inner(raw, "id")
        if not isinstance(at_id, str) or not _COMMENT.fullmatch(at_id):
            raise UnreadableError("bad_id", "id is no id of a comment")
        found = shaped(inner(raw, "snippet"), _Snippet, "snippet")
        at = _time(found.published_at, "publishedAt")
        if found.moderation_status in _HELD:
            return Item(id=at_id, at=at, said=(NOT_SHOWN,), raw=raw)
        return Item(id=at_id, at=at, said=tuple(self._comment(found, at_id, at)), raw=raw)

    def _comment(self, found: _Snippet, at_id: str, at: datetime) -> Iterator[Said]:
        video = found.video_id or self.video
        video = video if video and _VIDEO.fullmatch(video) else None
        edited = at if found.updated_at is None else _time(found.updated_at, "updatedAt")
        for revision in (None, micros(edited)) if edited > at else (None,):
            edit = revision is not None
            yield Activity(
                platform=PLATFORM,
                verb=Verb.UPDATE if edit else Verb.CREATE,
                actor=_author(found),
                actor_handle=ident(found.author_display_name, "authorDisplayName"),
                record=at_id,
                object=at_id if edit else None,
                revision=revision,
                in_reply_to=ident(found.parent_id, "parentId") or address(video),
                thread=address(video),
                text=_words(found),
                url=address(video, at_id),
                happened_at=edited if edit else at,
                seen_at=self.seen_at,
            )

    def video_of(self, raw: Any) -> Item:
        """Return what a video's owner says with it.

        Raises:
            UnreadableError: It can't be read.
        """
        found = shaped(inner(raw, "snippet"), _Snippet, "snippet")
        video = _video_id(raw)
        if _kind(raw) == "searchResult" and video is None:
            return Item(id="", said=(Unhandled("searchResult"),), raw=raw)
        if video is None or not _VIDEO.fullmatch(video):
            raise UnreadableError("bad_id", "there is no id of a video")
        entry = _kind(raw) == "playlistItem"
        owner = found.video_owner_channel_id if entry else found.channel_id
        published = inner(raw, "contentDetails", "videoPublishedAt") or found.published_at
        at = _time(published if isinstance(published, str) else None, "publishedAt")
        if inner(raw, "status", "privacyStatus") in _HIDDEN or (entry and owner is None):
            return Item(id=video, at=at, said=(NOT_SHOWN,), raw=raw)
        name = found.video_owner_channel_title if entry else found.channel_title
        parts = (plain(found.title or ""), clean(found.description or ""))
        act = Activity(
            platform=PLATFORM,
            verb=Verb.CREATE,
            actor=_channel(owner),
            actor_handle=ident(name, "channelTitle"),
            record=address(video),
            text=clean("\n".join(part for part in parts if part)),
            lang=language(found.default_audio_language or found.default_language),
            url=address(video),
            happened_at=at,
            seen_at=self.seen_at,
        )
        return Item(id=video, at=at, said=(act,), raw=raw)


def address(video: str | None, comment: str | None = None) -> str | None:
    """Return the address of a video, or of a comment under it; None where none is known."""
    if video is None:
        return None
    plain_one = f"https://youtube.com/watch?v={video}"
    return plain_one if comment is None else f"{plain_one}&lc={comment}"


def replies_missing(thread: Any) -> int:
    """Return how many replies of a thread don't stand beside it."""
    count = inner(thread, "snippet", "totalReplyCount")
    beside = inner(thread, "replies", "comments")
    held = len(beside) if isinstance(beside, list) else 0
    return max(count - held, 0) if isinstance(count, int) else 0


def _kind(one: Any) -> str:
    """Return what *one* is, by its name or by its form."""
    named = inner(one, "kind")
    if isinstance(named, str):
        return named.removeprefix("youtube#")
    if inner(one, "snippet", "topLevelComment") is not None:
        return "commentThread"
    if inner(one, "snippet", "resourceId") is not None:
        return "playlistItem"
    if inner(one, "snippet", "textDisplay") is not None:
        return "comment"
    return "video" if inner(one, "snippet", "title") is not None else ""


def _video_id(raw: Any) -> str | None:
    found = inner(raw, "id")
    for path in (
        ("contentDetails", "videoId"),
        ("snippet", "resourceId", "videoId"),
        ("id", "videoId"),
    ):
        held = inner(raw, *path)
        if isinstance(held, str):
            return held
    return found if isinstance(found, str) and _kind(raw) == "video" else None


def _author(found: _Snippet) -> str:
    held = found.author_channel_id
    named = held.value if isinstance(held, _Value) else held
    return _channel(named or (found.author_channel_url or "").rpartition("/channel/")[2])


def _channel(text: str | None) -> str:
    if not text or not _CHANNEL.fullmatch(text):
        raise UnreadableError("no_actor", "no id of a channel says who it was")
    return text


def _time(text: str | None, place: str) -> datetime:
    if text is None:
        raise UnreadableError("bad_time", f"{place} is missing")
    return time_of(text, place)[0]


def _words(found: _Snippet) -> str:
    """Return the words of a comment; what is made for display is HTML."""
    if found.text_original is not None:
        return clean(found.text_original)
    return plain(found.text_display or "")
