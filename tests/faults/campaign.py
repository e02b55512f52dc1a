"""Kills a replay at random moments, hundreds of times, and compares what is left.

`python -m tests.faults.campaign [--kills 200] [--seed 1] [--lines 6000]
[--on sqlite|postgres|both] [--mutant]`

Each round replays one seeded stream into a fresh database, in a process that is killed with
SIGKILL again and again until it gets through; then every table must equal that of a run which
was never interrupted. `--mutant` moves the cursor out of the transaction: then the campaign
must find losses, and exits 0 only if it does.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
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
SLOWEST = parse_duration("10m").total_seconds()


@dataclass
class Toll:
    """What a campaign came to."""

    kills: int = 0
    rounds: int = 0
    differences: list[str] = field(default_factory=list)


class CursorFirst:
    """A store with a fault: the cursor is committed before its data, in a transaction apart."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    async def commit(self, batch: Commit) -> Committed:
        await self._store.commit(Commit(cursors=batch.cursors, now=batch.now))
        return await self._store.commit(replace(batch, cursors={}))


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


def replay_in_child(settings: Settings, stream: Path, *, mutant: bool) -> int:
    """Start a replay in a process of its own; return its pid."""
    pid = os.fork()
    if pid:
        return pid
    # The child never returns into the parent's stack, whatever happens.
    code = 1
    try:
        asyncio.run(_replay(settings, stream, mutant=mutant))
        code = 0
    except BaseException:  # noqa: BLE001 - told here, for the parent sees only the exit code
        traceback.print_exc()
    finally:
        os._exit(code)


async def _replay(settings: Settings, stream: Path, *, mutant: bool) -> None:
    async def opener(url: str) -> Store:
        store = await open_store(url)
        return CursorFirst(store) if mutant else store  # type: ignore[return-value]

    await play(settings, stream, name="stream", speed="max", report=lambda _: None, opener=opener)


def wait(pid: int, seconds: float) -> int | None:
    """Return the child's exit code, or None if it is still running after *seconds*."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.002)
    return None


def kill(pid: int) -> None:
    """End a child with SIGKILL."""
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


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
        pid = replay_in_child(settings, stream, mutant=mutant)
        patience = draw.uniform(0.3, 2.2) if toll.kills < kills else SLOWEST
        code = wait(pid, patience)
        if code is None:
            kill(pid)
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
