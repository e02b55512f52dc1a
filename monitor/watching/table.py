"""The table at which the watch sits: every pairing's detector, from bucket to bucket."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from monitor.domain.alert import State
from monitor.domain.buzz import Buzz
from monitor.domain.catalogue import Catalogue, Pairing
from monitor.domain.spike import (
    LIMITS,
    Detector,
    Look,
    Signal,
    Standing,
    Surge,
    common,
    nears,
    starts,
    surge,
)
from monitor.domain.spike.detector import DAYS
from monitor.domain.spiking import Loudness, Spike
from monitor.domain.stories.raising import zone_of
from monitor.domain.timing import BUCKET
from monitor.domain.watermark import SLACK
from monitor.ports import Said, Watched
from monitor.watching import hearing
from monitor.watching.hearing import Heard
from monitor.watching.usual import UNKNOWN, Past, Shares
from monitor.watching.verdicts import LOUD, Case, follow

WINDOW: Final = 6 * BUCKET
"""What is told is counted over this."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """One bucket to be scored.

    Attributes:
        end: Its end.
        said: Prompt mentions of the window that ends with it.
        missing: Sources that were not seen in it.
        late: How long after the usual wait it is scored.
    """

    end: datetime
    said: Mapping[Pairing, Sequence[Said]]
    missing: tuple[str, ...] = ()
    late: timedelta = timedelta(0)

    @property
    def told_at(self) -> datetime:
        """When its score is told."""
        return self.end + SLACK + self.late


@dataclass(slots=True)
class Seat:
    """One pairing at the table.

    Attributes:
        buzz: How loud it was in the last bucket that was seen.
        seen: Whether that was the last bucket.
    """

    since: datetime
    zone: ZoneInfo
    detector: Detector
    spike: Spike | None = None
    buzz: Buzz | None = None
    seen: bool = True

    @property
    def state(self) -> State:
        """What its talk is at."""
        return State.QUIET if self.spike is None else self.spike.state

    @property
    def private(self) -> bool:
        """Whether it is a surge of talk about private life."""
        return self.spike is not None and self.spike.private

    @property
    def loudness(self) -> Loudness | None:
        """How loud it is; None = that isn't known, and it is at nothing that stands."""
        if self.buzz is not None:
            bound = self.detector.bound(self.buzz.expected)
            return Loudness(self.buzz, self.state, bound, seen=self.seen, private=self.private)
        if self.spike is not None and stands(self.spike):
            return Loudness(self.spike.latest, self.state, seen=False, private=self.private)
        return None

    def blind(self, missing: Sequence[str]) -> None:
        """Note that a bucket passed unseen, for want of the sources that are *missing*."""
        if self.spike is None or self.state not in LOUD:
            return
        latest = self.spike.latest
        names = tuple(sorted({*latest.blinded, *missing}))
        latest = replace(latest, blind=latest.blind + BUCKET, blinded=names)
        self.spike = replace(self.spike, latest=latest)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was seen of a pairing in one bucket: authors, scaled up for the share *unseen*."""

    count: float
    unseen: float
    local: datetime


@dataclass(slots=True)
class Table:
    """All pairings, changed in place with each bucket.

    Attributes:
        unknown: Verdicts that were withheld, so far.
        surges: The general surges of the last bucket: that of all pairings stands under None, and
            alone; else those of a club's, by club.
        common: How many times their usual all pairings were at, in the last bucket.
        near: Pairings that came near to a spike in the last bucket, as if they were in one.
    """

    catalogue: Catalogue
    seats: dict[Pairing, Seat] = field(default_factory=dict)
    unknown: int = 0
    surges: dict[str | None, Surge] = field(default_factory=dict)
    common: float = 1.0
    near: list[Case] = field(default_factory=list)

    def seat(self, one: Watched) -> bool:
        """Seat a pairing as it stands; return whether its snapshot could be used.

        One that is of other parameters, or damaged, is as good as none.
        """
        try:
            detector, usable = Detector.restore(one.state), True
        except ValueError:
            detector, usable = Detector(), False
        if not usable and one.spike is not None:
            detector.standing = _resumed(one.spike)
        zone = zone_of(self.catalogue, one.pairing.club)
        self.seats[one.pairing] = Seat(one.since, zone, detector, one.spike)
        return usable

    def learn(self, pairing: Pairing, since: datetime, past: Past) -> None:
        """Seat a pairing by what is stored of its past; an alert that stands goes on."""
        zone = zone_of(self.catalogue, pairing.club)
        detector = past.learn(pairing, since, zone)
        before = self.seats.get(pairing)
        if before is not None:
            detector.standing = before.detector.standing
        self.seats[pairing] = Seat(since, zone, detector, before.spike if before else None)

    def stand(self, pairing: Pairing) -> Watched:
        """Return how a pairing stands."""
        seat = self.seats[pairing]
        return Watched(
            pairing=pairing, since=seat.since, state=seat.detector.snapshot(), spike=seat.spike
        )

    def score(self, bucket: Bucket, shares: Shares) -> list[Case]:
        """Score *bucket* of every pairing; return those that are in a spike, or just were."""
        seen = self._see(bucket, shares)
        factors = self._common(seen)
        self.near = []
        cases = []
        for pairing, one in seen.items():
            seat = self.seats[pairing]
            look = seat.detector.update(
                one.count, one.local.hour, one.local.toordinal(), factors[pairing]
            )
            case = self._judge(pairing, seat, look, one, bucket, factors[pairing])
            if case is not None:
                cases.append(case)
        return cases

    def glance(self, bucket: Bucket) -> list[Case]:
        """Look at a *bucket* that is not scored yet, where pairings have no usual yet.

        What is there already can only grow: enough for a provisional alert now is enough then.
        Nothing is learnt, and what was told already is left to the score.
        """
        cases = []
        for pairing, said in bucket.said.items():
            seat = self.seats.get(pairing)
            if seat is None or seat.detector.warm or (stands(seat.spike) and _told(seat.spike)):
                continue
            heard = hearing.hear(said, self.catalogue)
            local = (bucket.end - BUCKET).astimezone(seat.zone)
            _, expected = seat.detector.outlook(0, local.hour)
            if not starts(Signal(None, heard.authors, expected)):
                continue
            faint = Buzz(
                at=bucket.end, window=WINDOW, authors=0, expected=expected, late=bucket.late
            )
            spike = follow(seat.spike, pairing, State.PROVISIONAL, _loud(faint, heard, seat))
            assert spike is not None
            cases.append(Case(before=seat.spike, spike=spike, heard=heard))
            seat.spike = spike
        return cases

    def loudest(self, club: str | None) -> Pairing | None:
        """Return the pairing, of a *club* or of all, of which most accounts speak."""
        ranked = (
            (-seat.buzz.authors, pairing)
            for pairing, seat in self.seats.items()
            if seat.buzz is not None and club in {None, pairing.club}
        )
        return min(ranked, default=(0, None))[1]

    def _see(self, bucket: Bucket, shares: Shares) -> dict[Pairing, _Seen]:
        """Return what was seen of each pairing; where too much is missing, it is passed over."""
        start = bucket.end - BUCKET
        seen = {}
        for pairing, seat in self.seats.items():
            local = start.astimezone(seat.zone)
            unseen = shares.unseen(pairing, bucket.missing)
            seat.seen = unseen <= UNKNOWN
            if not seat.seen:
                self.unknown += 1
                seat.detector.skip(local.hour)
                seat.blind(bucket.missing)
                continue
            count = hearing.count(bucket.said.get(pairing, ()), start) / (1 - unseen)
            seen[pairing] = _Seen(count, unseen, local)
        return seen

    def _common(self, seen: Mapping[Pairing, _Seen]) -> Mapping[Pairing, float]:
        """Return by how much all pairings, or all of a club, are above their usual, for each.

        Never by player: what rises together there is one story, and his clubs are no others to
        each other.
        """
        outlook = {
            pairing: self.seats[pairing].detector.outlook(one.count, one.local.hour)
            for pairing, one in seen.items()
        }
        whole = surge([*outlook.values()])
        self.surges = {} if whole is None else {None: whole}
        players = [pairing.player for pairing in outlook]
        factors = dict(zip(outlook, common([*outlook.values()], players), strict=True))
        self.common = max(factors.values(), default=1.0)
        clubs: dict[str, list[Pairing]] = {}
        for pairing in outlook:
            clubs.setdefault(pairing.club, []).append(pairing)
        for club, pairings in clubs.items():
            readings = [outlook[pairing] for pairing in pairings]
            if whole is None and (lifted := surge(readings)) is not None:
                self.surges[club] = lifted
            own = common(readings)
            for pairing, factor in zip(pairings, own, strict=True):
                factors[pairing] = max(factors[pairing], factor)
        return factors

    def _judge(
        self, pairing: Pairing, seat: Seat, look: Look, seen: _Seen, bucket: Bucket, factor: float
    ) -> Case | None:
        detector = seat.detector
        score = look.alert.score if detector.warm else None
        expected = look.alert.expected * (1 - seen.unseen)
        before = seat.spike
        faint = Buzz(
            at=bucket.end,
            window=WINDOW,
            authors=round(look.alert.observed * (1 - seen.unseen)),
            expected=expected,
            score=look.alert.score,
            sustained=look.sustained.score,
            common=factor,
            missing=bucket.missing,
            unseen=seen.unseen,
            late=bucket.late,
        )
        if before is not None and before.state is not State.QUIET:
            faint = replace(faint, blind=before.latest.blind, blinded=before.latest.blinded)
        if before is not None and before.first >= bucket.end:
            before = None  # glanced at in a later bucket, which is still to be scored
        quiet = detector.standing.state is State.QUIET and not stands(before)
        if quiet and not starts(Signal(score, look.alert.observed, expected)):
            # Distinct authors are never more than the lane sums up: they decide nothing here.
            detector.judge(Signal(score, 0, expected))
            seat.buzz = replace(faint, authors=hearing.talkers(bucket.said.get(pairing, ())))
            if nears(Signal(score, look.alert.observed, expected)):
                self._note_near(pairing, seat, score, faint, bucket)
            return None
        heard = hearing.hear(bucket.said.get(pairing, ()), self.catalogue)
        detector.judge(Signal(score, heard.authors, expected))
        seat.buzz = _loud(faint, heard, seat)
        if before is not seat.spike:
            return None
        spike = follow(before, pairing, detector.standing.state, seat.buzz)
        if spike is None or spike is before:
            return None
        return Case(before=before, spike=spike, heard=heard)

    def _note_near(
        self, pairing: Pairing, seat: Seat, score: float | None, faint: Buzz, bucket: Bucket
    ) -> None:
        heard = hearing.hear(bucket.said.get(pairing, ()), self.catalogue)
        if nears(Signal(score, heard.authors, faint.expected)):
            spike = follow(None, pairing, State.FIRING, _loud(faint, heard, seat))
            assert spike is not None
            self.near.append(Case(before=None, spike=spike, heard=heard))


def stands(spike: Spike | None) -> bool:
    """Whether a spike is not over."""
    return spike is not None and spike.state is not State.QUIET


def _told(spike: Spike | None) -> bool:
    return spike is not None and spike.alert is not None


def _resumed(spike: Spike) -> Standing:
    """Return where the alert of *spike* stands, as far as that tells."""
    if spike.state is State.QUIET:
        return Standing()
    left = LIMITS.cooling if spike.state is State.COOLING else 0
    return Standing(spike.state, left=left, peak=spike.peak.score)


def _loud(faint: Buzz, heard: Heard, seat: Seat) -> Buzz:
    """Return *faint* with what was *heard* of who spoke."""
    watched = max((faint.at - seat.since) // _DAY, 0)
    ago = seat.detector.largest(heard.authors)
    return replace(
        faint,
        authors=heard.authors,
        by=heard.by,
        mentions=heard.mentions,
        transfer=heard.transfer,
        private=heard.private,
        loudest=heard.loudest,
        largest_in=min(DAYS - 1, watched) if ago is None else ago,
    )
