"""A browser in front of a real daemon, after an evening: every page, as people see it.

`python -m tests.integration.browser FOLDER` paints all pages, light and dark, narrow and wide.
Pages are found as a visitor finds them: by following links; so a new page is tried with the rest.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from monitor.app.daemon import Daemon
from monitor.ports import Clock
from monitor.settings import load
from monitor.web.rights import ROUTES
from tests.integration.test_walkthrough_saga import LIKE, POST, RIVALS, TALK
from tests.integration.theatre import (
    FANS,
    PAPERS,
    UNITED,
    Theatre,
    Told,
    copied,
    rehearse,
    theatre,
)
from tests.simulator.clock import FastClock
from tests.simulator.newsstand import Newsstand

CHROMIUM: Final = shutil.which("chromium") or "/usr/bin/chromium"
NARROW, WIDE = (390, 844), (1440, 900)
SIZES: Final = (NARROW, WIDE)
SCHEMES: Final = ("light", "dark")

UNLINKED: Final = ("/sign-in", "/nowhere")
"""Pages that are seen without a link to them."""

AWAY: Final = "https://morning-bell.example/feed"
"""Of a paper that can't be reached, wherever this runs."""

EMPTY: Final = b"""<?xml version="1.0"?><rss version="2.0"><channel>
<title>The Evening Whistle</title></channel></rss>"""

PATIENCE = 60.0
_LINKS = "[...document.querySelectorAll('a[href]')].map((each) => each.getAttribute('href'))"
_WIDTH = "document.documentElement.scrollWidth"
_FOLDS = "document.querySelectorAll('details').forEach((each) => { each.open = OPENED; })"
_AXE = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations.map(
  (each) => `${each.id}: ${each.nodes.map((node) => node.target.join(' ')).join(', ')}`)"""


def missing() -> str:
    """Return what is missing to try pages; empty = nothing."""
    return "" if Path(CHROMIUM).exists() else "no Chromium"


def axe() -> Path | None:
    """Return the script that finds barriers, if it was installed."""
    peers = os.environ.get("LASTDANCE_TEST_PEERS")
    found = Path(peers or "/nowhere") / "axe/node_modules/axe-core/axe.min.js"
    return found if found.exists() else None


@dataclass
class Look:
    """One page as it was seen.

    Attributes:
        route: As in `monitor.web.rights`, such as `/alerts/{id}`; a path where there is none.
        faults: What the console and the network complained of.
        elsewhere: Addresses of others that were asked for.
        barriers: What axe found, by width and scheme.
        broad: Widths in which it must be scrolled sideways.
    """

    path: str
    route: str
    status: int = 0
    faults: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    barriers: list[str] = field(default_factory=list)
    broad: list[int] = field(default_factory=list)


async def evening(it: Theatre) -> None:
    """Let a like be pushed, taken up and talked of, until the talk is at its loudest."""
    await it.minutes(10)
    await it.report("likes", POST, "Ana", about="Real Madrid", note="seen on the phone")
    await it.minutes(4)
    it.post(FANS, "One last dance at Real Madrid? Sergio Ramos, come home")
    await it.minutes(3)
    it.post(UNITED, "Bring Sergio Ramos back to Real Madrid")
    await it.minutes(8, 0.5, TALK)
    it.print("evening-whistle", LIKE)
    await it.minutes(8, 1.5, TALK)
    for paper in PAPERS[1:6]:
        it.print(paper, f"{LIKE}, according to The Evening Whistle")
        await it.minutes(2, 5.5, (*TALK, *RIVALS))
    await it.minutes(25, 7, (*TALK, *RIVALS))


@asynccontextmanager
async def house(folder: Path, before: Path, heard: list[Told] | None = None) -> AsyncIterator[str]:
    """Play the evening upon what was rehearsed in *before*; yield the address of a daemon then.

    Args:
        heard: Takes what the newsroom was told by its webhook.
    """
    async with theatre(copied(before, folder)) as it:
        await evening(it)
        await it.delivered()
        if heard is not None:
            heard += it.told()
        now = it.now
    async with Newsstand() as stand:
        stand.put("/feed", EMPTY)
        async with _running(folder, f"{stand.url}/feed", FastClock(now)) as address:
            yield address


@asynccontextmanager
async def _running(folder: Path, feed: str, clock: Clock) -> AsyncIterator[str]:
    """Run a daemon upon what is stored in *folder*: one paper is read at *feed*, another away."""
    read = {"type": "feed", "allow": ["127.0.0.0/8"]}
    settings = load(
        None,
        {},
        {
            "storage": {"url": f"sqlite:///{folder / 'theatre.db'}"},
            "privacy": {"secret": "44" * 32},
            "catalogue": {"files": [str(folder / "catalogue.toml")]},
            "connectors": [
                {"name": "evening-whistle", "outlet": "evening-whistle", "url": feed, **read},
                {"name": "morning-bell", "outlet": "morning-bell", "url": AWAY, **read},
            ],
            "web": {"listen": "127.0.0.1:0"},
        },
    )
    daemon, stop = Daemon(settings, clock), asyncio.Event()
    running = asyncio.create_task(daemon.run(stop))
    ready = asyncio.create_task(daemon.ready.wait())
    await asyncio.wait({ready, running}, return_when=asyncio.FIRST_COMPLETED)
    try:
        if running.done():
            running.result()
        yield daemon.address
    finally:
        ready.cancel()
        stop.set()
        await asyncio.wait_for(running, PATIENCE)


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Start a browser."""
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            await browser.close()


