"""Looks at where it runs: the daemon, its port, and what starts it again."""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp

from monitor.app.checkup.around import Around
from monitor.domain.checkup import Finding, error, good, note, warning
from monitor.settings import Settings

UNIT: Final = "lastdance.service"
PATIENCE: Final = 5.0
"""How long the daemon may take to answer, in seconds."""

_HERE: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_ANY: Final = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - where to ask


@dataclass(frozen=True, slots=True)
class Running:
    """What answers at the daemon's address.

    Attributes:
        ours: Whether it is a lastdance.
        wrong: What it says is wrong with itself.
        sources: How its sources are; None where it won't say.
    """

    ours: bool
    wrong: Mapping[str, str]
    sources: Sequence[Mapping[str, Any]] | None


async def daemon(settings: Settings) -> Running | None:
    """Return what answers at the address of the pages; None = nothing does."""
    web = settings.web
    if web.port == 0:
        return None
    host = _ANY.get(web.host, web.host)
    at = f"http://{f'[{host}]' if ':' in host else host}:{web.port}"
    headers = {"Accept": "application/json"}
    if web.shown is not None:
        headers["Authorization"] = f"Bearer {web.shown}"
    timeout = aiohttp.ClientTimeout(total=PATIENCE, sock_connect=1)
    try:
        async with aiohttp.ClientSession(
            timeout=timeout, trust_env=False, headers=headers
        ) as session:
            ready = await _json(session, f"{at}/readyz")
            if not isinstance(ready, dict) or "ready" not in ready:
                return Running(ours=False, wrong={}, sources=None)
            sources = await _json(session, f"{at}/sources.json")
            known = sources if isinstance(sources, list) else None
            return Running(ours=True, wrong=dict(ready.get("wrong", {})), sources=known)
    except aiohttp.ClientConnectorError:
        return None
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return Running(ours=False, wrong={}, sources=None)


async def _json(session: aiohttp.ClientSession, url: str) -> Any:
    async with session.get(url, allow_redirects=False) as answer:
        if answer.status not in {HTTPStatus.OK, HTTPStatus.SERVICE_UNAVAILABLE}:
            return None
        return await answer.json()


def port(settings: Settings, running: Running | None) -> Iterator[Finding]:
    """Yield who has the port of the pages, and what the daemon says of itself."""
    listen = settings.web.listen
    if running is None:
        yield note("daemon", "none runs here", "`lastdance run`.")
        yield from _free(settings)
        return
    if not running.ours:
        cure = "Set another in [web] listen, or stop what has it: `ss -ltnp` names it."
        yield error("port", f"something else has {listen}", cure)
        return
    yield good("port", f"the daemon has {listen}")
    for part, what in running.wrong.items():
        yield error("daemon", f"{part}: {what}", "docs/operations.md names the cure of each.")
    if not running.wrong:
        yield good("daemon", "it runs, and its own parts work")


def _free(settings: Settings) -> Iterator[Finding]:
    """Yield whether the port can be had."""
    web = settings.web
    try:
        found = socket.getaddrinfo(web.host, web.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(found[0], socket.SOCK_STREAM) as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            one.bind(found[4])
    except OSError as refusal:
        if refusal.errno == errno.EADDRINUSE:
            cure = "Set another in [web] listen, or stop what has it: `ss -ltnp` names it."
        else:
            cure = "Set one of this machine's addresses and a port above 1023 in [web] listen."
        said = refusal.strerror or str(refusal)
        yield error("port", f"{web.listen} can't be had: {said}", cure)
    else:
        yield good("port", f"{web.listen} is free")


def links(settings: Settings) -> Iterator[Finding]:
    """Yield where the links in alerts lead, if they lead nowhere."""
    web, parts = settings.web, urlsplit(settings.web.public_url)
    if parts.hostname not in _HERE:
        return
    port = parts.port or (443 if parts.scheme == "https" else 80)
    if web.port not in {0, port}:
        what = f"alerts link to {web.public_url}, and the pages are on {web.listen}"
        cure = "Set web.public_url to where people reach the pages."
        yield warning("links", what, cure)
    elif settings.receivers:
        what = f"alerts link to {web.public_url}, which opens on this machine alone"
        yield note("links", what, "Behind a proxy with TLS set web.public_url: docs/operations.md.")


def boot(around: Around) -> Iterator[Finding]:
    """Yield whether systemd starts it again; nothing where there is no systemd."""
    if not around.units:
        return
    unit = next((one / UNIT for one in around.units if (one / UNIT).exists()), None)
    if unit is None:
        cure = f"deploy/systemd/{UNIT} is a unit for it: docs/operations.md."
        yield note("start at boot", "no unit of systemd starts it after a restart", cure)
        return
    wanted = [*unit.parent.glob(f"*.wants/{UNIT}")]
    wanted += [found for one in around.units for found in one.glob(f"*.wants/{UNIT}")]
    if wanted:
        yield good("start at boot", f"{unit} is enabled")
    else:
        yield note("start at boot", f"{unit} is not enabled", f"`systemctl enable --now {UNIT}`.")
