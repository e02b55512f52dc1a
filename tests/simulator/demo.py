"""The story in a minute, offline: a like on a simulated wire, through the real daemon.

`python -m tests.simulator.demo [--fast]` starts loopback stand-ins for Bluesky's Jetstream and
AppView and for a newsroom's webhook, and `lastdance run` on a fresh SQLite database; plays the
story; and lets the oracle compare what was told with what happened.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
from rich.console import Console
from rich.markup import escape
from rich.panel import Panel

from tests.simulator.appview import AppView
from tests.simulator.events import Events
from tests.simulator.jetstream import Jetstream
from tests.simulator.oracle import Truth, verdict
from tests.simulator.receiver import Receiver

SECRET = "whsec_" + base64.b64encode(b"the newsroom's shared secret 32!").decode()
PATIENCE = 30.0

console = Console(highlight=False, soft_wrap=True)
wide = Console(highlight=False, width=100)

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
"""

CONFIGURATION = """
[storage]
url = "sqlite:///{folder}/lastdance.db"

[privacy]
secret_file = "{folder}/lastdance.key"

[catalogue]
files = ["{folder}/catalogue.toml"]

[[watch]]
player = "sergio-ramos"
club = "real-madrid"

[[connectors]]
type = "bluesky_jetstream"
name = "bluesky"
urls = ["{jetstream}"]
appview = "{appview}"
collections = ["app.bsky.*"]

[[webhooks]]
name = "newsroom"
url = "{receiver}"
secret = "{secret}"
allow = ["127.0.0.0/8"]
allow_http = true

[web]
listen = "127.0.0.1:0"

[log]
format = "json"
"""


@dataclass(slots=True)
class Stage:
    """What the story is played on."""

    world: Events
    wire: Jetstream
    view: AppView
    newsroom: Receiver
    daemon: asyncio.subprocess.Process
    folder: Path
    pages: str
    pause: float

    async def scene(self, text: str) -> None:
        """Say what happens next."""
        console.print(f"\n[bold cyan]{datetime.now(UTC):%H:%M:%S}[/]  {escape(text)}")  # noqa: TID251
        await asyncio.sleep(self.pause)

    async def told(self, count: int) -> dict[str, Any]:
        """Wait for the *count*th message, and return what it says."""
        async with asyncio.timeout(PATIENCE):
            while len(self.newsroom.attempts) < count:
                await asyncio.sleep(0.02)
        return dict(json.loads(self.newsroom.attempts[count - 1].body))


@asynccontextmanager
async def stage(pause: float) -> AsyncIterator[Stage]:
    """Set everything up, with the daemon running and reading the wire."""
    with tempfile.TemporaryDirectory(prefix="lastdance-demo-") as name:
        folder = Path(name)
        async with Jetstream() as wire, AppView() as view, Receiver(SECRET) as newsroom:
            today = datetime.now(UTC)  # noqa: TID251 - the daemon runs on the system's clock
            world = Events(seed=7, start=today)
            view.handles["sergioramos.example"] = world.did("player")
            view.handles["bernabeu-nights.example"] = world.did("fan account")
            (folder / "catalogue.toml").write_text(CATALOGUE.format(today=today.date()), "utf-8")
            (folder / "lastdance.toml").write_text(
                CONFIGURATION.format(
                    folder=folder,
                    jetstream=wire.url,
                    appview=view.url,
                    receiver=newsroom.url,
                    secret=SECRET,
                ),
                "utf-8",
            )
            (folder / "lastdance.toml").chmod(0o600)
            daemon, pages = await _start(folder)
            try:
                await _resolved(daemon, wire, 2)
                yield Stage(world, wire, view, newsroom, daemon, folder, pages, pause)
            finally:
                if daemon.returncode is None:
                    daemon.kill()
                    await daemon.wait()


async def _start(folder: Path) -> tuple[asyncio.subprocess.Process, str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("LASTDANCE_")}
    daemon = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "monitor", "run", "--config", str(folder / "lastdance.toml"),
        stderr=asyncio.subprocess.PIPE, env=environment,
    )  # fmt: skip
    line = await _logged(daemon, "ready: pages at ")
    return daemon, line.removeprefix("ready: pages at ")


async def _logged(daemon: asyncio.subprocess.Process, start: str) -> str:
    """Wait for a line of the daemon's log that begins so; return its message."""
    assert daemon.stderr is not None
    seen = []
    async with asyncio.timeout(PATIENCE):
        async for raw in daemon.stderr:
            try:
                message = str(json.loads(raw)["message"])
            except (ValueError, KeyError):
                message = raw.decode(errors="replace").rstrip()
            seen.append(message)
            if message.startswith(start):
                return message
    raise RuntimeError("the daemon stopped: " + "\n".join(seen[-20:]))


