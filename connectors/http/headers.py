"""What servers say about patience: how much may still be asked, and when it may be asked again."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from monitor.domain.retry import LONGEST_WAIT

_FAMILIES: Final = ("RateLimit", "X-RateLimit", "X-Rate-Limit")
_UNIX_FROM: Final = 1e9
"""Less than this is a span from now, not a moment: as seconds since 1970 it ends in 2001."""

_MILLIS_FROM: Final = 1e11
_NUMBER: Final = re.compile(r"\d{1,15}(?:\.\d{1,9})?", re.ASCII)
_WINDOW: Final = re.compile(r";\s*w=(\d{1,9})\b", re.ASCII)
_AGE: Final = re.compile(r'(?:^|[,\s])max-age="?(\d{1,9})\b', re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Budget:
    """What a server still grants.

    Attributes:
        remaining: Requests that are left, never negative; Reddit tells fractions.
        resets_at: When it grants anew.
    """

    remaining: float
    resets_at: datetime


def budget(headers: Mapping[str, str], now: datetime) -> Budget | None:
    """Return what the rate-limit headers of an answer grant; None where they don't say.

    Five dialects tell the reset differently: ISO 8601 (Mastodon), seconds since 1970 (atproto,
    X, mastodon-mock) and seconds from now (Reddit, the IETF's draft); the value itself tells
    which. Without a reset, the window of a policy (`3000;w=300`) bounds it.

    Args:
        headers: Names in any case, as aiohttp has them.
    """
    for family in _FAMILIES:
        left = (headers.get(f"{family}-Remaining") or "").strip()
        if not _NUMBER.fullmatch(left):
            continue
        reset = _moment(headers.get(f"{family}-Reset"), now)
        if reset is None:
            window = _WINDOW.search(headers.get(f"{family}-Policy") or "")
            reset = now + timedelta(seconds=int(window[1])) if window else None
        if reset is not None:
            return Budget(float(left), min(reset, now + LONGEST_WAIT))
    return None


def max_age(headers: Mapping[str, str]) -> timedelta:
    """Return how long an answer stays fresh by `Cache-Control` and `Age` (RFC 9111), if at all."""
    found = _AGE.search((headers.get("Cache-Control") or "")[:1000])
    if found is None:
        return timedelta(0)
    age = (headers.get("Age") or "").strip()
    held = int(age) if age.isascii() and age.isdigit() and len(age) < 10 else 0
    return min(max(timedelta(seconds=int(found[1]) - held), timedelta(0)), LONGEST_WAIT)


def _moment(header: str | None, now: datetime) -> datetime | None:
    """Return the moment of a reset; a mistaken one is None, and one that is past has been."""
    text = (header or "").strip()
    try:
        if not _NUMBER.fullmatch(text):
            at = datetime.fromisoformat(text)
            return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
        number = float(text)
        if number < _UNIX_FROM:
            return now + timedelta(seconds=math.ceil(number))
        return datetime.fromtimestamp(number / (1000 if number >= _MILLIS_FROM else 1), UTC)
    except (ValueError, OverflowError, OSError):
        return None
