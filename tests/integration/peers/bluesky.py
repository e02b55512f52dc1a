"""A real Bluesky on loopback: PDS and AppView as their makers publish them.

    with network(server) as bluesky:
        async with bluesky.people("fan", "player") as people:
            post = await people.post("fan", "one last dance")
            await people.like("player", post)

`LASTDANCE_TEST_PEERS` names a folder, in whose `bluesky` npm put the packages; `.ci/run` does that.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import shutil
import subprocess
import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from monitor.app.clock import SystemClock
from tests.postgres import free_port
from tests.simulator.events import Event

NAMED = "LASTDANCE_TEST_PEERS"
"""Folder with servers of others."""

BOOT = Path(__file__).parent / "network.mjs"
PASSWORD = "one-last-dance"
PATIENCE = 60
AT_ONCE = 100
"""Records of one write."""

_numbers = itertools.count(1)


@dataclass
class Bluesky:
    """Where everything stands, and what its firehose told.

    Attributes:
        events: As Jetstream tells them; grows while the network runs.
    """

    pds: str
    appview: str
    directory: str
    events: list[Event] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @asynccontextmanager
    async def people(self, *names: str) -> AsyncIterator[People]:
        """Give people with accounts of their own, and names that nobody else has."""
        async with aiohttp.ClientSession() as session:
            people = People(self, session)
            await asyncio.gather(*map(people.join, names))
            yield people


@dataclass
class Person:
    """Somebody with an account."""

    did: str
    handle: str
    token: str


@dataclass
class People:
    """What people do, over real HTTP."""

    network: Bluesky
    session: aiohttp.ClientSession
    who: dict[str, Person] = field(default_factory=dict)

    async def join(self, name: str) -> Person:
        """Make an account."""
        handle = f"{name}-{next(_numbers)}.test"
        made = await self._post(
            "com.atproto.server.createAccount",
            {"handle": handle, "email": f"{handle}@example.org", "password": PASSWORD},
        )
        self.who[name] = Person(made["did"], handle, made["accessJwt"])
        return self.who[name]

    async def make(self, name: str, collection: str, **record: Any) -> dict[str, str]:
        """Make a record; return its address and hash, as others refer to it."""
        now = SystemClock().now().isoformat().replace("+00:00", "Z")
        body = {"$type": collection, "createdAt": now, **record}
        made = await self._post(
            "com.atproto.repo.createRecord",
            {"repo": self.who[name].did, "collection": collection, "record": body},
            name,
        )
        return {"uri": made["uri"], "cid": made["cid"]}

    async def post(self, name: str, text: str, **more: Any) -> dict[str, str]:
        """Somebody posts."""
        return await self.make(name, "app.bsky.feed.post", text=text, **more)

    async def like(self, name: str, post: dict[str, str]) -> dict[str, str]:
        """Somebody likes a post."""
        return await self.make(name, "app.bsky.feed.like", subject=post)

    async def burst(self, name: str, count: int, post: dict[str, str]) -> list[dict[str, str]]:
        """Somebody answers a post so many times at once."""
        made = []
        for start in range(0, count, AT_ONCE):
            writes = [
                {
                    "$type": "com.atproto.repo.applyWrites#create",
                    "collection": "app.bsky.feed.post",
                    "value": {
                        "$type": "app.bsky.feed.post",
                        "text": f"number {number}",
                        "createdAt": "2026-01-01T00:00:00Z",
                        "reply": {"root": post, "parent": post},
                    },
                }
                for number in range(start, min(start + AT_ONCE, count))
            ]
            body = {"repo": self.who[name].did, "writes": writes}
            said = await self._post("com.atproto.repo.applyWrites", body, name)
            made += [{"uri": one["uri"], "cid": one["cid"]} for one in said["results"]]
        return made

    async def repost(self, name: str, post: dict[str, str]) -> dict[str, str]:
        """Somebody reposts a post."""
        return await self.make(name, "app.bsky.feed.repost", subject=post)

    async def follow(self, name: str, whom: str) -> dict[str, str]:
        """Somebody follows somebody."""
        return await self.make(name, "app.bsky.graph.follow", subject=self.who[whom].did)

    async def end(self, name: str, record: dict[str, str]) -> None:
        """Somebody deletes a record."""
        _, _, _, collection, key = record["uri"].split("/")
        body = {"repo": self.who[name].did, "collection": collection, "rkey": key}
        await self._post("com.atproto.repo.deleteRecord", body, name)

    async def deactivate(self, name: str) -> None:
        """Somebody closes the account for a while."""
        await self._post("com.atproto.server.deactivateAccount", {}, name)

    async def activate(self, name: str) -> None:
        """Somebody opens it again."""
        await self._post("com.atproto.server.activateAccount", None, name)

    async def ask(self, method: str, **params: str) -> Any:
        """Ask the AppView, as anybody may."""
        url = f"{self.network.appview}/xrpc/{method}"
        async with self.session.get(url, params=params) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def likers(self, post: dict[str, str]) -> set[str]:
        """Return who likes a post, as the AppView lists them."""
        said = await self.ask("app.bsky.feed.getLikes", uri=post["uri"], limit="100")
        return {like["actor"]["did"] for like in said["likes"]}

    async def reposters(self, post: dict[str, str]) -> set[str]:
        """Return who reposted a post, as the AppView lists them."""
        said = await self.ask("app.bsky.feed.getRepostedBy", uri=post["uri"], limit="100")
        return {one["did"] for one in said["repostedBy"]}

    async def followers(self, name: str) -> set[str]:
        """Return who follows somebody, as the AppView lists them."""
        did = self.who[name].did
        said = await self.ask("app.bsky.graph.getFollowers", actor=did, limit="100")
        return {one["did"] for one in said["followers"]}

    async def shown(self, posts: Sequence[dict[str, str]]) -> set[str]:
        """Return where those of some posts stand that the AppView still shows."""
        found: set[str] = set()
        for start in range(0, len(posts), 25):
            uris = [("uris", post["uri"]) for post in posts[start : start + 25]]
            url = f"{self.network.appview}/xrpc/app.bsky.feed.getPosts"
            async with self.session.get(url, params=uris) as answer:
                assert answer.status == 200, await answer.text()
                found |= {post["uri"] for post in (await answer.json())["posts"]}
        return found

    async def _post(self, method: str, body: Any, name: str | None = None) -> Any:
        headers = {} if name is None else {"Authorization": f"Bearer {self.who[name].token}"}
        url = f"{self.network.pds}/xrpc/{method}"
        async with self.session.post(url, json=body, headers=headers) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json(content_type=None)


@contextmanager
def network(postgres: str) -> Iterator[Bluesky]:
    """Run a Bluesky on the empty PostgreSQL database at *postgres*; skip where there is none."""
    folder = Path(os.environ.get(NAMED, "/nonexistent")) / "bluesky"
    if not (folder / "node_modules/@atproto/dev-env").is_dir():
        pytest.skip(f"no real Bluesky in {NAMED}; .ci/run puts it there")
    for program, package in (("node", "nodejs"), ("redis-server", "redis-server")):
        if shutil.which(program) is None:
            pytest.skip(f"no real Bluesky: apt-get install {package}")
    port = free_port()
    nothing = subprocess.DEVNULL
    redis = subprocess.Popen(
        ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""], stdout=nothing
    )
    node = subprocess.Popen(
        ["node", str(BOOT), str(folder)],
        env={
            **os.environ,
            "DB_POSTGRES_URL": postgres,
            "REDIS_HOST": f"127.0.0.1:{port}",
            "LOG_ENABLED": "false",
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=nothing,
        text=True,
    )
    try:
        yield _listened(node)
    finally:
        for process in (node, redis):
            process.terminate()
            process.wait()
        for pipe in (node.stdin, node.stdout):
            if pipe is not None:
                pipe.close()


def _listened(node: subprocess.Popen[str]) -> Bluesky:
    """Return where everything stands, and keep hearing what comes."""
    assert node.stdout is not None
    stdout = node.stdout
    places = json.loads(stdout.readline())
    bluesky = Bluesky(**places)

    def hear(lines: Sequence[str] = ()) -> None:
        del lines
        for line in stdout:
            said = json.loads(line)
            if "event" in said:
                bluesky.events.append(said["event"])
            else:
                bluesky.errors.append(said["error"])

    threading.Thread(target=hear, daemon=True).start()
    return bluesky
