"""Kills a replay hundreds of times, at random and while it commits, and compares what is left.

`python -m tests.faults.campaign [--kills 200] [--seed 1] [--lines 6000]
[--on sqlite|postgres|both] [--mutant]`

Each round replays one seeded stream into a fresh database, in a process that is killed with
SIGKILL again and again until it gets through; then every table must equal that of a run which
was never interrupted. Half of the kills come at any time, half within moments of a commit that
moves the cursor: there a fault of transactions would show, and chance alone seldom hits it.
`--mutant` moves the cursor out of the transaction: then the campaign must find losses, and
exits 0 only if it does.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import select
import signal
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass, field, replace
from pathlib import Path

from monitor.app.parts import open_bench
from monitor.app.replay import play
from monitor.domain.duration import parse_duration
from monitor.ports import Commit, Committed
from monitor.settings import Settings, load
from storage import Store, open_store
from tests.faults.databases import Database, databases
from tests.faults.workload import write

SECRET = "11" * 32
SIGNING = "whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo="
AIMED = 0.5
PAGES = 30  # so many commits that move a cursor are waited for, at most
COMMITTING = 0.03  # seconds: about as long as a commit takes
SLOWEST = parse_duration("10m").total_seconds()


@dataclass
class Toll:
    """What a campaign came to."""

    kills: int = 0
    rounds: int = 0
    differences: list[str] = field(default_factory=list)


class Overheard:
    """A store that writes a byte to *told* whenever a commit which moves a cursor begins.

    With *faulty*, that cursor is committed before its data, in a transaction apart.
    """

    def __init__(self, store: Store, told: int, *, faulty: bool) -> None:
        self._store = store
        self._told = told
        self._faulty = faulty

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    async def commit(self, batch: Commit) -> Committed:
        if not batch.cursors:
            return await self._store.commit(batch)
        os.write(self._told, b".")
        if not self._faulty:
            return await self._store.commit(batch)
        await self._store.commit(Commit(cursors=batch.cursors, now=batch.now))
        return await self._store.commit(replace(batch, cursors={}))


@dataclass(frozen=True)
class Child:
    """A replay in a process of its own.

    Attributes:
        pid: Of the process.
        commits: Where a byte comes for each commit that moves a cursor.
    """

    pid: int
    commits: int


def settings_for(database: Database, catalogue: Path) -> Settings:
    """Return the settings of one round."""
    overrides = {
        "storage": {"url": database.url},
        "privacy": {"secret": SECRET},
        "catalogue": {"files": [str(catalogue)]},
        "watch": [{"player": "sergio-ramos", "club": "real-madrid"}],
        "webhooks": [{"name": "desk", "url": "https://desk.example/hook", "secret": SIGNING}],
    }
    return load(None, {}, overrides)


def replay_in_child(settings: Settings, stream: Path, *, mutant: bool) -> Child:
    """Start a replay in a process of its own."""
    commits, told = os.pipe()
    pid = os.fork()
    if pid:
        os.close(told)
        return Child(pid, commits)
    # The child never returns into the parent's stack, whatever happens.
    code = 1
    try:
        os.close(commits)
        asyncio.run(_replay(settings, stream, told, mutant=mutant))
        code = 0
    except BaseException:  # noqa: BLE001 - told here, for the parent sees only the exit code
        traceback.print_exc()
    finally:
        os._exit(code)


async def _replay(settings: Settings, stream: Path, told: int, *, mutant: bool) -> None:
    async def opener(url: str) -> Store:
        return Overheard(await open_store(url), told, faulty=mutant)  # type: ignore[return-value]

    await play(settings, stream, name="stream", speed="max", report=lambda _: None, opener=opener)


def wait(child: Child, seconds: float) -> int | None:
    """Return the child's exit code, or None if it is still running after *seconds*."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        done, status = os.waitpid(child.pid, os.WNOHANG)
        if done:
            os.close(child.commits)
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.001)
    return None


def wait_for_commit(child: Child, times: int, then: float) -> int | None:
    """Return the child's exit code, or None *then* seconds after its commit number *times*.

    None too where it commits nothing for ten minutes.
    """
    for _ in range(times):
        ready, _, _ = select.select([child.commits], [], [], SLOWEST)
        if not ready:
            return None
        if not os.read(child.commits, 1):  # it has ended
            return wait(child, SLOWEST)
    return wait(child, then)


def kill(child: Child) -> None:
    """End a child with SIGKILL."""
    os.kill(child.pid, signal.SIGKILL)
    os.waitpid(child.pid, 0)
    os.close(child.commits)


def campaign(
    database: Database, stream: Path, catalogue: Path, kills: int, seed: int, *, mutant: bool
) -> Toll:
    """Replay *stream* in rounds until *kills* processes were killed; compare after each round."""
    draw = random.Random(seed)
    database.reset()
    settings = settings_for(database, catalogue)
    clean = wait(replay_in_child(settings, stream, mutant=False), SLOWEST)
    if clean != 0:
        sys.exit(f"{database.name}: the run without kills failed (exit code {clean})")
    expected = database.contents()
    toll = Toll()
    while toll.kills < kills:
        database.reset()
        settings = settings_for(database, catalogue)
        _round(settings, stream, kills, toll, draw, mutant=mutant)
        toll.rounds += 1
        found = database.contents()
        toll.differences += database.damage()
        for table, rows in expected.items():
            lost, extra = len(rows - found[table]), len(found[table] - rows)
            if lost or extra:
                toll.differences.append(
                    f"round {toll.rounds}, {table}: {lost} rows lost or changed, {extra} others"
                )
        if toll.differences:
            break
    return toll


def _round(
    settings: Settings, stream: Path, kills: int, toll: Toll, draw: random.Random, *, mutant: bool
) -> None:
    while True:
        child = replay_in_child(settings, stream, mutant=mutant)
        if toll.kills >= kills:
            code = wait(child, SLOWEST)
        elif draw.random() < AIMED:
            code = wait_for_commit(child, draw.randint(1, PAGES), draw.uniform(0, COMMITTING))
        else:
            code = wait(child, draw.uniform(0.3, 2.2))
        if code is None:
            kill(child)
            toll.kills += 1
        elif code == 0:
            return
        else:
            sys.exit(f"a replay failed by itself (exit code {code})")


def main() -> None:
    """Run the campaign on each database that is there."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.campaign", description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="a database (default: 200)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lines", type=int, default=6000, help="of the stream (default: 6000)")
    parser.add_argument("--on", choices=("sqlite", "postgres", "both"), default="both")
    parser.add_argument("--mutant", action="store_true", help="with a fault that must be found")
    chosen = parser.parse_args()
    open_bench().linguist.identify(["a model that each child would have to read"])
    failed = False
    with tempfile.TemporaryDirectory() as name, databases(chosen.on, Path(name)) as found:
        stream, catalogue = write(Path(name), chosen.lines, chosen.seed)
        for database in found:
            toll = campaign(
                database, stream, catalogue, chosen.kills, chosen.seed, mutant=chosen.mutant
            )
            verdict = "; ".join(toll.differences) or "every table as in the run without kills"
            print(f"{database.name}: {toll.kills} kills, {toll.rounds} rounds: {verdict}")
            failed |= bool(toll.differences) != chosen.mutant
    sys.exit(int(failed))


if __name__ == "__main__":
    main()
