"""Serves what a browser draws boards with, from one place as Grafana does."""

from __future__ import annotations

import os
import subprocess
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import aiohttp
from aiohttp import web

import dashboards
from tests.integration.boards.memory import free

PACKAGES: Final = Path(os.environ.get("LASTDANCE_TEST_PEERS", "/nowhere")) / "grafana/node_modules"
IMAGES: Final = PACKAGES / "@grafana/ui/dist/public"
BUNDLED: Final = (
    "--bundle", "--format=iife", "--minify", "--define:global=window",
    '--define:process.env.NODE_ENV="production"', "--log-level=error",
    *(f"--loader:.{kind}=dataurl" for kind in ("ttf", "woff2", "svg")),
)  # fmt: skip
BARE: Final = (
    "<!doctype html><html><head><meta charset='utf-8'><link rel='icon' href='data:,'>"
    "<link rel='stylesheet' href='/wall.css'></head>"
    "<body><div id='wall'></div><script src='/wall.js'></script></body></html>"
)


@asynccontextmanager
async def served(folder: Path, source: str, session: aiohttp.ClientSession) -> AsyncIterator[str]:
    """Yield the address of a server with a page for boards, the boards, and what they ask."""

    async def bare(request: web.Request) -> web.Response:
        return web.Response(text=BARE, content_type="text/html")

    async def board(request: web.Request) -> web.Response:
        return web.json_response(dashboards.load(request.match_info["name"]))

    async def asked(request: web.Request) -> web.Response:
        path = request.match_info["path"]
        async with session.get(f"{source}/{path}", params=request.query) as answer:
            return web.Response(
                body=await answer.read(), status=answer.status, content_type="application/json"
            )

    async def font(request: web.Request) -> web.Response:
        return web.Response(status=204)  # Grafana's own are no part of its libraries

    app = web.Application()
    app.add_routes([
        web.get("/", bare),
        web.get("/boards/{name}", board),
        web.get("/prometheus/{path:.*}", asked),
        web.get("/public/fonts/{path:.*}", font),
        web.static("/public/build", IMAGES),
        web.static("/public", IMAGES),
        web.static("/", folder / "bundle"),
    ])  # fmt: skip
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", free())
    await site.start()
    try:
        yield site.name
    finally:
        await runner.cleanup()


def bundle(folder: Path) -> None:
    """Bundle what draws boards into `folder/bundle`."""
    into = folder / "bundle"
    into.mkdir()
    subprocess.run(
        [PACKAGES / ".bin/esbuild", Path(__file__).with_name("wall.jsx"), *BUNDLED,
         f"--outfile={into / 'wall.js'}"],
        check=True, env=_paths(),
    )  # fmt: skip


def _paths() -> Mapping[str, str]:
    return {**os.environ, "NODE_PATH": str(PACKAGES)}
