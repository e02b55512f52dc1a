"""Who said it first: copies and citations of a claim are the same evidence."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, TypeAlias

from monitor.domain.catalogue import Role
from monitor.domain.rumour.testimony import Testimony
from monitor.domain.stage import Stage

SAME: Final = timedelta(hours=48)
"""Nearly the same words this close together are one text; so is a voice that repeats itself."""

ALIKE: Final = 0.85
"""Share of the telling words of the longer text that near-duplicates have in common."""

TELLING: Final = 4
"""A text of fewer telling words is like no other: too many would be."""

_CANDIDATES: Final = 16
"""Texts that one is compared with: the latest that share a rare word."""

Voice: TypeAlias = str | bytes
"""The slug of a source, or the seal of an author who is known and no source."""


class Family(StrEnum):
    """Stages that are told in each other's words."""

    TALK = "talk"
    INTEREST = "interest"
    TALKS = "talks"
    AGREEMENT = "agreement"
    DONE = "done"
    STAYS = "stays"
    DENIED = "denied"
    WITHDRAWN = "withdrawn"


_FAMILIES: Final = {
    Stage.INTEREST: Family.INTEREST,
    Stage.TALKS: Family.TALKS,
    Stage.BID: Family.TALKS,
    Stage.AGREEMENT: Family.AGREEMENT,
    Stage.MEDICAL: Family.DONE,
    Stage.DONE: Family.DONE,
    Stage.STAYS: Family.STAYS,
    Stage.DENIED: Family.DENIED,
    Stage.WITHDRAWN: Family.WITHDRAWN,
}

AGAINST: Final = frozenset({Family.STAYS, Family.DENIED, Family.WITHDRAWN})
"""Families that say that the move doesn't happen."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A claim where it comes from first, with all that only repeats it.

    Attributes:
        voice: Whose word it is: whoever said it, or the source that they all cite.
        first: Who of those that count said it first.
        copies: The rest, in order of time; none of them adds anything.
    """

    voice: Voice
    family: Family
    first: Testimony
    copies: tuple[Testimony, ...] = ()

    @property
    def at(self) -> datetime:
        """When it was first said."""
        return self.first.at

    @property
    def stage(self) -> Stage | None:
        """How far the move is said to be; None where that is not said."""
        return None if self.first.claim is None else self.first.claim.stage

    @property
    def against(self) -> bool:
        """Whether it says that the move doesn't happen."""
        return self.family in AGAINST


def family(testimony: Testimony) -> Family:
    """Return what kind of claim a testimony makes."""
    return Family.TALK if testimony.claim is None else _FAMILIES[testimony.claim.stage]


def proven(testimony: Testimony) -> bool:
    """Whether somebody known says it: the word of private people is buzz and no evidence."""
    return testimony.source is not None or testimony.role is not Role.PUBLIC


def origins(testimonies: Iterable[Testimony]) -> tuple[Origin, ...]:
    """Return the origins of what is said about one pairing, the first of all first.

    One origin are: what cites one source; what reposts, quotes or answers a post that says the
    same; nearly the same words within 48 hours; a voice that says the same again within 48 hours.
    What the club, the player or the agent says is their own. Private people found none: their
    posts are copies of what they cite or repeat, or are left out. The order in which
    *testimonies* are given doesn't matter; of those with one key the last given counts.
    """
    said = sorted({one.key: one for one in testimonies}.values(), key=_order)
    return _Folding(said).origins()


def lead(found: Sequence[Origin]) -> timedelta | None:
    """Return how long the first voice was alone; None if it still is.

    Args:
        found: As `origins` returns them.
    """
    others = (one.at - found[0].at for one in found if one.voice != found[0].voice)
    return next(others, None)


def _order(testimony: Testimony) -> tuple[datetime, bytes]:
    return testimony.at, testimony.key


def _latest(text: tuple[Testimony, int]) -> tuple[datetime, bytes]:
    return _order(text[0])


class _Folding:
    """One walk through what was said, in order of time."""

    def __init__(self, said: Sequence[Testimony]) -> None:
        self._said = said
        self._members: list[list[Testimony]] = []
        self._voices: list[Voice] = []
        self._by_voice: dict[tuple[Voice, Family], int] = {}
        self._by_record: dict[tuple[bytes, Family], int] = {}
        self._by_word: defaultdict[tuple[int, Family], list[tuple[Testimony, int]]] = defaultdict(
            list
        )
        self._counts = Counter(word for one in said if proven(one) for word in one.gist)

    def origins(self) -> tuple[Origin, ...]:
        """Return the origins, the first first."""
        private = []
        for one in self._said:
            if proven(one):
                self._place(one)
            else:
                private.append(one)
        for one in private:
            place = self._cited(one) if one.cites else self._repeated(one)
            if place is not None and self._members[place][0].at <= one.at:
                self._join(one, place)
        return tuple(
            Origin(voice, family(members[0]), members[0], tuple(sorted(members[1:], key=_order)))
            for voice, members in zip(self._voices, self._members, strict=True)
        )

    def _place(self, one: Testimony) -> None:
        kind = family(one)
        voice: Voice = one.author if one.official else one.cites or one.source or one.author
        words = self._telling(one)
        place = self._again(one, voice, kind)
        if place is None and not one.official:
            place = self._repeated(one)
        alike = None
        if place is None and not one.official:
            alike = place = self._alike(one, kind, words)
        if place is None:
            place = len(self._members)
            self._members.append([])
            self._voices.append(voice)
            self._by_voice[voice, kind] = place
        if alike is None:  # a copy of a copy's words is none of the first: it would go on for ever
            for word in words:
                self._by_word[word, kind].append((one, place))
        self._join(one, place)

    def _join(self, one: Testimony, place: int) -> None:
        self._members[place].append(one)
        self._by_record.setdefault((one.record, family(one)), place)

    def _again(self, one: Testimony, voice: Voice, kind: Family) -> int | None:
        """The origin that a voice has said already, or that is cited."""
        place = self._by_voice.get((voice, kind))
        if place is None or (one.cites and not one.official):
            return place
        return place if one.at - self._members[place][0].at <= SAME else None

    def _cited(self, one: Testimony) -> int | None:
        return self._by_voice.get((one.cites or "", family(one)))

    def _repeated(self, one: Testimony) -> int | None:
        if one.repeats is None:
            return None
        return self._by_record.get((one.repeats, family(one)))

    def _alike(self, one: Testimony, kind: Family, words: Iterable[int]) -> int | None:
        """The origin of the latest text with nearly the same words."""
        near: dict[bytes, tuple[Testimony, int]] = {}
        for word in words:
            for each in self._by_word.get((word, kind), ())[-_CANDIDATES:]:
                near[each[0].key] = each
        for text, place in sorted(near.values(), key=_latest, reverse=True):
            if one.at - text.at > SAME:
                return None
            shared = len(one.gist & text.gist)
            if shared >= ALIKE * max(len(one.gist), len(text.gist)):
                return place
        return None

    def _telling(self, one: Testimony) -> Sequence[int]:
        """Return the rarest words: two texts that are alike have one of these in common."""
        size = len(one.gist)
        if size < TELLING:
            return ()
        counts = self._counts
        rarest = sorted((counts[word], word) for word in one.gist)
        return [word for _, word in rarest[: size - math.ceil(ALIKE * size) + 1]]
