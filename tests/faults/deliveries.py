"""Delivers alerts through a receiver that fails in five ways, and kills the daemon meanwhile.

`python -m tests.faults.deliveries [--alerts 10000] [--kills 20] [--seed 1]
[--on sqlite|postgres|both] [--json FILE]`

All alerts wait in the outbox of a fresh database. The desk fails three requests in ten; another
receiver never answers, and has as many alerts; a third works, and has a tenth of them. The real
daemon delivers, is killed with SIGKILL at seeded moments, and started again. Then each alert must
have come to the desk, under its own id, with its own bytes, however often.

The clock runs as ours does. Where nothing is due any more it is set on to what is: the ladder's
later pauses are hours. The rate is that of the first nine tenths, by the time for which a daemon
was up: of ten alerts one fails twice, and waits for five minutes.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.deliver.addressing import Receiver as Told
from monitor.deliver.addressing import messages
from monitor.ports import Message
from storage import migrate, open_store
from storage.tables import moment
from tests.benchmarks.report import Bar, tell
from tests.faults.databases import Database, databases
from tests.faults.nursery import Child, born
from tests.integration.process import configured
from tests.sample_alert import told
from tests.simulator.pace import Pace
from tests.simulator.receiver import EVERYTHING, Fault, Receiver

START = datetime(2026, 8, 1, 21, 0, tzinfo=UTC)
SECRET = "whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo="
FAULTS = (Fault.UNAVAILABLE, Fault.HANG, Fault.RESET, Fault.DROP, Fault.REDIRECT)
SHARE = 0.3
FEW = 10
"""One alert in so many goes to the receiver that works."""

BULK = 0.9
"""What is delivered before the ladder's later pauses count."""

QUIET = 1.2
"""Seconds without an attempt after which nothing is due: what hangs does so for one."""

AT_ONCE = timedelta(seconds=10)
"""How much further than to what is due the clock is set on."""

BATCH = 500
PATIENCE = 900.0
"""Seconds that one campaign may take."""

BARS = {
    "lost": Bar(must=0, least=True),
    "changed": Bar(must=0, least=True),
    "per_second": Bar(must=100),
}
ENOUGH = 10_000
"""Fewer alerts say nothing of how many there are a second: then that is not judged."""


@dataclass
class Desks:
    """The three receivers of a campaign."""

    desk: Receiver
    night: Receiver
    hole: Receiver

    @property
    def each(self) -> Mapping[str, Receiver]:
        """By name."""
        return {"desk": self.desk, "night": self.night, "hole": self.hole}

    def attempts(self) -> int:
        """How many requests came to those that answer."""
        return len(self.desk.attempts) + len(self.night.attempts)


@dataclass
class Sheet:
    """What is noted of a campaign while it runs; seconds of a daemon's being up."""

    kills: int = 0
    read: int = 0
    arrived: set[str] = field(default_factory=set)
    up: float = 0.0
    bulk: float = 0.0
    night: float = 0.0
    sent: dict[str, dict[str, bytes]] = field(default_factory=dict)


@asynccontextmanager
async def desks(seed: int) -> AsyncIterator[Desks]:
    """Give the receivers."""
    async with AsyncExitStack() as stack:
        failing = Receiver(SECRET, share=SHARE, faults=FAULTS, seed=seed)
        silent = Receiver(SECRET, share=1, faults=(Fault.HANG,))
        made = [await stack.enter_async_context(r) for r in (failing, Receiver(SECRET), silent)]
        yield Desks(*made)


async def fill(database: Database, alerts: int) -> dict[str, dict[str, bytes]]:
    """Put *alerts* into the outbox; return what is to arrive, by receiver and id."""
    await asyncio.to_thread(migrate, database.url)
    store = await open_store(database.url)
    sent: dict[str, dict[str, bytes]] = defaultdict(dict)
    made = told()
    try:
        waiting: list[Message] = []
        for n in range(alerts):
            alert = replace(made.alert, id=f"alert-{n}", told_at=START, happened_at=START)
            notice = replace(made, alert=alert, cause=n.to_bytes(16, "big"))
            names = ("desk", "hole", "night") if n % FEW == 0 else ("desk", "hole")
            waiting += messages(notice, [Told(name=name) for name in names], START, "")
        for at in range(0, len(waiting), BATCH):
            await store.post(waiting[at : at + BATCH])
        for one in waiting:
            sent[one.receiver][one.id] = one.body
    finally:
        await store.close()
    return sent


def configuration(folder: Path, database: Database, at: Desks) -> Path:
    """Write the daemon's configuration."""
    (folder / "idle.jsonl").touch()
    return configured(
        folder,
        storage={"url": database.url},
        connectors=[{"type": "jsonl", "name": "idle", "path": str(folder / "idle.jsonl")}],
        webhooks=[
            {
                "name": name,
                "url": receiver.url,
                "secret": SECRET,
                "allow": ["127.0.0.0/8"],
                "allow_http": True,
                "timeout": "1s",
                "kinds": ["act.notable"],
                **EVERYTHING,
            }
            for name, receiver in at.each.items()
        ],
    )


def still_due(database: Database) -> tuple[datetime, datetime] | None:
    """Return when the first and the last message is due or comes back; None = all have arrived."""
    when = "CASE state WHEN 'claimed' THEN claimed_until ELSE due END"
    (row,) = database.ask(
        f"SELECT min({when}) AS first, max({when}) AS last FROM outbox"
        " WHERE state IN ('pending', 'claimed') AND receiver <> 'hole'"
    )
    return None if row["first"] is None else (moment(row["first"]), moment(row["last"]))


