"""A server whose lists are newest first, as client APIs page them, in the forms of four platforms.

async with Newest("reddit") as server:
    server.put(NOW, count=1_200)
    ...                             # ask it at server.url
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType
from typing import Any, Final, Self

from aiohttp import web

CHANNEL: Final = "UCabcdefghijklmnopqrst01"
VIDEO: Final = "vid00000001"
Said = tuple[Any, str | None]


@dataclass(slots=True)
class Newest:
    """One list.

    Attributes:
        times: When each thing was made, by its number.
        deep: After how many things the list ends.
        asked: Paths that were asked, each with its query.
    """

    form: str
    times: dict[int, datetime] = field(default_factory=dict)
    deep: int = 1_000_000
    asked: list[str] = field(default_factory=list)
    _runner: web.AppRunner | None = None
    _port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def put(self, *times: datetime) -> None:
        """Add things."""
        for at in times:
            self.times[len(self.times)] = at

    async def __aenter__(self) -> Self:
        application = web.Application()
        application.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(application, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def page(
        self, start: str | None, size: int, since: datetime | None = None
    ) -> tuple[list[tuple[int, datetime]], str | None]:
        """Return one page of the list, and where the next begins."""
        at = int(start or 0)
        kept = [one for one in self.times.items() if since is None or one[1] >= since]
        kept = sorted(kept, key=lambda one: (one[1], one[0]), reverse=True)[: self.deep]
        onward = str(at + size) if len(kept) > at + size else None
        return kept[at : at + size], onward

    async def _answer(self, request: web.Request) -> web.Response:
        self.asked.append(request.path_qs)
        form = _FORMS[self.form]
        return web.json_response(form(self, request.path, request.query))


def _reddit(server: Newest, path: str, query: Mapping[str, str]) -> Any:
    if path.endswith("access_token"):
        return {"access_token": "never-a-real-token", "expires_in": 3600}
    if path == "/api/info":
        asked = [int(one.removeprefix("t3_")) for one in query["id"].split(",")]
        return _listing([_post(number, server.times[number]) for number in asked], None)
    shown, onward = server.page(query.get("after"), int(query["limit"]))
    return _listing(
        [] if path.endswith("/comments") else [_post(n, at) for n, at in shown],
        None if path.endswith("/comments") else onward,
    )


def _listing(things: list[Any], after: str | None) -> Any:
    return {"kind": "Listing", "data": {"children": things, "after": after}}


def _post(number: int, at: datetime) -> Any:
    data = {
        "id": f"{number}",
        "name": f"t3_{number}",
        "author": "fan",
        "author_fullname": "t2_fan",
        "title": f"thing {number}",
        "created_utc": at.timestamp(),
    }
    return {"kind": "t3", "data": data}


def _youtube(server: Newest, path: str, query: Mapping[str, str]) -> Any:
    method = path.rpartition("/")[2]
    if method == "channels":
        playlists = {"relatedPlaylists": {"uploads": "UUx"}}
        return {"items": [{"id": CHANNEL, "contentDetails": playlists}]}
    if method == "playlistItems":
        return {"items": [_video(min(server.times.values()))]}
    if method != "commentThreads":
        return {"items": []}
    shown, onward = server.page(query.get("pageToken"), int(query["maxResults"]))
    said = {"items": [_thread(number, at) for number, at in shown]}
    return said if onward is None else {**said, "nextPageToken": onward}


def _video(at: datetime) -> Any:
    owner = {"videoOwnerChannelId": CHANNEL, "videoOwnerChannelTitle": "Fan TV"}
    snippet = {"title": "a video", "publishedAt": at.isoformat(), **owner}
    return {
        "kind": "youtube#playlistItem",
        "snippet": snippet,
        "contentDetails": {"videoId": VIDEO, "videoPublishedAt": at.isoformat()},
    }


def _thread(number: int, at: datetime) -> Any:
    snippet = {
        "textDisplay": f"thing {number}",
        "videoId": VIDEO,
        "authorChannelId": {"value": "UCfanfanfanfanfanfanfan"},
        "publishedAt": at.isoformat(),
    }
    top = {"kind": "youtube#comment", "id": f"Ugcomment{number}", "snippet": snippet}
    return {
        "kind": "youtube#commentThread",
        "id": top["id"],
        "snippet": {"topLevelComment": top, "totalReplyCount": 0},
    }


def _x(server: Newest, path: str, query: Mapping[str, str]) -> Any:
    if not path.endswith("/recent"):
        return {"data": [_tweet(int(one), server.times[int(one)]) for one in _ids(query)]}
    since = query.get("start_time")
    shown, onward = server.page(
        query.get("next_token"),
        int(query["max_results"]),
        datetime.fromisoformat(since) if since else None,
    )
    said = {"data": [_tweet(number, at) for number, at in shown], "meta": {}}
    return said if onward is None else {**said, "meta": {"next_token": onward}}


def _ids(query: Mapping[str, str]) -> list[str]:
    return query["ids"].split(",")


def _tweet(number: int, at: datetime) -> Any:
    text = f"thing {number}"
    return {"id": f"{number}", "text": text, "author_id": "7", "created_at": at.isoformat()}


def _instagram(server: Newest, path: str, query: Mapping[str, str]) -> Any:
    del path
    after = query["fields"].partition(".after(")[2].partition(")")[0]
    shown, onward = server.page(after or None, 50)
    paging = {} if onward is None else {"cursors": {"after": onward}}
    media = [
        {"id": f"{n:05}", "permalink": f"https://www.instagram.com/p/C{n}/", "caption": "thing"}
        | {"timestamp": at.isoformat()}
        for n, at in shown
    ]
    account = {"id": "17841400000000001", "username": "fanpage"}
    return {"business_discovery": {**account, "media": {"data": media, "paging": paging}}}


_FORMS: Final[Mapping[str, Callable[[Newest, str, Mapping[str, str]], Any]]] = {
    "reddit": _reddit,
    "youtube": _youtube,
    "x": _x,
    "instagram_graph": _instagram,
}
