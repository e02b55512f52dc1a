"""A pairing as its page shows it: pure, values in, values out.

Four things stand beside each other and are never blended: how much is said, how likely it is, how
it is taken, and who says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from monitor.domain import windows
from monitor.domain.acts.known import Known
from monitor.domain.alert import Kind, State
from monitor.domain.buzz import Buzz
from monitor.domain.catalogue import Pairing, Relation, Role
from monitor.domain.learning import learning
from monitor.domain.mood import Mood, Strand
from monitor.domain.rumour import Outcome, Strength, lead
from monitor.domain.rumour.estimate import speaking
from monitor.domain.stories import figures, wording
from monitor.domain.stories.raising import hour_at, zone_of
from monitor.domain.timing import BUCKET
from monitor.ports.evidence import PRIVATE, PUBLIC, Portrait
from monitor.watching import hearing
from monitor.watching.recalling import recall
from monitor.watching.usual import Shares
from monitor.web.blindness import blindness
from monitor.web.charting import Chart
from monitor.web.curve import Point, chart, detector_of, edges, lately, marks, points
from monitor.web.desk import SourceState
from monitor.web.library import Library
from monitor.web.threads import Thread, threads
from monitor.weighing.credit import Credit, credit
from monitor.weighing.dossier import Dossier, account_of
from monitor.weighing.inquiry import Heard, ended_by, hear, what_is_unknown

HEARD: Final = 12
"""Origins that are shown: the first of all, and the newest."""

ACTS: Final = 12
POSTS: Final = 24
"""Newest posts that are read, before those that say the same are folded."""

THREADS: Final = 4

WARNING: Final = Kind.SENSITIVE_SURGE
"""Belongs to no story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post of a proven public account; what it says stands apart, as long as it stands."""

    key: bytes
    who: str
    source: str | None
    role: Role
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """How much is said.

    Attributes:
        hour: For which the usual is told, such as "22:00 CEST".
        learning: "learning, 7 of 24 h"; None = it has learnt.
    """

    buzz: Buzz
    state: State
    hour: str
    learning: str | None = None

    @property
    def usual(self) -> str:
        """What is usual, in words."""
        return self.learning or figures.usual(self.buzz, self.hour)

    @property
    def largest(self) -> str | None:
        """Since when it was not as loud, where that is known."""
        return figures.largest(self.buzz) if self.buzz.authors else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A pairing as its page shows it.

    Attributes:
        since: From when on it is watched; None = it is not.
        sensitive: Talk of private life: no strength, no mood and no words are shown.
        talk: How much is said; None = it was never scored.
        strength: How likely the move is; None = it was never weighed.
        estimated: When that was.
        outcome: How the rumour ended, where it is over.
        moods: How it is taken, of the move first; empty where too few speak.
        heard: Who says what, the first first; `origins` is how many there are.
        posts: The newest of proven public accounts, the newest first.
        read: Testimonies of known and of private accounts that it rests on.
        lead: How long the first voice was alone; None if it still is.
    """

    pairing: Pairing
    player: str
    club: str
    relation: Relation
    at: datetime
    points: tuple[Point, ...]
    chart: Chart
    since: datetime | None = None
    sensitive: bool = False
    talk: Talk | None = None
    strength: Strength | None = None
    estimated: datetime | None = None
    outcome: Outcome | None = None
    closes: datetime | None = None
    moods: tuple[tuple[Strand, Mood], ...] = ()
    heard: tuple[Heard, ...] = ()
    posts: tuple[Post, ...] = ()
    origins: int = 0
    read: tuple[int, int] = (0, 0)
    lead: timedelta | None = None
    acts: tuple[Known, ...] = ()
    sources: tuple[Credit, ...] = ()
    threads: tuple[Thread, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def copies(self) -> int:
        """How many public posts only repeat an origin that is shown; private ones apart."""
        return sum(len(one.copies) for one in self.heard)

    @property
    def keys(self) -> frozenset[bytes]:
        """Keys of the activities whose words are shown."""
        return frozenset({one.key for one in self.heard} | {one.key for one in self.posts})

    @property
    def drawn(self) -> tuple[Point, ...]:
        """Half hours that the chart shows, oldest first."""
        return self.points[len(self.points) - len(self.chart.at) :]

    @property
    def cut(self) -> str | None:
        """What was not read of what weighs in the rumour, in a sentence; None = nothing."""
        return _cut(self.read)

    @property
    def story(self) -> str | None:
        """Id of the newest story."""
        stories = (one.newest for one in self.threads)
        return next((one.alert.story for one in stories if one.kind is not WARNING), None)


def lay_out(
    portrait: Portrait,
    moods: Mapping[Strand, Mood],
    library: Library,
    sources: Sequence[SourceState],
    now: datetime,
    *,
    week: bool = True,
) -> Sheet:
    """Return the sheet of a pairing that the catalogue knows; its chart of a *week*, or lately."""
    catalogue, pairing, at = library.catalogue, portrait.pairing, portrait.at
    dossier = _dossier(portrait, library)
    case = dossier.case(pairing)
    origins = speaking(case, dossier.at)
    credited = tuple(
        credit(slug, catalogue, portrait.records, library.model)
        for slug in sorted({one.voice for one in origins if isinstance(one.voice, str)})
    )
    curve = points(portrait, zone_of(catalogue, pairing.club))
    sensitive = _sensitive(portrait)
    heard = tuple(hear(one, dossier) for one in origins)
    about = tuple(threads(portrait.notices, pairing))
    acts = tuple(one for one in portrait.acts if not one.debunked or one.act.alert)
    unknown = (
        *blindness(portrait, curve, sources, now),
        *what_is_unknown(case, catalogue, credited, dossier.at),
    )
    return Sheet(
        pairing=pairing,
        player=catalogue.players[pairing.player].name,
        club=catalogue.clubs[pairing.club].name,
        relation=case.relation,
        at=at,
        points=curve,
        chart=chart(
            curve if week else lately(curve, portrait),
            marks(portrait, heard, acts, about),
            edges(portrait),
        ),
        since=portrait.watched.since if portrait.watched is not None else None,
        sensitive=sensitive,
        talk=_talk(portrait, library),
        strength=portrait.estimate.strength if portrait.estimate and not sensitive else None,
        estimated=portrait.estimate.at if portrait.estimate else None,
        outcome=ended_by(dossier, pairing),
        closes=windows.closing(catalogue, pairing, dossier.at),
        moods=()
        if sensitive
        else tuple((strand, moods[strand]) for strand in Strand if strand in moods),
        heard=_few(heard),
        posts=() if sensitive else tuple(_posts(portrait, library, heard))[:POSTS],
        origins=len(heard),
        read=_read(portrait),
        lead=lead(origins) if origins else None,
        acts=acts[-ACTS:][::-1],
        sources=credited,
        threads=about[:THREADS],
        unknown=unknown,
    )


def _read(portrait: Portrait) -> tuple[int, int]:
    known = sum(one.account is not None for one in portrait.spoken)
    return known, len(portrait.spoken) - known


def _cut(read: tuple[int, int]) -> str | None:
    full = zip(read, (PUBLIC, PRIVATE), ("known", "private"), strict=True)
    cut = [f"the newest {most} of {whose} accounts" for count, most, whose in full if count >= most]
    return f"Only {' and '.join(cut)} are read here." if cut else None


def _dossier(portrait: Portrait, library: Library) -> Dossier:
    pairing = portrait.pairing
    return Dossier(
        player=pairing.player,
        at=portrait.weighed or portrait.at,
        catalogue=library.catalogue,
        said={pairing: portrait.spoken},
        acts={pairing: [one.act for one in portrait.acts if not one.debunked]},
        reports={pairing: portrait.reports},
        outcomes=portrait.outcomes,
        records=portrait.records,
    )


def _sensitive(portrait: Portrait) -> bool:
    """Whether the talk was last told as a surge about private life, and is not over."""
    spike = portrait.watched.spike if portrait.watched is not None else None
    return spike is not None and spike.private


def _talk(portrait: Portrait, library: Library) -> Talk | None:
    watched = portrait.watched
    if watched is None:
        return None
    heard = hearing.hear(portrait.said, library.catalogue)
    detector = detector_of(portrait)
    spike = watched.spike
    buzz = replace(
        recall(watched, heard.authors, portrait.at, _unseen(portrait)),
        by=heard.by,
        mentions=heard.mentions,
        transfer=heard.transfer,
        largest_in=detector.largest(heard.authors) if detector is not None else None,
    )
    return Talk(
        buzz=buzz,
        state=spike.state if spike is not None else State.QUIET,
        hour=hour_at(portrait.at, zone_of(library.catalogue, portrait.pairing.club)),
        learning=learning(watched.since, portrait.at),
    )


def _unseen(portrait: Portrait) -> float:
    """Return the share of the usual talk that was not seen in the newest bucket."""
    newest = portrait.at - BUCKET
    missing = frozenset(one.connector for one in portrait.blanks if one.start == newest)
    return Shares({portrait.pairing: portrait.connectors}).unseen(portrait.pairing, missing)


def _posts(portrait: Portrait, library: Library, heard: Sequence[Heard]) -> Iterator[Post]:
    """Yield what proven public accounts said, the newest first, beside what is *heard*."""
    origins = {one.key for one in _few(heard)}
    for one in reversed(portrait.spoken):
        if one.key in origins:
            continue
        account = account_of(one, library.catalogue)
        if account is not None and not one.withdrawn:
            who = wording.owner(account, library.catalogue)
            yield Post(
                key=one.key, who=who, source=account.source, role=account.standing, at=one.at
            )


def _few(heard: Sequence[Heard]) -> tuple[Heard, ...]:
    return tuple(heard) if len(heard) <= HEARD else (heard[0], *heard[1 - HEARD :])
