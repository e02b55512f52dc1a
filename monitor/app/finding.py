"""Finds feeds: those that a page names, and those of a list."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from connectors import http
from connectors.feeds import finding, opml, reading
from connectors.feeds.charset import decoded
from connectors.feeds.entries import entries
from connectors.feeds.finding import Offer
from connectors.wire.reading import UnreadableError
from monitor.app.almanac import read_catalogue
from monitor.app.parts import outward
from monitor.domain.addresses import Network
from monitor.ports import Clock, RefusedError
from monitor.settings import Settings

WITHIN: Final = timedelta(seconds=20)
REDIRECTS: Final = 5


async def find(
    settings: Settings, url: str, clock: Clock, allow: Sequence[Network] = ()
) -> list[str]:
    """Return entries for the feeds that the page at *url* names; for itself, where it is one.

    Args:
        allow: Networks of one's own that it may be in.

    Raises:
        TransientError, RefusedError: It can't be asked.
        CatalogueError: The catalogue can't be used.
    """
    question = http.Question(
        url=url,
        limit=reading.LARGEST,
        within=WITHIN,
        redirects=REDIRECTS,
        public=True,
        allow=tuple(allow),
    )
    async with outward(settings) as session:
        answer = await http.Asker(session, clock, http.Hosts()).ask(question)
    return _written(settings, await asyncio.to_thread(_offered, answer))


def listed(settings: Settings, body: bytes) -> list[str]:
    """Return entries for the feeds of an OPML list.

    Raises:
        RefusedError: It is none.
        CatalogueError: The catalogue can't be used.
    """
    try:
        return _written(settings, opml.read(body))
    except UnreadableError as error:
        raise RefusedError(f"this is no OPML that can be read: it {error.detail}") from None


def _offered(answer: http.Answer) -> list[Offer]:
    kind = answer.headers.get("Content-Type", "")
    try:
        reading.read(answer.body, kind)
    except UnreadableError:
        return finding.offers("".join(decoded(answer.body, kind)), answer.url)
    return [Offer(answer.url)]


def _written(settings: Settings, offers: Sequence[Offer]) -> list[str]:
    taken = [str(entry.get("name")) for entry in settings.connectors]
    return entries(offers, taken, _domains(settings))


def _domains(settings: Settings) -> Mapping[str, str]:
    sources = read_catalogue(settings).sources.values()
    return {domain: s.slug for s in sources if s.publishes for domain in s.domains}
