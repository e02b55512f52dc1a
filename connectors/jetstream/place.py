"""Where a subscription stands, as it is stored."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final, Self

from monitor.ports import RefusedError

_FORM: Final = re.compile(r"(\d{1,18})(?:/(\d{1,15})@([^\s/@]{1,300}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    """How far a stream is read: by time at any host, by number at the one that gave it.

    Written as `TIME`, or as `TIME/SEQ@HOST` where a host numbers its events (v2). A number means
    nothing anywhere else, the time does in either dialect.

    Attributes:
        time: Microseconds since 1970.
        seq: Number of the last event that was read.
        host: Whose number that is.
    """

    time: int
    seq: int | None = None
    host: str | None = None

    @classmethod
    def of(cls, cursor: str | None, name: str) -> Self | None:
        """Return the place that the stored *cursor* of connector *name* says; None = none yet.

        Raises:
            RefusedError: It says no place.
        """
        if cursor is None:
            return None
        found = _FORM.fullmatch(cursor)
        if found is None:
            raise RefusedError(f"the stored cursor of {name} is no place: {cursor[:40]!r}")
        time, seq, host = found.groups()
        return cls(int(time)) if seq is None else cls(int(time), int(seq), host)

    def __str__(self) -> str:
        return str(self.time) if self.seq is None else f"{self.time}/{self.seq}@{self.host}"

    def timed(self) -> Self:
        """Return the same place by its time alone."""
        return replace(self, seq=None, host=None)
