"""The daemon on a clock that runs fast: `python -m tests.simulator.hurried -c FILE START SPEED`."""

from __future__ import annotations

import asyncio
import signal
import sys
from datetime import datetime
from pathlib import Path

from monitor.app import logs
from monitor.app.daemon import Daemon
from monitor.settings import load
from tests.simulator.clock import FastClock


async def main(config: Path, start: datetime, speed: float) -> None:
    """Run until SIGTERM."""
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    logs.configure("info", "console")
    await Daemon(load(config, {}, {}), FastClock(start, speed)).run(stop)


if __name__ == "__main__":
    _, _, config, start, speed = sys.argv
    asyncio.run(main(Path(config), datetime.fromisoformat(start), float(speed)))
