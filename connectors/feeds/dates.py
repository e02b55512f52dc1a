"""When an entry says that it was written; feeds lie about that, and forget it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from connectors.wire.fields import LATEST, time_of
from connectors.wire.reading import UnreadableError
from monitor.domain.text import fold

FIRST: Final = datetime(1995, 1, 1, tzinfo=UTC)
"""No feed is older; what claims to be (1970, mostly) has no time."""

_LONGEST: Final = 64

_MONTHS: Final[Mapping[str, str]] = {
    spelt: month
    for month, several in {
        "Jan": "ene gen jan", "Feb": "fev feb", "Mar": "mar maa mrz", "Apr": "abr avr apr",
        "May": "mai mag may", "Jun": "giu jun jui", "Jul": "lug jul", "Aug": "ago aou aug",
        "Sep": "set sep", "Oct": "out ott okt oct", "Nov": "nov", "Dec": "dic dez dec",
    }.items()
    for spelt in several.split()
}  # fmt: skip
"""English months by the first three letters of their names in six languages, folded."""

_ZONES: Final[Mapping[str, str]] = {
    "CET": "+0100", "CEST": "+0200", "MEZ": "+0100", "MESZ": "+0200", "BST": "+0100",
    "WET": "+0000", "WEST": "+0100", "EET": "+0200", "EEST": "+0300", "MSK": "+0300",
    "BRT": "-0300", "ART": "-0300",
}  # fmt: skip
"""Offsets of zones that RFC 822 doesn't know: where they stood, UTC would be hours off."""

_MONTH: Final = re.compile(r"(?<=\d)([\s-]+)(?:de )?([^\W\d_]{3,12})\.?([\s-]+)(?:de )?(?=\d)")
_ZONE: Final = re.compile(r"\b([A-Z]{3,4})$")
_COLON: Final = re.compile(r"(?<=[+-]\d\d):(?=\d\d$)")
_HALF: Final = re.compile(r"\b(1[0-2]|0?[1-9]):(\d\d)(:\d\d)?\s*([ap])\.?m\b\.?", re.IGNORECASE)


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
    text = _COLON.sub("", _HALF.sub(_whole, text))
    text = _MONTH.sub(_english, _ZONE.sub(_offset, text))
    try:
        at = parsedate_to_datetime(text if ":" in text else f"{text} 00:00")
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _english(found: re.Match[str]) -> str:
    name = fold(found[2])
    july = name.startswith("juil")
    month = "Jul" if july else _MONTHS.get(name[:3], found[2])
    return f"{found[1]}{month}{found[3]}"


def _offset(found: re.Match[str]) -> str:
    return _ZONES.get(found[1], found[1])


def _whole(found: re.Match[str]) -> str:
    hour = int(found[1]) % 12 + (12 if found[4] in "pP" else 0)
    return f"{hour:02}:{found[2]}{found[3] or ''}"
