"""Daemons as processes of their own, born of one that has loaded all models already.

A daemon that is started as people do needs seconds of a processor until it is ready; twenty kills
would mostly measure that.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import signal
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from monitor.app.daemon import Daemon
from monitor.app.parts import open_bench
from monitor.settings import load
from tests.simulator.pace import Follower

_NURSERY = multiprocessing.get_context("forkserver")
_NURSERY.set_forkserver_preload([f"{__package__}.preloaded"])


@dataclass(frozen=True, slots=True)
class Child:
    """A daemon that runs."""

    process: ForkServerProcess

    def kill(self) -> None:
        """End it at once, as a failing machine would."""
        self.process.kill()
        self.process.join()

    async def end(self, seconds: float) -> int | None:
        """Ask it to stop; return its exit code, or None if it still runs after *seconds*."""
        self.process.terminate()
        await asyncio.to_thread(self.process.join, seconds)
        return self.process.exitcode


@asynccontextmanager
async def born(config: Path, pace: Path) -> AsyncIterator[Child]:
    """Give a daemon that is ready, by the clock in the file *pace*; at the end it is killed."""
    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder) / "ready"
        process = _NURSERY.Process(target=_live, args=(config, pace, ready))
        process.start()
        try:
            while not ready.exists():
                if process.exitcode is not None:
                    raise RuntimeError(f"the daemon ended with {process.exitcode}")
                await asyncio.sleep(0.01)
            yield Child(process)
        finally:
            process.kill()
            process.join()


def _live(config: Path, pace: Path, ready: Path) -> None:
    asyncio.run(_run(config, pace, ready))


async def _run(config: Path, pace: Path, ready: Path) -> None:
    open_bench()
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    clock = Follower(pace)
    attending = asyncio.create_task(clock.attend())
    daemon = Daemon(load(config, {}, {}), clock)
    running = asyncio.create_task(daemon.run(stop))
    telling = asyncio.create_task(daemon.ready.wait())
    await asyncio.wait({running, telling}, return_when=asyncio.FIRST_COMPLETED)
    if telling.done():
        ready.touch()
    await running
    attending.cancel()
