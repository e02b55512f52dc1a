"""Where a page ends, in a word: what the next one is asked after."""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Final

from monitor.web.api.problem import ProblemError

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_CURE: Final = (
    "It is no `next` of a page of this list. Give one as it was, or none for the first page."
)


def write(of: str, *parts: str) -> str:
    """Return the word for a place in the list *of* something."""
    said = "\n".join((of, *parts)).encode()
    return base64.urlsafe_b64encode(said).decode("ascii").rstrip("=")


def read(of: str, word: str | None, count: int) -> list[str] | None:
    """Return the *count* parts of a place in the list *of* something; None for its beginning.

    Raises:
        ProblemError: It is no such place.
    """
    if word is None:
        return None
    try:
        raw = base64.b64decode(word + "=" * (-len(word) % 4), b"-_", validate=True)
        list_of, *parts = raw.decode().split("\n")
    except (binascii.Error, ValueError):
        raise _nowhere() from None
    if list_of != of or len(parts) != count or "\x00" in word or "\x00" in "".join(parts):
        raise _nowhere()
    return parts


def stamp(at: datetime) -> str:
    """Return a time as a part of a place, exactly."""
    return str((at - _EPOCH) // timedelta(microseconds=1))


def moment(part: str) -> datetime:
    """Return the time that `stamp` gave *part* for.

    Raises:
        ProblemError: It is none.
    """
    try:
        return _EPOCH + timedelta(microseconds=int(part))
    except (ValueError, OverflowError):
        raise _nowhere() from None


def whole(part: str) -> int:
    """Return the number that *part* is, of 64 bits.

    Raises:
        ProblemError: It is none.
    """
    try:
        number = int(part)
    except ValueError:
        raise _nowhere() from None
    if not 0 <= number < 2**63:
        raise _nowhere()
    return number


def key(part: str) -> bytes:
    """Return the bytes whose hexadecimal form *part* is.

    Raises:
        ProblemError: It is none.
    """
    try:
        return bytes.fromhex(part)
    except ValueError:
        raise _nowhere() from None


def _nowhere() -> ProblemError:
    return ProblemError(_CURE, "after", HTTPStatus.UNPROCESSABLE_ENTITY)
