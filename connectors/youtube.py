"""YouTube: new videos of known channels and the comments under them, within a quota."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self
from zoneinfo import ZoneInfo

import msgspec
from pydantic import Field, PrivateAttr, SecretStr, model_validator

from connectors import http
from connectors.contract import ConnectorConfig, Context, Duration, HttpUrl, Timeout, credential
from connectors.lists.gathering import Gathering, listed, place_of
from connectors.lists.keeping import Keeping, Kept
from connectors.lists.paging import Listed, Newest, Sheet, Window
from connectors.lists.purse import BY_DAY, Limit, Purse
from connectors.recordings import Recorded
from connectors.wire.documents import Found, Item, document, inner, items, read_once
from connectors.wire.reading import UnreadableError
from connectors.wire.sights import Interaction, Sight, Sights
from connectors.wire.youtube import PLATFORM, Reading, replies_missing
from monitor.domain.activity import Activity, Verb
from monitor.ports import AuthError, Page, RateLimitedError, RefusedError, TransientError

CAPABILITIES: Final[Sights] = {
    Interaction.POST: Sight(),
    Interaction.REPLY: Sight(),
    Interaction.EDIT: Sight(),
    Interaction.DELETION: Sight(when=False),
}

VIDEOS: Final = 50
SHEET: Final = 100
"""Entries of one page: the most that YouTube gives of videos, and of comments."""

SWEPT: Final = 500
"""Comments at most that one look asks for again."""

DEEP: Final = 1_000_000
"""Nothing says that comments end anywhere."""

COUNTED: Final = 20_000
REPLIES: Final = 5
"""Pages of replies that are read of one thread."""

ANSWERED: Final = 20
"""Threads at most of a video whose replies one look asks for."""

PACIFIC: Final = ZoneInfo("America/Los_Angeles")
"""Where quotas begin anew at midnight."""

LARGEST: Final = 16 << 20
PATIENCE: Final = timedelta(seconds=30)
TRIES: Final = 3
WAITING: Final = "waiting for channels: name some, or give the catalogue's accounts their ids"

KEYLESS: Final = (
    "needs `key_file` or `key`, an API key for the YouTube Data API v3: make one as "
    "docs/connectors.md says"
)
_SPENT: Final = (b"quotaExceeded", b"dailyLimitExceeded")
_KEY: Final = (b"API_KEY_INVALID", b"keyInvalid", b"keyExpired")
_HURRIED: Final = (b"rateLimitExceeded", b"userRateLimitExceeded")

ChannelId = Annotated[str, Field(pattern=r"^UC[\w-]{10,40}$")]


class Config(ConnectorConfig):
    """Some channels."""

    type: Literal["youtube"] = Field(description="Videos of channels, and comments under them.")
    channels: Literal["watched"] | tuple[ChannelId, ...] = Field(
        default="watched",
        max_length=50,
        description="Whose videos are read: those of the catalogue's YouTube accounts with a known "
        "id, or of these channels (ids, `UC...`).",
        examples=[["UCabcdefghijklmnopqrstuv"]],
    )
    videos: int = Field(
        default=3,
        ge=0,
        le=20,
        description="Newest videos of each channel whose comments are read.",
    )
    every: Duration = Field(
        default=timedelta(minutes=15),
        ge=timedelta(minutes=5),
        le=timedelta(hours=24),
        description="How often the channels are looked at.",
    )
    quota: int = Field(
        default=9_000,
        ge=10,
        le=1_000_000,
        description="Units that are spent in a day at most; Google grants 10,000.",
    )
    key: SecretStr | None = Field(
        default=None, min_length=1, description="The API key.", examples=["..."]
    )
    key_file: Path | None = Field(
        default=None, description="A file that holds the key.", examples=["youtube.key"]
    )
    api: HttpUrl = Field(default="https://youtube.googleapis.com", description="Where the API is.")
    timeout: Timeout = timedelta(seconds=20)

    _key: str = PrivateAttr(default="")

    @model_validator(mode="after")
    def _shown(self) -> Self:
        key = credential("key", self.key, self.key_file)
        if not key:
            raise ValueError(KEYLESS)
        self._key = key
        return self

    @property
    def credential(self) -> str:
        """The key."""
        return self._key


def decode_answers(answers: Iterable[Recorded], seen_at: datetime) -> Iterator[Found]:
    """Yield what recorded answers of YouTube hold, each thing once."""
    return read_once(answers, Reading(seen_at).answer)


def quota_ends(body: bytes, now: datetime) -> timedelta | None:
    """Return how long a quota is spent of which a refusal tells; None = it is of something else.

    Raises:
        AuthError: It is about the key.
    """
    if any(word in body for word in _KEY):
        raise AuthError("YouTube doesn't take the key; give it another")
    if any(word in body for word in _SPENT):
        there = now.astimezone(PACIFIC)
        morning = (there + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        return morning.astimezone(now.tzinfo) - now
    return timedelta(minutes=1) if any(word in body for word in _HURRIED) else None


class _Cursor(msgspec.Struct, forbid_unknown_fields=True):
    looked: str
    places: dict[str, str]
    uploads: dict[str, str]
    spent: dict[str, tuple[str, int]]
    kept: str = ""


_decode: Final = msgspec.json.Decoder(_Cursor).decode


class _QuotaError(Exception):
    """No more may be spent today."""


@dataclass(slots=True)
class _Look:
    """What one look knows and changes."""

    now: datetime
    held: _Cursor
    keeping: Keeping
    failed: list[str] = field(default_factory=list)
    newest: dict[str, list[str]] = field(default_factory=dict)


class Connector:
    """A poll; its cursor: how far each list was read, what is asked for again, what is spent."""

    finite: Final = False

    def __init__(self, config: Config, context: Context) -> None:
        self.name = config.name
        self.every: timedelta | None = config.every
        self._config = config
        self._context = context
        self._gathering = Gathering(config.name, context)
        self._purse = Purse(
            (Limit("day", lambda at: BY_DAY(at.astimezone(PACIFIC)), config.quota),)
        )
        self._lists: dict[str, Newest[Item]] = {}
        self._counts: dict[str, int] = {}
        self._short: list[str] = []

    async def pages(self, cursor: str | None) -> AsyncIterator[Page]:
        look = self._begin(cursor)
        channels = self._channels()
        if not channels:
            self._context.rest(self.name, WAITING)
            return
        looked = None if cursor is None else place_of(look.held.looked, self.name)
        self._gathering.begin()
        told = "reading"
        try:
            await self._sweep(look)
            await self._uploads(look, channels)
            for channel in channels:
                await self._videos(channel, look)
            await self._comments(look)
        except _QuotaError:
            told = f"today's {self._config.quota} units are spent; goes on at midnight Pacific time"
        failed = "; ".join(look.failed[:5])
        self._context.report(self.name, f"could not be read: {failed}" if failed else told)
        held = look.held
        held.looked = look.now.isoformat()
        held.spent = self._purse.noted()
        held.kept = look.keeping.hidden(self._context.seal)
        said = msgspec.json.encode(held).decode()
        for page in self._gathering.pages(said, self._config.every, looked, look.now):
            yield page

    def _begin(self, cursor: str | None) -> _Look:
        keeping = Keeping(timedelta(hours=20))
        now = self._context.clock.now()
        if cursor is None:
            held = _Cursor(looked="", places={}, uploads={}, spent={})
            return _Look(now, held, keeping)
        try:
            held = _decode(cursor)
        except (ValueError, RecursionError):
            raise RefusedError(
                f"the stored cursor of {self.name} is none of YouTube: {cursor[:40]!r}"
            ) from None
        keeping.reveal(held.kept, self._context.seal, self.name)
        self._purse.recall(held.spent)
        return _Look(now, held, keeping)

    def _channels(self) -> list[str]:
        if self._config.channels != "watched":
            return list(self._config.channels)
        accounts = self._context.accounts()
        return [a.id for a in accounts if a.platform == PLATFORM and a.id][:50]

    async def _uploads(self, look: _Look, channels: Sequence[str]) -> None:
        """Learn under which playlists the channels' videos stand."""
        held = look.held.uploads
        missing = [channel for channel in channels if channel not in held]
        if missing:
            said, _ = await self._ask(
                "channels", [("part", "contentDetails"), ("id", ",".join(missing))]
            )
            for one in inner(said, "items") or ():
                at = inner(one, "contentDetails", "relatedPlaylists", "uploads")
                if isinstance(inner(one, "id"), str) and isinstance(at, str):
                    held[one["id"]] = at
        look.failed += [
            f"{channel}: no such channel" for channel in channels if channel not in held
        ]
        if not any(channel in held for channel in channels):
            raise RefusedError(
                f"{self.name}: YouTube knows none of the channels; correct their ids"
            )

    async def _videos(self, channel: str, look: _Look) -> None:
        playlist = look.held.uploads.get(channel)
        if playlist is None:
            return
        fetch = partial(self._video_sheet, playlist, look)
        newest = self._lists.setdefault(channel, Newest(fetch, bounded=False, first=VIDEOS))
        newest.fetch = fetch
        try:
            taken = await self._gathering.read(channel, newest, look.held.places, look.now)
        except http.GoneError as error:
            look.failed.append(f"{channel}: {error}")
            return
        ids = {str(act.record): f"v{str(act.record).rpartition('=')[2]}" for act in taken}
        look.keeping.keep(taken, ids, look.now)

    async def _video_sheet(
        self, playlist: str, look: _Look, _: Window, onward: str | None
    ) -> Sheet[Item]:
        params = [
            ("part", "snippet,contentDetails,status"),
            ("playlistId", playlist),
            ("maxResults", str(VIDEOS)),
        ]
        said, received = await self._ask("playlistItems", params, onward)
        found = list(Reading(look.now).things(said))
        if onward is None:
            shown = [item for item in found if any(isinstance(s, Activity) for s in item.said)]
            shown.sort(key=lambda item: item.at or look.now, reverse=True)
            look.newest[playlist] = [item.id for item in shown[: self._config.videos]]
        return Sheet(items=listed(found), onward=_onward(said), received=received)

    async def _comments(self, look: _Look) -> None:
        """Read the comments under the newest videos; what is no longer among them is let go."""
        videos = [video for newest in look.newest.values() for video in newest]
        for gone in look.held.places.keys() - look.held.uploads.keys() - set(videos):
            del look.held.places[gone]
            self._lists.pop(gone, None)
        for video in videos:
            live = video in look.held.places
            fetch = partial(self._comment_sheet, video, look)
            newest = self._lists.setdefault(video, Newest(fetch, bounded=False, deep=DEEP))
            newest.fetch = fetch
            self._short.clear()
            try:
                taken = await self._gathering.read(video, newest, look.held.places, look.now)
                for thread in self._short[:ANSWERED]:
                    taken += await self._answers(video, thread, look, live=live)
            except (AuthError, RateLimitedError, TransientError):
                raise
            except RefusedError:  # comments are closed, or the video is gone
                self._gathering.drop("comments_closed")
                continue
            ids = {str(act.record): f"c{act.record}" for act in taken}
            look.keeping.keep(taken, ids, look.now)

    async def _comment_sheet(
        self, video: str, look: _Look, _: Window, onward: str | None
    ) -> Sheet[Item]:
        params = [
            ("part", "snippet,replies"),
            ("videoId", video),
            ("order", "time"),
            ("maxResults", str(SHEET)),
            ("textFormat", "plainText"),
        ]
        said, received = await self._ask("commentThreads", params, onward)
        held: list[Listed[Item]] = []
        for thread in inner(said, "items") or ():
            first, *replies = listed(list(Reading(look.now, video).things(thread)))
            held += [first, *(Listed(reply.id, None, reply.what) for reply in replies)]
            self._compare(thread)
        return Sheet(items=held, onward=_onward(said), received=received)

    def _compare(self, thread: Any) -> None:
        """Note a thread that has got replies which don't stand beside it."""
        at_id, count = inner(thread, "id"), inner(thread, "snippet", "totalReplyCount")
        if isinstance(at_id, str) and isinstance(count, int):
            if self._counts.get(at_id) != count and replies_missing(thread):
                self._short.append(at_id)
            self._counts[at_id] = count
            while len(self._counts) > COUNTED:
                del self._counts[next(iter(self._counts))]

    async def _answers(self, video: str, thread: str, look: _Look, *, live: bool) -> list[Activity]:
        """Take the replies of a thread; return what is passed on."""
        params = [
            ("part", "snippet"),
            ("parentId", thread),
            ("maxResults", str(SHEET)),
            ("textFormat", "plainText"),
        ]
        taken: list[Activity] = []
        onward: str | None = None
        for _ in range(REPLIES):
            said, _received = await self._ask("comments", params, onward)
            for item in items(inner(said, "items"), Reading(look.now, video).comment):
                taken += self._gathering.take(item, look.now, live=live)
            onward = _onward(said)
            if onward is None:
                break
        return taken

    async def _sweep(self, look: _Look) -> None:
        """Ask again for what was passed on, daily: it is refreshed, or it goes."""
        due = look.keeping.due(look.now, SWEPT)
        for mark, method in (("c", "comments"), ("v", "videos")):
            of_kind = [one for one in due if one.id.startswith(mark)]
            for start in range(0, len(of_kind), VIDEOS):
                part = of_kind[start : start + VIDEOS]
                params = [("part", "snippet"), ("id", ",".join(one.id[1:] for one in part))]
                params += [("textFormat", "plainText")] if mark == "c" else []
                said, _ = await self._ask(method, params)
                if not isinstance(inner(said, "items"), list):
                    raise TransientError(f"{method} was answered by what is no list")
                found = {item.id: item for item in Reading(look.now).things(said) if item.id}
                for one in part:
                    self._again(one, found.get(one.id[1:]), look)

    def _again(self, one: Kept, item: Item | None, look: _Look) -> None:
        said = [] if item is None else [act for act in item.said if isinstance(act, Activity)]
        if not said:
            self._gathering.offer(look.keeping.gone(one, PLATFORM, look.now))
            return
        edits = [act for act in said if act.verb is Verb.UPDATE]
        mark = str(edits[0].revision) if edits else ""
        if mark and mark != one.mark:
            self._gathering.offer(edits[0])
        look.keeping.stands(one, look.now, mark)

    async def _ask(
        self, method: str, params: Sequence[tuple[str, str]], onward: str | None = None
    ) -> tuple[Any, int]:
        """Return what *method* answers, and its bytes; the key goes by a header, never in a URL.

        Raises:
            TransientError, RefusedError: As asking does.
        """
        now = self._context.clock.now()
        if self._purse.left(now) < 1:
            raise _QuotaError
        self._purse.spend(1, now)
        answer = await self._context.asker.ask(
            http.Question(
                url=f"{self._config.api.rstrip('/')}/youtube/v3/{method}",
                params=[*params, *([] if onward is None else [("pageToken", onward)])],
                headers={"X-Goog-Api-Key": self._config.credential, "Accept": "application/json"},
                limit=LARGEST,
                within=self._config.timeout,
                patience=PATIENCE,
                tries=TRIES,
                credential="youtube",
                spent=quota_ends,
            )
        )
        try:
            return document(answer.body), answer.received
        except UnreadableError as error:
            raise TransientError(f"{method} answered what can't be read: {error}") from None


def _pacific_day(at: datetime) -> str:
    return BY_DAY(at.astimezone(PACIFIC))


def _onward(said: Any) -> str | None:
    token = inner(said, "nextPageToken")
    return token if isinstance(token, str) and token else None
