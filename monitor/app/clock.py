"""The system's clock; whoever runs a daemon hands it another, and nothing else changes."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta


class SystemClock:
    """The machine's time."""

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - here time comes in

    async def sleep(self, span: timedelta) -> None:
        await asyncio.sleep(span.total_seconds())
