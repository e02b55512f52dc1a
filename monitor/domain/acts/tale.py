"""Acts that texts tell of: one tale each, with all reports of it, in whatever order they come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Final

from monitor.domain.catalogue import Pairing, Role
from monitor.domain.gist import unpacked
from monitor.domain.reported.telling import Doing
from monitor.domain.rumour import origin
from monitor.domain.rumour.testimony import Testimony

SOURCES: Final = frozenset({Role.JOURNALIST, Role.OUTLET, Role.CLUB})
"""One of these is enough: the word of a fan account, or of somebody private, is no report."""

PARTIES: Final = SOURCES | {Role.PLAYER, Role.AGENT}
"""Who can deny an act, so that it counts."""

VOICES: Final = 2
"""Independent origins that make an act known without one of the `SOURCES`."""

NEWS: Final = timedelta(days=3)
"""How long an act is news: a text that doesn't say when tells of what happened within this."""

ECHO: Final = timedelta(days=14)
"""How long after it a text still tells of the same act, if it says as much of whose post it was."""

SLACK: Final = timedelta(hours=24)
"""By how much the times that texts give may miss each other."""


FEW: Final = 6
"""Shorter texts than this, in telling words, are like too many others."""

HALF: Final = 0.6
"""Part of the longer text that the shorter one has at least, if one retells the other."""


class Theme(StrEnum):
    """What was done, as far as reports of one act agree on it."""

    LIKE = "like"
    LIKE_OF_COMMENT = "like_of_comment"
    COMMENT = "comment"
    REPOST = "repost"
    FOLLOW = "follow"
    SQUAD = "squad"
    UNFOLLOW = "unfollow"
    REMOVED = "removed"


