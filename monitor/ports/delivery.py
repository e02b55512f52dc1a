"""Messages on their way to receivers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One notice for one receiver, kept until it is received.

    Attributes:
        id: Same for every repeat, and after a crash (`webhook-id`).
        body: As it is sent, byte for byte, every time.
        cause: Key of the activity that it stands or falls with; None for pings.
    """

    id: str
    receiver: str
    kind: str
    alert: str | None
    body: bytes
    created_at: datetime
    due: datetime
    cause: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A message that is due, claimed by us.

    Attributes:
        attempts: How many there were before this one.
        first_due: When it was first to be sent; the ladder counts from here.
    """

    message: Message
    attempts: int
    first_due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one attempt went.

    Attributes:
        status: HTTP status, or None where there was no answer.
        due: When to try again; None = it is over (*delivered* says how).
    """

    message: str
    receiver: str
    at: datetime
    delivered: bool
    status: int | None
    detail: str
    due: datetime | None


class Sender(Protocol):
    """Delivers one message."""

    async def send(self, delivery: Delivery) -> Outcome:
        """Try once, and say how it went; never raises for what the other side does."""
