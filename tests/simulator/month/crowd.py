"""What people say in a month, as the watch reads it: bucket by bucket, drawn as it is asked for."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Final, Protocol

from monitor.domain.campaign import Written
from monitor.domain.catalogue import Pairing
from monitor.domain.mention import Part, Topic
from monitor.ports.watching import Blank, Said, Talk
from tests.benchmarks.spikes.draw import gauss, negative_binomial, poisson
from tests.simulator.month.plan import BUCKET, Mix, Month, Swell
from tests.simulator.month.words import chat
from tests.simulator.month.world import PLATFORM

CONNECTOR: Final = "bluesky"
SHAPE: Final = 4
MEMORY: Final = 0.98
NOISE: Final = 0.07
SWING: Final = 0.7
USUAL: Final[Mix] = {
    Topic.TRANSFER: 0.50, Topic.OTHER: 0.36, Topic.MATCH: 0.09, Topic.INJURY: 0.05,
}  # fmt: skip
REGULARS: Final = 40
"""Accounts that speak of any pairing, and more the more it is spoken of."""
KEPT: Final = 12
"""Buckets that are remembered; the watch reads six."""


class Stored(Protocol):
    """What went through the pipeline, of which the crowd doesn't know."""

    async def said(
        self, since: datetime, until: datetime, pairings: Collection[Pairing] | None = None
    ) -> Sequence[Said]: ...

    async def talk(
        self, pairings: Collection[Pairing], since: datetime, until: datetime
    ) -> Mapping[Pairing, Sequence[Talk]]: ...

    async def written(
        self, pairing: Pairing, since: datetime, until: datetime, before: datetime | None
    ) -> Sequence[Written]: ...


