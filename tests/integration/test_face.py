"""Every page in a browser, after an evening: light and dark, on a telephone and on a desk."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Browser

from monitor.web.application import application, served
from monitor.web.rights import ROUTES
from tests.contract.test_pages import desk
from tests.integration import browser
from tests.integration.browser import Look

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(bool(browser.missing()), reason=f"{browser.missing()}: no page is tried"),
]

LINKED = ("/", "/alerts", "/alerts/{id}", "/pairings/{player}/{club}", "/stories/{id}", "/report")
RATIO = "document.querySelector('figure[data-chart] .drawn canvas')?.width ?? 0"


@dataclass(frozen=True)
class Evening:
    """What was seen of a house after an evening.

    Attributes:
        unscripted: The words of the board where no script runs.
        curve: Words under a chart, before and after a key.
    """

    looks: Sequence[Look]
    scripted: str
    unscripted: str
    curve: tuple[str, str]


@pytest.fixture(scope="module")
def evening(quiet_evenings: Path, tmp_path_factory: pytest.TempPathFactory) -> Evening:
    """A visit to all pages."""

    async def visit() -> Evening:
        folder = tmp_path_factory.mktemp("face")
        async with browser.house(folder, quiet_evenings) as address, browser.chromium() as opened:
            looks = await browser.tour(opened, address)
            pairing = next(look.path for look in looks if look.route == LINKED[3])
            scripted, unscripted = await _both(opened, address)
            curve = await _curve(opened, f"{address}{pairing}")
            return Evening(looks, scripted, unscripted, curve)

    return asyncio.run(visit())


async def _both(opened: Browser, address: str) -> tuple[str, str]:
    """Return the words with scripts and without, again if the numbers changed in between."""
    for _ in range(3):
        scripted = await _words(opened, address, scripts=True)
        unscripted = await _words(opened, address, scripts=False)
        if scripted == unscripted:
            break
    return scripted, unscripted


async def _words(opened: Browser, address: str, *, scripts: bool) -> str:
    page = await opened.new_page(java_script_enabled=scripts)
    await page.goto(address)
    words = await page.locator("table.pairings").inner_text()
    await page.close()
    return words


async def _curve(opened: Browser, address: str) -> tuple[str, str]:
    page = await opened.new_page()
    await page.goto(address, wait_until="networkidle")
    assert await page.evaluate(RATIO) > 0
    drawn = page.locator("figure[data-chart] .drawn").first
    said = page.locator("figure[data-chart] .reading").first
    await drawn.focus()
    await page.keyboard.press("End")
    last = await said.inner_text()
    await page.keyboard.press("ArrowLeft")
    before = await said.inner_text()
    await page.close()
    return last, before


@pytest.fixture(scope="module")
def showcase() -> Sequence[Look]:
    """A visit to pages of what an evening does not bring: records, blind sources, silences."""

    async def visit() -> Sequence[Look]:
        made = application(desk())
        async with served(made, "127.0.0.1", 0) as address, browser.chromium() as opened:
            return await browser.tour(opened, address)

    return asyncio.run(visit())


def test_links_lead_to_pages_of_every_kind(evening: Evening) -> None:
    seen = {look.route for look in evening.looks}
    assert set(LINKED) <= seen
    wrong = [(look.path, look.status) for look in evening.looks
             if look.status != (200 if f"GET {look.route}" in ROUTES else 404)]  # fmt: skip
    assert not wrong


def test_no_page_has_a_barrier(evening: Evening) -> None:
    if browser.axe() is None:
        pytest.skip("no axe-core in LASTDANCE_TEST_PEERS; .ci/run puts it there")
    assert not {look.path: look.barriers for look in evening.looks if look.barriers}


def test_no_page_of_the_showcase_has_a_barrier_or_must_be_scrolled_sideways(
    showcase: Sequence[Look],
) -> None:
    assert {"/records", "/records/{source}"} <= {look.route for look in showcase}
    faulty = [look for look in showcase if look.barriers or look.broad]
    assert not [(look.path, look.barriers, look.broad) for look in faulty]


def test_no_console_complains(evening: Evening) -> None:
    assert not {look.path: look.faults for look in evening.looks if look.faults}


def test_nothing_is_asked_of_anybody_else(evening: Evening) -> None:
    assert not {look.path: look.elsewhere for look in evening.looks if look.elsewhere}


def test_no_page_must_be_scrolled_sideways(evening: Evening) -> None:
    assert not {look.path: look.broad for look in evening.looks if look.broad}


def test_without_scripts_the_board_says_the_same(evening: Evening) -> None:
    assert "Sergio Ramos" in evening.unscripted
    assert evening.unscripted == evening.scripted


def test_a_chart_is_read_moment_by_moment_with_the_keyboard(evening: Evening) -> None:
    last, before = evening.curve
    assert "UTC" in last or "CEST" in last
    assert last != before
