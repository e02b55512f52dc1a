"""What can go wrong outside, by what to do next; anything else is a bug."""

from __future__ import annotations

from datetime import timedelta


class TransientError(Exception):
    """It may work later.

    Attributes:
        retry_after: How long to wait at least, if the other side said so.
    """

    def __init__(self, message: str, retry_after: timedelta | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class RateLimitedError(TransientError):
    """The other side asks for a pause."""


class RefusedError(Exception):
    """It won't work until a person acts; the message says what to do."""


class UnfitError(RefusedError):
    """A file that was given can't be used; the message names the place and the cure."""


class AuthError(RefusedError):
    """The other side doesn't take our credential; a person must give another."""


class OutdatedError(TransientError):
    """What it was decided upon has changed since: read and decide again."""
