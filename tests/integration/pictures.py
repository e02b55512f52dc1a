"""Renew the pictures in docs/images: real pages of the made-up evening, in Chromium.

`python -m tests.integration.pictures [FOLDER]`
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from playwright.async_api import Browser

from tests.integration.browser import NARROW, PATIENCE, WIDE, chromium, house
from tests.integration.theatre import rehearse

IMAGES: Final = Path(__file__).parents[2] / "docs" / "images"
LOW: Final = (WIDE[0], 860)

LARGEST: Final = 120_000
"""Most bytes of a picture."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as it is shown in the documentation.

    Attributes:
        link: Leads from the board to it, as a selector; empty = the board.
    """

    name: str
    link: str
    size: tuple[int, int]
    scheme: Literal["light", "dark"]


PICTURES: Final = (
    Picture("page-board", "", LOW, "light"),
    Picture("page-pairing", "a[href='/pairings/sergio-ramos/real-madrid']", WIDE, "light"),
    Picture("page-alert", ".latest a[href^='/alerts/']", NARROW, "dark"),
)


MOOD: Final = "td.mood .value"
"""What stands on the board once it was counted how the talk is taken: a while after the start."""


async def settle(browser: Browser, address: str) -> None:
    """Wait until all that the board shows is counted."""
    page = await browser.new_page()
    async with asyncio.timeout(PATIENCE):
        while not await page.locator(MOOD).count():
            await page.goto(address, wait_until="networkidle")
    await page.close()


async def paint(browser: Browser, address: str, into: Path) -> Sequence[Path]:
    """Paint the first screen of each page; return the files."""
    await settle(browser, address)
    made = []
    for each in PICTURES:
        width, height = each.size
        page = await browser.new_page(
            viewport={"width": width, "height": height}, color_scheme=each.scheme, locale="en-GB"
        )
        await page.goto(address, wait_until="networkidle")
        if each.link:
            href = await page.locator(each.link).first.get_attribute("href")
            await page.goto(f"{address}{href}", wait_until="networkidle")
        made.append(into / f"{each.name}.png")
        await page.screenshot(path=made[-1])
        await page.close()
    return made


async def main(into: Path) -> int:
    """Paint them into *into*; 0 = none is too large."""
    with tempfile.TemporaryDirectory(prefix="lastdance-pictures-") as name:
        before, folder = Path(name, "before"), Path(name, "house")
        before.mkdir()
        folder.mkdir()
        await rehearse(before)
        async with house(folder, before) as address, chromium() as browser:
            made = await paint(browser, address, into)
    for file in made:
        print(f"{file.stat().st_size:>8,} bytes  {file.name}")
    return int(any(file.stat().st_size > LARGEST for file in made))


if __name__ == "__main__":
    sys.exit(asyncio.run(main(Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES)))
