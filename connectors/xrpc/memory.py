"""What is known of the accounts that are watched: the cursor.

It holds keys of records of watched accounts, who are public. Who acted on their posts are private
people: they stand in it hidden, under the install's secret.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Final

import msgspec

from connectors.lists.membership import Membership
from monitor.ports import RefusedError

FORM: Final = 1


class Shelf(msgspec.Struct, omit_defaults=True):
    """The newest records of one kind of one account.

    Attributes:
        keys: Their keys, with spaces between.
        floor: The key from which on all are known.
        missed: Since when some are missing, in seconds since 1970.
    """

    keys: str = ""
    floor: str = ""
    missed: dict[str, int] = {}

    def membership(self) -> Membership:
        """Return it as who stands on a list."""
        missed = {key: datetime.fromtimestamp(at, UTC) for key, at in self.missed.items()}
        return Membership(members=frozenset(self.keys.split()), missed=missed)

    @classmethod
    def of(cls, keys: Collection[str], floor: str, missed: Mapping[str, datetime]) -> Shelf:
        """Return what is remembered of *keys*."""
        since = {key: int(at.timestamp()) for key, at in sorted(missed.items()) if key in keys}
        return cls(" ".join(sorted(keys)), floor, since)


class Face(msgspec.Struct, omit_defaults=True):
    """What an account said of itself; of its picture only a hash."""

    name: str = ""
    description: str = ""
    avatar: str = ""


class Person(msgspec.Struct, omit_defaults=True):
    """What is known of one account; shelves by collection."""

    shelves: dict[str, Shelf] = {}
    face: Face | None = None


class Memory(msgspec.Struct, forbid_unknown_fields=True):
    """What is known.

    Attributes:
        people: By DID.
        terms: How far each search is read, as ISO 8601.
        crowds: Who acted on hot posts, hidden.
    """

    form: int
    people: dict[str, Person] = {}
    terms: dict[str, str] = {}
    crowds: list[str] = []

    def cursor(self) -> str:
        """Return it as it is stored."""
        return _encode(self).decode()


_encode = msgspec.json.Encoder(order="deterministic").encode
_decode = msgspec.json.Decoder(Memory).decode


def recollect(cursor: str | None, name: str) -> Memory:
    """Return what the stored *cursor* of connector *name* says.

    Raises:
        RefusedError: It is none of this connector's.
    """
    if cursor is None:
        return Memory(FORM)
    try:
        found = _decode(cursor)
    except (ValueError, RecursionError):
        found = Memory(0)
    if found.form != FORM:
        raise RefusedError(f"the stored cursor of {name} is none of its own: {cursor[:40]!r}")
    return found