async def tour(browser: Browser, address: str, paint: Path | None = None) -> Sequence[Look]:
    """Look at one page of each kind that links lead to; paint them into *paint*."""
    context = await browser.new_context(locale="en-GB")
    waiting = ["/", *(path for path in _plain() if path != "/"), *UNLINKED]
    seen: dict[str, Look] = {}
    try:
        while waiting:
            path = waiting.pop(0)
            route = kind(path)
            if route in seen or not await _is_page(context, f"{address}{path}"):
                continue
            look = seen[route] = Look(path=path, route=route)
            links = await _visit(context, address, look, paint)
            waiting += [link for link in links if link.startswith("/") and kind(link) not in seen]
    finally:
        await context.close()
    return list(seen.values())


def kind(path: str) -> str:
    """Return of what kind the page at *path* is: the route that answers, or itself."""
    path = urlsplit(path).path
    return next((route for route, pattern in _PATTERNS.items() if pattern.fullmatch(path)), path)


def _plain() -> list[str]:
    """Return the paths of pages that need no name in them."""
    return [route for route in _PATTERNS if "{" not in route]


_PATTERNS: Final = {
    route.partition(" ")[2]: re.compile(
        re.sub(r"\\\{\w+\\\}", r"[^/]+", re.escape(route.partition(" ")[2]))
    )
    for route in sorted(ROUTES, key=lambda route: (route.count("{"), -len(route)))
    if route.startswith("GET ")
}


async def _is_page(context: BrowserContext, address: str) -> bool:
    answer = await context.request.get(address, headers={"Accept": "text/html"})
    return answer.headers.get("content-type", "").startswith("text/html")


async def _visit(
    context: BrowserContext, address: str, look: Look, paint: Path | None
) -> Sequence[str]:
    """Look at one page in all sizes and schemes; return where it leads."""
    page = await context.new_page()
    page.on("pageerror", lambda error: look.faults.append(str(error)))
    page.on("console", lambda said: _note(look, said.text) if said.type == "error" else None)
    page.on("request", lambda asked: _watch(look, asked.url, address))
    try:
        answer = await page.goto(f"{address}{look.path}", wait_until="networkidle")
        look.status = answer.status if answer is not None else 0
        for size in SIZES:
            await page.set_viewport_size({"width": size[0], "height": size[1]})
            if await page.evaluate(_WIDTH) > size[0]:
                look.broad.append(size[0])
            for scheme in SCHEMES:
                await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
                await _judge(page, look, f"{size[0]} {scheme}")
                if paint is not None:
                    name = look.route.strip("/").replace("/", "-").replace("{", "").replace("}", "")
                    path = paint / f"{name or 'board'}-{size[0]}-{scheme}.png"
                    await page.screenshot(path=path, full_page=True)
            for opened in ("true", "false"):
                await page.evaluate(_FOLDS.replace("OPENED", opened))
                if opened == "true":
                    await _judge(page, look, f"{size[0]} unfolded")
                    if await page.evaluate(_WIDTH) > size[0]:
                        look.broad.append(size[0])
        links: list[str] = await page.evaluate(_LINKS)
        return links
    finally:
        await page.close()


async def _judge(page: Page, look: Look, how: str) -> None:
    script = axe()
    if script is None:
        return
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(script.read_text("utf-8"))  # past the policy of the page, as a tool may
    found: list[Any] = await page.evaluate(_AXE)
    look.barriers += [f"{how}: {one}" for one in found]


def _note(look: Look, said: str) -> None:
    if look.status < 400 and "status of 4" not in said:  # a page that says so, as it should
        look.faults.append(said)


def _watch(look: Look, asked: str, address: str) -> None:
    if not asked.startswith((address, "data:", "blob:")):
        look.elsewhere.append(asked)


async def _paint(into: Path) -> None:
    into.mkdir(exist_ok=True, parents=True)
    with tempfile.TemporaryDirectory(prefix="lastdance-pages-") as name:
        before, folder = Path(name, "before"), Path(name, "house")
        before.mkdir()
        folder.mkdir()
        await rehearse(before)
        async with house(folder, before) as address, chromium() as browser:
            for look in await tour(browser, address, into):
                print(look)


if __name__ == "__main__":
    asyncio.run(_paint(Path(sys.argv[1])))