class Campaign:
    """One database, one seed."""

    def __init__(self, database: Database, alerts: int, kills: int, seed: int) -> None:
        draw = random.Random(seed)
        self._database = database
        self._alerts = alerts
        self._points = sorted(draw.uniform(0, BULK) * alerts for _ in range(kills))
        self._draw = draw
        self.sheet = Sheet()

    async def run(self, folder: Path) -> Mapping[str, float]:
        """Deliver all, however often it is killed; return the figures."""
        began = time.monotonic()
        async with desks(self._draw.randrange(1000)) as at:
            self.sheet.sent = await fill(self._database, self._alerts)
            config = configuration(folder, self._database, at)
            with Pace(folder / "pace", START + timedelta(minutes=1), speed=1) as pace:
                running = asyncio.create_task(pace.run())
                async with asyncio.timeout(PATIENCE):
                    while await self._live(config, folder / "pace", pace, at):
                        pass
                running.cancel()
            return await asyncio.to_thread(self._figures, at, time.monotonic() - began)

    async def _live(self, config: Path, file: Path, pace: Pace, at: Desks) -> bool:
        """Let one daemon live; return whether it was killed before all had arrived."""
        async with born(config, file) as daemon:
            since = before = time.monotonic()
            seen, base = -1, self.sheet.up
            while True:
                await asyncio.sleep(0.02)
                now = time.monotonic()
                self._note(at, base + now - since)
                if self._points and len(self.sheet.arrived) >= self._points[0]:
                    self._points.pop(0)
                    await asyncio.sleep(self._draw.uniform(0, 0.3))
                    daemon.kill()
                    self.sheet.kills += 1
                    return True
                if at.attempts() != seen:
                    seen, before = at.attempts(), now
                elif now - before > QUIET:
                    due = await asyncio.to_thread(still_due, self._database)
                    if due is None:
                        await self._end(daemon)
                        return False
                    first, last = due
                    tail = len(self.sheet.arrived) >= BULK * self._alerts
                    pace.skip(last if tail else first + AT_ONCE)
                    before = now

    def _note(self, at: Desks, up: float) -> None:
        sheet = self.sheet
        sheet.up = up
        new = at.desk.attempts[sheet.read :]
        sheet.read += len(new)
        sheet.arrived |= {one.id for one in new if one.fault is None}
        if len(sheet.arrived) < BULK * self._alerts:
            sheet.bulk = up
        if len(at.night.attempts) < len(sheet.sent["night"]):
            sheet.night = up

    async def _end(self, daemon: Child) -> None:
        if (code := await daemon.end(40)) != 0:
            sys.exit(f"the daemon ended with {code}")

    def _figures(self, at: Desks, took: float) -> Mapping[str, float]:
        lost = changed = doubled = 0
        for name in ("desk", "night"):
            receiver, sent = at.each[name], self.sheet.sent[name]
            lost += len(sent.keys() - receiver.accepted.keys())
            changed += sum(
                sent.get(one.id) != one.body or not one.genuine for one in receiver.attempts
            )
            taken = Counter(one.id for one in receiver.attempts if one.fault is None)
            doubled += sum(count - 1 for count in taken.values())
        left = self._database.ask(
            "SELECT state, count(*) AS n FROM outbox WHERE receiver = 'hole' GROUP BY state"
        )
        lost += self._alerts - sum(row["n"] for row in left if row["state"] != "delivered")
        failed = Counter(one.fault for one in at.desk.attempts)
        failures = sum(count for fault, count in failed.items() if fault is not None)
        return {
            "kills": self.sheet.kills,
            "lost": lost,
            "changed": changed + sum(each.redirected for each in at.each.values()),
            "taken_twice": doubled,
            "attempts": len(at.desk.attempts),
            "failed_share": failures / len(at.desk.attempts),
            "ways_to_fail": len(failed.keys() - {None}),
            "per_second": BULK * self._alerts / max(self.sheet.bulk, 0.001),
            "beside_a_dead_one_seconds": self.sheet.night,
            "minutes_in_all": took / 60,
        }


def main() -> None:
    """Run the campaign on each database that is there."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.deliveries", description=__doc__)
    parser.add_argument("--alerts", type=int, default=10_000, help="(default: 10000)")
    parser.add_argument("--kills", type=int, default=20, help="a database (default: 20)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--on", choices=("sqlite", "postgres", "both"), default="both")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    chosen = parser.parse_args()
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name, databases(chosen.on, Path(name)) as found:
        for database in found:
            database.reset()
            campaign = Campaign(database, chosen.alerts, chosen.kills, chosen.seed)
            came_to = asyncio.run(campaign.run(Path(name)))
            figures |= {f"{database.name}.{figure}": value for figure, value in came_to.items()}
    judged = BARS if chosen.alerts >= ENOUGH else BARS.keys() - {"per_second"}
    named = {name: name.partition(".")[2] for name in figures}
    bars = {name: BARS[figure] for name, figure in named.items() if figure in judged}
    tell("deliveries", figures, chosen.alerts, chosen.json, bars=bars)
    sys.exit(int(not all(bar.holds(figures[name]) for name, bar in bars.items())))


if __name__ == "__main__":
    main()
