"""What a receiver answers to an alert, by links that only we can have written.

The link is the capability: who has it may do this one thing about this one alert in the name of
this one receiver, and nothing else. It is an HMAC-SHA256 (RFC 2104), cut to 128 bits, under a key
of its own that is derived from the install's secret.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta, tzinfo
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Self

from monitor.domain.alert import Alert, Kind
from monitor.domain.seal import Seal

LASTS: Final = timedelta(days=14)
"""How long after an alert was told its links work."""

PATH: Final = "/reply/"
"""Where links lead."""

MORNING: Final = time(8)
NIGHT: Final = time(4)
"""Before that an evening isn't over: its morning is of the same date."""

SHORT: Final = timedelta(hours=4)

LONGEST: Final = 400
"""Longest token that is looked at, in characters."""

_VERSION: Final = 1
_MAC: Final = 16
_HEAD: Final = 1 + 1 + 4 + 16
"""Version, choice, minutes since 1970 of its end, the alert."""

_MINUTE: Final = timedelta(minutes=1)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Choice(StrEnum):
    """What a link does; `choose` only shows the others."""

    CHOOSE = "choose"
    MUTE = "mute-4h"
    MUTE_NIGHT = "mute-until-morning"
    UNMUTE = "unmute"
    USEFUL = "useful"
    USELESS = "not-useful"
    WRONG = "wrong-person"
    TAKE = "acknowledge"


OFFERED: Final = (
    Choice.MUTE,
    Choice.MUTE_NIGHT,
    Choice.USEFUL,
    Choice.USELESS,
    Choice.WRONG,
    Choice.TAKE,
)
"""What each alert offers."""

_ORDER: Final = tuple(Choice)
"""By their place in tokens: new ones go to the end."""

Links = Mapping[Choice, str]
"""Where a receiver answers to an alert, by choice."""

UNLINKED: Final[Links] = MappingProxyType({})

UNANSWERED: Final = frozenset(
    {Kind.DIGEST_DAILY, Kind.CONNECTOR_STALE, Kind.DELIVERY_DISABLED, Kind.TEST_PING}
)
"""Kinds that are about no alert, and offer nothing."""


class ForgedError(ValueError):
    """We have not written this link, or not so."""


class ExpiredError(ValueError):
    """We have written this link, and its time is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a link stands for.

    Attributes:
        alert: Id of the alert that was told.
        receiver: Who was told, by the configured name.
        until: When the link ends, to the minute.
    """

    alert: str
    receiver: str
    choice: Choice
    until: datetime


@dataclass(frozen=True, slots=True)
class Signet:
    """Writes links, and knows its own.

    Attributes:
        key: Of 32 bytes; never shown.
    """

    key: bytes = field(repr=False)

    @classmethod
    def of(cls, seal: Seal) -> Self:
        """Return the one of an install: seals begin with a digit, so no seal is this key."""
        return cls(hmac.digest(seal.secret, b"links in alerts", "sha256"))

    def write(self, reply: Reply) -> str:
        """Return the token of *reply*: the same for the same, with no clock and no chance in it."""
        minutes = (reply.until - _EPOCH) // _MINUTE
        told = b"".join(
            (
                bytes((_VERSION, _ORDER.index(reply.choice))),
                minutes.to_bytes(4, "big"),
                uuid.UUID(reply.alert).bytes,
                reply.receiver.encode(),
            )
        )
        return encoded(told + self._mac(told))

    def read(self, token: str, now: datetime) -> Reply:
        """Return what *token* stands for.

        Raises:
            ForgedError: It is none of ours, or was changed.
            ExpiredError: Its time is over.
        """
        raw = decoded(token)
        told, mac = raw[:-_MAC], raw[-_MAC:]
        if len(told) <= _HEAD or not hmac.compare_digest(mac, self._mac(told)):
            raise ForgedError
        until = _EPOCH + int.from_bytes(told[2:6], "big") * _MINUTE
        if told[0] != _VERSION or told[1] >= len(_ORDER):
            raise ForgedError
        if now >= until:
            raise ExpiredError
        return Reply(
            alert=str(uuid.UUID(bytes=told[6:_HEAD])),
            receiver=told[_HEAD:].decode(),
            choice=_ORDER[told[1]],
            until=until,
        )

    def other(self, reply: Reply, choice: Choice) -> str:
        """Return the token of another *choice* of who has *reply*; ends with it."""
        same = Reply(alert=reply.alert, receiver=reply.receiver, choice=choice, until=reply.until)
        return self.write(same)

    def links(self, alert: Alert, receiver: str, public_url: str) -> Links:
        """Return where *receiver* answers to *alert*, by choice; they end with its `told_at`."""
        until = expires(alert)
        return {
            choice: f"{public_url.rstrip('/')}{PATH}"
            + self.write(Reply(alert=alert.id, receiver=receiver, choice=choice, until=until))
            for choice in (Choice.CHOOSE, *OFFERED)
        }

    def _mac(self, told: bytes) -> bytes:
        return hmac.digest(self.key, told, "sha256")[:_MAC]


def expires(alert: Alert) -> datetime:
    """Return when the links of *alert* end, to the minute."""
    return _EPOCH + (alert.told_at + LASTS - _EPOCH) // _MINUTE * _MINUTE


def mute_ends(choice: Choice, now: datetime, zone: tzinfo) -> datetime:
    """Return until when *choice* mutes: four hours, or the next morning at 8 in the zone."""
    if choice is Choice.MUTE:
        return now + SHORT
    there = now.astimezone(zone)
    day = there.date() if there.time() < NIGHT else there.date() + timedelta(days=1)
    return datetime.combine(day, MORNING, zone).astimezone(UTC)


def encoded(raw: bytes) -> str:
    """Return *raw* as it stands in a link."""
    return base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=")


def decoded(token: str) -> bytes:
    """Return the bytes of *token*, which has one spelling only.

    Raises:
        ForgedError: It has another.
    """
    if len(token) > LONGEST or not token.isascii():
        raise ForgedError
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise ForgedError from None
    if encoded(raw) != token:
        raise ForgedError
    return raw
