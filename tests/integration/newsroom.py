"""A whole daemon on loopback: the wire, the AppView and the receiver are real servers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from monitor.app.clock import SystemClock
from monitor.app.daemon import Daemon
from monitor.ports import Clock
from monitor.settings import load
from tests.simulator.appview import AppView
from tests.simulator.events import Events
from tests.simulator.jetstream import Jetstream
from tests.simulator.receiver import EVERYTHING, Receiver

SECRET = "whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo="
PATIENCE = 20.0

CATALOGUE = """
[[accounts]]
platform = "bluesky"
handle = "player.example"
role = "player"
player = "sergio-ramos"
proof = "the handle is the player's own domain"
verified_on = 2026-01-01

[[accounts]]
platform = "bluesky"
handle = "fans.example"
role = "fan_account"
club = "real-madrid"
proof = "linked from the fan site's own page"
verified_on = 2026-01-01
"""


@dataclass
class Newsroom:
    """Everything around one daemon, which can be stopped and started again."""

    folder: Path
    url: str
    wire: Jetstream
    view: AppView
    receiver: Receiver
    world: Events
    overrides: Mapping[str, Any] = field(default_factory=dict)
    clock: Clock = field(default_factory=SystemClock)
    daemon: Daemon | None = None
    _stop: asyncio.Event = field(default_factory=asyncio.Event)
    _task: asyncio.Task[None] | None = None

    @property
    def player(self) -> str:
        """DID of the watched player."""
        return self.world.did("player")

    @property
    def fans(self) -> str:
        """DID of the proven fan account of Real Madrid."""
        return self.world.did("fans")

    def now(self) -> datetime:
        """Return the time by the daemon's clock."""
        return self.clock.now()

    async def start(self, *, reading: bool = True) -> None:
        """Start the daemon; wait until it runs and, if *reading*, reads the wire as resolved."""
        overrides = {
            "storage": {"url": self.url},
            "privacy": {"secret": "22" * 32},
            "catalogue": {"files": [str(self.folder / "mine.toml")]},
            "watch": [{"player": "sergio-ramos", "club": "real-madrid"}],
            "connectors": [
                {
                    "type": "bluesky_jetstream",
                    "name": "bluesky",
                    "urls": [self.wire.url],
                    "collections": ["app.bsky.*"],
                    "appview": self.view.url,
                    "hydrate_timeout": "1s",
                }
            ],
            "webhooks": [
                {
                    "name": "desk",
                    "url": self.receiver.url,
                    "secret": SECRET,
                    "allow": ["127.0.0.0/8"],
                    "allow_http": True,
                    **EVERYTHING,
                }
            ],
            "web": {"listen": "127.0.0.1:0"},
            **self.overrides,
        }
        self._stop = asyncio.Event()
        self.daemon = Daemon(load(None, {}, overrides), self.clock)
        self._task = asyncio.create_task(self.daemon.run(self._stop))
        ready = asyncio.create_task(self.daemon.ready.wait())
        await asyncio.wait({ready, self._task}, return_when=asyncio.FIRST_COMPLETED)
        if not ready.done():
            ready.cancel()
            await self._task
        if reading:
            await self.until(self.knows_the_player)
            await self.wire.subscribed()

    async def stop(self) -> None:
        """Stop the daemon in order."""
        self._stop.set()
        if self._task is not None:
            await asyncio.wait_for(self._task, PATIENCE)
            self._task = None

    def knows_the_player(self) -> bool:
        """Whether the daemon has resolved the player's handle."""
        return self.daemon is not None and self.daemon.knows(self.player)

    async def until(self, true: Any) -> None:
        """Wait until *true* returns something true."""
        async with asyncio.timeout(PATIENCE):
            while not true():
                await asyncio.sleep(0.02)

    async def messages(self, count: int) -> Sequence[dict[str, Any]]:
        """Wait for *count* messages; return what they say."""
        await self.until(lambda: len(self.receiver.attempts) >= count)
        return [json.loads(attempt.body) for attempt in self.receiver.attempts]


@asynccontextmanager
async def newsroom(folder: Path, url: str, **overrides: Any) -> AsyncIterator[Newsroom]:
    """Give a newsroom whose daemon is not started yet."""
    (folder / "mine.toml").write_text(CATALOGUE, encoding="utf-8")
    async with Jetstream() as wire, AppView() as view, Receiver(SECRET) as receiver:
        world = Events(seed=3, start=SystemClock().now())
        view.handles["player.example"] = world.did("player")
        view.handles["fans.example"] = world.did("fans")
        made = Newsroom(folder, url, wire, view, receiver, world, overrides)
        try:
            yield made
        finally:
            await made.stop()
