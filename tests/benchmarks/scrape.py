"""What it costs to be scraped: how long a page takes, and how long the event loop stands still.

`python -m tests.benchmarks.scrape [--json FILE] [--quick]`

One event loop serves both pages by the handlers that ship, while a beat of 5 ms on it measures how
late it wakes; another process scrapes as Prometheus does (OpenMetrics, gzip). Meanwhile all that is
known of 10,000 pairings changes again and again. The same values are then put into gauges of the
client library, and served in its way: rendered on the loop at each scrape.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import aiohttp
from aiohttp import web
from prometheus_client import CollectorRegistry, Gauge, generate_latest

from monitor.domain.alert import State
from monitor.domain.buzz import Buzz
from monitor.domain.catalogue import Pairing
from monitor.domain.health import Health
from monitor.domain.mood import Mood, Strand
from monitor.domain.rumour import Evidence, Strength
from monitor.domain.spiking import Loudness
from monitor.metrics import MOODS, PAIRINGS, Metrics
from monitor.web.metering import Metering
from tests.benchmarks.report import Bar, tell

PAIRS: Final = 10_000
SOURCES: Final = 10
ACCEPT: Final = "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5"
BEAT: Final = 0.005
AT: Final = datetime(2026, 8, 1, 12, tzinfo=UTC)
SEED: Final = 20261123
BARS: Final = {
    "metrics.p99_ms": Bar(must=25, least=True),
    "metrics.series": Bar(must=1_500, least=True),
    "pairings.build_ms": Bar(must=150, least=True),
    "pairings.stall_ms": Bar(must=50, least=True),
}


def busy() -> Metrics:
    """Return metrics of a daemon with ten sources, all of which have brought something."""
    metrics = Metrics()
    for n in range(SOURCES):
        name = f"source-{n}"
        metrics.connector(name, "feed", timedelta(minutes=5))
        metrics.capabilities(name, dict.fromkeys("abcdefghij", True))
        metrics.connector_state(name, Health.HEALTHY, up=True)
        metrics.connector_lag(name, timedelta(seconds=2))
        metrics.asked(name, 200)
        metrics.granted(name, 299, AT)
        for verb in ("create", "like", "announce", "follow", "undo"):
            metrics.activities(name, verb, 3)
        for reason in ("unmatched", "unhandled:other", "old"):
            metrics.dropped(name, reason)
        metrics.lag(name, 1.5)
        metrics.mentions(name)
        for task in (f"poll:{name}", f"chore-{n}", f"chore-{n + SOURCES}"):
            metrics.job(task)
            metrics.job_skipped(task, 0)
            metrics.job_began(task, timedelta(0))
            metrics.job_ended(task, 0.1, "0123456789ab")
            metrics.job_due(task, AT)
    metrics.receivers(["desk", "night"])
    metrics.delivery("desk", 0.2)
    metrics.alert("act.notable", "6b1f9a52-7a6e-5c0e-9c55-1a57da9ce000")
    metrics.stored({f"table-{n}": n for n in range(25)}, 10**9, AT, 10**10)
    return metrics


def world(
    many: int, draw: random.Random
) -> tuple[
    Mapping[Pairing, Loudness], Mapping[Pairing, Strength], Mapping[tuple[Pairing, Strand], Mood]
]:
    """Return all that is known of *many* pairings: eight values of each, and eight of its mood."""
    pairings = [Pairing(f"player-{n // 4:05}", f"club-{n % 4}") for n in range(many)]
    loudness = {}
    for pairing in pairings:
        buzz = Buzz(
            at=AT, window=timedelta(minutes=30), authors=draw.randrange(200),
            expected=draw.expovariate(1), score=draw.expovariate(1), sustained=draw.expovariate(1),
        )  # fmt: skip
        loudness[pairing] = Loudness(buzz, draw.choice(list(State)), draw.expovariate(0.1))
    strengths = {p: Strength(evidence=Evidence.HIGH, probability=draw.random()) for p in pairings}
    moods = {
        (pairing, strand): Mood(
            net=draw.uniform(-1, 1), low=-draw.random(), high=draw.random(),
            shares=(0.2, 0.3, 0.5), authors=draw.randrange(5, 99), posts=99, corrected=1.0,
        )
        for pairing in pairings
        for strand in Strand
    }  # fmt: skip
    return loudness, strengths, moods


class Pulse:
    """Sees how late the event loop wakes, in seconds."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self._task = asyncio.create_task(self._beat())

    async def _beat(self) -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(BEAT)
            self.late.append(time.perf_counter() - began - BEAT)

    async def end(self) -> float:
        """Return the latest of all wakes, in milliseconds."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        return 1000 * max(self.late)


@asynccontextmanager
async def serving(routes: Mapping[str, Callable[..., object]]) -> AsyncIterator[str]:
    """Serve *routes* on this loop; gives the address."""
    made = web.Application()
    for path, handler in routes.items():
        made.router.add_get(path, handler)  # type: ignore[arg-type]
    runner = web.AppRunner(made, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def scrape(url: str, times: int, pause: float) -> tuple[Sequence[float], int]:
    """Scrape *url* from a process of its own; return the milliseconds of each, and its bytes."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.benchmarks.scrape", "--scrape", url, str(times), str(pause),
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    said, _ = await process.communicate()
    took, size = json.loads(said)
    return took, size