class Crowd:
    """The crowd of a month; implements `storage.rehearsal.Past`."""

    def __init__(self, month: Month) -> None:
        self._month = month
        self.stored: Stored | None = None
        self._draw = Random(f"crowd {month.season} {month.seed}")
        self._noise = {pairing: 0.4 * gauss(self._draw) for pairing in month.rates}
        self._late = {pairing: self._draw.random() * 1.2 for pairing in month.rates}
        self._swells = _by_bucket(month)
        self._by_name = {
            f"{each.pairing} swell {each.first}": each
            for one in month.happenings
            for each in one.swells
        }
        posts = (post for one in month.happenings for post in one.posts)
        self._posts = sorted(post.seen_at for post in posts)
        self._made = 0
        self._lately: deque[tuple[datetime, list[Said]]] = deque(maxlen=KEPT)
        self._counts: dict[Pairing, list[Talk]] = {}
        self.mentions = 0

    async def begin(self, names: Collection[str], now: datetime) -> Mapping[str, datetime]:
        del now  # all are watched from the start of the month
        return dict.fromkeys(names, self._month.start)

    async def said(
        self, since: datetime, until: datetime, pairings: Collection[Pairing] | None = None
    ) -> Sequence[Said]:
        """Return what was said in buckets that start in [since, until)."""
        self._go_on(until)
        found = [one for at, some in self._lately if since <= at < until for one in some]
        if self.stored is not None and self._posted(since, until):
            found += await self.stored.said(since, until, None)
        if pairings is None:
            return found
        return [one for one in found if one.pairing in pairings]

    async def talk(
        self, pairings: Collection[Pairing], since: datetime, until: datetime
    ) -> Mapping[Pairing, Sequence[Talk]]:
        """Return how many spoke in buckets in [since, until)."""
        self._go_on(until)
        return {
            pairing: [one for one in self._counts.get(pairing, ()) if since <= one.start < until]
            for pairing in pairings
        }

    async def shares(self, since: datetime, until: datetime) -> Mapping[Pairing, Mapping[str, int]]:
        """There is one source, and it is never away."""
        del since, until
        return {}

    async def blanks(self, since: datetime) -> Sequence[Blank]:
        """Nothing was missed."""
        del since
        return ()

    async def written(
        self, pairing: Pairing, since: datetime, until: datetime, before: datetime | None
    ) -> Sequence[Written]:
        """Return one text of each account about *pairing*, at most 1,000."""
        found: dict[bytes, Written] = {}
        for at, some in self._lately:
            for one in some if since <= at < until else ():
                if one.pairing == pairing and one.topic is not Topic.MATCH:
                    found.setdefault(one.author, self._text(one, before))
        stored = await self.stored.written(pairing, since, until, before) if self.stored else ()
        return [*found.values(), *stored][:1_000]

    def _posted(self, since: datetime, until: datetime) -> bool:
        """Whether anything went through the pipeline then."""
        return bisect_left(self._posts, since) < bisect_left(self._posts, until + KEPT * BUCKET)

    def _text(self, one: Said, before: datetime | None) -> Written:
        """Return what an account wrote, the same each time it is asked."""
        name = one.author.decode()
        swell = self._by_name.get(name.rsplit(" ", 1)[0])
        draw = Random(name)
        tagged = swell is not None and draw.random() < swell.tagged
        alike = swell is not None and draw.random() < swell.alike
        fresh = swell is not None and draw.random() < swell.fresh
        known = None if before is None else not fresh
        return Written(one.author, chat(one.pairing, draw, tagged=tagged, alike=alike), known)

    def _go_on(self, until: datetime) -> None:
        """Draw the buckets up to *until*."""
        start = self._month.start
        while start + self._made * BUCKET < until:
            at = start + self._made * BUCKET
            some = [*self._usual(at), *self._swelling(at)]
            self._lately.append((at, some))
            self._count(at, some)
            self.mentions += len(some)
            self._made += 1

    def _count(self, at: datetime, some: Sequence[Said]) -> None:
        spoke: dict[Pairing, set[bytes]] = {}
        for one in some:
            if one.topic is not Topic.MATCH:
                spoke.setdefault(one.pairing, set()).add(one.author)
        for pairing, authors in spoke.items():
            self._counts.setdefault(pairing, []).append(Talk(at, CONNECTOR, len(authors)))

    def _usual(self, at: datetime) -> Iterator[Said]:
        """Yield the usual talk of a bucket."""
        draw = self._draw
        day = (at.hour * 12 + at.minute // 5) / 288
        for pairing, rate in self._month.rates.items():
            noise = MEMORY * self._noise[pairing] + NOISE * gauss(draw)
            self._noise[pairing] = noise
            hour = math.exp(SWING * math.sin(math.tau * (day - 0.45) + self._late[pairing]))
            many = negative_binomial(draw, rate * hour * math.exp(noise), SHAPE)
            if many:
                people = REGULARS + int(600 * rate)
                topics = draw.choices([*USUAL], [*USUAL.values()], k=many)
                for topic in topics:
                    who = int(people * draw.random() ** 1.6)
                    aimed = draw.random() < 0.6
                    claims = topic is Topic.TRANSFER and draw.random() < 0.04
                    yield said(pairing, at, f"{pairing} {who}", topic, aimed=aimed, claims=claims)

    def _swelling(self, at: datetime) -> Iterator[Said]:
        """Yield what is said on top of the usual."""
        draw = self._draw
        for swell, rate in self._swells.get(self._made, ()):
            topics = [*swell.mix]
            weights = [*swell.mix.values()]
            for _ in range(poisson(draw, rate)):
                topic = draw.choices(topics, weights)[0]
                loud = draw.random() < swell.loudest
                who = 0 if loud else int(swell.people * draw.random())
                yield said(
                    swell.pairing,
                    at,
                    f"{swell.pairing} swell {swell.first} {who}",
                    topic,
                    aimed=draw.random() < swell.aimed,
                    claims=topic is Topic.TRANSFER and draw.random() < swell.claiming,
                )


def said(
    pairing: Pairing,
    at: datetime,
    who: str,
    topic: Topic,
    *,
    aimed: bool,
    claims: bool,
) -> Said:
    """Return one mention."""
    return Said(
        pairing=pairing,
        start=at,
        author=who.encode(),
        platform=PLATFORM,
        connector=CONNECTOR,
        topic=topic,
        part=Part.DESTINATION if aimed else Part.MENTIONED,
        stage="talks" if claims else None,
    )


def _by_bucket(month: Month) -> Mapping[int, Sequence[tuple[Swell, float]]]:
    found: dict[int, list[tuple[Swell, float]]] = {}
    swells = [each for one in month.happenings for each in one.swells]
    for swell in (*swells, *month.fixtures):
        for step, rate in enumerate(swell.rates):
            found.setdefault(swell.first + step, []).append((swell, rate))
    return found
