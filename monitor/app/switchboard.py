"""Who is told: receivers from settings, a sender for each, and what is kept up."""

from __future__ import annotations

import logging
import random
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from typing import Any, Final

from monitor.deliver.addressing import Receiver, messages, out_since, silence
from monitor.deliver.alertmanager import Alertmanager, Station
from monitor.deliver.body import PROGRAMS, DailyForm, ForPrograms
from monitor.deliver.chat import Chat, Room
from monitor.deliver.forms import ForAlertmanager, ForPeople
from monitor.deliver.relay import Errand, Relay
from monitor.deliver.services import SERVICES
from monitor.deliver.webhook import Endpoint, Webhook
from monitor.domain.alert import Kind, Notice
from monitor.domain.desk.reply import Signet
from monitor.domain.seal import Seal
from monitor.domain.told.blackout import Blackout, thread
from monitor.domain.told.tongues import TONGUES
from monitor.ports import Clock, Message, Reader, Sender
from monitor.settings import Channel, Settings
from monitor.settings import Webhook as Hook

log = logging.getLogger(__name__)

UP: Final = 200
"""So many of the newest alerts that it was sent are looked at for what is still up."""


def receivers(settings: Settings) -> tuple[Receiver, ...]:
    """Return who is told, about what, and in what form."""
    return tuple(map(receiver, settings.receivers))


def receiver(configured: Hook | Channel) -> Receiver:
    """Return one of them."""
    return Receiver(
        name=configured.name,
        kinds=frozenset(Kind(kind) for kind in configured.kinds),
        players=frozenset(configured.players),
        clubs=frozenset(configured.clubs),
        form=_form(configured),
        allowance=configured.allowance,
        zone=configured.zone,
        operator=configured.operator,
    )


def make_address(
    settings: Settings, seal: Seal | None = None
) -> Callable[[Notice], Sequence[Message]]:
    """Return the function that addresses a notice to its receivers.

    A message is dated by the act that it tells, so that a replay writes the same bytes.

    Args:
        seal: Of the install: signs the links by which receivers answer; None = there are none.
    """
    who = receivers(settings)
    url = settings.web.public_url
    signet = Signet.of(seal) if seal else None

    def address(notice: Notice) -> Sequence[Message]:
        return messages(notice, who, notice.alert.told_at, url, signet)

    return address


def make_word(settings: Settings) -> Callable[[str, str, datetime], Sequence[Message]]:
    """Return the function that tells operators that a receiver was disabled."""
    who = receivers(settings)

    def word(silenced: str, reason: str, now: datetime) -> Sequence[Message]:
        return silence(who, silenced, reason, now)

    return word


@asynccontextmanager
async def open_senders(settings: Settings, clock: Clock) -> AsyncIterator[Mapping[str, Sender]]:
    """Give a sender for each configured receiver, by its name.

    Raises:
        RefusedError: A receiver can't be used; the message says what to change.
    """
    async with AsyncExitStack() as stack:
        senders: dict[str, Sender] = {}
        for configured in settings.receivers:
            sender = _sender(configured, clock)
            if not isinstance(sender, Relay):
                await stack.enter_async_context(sender)
            senders[configured.name] = sender
        yield senders


async def keep_up(
    settings: Settings,
    senders: Mapping[str, Sender],
    reader: Reader,
    now: datetime,
    seal: Seal | None = None,
    sources: Iterable[str] = (),
) -> None:
    """Say again to each Alertmanager what is still up; all it knows is in the store.

    So neither a start of ours nor one of its own lets an alert end before its time.

    Args:
        sources: Names of those that are read: of others nothing is up.

    Raises:
        TransientError: The store is away.
    """
    stations = [
        (channel, sender)
        for channel in settings.channels
        if isinstance(sender := senders[channel.name], Alertmanager)
    ]
    if not stations:
        return
    url, signet = settings.web.public_url, Signet.of(seal) if seal else None
    for channel, sender in stations:
        told = await reader.pushed(channel.name, UP)
        tongue = TONGUES[channel.language]
        words = await reader.last_words(channel.name, now)
        out = [
            Blackout(name, since)
            for name in sources
            if (since := out_since(words.get(thread(name)))) is not None
        ]
        answer = await sender.keep(told, tongue, channel.zone, url, signet, out)
        if answer is not None and not answer.good:
            log.warning("%s: alerts could not be kept up: %s", channel.name, answer.detail)


def daily_form(configured: Hook | Channel) -> DailyForm | None:
    """Return in what form one of them reads a digest; None = it reads none."""
    form = _form(configured)
    return None if isinstance(form, ForAlertmanager) else form


def _form(configured: Hook | Channel) -> ForPrograms | ForPeople | ForAlertmanager:
    if isinstance(configured, Hook):
        return ForAlertmanager(relayed=True) if configured.format == "alertmanager" else PROGRAMS
    form = ForAlertmanager if configured.type == "alertmanager" else ForPeople
    return form(TONGUES[configured.language], configured.zone)


def _sender(configured: Hook | Channel, clock: Clock) -> Webhook | Chat | Alertmanager | Relay:
    common: dict[str, Any] = {
        "name": configured.name,
        "url": configured.address,
        "timeout": configured.timeout,
        "allow": tuple(configured.allow),
    }
    if isinstance(configured, Channel) and configured.type in {"email", "apprise"}:
        return Relay(Errand(**common), clock, random.random)
    common["allow_http"] = configured.allow_http
    if isinstance(configured, Hook):
        return Webhook(Endpoint(secrets=configured.keys, **common), clock, random.random)
    if configured.type == "alertmanager":
        return Alertmanager(Station(**common), clock, random.random)
    room = Room(service=SERVICES[configured.type], **common)
    return Chat(room, clock, random.random)
