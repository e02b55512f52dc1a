"""A loopback server that sends made Jetstream lines as fast as it can, from its own process.

`python -m tests.benchmarks.wire CAPTURE TWEETS COUNT SEED` prints its port, serves one
subscriber, and ends.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from aiohttp import web

LETTERS = "234567abcdefghijklmnopqrstuvwxyz"
POSTS = 0.2
"""At least this share of the lines is posts with text."""


def lines(capture: Path, tweets: Path, count: int, seed: int) -> Iterator[str]:
    """Yield *count* distinct lines: kinds in the shares of *capture*, texts of *tweets*."""
    draw = random.Random(seed)
    shapes = [json.loads(line) for line in capture.read_text("utf-8").splitlines() if line.strip()]
    posts = [shape for shape in shapes if _collection(shape) == "app.bsky.feed.post"]
    posts = [shape for shape in posts if shape["commit"]["operation"] == "create"]
    others = [shape for shape in shapes if shape not in posts]
    share = max(POSTS, len(posts) / len(shapes))
    with tweets.open(encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file if line.strip()]
    clock = 1_783_175_888_000_000
    for _ in range(count):
        is_post = draw.random() < share
        shape = json.loads(json.dumps(draw.choice(posts if is_post else others)))
        clock += draw.randrange(200, 2_000)
        shape["did"] = _did(draw)
        shape["time_us"] = clock
        commit = shape.get("commit")
        if commit is not None:
            commit["rkey"] = _word(draw, 13)
            commit["rev"] = _word(draw, 13)
            _renew(commit.get("record"), draw)
            if is_post:
                commit["record"]["text"] = draw.choice(texts)
        yield json.dumps(shape, ensure_ascii=False, separators=(",", ":"))


def _collection(shape: dict[str, Any]) -> str:
    return str(shape.get("commit", {}).get("collection", ""))


def _renew(value: Any, draw: random.Random) -> None:
    """Give every address and DID below *value* a new one."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, str) and inner.startswith("at://"):
                value[key] = f"at://{_did(draw)}/app.bsky.feed.post/{_word(draw, 13)}"
            elif isinstance(inner, str) and inner.startswith("did:plc:"):
                value[key] = _did(draw)
            else:
                _renew(inner, draw)
    elif isinstance(value, list):
        for inner in value:
            _renew(inner, draw)


def _did(draw: random.Random) -> str:
    return "did:plc:" + _word(draw, 24)


def _word(draw: random.Random, length: int) -> str:
    return "".join(draw.choices(LETTERS, k=length))


async def serve(made: list[str]) -> None:
    """Send *made* to the first subscriber, then close and end."""
    done = asyncio.Event()

    async def subscribe(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        with suppress(ConnectionError):  # the reader has all that it wanted
            for line in made:
                await socket.send_str(line)
            await socket.close()
        done.set()
        return socket

    application = web.Application()
    application.router.add_get("/subscribe", subscribe)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    await done.wait()
    await asyncio.sleep(1)
    await runner.cleanup()


if __name__ == "__main__":
    source, words, many, grain = sys.argv[1:]
    asyncio.run(serve(list(lines(Path(source), Path(words), int(many), int(grain)))))
