"""Kills what takes care of the data at random moments, and looks at what is left.

`python -m tests.faults.care [--kills 4] [--seed 1] [--on sqlite|postgres|both]`

A back-up, a restore, a migration, a round of retention and an erasure each run in a process of
their own that is killed with SIGKILL: with the programs that it started, or without. What is left
must be sound, and nothing but what was there before or what is there after; run again, each must
come to what it comes to without kills.
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
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, chdir, contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from monitor.app.copies import make
from monitor.app.erasing import Wanted, erase
from monitor.app.retention import Retention
from monitor.settings import Settings, load
from storage import aside, migrate, open_store, restore, suffix
from storage.care.erasing import left
from storage.connecting import connect
from storage.place import locate
from tests import postgres
from tests.conftest import NOW
from tests.contract.soundness import flaws
from tests.contract.storing import SEAL, commit, dump, kept, mention
from tests.contract.test_migrations import stepped_down
from tests.simulator.clock import HandClock

DAY = timedelta(days=1)
SLOWEST = 300.0
WHO = "did:plc:whoiserased"
POSTS = 2_000

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where one round plays.

    Attributes:
        folder: Where we are, and where back-ups go: one made before, `kept`.
    """

    url: str
    folder: Path
    kept: Path

    @property
    def settings(self) -> Settings:
        """Settings for it."""
        return load(None, {}, {
            "storage": {"url": self.url},
            "privacy": {"secret": SEAL.secret.hex()},
            "backups": {"folder": str(self.folder)},
        })  # fmt: skip


@dataclass(frozen=True, slots=True)
class Work:
    """What is killed.

    Attributes:
        do: Does it.
        either: Whether half of it is never seen: all is as before, or as after.
        old: Whether it begins with a database of the first version.
    """

    do: Callable[[Place], object]
    either: bool = True
    old: bool = False


def _back_up(place: Place) -> None:
    make(place.settings, place.folder, NOW)


def _restore(place: Place) -> None:
    aside_to = aside(place.url, str(time.monotonic_ns()))
    restore(place.url, place.kept, aside_to, replace=True)


def _migrate(place: Place) -> None:
    migrate(place.url, place.folder)


def _retain(place: Place) -> None:
    async def run() -> None:
        store = await open_store(place.url)
        try:
            clock = HandClock(NOW + 410 * DAY)
            await Retention(place.settings, store, clock, lambda _: None, trust=999 * DAY).round()
        finally:
            await store.close()

    asyncio.run(run())


def _erase(place: Place) -> None:
    receipt = erase(place.settings, Wanted(platform="bluesky", who=WHO))
    if receipt.left or receipt.held or receipt.bytes_left:
        raise RuntimeError(f"something is left: {receipt}")


WORKS = {
    "back-up": Work(_back_up),
    "restore": Work(_restore),
    "migration": Work(_migrate, old=True),
    "retention": Work(_retain, either=False),
    "erasure": Work(_erase),
}


