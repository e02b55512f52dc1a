"""What a look at an installation finds: each thing with its cure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """How a part is.

    Attributes:
        NOTE: Worth knowing; nothing is wrong.
        WARNING: It runs, and somebody should look.
        ERROR: It doesn't work as it is.
    """

    GOOD = "good"
    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """One part that was looked at.

    Attributes:
        part: Its name, such as `database` or `receiver desk`.
        what: How it is, in a sentence without its full stop; shows no secret.
        cure: What to do; empty where there is nothing to do.
    """

    part: str
    grade: Grade
    what: str
    cure: str = ""


def good(part: str, what: str) -> Finding:
    """Return that *part* is as it should be."""
    return Finding(part, Grade.GOOD, what)


def note(part: str, what: str, cure: str = "") -> Finding:
    """Return what is worth knowing of *part*."""
    return Finding(part, Grade.NOTE, what, cure)


def warning(part: str, what: str, cure: str) -> Finding:
    """Return what somebody should look at."""
    return Finding(part, Grade.WARNING, what, cure)


def error(part: str, what: str, cure: str) -> Finding:
    """Return what doesn't work."""
    return Finding(part, Grade.ERROR, what, cure)
