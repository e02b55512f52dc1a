"""Sends each receiver its digest, once for each of its days."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, time

from monitor.app.switchboard import daily_form
from monitor.app.switchboard import receiver as made
from monitor.deliver.addressing import Receiver, summary
from monitor.deliver.body import DailyForm
from monitor.domain.alert import Kind
from monitor.domain.told.digest import Edition, latest, listed, span
from monitor.ports import Clock
from monitor.settings import Settings
from storage import Store

log = logging.getLogger(__name__)


class Digests:
    """The digests of one edition.

    After days of downtime there is one, the newest; it begins where the last one ended. Whoever
    of several processes stores it first has sent it.

    Args:
        nudge: Called when messages were put into the outbox.
    """

    def __init__(
        self, settings: Settings, store: Store, clock: Clock, nudge: Callable[[], None]
    ) -> None:
        self._store = store
        self._clock = clock
        self._nudge = nudge
        self._url = settings.web.public_url
        self._sources = [str(one["name"]) for one in settings.connectors if one.get("name")]
        self._some = any(one.operator for one in settings.receivers)
        self._readers: list[tuple[Receiver, DailyForm, time]] = [
            (made(one), form, one.digest_at)
            for one in settings.receivers
            if one.digest_at is not None and Kind.DIGEST_DAILY in one.kinds
            if (form := daily_form(one)) is not None
        ]
        self._sent: dict[str, date] = {}

    async def send(self) -> None:
        """Store the digests that are due and not stored yet.

        Raises:
            TransientError: The store is away; they are stored the next time.
        """
        now = self._clock.now()
        for receiver, form, at in self._readers:
            edition = latest(now, at, receiver.zone)
            if self._sent.get(receiver.name) != edition.day:
                await self._send(receiver, form, edition)
                self._sent[receiver.name] = edition.day

    async def _send(self, receiver: Receiver, form: DailyForm, edition: Edition) -> None:
        reader = self._store.reader
        began = await reader.began()
        if began is None or began >= edition.at:
            return  # nothing was watched before: there is nothing to tell of
        before = await reader.digested(receiver.name, edition.at)
        if before == edition.at:
            return
        since = max(span(edition, before), began)
        everybody = receiver.operator or not self._some
        told = await reader.summed(
            receiver.name, since, edition.at, receiver.zone, everybody=everybody
        )
        digest = listed(told, self._sources)
        message = summary(receiver.name, form, digest, edition.day, self._url)
        if await self._store.post([message]):
            log.info("the digest of %s for %s", edition.day, receiver.name)
            self._nudge()
