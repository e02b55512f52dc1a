"""What is added by command reaches a daemon that runs."""

from __future__ import annotations

from pathlib import Path

from monitor.app import watchlist
from monitor.app.clock import SystemClock
from monitor.app.watchlist import Said
from monitor.domain.catalogue import Watch
from monitor.settings import load
from tests.integration.newsroom import newsroom
from tests.simulator.clock import FastClock


async def test_a_daemon_that_runs_sees_what_is_added_and_removed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'watch.db'}"
    settings = load(None, {}, {"storage": {"url": url}, "privacy": {"secret": "22" * 32}})
    added = Watch("sergio-ramos", "sevilla")
    said = Said("Sergio Ramos", "Sevilla", "Ana")
    async with newsroom(tmp_path, url) as here:
        here.clock = FastClock(SystemClock().now(), speed=60)
        await here.start(reading=False)
        assert here.daemon is not None

        def seen() -> frozenset[Watch]:
            inner = here.daemon.newsroom if here.daemon is not None else None
            return inner.catalogue.watchlist if inner is not None else frozenset()

        assert added not in seen()
        assert not (await watchlist.add(settings, said)).refused
        await here.until(lambda: added in seen())
        assert Watch("sergio-ramos", "real-madrid") in seen()
        assert not (await watchlist.remove(settings, said)).refused
        await here.until(lambda: added not in seen())
