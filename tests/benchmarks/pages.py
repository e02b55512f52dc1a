"""How quickly each page answers with 200,000 mentions and 500 pairings, and how long it stalls.

`python -m tests.benchmarks.pages [--quick] [--json FILE]`

The daemon runs in this process on SQLite, with its chores; a browser's requests come from another
process, one after the other. A stall is the longest time for which the event loop did nothing else
while a page was answered. Every route for reading is asked whose names can be filled in;
each thrice before anything is measured, while templates are compiled and the daemon loads what it
reads with. A table is sent row by row: how soon it begins is judged, and all of it is told.
"""

from __future__ import annotations

import asyncio
import http.client
import multiprocessing
import random
import re
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from monitor.app.daemon import Daemon
from monitor.domain.activity import Verb
from monitor.domain.alert import Notice, State, Weight
from monitor.domain.catalogue import Pairing
from monitor.domain.mention import Topic
from monitor.domain.rumour import Evidence, Strength, Verdict
from monitor.domain.spike import Detector
from monitor.domain.stories.story import alone
from monitor.judges import register
from monitor.ports import Conclusion, Kept, Turn, Watched, Weighing
from monitor.ports.estimate import Estimate
from monitor.settings import load
from monitor.web.rights import ROUTES
from storage import Store, migrate, open_store
from tests.benchmarks.report import Bar, arguments, tell
from tests.contract.keeping import spike, taken
from tests.contract.storing import claim, commit, kept, mention
from tests.contract.telling import act_of, notice
from tests.simulator.archive import ALERT
from tests.simulator.clock import FastClock

MENTIONS, PAIRINGS, ALERTS = 200_000, 500, 400
ASKED = 40
"""Requests for each page."""

BEFORE = 3
"""Requests for each page before it is measured."""

VERDICTS = 20
"""Settled claims of each source."""

STORY = "{:08x}-1111-4000-8000-000000000000"

NOW = datetime(2026, 8, 4, 21, 2, tzinfo=UTC)
DAYS = 14
GROWN = date(2000, 1, 1)
BATCH = 2_000
BOARD_MS, PAGE_MS, STALL_MS = 150.0, 100.0, 50.0

BESIDE = ("/?q=re&order=buzz", "/?show=loud", "/?page=7")
"""Addresses with a question in them."""

LEFT_OUT = re.compile(r"/livez|/readyz|/static/|/ingest/|/reply/|/shared/|^/sign-in")


def pairings() -> Sequence[Pairing]:
    """Return pairings of grown-up players and clubs of the catalogue."""
    known = register.load([])
    players = sorted(one.slug for one in known.players.values() if one.born and one.born < GROWN)
    clubs = sorted(known.clubs)
    draw = random.Random(1)
    found: dict[Pairing, None] = {}
    while len(found) < PAIRINGS:
        found[Pairing(draw.choice(players), draw.choice(clubs))] = None
    return list(found)


def sources() -> Sequence[str]:
    """Return the sources of the catalogue."""
    return sorted(register.load([]).sources)


def posts(named: Sequence[Pairing], count: int) -> Iterator[Kept]:
    """Yield *count* posts about *named*, most of them of lately, a quarter of them claims.

    Few pairings have most of them: a tenth is about the first.
    """
    draw = random.Random(2)
    weights = [1 / (place + 1.6) for place in range(len(named))]
    chosen = draw.choices(named, weights, k=count)
    for n, pairing in enumerate(chosen):
        at = NOW - timedelta(days=DAYS) * draw.random() ** 2 - timedelta(minutes=12)
        topic = Topic.MATCH if draw.random() < 0.2 else Topic.TRANSFER
        claims = {"claim": claim(), "gist": draw.randbytes(40)} if draw.random() < 0.25 else {}
        kind = draw.random()
        yield kept(name=f"post-{n}", who=f"did:plc:fan{draw.randrange(30_000)}", at=at,
                   connector=draw.choice(("bluesky", "reddit")), scorer="words/en/1",
                   positive=kind, negative=(1 - kind) * draw.random(),
                   mentions=(mention(pairing, topic, **claims),))  # fmt: skip


