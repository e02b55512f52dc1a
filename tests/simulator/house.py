"""The house that the demo plays in: simulated servers around the real daemon, on one clock."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

import aiohttp
from prometheus_client.parser import text_string_to_metric_families

from tests.simulator.appview import AppView
from tests.simulator.events import line
from tests.simulator.jetstream import Jetstream
from tests.simulator.newsstand import Newsstand
from tests.simulator.pace import Pace
from tests.simulator.plot import START, Article, Moment, Plot
from tests.simulator.receiver import Receiver

SECRET = "whsec_" + base64.b64encode(b"the newsroom's shared secret 32!").decode()
PATIENCE = 120.0
"""Seconds that anything may take; only a machine that stands still takes so long."""

ENOUGH = 2.0
"""Seconds that the clock is held at most for a watch that doesn't go on."""

BEHIND = timedelta(minutes=22)
"""The clock waits for a watch that is so far behind; eighteen minutes are usual."""

OUTLETS = {"evening-whistle": "The Evening Whistle", "diario-del-area": "Diario del Área"}

CATALOGUE = """
[[accounts]]
platform = "bluesky"
handle = "sergioramos.example"
role = "player"
player = "sergio-ramos"
proof = "the handle is the player's own domain (simulated)"
verified_on = {today}

[[accounts]]
platform = "bluesky"
handle = "bernabeu-nights.example"
role = "fan_account"
club = "real-madrid"
proof = "linked from the fan site's own page (simulated)"
verified_on = {today}

[[sources]]
slug = "evening-whistle"
name = "The Evening Whistle"
role = "outlet"
languages = ["en"]
domains = ["evening-whistle.example"]

[[sources]]
slug = "diario-del-area"
name = "Diario del Área"
role = "outlet"
languages = ["es"]
domains = ["diario-del-area.example"]
"""

CONFIGURATION = """
[storage]
url = "sqlite:///{folder}/lastdance.db"

[privacy]
secret_file = "{folder}/lastdance.key"

[catalogue]
files = ["{folder}/catalogue.toml"]

[[connectors]]
type = "jsonl"
name = "archive"
path = "{folder}/archive.jsonl"

[[connectors]]
type = "bluesky_jetstream"
name = "bluesky"
urls = ["{jetstream}"]
appview = "{appview}"
collections = ["app.bsky.*"]

[[connectors]]
type = "feed"
name = "evening-whistle"
url = "{newsstand}/evening-whistle"
outlet = "evening-whistle"
allow = ["127.0.0.0/8"]

[[connectors]]
type = "feed"
name = "diario-del-area"
url = "{newsstand}/diario-del-area"
outlet = "diario-del-area"
allow = ["127.0.0.0/8"]

[[webhooks]]
name = "newsroom"
url = "{receiver}"
secret = "{secret}"
allow = ["127.0.0.0/8"]
allow_http = true
max_pushes_per_day = 5   # an evening a minute
digest = "off"
kinds = ["act.notable", "story.updated", "story.ended", "alert.corrected"]

[web]
listen = "127.0.0.1:0"

[log]
format = "json"
"""

Labels = frozenset[tuple[str, str]]
YESTERDAY = Article("The season in pictures", "All the goals, and the best of the stands.")


@dataclass(slots=True)
class House:
    """What the story is played in.

    Attributes:
        history: What was imported.
        articles: What lies in each outlet's feed, newest first, with its time.
        said: What the daemon has logged.
    """

    folder: Path
    plot: Plot
    pace: Pace
    wire: Jetstream
    view: AppView
    stand: Newsstand
    newsroom: Receiver
    history: Sequence[Moment]
    daemon: asyncio.subprocess.Process
    session: aiohttp.ClientSession
    pages: str = ""
    articles: dict[str, list[tuple[datetime, Article]]] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)

    def publish(self, outlet: str, article: Article, at: datetime) -> None:
        """Put *article* on top of the outlet's feed."""
        front = self.articles.setdefault(outlet, [])
        front.insert(0, (at, article))
        self.stand.put(f"/{outlet}", rss(outlet, front), etag=f'"{len(front)}"')

    async def figures(self, page: str = "metrics") -> Mapping[tuple[str, Labels], float]:
        """Return what one of the daemon's pages for Prometheus says, by name and labels."""
        async with self.session.get(f"{self.pages}/{page}") as answer:
            text = await answer.text()
        return {
            (sample.name.removeprefix("lastdance_"), frozenset(sample.labels.items())): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
        }

    async def figure(self, name: str, page: str = "metrics", **labels: str) -> float:
        """Return one of them; 0 while it isn't there."""
        return (await self.figures(page)).get((name, frozenset(labels.items())), 0.0)

    async def follow(self) -> None:
        """Hold the clock, for ever, while the watch is too far behind it.

        But not for long where that doesn't help: what the watch waits for may need time.
        """
        last, since = 0.0, time.monotonic()
        while True:
            through = await self.figure("watch_through_timestamp_seconds")
            if through != last:
                last, since = through, time.monotonic()
            seen = max(datetime.fromtimestamp(through, UTC), START)
            behind = self.pace.now() - seen > BEHIND
            if behind and time.monotonic() - since < ENOUGH:
                self.pace.held.add("watch")
            else:
                self.pace.held.discard("watch")
            await asyncio.sleep(0.05)

    async def hear(self) -> None:
        """Keep what the daemon logs, until it is over."""
        assert self.daemon.stderr is not None
        async for raw in self.daemon.stderr:
            try:
                self.said.append(str(json.loads(raw)["message"]))
            except (ValueError, KeyError):
                self.said.append(raw.decode(errors="replace").rstrip())

    async def logged(self, words: str) -> str:
        """Wait for a line of the daemon's log that holds *words*; return it.

        Raises:
            RuntimeError: The daemon has ended, or is silent for too long.
        """
        await self.until(lambda: any(words in each for each in self.said))
        return next(each for each in self.said if words in each)

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until *true* returns something true.

        Raises:
            RuntimeError: The daemon has ended, or is silent for too long.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while self.daemon.returncode is None:
                    if true():
                        return
                    await asyncio.sleep(0.01)
        raise RuntimeError("the daemon did not come so far: " + "\n".join(self.said[-20:]))

    async def figure_is(
        self, true: Callable[[float], bool], name: str, page: str = "metrics", **labels: str
    ) -> None:
        """Wait until one of the daemon's figures is as it is to be."""
        async with asyncio.timeout(PATIENCE):
            while not true(await self.figure(name, page, **labels)):
                await asyncio.sleep(0.02)


