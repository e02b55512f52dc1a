"""What a chat service must say of itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final, Protocol

from monitor.deliver.line import Call
from monitor.domain.alert import Severity
from monitor.domain.told.bulletin import Bulletin

LONGEST: Final = timedelta(hours=24)
"""The most that a service can ask us to wait."""

COLOURS: Final = {Severity.MAJOR: 0xC0392B, Severity.MINOR: 0xE08E0B, Severity.INFO: 0x7F8C8D}


class Service(Protocol):
    """One service's shapes; pure."""

    def fault(self, url: str) -> str | None:
        """Return what is wrong with the address, with the cure; None = nothing."""

    def post(self, url: str, told: Bulletin, before: str | None) -> Call:
        """Return the call that posts *told*, in answer to the message known by *before*."""

    def edit(self, url: str, receipt: str, told: Bulletin) -> Call | None:
        """Return the call that puts *told* in the place of a message; None = it can't."""

    def receipt(self, answer: bytes) -> str | None:
        """Return by what the service knows the message that it just took."""

    def asked(self, answer: bytes) -> timedelta | None:
        """Return how long its answer asks to wait, beyond what its headers say."""


class Plain:
    """A service that only takes messages, and keeps to headers."""

    def fault(self, url: str) -> str | None:
        """Nothing that a web address must have besides."""
        del url
        return None

    def edit(self, url: str, receipt: str, told: Bulletin) -> Call | None:
        """What was taken stays as it is."""
        del url, receipt, told
        return None

    def receipt(self, answer: bytes) -> str | None:
        """It gives none."""
        del answer
        return None

    def asked(self, answer: bytes) -> timedelta | None:
        """It says so in its headers."""
        del answer
        return None


def dump(value: Any) -> bytes:
    """Return *value* as JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def answered(answer: bytes) -> Mapping[str, Any]:
    """Return the object that *answer* is; empty where it is something else."""
    try:
        read = json.loads(answer)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def wait(seconds: object) -> timedelta | None:
    """Return a wait that was asked for as a number of seconds; None where it isn't one."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not seconds >= 0:
        return None
    return timedelta(seconds=min(float(seconds), LONGEST.total_seconds()))
