"""A server that others wrote to stand in for Mastodon: `mastodon-mock`, from the folder of peers.

`LASTDANCE_TEST_PEERS` names that folder; `.ci/run` makes one, with what can be had.
"""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest

TOKEN = "mock_token"
_STARTS_WITHIN = 60.0

_CONFIG = """\
[ratelimit]
enabled = true
limit = 300
window_seconds = 300
"""


def program() -> Path:
    """Return where it is; skips the test where it isn't."""
    folder = os.environ.get("LASTDANCE_TEST_PEERS", "")
    found = Path(folder) / "mastodon-mock" / "bin" / "mastodon_mock"
    if not folder or not found.exists():
        pytest.skip("no mastodon-mock in LASTDANCE_TEST_PEERS; .ci/run puts it there")
    return found


@dataclass(slots=True)
class Mock:
    """A running server, and what people do on it."""

    url: str
    session: aiohttp.ClientSession

    async def call(self, method: str, path: str, token: str | None = TOKEN, **body: Any) -> Any:
        """Do *method* on *path*, and return what is answered."""
        said = {} if token is None else {"Authorization": f"Bearer {token}"}
        async with self.session.request(
            method, f"{self.url}{path}", json=body or None, headers=said
        ) as answer:
            return await answer.json(content_type=None)

    async def post(self, text: str) -> Any:
        """Have the token's owner post *text*; return the status."""
        return await self.call("POST", "/api/v1/statuses", status=text, visibility="public")

    async def fail(self, kind: str, path: str, **more: Any) -> None:
        """Have every answer for *path* fail in that way."""
        effect = {"type": kind, **more}
        await self.call("POST", "/api/v1/_mock/faults", match={"path": path}, effect=effect)

    async def mend(self) -> None:
        """End all faults."""
        await self.call("DELETE", "/api/v1/_mock/faults")

    async def asked(self) -> int:
        """Return how many requests there were in this window; this one counts too."""
        async with self.session.get(f"{self.url}/api/v1/instance") as answer:
            return 300 - int(answer.headers["x-ratelimit-remaining"])


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Start a server, and give its address; skips the test where there is none."""
    command = program()
    config = folder / "mock.toml"
    config.write_text(_CONFIG, "utf-8")
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    where = ["--host", "127.0.0.1", "--port", str(port), "--config", str(config)]
    with (folder / "mock.log").open("wb") as log:
        process = subprocess.Popen(
            [command, "serve", "--in-memory", *where], stdout=log, stderr=log
        )
        try:
            url = f"http://127.0.0.1:{port}"
            _wait(url)
            yield url
        finally:
            process.terminate()
            try:
                process.wait(1)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@asynccontextmanager
async def emptied(url: str) -> AsyncIterator[Mock]:
    """Give the server at *url* with nothing in it."""
    async with aiohttp.ClientSession() as session:
        mock = Mock(url, session)
        await mock.mend()
        await mock.call("POST", "/api/v1/_mock/reset")
        yield mock


def _wait(url: str) -> None:
    until = time.monotonic() + _STARTS_WITHIN
    while True:
        try:
            with urllib.request.urlopen(f"{url}/api/v1/instance", timeout=5):
                return
        except OSError:
            assert time.monotonic() < until, "mastodon-mock does not start"
            time.sleep(0.1)
