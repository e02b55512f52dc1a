"""Replays what was said through settings of your choice: what would you have been told?

All of it happens in a scratch database that is thrown away. Nothing is sent, and what a daemon
stores is only read.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, Self

from pydantic import SecretStr

from monitor.app import replay
from monitor.app.almanac import read_catalogue, read_model
from monitor.app.series import PAIRING, catalogue_of, read_series
from monitor.app.switchboard import make_address
from monitor.deliver.body import FOLLOWING
from monitor.domain.activity import Activity
from monitor.domain.alert import Notice, message_id
from monitor.domain.catalogue import Catalogue, Pairing
from monitor.domain.scorecard import Push
from monitor.domain.spike.rules import RULES
from monitor.domain.timing import BUCKET, bucket_of
from monitor.domain.watermark import SLACK, Progress, mark
from monitor.pipeline import Report
from monitor.ports import Reader, RefusedError, Talk, Turn, UnfitError
from monitor.rumours import Rumours
from monitor.settings import Settings, Webhook
from monitor.watch import Vigil, Watch
from monitor.watching.usual import LEARNT, SHARED
from storage import Rehearsal, Rerun, Store, migrate, open_rehearsal, open_rerun, open_store, stands

DESK: Final = "desk"
"""As the receiver is called who is told where none is configured."""

SOURCE: Final = "backtest"
MOST: Final = 100_000
"""So many alerts at most are looked at."""

_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)

Share = Callable[[float], None]
"""Is told which share of the time is over, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Word:
    """One notice, and what became of it: why it was held, by receiver; None = it was sent."""

    notice: Notice
    fates: Mapping[str, str | None]

    @property
    def interrupts(self) -> bool:
        """Whether it would interrupt somebody: corrections, confirmations and ends don't."""
        return self.notice.kind not in FOLLOWING

    @property
    def push(self) -> Push:
        """When it was told, and of whom."""
        return Push(self.notice.alert.told_at, self.notice.alert.pairing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """What a replay came to.

    Attributes:
        words: All notices, oldest first.
        counts: Accounts in each bucket from *begin* on, match talk left out, by pairing.
        names: Of pairings, for people.
    """

    begin: datetime
    end: datetime
    receivers: tuple[str, ...]
    words: tuple[Word, ...]
    counts: Mapping[Pairing, Sequence[int]]
    names: Mapping[Pairing, str]

    @property
    def span(self) -> timedelta:
        """How long it was."""
        return self.end - self.begin

    def pushes(self, receiver: str) -> list[Push]:
        """Return what would have interrupted *receiver*."""
        return [
            word.push
            for word in self.words
            if word.interrupts and receiver in word.fates and word.fates[receiver] is None
        ]

    def held(self, receiver: str) -> list[tuple[Word, str]]:
        """Return what *receiver* would have been spared, with why."""
        reasons = ((word, word.notice.held or word.fates.get(receiver)) for word in self.words)
        return [(word, why) for word, why in reasons if word.interrupts and why is not None]

    def rules(self) -> Mapping[str, list[Push]]:
        """Return what rules of others would have told of the same counts."""
        return {
            rule.name: [
                Push(self.begin + (row + 1) * BUCKET, pairing)
                for pairing, counts in self.counts.items()
                for row in rule.fires(counts)
            ]
            for rule in RULES
        }


def peopled(settings: Settings, changed: Mapping[str, Any]) -> Settings:
    """Return *settings* with somebody to tell, and with what is *changed* about each receiver."""
    hooks: Sequence[Webhook] = settings.webhooks
    if not settings.receivers:
        hooks = (Webhook(name=DESK, url=SecretStr("https://desk.invalid/")),)
    return settings.model_copy(
        update={
            "webhooks": tuple(one.model_copy(update=changed) for one in hooks),
            "channels": tuple(one.model_copy(update=changed) for one in settings.channels),
        }
    )


async def of_series(settings: Settings, file: Path, share: Share) -> Backtest:
    """Replay a plain series of counts.

    Raises:
        UnfitError: It can't be used; names file, line and cure.
    """
    series = read_series(file)
    catalogue = catalogue_of(file)
    async with _Scratch(settings) as scratch:
        store = await open_rehearsal(scratch.url, series)
        try:
            await _watch(scratch, store, catalogue, series.begin_at, series.end_at, share, ())
            talk = await store.talk([PAIRING], series.begin_at, series.end_at)
            return await _told(scratch, store, catalogue, talk, series.begin_at, series.end_at)
        finally:
            await store.close()


async def of_file(settings: Settings, file: Path, share: Share) -> Backtest:
    """Replay a file of activities: JSON lines, as `replay` reads them.

    Raises:
        RefusedError: A part can't be used; the message says what to do.
        UnfitError: The file holds nothing that can be read.
        ValueError: The catalogue can't be used.
    """
    size = max(await asyncio.to_thread(os.path.getsize, file), 1)
    reached: list[datetime] = []

    def report(batch: Report) -> None:
        for page in batch.pages:
            offset = (page.cursor or "0").partition(":")[0]
            share(min(int(offset) / size, 1.0) if offset.isdecimal() else 0.0)
            reached.extend(_edges(page.activities))
            del reached[1:-1]
            reached.sort()

    async with _Scratch(settings) as scratch:
        await _carry_over(settings, scratch)
        await replay.play(scratch.settings, file, name=SOURCE, speed="max", report=report)
        if not reached:
            cure = "give JSON lines as `replay` reads them, or a .csv with `timestamp,value`"
            raise UnfitError(f"{file}: holds no activity that could be read; {cure}")
        store = await open_store(scratch.url)
        try:
            version, entries = await store.entries()
            catalogue = read_catalogue(settings, entries, version)
            begin, end = bucket_of(reached[0]), bucket_of(reached[-1]) + BUCKET
            everybody = frozenset(await store.shares(begin, end))
            talk = await store.talk(everybody, begin, end)
            return await _told(scratch, store, catalogue, talk, begin, end)
        finally:
            await store.close()


async def of_store(settings: Settings, begin: datetime, end: datetime, share: Share) -> Backtest:
    """Run again what the configured database holds of [begin, end).

    Raises:
        RefusedError: It can't be used; the message says what to do.
        ValueError: The catalogue can't be used.
    """
    url = settings.storage.url.get_secret_value()
    if not stands(url):
        raise RefusedError("there is no database yet; name a file, or another with --database")
    begin, end = bucket_of(begin), bucket_of(end)
    live = await open_store(url)
    try:
        version, entries = await live.entries()
        catalogue = read_catalogue(settings, entries, version, await live.resolved())
        shares = await live.shares(begin - LEARNT, end)
        if not shares:
            cure = "say another time with --from and --to"
            raise RefusedError(f"nothing is stored from {begin} to {end}; {cure}")
        async with _Scratch(settings) as scratch:
            store = await open_rerun(scratch.url, live)
            try:
                acts = await _acts(live.reader, begin, end)
                await _watch(scratch, store, catalogue, begin, end, share, acts)
                talk = await live.talk(frozenset(shares), begin, end)
                return await _told(scratch, store, catalogue, talk, begin, end)
            finally:
                await store.close()
    finally:
        await live.close()


class _Scratch:
    """A folder with a database of its own, and settings that lead nowhere else."""

    def __init__(self, settings: Settings) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="lastdance-backtest-")
        self.url = f"sqlite:///{self._folder.name}/backtest.db"
        self.settings = _apart(settings, self.url)

    async def __aenter__(self) -> Self:
        await asyncio.to_thread(migrate, self.url)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._folder.cleanup()


