"""Prometheus' Alertmanager: alerts are raised, kept up while they last, and ended."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from urllib.parse import unquote, urlsplit, urlunsplit

from aiohttp.abc import AbstractResolver

from monitor.deliver.forms import FOREIGN, waits
from monitor.deliver.line import Answer, Call, Caller, Line, Place
from monitor.domain.alert import Notice
from monitor.domain.desk.reply import UNLINKED, Signet
from monitor.domain.told import alarm, blackout
from monitor.domain.told.blackout import Blackout
from monitor.domain.told.bulletin import bulletin
from monitor.domain.told.tongues import Tongue
from monitor.ports import Clock, Delivery, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Station(Place):
    """Where an Alertmanager is: its address as its pages have it, maybe with user and password."""

    def call(self, alarms: Sequence[object] | bytes) -> Call:
        """Return the call that posts *alarms*."""
        parts = urlsplit(self.url)
        path = f"{parts.path.rstrip('/')}/api/v2/alerts"
        bare = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], path, "", ""))
        headers = {}
        if parts.password is not None:
            user = f"{unquote(parts.username or '')}:{unquote(parts.password)}".encode()
            headers["Authorization"] = f"Basic {base64.b64encode(user).decode('ascii')}"
        content = alarms if isinstance(alarms, bytes) else json.dumps(alarms).encode()
        return Call(url=bare, content=content, headers=headers)


class Alertmanager(Caller):
    """Sends to one Alertmanager; used as an async context manager."""

    def __init__(
        self,
        station: Station,
        clock: Clock,
        chance: Callable[[], float],
        resolver: AbstractResolver | None = None,
    ) -> None:
        """Speak to *station*; the other arguments as for `Webhook`."""
        self._station = station
        self._clock = clock
        self._line = Line(clock, chance, station.timeout, station.allow, resolver)

    async def send(self, delivery: Delivery) -> Outcome:
        """Try once, and say how it went; never raises for what the other side does."""
        if waits(delivery.message.body):
            return self._line.outcome(delivery, Answer(status=None, detail=FOREIGN))
        call = self._station.call(delivery.message.body)
        return self._line.outcome(delivery, await self._line.ask(call))

    async def keep(
        self,
        notices: Sequence[Notice],
        tongue: Tongue,
        zone: tzinfo,
        public_url: str,
        signet: Signet | None = None,
        out: Sequence[Blackout] = (),
    ) -> Answer | None:
        """Say again what is still up, so that it is not taken for over; None = nothing is.

        Args:
            out: Sources that bring nothing.
            signet: As for `body.messages`: what is said again is said the same.
        """
        now, name = self._clock.now(), self._station.name
        alarms = [
            each
            for notice in notices
            if alarm.up(notice, now)
            for links in (signet.links(notice.alert, name, public_url) if signet else UNLINKED,)
            for told in (bulletin(notice, tongue, zone, public_url, links),)
            for each in alarm.raised(notice, told, now)
        ]
        alarms += [alarm.outage(one, blackout.tell(one, tongue, zone), name, now) for one in out]
        return await self._line.ask(self._station.call(alarms)) if alarms else None