THEMES: Final[dict[Doing, Theme]] = {
    Doing.LIKE: Theme.LIKE,
    Doing.LIKE_REMOVED: Theme.LIKE,
    Doing.LIKE_OF_COMMENT: Theme.LIKE_OF_COMMENT,
    Doing.COMMENT: Theme.COMMENT,
    Doing.REPOST: Theme.REPOST,
    Doing.FOLLOW: Theme.FOLLOW,
    Doing.SQUAD_FOLLOW: Theme.SQUAD,
    Doing.UNFOLLOW: Theme.UNFOLLOW,
    Doing.CLUB_REMOVED: Theme.REMOVED,
    Doing.PICTURES_REMOVED: Theme.REMOVED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one text of a known public account tells of one act; never a private person's.

    Attributes:
        key: Seal of the report itself.
        post: Key of the activity that it is read from.
        record, order: The record of the text, and its place among the acts upon that.
        role: In what capacity the doer acted towards the pairing; None = someone close.
        doer: Slug of the player or club that acted; empty for those who are not named.
        count: How many did, where it says so.
        platform: Where; empty = not said.
        whose: Seal of the name of whose post it was; None = not said.
        author: The handle of that account, if it is one that may be shown.
        since, until: Between these it happened; *since* None = not said.
        at: When the text was published, as far as can be believed.
        leaving: It speaks of leaving the club of the pairing.
        by: In what capacity the teller speaks.
        source: Slug of the teller's source; None for accounts of no source.
        name: The teller's, to be shown.
        voice: Seal of the teller's account.
        cites: Slug of the source, or name of the account, whose word it passes on.
        repeats: Seal of the record that it reposts, quotes or answers.
        gist: Keyed hashes of its telling words, as in `Mention`.
        url: Where the text can be read; None once it was withdrawn.
        withdrawn: The text was deleted, or edited, and tells it no more.
    """

    key: bytes
    post: bytes
    record: bytes
    order: int
    pairing: Pairing
    doing: Doing
    role: Role | None
    doer: str
    until: datetime
    at: datetime
    seen_at: datetime
    by: Role
    name: str
    voice: bytes
    count: int | None = None
    platform: str = ""
    whose: bytes | None = None
    author: str | None = None
    since: datetime | None = None
    hedged: bool = False
    denied: bool = False
    leaving: bool = False
    source: str | None = None
    cites: str | None = None
    repeats: bytes | None = None
    gist: bytes = b""
    url: str | None = None
    withdrawn: bool = False

    @property
    def theme(self) -> tuple[Pairing, Theme, Role | None, str]:
        """What only reports with the same can share: an act has one doer and one kind."""
        return self.pairing, THEMES[self.doing], self.role, self.doer

    def testimony(self) -> Testimony:
        """Return it as a voice's word, for folding copies."""
        return Testimony(
            key=self.key,
            pairing=self.pairing,
            at=self.at,
            claim=None,
            author=self.voice,
            record=self.record,
            role=self.by,
            source=self.source,
            cites=self.cites,
            repeats=self.repeats,
            gist=unpacked(self.gist),
        )


@dataclass(frozen=True)
class Tale:
    """One act that texts tell of.

    Attributes:
        reports: All of them, by when they were published; never empty.
    """

    reports: tuple[Report, ...]

    @cached_property
    def telling(self) -> tuple[Report, ...]:
        """Reports that stand, and say that it happened."""
        return tuple(one for one in self.reports if not one.withdrawn and not one.denied)

    @cached_property
    def origins(self) -> tuple[tuple[Report, ...], ...]:
        """Reports that stand, by independent origin: the first of all first, then its copies."""
        return _origins(self.telling)

    @property
    def first(self) -> Report:
        """Who told of it first, of what still stands."""
        return (self.telling or self.reports)[0]

    @property
    def lead(self) -> timedelta | None:
        """How long the first origin was alone; None if it still is."""
        return self.origins[1][0].at - self.origins[0][0].at if len(self.origins) > 1 else None

    @property
    def copies(self) -> int:
        """How many reports only repeat others."""
        return len(self.telling) - len(self.origins)

    @property
    def known(self) -> bool:
        """Whether it may be told: by one proven source, or two independent origins."""
        return _enough(self.telling)

    @property
    def debunked(self) -> bool:
        """Whether somebody who can know says that it did not happen, or was not meant so."""
        return any(one.denied and not one.withdrawn and one.by in PARTIES for one in self.reports)

    @property
    def debunker(self) -> Report | None:
        """Who said first that it did not happen."""
        said = (one for one in self.reports if one.denied and not one.withdrawn)
        return next((one for one in said if one.by in PARTIES), None)

    @property
    def removed(self) -> tuple[Report, ...]:
        """Reports that it was taken back, if they are enough to be believed."""
        said = tuple(one for one in self.telling if one.doing is Doing.LIKE_REMOVED)
        return said if _enough(said) else ()

    @property
    def hedged(self) -> bool:
        """Whether all tell it with a reserve."""
        return all(one.hedged for one in self.telling)

    @property
    def until(self) -> datetime:
        """When it had happened at the latest."""
        return min(one.until for one in self.telling or self.reports)

    @property
    def since(self) -> datetime | None:
        """When it had not happened yet; None = nobody says."""
        until = self.until
        said = [one.since for one in self.telling or self.reports if one.since is not None]
        return max((since for since in said if since <= until), default=None)

    @property
    def whose(self) -> bytes | None:
        """Seal of the name of whose post it was, if anybody says."""
        return next((one.whose for one in self.reports if one.whose is not None), None)

    @property
    def author(self) -> str | None:
        """The handle of whose post it was, if that may be shown."""
        return next((one.author for one in self.telling if one.author is not None), None)

    @property
    def platform(self) -> str:
        """Where it happened; empty = nobody says."""
        return next((one.platform for one in self.reports if one.platform), "")

    @property
    def count(self) -> int | None:
        """How many did it, by the most careful who says so."""
        return min((one.count for one in self.telling if one.count is not None), default=None)

    def independent(self, report: Report) -> bool:
        """Whether *report* founds an origin here, as far as what was seen before it goes."""
        before = [one for one in self.telling if one.key != report.key]
        return len(_origins((*before, report))) > len(_origins(before))


def tales(reports: Iterable[Report]) -> tuple[Tale, ...]:
    """Return the acts that *reports* tell of, by when they were first told.

    The order in which reports are given doesn't matter. Those that were withdrawn still show
    which of the others belong together.
    """
    found: dict[object, list[list[Report]]] = {}
    for one in sorted({one.key: one for one in reports}.values(), key=_order):
        known = found.setdefault(one.theme, [])
        fitting = [some for some in known if _fits(some, one)]
        if fitting:
            max(fitting, key=lambda some: (_named(some) == one.whose, some[0].at)).append(one)
        else:
            known.append([one])
    made = (Tale(tuple(some)) for known in found.values() for some in known)
    return tuple(sorted(made, key=lambda tale: _order(tale.reports[0])))


def withdrawn(report: Report) -> Report:
    """Return *report* as it stands once its text is gone."""
    return replace(report, withdrawn=True, url=None, gist=b"")


def _order(report: Report) -> tuple[datetime, bytes]:
    return report.at, report.key


def _named(some: Sequence[Report]) -> bytes | None:
    return next((one.whose for one in some if one.whose is not None), None)


def _fits(some: Sequence[Report], one: Report) -> bool:
    """Whether a report can be of the act that *some* tell of."""
    named = _named(some)
    if named is not None and one.whose is not None and named != one.whose:
        return False
    alike = named is not None and named == one.whose
    where = next((each.platform for each in some if each.platform), "")
    if where and one.platform and where != one.platform and not alike:
        return False
    until = min(each.until for each in some)
    since = [each.since for each in some if each.since is not None and each.since <= until]
    reach = ECHO if alike or one.denied or _repeats(some, one) else NEWS
    start = one.since or one.until - reach
    begun = max(since) if since else until - reach
    return start - SLACK <= until and begun - SLACK <= one.until


def _repeats(some: Sequence[Report], one: Report) -> bool:
    records = {each.record for each in some}
    return one.record in records or one.repeats in records


def _origins(reports: Sequence[Report]) -> tuple[tuple[Report, ...], ...]:
    """Fold copies; whoever told it, or is cited for it, stands for one origin, however late."""
    by_key = {one.key: one for one in reports}
    groups: list[tuple[set[object], list[Report]]] = []
    for found in origin.origins(one.testimony() for one in reports):
        members = [by_key[each.key] for each in (found.first, *found.copies)]
        voices: set[object] = {found.voice, *(one.source or one.voice for one in members)}
        apart = []
        for others, theirs in groups:
            if voices.isdisjoint(others) and not _retold(members, theirs):
                apart.append((others, theirs))
            else:
                voices, members = voices | others, members + theirs
        groups = [*apart, (voices, members)]
    folded = (tuple(sorted(members, key=_order)) for _, members in groups)
    return tuple(sorted(folded, key=lambda some: _order(some[0])))


def _retold(some: Sequence[Report], others: Sequence[Report]) -> bool:
    """Whether one of *some* has the words of one of *others* with little put to them.

    Near-duplicates by the measure of `origin` may differ less: that is meant for whole articles,
    and who passes on a headline puts a word of his own to it.
    """
    for one in some:
        for other in others:
            less, more = sorted((unpacked(one.gist), unpacked(other.gist)), key=len)
            near = abs(one.at - other.at) <= origin.SAME
            enough = len(less) >= max(FEW, HALF * len(more))
            if near and enough and len(less & more) >= origin.ALIKE * len(less):
                return True
    return False


def _enough(reports: Sequence[Report]) -> bool:
    return any(one.by in SOURCES for one in reports) or len(_origins(reports)) >= VOICES
