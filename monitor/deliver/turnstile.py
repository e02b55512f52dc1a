"""How many messages are on their way to one receiver at once: as many as it takes well."""

from __future__ import annotations

import asyncio
from datetime import datetime
from types import TracebackType
from typing import Final

AT_FIRST: Final = 4
AT_MOST: Final = 32
DOWN: Final = 8
"""So many failures in a row, and it is taken for down."""


class Turnstile:
    """Lets one more in at once for each message that was taken, one fewer for each that failed.

    So who fails now and then is told about as fast as who never does, and who fails more often than
    not is soon asked one message at a time. Used as an async context manager, around one attempt.
    """

    def __init__(self) -> None:
        self._width = AT_FIRST
        self._failures = 0
        self._taken_at: datetime | None = None
        self._inside = 0
        self._turned = asyncio.Condition()

    @property
    def down(self) -> bool:
        """Whether it took nothing of the last few that were begun since it took one."""
        return self._failures >= DOWN

    def learn(self, began: datetime, ended: datetime, *, taken: bool) -> None:
        """Go by how an attempt went."""
        if taken:
            self._width = min(self._width + 1, AT_MOST)
            self._failures, self._taken_at = 0, ended
        else:
            self._width = max(self._width - 1, 1)
            # What hangs is heard of last: it says nothing of what was taken meanwhile.
            self._failures += self._taken_at is None or began >= self._taken_at

    async def __aenter__(self) -> None:
        async with self._turned:
            await self._turned.wait_for(lambda: self._inside < self._width)
            self._inside += 1

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        async with self._turned:
            self._inside -= 1
            self._turned.notify_all()
