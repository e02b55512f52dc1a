"""The way to one receiver: a short queue and a few messengers, so that nobody else waits."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from traceback import extract_tb
from typing import Final

from monitor.deliver.turnstile import AT_MOST, Turnstile
from monitor.domain.ladder import GONE, next_due
from monitor.ports import Clock, Delivery, Outcome, Sender

log = logging.getLogger(__name__)

WAITING: Final = 200
"""Messages that wait in memory for one receiver; what is more stays in the store."""

MESSENGERS: Final = AT_MOST
TOO_MANY: Final = 429
UNAVAILABLE: Final = 503
REST: Final = timedelta(minutes=1)
"""The longest rest that a busy receiver gets from all messages at once."""


class Result(StrEnum):
    """What became of one attempt, or why there was none."""

    DELIVERED = "delivered"
    FAILED = "failed"
    GIVEN_UP = "given_up"
    DISABLED = "disabled"
    UNCONFIGURED = "unconfigured"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """For the counters.

    Attributes:
        status: HTTP status, if there was an answer.
        took: How long the attempt took; zero where there was none.
        age: How long ago the message was made.
    """

    receiver: str
    result: Result
    status: int | None = None
    took: timedelta = timedelta(0)
    age: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery that is ours until then."""

    delivery: Delivery
    until: datetime


class Lane:
    """Sends one receiver's messages.

    While a receiver fails more often than not, one messenger asks at a time; else several do.

    Attributes:
        idle: Set while nothing is being sent.
    """

    def __init__(
        self,
        name: str,
        sender: Sender,
        clock: Clock,
        settle: Callable[[Outcome, Report], None],
        disable: Callable[[str, str], None],
    ) -> None:
        """Send through *sender*.

        Args:
            name: Of the receiver.
            sender: Tries once, and says when to try again.
            clock: For leases and rests.
            settle: Takes each outcome.
            disable: Takes the receiver's name and the reason, once, when it is given up.
        """
        self._name = name
        self._sender = sender
        self._clock = clock
        self._settle = settle
        self._disable = disable
        self._queue: asyncio.Queue[Claimed] = asyncio.Queue(WAITING)
        self._turnstile = Turnstile()
        self._rests_until: datetime | None = None
        self._open = True
        self._sending = 0
        self.idle = asyncio.Event()
        self.idle.set()

    def has_room(self, messages: int) -> bool:
        """Whether so many *messages* more may be offered."""
        return not self._open or self._queue.qsize() + messages <= WAITING

    def offer(self, claimed: Claimed) -> None:
        """Take a message; without room it is let go, and the store hands it out again."""
        if self._open and not self._queue.full():
            self._queue.put_nowait(claimed)

    def close(self) -> None:
        """Send nothing more; what is being sent is finished."""
        self._open = False
        while not self._queue.empty():
            self._queue.get_nowait()

    async def messenger(self) -> None:
        """Send what comes, until cancelled; several may run."""
        while True:
            await self._carry(await self._queue.get())

    async def _carry(self, claimed: Claimed) -> None:
        async with self._turnstile:
            await self._rest(claimed.until)
            await self._attempt(claimed)

    async def _rest(self, until: datetime) -> None:
        now = self._clock.now()
        if self._rests_until is not None and now < self._rests_until < until:
            await self._clock.sleep(self._rests_until - now)

    async def _attempt(self, claimed: Claimed) -> None:
        began = self._clock.now()
        if not self._open or began >= claimed.until:
            return  # no longer ours: somebody else may be sending it
        outcome = await self._send(claimed.delivery)
        self._learn(outcome, began)
        _say(claimed.delivery, outcome, outcome.at - began)
        self._settle(outcome, self._report(claimed.delivery, outcome, began))

    async def _send(self, delivery: Delivery) -> Outcome:
        self._sending += 1
        self.idle.clear()
        try:
            return await self._sender.send(delivery)
        except Exception as error:  # noqa: BLE001 - a bug of ours: the others go on, this one stays
            return self._unsent(delivery, error)
        finally:
            self._sending -= 1
            if not self._sending:
                self.idle.set()

    def _unsent(self, delivery: Delivery, error: Exception) -> Outcome:
        """Say where it went wrong; not in its words, which may hold the address."""
        where = extract_tb(error.__traceback__)[-1]
        bug = f"{type(error).__name__} in {where.name}, line {where.lineno}"
        log.error("a message for %s could not be sent: %s", self._name, bug)
        now = self._clock.now()
        return Outcome(
            message=delivery.message.id,
            receiver=delivery.message.receiver,
            at=now,
            delivered=False,
            status=None,
            detail="it could not be sent; the log says why",
            due=next_due(delivery.attempts + 1, delivery.first_due, now, 0.5),
        )

    def _learn(self, outcome: Outcome, began: datetime) -> None:
        self._turnstile.learn(began, outcome.at, taken=outcome.delivered)
        if outcome.due is not None and self._is_busy(outcome.status):
            self._rests_until = min(outcome.due, outcome.at + REST)
        if outcome.status == GONE:
            self.give_up("it answered 410 Gone")

    def _is_busy(self, status: int | None) -> bool:
        """Whether all messages are to wait: it says that we ask too often, or that it is down."""
        return status == TOO_MANY or (status == UNAVAILABLE and self._turnstile.down)

    def give_up(self, reason: str) -> None:
        """Send nothing more, and have it disabled."""
        if self._open:
            self.close()
            self._disable(self._name, reason)

    def _report(self, delivery: Delivery, outcome: Outcome, began: datetime) -> Report:
        over = outcome.due is None
        failed = Result.GIVEN_UP if over else Result.FAILED
        return Report(
            receiver=self._name,
            result=Result.DELIVERED if outcome.delivered else failed,
            status=outcome.status,
            took=outcome.at - began,
            age=outcome.at - delivery.message.created_at,
        )


def _say(delivery: Delivery, outcome: Outcome, took: timedelta) -> None:
    """Log how an attempt went; not what was answered, which strangers write."""
    message = delivery.message
    fields = {
        "webhook_id": message.id,
        "alert": message.alert,
        "kind": message.kind,
        "attempt": delivery.attempts + 1,
        "seconds": took.total_seconds(),
    }
    how = f"HTTP {outcome.status}" if outcome.status is not None else outcome.detail
    if outcome.delivered:
        log.info("delivered to %s (%s)", message.receiver, how, extra={"fields": fields})
    elif outcome.due is not None:
        fields["again_at"] = outcome.due.isoformat(timespec="seconds")
        log.warning("not delivered to %s (%s)", message.receiver, how, extra={"fields": fields})
    else:
        log.error("given up for %s (%s)", message.receiver, how, extra={"fields": fields})
