"""Who comes to the pages, and what they may do there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Right(StrEnum):
    """What somebody may do; who may operate may read."""

    READ = "read"
    OPERATE = "operate"

    def covers(self, needed: Right) -> bool:
        """Whether who has this may do what needs *needed*."""
        return self is needed or self is Right.OPERATE


class Way(StrEnum):
    """By what somebody was recognised."""

    HERE = "this machine"
    TOKEN = "token"  # noqa: S105 - a word, no secret
    SESSION = "session"
    PROXY = "proxy"
    COMMAND = "command"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who was recognised.

    Attributes:
        name: Of the token, of the proxy's user, of the account on this machine.
    """

    name: str
    right: Right
    way: Way
