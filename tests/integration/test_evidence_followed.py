"""From the link in a message to the origin of a claim, as a person follows it in a browser."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import expect

from tests.integration import browser
from tests.integration.test_walkthrough_saga import LIKE
from tests.integration.theatre import Told

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(bool(browser.missing()), reason=f"{browser.missing()}: no page is tried"),
]


async def test_a_message_leads_to_the_alert_the_story_the_pairing_and_the_origin_of_a_claim(
    quiet_evenings: Path, tmp_path: Path
) -> None:
    heard: list[Told] = []
    async with (
        browser.house(tmp_path, quiet_evenings, heard) as address,
        browser.chromium() as opened,
    ):
        page = await opened.new_page()
        link = urlsplit(heard[0].data["url"]).path
        await page.goto(f"{address}{link}")
        await expect(page.locator("h1")).to_contain_text("Sergio Ramos")
        newest = await page.locator("h1").inner_text()
        await expect(page.locator("#evidence")).to_be_visible()

        await page.get_by_role("link", name="The whole story").click()
        await expect(page.locator("h1")).to_have_text("Sergio Ramos")
        thread = page.locator("ol.thread > li")
        await expect(thread.first).to_contain_text(heard[0].title)
        await expect(thread.last).to_contain_text(newest)

        await page.locator(".kicker a", has_text="Real Madrid").click()
        await expect(page.locator("h1")).to_contain_text("Real Madrid")
        await expect(page.locator("figure canvas")).to_be_visible()
        await expect(page.locator(".four .card")).to_have_count(4)
        first = page.locator(".origins > li").first
        await expect(first.locator(".badge")).to_contain_text("first")

        await page.locator("a[href='/records/evening-whistle']").first.click()
        await expect(page.locator("h1")).to_have_text("The Evening Whistle")
        claim = page.locator(".evidence > li").first
        await expect(claim.locator("blockquote")).to_contain_text(LIKE)
        origin = claim.get_by_role("link", name="Open what it said")
        assert str(await origin.get_attribute("href")).startswith(
            "https://evening-whistle.example/"
        )
        assert "noreferrer" in str(await origin.get_attribute("rel"))
