"""Pages are asked for their feeds, and lists brought in, by the commands."""

from __future__ import annotations

import tomllib
from ipaddress import ip_network
from pathlib import Path

import pytest
from typer.testing import CliRunner

from monitor.app.clock import SystemClock
from monitor.app.finding import find
from monitor.cli import app
from monitor.ports import RefusedError
from monitor.settings import Settings
from tests.simulator.newsstand import Newsstand

LOOPBACK = [ip_network("127.0.0.0/8")]
PAGE = (
    b'<html><head><link rel="alternate" type="application/rss+xml" title="Football" '
    b'href="/football.xml"></head></html>'
)
FEED = b"<rss><channel><item><title>One last dance?</title></item></channel></rss>"


async def test_a_page_is_asked_for_its_feeds_and_a_feed_is_one_itself() -> None:
    settings = Settings.model_validate({"connectors": [
        {"type": "feed", "name": "football", "url": "https://elsewhere.example/"}
    ]})  # fmt: skip
    async with Newsstand() as stand:
        stand.put("/sport", PAGE, kind="text/html")
        stand.put("/football.xml", FEED)
        stand.put("/empty", b"<html></html>", kind="text/html")
        (entry,) = await find(settings, f"{stand.url}/sport", SystemClock(), LOOPBACK)
        table = tomllib.loads(entry)["connectors"][0]
        assert table == {"type": "feed", "name": "football-2", "url": f"{stand.url}/football.xml"}
        (itself,) = await find(settings, table["url"], SystemClock(), LOOPBACK)
        assert tomllib.loads(itself)["connectors"][0]["url"] == table["url"]
        assert await find(settings, f"{stand.url}/empty", SystemClock(), LOOPBACK) == []


async def test_a_page_on_a_private_network_needs_leave() -> None:
    async with Newsstand() as stand:
        stand.put("/sport", PAGE, kind="text/html")
        with pytest.raises(RefusedError):
            await find(Settings(), f"{stand.url}/sport", SystemClock())
        assert stand.asked == []


def test_a_list_comes_to_entries_and_a_bomb_to_a_refusal(tmp_path: Path) -> None:
    file = tmp_path / "feeds.opml"
    file.write_text('<opml><outline text="Marca" xmlUrl="https://www.marca.com/rss.xml"/></opml>')
    done = CliRunner().invoke(app, ["connectors", "import", str(file)])
    assert done.exit_code == 0
    assert tomllib.loads(done.stdout)["connectors"] == [
        {"type": "feed", "name": "marca", "url": "https://www.marca.com/rss.xml"}
    ]
    assert '# outlet = "marca"' in done.stdout
    file.write_text('<!DOCTYPE opml [<!ENTITY a "aaaa">]><opml>&a;</opml>')
    done = CliRunner().invoke(app, ["connectors", "import", str(file)])
    assert done.exit_code == 1
    assert "declares entities" in done.stderr
    file.write_text("<opml/>")
    assert CliRunner().invoke(app, ["connectors", "import", str(file)]).exit_code == 1
