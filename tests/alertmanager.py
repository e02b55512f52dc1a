"""A real Alertmanager on loopback, where there is one."""

from __future__ import annotations

import asyncio
import json
import shutil
import socket
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

PROGRAM = shutil.which("prometheus-alertmanager") or shutil.which("alertmanager")

needed = pytest.mark.skipif(
    PROGRAM is None,
    reason="Alertmanager is not here; on Debian: apt-get install prometheus-alertmanager",
)

_CONFIGURATION = """
route:
  receiver: desk
  group_by: [alertname, player]
  group_wait: 200ms
  group_interval: 500ms
  repeat_interval: 1h
receivers:
  - name: desk
    webhook_configs:
      - url: {url}
        send_resolved: true
"""


@dataclass(frozen=True, slots=True)
class Siren:
    """One Alertmanager, and what its receiver got.

    Attributes:
        groups: Bodies of its webhooks, as they came.
    """

    url: str
    groups: list[dict[str, Any]] = field(default_factory=list)

    async def alerts(self) -> Sequence[Mapping[str, Any]]:
        """Return what it holds as up."""
        held: Sequence[Mapping[str, Any]] = await self._ask("GET", "alerts")
        return held

    async def silence(self, at: str, until: str, **labels: str) -> None:
        """Silence what has these labels."""
        matchers = [
            {"name": name, "value": value, "isRegex": False} for name, value in labels.items()
        ]
        await self._ask(
            "POST",
            "silences",
            {
                "matchers": matchers,
                "startsAt": at,
                "endsAt": until,
                "createdBy": "desk",
                "comment": "",
            },
        )

    async def _ask(self, method: str, what: str, body: object = None) -> Any:
        async with (
            aiohttp.ClientSession() as session,
            session.request(method, f"{self.url}/api/v2/{what}", json=body) as answer,
        ):
            assert answer.status == 200, await answer.text()
            return await answer.json()


@asynccontextmanager
async def sounding(folder: Path) -> AsyncIterator[Siren]:
    """Run Alertmanager until the end; it tells what it gets to us."""
    assert PROGRAM is not None
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    siren = Siren(f"http://127.0.0.1:{port}")

    async def take(request: web.Request) -> web.Response:
        siren.groups.append(json.loads(await request.read()))
        return web.Response()

    application = web.Application()
    application.router.add_post("/desk", take)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    desk = f"http://127.0.0.1:{runner.addresses[0][1]}/desk"
    (folder / "alertmanager.yml").write_text(_CONFIGURATION.format(url=desk))
    process = await asyncio.create_subprocess_exec(
        PROGRAM,
        f"--config.file={folder / 'alertmanager.yml'}",
        f"--storage.path={folder / 'state'}",
        f"--web.listen-address=127.0.0.1:{port}",
        "--cluster.listen-address=",
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        await _ready(siren.url)
        yield siren
    finally:
        process.terminate()
        await process.wait()
        await runner.cleanup()


async def _ready(url: str) -> None:
    async with asyncio.timeout(20), aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(f"{url}/-/ready") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.05)
