"""How much is said: mentions tallied into five-minute buckets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from monitor.domain.catalogue import Pairing


@dataclass(frozen=True, slots=True, order=True)
class Bucket:
    """What is counted apart: one pairing, five minutes, one connector."""

    pairing: Pairing
    start: datetime
    connector: str


@dataclass(frozen=True, slots=True)
class Tally:
    """What one bucket gained.

    Attributes:
        mentions: Activities linked to the pairing.
        transfer: Those of them whose topic is the transfer.
        late: Those that arrived too late to change a verdict.
        authors: Seals of who acted, each once.
    """

    mentions: int
    transfer: int
    late: int
    authors: frozenset[bytes]


@dataclass(frozen=True, slots=True)
class Counted:
    """One mention, as far as counting goes."""

    bucket: Bucket
    author: bytes
    transfer: bool
    late: bool


def tally(counted: Iterable[Counted]) -> Mapping[Bucket, Tally]:
    """Return what each bucket gains by *counted*."""
    grouped: dict[Bucket, list[Counted]] = {}
    for one in counted:
        grouped.setdefault(one.bucket, []).append(one)
    return {
        bucket: Tally(
            mentions=len(ones),
            transfer=sum(one.transfer for one in ones),
            late=sum(one.late for one in ones),
            authors=frozenset(one.author for one in ones),
        )
        for bucket, ones in grouped.items()
    }
