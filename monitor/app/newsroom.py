"""The judging side of the daemon: its catalogue, its pipeline, and what keeps them current."""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Callable, Sequence
from datetime import timedelta

from aiohttp import ClientSession

import connectors
from connectors.contract import Context
from connectors.http import Heard, Hosts
from monitor.app.almanac import read_catalogue, read_model, traces
from monitor.app.moods import take_moods
from monitor.app.narrating import tell_batch, tell_decisions
from monitor.app.parts import Bench, Offload, make_judge, make_pipeline, open_bench
from monitor.app.rereading import Rereading
from monitor.app.room import free_bytes
from monitor.app.settling import settled
from monitor.app.tally import count_answer, count_batch
from monitor.app.vanishing import Vanishing
from monitor.domain.catalogue import Account, Catalogue
from monitor.domain.seal import Seal
from monitor.interest import Attention, KeptRecords
from monitor.metrics import Metrics
from monitor.pipeline import Pipeline, Report
from monitor.ports import Clock, Connector, Page, RefusedError, TransientError
from monitor.settings import Settings
from monitor.web import Library
from storage import Store

log = logging.getLogger(__name__)

LOOKED_FOR = timedelta(hours=24)
"""How long an object that could not be fetched is asked for again."""

AT_ONCE = 200

RESOLVED_EVERY = timedelta(minutes=10)
MISSED_EVERY = timedelta(minutes=1)


