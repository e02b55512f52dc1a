"""Tests of the ways to receivers: one ping each, through the real sender."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from monitor.app.clock import SystemClock
from monitor.app.switchboard import open_senders, receiver
from monitor.deliver import addressing
from monitor.domain.desk.logbook import Deed, Hand, Line
from monitor.ports import Clock, Delivery, Post
from monitor.settings import Settings
from storage import migrate, open_store, stands


@dataclass(frozen=True, slots=True)
class Ping:
    """How one ping went."""

    receiver: str
    delivered: bool
    detail: str


async def ping(settings: Settings, names: Collection[str], by: str = "") -> list[Ping]:
    """Send a ping to each receiver of *names*; one that takes it is sent to again from now on.

    Raises:
        RefusedError: A receiver can't be used; the message says what to change.
    """

    async def enable(name: str) -> None:
        await _enable(settings, name)

    clock = SystemClock()
    sent = await send(settings, names, clock, enable)
    url = settings.storage.url.get_secret_value()
    if sent and stands(url):
        await asyncio.to_thread(migrate, url)
        store = await open_store(url)
        try:
            for one in sent:
                await store.note(tested(one, Hand(by), clock.now()))
        finally:
            await store.close()
    return sent


def tested(ping: Ping, hand: Hand, now: datetime) -> Line:
    """Return what the logbook says of a ping."""
    outcome = "delivered" if ping.delivered else "failed"
    return hand.did(Deed.TESTED, f"{ping.receiver}: {outcome}", now)


async def send(
    settings: Settings,
    names: Collection[str],
    clock: Clock,
    enable: Callable[[str], Awaitable[None]],
) -> list[Ping]:
    """Send a ping to each receiver of *names*; those that take it are *enable*d.

    Raises:
        RefusedError: As above.
    """
    results = []
    async with open_senders(settings, clock) as senders:
        for configured in settings.receivers:
            name = configured.name
            if name not in names:
                continue
            now = clock.now()
            message = addressing.ping(name, now, receiver(configured).form)
            outcome = await senders[name].send(Delivery(message=message, attempts=0, first_due=now))
            if outcome.delivered:
                await enable(name)
            results.append(Ping(name, outcome.delivered, outcome.detail))
    return results


async def posts(settings: Settings) -> Mapping[str, Post]:
    """Return how the messages of each receiver stand; nothing where there is no database yet."""
    url = settings.storage.url.get_secret_value()
    if not stands(url):
        return {}
    store = await open_store(url)
    try:
        return await store.posts()
    finally:
        await store.close()


async def _enable(settings: Settings, name: str) -> None:
    url = settings.storage.url.get_secret_value()
    await asyncio.to_thread(migrate, url)
    store = await open_store(url)
    try:
        await store.enable(name)
    finally:
        await store.close()
