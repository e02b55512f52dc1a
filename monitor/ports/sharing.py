"""Links to stories, as they are stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from monitor.domain.desk.logbook import Line
from monitor.domain.desk.share import Share


class ShareStore(Protocol):
    """Keeps links to stories; those that are over stay, to say who made and ended them.

    What the logbook says of each is written down with it, if it changed something.
    """

    async def share(self, one: Share, line: Line | None = None) -> None:
        """Store *one*."""

    async def shared(self, ident: str) -> Share | None:
        """Return the link of that id."""

    async def shares(self, at: datetime, limit: int = 200) -> Sequence[Share]:
        """Return links that hold at *at*, the one that ends first first."""

    async def alike_shares(self, begin: str) -> Sequence[str]:
        """Return ids of links that begin so, at most two."""

    async def unshare(
        self, ident: str, by: str, at: datetime, line: Line | None = None
    ) -> Share | None:
        """End a link; return it as it now is, None if there is none or it is over."""