async def _scraper(url: str, times: int, pause: float) -> None:
    took, size = [], 0
    headers = {"Accept": ACCEPT, "Accept-Encoding": "gzip"}
    async with aiohttp.ClientSession(headers=headers, auto_decompress=False) as session:
        for _ in range(times):
            began = time.perf_counter()
            async with session.get(url) as answer:
                size = len(await answer.read())
            took.append(1000 * (time.perf_counter() - began))
            await asyncio.sleep(pause)
    sys.stdout.write(json.dumps([took, size]))


def p99(values: Sequence[float]) -> float:
    """Return the value that 1 of 100 is above."""
    return sorted(values)[min(len(values) - 1, round(0.99 * len(values)))]


async def ours(pairs: int, scrapes: int) -> dict[str, float]:
    """Serve both pages as they ship, while everything changes."""
    metrics = busy()
    metrics.limit_pairings(pairs)
    draw = random.Random(SEED)
    loudness, strengths, moods = world(pairs, draw)
    metering = Metering(metrics.page, metrics.pairings)
    routes = {"/metrics": metering.metrics, "/metrics/pairings": metering.pairings}
    async with serving(routes) as url:
        took, size = await scrape(f"{url}/metrics", scrapes, 0.02)

        def change() -> tuple[float, float]:
            began, spent = time.perf_counter(), time.thread_time()
            metrics.loudness(dict(loudness))
            metrics.strengths(dict(strengths))
            metrics.moods(dict(moods))
            return 1000 * (time.perf_counter() - began), 1000 * (time.thread_time() - spent)

        await asyncio.to_thread(change)
        pulse = Pulse()
        builds: list[tuple[float, float]] = []
        reading = asyncio.create_task(scrape(f"{url}/metrics/pairings", max(scrapes // 10, 3), 0.1))
        while not reading.done() or len(builds) < 10:
            builds.append(await asyncio.to_thread(change))
            await asyncio.sleep(0.2)
        stall = await pulse.end()
        read, packed = await reading
    page = metrics.page()[0].decode()
    series = sum(bool(line) and not line.startswith("#") for line in page.splitlines())
    body = metrics.pairings()[0]
    whole = [build for build, _ in builds]
    return {
        "metrics.p50_ms": statistics.median(took),
        "metrics.p99_ms": p99(took),
        "metrics.series": series,
        "metrics.bytes_packed": size,
        "pairings.build_ms": statistics.median(whole),
        "pairings.build_worst_ms": max(whole),
        "pairings.build_cpu_ms": statistics.median(spent for _, spent in builds),
        "pairings.stall_ms": stall,
        "pairings.scrape_p50_ms": statistics.median(read),
        "pairings.series": body.count(b"\n") - 2 * len((*PAIRINGS, *MOODS)),
        "pairings.bytes": len(body),
        "pairings.bytes_packed": packed,
    }


async def baseline(pairs: int) -> dict[str, float]:
    """Serve the same values by gauges of the client library, rendered on the loop."""
    registry = CollectorRegistry()
    gauges = [Gauge(m.full, m.help, ("player", "club"), registry=registry) for m in PAIRINGS]
    gauges += [Gauge(m.full, m.help, ("player", "club", "about"), registry=registry) for m in MOODS]
    draw = random.Random(SEED)
    loudness, _, _ = world(pairs, draw)
    for gauge in gauges:
        for pairing in loudness:
            if len(gauge._labelnames) == 2:
                gauge.labels(pairing.player, pairing.club).set(draw.expovariate(1))
                continue
            for strand in Strand:
                gauge.labels(pairing.player, pairing.club, strand).set(draw.expovariate(1))

    async def render(_: web.Request) -> web.Response:
        return web.Response(body=generate_latest(registry))

    async with serving({"/metrics": render}) as url:
        pulse = Pulse()
        took, size = await scrape(f"{url}/metrics", 3, 0.1)
        stall = await pulse.end()
    return {
        "registry.scrape_p50_ms": statistics.median(took),
        "registry.stall_ms": stall,
        "registry.bytes": size,
    }


def measure(pairs: int, scrapes: int) -> Mapping[str, float]:
    """Return all figures."""
    return {**asyncio.run(ours(pairs, scrapes)), **asyncio.run(baseline(pairs))}


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.scrape", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--quick", action="store_true", help="run a small part, to try it out")
    parser.add_argument("--scrape", nargs=3, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.scrape is not None:
        url, times, pause = chosen.scrape
        asyncio.run(_scraper(url, int(times), float(pause)))
        return
    pairs, scrapes = (500, 40) if chosen.quick else (PAIRS, 300)
    figures = measure(pairs, scrapes)
    tell("scrape", figures, pairs, chosen.json, bars=BARS)


if __name__ == "__main__":
    main()
