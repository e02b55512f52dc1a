"""All that the strength of a rumour is judged by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from monitor.domain.act import Act
from monitor.domain.catalogue import Pairing, Relation
from monitor.domain.rumour.record import Record
from monitor.domain.rumour.testimony import Testimony


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that the strength of a rumour is judged by; in any order.

    Attributes:
        testimonies: About this pairing, of this window.
        rivals: About the same player and other clubs, his own among them.
        acts: Decisive acts about this pairing, those that were taken back too.
        reports: Seals of the records that tell of one of *acts*: they weigh nothing more.
        relation: What the club is to the player now.
        closes: End of the window of the buying club's country; None for a free agent or where
            none is known: 90 days then.
        value: Market value in millions of euros, if known.
        records: By slug of the source.
        names: How sources are called, by slug; a slug without a name goes by itself.
    """

    pairing: Pairing
    testimonies: tuple[Testimony, ...] = ()
    rivals: tuple[Testimony, ...] = ()
    acts: tuple[Act, ...] = ()
    reports: frozenset[bytes] = frozenset()
    relation: Relation = Relation.NONE
    closes: datetime | None = None
    value: float | None = None
    records: Mapping[str, Record] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
