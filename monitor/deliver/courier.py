"""The courier: takes what is due out of the store, has it sent, and notes how it went."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final, Protocol

from monitor.deliver.lane import MESSENGERS, Claimed, Lane, Report, Result
from monitor.domain.ladder import hopeless
from monitor.ports import Clock, Delivery, Message, Outcome, Sender, TransientError

BATCH: Final = 100
POLL: Final = timedelta(seconds=1)
LEASE: Final = timedelta(minutes=2)
GRACE: Final = timedelta(seconds=6)
"""How long what is being sent may take once we stop, in real time."""


class Outbox(Protocol):
    """The part of the store that the courier needs."""

    async def claim(
        self, now: datetime, limit: int, lease: timedelta, but: Collection[str] = ()
    ) -> Sequence[Delivery]:
        """Claim messages that are due, *but* those of some receivers.

        Unsettled claims come back after *lease*.
        """

    async def settle(self, outcomes: Sequence[Outcome]) -> Mapping[str, datetime]:
        """Store how attempts went; return since when receivers of these do nothing but fail."""

    async def disable(
        self, receiver: str, reason: str, now: datetime, messages: Sequence[Message] = ()
    ) -> None:
        """Stop sending to *receiver* until it is configured anew; *messages* tell the others."""


Word = Callable[[str, str, datetime], Sequence[Message]]
"""Makes the messages that tell the other receivers who was disabled, why and when."""


def _nobody(receiver: str, reason: str, now: datetime) -> Sequence[Message]:
    del receiver, reason, now
    return ()


class Courier:
    """Delivers the outbox, each message at least once.

    A claim that isn't settled, because we stopped or died, comes back when its lease is over; so
    does a message for a receiver that is no longer configured.
    """

    def __init__(
        self,
        outbox: Outbox,
        senders: Mapping[str, Sender],
        clock: Clock,
        count: Callable[[Report], None],
        lease: timedelta = LEASE,
        word: Word = _nobody,
    ) -> None:
        """Deliver *outbox* through *senders*.

        Args:
            outbox: Where messages wait.
            senders: By receiver's name.
            clock: For what is due, and for polling.
            count: Takes a report of every attempt.
            lease: How long a claim is ours; longer than any sender's timeout.
            word: What the others are told when a receiver is disabled.
        """
        self._outbox = outbox
        self._clock = clock
        self._count = count
        self._lease = lease
        self._word = word
        self._lanes = {
            name: Lane(name, sender, clock, self._note, self._give_up)
            for name, sender in senders.items()
        }
        self._full: frozenset[str] = frozenset()
        self._outcomes: list[Outcome] = []
        self._disabled: list[tuple[str, str]] = []
        self._something = asyncio.Event()
        self._nudged = asyncio.Event()
        self._stopping = asyncio.Event()
        self._drained = False

    def nudge(self) -> None:
        """Look now: a commit has put something into the outbox."""
        self._nudged.set()

    def stop(self) -> None:
        """Take nothing more; `run` finishes what is being sent, and returns."""
        self._stopping.set()
        self._nudged.set()

    async def run(self) -> None:
        """Deliver until `stop`."""
        async with asyncio.TaskGroup() as tasks:
            messengers = [
                tasks.create_task(lane.messenger())
                for lane in self._lanes.values()
                for _ in range(MESSENGERS)
            ]
            tasks.create_task(self._settle_all())
            await self._claim_all()
            await self._drain()
            for messenger in messengers:
                messenger.cancel()
            self._drained = True
            self._something.set()

    async def _claim_all(self) -> None:
        while not self._stopping.is_set():
            self._nudged.clear()
            full = False
            with suppress(TransientError):  # the store tells of its own trouble
                full = await self._claim()
            if not full:
                await self._pause()

    async def _claim(self) -> bool:
        now = self._clock.now()
        # Who has no room is left out: what is claimed and not sent would wait for its lease to end.
        lanes = self._lanes.items()
        self._full = frozenset(name for name, lane in lanes if not lane.has_room(BATCH))
        claimed = await self._outbox.claim(now, BATCH, self._lease, self._full)
        for delivery in claimed:
            receiver = delivery.message.receiver
            lane = self._lanes.get(receiver)
            if lane is None:
                self._count(Report(receiver=receiver, result=Result.UNCONFIGURED))
            else:
                lane.offer(Claimed(delivery, now + self._lease))
        return len(claimed) == BATCH

    async def _pause(self) -> None:
        """Wait for a nudge, or for the next poll."""
        poll = asyncio.create_task(self._clock.sleep(POLL))
        nudge = asyncio.create_task(self._nudged.wait())
        try:
            await asyncio.wait({poll, nudge}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            poll.cancel()
            nudge.cancel()
            await asyncio.gather(poll, nudge, return_exceptions=True)

    async def _drain(self) -> None:
        for lane in self._lanes.values():
            lane.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(GRACE.total_seconds()):
                for lane in self._lanes.values():
                    await lane.idle.wait()

    def _note(self, outcome: Outcome, report: Report) -> None:
        self._outcomes.append(outcome)
        self._something.set()
        self._count(report)
        if report.receiver in self._full and self._lanes[report.receiver].has_room(BATCH):
            self._full -= {report.receiver}
            self.nudge()

    def _give_up(self, receiver: str, reason: str) -> None:
        self._disabled.append((receiver, reason))
        self._something.set()
        self._count(Report(receiver=receiver, result=Result.DISABLED))

    async def _settle_all(self) -> None:
        """Store outcomes, together what came together; the last ones after the last attempt."""
        while not (self._drained and not self._outcomes and not self._disabled):
            await self._something.wait()
            self._something.clear()
            try:
                await self._settle()
            except TransientError:
                if self._drained:
                    return  # unsettled: they are sent again, under the same id
                self._something.set()
                await self._clock.sleep(POLL)

    async def _settle(self) -> None:
        outcomes, self._outcomes = self._outcomes, []
        if outcomes:
            try:
                failing = await self._outbox.settle(outcomes)
            except TransientError:
                self._outcomes[:0] = outcomes
                raise
            for receiver, since in failing.items():
                if hopeless(since, self._clock.now()):
                    self._lanes[receiver].give_up("nothing was delivered for 5 days")
        while self._disabled:
            receiver, reason = self._disabled[0]
            now = self._clock.now()
            await self._outbox.disable(receiver, reason, now, self._word(receiver, reason, now))
            del self._disabled[0]
