"""How long to wait before trying again."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from math import ceil
from typing import Final

LONGEST_WAIT: Final = timedelta(hours=24)
"""The most that anybody can ask for."""

_NUMBER: Final = re.compile(r"\d{1,60}(?:\.\d{1,9})?", re.ASCII)
_UNIX_FROM: Final = 1e9
"""From here on a number is no span but a moment, in seconds since 1970: mistaken, and common."""


def retry_after(header: str | None, now: datetime) -> timedelta | None:
    """Return the wait that a `Retry-After` asks for, 0 to 24 hours; None = it says nothing.

    Both forms of RFC 9110 are read, a number of seconds and a date; of a number also a fraction.
    """
    text = (header or "").strip()
    try:
        if _NUMBER.fullmatch(text):
            number = float(text)
            wait = number if number < _UNIX_FROM else number - now.timestamp()
            return timedelta(seconds=ceil(min(max(wait, 0.0), LONGEST_WAIT.total_seconds())))
        at = parsedate_to_datetime(text[:64])
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
        return min(max(at - now, timedelta(0)), LONGEST_WAIT)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def full_jitter(attempt: int, base: timedelta, cap: timedelta, draw: float) -> timedelta:
    """Return a wait between nothing and `base * 2 ** attempt`, never over *cap*.

    The whole span is drawn from, so that many clients of one server that fell over don't come
    back in step.

    Args:
        attempt: How many attempts failed before this one, from 0.
        draw: A number of [0, 1), drawn afresh each time.
    """
    doubled: timedelta = base * (1 << min(max(attempt, 0), 30))
    return min(cap, doubled) * draw
