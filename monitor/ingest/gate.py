"""A gate before all sources: while it is shut nothing more is read."""

from __future__ import annotations

import asyncio


class Gate:
    """Open at first.

    Attributes:
        why: Why it is shut, as a sentence; empty while it is open.
    """

    def __init__(self) -> None:
        self.why = ""
        self._open = asyncio.Event()
        self._open.set()

    def shut(self, why: str) -> None:
        """Let nothing more be read."""
        self.why = why
        self._open.clear()

    def open(self) -> None:
        """Let sources be read on."""
        self.why = ""
        self._open.set()

    async def passed(self) -> None:
        """Wait until it is open."""
        await self._open.wait()