def _apart(settings: Settings, url: str) -> Settings:
    """Return *settings* with a scratch database, a secret of the day, and somebody to tell."""
    storage = settings.storage.model_copy(update={"url": SecretStr(url)})
    privacy = settings.privacy.model_copy(update={"secret": SecretStr(secrets.token_hex(32))})
    more: dict[str, Any] = {"storage": storage, "privacy": privacy}
    return peopled(settings, {}).model_copy(update=more)


async def _carry_over(settings: Settings, scratch: _Scratch) -> None:
    """Let the scratch database know what the operator added to the catalogue."""
    url = settings.storage.url.get_secret_value()
    if not stands(url):
        return
    live, store = await open_store(url), await open_store(scratch.url)
    try:
        _, entries = await live.entries()
        if entries:
            await store.enter(entries, SOURCE, _LONG_AGO)
        for (platform, handle), stable in (await live.resolved()).items():
            await store.resolve(platform, handle, stable, _LONG_AGO)
    finally:
        await store.close()
        await live.close()


async def _watch(
    scratch: _Scratch,
    store: Rehearsal,
    catalogue: Catalogue,
    begin: datetime,
    end: datetime,
    share: Share,
    acts: Sequence[Notice],
) -> None:
    """Keep the watch from *begin* to *end*, bucket by bucket, and tell *acts* again in time."""
    address = make_address(scratch.settings)
    watch = Watch(
        store=store, catalogue=catalogue, address=address, offload=_at_once, holder=SOURCE
    )
    rumours = Rumours(
        store=store,
        catalogue=catalogue,
        address=address,
        offload=_at_once,
        holder=SOURCE,
        model=read_model(scratch.settings),
    )
    vigil = Vigil(watch)
    gaps = await _gaps(store, begin, end)
    waiting = list(reversed(acts))
    at = begin
    while at <= end + SLACK:
        while waiting and waiting[-1].alert.told_at < at:
            await _retell(store, waiting.pop(), watch, at)
        sources = [
            Progress(name=name, began=begin - LEARNT, well=True, reached=at, heard_at=at, gaps=lost)
            for name, lost in gaps.items()
        ]
        await vigil.keep(mark(sources, at), at)
        await rumours.keep(at)
        share(min((at - begin) / (end - begin), 1.0))
        at += BUCKET


