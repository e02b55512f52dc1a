"""Where an account's repository stands, as its DID document says."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import quote, unquote

import msgspec

from connectors.wire.reading import UnreadableError, read
from connectors.xrpc.peer import Peer
from monitor.domain.text import clean
from monitor.ports import TransientError

KNOWN_FOR: Final = timedelta(days=1)
"""Accounts move seldom; one that is no longer found where it was is looked for at once."""

KNOWN: Final = 10_000

_SERVICE: Final = "#atproto_pds"


class _Service(msgspec.Struct):
    id: str
    endpoint: str = msgspec.field(name="serviceEndpoint")


class _Document(msgspec.Struct):
    service: list[msgspec.Raw] = []


_decode_document = msgspec.json.Decoder(_Document).decode
_decode_service = msgspec.json.Decoder(_Service).decode


class Directory:
    """Resolves DIDs of the two methods that Bluesky knows: `did:plc` and `did:web`.

    Args:
        url: Where the directory of `did:plc` stands.
    """

    def __init__(self, peer: Peer, url: str) -> None:
        self._peer = peer
        self._url = url
        self._known: OrderedDict[str, tuple[datetime, str]] = OrderedDict()

    async def home(self, did: str, now: datetime) -> str:
        """Return the address of the server that holds the repository of *did*.

        Raises:
            TransientError: The directory can't be asked, or its answer names none.
            RefusedError: It knows no such account.
            SpentError: Enough was asked.
        """
        known = self._known.get(did)
        if known is not None and now - known[0] < KNOWN_FOR:
            return known[1]
        found = await self._resolve(did)
        self._known[did] = (now, found)
        self._known.move_to_end(did)
        while len(self._known) > KNOWN:
            self._known.popitem(last=False)
        return found

    def forget(self, did: str) -> None:
        """The account is not where it was."""
        self._known.pop(did, None)

    async def _resolve(self, did: str) -> str:
        method, _, name = did.removeprefix("did:").partition(":")
        if method == "web":
            host = unquote(name.partition(":")[0])
            body = await self._peer.ask(f"https://{host}", ".well-known/did.json", public=True)
        else:
            body = await self._peer.ask(self._url, quote(did, safe=":"))
        try:
            found = endpoint(body)
        except UnreadableError as error:
            raise TransientError(
                f"the directory says of {did} what can't be read: {error}"
            ) from None
        if found is None:
            raise TransientError(f"the directory names no server of {did}: it may be closed")
        return found


def endpoint(document: bytes) -> str | None:
    """Return the address of the repository's server in a DID *document*; None if it has none.

    Raises:
        UnreadableError: It is no such document.
    """
    for raw in read(_decode_document, document).service:
        try:
            service = read(_decode_service, raw)
        except UnreadableError:
            continue
        if service.id.endswith(_SERVICE):
            url = clean(service.endpoint[:500]).strip()
            return url if url.startswith(("https://", "http://")) else None
    return None
