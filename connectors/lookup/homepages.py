"""Asks what people say of themselves: the account that a domain names, what a page links to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from connectors import http
from connectors.wire import atproto
from connectors.wire.reading import UnreadableError
from monitor.domain.addresses import Network
from monitor.domain.proof import WELL_KNOWN, Shown
from monitor.ports import RefusedError, TransientError

LARGEST: Final = 4 << 20
"""Most bytes of a page that are taken."""

WITHIN: Final = timedelta(seconds=15)
PATIENCE: Final = timedelta(seconds=30)
REDIRECTS: Final = 4

_DOMAIN: Final = re.compile(r"(?=.{3,253}\Z)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.ASCII)


class Homepages:
    """Pages of people and clubs, on public addresses only.

    Args:
        allow: Networks of one's own that they may be in.
        well_known: Where a domain names its account; `{handle}` stands for the domain.
    """

    def __init__(
        self, asker: http.Asker, allow: Sequence[Network] = (), well_known: str = WELL_KNOWN
    ) -> None:
        self._asker = asker
        self._allow = tuple(allow)
        self._well_known = well_known

    async def named(self, handle: str) -> str | None:
        """Return the id that the domain *handle* names; None where it names none in a file.

        A domain may name it by DNS instead, so that silence says nothing.
        """
        if not _DOMAIN.fullmatch(handle):
            return None
        try:
            answer = await self._ask(self._well_known.format(handle=handle), 4096)
            return atproto.proven_did(answer.body.decode("ascii").strip(), "did")
        except (TransientError, RefusedError, UnreadableError, UnicodeDecodeError):
            return None

    async def shown(self, url: str) -> Shown:
        """Return the page at *url*, or why it could not be asked."""
        try:
            answer = await self._ask(url, LARGEST)
        except http.NotKnownError:
            return Shown()
        except (TransientError, RefusedError) as error:
            return Shown(trouble=str(error))
        return Shown(answer.body.decode("utf-8", "replace"), answer.url)

    async def _ask(self, url: str, limit: int) -> http.Answer:
        return await self._asker.ask(
            http.Question(
                url=url,
                limit=limit,
                within=WITHIN,
                patience=PATIENCE,
                redirects=REDIRECTS,
                public=True,
                allow=self._allow,
            )
        )
