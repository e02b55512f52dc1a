"""Hangs boards on a wall: a real Prometheus with the evening in it, and a browser before them.

What draws is Grafana's own libraries, bundled once by esbuild from `wall.jsx`; there is no
Grafana server. `LASTDANCE_TEST_PEERS/grafana` holds the npm packages that `.ci/run` installs.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import aiohttp
from playwright.async_api import (
    Browser,
    ConsoleMessage,
    Error,
    Page,
    Response,
    async_playwright,
)

from tests.integration.boards.evening import SINCE, UNTIL, Evening
from tests.integration.boards.memory import PATIENCE, prometheus, remember
from tests.integration.boards.serving import PACKAGES, bundle, served
from tests.integration.boards.talk import TALE
from tests.simulator.plot import minute

CHROMIUM: Final = shutil.which("chromium")
PARTS: Final = {
    "Grafana's libraries; .ci/run installs them": (PACKAGES / ".bin/esbuild").exists(),
    "Chromium": CHROMIUM is not None,
    "Prometheus": shutil.which("prometheus") is not None,
    "promtool": shutil.which("promtool") is not None,
}
MISSING: Final = [part for part, there in PARTS.items() if not there]

SCENES: Final[Mapping[str, datetime]] = {"overview": minute(57), "connectors": minute(66)}
"""Until when a board shows the evening, if not to its end: when most is to be seen there."""

CHOSEN: Final[Mapping[str, Mapping[str, str]]] = {"pairing": asdict(TALE)}
"""Which variables are chosen on it."""

WIDTH, HEIGHT = 1680, 2400  # all of a board: Grafana's tables draw nothing that isn't seen

DRAWN: Final = """() => document.body.dataset.failed
  || (document.querySelectorAll('.panel').length > 0
      && !document.querySelector('.panel[data-state=Loading]'))"""


Line = dict[datetime, float]
"""Values by time, those that there are."""


@dataclass(slots=True)
class Hung:
    """A board as the browser shows it.

    Attributes:
        faults: Errors that the browser told, and requests that were not answered well.
        panels: What each panel is: id, kind, state, what it drew and says, what is cut off in it,
            and how many pixels are empty below its rows.
        marks: What annotations were drawn: name, and from when until when.
        lines: What was drawn: of each panel's fields the name, and values by time.
        links: Where the cells of its tables lead.
        units: All that Grafana has.
    """

    page: Page
    faults: list[str]
    panels: list[dict[str, Any]] = field(default_factory=list)
    marks: list[tuple[str, datetime, datetime]] = field(default_factory=list)
    lines: dict[int, dict[str, Line]] = field(default_factory=dict)
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
    """Where boards hang, and the evening behind them."""

    address: str
    browser: Browser
    evening: Evening
    seen: dict[tuple[str, str], Hung] = field(default_factory=dict)

    async def look(self, name: str, theme: str = "dark") -> Hung:
        """Return the board *name* as it was shown, and show it where it never was."""
        if (name, theme) not in self.seen:
            async with self.hang(name, theme) as hung:
                self.seen[name, theme] = hung
        return self.seen[name, theme]

    @asynccontextmanager
    async def hang(
        self,
        name: str,
        theme: str = "dark",
        board: dict[str, Any] | None = None,
        chosen: Mapping[str, str] | None = None,
    ) -> AsyncIterator[Hung]:
        """Show the board *name* until this is left, or another *board* in its place.

        Args:
            chosen: Values of its variables, in place of the usual ones.
        """
        page = await self.browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        hung = Hung(page, [])
        _listen(page, hung.faults)
        until = SCENES.get(name, UNTIL)
        query = {"board": name, "theme": theme, "from": _milli(SINCE), "to": _milli(until)}
        query |= {f"var-{name}": value for name, value in (chosen or CHOSEN.get(name, {})).items()}
        if board is not None:
            await page.route(f"**/boards/{name}", lambda route: route.fulfill(json=board))
        try:
            await page.goto(f"{self.address}/?{urlencode(query)}")
            await page.wait_for_function(DRAWN, timeout=PATIENCE * 1000)
            await page.wait_for_timeout(150)  # charts paint in the frames that come next
            failed = await page.evaluate("document.body.dataset.failed")
            hung.faults += [failed] if failed else []
            hung.marks = [
                (each["name"], _time(each["from"]), _time(each["to"]))
                for each in await page.evaluate("window.MARKS || []")
            ]
            hung.lines = _lines(await page.evaluate("window.LINES"))
            hung.panels = await page.evaluate(SEEN)
            hung.links = await page.evaluate(LED)
            hung.units = set(await page.evaluate("window.UNITS"))
            yield hung
        finally:
            await page.close()


def _lines(told: dict[str, list[list[dict[str, Any]]]]) -> dict[int, dict[str, Line]]:
    return {
        int(panel): {
            each["name"]: {
                _time(at): value
                for at, value in zip(each["at"], each["values"], strict=True)
                if value is not None and isinstance(at, (int, float))
            }
            for fields in frames
            for each in fields
        }
        for panel, frames in told.items()
    }


def _time(milli: float) -> datetime:
    return datetime.fromtimestamp(milli / 1000, UTC)


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
  cells: [...panel.querySelectorAll('[role=gridcell]')].map((each) => each.innerText.trim()),
  empty: panel.getBoundingClientRect().bottom - Math.max(0,
    ...[...panel.querySelectorAll('[role=gridcell]')].map((each) =>
      each.getBoundingClientRect().bottom)),
  cut: [...panel.querySelectorAll('*')].filter((each) =>
    getComputedStyle(each).textOverflow === 'ellipsis' && each.scrollWidth > each.clientWidth
    ).map((each) => each.innerText),
}))"""

LED: Final = "[...document.querySelectorAll('[role=row] a')].map((each) => each.href)"


@asynccontextmanager
async def walls(folder: Path) -> AsyncIterator[Wall]:
    """Yield a wall, with the evening behind it."""
    evening = Evening()
    await asyncio.gather(
        asyncio.to_thread(bundle, folder), asyncio.to_thread(remember, folder, evening)
    )
    async with (
        prometheus(folder) as source,
        aiohttp.ClientSession() as session,
        served(folder, source, session) as address,
        async_playwright() as play,
        await play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"]) as browser,
    ):
        yield Wall(address, browser, evening)


def _milli(at: datetime) -> int:
    return round(at.timestamp() * 1000)
