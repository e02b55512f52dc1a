"""What is heard of a pairing within a window: who spoke, where, and about what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from monitor.domain.catalogue import Catalogue, Pairing, Role
from monitor.domain.mention import Part, Topic
from monitor.domain.stories.raising import Voices
from monitor.ports import Said

CARRIED = 1 / 3
"""Least share of transfer talk, and of talk of the club as a destination, in what is pushed."""

CARRIERS = 4.5
"""So many accounts carry it at least: three or four of ten speak of a transfer by mistake of ours.

One that speaks of two things counts for half."""

DELICATE = 1 / 3
"""Share of talk of death, crime and private life from which on nothing is told by itself."""

CLAIMANTS = 3
"""So many accounts that claim a step of a move carry it, or one outlet or journalist."""

_PLACE = {Role.OUTLET: "outlets", Role.JOURNALIST: "journalists"}
_PRESS = frozenset(_PLACE)
_MOST_PLACES = 6
_AUTHOR = attrgetter("author")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """What talk is about, 0 to 1; *destination*: the club is where the player goes."""

    transfer: float = 0.0
    destination: float = 0.0
    private: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What was said about one pairing in a window.

    Attributes:
        authors: Distinct, match talk left out; `by` says where they speak.
        speakers: Distinct, those of match talk too.
        claimants: Distinct authors who claim a step of a move.
        press: Whether an outlet or a journalist of the catalogue claims one.
        private: Mentions of death, crime, health or private life.
        shares: What all of it is about, where each account counts once however much it posts: one
            loud account makes nothing delicate, and carries nothing.
        loudest: Share of the mentions by the private account that posts most.
    """

    authors: int
    speakers: int
    by: tuple[tuple[str, int], ...]
    mentions: int
    transfer: int
    private: int
    shares: Shares
    loudest: float
    claimants: int
    press: bool
    voices: Voices

    def carried(self, expected: float) -> bool:
        """Whether enough of what is beyond the usual is about the transfer, or claims carry it."""
        if self.press or self.claimants >= CLAIMANTS:
            return True
        enough = self.shares.transfer * self.speakers >= CARRIERS
        return enough and self.risen(expected) >= CARRIED

    def risen(self, expected: float) -> float:
        """Return the share of transfer talk in what is beyond *expected* authors, 0 to 1.

        The usual may all be about the transfer: so when another of the same name is in the news,
        the usual talk carries nothing of it. Where nothing is beyond, it is the share of all.
        """
        beyond = self.speakers - expected
        if beyond <= 0:
            return self.shares.transfer
        return max(self.shares.transfer * self.speakers - expected, 0.0) / beyond

    @property
    def delicate(self) -> bool:
        """Whether so much of it is about private life that it is no matter of transfers."""
        return self.shares.private >= DELICATE

    @property
    def aimed(self) -> bool:
        """Whether enough of it speaks of the club as the destination."""
        return self.shares.destination >= CARRIED


def count(said: Iterable[Said], start: datetime) -> int:
    """Return the distinct authors in the bucket from *start* on, match talk left out."""
    return len({one.author for one in said if one.start == start and one.topic is not Topic.MATCH})


def talkers(said: Iterable[Said]) -> int:
    """Return the distinct authors of all that was *said*, match talk left out."""
    return len({one.author for one in said if one.topic is not Topic.MATCH})


def by_pairing(said: Iterable[Said]) -> Mapping[Pairing, Sequence[Said]]:
    """Return *said* by what it is about."""
    grouped: dict[Pairing, list[Said]] = {}
    for one in said:
        grouped.setdefault(one.pairing, []).append(one)
    return grouped


def hear(said: Sequence[Said], catalogue: Catalogue) -> Heard:
    """Return what *said*, all of one pairing and one window, comes to."""
    talk = [one for one in said if one.topic is not Topic.MATCH]
    places: dict[bytes, str] = {}
    named: dict[Role, set[str]] = {}
    press = False
    for one in talk:
        account = catalogue.account(one.platform, one.account) if one.account else None
        role = account.standing if account is not None else Role.PUBLIC
        places[one.author] = _PLACE.get(role, one.platform.capitalize())
        if account is not None and role is not Role.PUBLIC:
            source = catalogue.sources.get(account.source or "")
            named.setdefault(role, set()).add(source.name if source else f"@{account.handle}")
        press = press or (role in _PRESS and one.stage is not None)
    outlets = named.pop(Role.OUTLET, set())
    posts = Counter(map(_AUTHOR, said))
    public = {one.author for one in said if one.account is not None}
    loudest = max((count for author, count in posts.items() if author not in public), default=0)
    return Heard(
        authors=len(places),
        speakers=len(posts),
        by=tuple(sorted(Counter(places.values()).items(), key=lambda each: (-each[1], each[0])))[
            :_MOST_PLACES
        ],
        mentions=len(said),
        transfer=sum(one.topic is Topic.TRANSFER for one in said),
        private=sum(one.topic is Topic.PRIVATE for one in said),
        shares=_shares(said, posts),
        loudest=loudest / max(len(said), 1),
        claimants=len({one.author for one in talk if one.stage is not None}),
        press=press,
        voices=Voices(
            outlets=tuple(sorted(outlets)),
            others=tuple(sorted(set().union(*named.values()))),
            claims=sum(one.stage is not None for one in talk),
        ),
    )


def _shares(said: Iterable[Said], posts: Mapping[bytes, int]) -> Shares:
    """Return what *said* is about, where each author's *posts* count as one together."""
    weights = {author: 1 / count for author, count in posts.items()}
    transfer = destination = private = 0.0
    for one in said:
        weight = weights[one.author]
        if one.topic is Topic.TRANSFER:
            transfer += weight
        elif one.topic is Topic.PRIVATE:
            private += weight
        if one.part is Part.DESTINATION:
            destination += weight
    voices = max(len(posts), 1)
    return Shares(
        transfer=transfer / voices, destination=destination / voices, private=private / voices
    )