async def _resolved(daemon: asyncio.subprocess.Process, wire: Jetstream, accounts: int) -> None:
    """Wait until the daemon knows whose handles these are, and reads the wire."""
    known = f"{accounts} of {accounts} accounts known"
    while known not in await _logged(daemon, "catalogue: "):
        pass
    await wire.subscribed()


async def play(pause: float, *, stay: bool) -> bool:
    """Play the story; return whether the oracle agrees with all that was told."""
    console.print("[dim]A simulated network on this machine; nobody did any of this. Starting…[/]")
    async with stage(pause) as on:
        world, wire = on.world, on.wire
        player, fan_account = world.did("player"), world.did("fan account")
        console.print(f"[dim]lastdance is running on SQLite; its pages: {on.pages}[/]")
        truth = Truth()

        await on.scene("Fans talk: a match, the weather, and some about Sergio Ramos.")
        for n in range(40):
            words = "What a goal last night!" if n % 4 else "Sergio Ramos and Real Madrid, again…"
            post = truth.wrote(world.post(world.did(f"fan {n}"), f"{words} {n}", at=_now()))
            truth.kept(post, about=n % 4 == 0)
            wire.emit(post)

        await on.scene("The fan account @bernabeu-nights.example posts: “One last dance?”")
        text = "Sergio Ramos back at Real Madrid for one last dance? Our white heart says yes."
        dance = truth.kept(world.post(fan_account, text, langs=["en"], at=_now()), about=True)
        wire.emit(dance)
        for n in range(12):
            wire.emit(truth.kept(world.like(world.did(f"fan {n}"), dance, at=_now()), about=True))

        await on.scene("@sergioramos.example likes it. One act, on the wire among all others.")
        like = truth.kept(world.like(player, dance, at=_now()), about=True)
        truth.tells("act.notable", like)
        wire.emit(like)
        message = await on.told(1)
        await _show(on, message, 1)

        await on.scene("Fans repost and quote it. Nobody is woken again: it is the same story.")
        for n in range(10):
            wire.emit(truth.kept(world.repost(world.did(f"fan {n}"), dance, at=_now()), about=True))

        await on.scene("The like is taken back. Everybody who was told hears that, too.")
        unlike = truth.kept(world.undo(like, at=_now()), about=False)
        truth.tells("alert.corrected", unlike)
        wire.emit(unlike)
        await _show(on, await on.told(2), 2)

        if stay and sys.stdin.isatty():
            page = message["data"]["url"]
            console.print(
                f"\nThe alert's page is open at [bold]{on.pages}/alerts/"
                f"{page.rpartition('/')[2]}[/]; Enter ends the demo."
            )
            await asyncio.to_thread(sys.stdin.readline)
        await on.scene("SIGTERM: the daemon stores what it has read, and leaves.")
        on.daemon.send_signal(signal.SIGTERM)
        code = await asyncio.wait_for(on.daemon.wait(), PATIENCE)
        findings = await verdict(truth, on.folder / "lastdance.db", on.newsroom, code)
    console.print("\n[bold]The oracle compares what was told with what happened:[/]")
    for right, sentence in findings:
        console.print(f"  {'[green]✓[/]' if right else '[red]✗[/]'} {escape(sentence)}")
    return all(right for right, _ in findings)


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the wire is stamped by the system's clock


async def _show(on: Stage, message: dict[str, Any], count: int) -> None:
    data = message["data"]
    attempt = on.newsroom.attempts[count - 1]
    known = "\n".join(f"• {line}" for line in data["how_we_know"])
    gaps = "\n".join(f"• {line}" for line in data["unknown"])
    page = f"{on.pages}/alerts/{data['url'].rpartition('/')[2]}"
    async with aiohttp.ClientSession() as session, session.get(page) as answer:
        served = f"{page} (HTTP {answer.status}, {len(await answer.read()):,} bytes)"
    body = (
        f"[bold]{escape(data['title'])}[/]\n\n{escape(data['text'])}\n\n"
        f"[bold]How we know[/]\n{escape(known)}\n\n"
        f"[bold]What is not known[/]\n{escape(gaps)}\n\n"
        f"[dim]page       {escape(served)}\n"
        f"webhook-id {attempt.id}\n"
        f"signature  {'verified by the receiver' if attempt.genuine else 'WRONG'}[/]"
    )
    wide.print(Panel(body, title=f"webhook: {message['type']}", title_align="left", width=100))


def main(*, fast: bool = False) -> int:
    """Play the story; return 0 if the oracle agrees, else 1."""
    agreed = asyncio.run(play(0.0 if fast else 2.0, stay=not fast))
    console.print("[bold green]All as it should be.[/]" if agreed else "[bold red]It is not.[/]")
    return 0 if agreed else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.simulator.demo")
    parser.add_argument("--fast", action="store_true", help="don't pause for the reader")
    sys.exit(main(fast=parser.parse_args().fast))
