"""Runs a connector as the daemon would: an interest, a context, and pages until enough came."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

import aiohttp

import connectors
from connectors.contract import Context
from monitor.domain.activity import Activity
from monitor.domain.catalogue import Account, Catalogue
from monitor.ports import Clock, Connector, Page
from tests.simulator.clock import HandClock

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


@dataclass(slots=True)
class Chosen:
    """An interest in exactly these; everything if nothing else is said."""

    everything: bool = True
    actors: set[str] = field(default_factory=set)
    objects: set[str] = field(default_factory=set)
    words: tuple[str, ...] = ()

    def actor(self, platform: str, actor: str) -> bool:  # noqa: ARG002 - as the port has it
        return actor in self.actors

    def object(self, platform: str, address: str) -> bool:  # noqa: ARG002 - as the port has it
        return address in self.objects

    def text(self, text: str) -> bool:
        return any(word in text for word in self.words)

    def passed(self, activity: Activity) -> None:
        if activity.record is not None:
            self.objects.add(activity.record)


@dataclass(slots=True)
class House:
    """What a connector is given, and what it said.

    Attributes:
        accounts: The catalogue's; put others in their place to change them.
        catalogue: The rest of it.
        told: What connectors reported, by name.
    """

    accounts: tuple[Account, ...]
    told: list[tuple[str, str]]
    catalogue: Catalogue = field(default_factory=Catalogue)
    context: Context = field(init=False)

    def connector(self, **entry: Any) -> Connector:
        """Make a connector, called `it` if the entry names none."""
        return connectors.load({"name": "it", **entry}, self.context)


@asynccontextmanager
async def house(
    interest: Chosen | None = None,
    clock: Clock | None = None,
    accounts: Sequence[Account] = (),
    catalogue: Catalogue | None = None,
) -> AsyncIterator[House]:
    """Open a house with a session of its own."""
    home = House(tuple(accounts), [], catalogue or Catalogue())
    async with aiohttp.ClientSession() as session:
        home.context = Context(
            session=session,
            clock=clock or HandClock(NOW),
            interest=interest or Chosen(),
            accounts=lambda: home.accounts,
            catalogue=lambda: home.catalogue,
            contact="mailto:desk@example.org",
            report=lambda name, status: home.told.append((name, status)),
            rest=lambda name, status: home.told.append((name, status)),
        )
        yield home


async def listen(
    connector: Connector, cursor: str | None = None, *, lines: int | None = None, within: float = 5
) -> list[Page]:
    """Return pages until they account for *lines* lines, or the connector ends.

    Raises:
        TimeoutError: They didn't come within so many seconds.
    """
    pages: list[Page] = []
    source = cast("AsyncGenerator[Page, None]", connector.pages(cursor))
    async with asyncio.timeout(within), aclosing(source):
        async for page in source:
            pages.append(page)
            if lines is not None and counted(pages) >= lines:
                break
    return pages


def counted(pages: Sequence[Page]) -> int:
    """Return how many lines *pages* account for."""
    return sum(len(p.activities) + len(p.dead) + sum(p.dropped.values()) for p in pages)


def activities(pages: Sequence[Page]) -> list[Activity]:
    """Return the activities of all *pages*."""
    return [activity for page in pages for activity in page.activities]
