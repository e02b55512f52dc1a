"""One page of a list, each item read by itself: one that is broken is set apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec

from connectors.wire.reading import UnreadableError, cut, read

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Broken:
    """An item that can't be read."""

    raw: bytes
    error: UnreadableError


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Generic[T]):
    """One page of a list.

    Attributes:
        items: As they stand there.
        onward: Where the next page begins; None = this is the last.
        broken: Items that can't be read.
        subject: Address of the record that it is about, where it says so.
    """

    items: tuple[T, ...] = ()
    onward: str | None = None
    broken: tuple[Broken, ...] = ()
    subject: str | None = None


class Sheet(msgspec.Struct):
    """A page as it stands on the wire, whatever it lists."""

    cursor: str | None = None
    uri: str | None = None
    records: list[msgspec.Raw] | None = None
    likes: list[msgspec.Raw] | None = None
    reposted: list[msgspec.Raw] | None = msgspec.field(name="repostedBy", default=None)
    posts: list[msgspec.Raw] | None = None
    profiles: list[msgspec.Raw] | None = None


class Named(msgspec.Struct):
    """Anything that says where it stands."""

    uri: str


_decode_page = msgspec.json.Decoder(Sheet).decode
_decode_named = msgspec.json.Decoder(Named).decode


def sheet(body: bytes, field: str) -> Sheet:
    """Return the page that *body* is.

    Raises:
        UnreadableError: It is none, or has no *field*.
    """
    page = read(_decode_page, body)
    if getattr(page, field) is None:
        raise UnreadableError("bad_type", f"{field} is missing")
    return page


def sorted_out(page: Sheet, raws: list[msgspec.Raw] | None, of: Callable[[Any], T]) -> Listing[T]:
    """Return the items of *page* that can be read, those that can't set apart."""
    items: list[T] = []
    broken: list[Broken] = []
    for raw in raws or ():
        try:
            items.append(of(raw))
        except UnreadableError as error:
            broken.append(Broken(cut(bytes(raw)), error))
    return Listing(
        items=tuple(items), onward=page.cursor or None, broken=tuple(broken), subject=page.uri
    )


def named(raw: msgspec.Raw) -> Named:
    """Return where *raw* says that it stands."""
    return read(_decode_named, raw)
