"""The daemon on a clock that runs fast: `python -m tests.simulator.hurried -c FILE START SPEED`.

With `-c FILE PACE` it follows the clock in the file PACE, which another process keeps.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from monitor.app import logs
from monitor.app.daemon import Daemon
from monitor.app.secrecy import secrets_of
from monitor.ports import Clock
from monitor.settings import load
from tests.simulator.clock import FastClock
from tests.simulator.pace import Follower


async def main(config: Path, time: Sequence[str]) -> None:
    """Run until SIGTERM."""
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    settings = load(config, {}, {})
    logs.configure(settings.log.level, settings.log.format, secrets_of(settings))
    clock, attending = _clock(time)
    try:
        await Daemon(settings, clock).run(stop)
    finally:
        if attending is not None:
            attending.cancel()


def _clock(time: Sequence[str]) -> tuple[Clock, asyncio.Task[None] | None]:
    if len(time) == 1:
        follower = Follower(Path(time[0]))
        return follower, asyncio.create_task(follower.attend(), name="attend")
    start, speed = time
    return FastClock(datetime.fromisoformat(start), float(speed)), None


if __name__ == "__main__":
    _, _, config, *time = sys.argv
    asyncio.run(main(Path(config), time))
