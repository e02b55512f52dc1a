"""When an entry says that it was written; feeds lie about that, and forget it."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from connectors.wire.fields import LATEST, time_of
from connectors.wire.reading import UnreadableError

FIRST: Final = datetime(1995, 1, 1, tzinfo=UTC)
"""No feed is older; what claims to be (1970, mostly) has no time."""

_LONGEST: Final = 64


def moment(text: str) -> tuple[datetime | None, bool]:
    """Return the time that *text* says, and whether it is only a date; None where it says none.

    It is ISO 8601 or RFC 822, whichever the format wants; UTC where no offset is named.
    """
    text = text.strip()[:_LONGEST]
    if not text:
        return None, False
    at: datetime | None
    try:
        at, dated = time_of(text, "date")
    except UnreadableError:
        at, dated = _by_mail(text), ":" not in text
    if at is None or not FIRST <= at < LATEST:
        return None, False
    return at, dated


def _by_mail(text: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(text if ":" in text else f"{text} 00:00")
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
