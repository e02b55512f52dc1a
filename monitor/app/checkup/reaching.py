"""Looks at who is asked and who is told: whether they answer, and what time they have."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path
from statistics import median
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp
from pydantic import BaseModel

import connectors
from connectors import http
from monitor.app.checkup.around import Around
from monitor.app.checkup.place import Running
from monitor.app.trials import posts
from monitor.deliver.relay import unreadable
from monitor.domain.addresses import refusal
from monitor.domain.checkup import Finding, error, good, note, warning
from monitor.domain.health import OUT
from monitor.ports import Post, RefusedError, TransientError
from monitor.settings import Channel, Settings, Webhook
from monitor.settings.channels import EXAMPLES, RELAYED

SKEW: Final = timedelta(seconds=30)
"""How far the clock may be from those of others, whose answers take a while."""

_ADDRESSES: Final = (
    "url", "server", "streaming", "stream", "appview", "directory", "api", "tokens",
)  # fmt: skip
"""Settings of connectors that say where somebody is asked."""

_WHOLE: Final = frozenset({"feed"})
"""Types whose address is asked for as it stands; of others the server alone."""

_WAY: Final = "Look at the address, the network, the name resolution and the firewall."
_UNREACHED: Final = "can't be reached"

_PORTS: Final = {"http": 80, "https": 443, "ws": 80, "wss": 443}


async def sources(
    settings: Settings, running: Running | None, around: Around
) -> tuple[list[Finding], list[timedelta]]:
    """Return how the sources are, and how far our clock is behind theirs."""
    known = {str(s.get("name")): s for s in (running and running.sources) or ()}
    offsets: list[timedelta] = []
    timeout = aiohttp.ClientTimeout(total=around.patience.total_seconds())
    agent = {"User-Agent": http.agent(settings.ingest.contact)}
    async with aiohttp.ClientSession(timeout=timeout, trust_env=False, headers=agent) as session:
        asking = _Asking(session, around, offsets)
        looks = (_source(entry, known, asking) for entry in settings.connectors)
        found = await asyncio.gather(*looks)
    return [one for each in found for one in each], offsets


def clock(offsets: Sequence[timedelta]) -> Finding:
    """Return whether our clock is that of others."""
    if not offsets:
        return note("clock", "nobody answered whose clock could be compared")
    off = timedelta(seconds=median(each.total_seconds() for each in offsets))
    if abs(off) > SKEW:
        side = "behind" if off > timedelta(0) else "ahead of"
        seconds = round(abs(off).total_seconds())
        many = len(offsets)
        theirs = f"those of {many} servers" if many > 1 else "that of the one server that answered"
        what = f"it is {seconds:,} s {side} {theirs}"
        return error("clock", what, "Set it right, best by NTP: `timedatectl set-ntp true`.")
    return good("clock", "it is that of others")


class _Asking:
    """Asks servers once, and notes what time they have."""

    def __init__(
        self, session: aiohttp.ClientSession, around: Around, offsets: list[timedelta]
    ) -> None:
        self._session = session
        self._clock = around.clock
        self._offsets = offsets

    async def fault(self, url: str, *, whole: bool) -> str | None:
        """Return why *url* can't be read; None = somebody answers there."""
        try:
            async with self._session.get(url) as answer:
                self._note(answer.headers.get("Date"))
                if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR or (
                    whole and answer.status >= HTTPStatus.BAD_REQUEST
                ):
                    return f"answered {answer.status}"
        except TimeoutError:
            return "doesn't answer"
        except aiohttp.ClientError as fault:
            return _plain(fault)
        return None

    def _note(self, date: str | None) -> None:
        try:
            theirs = parsedate_to_datetime(date or "")
        except ValueError:
            return
        if theirs.tzinfo is not None:
            self._offsets.append(theirs - self._clock.now())


async def _source(
    entry: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]], asking: _Asking
) -> list[Finding]:
    name = str(entry.get("name", ""))
    part = f"source {name}"
    config = connectors.config_of(entry)
    found = list(_credentials(part, config))
    state = known.get(name)
    if state is not None and str(state.get("state")) in OUT:
        said = str(state.get("says") or state["state"])
        shows = f"`lastdance connectors last {name}` shows the answer."
        return [*found, error(part, said, _WAY if _UNREACHED in said else shows)]
    whole = config.type in _WHOLE
    faults = await asyncio.gather(*(_fault(group, asking, whole) for group in _groups(config)))
    wrong = [fault for fault in faults if fault is not None]
    found += [error(part, fault, _WAY) for fault in wrong]
    if not found:
        said = f", and is {state['state']}" if state is not None else ""
        found.append(good(part, f"{'answers' if faults else 'needs nobody'}{said}"))
    return found


async def _fault(group: Sequence[str], asking: _Asking, whole: bool) -> str | None:
    """Return why nobody of *group* answers, of whom one is enough."""
    last = None
    for url in group:
        said = await asking.fault(_asked(url, whole=whole), whole=whole)
        if said is None:
            return None
        last = f"{urlsplit(url).netloc} {said}"
    return last


