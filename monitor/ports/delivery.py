"""Messages on their way to receivers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Protocol

from monitor.domain.desk.budget import Allowance, Moment, Why


@dataclass(frozen=True, slots=True)
class Terms:
    """What decides whether a message is pushed.

    Attributes:
        worth: 0 to 1; the best candidates of a receiver are pushed.
        allowance: How many pushes the receiver takes.
        now: The receiver's day on which it counts.
    """

    worth: float
    allowance: Allowance
    now: Moment


@dataclass(frozen=True, slots=True)
class Hold:
    """Why a message is not sent: a word for counting, and a sentence."""

    why: Why
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One notice for one receiver, kept until it is received.

    Attributes:
        id: Same for every repeat, and after a crash (`webhook-id`).
        body: As it is sent, byte for byte, every time.
        cause: Key of the activity that it stands or falls with; None for pings.
        terms: On which it is pushed or held; None = it counts for nothing, and is sent.
        follows: It goes only to who was sent something of the same alert.
        held: Why it is not sent; decided where it is stored.
        zone: Its receiver's, in which times are told that are not in the body.
    """

    id: str
    receiver: str
    kind: str
    alert: str | None
    body: bytes
    created_at: datetime
    due: datetime
    cause: bytes | None = None
    terms: Terms | None = None
    follows: bool = False
    held: Hold | None = None
    zone: tzinfo = UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A message that is due, claimed by us.

    Attributes:
        attempts: How many there were before this one.
        first_due: When it was first to be sent; the ladder counts from here.
        receipts: Of what this receiver got about the same alert before, oldest first.
        quiet: Whether it is to make no sound where it arrives: somebody looks after the alert.
    """

    message: Message
    attempts: int
    first_due: datetime
    receipts: tuple[str, ...] = ()
    quiet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one attempt went.

    Attributes:
        status: HTTP status, or None where there was no answer.
        due: When to try again; None = it is over (*delivered* says how).
        receipt: By which the receiver knows the message, where it can be changed later.
    """

    message: str
    receiver: str
    at: datetime
    delivered: bool
    status: int | None
    detail: str
    due: datetime | None
    receipt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """How the messages of one receiver stand.

    Attributes:
        states: How many are pending, claimed, delivered, failed, held.
        disabled: Why nothing is sent to it, or None.
        last_at: When it was last tried; `last_detail` is how that went.
    """

    states: Mapping[str, int]
    disabled: str | None = None
    last_at: datetime | None = None
    last_detail: str | None = None


class Sender(Protocol):
    """Delivers one message."""

    async def send(self, delivery: Delivery) -> Outcome:
        """Try once, and say how it went; never raises for what the other side does."""
