"""Puts the pages on the web: what they are made from, and what is wrong if anything is."""

from __future__ import annotations

import contextlib
import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from importlib.metadata import version
from typing import Any

from connectors.recordings.redacting import Redacting
from connectors.recordings.showing import shown
from monitor.app.answering import Answering
from monitor.app.edition import Edition
from monitor.app.locking import lock
from monitor.app.noticeboard import Noticeboard
from monitor.app.operating import Operating
from monitor.app.reception import Reception
from monitor.app.room import free_bytes
from monitor.app.sharing import Sharing
from monitor.app.tide import Tide
from monitor.app.waterline import MIB
from monitor.domain.desk.logbook import Deed, Hand
from monitor.domain.desk.reply import Signet
from monitor.domain.desk.share import Wax
from monitor.domain.health import UP, Health
from monitor.domain.seal import Seal
from monitor.domain.told.wire import isotime
from monitor.ingest import SourceState
from monitor.metrics import Metrics
from monitor.ports import Clock, Reader, RefusedError, TransientError
from monitor.ports.board import BoardReader
from monitor.ports.evidence import EvidenceReader
from monitor.ports.gazette import Gazette
from monitor.ports.sharing import ShareStore
from monitor.settings import ConfigurationError, Settings
from monitor.web import Desk, Newsstand, application, served
from monitor.web import SourceState as Shown
from storage import Store

log = logging.getLogger(__name__)

DAY = timedelta(days=1)
ENOUGH = timedelta(minutes=1)
"""How long a source must be read before what comes a day is told from it."""


class Unready:
    """Logs why the database can't be used, once for as long as it stays the same."""

    def __init__(self) -> None:
        self._said = ""

    def say(self, why: str) -> None:
        """Take in why; empty = it can be used."""
        if why and why != self._said:
            log.warning("not ready: %s", why)
        self._said = why


@dataclass(frozen=True, slots=True)
class Site:
    """The pages of one daemon.

    Attributes:
        tide: How much came in lately.
        edition: What runs just now.
        states: How each source is just now.
        reload: Reads the configuration again, and puts it in force.
        unready: Logs why it isn't ready.
    """

    settings: Settings
    seal: Seal
    store: Store
    reader: Reader
    exhibits: EvidenceReader
    gazette: Gazette
    links: ShareStore
    board: BoardReader
    tide: Tide
    metrics: Metrics
    clock: Clock
    edition: Callable[[], Edition]
    states: Callable[[], Sequence[SourceState]]
    reload: Callable[[], Awaitable[None]]
    unready: Unready = field(default_factory=Unready)

    def open(self) -> AbstractAsyncContextManager[str]:
        """Serve while entered; gives the address.

        Raises:
            OSError: The address is taken, or isn't ours.
        """
        web = self.settings.web
        return served(application(self.desk()), web.host, web.port)

    def desk(self) -> Desk:
        """Return what the pages are made from."""
        web = self.settings.web
        return Desk(
            reader=self.reader,
            clock=self.clock,
            public_url=web.public_url,
            metrics=self.metrics.page,
            pairings=self.metrics.pairings,
            alive=self._alive,
            ready=self._ready,
            sources=self._sources,
            board=Noticeboard(
                self.board,
                lambda: self.metrics.known,
                lambda: self.edition().newsroom.catalogue,
                self.tide,
                self.clock,
            ),
            reload=self._reload,
            reception=Reception(self.clock, self.seal, self.edition),
            answers=Answering(
                self.store, self.reader, Signet.of(self.seal), self.clock, self._zone
            ),
            exhibits=self.exhibits,
            library=lambda: self.edition().newsroom.library,
            stand=self._stand(),
            last=self._last,
            operations=Operating(self.store, self.clock, self.edition),
            note=self._note,
            lock=lock(web, self.seal),
            sessions=self.store.sessions,
        )

    def _stand(self) -> Newsstand:
        wax, public_url = Wax.of(self.seal), self.settings.web.public_url
        return Newsstand(
            gazette=self.gazette,
            sharing=Sharing(self.links, self.gazette, wax, self.clock, public_url),
            version=version("lastdance"),
            install=self.seal.install,
        )

    def _alive(self) -> Mapping[str, str]:
        return self.edition().stuck()

    async def _ready(self) -> Mapping[str, str]:
        """Return what is not ready, for strangers too; why is for the log, and for `doctor`."""
        wrong = {}
        try:
            await self.reader.check()
        except (TransientError, RefusedError) as error:
            wrong["database"] = "it can't be used just now; the log says why"
            self.unready.say(str(error))
        else:
            self.unready.say("")
        free = free_bytes(self.settings.storage.url.get_secret_value())
        if free is not None and free < self.settings.storage.low_water * MIB:
            wrong["disk"] = "there is too little room where the database is"
        return wrong

    def _sources(self) -> Sequence[Shown]:
        kinds, now = self.edition().kinds, self.clock.now()
        paused = self.edition().paused
        return [_shown(state, kinds.get(state.name, ""), now, paused) for state in self.states()]

    def _last(self, name: str) -> Mapping[str, Any] | None:
        heard = self.edition().newsroom.heard.get(name)
        if heard is None:
            return None
        return {"at": isotime(heard.at), **shown(heard, Redacting(secrets.token_bytes(32)))}

    async def _note(self, hand: Hand, deed: Deed, about: str) -> None:
        """Write down what somebody did; what is done is not undone because that fails."""
        with contextlib.suppress(TransientError):
            await self.store.note(hand.did(deed, about, self.clock.now()))

    async def _reload(self) -> None:
        try:
            await self.reload()
        except ConfigurationError as error:
            raise RefusedError(str(error)) from error

    def _zone(self, receiver: str) -> tzinfo | None:
        configured = self.edition().settings.receivers
        return next((one.zone for one in configured if one.name == receiver), None)


def _shown(state: SourceState, kind: str, now: datetime, paused: str) -> Shown:
    read = now - state.began
    daily = state.received * (DAY / read) if read >= ENOUGH and state.received else None
    gap = state.gaps[-1] if state.gaps else None
    return Shown(
        name=state.name,
        kind=kind,
        ok=(state.health in UP or state.health is Health.STARTING) and not paused,
        state=state.health,
        says=paused or state.detail or state.says,
        seen_at=state.heard_at,
        reached=state.reached,
        daily_bytes=daily,
        gap=(gap.since, gap.until, gap.why) if gap is not None else None,
    )
