"""Runs the daemon under a steady load and a steady scrape, and says what that did to it.

`python -m tests.faults.soak [--minutes 15] [--rate 100] [--json FILE]`

The real daemon, in a process of its own, reads a Jetstream on loopback: so many posts a second, one
in five about a watched pairing. Both of its pages are scraped every five seconds. In the end no
scheduled run may have been dropped or left out, and the memory of the second half may hardly have
grown.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import aiohttp
from prometheus_client.parser import text_string_to_metric_families

from monitor.app.clock import SystemClock
from tests.benchmarks.report import Bar, tell
from tests.simulator.appview import AppView
from tests.simulator.events import Events
from tests.simulator.jetstream import Jetstream

SCRAPED: Final = 5.0
READY: Final = 60.0
ABOUT: Final = 5
"""One post in so many is about a watched pairing."""

TEXTS: Final = (
    "Sergio Ramos to Real Madrid? They say the transfer talks go on",
    "Imagine Harry Kane joining Barcelona this summer",
    "Mohamed Salah and Al Hilal again, every summer the same rumour",
)
BESIDE: Final = "It is far too hot to cook tonight"

CONFIGURATION: Final = """
[storage]
url = "sqlite:///{folder}/soak.db"

[privacy]
secret_file = "{folder}/soak.key"

[[connectors]]
type = "bluesky_jetstream"
name = "bluesky"
urls = ["{wire}"]
appview = "{view}"

[web]
listen = "127.0.0.1:0"
"""
BARS: Final = {
    "jobs_missed": Bar(must=0, least=True),
    "jobs_skipped": Bar(must=0, least=True),
    "scrape_p99_ms": Bar(goal=25, least=True),
    "loop_over_500_ms": Bar(goal=0, least=True),
    "memory_growth_mb": Bar(goal=20, least=True),
}

Figures = Mapping[str, float]


def summed(page: str) -> Figures:
    """Return the values of a page by name, summed over labels but for `le`."""
    found: dict[str, float] = {}
    for family in text_string_to_metric_families(page):
        for sample in family.samples:
            le = sample.labels.get("le")
            name = f"{sample.name} {le}" if le is not None else sample.name
            name = name.removeprefix("lastdance_")
            found[name] = found.get(name, 0.0) + sample.value
    return found


async def emit(wire: Jetstream, world: Events, rate: float) -> None:
    """Let people post on and on."""
    draw, began, sent = random.Random(7), time.monotonic(), 0
    while True:
        await asyncio.sleep(0.1)
        while sent < (time.monotonic() - began) * rate:
            sent += 1
            text = draw.choice(TEXTS) if sent % ABOUT == 0 else BESIDE
            who = world.did(f"fan {draw.randrange(50_000)}")
            wire.emit(world.post(who, text, langs=["en"], at=SystemClock().now()))


class Scrapes:
    """What scraping came to: milliseconds of each page, and the values at each time."""

    def __init__(self, pages: str) -> None:
        self._pages = pages
        self.took: list[float] = []
        self.pairings: list[float] = []
        self.values: list[Figures] = []

    async def once(self, session: aiohttp.ClientSession) -> None:
        """Scrape both pages."""
        for path, took in (("/metrics", self.took), ("/metrics/pairings", self.pairings)):
            began = time.perf_counter()
            async with session.get(self._pages + path) as answer:
                page = await answer.text()
            took.append(1000 * (time.perf_counter() - began))
            if path == "/metrics":
                self.values.append(summed(page))


async def ready(process: asyncio.subprocess.Process) -> str:
    """Return where the daemon's pages are, once it says so."""
    assert process.stderr is not None
    async with asyncio.timeout(READY):
        async for raw in process.stderr:
            line = raw.decode(errors="replace")
            if "pages at http" in line:
                return line.partition("pages at ")[2].split()[0].rstrip("/")
    raise RuntimeError("the daemon ended before it was ready")


async def soak(minutes: float, rate: float) -> Figures:
    """Run the daemon so long, and return what was seen."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        async with Jetstream() as wire, AppView() as view:
            text = CONFIGURATION.format(folder=folder, wire=wire.url, view=view.url)
            (folder / "soak.toml").write_text(text)
            (folder / "soak.toml").chmod(0o600)
            environment = {k: v for k, v in os.environ.items() if not k.startswith("LASTDANCE_")}
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "monitor", "run", "-c", str(folder / "soak.toml"),
                stderr=asyncio.subprocess.PIPE, env=environment,
            )  # fmt: skip
            try:
                scrapes = Scrapes(await ready(process))
                return await _under_load(process, scrapes, wire, minutes, rate)
            finally:
                with suppress(ProcessLookupError):
                    process.terminate()
                await process.communicate()


async def _under_load(
    process: asyncio.subprocess.Process,
    scrapes: Scrapes,
    wire: Jetstream,
    minutes: float,
    rate: float,
) -> Figures:
    assert process.stderr is not None
    listening = asyncio.create_task(_drain(process.stderr))
    posting = asyncio.create_task(emit(wire, Events(seed=9, start=SystemClock().now()), rate))
    end = time.monotonic() + 60 * minutes
    async with aiohttp.ClientSession() as session:
        while time.monotonic() < end:
            await scrapes.once(session)
            await asyncio.sleep(SCRAPED)
    for task in (posting, listening):
        task.cancel()
    await asyncio.gather(posting, listening, return_exceptions=True)
    return figures(scrapes)


async def _drain(stream: asyncio.StreamReader) -> None:
    while await stream.readline():
        pass


def figures(scrapes: Scrapes) -> Figures:
    """Return what the scrapes tell."""
    first, last = scrapes.values[0], scrapes.values[-1]
    middle = scrapes.values[len(scrapes.values) // 2]

    def risen(name: str) -> float:
        return last.get(name, 0.0) - first.get(name, 0.0)

    wakes = last["event_loop_lag_seconds_count"]
    return {
        "activities_stored": risen("activities_total"),
        "scrapes": len(scrapes.took),
        "scrape_p50_ms": _share(scrapes.took, 0.5),
        "scrape_p99_ms": _share(scrapes.took, 0.99),
        "pairings_p99_ms": _share(scrapes.pairings, 0.99),
        "job_runs": risen("job_runs_total"),
        "jobs_missed": risen("job_missed_total"),
        "jobs_skipped": risen("job_skipped_total"),
        "jobs_failed": risen("job_failures_total"),
        "loop_over_100_ms": wakes - last["event_loop_lag_seconds_bucket 0.1"],
        "loop_over_500_ms": wakes - last["event_loop_lag_seconds_bucket 0.5"],
        "memory_mb": last["process_resident_memory_bytes"] / 1e6,
        "memory_growth_mb": (
            last["process_resident_memory_bytes"] - middle["process_resident_memory_bytes"]
        )
        / 1e6,
    }


def _share(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, round(share * len(values)))]


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.faults.soak", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--minutes", type=float, default=15.0, help="how long (default: 15)")
    parser.add_argument("--rate", type=float, default=100.0, help="posts a second (default: 100)")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    chosen = parser.parse_args()
    seen = asyncio.run(soak(chosen.minutes, chosen.rate))
    tell("soak", seen, int(seen["activities_stored"]), chosen.json, bars=BARS)
    if seen["jobs_missed"] or seen["jobs_skipped"]:
        sys.stderr.write("soak: scheduled runs were dropped or left out\n")
        raise SystemExit(1)


if __name__ == "__main__":
    main()