async def _gaps(
    store: Rehearsal, begin: datetime, end: datetime
) -> Mapping[str, tuple[tuple[datetime, datetime], ...]]:
    """Return the sources there were, each with the buckets that it was not seen in."""
    shares = await store.shares(begin - SHARED, end)
    gaps: dict[str, list[tuple[datetime, datetime]]] = {
        name: [] for own in shares.values() for name in own
    }
    for blank in await store.blanks(begin - LEARNT):
        gaps.setdefault(blank.connector, []).append((blank.start, blank.start + BUCKET))
    return {name: tuple(lost) for name, lost in gaps.items()} or {SOURCE: ()}


async def _retell(store: Rehearsal, notice: Notice, watch: Watch, at: datetime) -> None:
    """Tell of an act again, as it was told: what was decided about it does not change."""
    lease = await store.lease(watch.holder, at, BUCKET)
    assert lease is not None
    messages = tuple(watch.address(notice)) if notice.held is None else ()
    if isinstance(store, Rerun):
        store.retell(notice)
    await store.turn(lease, Turn(end=None, notices=(notice,), messages=messages))


async def _acts(reader: Reader, begin: datetime, end: datetime) -> list[Notice]:
    """Return what was told of acts in [begin, end), oldest first."""
    found = []
    for newest in await reader.alerts(MOST):
        if newest.alert.told_at < begin:
            continue
        told = await reader.alert(newest.alert.id)
        if told is not None and told.acts:
            found += [one for one in told.notices if begin <= one.alert.told_at < end and one.acts]
    return sorted(found, key=lambda one: (one.alert.told_at, one.cause))


async def _told(
    scratch: _Scratch,
    store: Store,
    catalogue: Catalogue,
    talk: Mapping[Pairing, Sequence[Talk]],
    begin: datetime,
    end: datetime,
) -> Backtest:
    """Return what the scratch database says was told."""
    words = []
    for newest in await store.reader.alerts(MOST):
        told = await store.reader.alert(newest.alert.id)
        if told is None:
            continue
        for notice in told.notices:
            ident = message_id(notice.alert.id, notice.kind, notice.cause)
            fates = {one.receiver: one.held for one in told.sent if one.id == ident}
            words.append(Word(notice, fates))
    words.sort(key=lambda one: (one.notice.alert.told_at, one.notice.alert.id))
    watched = {pairing for pairing in talk if catalogue.watches(pairing, end.date())}
    return Backtest(
        begin=begin,
        end=end,
        receivers=tuple(one.name for one in scratch.settings.receivers),
        words=tuple(words),
        counts={pairing: _counts(talk[pairing], begin, end) for pairing in sorted(watched)},
        names={pairing: _name(pairing, catalogue) for pairing in watched},
    )


def _counts(talk: Sequence[Talk], begin: datetime, end: datetime) -> list[int]:
    counts = [0] * max((end - begin) // BUCKET, 1)
    for one in talk:
        row = (one.start - begin) // BUCKET
        if 0 <= row < len(counts):
            counts[row] += one.authors
    return counts


def _name(pairing: Pairing, catalogue: Catalogue) -> str:
    player, club = catalogue.players[pairing.player], catalogue.clubs[pairing.club]
    return player.name if player.name == club.name else f"{player.name} and {club.name}"


def _edges(activities: Sequence[Activity]) -> list[datetime]:
    """Return the earliest and the latest time of *activities*."""
    times = [(one.happened_at or one.seen_at).astimezone(UTC) for one in activities]
    return [min(times), max(times)] if times else []


async def _at_once(work: Callable[[], Any]) -> Any:
    """Nothing else waits in a replay, so there is no need of a thread."""
    return work()
