"""Single fields of strangers' records, cleaned or refused."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from connectors.wire.reading import MAX_ID, UnreadableError
from monitor.domain.text import clean

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(2262, 1, 1, tzinfo=UTC)
"""From here on, nanoseconds since 1970 no longer fit into 64 bits, which others count in."""

_LATEST_MICROS: Final = (LATEST - EPOCH) // timedelta(microseconds=1)
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LANG: Final = re.compile(r"([a-zA-Z]{2,3})(?:[-_].*)?", re.ASCII | re.DOTALL)
_UNOPENABLE: Final = re.compile(r"[\s\x00-\x20\x7f-\x9f\ud800-\udfff]")
_MILLIS_FROM: Final = 1e11
_MICROS_FROM: Final = 1e14


def micros(at: datetime) -> int:
    """Return microseconds since 1970, exactly."""
    return (at - EPOCH) // timedelta(microseconds=1)


def from_micros(count: int, place: str) -> datetime:
    """Return the time that lies *count* microseconds after 1970.

    Raises:
        UnreadableError: It lies before 1970 or after 2261.
    """
    if not 0 <= count < _LATEST_MICROS:
        raise UnreadableError("bad_time", f"{place} is no time between 1970 and 2262")
    return EPOCH + timedelta(microseconds=count)


def time_of(value: str | float, place: str) -> tuple[datetime, bool]:
    """Return the time that *value* says, and whether it was only a date.

    Text is ISO 8601 (UTC where no offset is named); a number counts seconds since 1970, or
    milli- or microseconds where seconds would be absurd.

    Raises:
        UnreadableError: It isn't one, or lies before 1970 or after 2261.
    """
    if not isinstance(value, str):
        return from_micros(_scaled(value), place), False
    text = value.strip()
    try:
        if _DATE.fullmatch(text):
            return _within(datetime.combine(date.fromisoformat(text), EPOCH.timetz()), place), True
        at = datetime.fromisoformat(text)
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        shown = clean(text[:40])
        raise UnreadableError("bad_time", f"{place} is no ISO 8601 time: {shown!r}") from None
    return _within(at, place), False


def _scaled(count: float) -> int:
    if not abs(count) < _LATEST_MICROS:  # infinite and not-a-number are here too
        return -1
    if abs(count) < _MILLIS_FROM:
        return int(count * 1_000_000)
    return int(count * 1000) if abs(count) < _MICROS_FROM else int(count)


def _within(at: datetime, place: str) -> datetime:
    if not EPOCH <= at < LATEST:
        raise UnreadableError("bad_time", f"{place} is no time between 1970 and 2262")
    return at


def ident(value: str | int | None, place: str) -> str | None:
    """Return an id or address, cleaned; None where there is none.

    Raises:
        UnreadableError: It is longer than any real one.
    """
    if value is None:
        return None
    try:
        text = str(value)
    except ValueError:  # more digits than Python turns into text
        raise UnreadableError("too_long", f"{place} is a number beyond any id") from None
    if len(text) > MAX_ID:
        raise UnreadableError("too_long", f"{place} has {len(text)} characters, {MAX_ID} at most")
    return clean(text).strip() or None


def language(tag: str | None) -> str | None:
    """Return the primary subtag of a language tag, lower-case; None where it isn't one."""
    found = _LANG.fullmatch(tag[:64]) if tag else None
    return found[1].lower() if found else None


def link(url: str | None) -> str | None:
    """Return *url* where a browser may open it, else None."""
    if url is None or len(url) > MAX_ID or _UNOPENABLE.search(url):
        return None
    try:
        return url if urlsplit(url).hostname and url.startswith(("https://", "http://")) else None
    except ValueError:  # such as half an IPv6 address
        return None