def told(named: Sequence[Pairing]) -> Iterator[tuple[Kept, Notice]]:
    """Yield likes of players and what was told of them, oldest first."""
    for n in range(ALERTS):
        pairing, at = named[n * 7 % len(named)], NOW - timedelta(hours=6) * (ALERTS - n)
        like = kept(Verb.LIKE, name=f"like-{n}", who=f"did:plc:{pairing.player}", at=at,
                    account=True, object=f"at://liked/{n}")  # fmt: skip
        ident = f"{n:08x}-0000-4000-8000-000000000000"
        act = act_of(like, alert=ident, at=at, pairing=pairing)
        alert = replace(
            ALERT, id=ident, story=STORY.format(n), pairing=pairing, told_at=at, happened_at=at
        )
        found = replace(notice(like, act, alert=ident), alert=alert)
        yield like, alone(found, "act", Weight.ACT) if n == ALERTS - 1 else found


async def fill(store: Store, named: Sequence[Pairing], count: int) -> None:
    """Store what there is to be shown."""
    coming = posts(named, count)
    while batch := tuple(islice(coming, BATCH)):
        await commit(store, *batch, now=NOW)
    for like, one in told(named):
        await commit(store, like, acts=one.acts, notices=(one,), now=one.alert.told_at)
    await store.begin([f"{one.player}/{one.club}" for one in named], NOW - timedelta(days=DAYS))
    through = NOW.replace(minute=45, hour=20)
    lease = await taken(store, now=NOW)
    await store.close_bucket(lease, through)
    stands = tuple(_stand(one, place, through) for place, one in enumerate(named))
    await store.turn(lease, Turn(end=through, watched=stands))
    likely = Strength(
        Evidence.LOW, probability=0.3, low=0.2, high=0.4, model="estimate (2018 data)"
    )
    estimates = [
        Estimate(pairing=one, at=NOW - timedelta(hours=hours), strength=likely)
        for one in named[:300]
        for hours in range(1, 25)
    ]
    verdicts = tuple(
        Verdict(source=source, pairing=one, at=through - timedelta(days=n), came_true=n % 3 > 0)
        for source in sources()
        for n, one in enumerate(named[:VERDICTS])
    )
    concluded = Conclusion(verdicts=verdicts)
    weighed = Weighing(end=through, estimates=tuple(estimates), conclusion=concluded)
    await store.weigh(lease, weighed)
    await store.release(lease)


def _stand(pairing: Pairing, place: int, at: datetime) -> Watched:
    up = replace(spike(pairing, at), state=State.FIRING) if place < 5 else None
    return Watched(
        pairing=pairing,
        since=NOW - timedelta(days=DAYS),
        state=Detector().snapshot(),
        spike=up,
    )


@asynccontextmanager
async def running(folder: Path, named: Sequence[Pairing], count: int) -> AsyncIterator[str]:
    """Yield the address of a daemon over a full store."""
    url = f"sqlite:///{folder / 'lastdance.db'}"
    await asyncio.to_thread(migrate, url)
    store = await open_store(url)
    await fill(store, named, count)
    await store.close()
    settings = load(None, {}, {
        "storage": {"url": url},
        "privacy": {"secret": "44" * 32},
        "watch": [{"player": one.player, "club": one.club} for one in named],
        "connectors": [{"type": "feed", "name": "quiet", "url": "http://127.0.0.1:9/feed",
                        "allow": ["127.0.0.0/8"]}],
        "web": {"listen": "127.0.0.1:0"},
    })  # fmt: skip
    daemon, stop = Daemon(settings, FastClock(NOW)), asyncio.Event()
    run = asyncio.create_task(daemon.run(stop))
    ready = asyncio.create_task(daemon.ready.wait())
    await asyncio.wait({run, ready}, return_when=asyncio.FIRST_COMPLETED)
    try:
        if run.done():
            run.result()
        yield daemon.address
    finally:
        ready.cancel()
        stop.set()
        await run


