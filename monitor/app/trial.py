"""Tries one connector for a moment: what it would bring in is counted, and nothing is stored."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, cast

from monitor.domain.activity import Activity
from monitor.ports import Clock, Connector, Interest, Page, RefusedError, TransientError

MOST: Final = 100_000
"""Items after which there is nothing more to learn."""

SAMPLES: Final = 5
AGAIN: Final = timedelta(seconds=1)
"""How long it waits after a failure."""

DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a connector brought in.

    Attributes:
        took: How long it was read.
        activities: How many would be judged, by verb.
        known: How many of them are by accounts of the catalogue.
        named: How many of them name a player and a club.
        dropped: How many would not be kept, by reason.
        dead: How many could not be read, by reason.
        received: Bytes.
        bytes_per_day: At this rate; None where that says nothing: a file, less than a second.
        expected: Bytes a day that its configuration lets expect, if anybody can tell.
        lag: How far the newest event was behind when it came.
        samples: Acts of public accounts and what was counted, in a line each; they name no private
            person.
        errors: What went wrong, each once, in sentences.
    """

    took: timedelta
    pages: int
    activities: Mapping[str, int]
    known: int
    named: int
    dropped: Mapping[str, int]
    dead: Mapping[str, int]
    received: int
    bytes_per_day: float | None
    expected: float | None = None
    lag: timedelta | None = None
    samples: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()


async def trial(
    connector: Connector,
    clock: Clock,
    interest: Interest,
    *,
    span: timedelta,
    most: int = MOST,
    show: Callable[[Activity], str | None] = lambda _: None,
) -> Trial:
    """Read *connector* for *span*, to its end, or until it brought *most* items.

    After a failure that may pass it is read on, as long as there is time.

    Args:
        show: Says an act in a line; None where it may not be shown.
    """
    tally = _Tally(interest, show, clock.now())
    reading = asyncio.create_task(_read(connector, clock, tally, most))
    bell = asyncio.create_task(clock.sleep(span))
    try:
        await asyncio.wait({reading, bell}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (reading, bell):
            task.cancel()
        await asyncio.gather(reading, bell, return_exceptions=True)
    took = clock.now() - tally.began
    return Trial(
        took=took,
        pages=tally.pages,
        activities=_ranked(tally.activities),
        known=tally.known,
        named=tally.named,
        dropped=_ranked(tally.dropped),
        dead=_ranked(tally.dead),
        received=tally.received,
        bytes_per_day=_per_day(connector, tally.received, took) if tally.pages else None,
        lag=tally.lag,
        samples=tuple(tally.samples),
        errors=tuple(tally.errors),
    )


@dataclass(slots=True)
class _Tally:
    """What came so far."""

    interest: Interest
    show: Callable[[Activity], str | None]
    began: datetime
    cursor: str | None = None
    pages: int = 0
    known: int = 0
    named: int = 0
    received: int = 0
    lag: timedelta | None = None
    activities: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
    dead: Counter[str] = field(default_factory=Counter)
    samples: list[str] = field(default_factory=list)
    errors: dict[str, None] = field(default_factory=dict)

    @property
    def items(self) -> int:
        return self.activities.total() + self.dropped.total() + self.dead.total()

    def add(self, page: Page, now: datetime) -> None:
        self.pages += 1
        self.received += page.received
        self.cursor = page.cursor or self.cursor
        self.dropped.update(page.dropped)
        self.dead.update(letter.reason for letter in page.dead)
        for activity in page.activities:
            self._note(activity)
        for sample in page.samples[: SAMPLES - len(self.samples)]:
            self.samples.append(f"{sample.player}: {sample.count:g} {sample.of}")
        times = [a.happened_at for a in page.activities if a.happened_at is not None]
        newest = page.reached or max(times, default=None)
        if page.live and newest is not None:
            self.lag = max(now - newest, timedelta(0))

    def _note(self, activity: Activity) -> None:
        self.activities[activity.verb.value] += 1
        self.known += self.interest.actor(activity.platform, activity.actor)
        self.named += bool(activity.text) and self.interest.text(activity.text)
        if len(self.samples) < SAMPLES and (line := self.show(activity)):
            self.samples.append(line)

    def fail(self, words: str) -> None:
        self.errors[words] = None


async def _read(connector: Connector, clock: Clock, tally: _Tally, most: int) -> None:
    reading = True
    while reading:
        reading = False
        try:
            await _to_its_end(connector, clock, tally, most)
        except TransientError as error:
            tally.fail(str(error))
            await clock.sleep(max(AGAIN, error.retry_after or AGAIN))
            reading = True
        except RefusedError as error:
            tally.fail(str(error))
        except Exception as error:  # noqa: BLE001 - a trial tells what the daemon would log
            tally.fail(f"fault of ours: {error!r}")


async def _to_its_end(connector: Connector, clock: Clock, tally: _Tally, most: int) -> None:
    pages = cast("AsyncGenerator[Page, None]", connector.pages(tally.cursor))
    async with aclosing(pages):
        async for page in pages:
            tally.add(page, clock.now())
            if tally.items >= most:
                break


def _ranked(counts: Counter[str]) -> Mapping[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _per_day(connector: Connector, received: int, took: timedelta) -> float | None:
    if getattr(connector, "finite", False):
        return None
    if connector.every is not None:
        return received * (DAY / connector.every)
    return received * (DAY / took) if took >= timedelta(seconds=1) else None