class Newsroom:
    """Reads the catalogue, judges and stores batches, and does the chores of both.

    Args:
        nudge: Called when messages were put into the outbox.
        report: Told what a source is up to.
        rest: Told that a source has nothing to do, and why.
        kept: Records that are kept already, and those that will be.
        hosts: What servers grant.
        handling: Held while a batch is handled, by all that handle any.
        noted: Told what each batch came to.
    """

    def __init__(
        self,
        settings: Settings,
        store: Store,
        seal: Seal,
        session: ClientSession,
        clock: Clock,
        metrics: Metrics,
        nudge: Callable[[], None],
        *,
        report: Callable[[str, str], None] = lambda *_: None,
        rest: Callable[[str, str], None] = lambda *_: None,
        kept: KeptRecords | None = None,
        hosts: Hosts | None = None,
        handling: asyncio.Lock | None = None,
        noted: Callable[[Report], None] = lambda _: None,
    ) -> None:
        self._settings = settings
        self._store = store
        self._clock = clock
        self._metrics = metrics
        self._nudge = nudge
        self._seal = seal
        self._offload = Offload()
        self._bench: Bench | None = None
        self._rereading: Rereading | None = None
        self._blind: tuple[str, ...] = ()
        self._renamed = False
        self._looked = 0
        self._read_from: object = None
        self._evicted = kept.evicted if kept is not None else 0
        self._furnishing = asyncio.Lock()
        self._handling = handling or asyncio.Lock()
        self._noted = noted
        self._closed = False
        self._resolved_at = clock.now()
        self._unknown: set[tuple[str, str]] = set()
        self.catalogue = Catalogue()
        self.attention = Attention(
            everything=settings.storage.keep == "all",
            catalogue=self.catalogue,
            matcher=None,
            seal=seal,
            kept=kept if kept is not None else KeptRecords(),
        )
        self.heard: dict[str, Heard] = {}
        self.context = Context(
            session=session,
            clock=clock,
            interest=self.attention,
            accounts=lambda: self.catalogue.accounts,
            catalogue=lambda: self.catalogue,
            contact=settings.ingest.contact,
            report=report,
            rest=rest,
            hosts=hosts or Hosts(),
            seal=seal,
            heard=self._note_answer,
        )
        self._lookups = connectors.objects(self.context, settings.connectors)
        self._pipeline: Pipeline | None = None
        self.vanishing = Vanishing(
            store,
            connectors.presences(self.context, settings.connectors),
            self.handle,
            clock,
            metrics,
        )

    async def open(self) -> None:
        """Load the judges, and read the catalogue.

        Raises:
            RefusedError: The catalogue, or the model, can't be used; the message says why.
        """
        self._model = read_model(self._settings)
        bench = await asyncio.to_thread(open_bench, self._settings.sentiment)
        self._bench = bench
        if bench.closer is not None:
            self._rereading = Rereading(self._store, bench.closer, bench.skeptic)
        await self.refresh(first=True)
        self._offload.begin(settled(bench.warm))

    async def close(self) -> None:
        """Finish what is being stored, and take nothing more."""
        async with self._handling:
            self._closed = True
        self._offload.close()

    @property
    def library(self) -> Library:
        """What pages judge by."""
        return Library(catalogue=self.catalogue, model=self._model)

    def connectors(self) -> Sequence[Connector]:
        """Return the configured connectors."""
        return [connectors.load(entry, self.context) for entry in self._settings.connectors]

    async def handle(self, pages: Sequence[Page]) -> None:
        """Judge and store a batch."""
        await self._store_batch(pages)

    async def take(self, page: Page) -> Report:
        """Judge and store what was pushed, by itself; return what became of it."""
        return await self._store_batch([page])

    async def _store_batch(self, pages: Sequence[Page]) -> Report:
        """Judge and store a batch, after those before it: each knows what they stored."""
        assert self._pipeline is not None, "a newsroom is opened before it handles anything"
        async with self._handling:
            if self._closed:
                raise TransientError("the newsroom has closed for another", timedelta(0))
            now = self._clock.now()
            report = await self._pipeline.handle(pages, now)
        count_batch(self._metrics, report)
        self._noted(report)
        judged, new = report.judged, report.committed.new
        kept = self.attention.kept
        kept.add((k.record for k in judged.kept if k.key in new), now)
        self._metrics.evicted(kept.evicted - self._evicted)
        self._evicted = kept.evicted
        self._renamed |= any(
            k.account and k.activity.about_actor == "identity" for k in judged.kept
        )
        run = uuid.uuid4().hex[:12]
        tell_batch(report, run)
        tell_decisions(judged.notices, run)
        if report.committed.messages:
            self._nudge()
        return report

    # --- chores -----------------------------------------------------------------------

    async def refresh(self, *, first: bool = False) -> None:
        """Read the catalogue again if it changed, and build what stands on it beside the loop.

        Raises:
            RefusedError: At the *first* reading: it can't be used. Later the old one stays.
        """
        version, entries = await self._store.entries()
        resolved = await self._store.resolved()
        today = self._clock.now().date()
        files = await asyncio.to_thread(traces, self._settings.catalogue.files)
        read_from = (version, resolved, files, today)
        if read_from == self._read_from:
            return
        try:
            catalogue = await asyncio.to_thread(
                read_catalogue, self._settings, entries, version, resolved
            )
        except ValueError as error:
            if first:
                raise RefusedError(str(error)) from error
            log.error("the catalogue can't be used, the one before stays: %s", error)  # noqa: TRY400
            self._read_from = read_from  # told once, until something changes
            return
        catalogue = catalogue.merged(a for a in catalogue.accounts if catalogue.may_act(a, today))
        async with self._furnishing:
            if first or catalogue != self.catalogue:
                await self._furnish(catalogue)
        self._read_from = read_from

    async def look(self) -> None:
        """Read the catalogue again if somebody has entered something; asking takes no time."""
        version = await self._store.catalogue_version()
        if version != self._looked:
            self._looked = version
            if version != self.catalogue.version:
                await self.refresh()

    async def keep_handles(self) -> None:
        """Resolve handles: all of them now and then or when one changed, missing ones sooner."""
        now = self._clock.now()
        since = now - self._resolved_at
        missing = [a for a in self.catalogue.accounts if a.id is None]
        if self._renamed or since >= RESOLVED_EVERY:
            await self.resolve()
        elif missing and since >= MISSED_EVERY:
            await self.resolve(missing)

    async def resolve(self, accounts: Sequence[Account] | None = None) -> None:
        """Look up the stable ids of *accounts* (None: all) that are given by their handle.

        An id that stands in the catalogue itself wins; where the handle has moved on from it,
        that is said and left to a person.
        """
        self._renamed = False
        self._resolved_at = self._clock.now()
        stored = await self._store.resolved()
        changed = False
        for account in self.catalogue.accounts if accounts is None else accounts:
            try:
                found = await self._lookups.resolve(account.platform, account.handle)
            except (TransientError, RefusedError) as error:
                log.warning("@%s can't be looked up now: %s", account.handle, error)
                self._renamed = True
                break
            before = stored.get((account.platform, account.handle))
            changed |= await self._keep_id(account, found, before)
        if changed:
            await self.refresh()

    async def _keep_id(self, account: Account, found: str | None, before: str | None) -> bool:
        """Store what a handle was resolved to, if that is new; return whether it was."""
        name = (account.platform, account.handle)
        if found is None:
            if name not in self._unknown:
                log.warning("@%s is not to be found on %s", account.handle, account.platform)
                self._unknown.add(name)
            return False
        self._unknown.discard(name)
        if found == account.id:
            return False
        if account.id not in {None, before}:
            log.warning("@%s is not %s any more: %s", account.handle, account.id, found)
            return False
        if account.id is None:
            log.info("@%s is %s", account.handle, found)
        else:
            # Who takes over a handle takes over its watch: a person must look.
            log.warning(
                "@%s was %s and is %s now: see whose it is; `id` in the catalogue pins it",
                account.handle,
                account.id,
                found,
            )
        await self._store.resolve(*name, found, self._clock.now())
        return True

    async def look_again(self) -> None:
        """Ask again for objects of acts that could not be fetched."""
        since = self._clock.now() - LOOKED_FOR
        waiting = await self._store.waiting(since, AT_ONCE)
        for platform in sorted({act.platform for act in waiting}):
            acts = {act.address: act for act in waiting if act.platform == platform}
            found = await self._lookups.fetch(platform, list(acts))
            pages = [
                Page(connector=acts[address].connector, activities=(activity,), live=False)
                for address, activity in found.items()
            ]
            if pages:
                await self.handle(pages)

    async def expire(self) -> None:
        """Remove texts whose time has come, and let go of records that were kept long ago."""
        now = self._clock.now()
        bounded = await self._store.redate(now, self._settings.storage.text_kept)
        if bounded:
            log.info("%d texts were to be kept for too long: they go as if they came now", bounded)
        gone = await self._store.expire(now)
        self.attention.kept.forget(now)
        if gone:
            self._metrics.removed({"texts": gone})
            log.info("%d texts of private accounts expired", gone)

    async def take_moods(self) -> None:
        """Note how those that are talked of are taken."""
        assert self._bench is not None
        scorer = self._bench.scorer
        moods = await take_moods(self._store.reader, scorer, self._clock.now())
        await asyncio.to_thread(self._metrics.moods, moods)

    async def read_again(self) -> None:
        """Read the posts behind alerts once more, where there is a transformer for that."""
        matcher = self.attention.matcher
        if self._rereading is not None and matcher is not None:
            await self._rereading.round(matcher, self._clock.now())

    def _note_answer(self, connector: str, heard: Heard) -> None:
        self.heard[connector] = heard
        count_answer(self._metrics, connector, heard)

    async def measure(self) -> None:
        """Note what the database holds."""
        stats = await self._store.stats()
        free = free_bytes(self._settings.storage.url.get_secret_value())
        self._metrics.stored(stats.rows, stats.bytes, stats.oldest_expiry, free)
        self._metrics.log_size(await self._store.log_size())
        self._metrics.outbox(stats.outbox, stats.oldest_due)
        self._metrics.budgets(stats.pushed, stats.held)
        self._metrics.kept_objects(len(self.attention.kept))

    async def see(self, blind: tuple[str, ...]) -> None:
        """Take note of what can't be seen just now; alerts name it."""
        async with self._furnishing:
            if blind != self._blind:
                self._blind = blind
                await self._furnish(self.catalogue)

    async def _furnish(self, catalogue: Catalogue) -> None:
        assert self._bench is not None
        judge = await asyncio.to_thread(
            make_judge, self._settings, self._seal, catalogue, self._bench, self._blind
        )
        self.catalogue = catalogue
        self.attention.catalogue = catalogue
        self.attention.matcher = judge.linker.matcher
        self._pipeline = make_pipeline(
            judge, self._store, self._settings, self._offload, self._lookups
        )
        self._metrics.catalogue(catalogue.version)
        today = self._clock.now().date()
        await asyncio.to_thread(self._metrics.watched_only, lambda p: catalogue.watches(p, today))
        log.info(
            "catalogue: %d players, %d clubs, %d of %d accounts known by their id",
            len(catalogue.players),
            len(catalogue.clubs),
            sum(account.id is not None for account in catalogue.accounts),
            len(catalogue.accounts),
        )
