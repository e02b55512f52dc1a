"""The outbox is delivered: every message at least once, under one id, whoever else is dead."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from monitor.deliver.addressing import Receiver as Told
from monitor.deliver.addressing import silence
from monitor.deliver.chat import Chat, Room
from monitor.deliver.courier import Courier, Outbox
from monitor.deliver.forms import write
from monitor.deliver.lane import Report, Result
from monitor.deliver.services import SERVICES
from monitor.deliver.signature import spell
from monitor.deliver.webhook import Endpoint, Webhook
from monitor.domain.ladder import PATIENCE
from monitor.domain.told.bulletin import trial
from monitor.domain.told.tongues import TONGUES
from monitor.ports import Clock, Commit, Delivery, Message, Outcome, Sender, TransientError
from storage import Store, migrate, open_store
from tests.simulator.clock import FastClock, HandClock
from tests.simulator.receiver import Fault, Receiver
from tests.simulator.switchboard import Service, Trouble

NOW = datetime(2026, 8, 4, 21, 0, tzinfo=UTC)
SECRET = bytes(range(32))


class Shelf:
    """An outbox in memory, with leases."""

    def __init__(self, messages: Sequence[Message]) -> None:
        self.pending: dict[tuple[str, str], Delivery] = {}
        self._due: dict[tuple[str, str], datetime] = {}
        for each in messages:
            self.put(each)
        self.settled: list[Outcome] = []
        self.failing: dict[str, datetime] = {}
        self.disabled: dict[str, str] = {}
        self.broken = 0

    def put(self, new: Message) -> None:
        key = (new.receiver, new.id)
        self.pending[key] = Delivery(message=new, attempts=0, first_due=new.due)
        self._due[key] = new.due

    async def claim(
        self, now: datetime, limit: int, lease: timedelta, but: Collection[str] = ()
    ) -> Sequence[Delivery]:
        await asyncio.sleep(0)
        self._break()
        due = [
            key
            for key in self.pending
            if self._due[key] <= now and key[0] not in self.disabled and key[0] not in but
        ][:limit]
        for key in due:
            self._due[key] = now + lease
        return [self.pending[key] for key in due]

    async def settle(self, outcomes: Sequence[Outcome]) -> Mapping[str, datetime]:
        await asyncio.sleep(0)
        self._break()
        for outcome in outcomes:
            self.settled.append(outcome)
            if outcome.delivered:
                self.failing.pop(outcome.receiver, None)
            else:
                self.failing.setdefault(outcome.receiver, outcome.at)
            key = (outcome.receiver, outcome.message)
            if outcome.due is None:
                self.pending.pop(key, None)
            elif key in self.pending:
                before = self.pending[key]
                self.pending[key] = replace(before, attempts=before.attempts + 1)
                self._due[key] = outcome.due
        return self.failing

    async def disable(
        self,
        receiver: str,
        reason: str,
        now: datetime,  # noqa: ARG002
        messages: Sequence[Message] = (),
    ) -> None:
        await asyncio.sleep(0)
        self.disabled[receiver] = reason
        for each in messages:
            self.put(each)

    def _break(self) -> None:
        if self.broken:
            self.broken -= 1
            raise TransientError("the database is locked")


def message(number: int, receiver: str = "desk") -> Message:
    return Message(
        id=f"m-{number}",
        receiver=receiver,
        kind="act.notable",
        alert=None,
        body=b'{"n":%d}' % number,
        created_at=NOW,
        due=NOW,
    )


def endpoint(url: str, timeout: float = 2.0) -> Endpoint:
    return Endpoint(
        name="desk",
        url=url,
        secrets=(SECRET,),
        timeout=timedelta(seconds=timeout),
        allow=(ip_network("127.0.0.0/8"),),
        allow_http=True,
    )


@asynccontextmanager
async def running(
    shelf: Outbox,
    senders: Mapping[str, Sender],
    clock: Clock,
    reports: list[Report] | None = None,
    lease: timedelta = timedelta(minutes=2),
    **more: Any,
) -> AsyncIterator[Courier]:
    log = reports if reports is not None else []
    courier = Courier(shelf, senders, clock, log.append, lease, **more)
    task = asyncio.create_task(courier.run())
    try:
        yield courier
    finally:
        courier.stop()
        await task


async def until(condition: Callable[[], object], seconds: float = 20.0) -> None:
    """Wait until *condition* holds.

    Raises:
        TimeoutError: It doesn't, for that long.
    """
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)


@asynccontextmanager
async def opened(folder: Path, messages: Sequence[Message]) -> AsyncIterator[Store]:
    """Give a real store whose outbox holds *messages*."""
    url = f"sqlite:///{folder / 'outbox.db'}"
    await asyncio.to_thread(migrate, url)
    store = await open_store(url)
    try:
        await store.commit(Commit(messages=tuple(messages), now=NOW))
        yield store
    finally:
        await store.close()


async def test_a_thousand_messages_survive_a_receiver_that_fails_three_in_ten(
    tmp_path: Path,
) -> None:
    clock = FastClock(NOW, speed=4000)
    messages = [message(number) for number in range(1000)]
    reports: list[Report] = []
    async with (
        Receiver(spell(SECRET), share=0.3, seed=7) as receiver,
        Webhook(endpoint(receiver.url, timeout=0.15), clock, random.Random(7).random) as webhook,
        opened(tmp_path, messages) as store,
    ):
        async with running(store, {"desk": webhook}, clock, reports, lease=timedelta(hours=2)):
            await until(lambda: len(receiver.accepted) == 1000, 90)
            async with asyncio.timeout(30):  # what was taken after its timeout comes once more
                while (await store.stats()).outbox != {"delivered": 1000}:
                    await asyncio.sleep(0.02)
        outbox = (await store.stats()).outbox
        assert outbox == {"delivered": 1000}
    assert all(each.genuine for each in receiver.attempts)
    assert all(receiver.bodies(each.id) == {each.body} for each in messages)
    assert receiver.redirected == 0
    assert {each.fault for each in receiver.attempts} == {None, *Fault}
    assert len(reports) >= len(receiver.attempts) > 1300, "some time out before they are read"


async def test_a_dead_receiver_delays_no_other() -> None:
    clock = FastClock(NOW)
    dead = [message(number, "dead") for number in range(500)]
    live = [message(number, "live") for number in range(100)]
    shelf = Shelf([*dead, *live])
    async with (
        Receiver(spell(SECRET), share=1, faults=(Fault.HANG,)) as hole,
        Receiver(spell(SECRET)) as receiver,
        Webhook(endpoint(hole.url, timeout=0.5), clock, lambda: 0.5) as one,
        Webhook(endpoint(receiver.url), clock, lambda: 0.5) as two,
        running(shelf, {"dead": one, "live": two}, clock),
    ):
        await until(lambda: len(receiver.accepted) == 100, 5)
    assert (clock.now() - NOW) < timedelta(seconds=5)


class Broken:
    """A sender with a bug in it."""

    async def send(self, delivery: Delivery) -> Outcome:
        raise KeyError(delivery.message.id)


async def test_a_bug_in_one_sender_stops_no_other_and_loses_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    clock = FastClock(NOW, speed=100)
    shelf = Shelf([message(1, "broken"), *(message(n, "live") for n in range(5))])
    async with (
        Receiver(spell(SECRET)) as receiver,
        Webhook(endpoint(receiver.url), clock, lambda: 0.5) as live,
        running(shelf, {"broken": Broken(), "live": live}, clock),
    ):
        await until(lambda: len(shelf.settled) >= 7, 5)
        assert len(receiver.accepted) == 5
    assert [*shelf.pending] == [("broken", "m-1")]
    assert shelf.pending["broken", "m-1"].attempts >= 2
    assert "a message for broken could not be sent: KeyError in send" in caplog.text
    assert "m-1" not in caplog.text.partition("KeyError")[2].partition("\n")[0]


async def test_what_was_written_for_another_type_of_receiver_waits_and_says_so() -> None:
    """As when a receiver changes its type under its name, while messages wait."""
    bulletin = write(trial("desk", TONGUES["en"]))
    for body in (message(1).body, b"[]", b"{}", b"\xff", b'{"kind":"x"}'):
        one = Delivery(message=replace(message(1), body=body), attempts=0, first_due=NOW)
        room = Room(name="desk", url="https://a.example/x", service=SERVICES["slack"])
        async with Chat(room, HandClock(NOW), lambda: 0.5) as chat:
            outcome = await chat.send(one)
        assert not outcome.delivered
        assert outcome.due is not None
        assert "another type" in outcome.detail
    async with (
        Receiver(spell(SECRET)) as receiver,
        Webhook(endpoint(receiver.url), HandClock(NOW), lambda: 0.5) as webhook,
    ):
        told = replace(message(1), body=bulletin)
        outcome = await webhook.send(Delivery(message=told, attempts=0, first_due=NOW))
    assert receiver.attempts == []
    assert "another type" in outcome.detail


async def test_a_backlog_that_memory_does_not_hold_waits_for_no_lease() -> None:
    clock = FastClock(NOW)
    shelf = Shelf([message(number) for number in range(1500)])
    reports: list[Report] = []
    async with running(shelf, {"desk": Taking(clock)}, clock, reports):
        await until(lambda: not shelf.pending)
    assert len(reports) == 1500
    assert clock.now() - NOW < timedelta(minutes=1)  # a lease is two


async def test_a_receiver_that_fails_now_and_then_is_not_asked_one_at_a_time() -> None:
    clock = FastClock(NOW, speed=100)
    shelf = Shelf([message(number) for number in range(300)])
    async with (
        Receiver(spell(SECRET), share=0.3, faults=(Fault.HANG,), seed=1, wait=0.02) as receiver,
        Webhook(endpoint(receiver.url, timeout=0.3), clock, lambda: 0.5) as webhook,
        running(shelf, {"desk": webhook}, clock, lease=timedelta(hours=1)),
    ):
        began = time.monotonic()
        await until(lambda: len(receiver.attempts) >= 300)
        took = time.monotonic() - began
    assert took < 300 * 0.3 * 0.3 / 2  # one at a time, those that hang alone would take twice that


async def test_one_message_that_is_unavailable_holds_up_no_other() -> None:
    clock = FastClock(NOW)
    shelf = Shelf([message(number) for number in range(60)])
    sender = Taking(clock, but={"m-3": 503})
    async with running(shelf, {"desk": sender}, clock):
        await until(lambda: len(shelf.pending) == 1, 3)
    assert list(shelf.pending) == [("desk", "m-3")]


async def test_who_says_that_we_ask_too_often_is_let_rest_by_all_messages() -> None:
    clock = FastClock(NOW, speed=10)
    shelf = Shelf([message(number) for number in range(400)])
    sender = Taking(clock, but={"m-3": 429})
    async with running(shelf, {"desk": sender}, clock):
        await until(lambda: sender.asked > 4)
        first = sender.asked
        await asyncio.sleep(1)
        assert sender.asked <= first + 16
        await until(lambda: len(shelf.pending) == 1, 10)
    assert clock.now() - NOW >= timedelta(seconds=30)


async def test_a_failing_receiver_is_asked_by_one_messenger_at_a_time() -> None:
    clock = FastClock(NOW)
    shelf = Shelf([message(number) for number in range(200)])
    async with (
        Receiver(spell(SECRET), share=1, faults=(Fault.HANG,)) as hole,
        Webhook(endpoint(hole.url, timeout=0.2), clock, lambda: 0.5) as webhook,
        running(shelf, {"desk": webhook}, clock),
    ):
        await asyncio.sleep(1.0)
    assert len(hole.attempts) <= 9  # four at first, then one each 0.2 s


async def test_a_nudge_is_heard_at_once() -> None:
    clock = FastClock(NOW, speed=0.01)  # its next poll is 100 s away
    shelf = Shelf([])
    async with (
        Receiver(spell(SECRET)) as receiver,
        Webhook(endpoint(receiver.url), clock, lambda: 0.5) as webhook,
        running(shelf, {"desk": webhook}, clock) as courier,
    ):
        await asyncio.sleep(0.05)
        shelf.put(message(1))
        courier.nudge()
        await until(lambda: receiver.accepted, 2)


async def test_gone_disables_the_receiver_at_once() -> None:
    clock = FastClock(NOW)
    shelf = Shelf([message(number) for number in range(20)])
    reports: list[Report] = []
    async with (
        Receiver(spell(SECRET), status=410) as receiver,
        Webhook(endpoint(receiver.url), clock, lambda: 0.5) as webhook,
        running(shelf, {"desk": webhook}, clock, reports),
    ):
        await until(lambda: shelf.disabled)
    assert shelf.disabled == {"desk": "it answered 410 Gone"}
    assert len(receiver.attempts) <= 4
    assert [each.result for each in reports].count(Result.DISABLED) == 1


async def test_the_others_hear_that_a_receiver_was_disabled() -> None:
    clock = FastClock(NOW)
    shelf = Shelf([message(1)])

    def word(silenced: str, reason: str, now: datetime) -> Sequence[Message]:
        others = (Told(name="desk"), Told(name="night"), Told(name="deaf", kinds=frozenset()))
        return silence(others, silenced, reason, now)

    async with (
        Receiver(spell(SECRET), status=410) as gone,
        Receiver(spell(SECRET)) as receiver,
        Webhook(endpoint(gone.url), clock, lambda: 0.5) as one,
        Webhook(endpoint(receiver.url), clock, lambda: 0.5) as two,
        running(shelf, {"desk": one, "night": two}, clock, word=word),
    ):
        await until(lambda: receiver.accepted)
    (body,) = receiver.accepted.values()
    told = json.loads(body)
    assert told["type"] == "delivery.disabled"
    assert told["data"]["receiver"] == "desk"
    assert "410 Gone" in told["data"]["text"]


async def test_a_dead_chat_delays_no_other_channel() -> None:
    clock = FastClock(NOW)
    body = write(trial("x", TONGUES["en"]))
    dead = [replace(message(number, "dead"), body=body) for number in range(300)]
    live = [replace(message(number, "live"), body=body) for number in range(60)]
    shelf = Shelf([*dead, *live])

    def place(service: Service) -> Room:
        slack = SERVICES["slack"]
        allow = (ip_network("127.0.0.0/8"),)
        span = timedelta(seconds=0.5)
        return Room(
            name="x", url=service.url, service=slack, allow=allow, timeout=span, allow_http=True
        )

    async with (
        Service("slack", *[Trouble.HANG] * 300) as hole,
        Service("slack") as service,
        Chat(place(hole), clock, lambda: 0.5) as one,
        Chat(place(service), clock, lambda: 0.5) as two,
        running(shelf, {"dead": one, "live": two}, clock),
    ):
        await until(lambda: len(service.requests) == 60, 5)
    assert (clock.now() - NOW) < timedelta(seconds=5)


class Taking:
    """Takes everything at once, *but* some messages, which get this status and half a minute."""

    def __init__(self, clock: Clock, but: Mapping[str, int] | None = None) -> None:
        self._clock = clock
        self._but = but or {}
        self.asked = 0

    async def send(self, delivery: Delivery) -> Outcome:
        self.asked += 1
        await asyncio.sleep(0.001)
        status = self._but.get(delivery.message.id, 204)
        now = self._clock.now()
        return Outcome(
            message=delivery.message.id,
            receiver=delivery.message.receiver,
            at=now,
            delivered=status == 204,
            status=status,
            detail=f"HTTP {status}",
            due=None if status == 204 else now + timedelta(seconds=30),
        )


class Failing:
    """Fails each time, and moves the clock on to when it is to be asked again."""

    def __init__(self, clock: HandClock) -> None:
        self._clock = clock
        self.asked = 0

    async def send(self, delivery: Delivery) -> Outcome:
        self.asked += 1
        self._clock.time += timedelta(hours=10)
        return Outcome(
            message=delivery.message.id,
            receiver=delivery.message.receiver,
            at=self._clock.now(),
            delivered=False,
            status=500,
            detail="HTTP 500",
            due=self._clock.now() + timedelta(minutes=1),
        )


async def test_five_days_of_nothing_but_failures_disable_the_receiver() -> None:
    clock = HandClock(NOW)
    shelf = Shelf([message(number) for number in range(30)])
    sender = Failing(clock)
    async with running(shelf, {"desk": sender}, clock, lease=timedelta(days=30)):
        await until(lambda: shelf.disabled)
    assert shelf.disabled == {"desk": "nothing was delivered for 5 days"}
    assert sender.asked >= PATIENCE / timedelta(hours=10)
    assert shelf.pending  # still there, for when it is configured anew


@pytest.mark.parametrize("worked", [False, True])
async def test_five_days_go_on_over_a_restart_unless_something_was_taken(
    tmp_path: Path, worked: bool
) -> None:
    clock = HandClock(NOW + PATIENCE)
    sender = Failing(clock)
    async with opened(tmp_path, [message(1), message(2)]) as store:
        early = Outcome(
            message="m-1", receiver="desk", at=NOW, delivered=False, status=None, detail="", due=NOW
        )
        await store.settle([early])  # by a courier that is no more
        if worked:
            await store.settle([replace(early, message="m-2", delivered=True, due=None)])
        async with running(store, {"desk": sender}, clock):
            await until(lambda: sender.asked)
            async with asyncio.timeout(20):
                while not worked and not await store.disabled():
                    await asyncio.sleep(0.01)
        found = await store.disabled()
    assert found == ({} if worked else {"desk": "nothing was delivered for 5 days"})


async def test_a_message_for_nobody_stays_and_is_counted() -> None:
    clock = FastClock(NOW)
    shelf = Shelf([message(1, "former"), message(2)])
    reports: list[Report] = []
    async with (
        Receiver(spell(SECRET)) as receiver,
        Webhook(endpoint(receiver.url), clock, lambda: 0.5) as webhook,
        running(shelf, {"desk": webhook}, clock, reports),
    ):
        await until(lambda: len(shelf.pending) == 1)
    assert list(shelf.pending) == [("former", "m-1")]
    assert Report(receiver="former", result=Result.UNCONFIGURED) in reports


async def test_a_store_that_is_away_for_a_while_loses_nothing() -> None:
    clock = FastClock(NOW, speed=100)
    shelf = Shelf([message(number) for number in range(10)])
    shelf.broken = 3
    async with (
        Receiver(spell(SECRET)) as receiver,
        Webhook(endpoint(receiver.url), clock, lambda: 0.5) as webhook,
        running(shelf, {"desk": webhook}, clock),
    ):
        await until(lambda: receiver.accepted)
        shelf.broken = 2
        await until(lambda: not shelf.pending)
    assert len(shelf.settled) == 10


async def test_stopping_finishes_what_is_being_sent_and_leaves_the_rest() -> None:
    clock = FastClock(NOW)
    shelf = Shelf([message(number) for number in range(50)])
    async with (
        Receiver(spell(SECRET), wait=0.2) as receiver,
        Webhook(endpoint(receiver.url), clock, lambda: 0.5) as webhook,
    ):
        async with running(shelf, {"desk": webhook}, clock):
            await until(lambda: receiver.attempts)
        assert len(receiver.attempts) == 4
        assert len(shelf.settled) == 4
        assert len(shelf.pending) == 46