def addresses(named: Sequence[Pairing]) -> Sequence[str]:
    """Return what is asked: every route for reading whose names are known."""
    ident, story = f"{ALERTS - 1:08x}-0000-4000-8000-000000000000", STORY.format(ALERTS - 1)
    names = {"player": named[0].player, "club": named[0].club, "id": ident, "alert": ident,
             "story": story, "source": sources()[0], "name": "quiet"}  # fmt: skip
    found = []
    for route in ROUTES:
        method, _, path = route.partition(" ")
        if method == "GET" and not LEFT_OUT.search(path):
            with suppress(KeyError):
                found.append(path.format_map(names).replace(f"/stories/{ident}",
                                                            f"/stories/{story}"))  # fmt: skip
    return [*found, *BESIDE]


def visit(
    address: str, path: str, times: int = ASKED
) -> tuple[int, Sequence[float], Sequence[float]]:
    """Ask for a page so often; return its status, and seconds until it begins and until it ends."""
    place = urlsplit(address)
    line = http.client.HTTPConnection(place.hostname or "", place.port)
    begins, ends, status = [], [], 0
    for _ in range(times):
        began = time.perf_counter()
        line.request("GET", path, headers={"Accept": "text/html, application/json"})
        answer = line.getresponse()
        begins.append(time.perf_counter() - began)
        answer.read()
        status = answer.status
        ends.append(time.perf_counter() - began)
    line.close()
    return status, begins, ends


class Watchman:
    """Sees how long the event loop stands still."""

    def __init__(self) -> None:
        self.longest = 0.0

    async def watch(self) -> None:
        """Look a thousand times a second."""
        last = time.perf_counter()
        while True:
            await asyncio.sleep(0.001)
            now = time.perf_counter()
            self.longest = max(self.longest, now - last - 0.001)
            last = now


async def measure(folder: Path, count: int) -> tuple[Mapping[str, float], Mapping[str, Bar]]:
    """Return how long each page took, and how long the loop stood still meanwhile."""
    named = pairings()
    asked = addresses(named)  # before anything is timed: this reads the catalogue
    figures: dict[str, float] = {}
    bars: dict[str, Bar] = {}
    loop, watchman = asyncio.get_running_loop(), Watchman()
    spawn = multiprocessing.get_context("spawn")
    async with running(folder, named, count) as address:
        looking = asyncio.create_task(watchman.watch())
        with ProcessPoolExecutor(1, mp_context=spawn) as other:
            for path in asked:
                await loop.run_in_executor(other, visit, address, path, BEFORE)
            for path in asked:
                watchman.longest = 0.0
                status, begins, ends = await loop.run_in_executor(other, visit, address, path)
                if status != 200:
                    figures[f"{path} status"] = status
                    continue
                most = BOARD_MS if path.startswith("/?") or path == "/" else PAGE_MS
                took = begins if path.endswith(".csv") else ends
                figures[f"{path} p50 ms"] = 1000 * statistics.median(took)
                figures[f"{path} p95 ms"] = 1000 * statistics.quantiles(took, n=20)[-1]
                figures[f"{path} stall ms"] = 1000 * watchman.longest
                if took is begins:
                    figures[f"{path} all of it, p50 ms"] = 1000 * statistics.median(ends)
                bars[f"{path} p95 ms"] = Bar(must=most, least=True)
                bars[f"{path} stall ms"] = Bar(must=STALL_MS, least=True)
        looking.cancel()
    return figures, bars


def main() -> None:
    """Measure, and tell."""
    chosen = arguments("pages", __doc__ or "", quick=True, needed=False)
    count = MENTIONS // 10 if chosen.quick else MENTIONS
    with tempfile.TemporaryDirectory(prefix="lastdance-pages-") as folder:
        figures, bars = asyncio.run(measure(Path(folder), count))
    tell("pages", figures, count, chosen.json, bars=bars)


if __name__ == "__main__":
    main()
