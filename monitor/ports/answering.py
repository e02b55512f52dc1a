"""What receivers answer, and what an operator silences, to be stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from monitor.domain.desk.logbook import Line
from monitor.domain.desk.opinion import Opinion, Taken
from monitor.domain.desk.silence import Silence


class AnswerStore(Protocol):
    """Takes silences and answers; the same again changes nothing.

    What the logbook says of each is written down with it, if it changed something.
    """

    async def silence(self, one: Silence, line: Line | None = None) -> Silence:
        """Store *one* and return what holds: one made alike before is left while it holds."""

    async def unsilence(
        self, ident: str, by: str, at: datetime, line: Line | None = None
    ) -> Silence | None:
        """End a silence; return it as it now is, None if there is none or it is over."""

    async def alike(self, begin: str) -> Sequence[str]:
        """Return ids of silences that begin so."""

    async def rate(self, one: Opinion, line: Line | None = None) -> Opinion:
        """Store what a receiver says of an alert, and return what stands; the last holds."""

    async def clear_up(self, alert: str, by: str, at: datetime, line: Line | None = None) -> int:
        """Note that *by* has dealt with a wrong person; return how many had said so."""

    async def note(self, line: Line) -> None:
        """Write down what somebody did that changes nothing in the store."""

    async def take(self, taken: Taken, line: Line | None = None) -> Taken:
        """Store who looks after an alert, unless somebody does; return who does."""
