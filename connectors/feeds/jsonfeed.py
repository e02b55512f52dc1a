"""JSON Feed, versions 1 and 1.1."""

from __future__ import annotations

from typing import Final

import msgspec

from connectors.feeds.contents import MOST, Entry, Feed
from connectors.wire.reading import UnreadableError

LARGEST: Final = 1 << 20
"""Most bytes that are read: it is read in one go, during which nothing else can run."""

_LONGEST: Final = 64_000
Text = str | int | float | None


class _Item(msgspec.Struct):
    id: Text = None
    url: str | None = None
    external_url: str | None = None
    title: str | None = None
    summary: str | None = None
    content_text: str | None = None
    content_html: str | None = None
    date_published: str | None = None
    date_modified: str | None = None
    language: str | None = None


class _Document(msgspec.Struct):
    items: list[msgspec.Raw]
    hubs: msgspec.Raw = msgspec.Raw(b"[]")
    language: str | None = None


class _Hub(msgspec.Struct):
    url: str
    type: str = ""


_decode_hubs = msgspec.json.Decoder(list[_Hub]).decode
_decode = msgspec.json.Decoder(_Document).decode
_decode_item = msgspec.json.Decoder(_Item).decode


def read(body: bytes) -> Feed:
    """Return the feed that *body* holds; items that are none are left out.

    Raises:
        UnreadableError: It is no JSON Feed.
    """
    if len(body) > LARGEST:
        raise UnreadableError("too_long", f"has over {LARGEST} bytes of JSON")
    try:
        document = _decode(body)
    except (ValueError, RecursionError) as error:
        raise UnreadableError("no_feed", f"is no JSON Feed: {str(error)[:200]}") from None
    entries, broken = [], ""
    for raw in document.items[:MOST]:
        try:
            entries.append(entry(raw))
        except UnreadableError as error:
            broken = error.detail
    if broken and not entries:
        raise UnreadableError("no_feed", broken)
    if len(document.items) > MOST:
        broken = f"has over {MOST} entries"
    lang, hub = document.language or "", _hub(document.hubs)
    return Feed(entries=entries, lang=lang, hub=hub, broken=broken)


def _hub(raw: msgspec.Raw) -> str:
    try:
        return next((hub.url for hub in _decode_hubs(raw) if hub.type == "WebSub"), "")
    except (ValueError, RecursionError):
        return ""


def entry(raw: bytes | msgspec.Raw) -> Entry:
    """Return the entry that one item is.

    Raises:
        UnreadableError: It is none.
    """
    try:
        item = _decode_item(raw)
    except (ValueError, RecursionError) as error:
        raise UnreadableError("bad_type", f"an item can't be read: {str(error)[:200]}") from None
    words = item.summary or item.content_text or item.content_html or ""
    return Entry(
        guid="" if item.id is None else str(item.id)[:_LONGEST],
        link=item.url or item.external_url or "",
        title=(item.title or "")[:_LONGEST],
        summary=words[:_LONGEST],
        published=item.date_published or "",
        updated=item.date_modified or "",
        lang=item.language or "",
    )
