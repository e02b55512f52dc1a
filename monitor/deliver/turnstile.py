"""How many messages are on their way to one receiver at once: as many as it takes well."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Final

AT_FIRST: Final = 4
AT_MOST: Final = 16


class Turnstile:
    """Lets one more in at once for each message that was taken, one fewer for each that failed.

    So who fails now and then is told about as fast as who never does, and who fails more often than
    not is soon asked one message at a time. Used as an async context manager, around one attempt.
    """

    def __init__(self) -> None:
        self._width = AT_FIRST
        self._inside = 0
        self._turned = asyncio.Condition()

    @property
    def narrow(self) -> bool:
        """Whether one is let in at a time."""
        return self._width == 1

    def learn(self, *, taken: bool) -> None:
        """Go by how an attempt went."""
        self._width = min(self._width + 1, AT_MOST) if taken else max(self._width - 1, 1)

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
