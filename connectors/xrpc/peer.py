"""Asks methods of the AT Protocol, so many a look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final, TypeVar

from connectors import http
from connectors.wire.reading import UnreadableError, cut
from connectors.wire.xrpc import Broken, Listing
from monitor.domain.addresses import Network
from monitor.ports import DeadLetter, TransientError

T = TypeVar("T")

LARGEST: Final = 8 << 20
"""Most bytes of an answer; 100 posts are some 400 kB."""

PATIENCE: Final = timedelta(seconds=30)
TRIES: Final = 2

BURIED: Final = 1_000
"""Broken items that are remembered, so that each becomes one dead letter."""


class SpentError(Exception):
    """This look has asked as often as it may; the rest is for the next one."""


@dataclass(slots=True, kw_only=True)
class Peer:
    """Asks on behalf of one look after the other.

    Attributes:
        name: The connector's.
        most: Requests of one look.
        asked, received, dead: What this look came to so far.
    """

    asker: http.Asker
    name: str
    within: timedelta
    allow: Sequence[Network]
    most: int
    asked: int = 0
    received: int = 0
    dead: list[DeadLetter] = field(default_factory=list)
    _buried: dict[bytes, None] = field(default_factory=dict)

    def begin(self) -> None:
        """Begin a look."""
        self.asked = self.received = 0
        self.dead = []

    async def ask(
        self, host: str, path: str, params: Sequence[tuple[str, str]] = (), *, public: bool = False
    ) -> bytes:
        """Return what *host* answers.

        Args:
            public: Strangers name the host: only public addresses are asked, and allowed ones.

        Raises:
            SpentError: Enough was asked.
            TransientError: It may work later.
            RefusedError: A person must act.
        """
        if self.asked >= self.most:
            raise SpentError
        self.asked += 1
        question = http.Question(
            url=f"{host.rstrip('/')}/{path}",
            params=params,
            limit=LARGEST,
            within=self.within,
            patience=PATIENCE,
            tries=TRIES,
            public=public,
            allow=tuple(self.allow) if public else (),
        )
        answer = await self.asker.ask(question)
        self.received += answer.received
        return answer.body

    async def list(
        self,
        host: str,
        method: str,
        params: Sequence[tuple[str, str]],
        read: Callable[[bytes], Listing[T]],
        now: datetime,
        *,
        public: bool = False,
    ) -> Listing[T]:
        """Return one page of a list, what is broken on it buried.

        Raises:
            As `ask`; TransientError too where the answer is no such list.
        """
        body = await self.ask(host, f"xrpc/{method}", params, public=public)
        try:
            listing = read(body)
        except UnreadableError as error:
            self.bury((Broken(cut(body), error),), method, now)
            raise TransientError(f"{method} was answered with what is no list: {error}") from None
        self.bury(listing.broken, method, now)
        return listing

    def bury(self, broken: Sequence[Broken], method: str, now: datetime) -> None:
        """Make dead letters of what can't be read, once of each."""
        for one in broken:
            key = sha256(one.raw).digest()
            if key in self._buried:
                continue
            self._buried[key] = None
            if len(self._buried) > BURIED:
                del self._buried[next(iter(self._buried))]
            letter = DeadLetter(
                connector=self.name,
                place=method,
                raw=one.raw,
                reason=one.error.reason,
                detail=one.error.detail,
                seen_at=now,
            )
            self.dead.append(letter)
