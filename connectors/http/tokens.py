"""Tokens that an app gets for its own credentials (RFC 6749, 4.4), kept while they hold."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import msgspec

from connectors import http
from connectors.wire.reading import UnreadableError, read
from monitor.ports import TransientError

PATH: Final = "/api/v1/access_token"
EARLY: Final = timedelta(minutes=2)
"""So long before a token ends another is asked for."""

_LONGEST: Final = timedelta(days=1)
_WITHIN: Final = timedelta(seconds=20)


class _Token(msgspec.Struct):
    access_token: str
    expires_in: float = 3600


_decode: Final = msgspec.json.Decoder(_Token).decode


@dataclass(slots=True)
class Tokens:
    """The tokens of one app."""

    asker: http.Asker
    url: str
    client: str
    secret: str = field(repr=False)
    _held: str = field(default="", repr=False)
    _until: datetime | None = None

    async def get(self, now: datetime, *, fresh: bool = False) -> str:
        """Return a token that holds; *fresh*: not the last one.

        Raises:
            TransientError, RefusedError: As asking does.
        """
        if self._until is not None and now < self._until and not fresh:
            return self._held
        shown = b64encode(f"{self.client}:{self.secret}".encode()).decode()
        answer = await self.asker.ask(
            http.Question(
                url=f"{self.url.rstrip('/')}{PATH}",
                headers={"Authorization": f"Basic {shown}", "Accept": "application/json"},
                form={"grant_type": "client_credentials"},
                limit=1 << 16,
                within=_WITHIN,
                patience=_WITHIN,
                credential="reddit",
            )
        )
        try:
            found = read(_decode, answer.body)
        except UnreadableError:
            raise TransientError("what was answered is no token") from None
        span = timedelta(seconds=min(max(found.expires_in, 0), _LONGEST.total_seconds()))
        self._held, self._until = found.access_token, now + span - EARLY
        return self._held
