"""How many posts a CPU second judges and stores, and how many lines it passes over.

`python -m tests.benchmarks.ingest --data DIR [--json FILE]` reads the first `*.jsonl` of
`DIR/tweets` and `DIR/jetstream/expected_v1.jsonl`.

Every post goes the daemon's way: read from a file, its language identified (the field is
dropped first), linked, scored as by default, searched for claims, committed durably to SQLite
with `keep = "all"`, and counted; then all of them again, as duplicates. CPU time is that of all
threads and children, from the first byte to the last commit; models are loaded before, and told
apart.

Jetstream lines that match nothing come through a loopback websocket from another process, and
are read by the real connector against 10,000 aliases and 100,000 kept records.
"""

from __future__ import annotations

import asyncio
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

import aiohttp

from monitor.app.clock import SystemClock
from monitor.app.newsroom import Newsroom
from monitor.app.parts import open_bench, open_seal
from monitor.app.settling import settle
from monitor.domain.catalogue import Alias, Catalogue, Club, Player
from monitor.ingest import Intake
from monitor.judges.names import Names
from monitor.metrics import Metrics
from monitor.ports import Page
from monitor.settings import load
from storage import migrate, open_store
from tests.benchmarks.report import arguments, tell

LINES = 500_000
ALIASES = 10_000
KEPT = 100_000
SEED = 20261122


def cpu_seconds() -> float:
    """CPU time of all our threads, and of children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


async def posts(source: Path, folder: Path) -> tuple[int, dict[str, float]]:
    """Judge and store the posts in *source* twice; return how many, and the figures."""
    file = folder / "posts.jsonl"
    count = _without_language(source, file)
    entries = [
        {"type": "jsonl", "name": name, "path": str(file), "mode": "import"}
        for name in ("first", "again")
    ]
    async with Opened(folder, "all", entries) as opened:
        figures = {
            "startup.cpu_seconds": opened.ready,
            "models.cpu_seconds": cpu_seconds() - opened.ready,
        }
        stored = []
        for connector in opened.newsroom.connectors():
            before = cpu_seconds()
            intake = Intake([connector], {}, opened.newsroom.handle, SystemClock())
            await intake.run(asyncio.Event())
            spent = cpu_seconds() - before
            name = "first" if connector.name == "first" else "duplicate"
            figures[f"{name}.posts_per_cpu_second"] = count / spent
            if name == "first":
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
                figures["first.peak_rss_mb"] = peak / 1024
            stored.append((await opened.store.stats()).rows["activities"])
    first, again = stored
    assert first == again, f"{again - first} posts were stored twice"
    if first != count:
        sys.stderr.write(f"{count} lines hold {first} different posts\n")
    return count, figures


async def lines(capture: Path, tweets: Path, folder: Path, count: int) -> float:
    """Read *count* unmatched lines through a websocket; return lines per CPU second of ours."""
    server = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.benchmarks.wire", str(capture), str(tweets), str(count),
        str(SEED), stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert server.stdout is not None
    port = int(await server.stdout.readline())
    entries = [
        {
            "type": "bluesky_jetstream",
            "name": "wire",
            "urls": [f"ws://127.0.0.1:{port}/subscribe"],
            "accounts": "all",
            "collections": ["app.bsky.*"],
        }
    ]
    passed = 0
    async with Opened(folder, "linked", entries) as opened:
        newsroom = opened.newsroom
        newsroom.attention.matcher = Names(_invented(ALIASES))
        draw = random.Random(SEED)
        newsroom.attention.kept.add((draw.randbytes(16) for _ in range(KEPT)), SystemClock().now())
        stop = asyncio.Event()

        async def handle(pages: Sequence[Page]) -> None:
            nonlocal passed
            await newsroom.handle(pages)
            passed += sum(
                sum(page.dropped.values()) + len(page.activities) + len(page.dead) for page in pages
            )
            if passed >= count:
                stop.set()

        intake = Intake(newsroom.connectors(), {}, handle, SystemClock())
        before = time.process_time()
        await asyncio.wait_for(intake.run(stop), 300)
        spent = time.process_time() - before
        stored = (await opened.store.stats()).rows["activities"]
    server.terminate()
    await server.wait()
    assert passed == count, f"{passed} of {count} lines were counted"
    if stored:
        sys.stderr.write(f"{stored} of {count} lines matched after all\n")
    return count / spent


class Opened:
    """A newsroom on a fresh SQLite database, with its chores left out and its models loaded.

    `ready` is the CPU time when it would have begun to read; the models come beside the reading.
    """

    def __init__(self, folder: Path, keep: str, entries: Sequence[Mapping[str, object]]) -> None:
        overrides = {
            "storage": {"url": f"sqlite:///{folder / keep}.db", "keep": keep},
            "privacy": {"secret_file": str(folder / "lastdance.key")},
            "connectors": list(entries),
        }
        self._settings = load(None, {}, overrides)

    async def __aenter__(self) -> Self:
        url = self._settings.storage.url.get_secret_value()
        await asyncio.to_thread(migrate, url)
        self.store = await open_store(url)
        self._session = aiohttp.ClientSession()
        self.newsroom = Newsroom(
            self._settings,
            self.store,
            open_seal(self._settings),
            self._session,
            SystemClock(),
            Metrics(),
            lambda: None,
        )
        await self.newsroom.open()
        self.ready = cpu_seconds()
        await asyncio.to_thread(open_bench(self._settings.sentiment).warm)
        settle()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.newsroom.close()
        await self._session.close()
        await self.store.close()


def _without_language(source: Path, target: Path) -> int:
    """Write *source* to *target* without the field `lang`; return how many posts there are."""
    count = 0
    with source.open(encoding="utf-8") as given, target.open("w", encoding="utf-8") as out:
        for line in filter(str.strip, given):
            post = json.loads(line)
            post.pop("lang", None)
            out.write(json.dumps(post, ensure_ascii=False) + "\n")
            count += 1
    return count


def _invented(aliases: int) -> Catalogue:
    """A catalogue of made-up players that nobody writes about, with *aliases* names."""
    draw = random.Random(SEED)
    syllables = ["".join(p) for p in zip("bdfgklmnprstvz" * 5, "aeiou" * 14, strict=True)]
    players: dict[str, Player] = {}
    while len(players) < aliases:
        first, last = ("".join(draw.choices(syllables, k=k)) for k in (3, 4))
        slug = f"{first}-{last}"
        name = f"{first} {last}".title()
        players[slug] = Player(slug=slug, name=name, aliases=(Alias(name),))
    club = Club(slug="nowhere", name="Qxwzvt Rovers", country="XX")
    return Catalogue(players=players, clubs={club.slug: club})


def main() -> None:
    """Run the benchmark."""
    chosen = arguments("ingest", (__doc__ or "").split("\n", maxsplit=1)[0])
    source = min((chosen.data / "tweets").glob("*.jsonl"))
    capture = chosen.data / "jetstream" / "expected_v1.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        count, figures = asyncio.run(posts(source, Path(folder)))
        rate = asyncio.run(lines(capture, source, Path(folder), LINES))
        figures["jetstream.unmatched_lines_per_cpu_second"] = rate
    tell("ingest", figures, count, chosen.json)


if __name__ == "__main__":
    main()
