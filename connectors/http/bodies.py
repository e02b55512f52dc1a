"""What is taken of an answer: bounded as it is received, and as it inflates."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncIterator
from typing import Final

import aiohttp

from monitor.ports import TransientError

ACCEPTED: Final = "gzip"
"""The only compression that is asked for, and taken: each other one is a library more."""

_CHUNK: Final = 1 << 16
_GZIP: Final = 16 + zlib.MAX_WBITS
_PLAIN: Final = frozenset({"", "identity"})
_ZIPPED: Final = frozenset({"gzip", "x-gzip"})


async def body(answer: aiohttp.ClientResponse, limit: int, url: str) -> tuple[bytes, int]:
    """Return the body of *answer*, which comes as it was sent, and the bytes received for it.

    Args:
        limit: Most bytes that are taken, as received and as inflated.

    Raises:
        TransientError: There are more, it is broken off, or in a coding that we didn't ask for.
    """
    coding = answer.headers.get("Content-Encoding", "").strip().lower()
    if coding not in _PLAIN | _ZIPPED:
        raise TransientError(f"{url} answered in {coding[:20]!r}, which was not asked for")
    if (answer.content_length or 0) > limit:
        raise TransientError(f"{url} wants to send over {limit} bytes")
    received = 0
    parts = []

    async def chunks() -> AsyncIterator[bytes]:
        nonlocal received
        async for chunk in answer.content.iter_chunked(_CHUNK):
            received += len(chunk)
            if received > limit:
                raise TransientError(f"{url} sent over {limit} bytes")
            yield chunk

    if coding in _PLAIN:
        parts = [chunk async for chunk in chunks()]
    else:
        parts = [part async for part in _inflated(chunks(), limit, url)]
    return b"".join(parts), received


async def _inflated(chunks: AsyncIterator[bytes], limit: int, url: str) -> AsyncIterator[bytes]:
    """Yield what gzip's *chunks* inflate to, a little at a time so that the loop goes on."""
    inflater, size = zlib.decompressobj(_GZIP), 0
    async for chunk in chunks:
        rest = chunk
        while rest:
            if inflater.eof:  # gzip may be several streams, one after the other
                inflater = zlib.decompressobj(_GZIP)
            try:
                part = inflater.decompress(rest, _CHUNK)
            except zlib.error:
                if size:  # what follows the end of a stream is padding
                    return
                raise TransientError(f"{url} answered in broken gzip") from None
            size += len(part)
            if size > limit:
                raise TransientError(f"{url} inflates to over {limit} bytes")
            yield part
            rest = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
            await asyncio.sleep(0)
    if not inflater.eof:
        raise TransientError(f"{url} broke off")
