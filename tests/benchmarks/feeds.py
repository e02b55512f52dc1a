"""How long the feeds of a folder take to read, and how long they hold up what runs beside.

`python -m tests.benchmarks.feeds --data DIR [--json FILE]` reads `DIR/feeds/wild`: each document
to its articles, one after the other; then all of them again the daemon's way, by as many
connectors at once from a loopback server, while a clock beside them says how late it wakes.
"""

from __future__ import annotations

import asyncio
import gc
import sys
import time
from pathlib import Path

from connectors.feeds.articles import articles
from connectors.feeds.reading import read
from monitor.ports import Connector
from tests.benchmarks.report import Bar, arguments, tell
from tests.simulator.listening import activities, house, listen
from tests.simulator.newsstand import Newsstand

TICK = 0.001
"""Seconds that the clock beside sleeps."""

SECONDS = "CPU seconds of that"
STALL = "the longest that we computed without letting it, in ms"
AT_ONCE = 10
"""Connectors that look at the same time."""


def parsed(documents: list[bytes]) -> tuple[float, float, int]:
    """Return seconds and CPU seconds that *documents* take together, and articles in them."""
    began, cpu, count = time.perf_counter(), time.process_time(), 0
    for document in documents:
        count += len(articles(read(document), "https://wild.example/"))
    return time.perf_counter() - began, time.process_time() - cpu, count


class Beside:
    """A clock on the event loop: how late it wakes, and what of that this process computed.

    Attributes:
        late, computed: The longest of each, in seconds. Where other processes have the machine,
            only the second says anything of us.
    """

    def __init__(self) -> None:
        self.late = 0.0
        self.computed = 0.0
        self.done = False

    async def run(self) -> None:
        """Wake and sleep until it is done."""
        while not self.done:
            slept, cpu = time.perf_counter(), time.process_time()
            await asyncio.sleep(TICK)
            self.late = max(self.late, time.perf_counter() - slept - TICK)
            self.computed = max(self.computed, time.process_time() - cpu - TICK)


async def looked_at(documents: list[bytes], beside: Beside) -> tuple[float, int]:
    """Return seconds for all looks, and activities that they brought."""
    async with Newsstand() as stand, house() as home:
        sources = [
            home.connector(type="feed", url=stand.put(f"/{n}", document), allow=["127.0.0.0/8"])
            for n, document in enumerate(documents)
        ]
        turns = asyncio.Semaphore(AT_ONCE)

        async def look(source: Connector) -> int:
            async with turns:
                return len(activities(await listen(source, within=60)))

        gc.collect()
        gc.disable()
        clock = asyncio.create_task(beside.run())
        began = time.perf_counter()
        found = await asyncio.gather(*map(look, sources))
        took, beside.done = time.perf_counter() - began, True
        await clock
        gc.enable()
    return took, sum(found)


def main() -> None:
    """Read every feed both ways."""
    told = arguments("feeds", "Reads the feeds of a folder.")
    folder = Path(told.data) / "feeds" / "wild"
    if not folder.is_dir():
        sys.stderr.write(f"{folder} is missing; left out\n")
        return
    documents = [path.read_bytes() for path in sorted(folder.iterdir())]
    seconds, cpu, count = min(parsed(documents) for _ in range(3))
    beside = Beside()
    took, found = asyncio.run(looked_at(documents, beside))
    figures = {
        "feeds": float(len(documents)),
        "megabytes": sum(map(len, documents)) / 1e6,
        "seconds to read all, one after the other": seconds,
        SECONDS: cpu,
        "seconds by as many connectors, from a loopback server": took,
        "activities of their first looks": float(found),
        "how late a clock beside them woke, at most, in ms": beside.late * 1e3,
        STALL: beside.computed * 1e3,
    }
    bars = {SECONDS: Bar(must=2.0, least=True), STALL: Bar(must=50.0, least=True)}
    tell("feeds", figures, count, told.json, bars=bars)
    if not all(bar.holds(figures[figure]) for figure, bar in bars.items()):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