def _groups(config: BaseModel) -> Iterator[Sequence[str]]:
    """Yield who is asked by a connector, alternatives together."""
    hosts = getattr(config, "hosts", None)
    if isinstance(hosts, tuple):
        yield hosts
    for name in _ADDRESSES:
        value = getattr(config, name, None)
        if isinstance(value, str) and urlsplit(value).scheme in _PORTS:
            yield (value,)


def _asked(url: str, *, whole: bool) -> str:
    """Return where to ask instead of *url*: at its server's door, unless the *whole* is meant."""
    parts = urlsplit(url)
    scheme = {"ws": "http", "wss": "https"}.get(parts.scheme, parts.scheme)
    return url if whole else f"{scheme}://{parts.netloc}/"


def _credentials(part: str, config: BaseModel) -> Iterator[Finding]:
    """Yield files of credentials that are missing, or that everybody can read."""
    for name in type(config).model_fields:
        file = getattr(config, name)
        if not name.endswith("_file") or not isinstance(file, Path):
            continue
        if not file.is_file():
            yield error(
                part, f"{name}: there is no file {str(file)!r}", "Make it, or name another."
            )
        elif file.stat().st_mode & 0o004:
            what = f"{name}: {str(file)!r} can be read by everybody on this machine"
            yield warning(part, what, f"`chmod 600 {file}`.")


async def receivers(settings: Settings, around: Around) -> list[Finding]:
    """Return whether those that are told can be reached; nothing is sent to them."""
    if not settings.receivers:
        cure = "`lastdance notify add` adds a webhook, a chat or a mailbox."
        return [note("receivers", "nobody is told but the page and the terminal", cure)]
    try:
        known = await posts(settings)
    except (RefusedError, TransientError):
        known = {}
    looks = (_receiver(one, known.get(one.name), around) for one in settings.receivers)
    return list(await asyncio.gather(*looks))


async def _receiver(one: Webhook | Channel, post: Post | None, around: Around) -> Finding:
    part = f"receiver {one.name}"
    test = f"`lastdance notify test {one.name}` sends a test alert."
    if post is not None and post.disabled:
        what = f"nothing is sent to it any more: {post.disabled}"
        return error(part, what, f"Correct its entry. {test} Once it takes that, it is on again.")
    if isinstance(one, Channel) and one.type in RELAYED:
        if (why := await asyncio.to_thread(unreadable, one.address)) is not None:
            return error(part, why, f"It looks like this: {EXAMPLES[one.type]}")
        return note(part, "its way can't be looked at without a message", test)
    fault = await _connected(one, around.patience)
    if fault is not None:
        what, cure = fault
        return error(part, what, cure or f"See whether it is up; then: {test}")
    return good(part, "it can be reached; nothing was sent")


async def _connected(one: Webhook | Channel, patience: timedelta) -> tuple[str, str] | None:
    """Return why there is no line to a receiver, with the cure; None = there is."""
    parts = urlsplit(one.address)
    host, port = parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 443)
    try:
        async with asyncio.timeout(patience.total_seconds()):
            loop = asyncio.get_running_loop()
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            for place in dict.fromkeys(str(info[4][0]) for info in found):
                if why := refusal(place, one.allow):
                    cure = f'If it is yours: `allow = ["{place}"]` in its entry.'
                    return f"its address is not a public one ({why})", cure
            safe = ssl.create_default_context() if parts.scheme == "https" else None
            _, line = await asyncio.open_connection(host, port, ssl=safe)
            line.close()
    except (OSError, TimeoutError) as fault:
        return _fault_of(fault)
    return None


def _fault_of(fault: OSError | TimeoutError) -> tuple[str, str]:
    match fault:
        case socket.gaierror():
            return "its host is not known", "Look at its address and the name resolution."
        case TimeoutError():
            return "its server doesn't answer", "See whether it is up, and the firewall."
        case ssl.SSLCertVerificationError():
            cure = "Renew its certificate, or give this machine the one that signed it."
            return f"its certificate is not trusted: {fault.verify_message}", cure
        case ssl.SSLError():
            return "it speaks no TLS", "Look at its address: scheme and port."
        case _:
            return f"it can't be reached: {fault.strerror or fault}", ""


def _plain(fault: aiohttp.ClientError) -> str:
    if isinstance(fault, aiohttp.ClientConnectorCertificateError):
        return "shows a certificate that is not trusted"
    if isinstance(fault, aiohttp.ClientConnectorSSLError):
        return "speaks no TLS"
    if isinstance(fault, aiohttp.ClientConnectorDNSError):
        return "is not known: its name can't be resolved"
    if isinstance(fault, aiohttp.ClientConnectorError):
        return f"can't be reached: {fault.os_error.strerror or fault.os_error}"
    return f"broke off: {type(fault).__name__}"
