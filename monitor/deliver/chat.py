"""One chat channel: posts bulletins, and corrects in place what it told before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from types import TracebackType
from typing import Final, Self

from aiohttp.abc import AbstractResolver

from monitor.deliver.forms import read
from monitor.deliver.guard import Network
from monitor.deliver.line import Answer, Line
from monitor.deliver.services import Service
from monitor.deliver.webhook import unusable
from monitor.domain.alert import Kind
from monitor.domain.told.bulletin import Bulletin
from monitor.ports import Clock, Delivery, Outcome, RefusedError

EDITED: Final = 5
"""At most so many messages of one alert are changed by its correction, the newest."""

_GONE: Final = frozenset({400, 403, 404})
"""Answers by which a message that was to be changed isn't there any more, or stays as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a channel is.

    Attributes:
        name: The only thing about it that is ever logged, stored or shown.
        url: A secret: whoever has it can post.
        service: How it wants to be spoken to.
        timeout, allow, allow_http: As for webhooks.

    Raises:
        RefusedError: It can't be used; the message says what to change.
    """

    name: str
    url: str = field(repr=False)
    service: Service
    timeout: timedelta = timedelta(seconds=20)
    allow: tuple[Network, ...] = ()
    allow_http: bool = False

    def __post_init__(self) -> None:
        fault = unusable(self.url, allow_http=self.allow_http) or self.service.fault(self.url)
        if fault is not None:
            raise RefusedError(f"channel {self.name}: {fault}")


class Chat:
    """Sends to one channel; used as an async context manager."""

    def __init__(
        self,
        place: Place,
        clock: Clock,
        chance: Callable[[], float],
        resolver: AbstractResolver | None = None,
    ) -> None:
        """Speak to *place*; the other arguments as for `Webhook`."""
        self._place = place
        self._line = Line(clock, chance, place.timeout, place.allow, resolver)

    async def __aenter__(self) -> Self:
        await self._line.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._line.__aexit__(kind, error, trace)

    async def send(self, delivery: Delivery) -> Outcome:
        """Try once, and say how it went; never raises for what the other side does.

        A correction first takes the place of what was told, where the service can do that, and
        then is posted: a change in place wakes nobody.
        """
        told = read(delivery.message.body)
        told = replace(told, quiet=told.quiet or delivery.quiet)
        if told.kind is Kind.ALERT_CORRECTED:
            failed = await self._edit(delivery, told)
            if failed is not None:
                return self._line.outcome(delivery, failed)
        before = delivery.receipts[-1] if delivery.receipts else None
        answer = await self._ask(told, before)
        receipt = self._place.service.receipt(answer.content)
        return self._line.outcome(delivery, answer, receipt)

    async def _edit(self, delivery: Delivery, told: Bulletin) -> Answer | None:
        """Change what was told; return what stood in the way, if it is worth another try."""
        for receipt in delivery.receipts[-EDITED:]:
            call = self._place.service.edit(self._place.url, receipt, told)
            if call is None:
                return None
            answer = self._waiting(await self._line.ask(call))
            if not answer.good and answer.status not in _GONE:
                return answer
        return None

    async def _ask(self, told: Bulletin, before: str | None) -> Answer:
        call = self._place.service.post(self._place.url, told, before)
        return self._waiting(await self._line.ask(call))

    def _waiting(self, answer: Answer) -> Answer:
        """With the longer of the waits that headers and body ask for."""
        asked = None if answer.good else self._place.service.asked(answer.content)
        longest = max(filter(None, (answer.asked, asked)), default=None)
        return replace(answer, asked=longest)
