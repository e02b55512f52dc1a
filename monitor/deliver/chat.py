"""One chat channel: posts bulletins, and corrects in place what it told before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from aiohttp.abc import AbstractResolver

from monitor.deliver.forms import FOREIGN, NoBulletinError, read
from monitor.deliver.line import Answer, Caller, Line, Place
from monitor.deliver.services import Service
from monitor.domain.alert import Kind
from monitor.domain.told.bulletin import Bulletin
from monitor.ports import Clock, Delivery, Outcome

EDITED: Final = 5
"""At most so many messages of one alert are changed by its correction, the newest."""

_GONE: Final = frozenset({400, 403, 404})
"""Answers by which a message that was to be changed isn't there any more, or stays as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room(Place):
    """Where a channel is, and which *service* that is of."""

    service: Service

    def fault(self) -> str | None:
        """See `Place.fault`."""
        return Place.fault(self) or self.service.fault(self.url)


class Chat(Caller):
    """Sends to one channel; used as an async context manager."""

    def __init__(
        self,
        room: Room,
        clock: Clock,
        chance: Callable[[], float],
        resolver: AbstractResolver | None = None,
    ) -> None:
        """Speak to *room*; the other arguments as for `Webhook`."""
        self._room = room
        self._line = Line(clock, chance, room.timeout, room.allow, resolver)

    async def send(self, delivery: Delivery) -> Outcome:
        """Try once, and say how it went; never raises for what the other side does.

        A correction first takes the place of what was told, where the service can do that, and
        then is posted: a change in place wakes nobody.
        """
        try:
            told = read(delivery.message.body)
        except NoBulletinError:
            return self._line.outcome(delivery, Answer(status=None, detail=FOREIGN))
        told = replace(told, quiet=told.quiet or delivery.quiet)
        if told.kind is Kind.ALERT_CORRECTED:
            failed = await self._edit(delivery, told)
            if failed is not None:
                return self._line.outcome(delivery, failed)
        before = delivery.receipts[-1] if delivery.receipts else None
        answer = await self._ask(told, before)
        receipt = self._room.service.receipt(answer.content)
        return self._line.outcome(delivery, answer, receipt)

    async def _edit(self, delivery: Delivery, told: Bulletin) -> Answer | None:
        """Change what was told; return what stood in the way, if it is worth another try."""
        for receipt in delivery.receipts[-EDITED:]:
            call = self._room.service.edit(self._room.url, receipt, told)
            if call is None:
                return None
            answer = self._waiting(await self._line.ask(call))
            if not answer.good and answer.status not in _GONE:
                return answer
        return None

    async def _ask(self, told: Bulletin, before: str | None) -> Answer:
        call = self._room.service.post(self._room.url, told, before)
        return self._waiting(await self._line.ask(call))

    def _waiting(self, answer: Answer) -> Answer:
        """With the longer of the waits that headers and body ask for."""
        asked = None if answer.good else self._room.service.asked(answer.content)
        longest = max(filter(None, (answer.asked, asked)), default=None)
        return replace(answer, asked=longest)
