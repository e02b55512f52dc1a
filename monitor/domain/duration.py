"""Spans of time as people write them in configuration: "30s", "5m", "1h30m", "30d"."""

from __future__ import annotations

import re
from datetime import timedelta

_UNITS = {
    "ms": timedelta(milliseconds=1),
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
_PART = re.compile(r"(\d{1,9})(ms|[smhdw])", re.ASCII)
_WHOLE = re.compile(r"(?:\d{1,9}(?:ms|[smhdw]))+", re.ASCII)


def parse_duration(text: str) -> timedelta:
    """Return the span that *text* says, units from large to small as in "1h30m".

    Raises:
        ValueError: It isn't one; the message shows what one looks like.
    """
    text = text.strip()
    if text == "0":
        return timedelta(0)
    if not _WHOLE.fullmatch(text):
        raise ValueError(f"{text[:40]!r} is not a duration such as 30s, 5m, 24h, 1h30m or 30d")
    parts = _PART.findall(text)
    sizes = [_UNITS[unit] for _, unit in parts]
    if sizes != sorted(set(sizes), reverse=True):
        raise ValueError(f"{text[:40]!r} names its units twice or out of order; write 1h30m")
    try:
        return sum((int(n) * _UNITS[unit] for n, unit in parts), timedelta(0))
    except OverflowError:
        raise ValueError(f"{text[:40]!r} is longer than a span can be") from None


def format_duration(span: timedelta) -> str:
    """Return *span*, not negative, as `parse_duration` reads it."""
    if not span:
        return "0s"
    parts = []
    for unit in ("d", "h", "m", "s", "ms"):
        count, span = divmod(span, _UNITS[unit])
        if count:
            parts.append(f"{count}{unit}")
    return "".join(parts)