def rss(outlet: str, front: list[tuple[datetime, Article]]) -> bytes:
    """Return a feed as outlets serve it."""
    items = "".join(
        f"<item><title>{escape(article.headline)}</title>"
        f"<description>{escape(article.extract)}</description>"
        f"<link>https://{outlet}.example/{len(front) - place}</link>"
        f"<pubDate>{format_datetime(at)}</pubDate></item>"
        for place, (at, article) in enumerate(front)
    )
    title = escape(OUTLETS[outlet])
    return f'<rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'.encode()


def configuration(folder: Path, **servers: str) -> str:
    """Return the demo's configuration: addresses, names and secrets, and not one threshold."""
    return CONFIGURATION.format(folder=folder, secret=SECRET, **servers)


@asynccontextmanager
async def house(folder: Path, plot: Plot, speed: float) -> AsyncIterator[House]:
    """Set everything up, with the daemon reading, the history stored, and the clock at the start.

    The clock runs once something calls `Pace.run`.
    """
    async with AsyncExitStack() as stack:
        wire = await stack.enter_async_context(Jetstream())
        view = await stack.enter_async_context(AppView())
        stand = await stack.enter_async_context(Newsstand())
        newsroom = await stack.enter_async_context(Receiver(SECRET))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        pace = stack.enter_context(Pace(folder / "pace", START, speed))
        view.handles["sergioramos.example"] = plot.world.did("player")
        view.handles["bernabeu-nights.example"] = plot.world.did("fan account")
        servers = {
            "jetstream": wire.url,
            "appview": view.url,
            "newsstand": stand.url,
            "receiver": newsroom.url,
        }
        history = plot.moments(plot.history())
        _write(folder, history, servers)
        daemon = await _start(folder)
        made = House(folder, plot, pace, wire, view, stand, newsroom, history, daemon, session)
        for outlet in OUTLETS:
            made.publish(outlet, YESTERDAY, START - timedelta(days=1))
        hearing = asyncio.create_task(made.hear())
        try:
            await _settle(made)
            yield made
        finally:
            if daemon.returncode is None:
                daemon.kill()
            await daemon.wait()
            await hearing


def _write(folder: Path, history: Sequence[Moment], servers: Mapping[str, str]) -> None:
    """Write the daemon's files."""
    lines = (line(moment.event) for moment in history if moment.event is not None)
    (folder / "archive.jsonl").write_bytes(b"\n".join(lines))
    (folder / "catalogue.toml").write_text(CATALOGUE.format(today=START.date()), "utf-8")
    config = folder / "lastdance.toml"
    config.write_text(configuration(folder, **servers), "utf-8")
    config.chmod(0o600)


async def _start(folder: Path) -> asyncio.subprocess.Process:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("LASTDANCE_")}
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.simulator.hurried",
        "-c", str(folder / "lastdance.toml"), str(folder / "pace"),
        stderr=asyncio.subprocess.PIPE, env=environment,
    )  # fmt: skip


async def _settle(made: House) -> None:
    """Wait until the daemon serves its pages, knows who is who, reads, and has the history."""
    ready = await made.logged("ready: pages at ")
    made.pages = ready.removeprefix("ready: pages at ")
    await made.logged("2 of 2 accounts known")
    await made.until(lambda: bool(made.wire.subscribers))
    await made.figure_is(lambda n: n == 1, "connector_state", connector="archive", state="done")
    await made.figure_is(
        lambda n: n >= len(made.history), "activities_total", connector="archive", verb="create"
    )
