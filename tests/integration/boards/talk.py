"""Who speaks of whom on the simulated evening, and what the watch makes of it.

The posts are the demo's; the table at which they are scored is the one that is shipped.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from monitor.domain.catalogue import Catalogue, Pairing
from monitor.domain.mention import Part, Topic
from monitor.domain.spike import Detector
from monitor.domain.spiking import Loudness
from monitor.domain.timing import BUCKET, bucket_of
from monitor.ports import Said
from monitor.watching.hearing import by_pairing
from monitor.watching.table import WINDOW, Bucket, Seat, Table
from monitor.watching.usual import Shares
from tests.simulator.demo import CUT, MEND
from tests.simulator.plot import HISTORY, MADRID, PAIRINGS, START, STORY, Moment, minute

QUIET: Final[Mapping[tuple[str, str], float]] = {
    ("sergio-ramos", "monterrey"): 5.0,
    ("sergio-ramos", "boca-juniors"): 3.0,
}
"""The player's other clubs, which the demo has none of: accounts in half an hour."""

WATCHED: Final = tuple(Pairing(*slugs) for slugs in (*PAIRINGS, *QUIET))

TALE: Final = Pairing(*STORY)
"""The pairing that it is all about."""

SOURCE: Final = "bluesky"
"""Where nearly all of it is said."""


class Talk:
    """All pairings at the table, from bucket to bucket.

    Attributes:
        loudness: How loud each is, as far as it was seen.
    """

    def __init__(self, moments: list[Moment]) -> None:
        said = [*_said(moments), *_besides()]
        self.loudness: dict[Pairing, Loudness] = {}
        self._table = Table(Catalogue())
        for pairing in WATCHED:
            self._table.seats[pairing] = _seat()
        self._shares = Shares({pairing: {SOURCE: 40} for pairing in WATCHED})
        self._said: dict[datetime, list[Said]] = {}
        for one in said:
            self._said.setdefault(one.start, []).append(one)

    @property
    def common(self) -> float:
        """How many times their usual all pairings are at."""
        return self._table.common

    @property
    def unknown(self) -> int:
        """Verdicts that were withheld, so far."""
        return self._table.unknown

    def score(self, end: datetime) -> None:
        """Score the five minutes before *end*, as the watch does."""
        starts = (end - WINDOW + place * BUCKET for place in range(WINDOW // BUCKET))
        said = by_pairing(one for start in starts for one in self._said.get(start, ()))
        missing = (SOURCE,) if cut(end - BUCKET / 2) else ()
        for case in self._table.score(Bucket(end=end, said=said, missing=missing), self._shares):
            self._table.seats[case.spike.pairing].spike = case.spike
        self.loudness = {
            pairing: loud
            for pairing, seat in self._table.seats.items()
            if (loud := seat.loudness) is not None
        }


def cut(at: datetime) -> bool:
    """Whether nothing is read of the wire; what is said on it then comes too late to count."""
    return minute(CUT) < at <= minute(MEND)


def _seat() -> Seat:
    return Seat(START - HISTORY, MADRID, Detector())


def _said(moments: list[Moment]) -> Iterator[Said]:
    for moment in moments:
        if moment.pairing is not None and not cut(moment.at):
            topic = Topic.TRANSFER if moment.counts else Topic.MATCH
            yield _one(Pairing(*moment.pairing), moment.at, moment.author, topic)


def _besides() -> Iterator[Said]:
    draw = random.Random(11)
    for slugs, usual in QUIET.items():
        at, step = START - HISTORY, WINDOW / usual
        while (at := at + step * draw.uniform(0.4, 1.6)) < START + timedelta(hours=3):
            if not cut(at):
                yield _one(Pairing(*slugs), at, f"{slugs} {at}", Topic.TRANSFER)


def _one(pairing: Pairing, at: datetime, author: str, topic: Topic) -> Said:
    return Said(
        pairing=pairing, start=bucket_of(at), author=author.encode(), platform=SOURCE,
        connector=SOURCE, topic=topic, part=Part.DESTINATION,
    )  # fmt: skip
