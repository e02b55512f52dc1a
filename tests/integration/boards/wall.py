"""Hangs boards on a wall: a real Prometheus with the evening in it, and a browser before them.

What draws is Grafana's own libraries, bundled once by esbuild from `wall.jsx`; there is no
Grafana server. `LASTDANCE_TEST_PEERS/grafana` holds the npm packages that `.ci/run` installs.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import aiohttp
from aiohttp import web
from playwright.async_api import (
    Browser,
    ConsoleMessage,
    Error,
    Page,
    Response,
    async_playwright,
)

import dashboards
from tests.integration.boards.evening import SINCE, UNTIL, Evening
from tests.simulator.plot import minute

CHROMIUM: Final = shutil.which("chromium")
PACKAGES: Final = Path(os.environ.get("LASTDANCE_TEST_PEERS", "/nowhere")) / "grafana/node_modules"
IMAGES: Final = PACKAGES / "@grafana/ui/dist/public"
PARTS: Final = {
    "Grafana's libraries; .ci/run installs them": (PACKAGES / ".bin/esbuild").exists(),
    "Chromium": CHROMIUM is not None,
    "Prometheus": shutil.which("prometheus") is not None,
    "promtool": shutil.which("promtool") is not None,
}
MISSING: Final = [part for part, there in PARTS.items() if not there]

SCENES: Final[Mapping[str, datetime]] = {"overview": minute(47), "connectors": minute(66)}
"""Until when a board shows the evening, if not to its end: when most is to be seen there."""

STORY: Final = {"player": "sergio-ramos", "club": "real-madrid"}
CHOSEN: Final[Mapping[str, Mapping[str, str]]] = {"pairing": STORY}
"""Which variables are chosen on it."""

WIDTH, HEIGHT = 1680, 2400  # all of a board: Grafana's tables draw nothing that isn't seen
PATIENCE: Final = 60.0

BUNDLED: Final = (
    "--bundle", "--format=iife", "--minify", "--define:global=window",
    '--define:process.env.NODE_ENV="production"', "--log-level=error",
    *(f"--loader:.{kind}=dataurl" for kind in ("ttf", "woff2", "svg")),
)  # fmt: skip
BARE: Final = (
    "<!doctype html><html><head><meta charset='utf-8'><link rel='icon' href='data:,'>"
    "<link rel='stylesheet' href='/wall.css'></head>"
    "<body><div id='wall'></div><script src='/wall.js'></script></body></html>"
)
DRAWN: Final = """() => document.body.dataset.failed
  || (document.querySelectorAll('.panel').length > 0
      && !document.querySelector('.panel[data-state=Loading]'))"""


@dataclass(slots=True)
class Hung:
    """A board as the browser shows it.

    Attributes:
        faults: Errors that the browser told, and requests that were not answered well.
        panels: What each panel is: id, kind, state, what it drew and says.
        marks: How many annotations were drawn.
        links: Where the cells of its tables lead.
        units: All that Grafana has.
    """

    page: Page
    faults: list[str]
    panels: list[dict[str, Any]] = field(default_factory=list)
    marks: int = 0
    links: list[str] = field(default_factory=list)
    units: set[str] = field(default_factory=set)

    async def paint(self, path: Path) -> None:
        """Paint the board into a PNG."""
        box = await self.page.locator("main").bounding_box()
        assert box is not None
        height = box["y"] + box["height"] + 8
        await self.page.screenshot(
            path=path, clip={"x": 0, "y": 0, "width": WIDTH, "height": height}
        )


@dataclass(slots=True)
class Wall:
    """Where boards hang."""

    address: str
    browser: Browser

    @asynccontextmanager
    async def hang(
        self, name: str, theme: str = "dark", board: dict[str, Any] | None = None
    ) -> AsyncIterator[Hung]:
        """Show the board *name* until this is left, or another *board* in its place."""
        page = await self.browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        hung = Hung(page, [])
        _listen(page, hung.faults)
        until = SCENES.get(name, UNTIL)
        query = {"board": name, "theme": theme, "from": _milli(SINCE), "to": _milli(until)}
        query |= {f"var-{name}": value for name, value in CHOSEN.get(name, {}).items()}
        if board is not None:
            await page.route(f"**/boards/{name}", lambda route: route.fulfill(json=board))
        try:
            await page.goto(f"{self.address}/?{urlencode(query)}")
            await page.wait_for_function(DRAWN, timeout=PATIENCE * 1000)
            await page.wait_for_timeout(150)  # charts paint in the frames that come next
            failed = await page.evaluate("document.body.dataset.failed")
            hung.faults += [failed] if failed else []
            hung.marks = int(await page.evaluate("document.body.dataset.marks || '0'"))
            hung.panels = await page.evaluate(SEEN)
            hung.links = await page.evaluate(LED)
            hung.units = set(await page.evaluate("window.UNITS"))
            yield hung
        finally:
            await page.close()


def _listen(page: Page, faults: list[str]) -> None:
    def thrown(error: Error) -> None:
        faults.append(str(error))

    def answered(answer: Response) -> None:
        if answer.status >= 400:
            faults.append(f"{answer.status}: {answer.url}")

    def said(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(message.text)

    page.on("pageerror", thrown)
    page.on("response", answered)
    page.on("console", said)


SEEN: Final = """() => [...document.querySelectorAll('.panel')].map((panel) => ({
  id: Number(panel.dataset.panel), title: panel.dataset.title, kind: panel.dataset.kind,
  state: panel.dataset.state,
  failed: panel.dataset.failed ?? '', series: Number(panel.dataset.found), text: panel.innerText,
  canvases: [...panel.querySelectorAll('canvas')].filter((each) => each.width > 0).length,
  rows: panel.querySelectorAll('[role=row]').length,
}))"""

LED: Final = "[...document.querySelectorAll('[role=row] a')].map((each) => each.href)"


@asynccontextmanager
async def walls(folder: Path) -> AsyncIterator[Wall]:
    """Yield a wall, with the evening behind it."""
    await asyncio.gather(asyncio.to_thread(_bundle, folder), asyncio.to_thread(_remember, folder))
    async with (
        prometheus(folder) as source,
        aiohttp.ClientSession() as session,
        _served(folder, source, session) as address,
        async_playwright() as play,
        await play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"]) as browser,
    ):
        yield Wall(address, browser)


@asynccontextmanager
async def prometheus(folder: Path) -> AsyncIterator[str]:
    """Yield the address of a Prometheus that holds what lies in `folder/tsdb`."""
    (folder / "prometheus.yml").write_text("{}\n")
    address = f"127.0.0.1:{_free()}"
    process = await asyncio.create_subprocess_exec(
        "prometheus", f"--config.file={folder / 'prometheus.yml'}",
        f"--storage.tsdb.path={folder / 'tsdb'}", "--storage.tsdb.retention.time=100y",
        f"--web.listen-address={address}", "--log.level=error",
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        await _ready(f"http://{address}/-/ready")
        yield f"http://{address}"
    finally:
        process.terminate()
        await process.wait()


async def _ready(address: str) -> None:
    async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(address) as answer:
                    if answer.ok:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.05)


@asynccontextmanager
async def _served(folder: Path, source: str, session: aiohttp.ClientSession) -> AsyncIterator[str]:
    async def bare(request: web.Request) -> web.Response:
        return web.Response(text=BARE, content_type="text/html")

    async def board(request: web.Request) -> web.Response:
        return web.json_response(dashboards.load(request.match_info["name"]))

    async def asked(request: web.Request) -> web.Response:
        path = request.match_info["path"]
        async with session.get(f"{source}/{path}", params=request.query) as answer:
            return web.Response(
                body=await answer.read(), status=answer.status, content_type="application/json"
            )

    async def font(request: web.Request) -> web.Response:
        return web.Response(status=204)  # Grafana's own are no part of its libraries

    app = web.Application()
    app.add_routes([
        web.get("/", bare),
        web.get("/boards/{name}", board),
        web.get("/prometheus/{path:.*}", asked),
        web.get("/public/fonts/{path:.*}", font),
        web.static("/public/build", IMAGES),
        web.static("/public", IMAGES),
        web.static("/", folder / "bundle"),
    ])  # fmt: skip
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", _free())
    await site.start()
    try:
        yield site.name
    finally:
        await runner.cleanup()


def _bundle(folder: Path) -> None:
    into = folder / "bundle"
    into.mkdir()
    subprocess.run(
        [PACKAGES / ".bin/esbuild", Path(__file__).with_name("wall.jsx"), *BUNDLED,
         f"--outfile={into / 'wall.js'}"],
        check=True, env=_paths(),
    )  # fmt: skip


def _remember(folder: Path) -> None:
    text = folder / "evening.om"
    text.write_text("\n".join([*Evening().play().text(), ""]))
    subprocess.run(
        ["promtool", "tsdb", "create-blocks-from", "openmetrics", text, folder / "tsdb"],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip


def _paths() -> Mapping[str, str]:
    return {**os.environ, "NODE_PATH": str(PACKAGES)}


def _free() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _milli(at: datetime) -> int:
    return round(at.timestamp() * 1000)