async def _fill(url: str, begin: int) -> None:
    store = await open_store(url)
    try:
        for batch in range(begin, begin + 10):
            whose = [WHO if n % 9 == 0 else f"did:plc:{n % 50}" for n in range(POSTS // 20)]
            ones = [
                kept(
                    name=f"{batch}-{n}",
                    who=who,
                    url=f"https://x/{who}/{batch}-{n}",
                    at=NOW + (batch % 20) * DAY,
                    mentions=(mention(gist=b"g" * 8),),
                    text=f"as @{WHO} said" if n % 11 == 0 else f"words {n}",
                )
                for n, who in enumerate(whose)
            ]
            await commit(store, *ones, now=NOW, cursors={"wire": f"{batch}"})
    finally:
        await store.close()


async def _look(url: str) -> tuple[Content, list[str]]:
    store = await open_store(url)
    try:
        return await dump(store), await store._database.read(flaws)
    finally:
        await store.close()


async def _step_down(url: str) -> None:
    database = connect(locate(url))
    try:
        await database.write(stepped_down)
    finally:
        await database.close()


async def _names(url: str) -> Mapping[str, int]:
    from storage import Subject

    store = await open_store(url)
    try:
        subject = Subject(words=frozenset({WHO}))
        return dict(await store._database.read(left, subject))
    finally:
        await store.close()


class OnSqlite:
    """A file."""

    name = "sqlite"

    @contextmanager
    def place(self, folder: Path) -> Iterator[str]:
        """Give the address of an empty database."""
        yield f"sqlite:///{folder / 'care.db'}"

    def settle(self, url: str) -> None:
        """Wait until nobody works at it; nobody does."""


@dataclass
class OnPostgres:
    """A database on *server*."""

    server: str
    name = "postgres"

    @contextmanager
    def place(self, _: Path) -> Iterator[str]:
        """Give the address of an empty database."""
        with postgres.database(self.server) as url:
            yield url

    def settle(self, url: str) -> None:
        """Wait until nobody works at it: programs that were started may outlive who did."""
        asyncio.run(self._settle(url.rpartition("/")[2]))

    async def _settle(self, name: str) -> None:
        connection = await asyncpg.connect(self.server)
        try:
            query = "SELECT count(*) FROM pg_stat_activity WHERE datname = $1"
            while await connection.fetchval(query, name):
                await asyncio.sleep(0.02)
        finally:
            await connection.close()


Dialect = OnSqlite | OnPostgres


@contextmanager
def placed(dialect: Dialect, work: Work) -> Iterator[Place]:
    """Give a place with a database in which something is stored, and an older back-up of it."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        stack.enter_context(chdir(folder))
        url = stack.enter_context(dialect.place(folder))
        migrate(url)
        asyncio.run(_fill(url, 0))
        copies = folder / "copies"
        copies.mkdir()
        before = make(Place(url, copies, copies).settings, copies, NOW - DAY).path
        asyncio.run(_fill(url, 10))
        if work.old:
            asyncio.run(_step_down(url))
        yield Place(url, copies, before)


def begun(work: Work, place: Place) -> int:
    """Start *work* in a process of its own; return its id, which is its group's, too."""
    pid = os.fork()
    if pid:
        with suppress(OSError):  # the child does it too: whoever comes first
            os.setpgid(pid, pid)
        return pid
    code = 1
    try:  # the child never returns into the parent's stack, whatever happens
        os.setpgid(0, 0)
        work.do(place)
        code = 0
    except BaseException:  # noqa: BLE001 - told here, for the parent sees only the exit code
        traceback.print_exc()
    finally:
        os._exit(code)


def wait(pid: int, seconds: float) -> int | None:
    """Return the exit code of a process, or None if it is still running after *seconds*."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.001)
    return None


def killed(work: Work, place: Place, seconds: float, *, alone: bool) -> bool:
    """Do *work*, and kill it after *seconds*; return whether it was still at it.

    Args:
        alone: Whether the programs that it started live on.
    """
    pid = begun(work, place)
    code = wait(pid, seconds)
    if code is None:
        (os.kill if alone else os.killpg)(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    elif code:
        sys.exit(f"it failed by itself (exit code {code})")
    return code is None


def contents(place: Place, work: Work) -> tuple[Content, list[str]]:
    """Return what is stored, at the newest form, and what is wrong with it."""
    if work.old:
        migrate(place.url, copied=False)
    return asyncio.run(_look(place.url))


def wrong(name: str, work: Work, place: Place, before: Content, after: Content) -> list[str]:
    """Return what is wrong after a kill, and after it was run again."""
    found, said = contents(place, work)
    if work.either and found not in (before, after):
        said.append("neither as before nor as after")
    counted = [[row[:-1] for row in one["buckets"]] for one in (found, before)]
    if name != "restore" and counted[0] != counted[1]:
        said.append("something counts otherwise")
    work.do(place)
    again, more = contents(place, work)
    if again != after:
        said.append("run again, it comes to something else")
    return said + more + aftermath(name, place, after)


def aftermath(name: str, place: Place, after: Content) -> list[str]:
    """Return what is wrong with what stands beside the database."""
    said = []
    copies = [one for one in place.folder.glob("lastdance-*") if one != place.kept]
    if name == "erasure":
        copies.append(place.kept)
        said += [f"left behind: {one.name}" for one in place.folder.glob(".*")]
        if suffix(place.url) == ".db":
            held = [one.name for one in place.folder.parent.rglob("*")
                    if one.is_file() and WHO.encode() in one.read_bytes()]  # fmt: skip
            said += [f"{one} names them" for one in held]
    for copy in copies if name in {"back-up", "erasure"} else ():
        restore(place.url, copy, aside(place.url, f"x-{copy.stem}"), replace=True)
        found, flawed = asyncio.run(_look(place.url))
        said += flawed
        if name == "back-up" and found != after:
            said.append(f"{copy.name} is not what was stored")
        if name == "erasure" and (names := asyncio.run(_names(place.url))):
            said.append(f"{copy.name} names them: {names}")
    return said


def campaign(dialect: Dialect, name: str, kills: int, draw: random.Random) -> list[str]:
    """Kill *name* so often on *dialect*; return what was wrong."""
    work = WORKS[name]
    with placed(dialect, work) as place:
        if work.old:  # looking would migrate it
            with placed(dialect, Work(work.do)) as other:
                before, _ = asyncio.run(_look(other.url))
        else:
            before, _ = asyncio.run(_look(place.url))
        began = time.monotonic()
        if wait(begun(work, place), SLOWEST):
            sys.exit(f"{dialect.name}, {name}: it fails without kills")
        lasts = time.monotonic() - began
        after, _ = contents(place, work)
    bad, tries, done = list[str](), 0, 0
    while done < kills and tries < 3 * kills and not bad:
        tries += 1
        alone, seconds = draw.random() < 0.5, draw.uniform(0, lasts)
        with placed(dialect, work) as place:
            done += killed(work, place, seconds, alone=alone)
            dialect.settle(place.url)
            found = wrong(name, work, place, before, after)
            bad += [f"killed after {seconds:.3f} s of {lasts:.3f}: {one}" for one in found]
    verdict = "; ".join(bad) or "sound, and the same when run again"
    print(f"{dialect.name}, {name}: {done} kills in {lasts:.2f} s each: {verdict}", flush=True)
    return bad


def main() -> None:
    """Run the campaign on each database that is there."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.care", description=__doc__)
    parser.add_argument("--kills", type=int, default=4, help="of each kind (default: 4)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--on", choices=("sqlite", "postgres", "both"), default="both")
    parser.add_argument("--only", choices=tuple(WORKS), action="append", help="(default: all)")
    chosen = parser.parse_args()
    bad: list[str] = []
    with ExitStack() as stack:
        dialects: list[Dialect] = [OnSqlite()] if chosen.on != "postgres" else []
        if chosen.on != "sqlite":
            try:
                dialects.append(OnPostgres(stack.enter_context(postgres.server())))
            except pytest.skip.Exception as missing:
                sys.stderr.write(f"postgres is left out: {missing}\n")
        for dialect in dialects:
            draw = random.Random(chosen.seed)
            for name in chosen.only or WORKS:
                bad += campaign(dialect, name, chosen.kills, draw)
    sys.exit(int(bool(bad)))


if __name__ == "__main__":
    main()
