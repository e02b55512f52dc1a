"""Asks one Mastodon server: lists page by page, single statuses.

Its Link headers name the pages. Where a server sends none, statuses are gone on from by their ids;
lists of accounts can't be, as only those headers know their places.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import msgspec
from yarl import URL

from connectors import http
from connectors.wire.mastodon import order
from connectors.wire.reading import UnreadableError, cut, read
from monitor.ports import TransientError

Params = Sequence[tuple[str, str]]

LARGEST: Final = 8 << 20
"""Most bytes of an answer that are taken; 40 statuses are some 200 kB."""

PATIENCE: Final = timedelta(seconds=30)
TRIES: Final = 2
PAGES: Final = 100
"""Pages of one list that are read at once."""

_decode_list = msgspec.json.Decoder(list[msgspec.Raw]).decode
_LINK: Final = re.compile(r'<([^<>]{1,2000})>\s*;[^,<]{0,200}?\brel="?(next|prev)"?')


class NoListError(TransientError):
    """What was answered is no list.

    Attributes:
        raw: What came, cut as dead letters are.
        reason, detail: Why it can't be read.
    """

    def __init__(self, body: bytes, error: UnreadableError) -> None:
        super().__init__(f"what the server answers can't be read: {error.detail}")
        self.raw = cut(body)
        self.reason = error.reason
        self.detail = error.detail


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a list.

    Attributes:
        items: As the server orders them.
        received: Bytes of it.
    """

    items: Sequence[msgspec.Raw]
    received: int


@dataclass(frozen=True, slots=True)
class Server:
    """One server as one credential sees it."""

    asker: http.Asker
    url: str
    token: str | None
    within: timedelta

    async def list(
        self,
        path: str,
        params: Params,
        rel: str,
        most: int = PAGES,
        rising: Callable[[Sequence[msgspec.Raw]], str | None] | None = None,
    ) -> AsyncIterator[Sheet]:
        """Yield the pages of the list at *path*: the first, and then those that *rel* leads to.

        Args:
            rising: Returns the newest id of a page, from which a server that sends no Link headers
                is asked on (`min_id`) as long as it rises; without, such a list is one page.

        Raises:
            NoListError: A page is no list.
            TransientError, RefusedError: As asking does; `NotKnownError` where there is none.
        """
        url = URL(f"{self.url}{path}").with_query(list(params))
        newest = dict(params).get("min_id")
        for _ in range(most):
            answer = await self._ask(url)
            sheet = _sheet(answer)
            yield sheet
            onward = _onward(answer, rel)
            if not sheet.items:
                return
            if onward is not None:
                url = url.with_query(onward.query)  # whatever host a proxy makes it name
                continue
            last, newest = newest, rising(sheet.items) if rising is not None else None
            if "Link" in answer.headers or newest is None or not _rises(last, newest):
                return
            url = url.update_query(min_id=newest)

    async def one(self, path: str, params: Params = ()) -> bytes | None:
        """Return what stands at *path*; None where nothing does, or no longer.

        Raises:
            TransientError, RefusedError: As asking does.
        """
        try:
            url = URL(f"{self.url}{path}").with_query(list(params))
            return (await self._ask(url)).body
        except http.GoneError:
            return None

    @property
    def headers(self) -> dict[str, str]:
        """What shows the credential."""
        return {} if self.token is None else {"Authorization": f"Bearer {self.token}"}

    async def _ask(self, url: URL) -> http.Answer:
        return await self.asker.ask(
            http.Question(
                url=str(url),
                headers={"Accept": "application/json", **self.headers},
                limit=LARGEST,
                within=self.within,
                patience=PATIENCE,
                tries=TRIES,
                credential="" if self.token is None else "token",
            )
        )


def _rises(last: str | None, newest: str) -> bool:
    return last is None or order(newest) > order(last)


def _sheet(answer: http.Answer) -> Sheet:
    try:
        return Sheet(_decode_list(answer.body), answer.received)
    except (ValueError, RecursionError):
        pass
    try:
        return Sheet(read(_decode_list, answer.body), answer.received)
    except UnreadableError as error:
        raise NoListError(answer.body, error) from None


def _onward(answer: http.Answer, rel: str) -> URL | None:
    """Return where the Link header says that *rel* is; None where it doesn't, or nowhere."""
    for found in _LINK.finditer((answer.headers.get("Link") or "")[:10_000]):
        if found[2] == rel:
            try:
                return URL(answer.url).join(URL(found[1]))
            except ValueError:
                return None
    return None
