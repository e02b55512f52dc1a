"""What programs and feeds are served from, beside what the pages are made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from monitor.domain.desk.logbook import Hand
from monitor.domain.desk.share import Share
from monitor.ports.gazette import Gazette


class Sharing(Protocol):
    """Makes links to stories, ends them, and knows its own."""

    async def add(self, story: str, lasts: timedelta, hand: Hand, note: str) -> Share | None:
        """Return a new link to *story*, stored; None if there is no such story.

        Raises:
            ShareError: It can't be made so.
        """

    async def end(self, ident: str, hand: Hand) -> Share | None:
        """End a link; return it as it now is, None if there is none or it is over."""

    async def listed(self) -> Sequence[Share]:
        """Return links that hold, the one that ends first first."""

    async def open(self, token: str) -> Share | None:
        """Return the link that *token* is of, while it holds; None once it was ended.

        Raises:
            ForgedError: It is none of ours.
            ExpiredError: Its time is over.
        """

    def link(self, one: Share) -> str:
        """Return the address under which *one* is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsstand:
    """What programs and feeds are served from.

    Attributes:
        install: Tells this installation from others; no secret.
    """

    gazette: Gazette
    sharing: Sharing
    version: str
    install: str = field(repr=False)
