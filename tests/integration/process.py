"""The daemon as a process of its own, as people run it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

RUN = ("-m", "monitor", "run")


def configured(folder: Path, **tables: Any) -> Path:
    """Write a configuration into *folder*, its secret and web address given; return its path."""
    whole = {
        "storage": {"url": f"sqlite:///{folder / 'faults.db'}"},
        "privacy": {"secret": "44" * 32},
        "web": {"listen": "127.0.0.1:0"},
        **tables,
    }
    lines = []
    for name, table in whole.items():
        for one in table if isinstance(table, list) else [table]:
            lines.append(f"[[{name}]]" if isinstance(table, list) else f"[{name}]")
            lines += [f"{key} = {json.dumps(value)}" for key, value in one.items()]
    path = folder / "lastdance.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@dataclass
class Process:
    """A daemon that runs; what it writes is kept."""

    process: asyncio.subprocess.Process
    said: list[str] = field(default_factory=list)

    async def hear(self) -> None:
        """Keep what it says, until it is over."""
        assert self.process.stderr is not None
        while line := await self.process.stderr.readline():
            self.said.append(line.decode())

    async def says(self, words: str) -> None:
        """Wait until it has said *words*: on a busy machine a start may take minutes.

        Raises:
            AssertionError: It has ended, or didn't say them in all that time.
        """

        def heard() -> bool:
            return any(words in line for line in self.said)

        with contextlib.suppress(TimeoutError):
            await until(lambda: heard() or self.process.returncode is not None, seconds=240)
        assert heard(), f"it did not say {words!r}, but:\n{''.join(self.said[-30:])}"

    def terminate(self) -> None:
        """Ask it to stop."""
        self.process.send_signal(signal.SIGTERM)

    async def kill(self) -> None:
        """End it at once, as a failing machine would."""
        self.process.kill()
        await self.process.wait()

    async def ends(self, seconds: float = 20) -> int:
        """Wait for its end; return its exit code."""
        return await asyncio.wait_for(self.process.wait(), seconds)


@asynccontextmanager
async def process(
    config: Path,
    command: Sequence[str] = RUN,
    more: Sequence[str] = (),
    *,
    program: Sequence[str] = (sys.executable,),
    surroundings: Mapping[str, str] = MappingProxyType({}),
) -> AsyncIterator[Process]:
    """Run *command* with a configuration; whatever is left of it at the end is killed.

    Args:
        program: What runs the command: Python, or something around it.
        surroundings: What its environment holds beside ours.
    """
    environment: Mapping[str, str] = {
        **{name: one for name, one in os.environ.items() if not name.startswith("LASTDANCE_")},
        **surroundings,
    }
    started = await asyncio.create_subprocess_exec(
        *program,
        *command,
        "-c",
        str(config),
        *more,
        env=environment,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    made = Process(started)
    hearing = asyncio.create_task(made.hear())
    try:
        yield made
    finally:
        if started.returncode is None:
            await made.kill()
        await hearing


async def until(true: Callable[[], bool], seconds: float = 20) -> None:
    """Wait until *true* returns something true."""
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.01)
