"""A real Prometheus that remembers the evening."""

from __future__ import annotations

import asyncio
import socket
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import aiohttp

from tests.integration.boards.evening import Evening

PATIENCE: Final = 60.0
"""Seconds."""


def remember(folder: Path, evening: Evening) -> None:
    """Play the *evening*, and write what was read of it to `folder/tsdb`."""
    text = folder / "evening.om"
    text.write_text("\n".join([*evening.play().text(), ""]))
    subprocess.run(
        ["promtool", "tsdb", "create-blocks-from", "openmetrics", text, folder / "tsdb"],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip


@asynccontextmanager
async def prometheus(folder: Path) -> AsyncIterator[str]:
    """Yield the address of a Prometheus that holds what lies in `folder/tsdb`."""
    (folder / "prometheus.yml").write_text("{}\n")
    address = f"127.0.0.1:{free()}"
    process = await asyncio.create_subprocess_exec(
        "prometheus", f"--config.file={folder / 'prometheus.yml'}",
        f"--storage.tsdb.path={folder / 'tsdb'}", "--storage.tsdb.retention.time=100y",
        f"--web.listen-address={address}", "--log.level=error",
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        await _ready(f"http://{address}/-/ready")
        yield f"http://{address}"
    finally:
        process.terminate()
        await process.wait()


async def _ready(address: str) -> None:
    async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(address) as answer:
                    if answer.ok:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.05)


def free() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
