"""Pages of what is known, for programs and feeds: each a range of an index, in a stable order."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    bindparam,
    exists,
    func,
    literal,
    select,
    tuple_,
    type_coerce,
)

from monitor.domain.catalogue import Pairing
from monitor.domain.rumour import Record
from monitor.domain.stance import Stance
from monitor.domain.stories.story import Story, Thread
from monitor.ports import Counts, Estimate
from monitor.ports.gazette import Assertion, Followed, Numbered, Progress, Said, Volume
from monitor.ports.watching import Watched
from storage import board, reading, standing, stories, testimonies, weighing
from storage.database import Database
from storage.rows import claim_of, meant_for_nobody, notice_of
from storage.tables import (
    WHOLE,
    Instant,
    activities,
    buckets,
    estimates,
    mentions,
    moment,
    notices,
    watch,
    watched,
)
from storage.tables import stories as sagas

FIRST: Final = datetime.min.replace(tzinfo=UTC)
LAST: Final = datetime.max.replace(tzinfo=UTC)

LIVELY: Final = timedelta(hours=49)
"""How old the estimate of an open rumour is at most: it is stored each day."""

CLAIMS: Final = 20_000
"""So many claims are looked through for those of the catalogue's accounts."""

_HOUR: Final = 3600 * 1_000_000
_LATEST: Final = 2**63 - 1
_NO_KEY: Final = b"\xff" * 17

_since = bindparam("since", type_=Instant)
_until = bindparam("until", type_=Instant)
_at = bindparam("at", type_=Instant)
_most: BindParameter[int] = bindparam("most")
_player: BindParameter[str] = bindparam("player")
_club: BindParameter[str] = bindparam("club")

_PROGRESS = select(watch.c.through, watch.c.weighed).where(watch.c.id == 1)

_FOLLOWED = (
    select(watched)
    .where(tuple_(watched.c.player, watched.c.club) > tuple_(bindparam("its"), bindparam("next")))
    .order_by(watched.c.player, watched.c.club)
    .limit(_most)
)

_COUNTED = (
    select(buckets)
    .where(
        buckets.c.player == _player,
        buckets.c.club == _club,
        buckets.c.start >= _since,
        buckets.c.start < _until,
        tuple_(buckets.c.start, buckets.c.connector) > tuple_(_at, bindparam("connector")),
    )
    .order_by(buckets.c.start, buckets.c.connector)
    .limit(_most)
)

_ESTIMATED = (
    select(estimates)
    .where(
        estimates.c.player == _player,
        estimates.c.club == _club,
        estimates.c.at >= _since,
        estimates.c.at < _until,
        estimates.c.at > _at,
    )
    .order_by(estimates.c.at)
    .limit(_most)
)

_newest_claims = (
    select(mentions)
    .where(
        mentions.c.player == _player,
        mentions.c.club == _club,
        mentions.c.start >= _since,
        mentions.c.start < _until,
        mentions.c.gist.is_not(None),
        mentions.c.stage.is_not(None),
        tuple_(mentions.c.start, mentions.c.key) < tuple_(_at, bindparam("key")),
    )
    .order_by(mentions.c.start.desc(), mentions.c.key.desc())
    .limit(CLAIMS)
    .subquery()
)
_ASSERTED = (
    select(
        _newest_claims,
        activities.c.platform,
        activities.c.account,
        func.coalesce(
            activities.c.counted_at, activities.c.happened_at, activities.c.seen_at
        ).label("said_at"),
    )
    .join(activities, activities.c.key == _newest_claims.c.key)
    .where(activities.c.account.is_not(None), activities.c.ended_order.is_(None))
    .order_by(_newest_claims.c.start.desc(), _newest_claims.c.key.desc())
    .limit(_most)
)

_THREADS = (
    select(sagas)
    .where(
        sagas.c.last_at >= _since,
        sagas.c.last_at < _until,
        tuple_(sagas.c.last_at, sagas.c.id) < tuple_(_at, bindparam("ident")),
    )
    .order_by(sagas.c.last_at.desc(), sagas.c.id.desc())
    .limit(_most)
)
_THREADS_OF = _THREADS.where(sagas.c.player == _player)
_THREAD = select(sagas).where(sagas.c.id == bindparam("ident"))

_later = notices.alias("later")
_outdated = exists().where(_later.c.alert == notices.c.alert, _later.c.seq > notices.c.seq)
_outdated_push = exists().where(
    _later.c.alert == notices.c.alert,
    _later.c.seq > notices.c.seq,
    ~meant_for_nobody(_later.c.body),
)
_TOLD = (
    select(notices.c.seq, notices.c.body)
    .where(
        notices.c.told_at >= _since,
        notices.c.told_at < _until,
        tuple_(notices.c.told_at, notices.c.seq) < tuple_(_at, bindparam("number")),
    )
    .order_by(notices.c.told_at.desc(), notices.c.seq.desc())
    .limit(_most)
)

_hour: ColumnElement[int] = type_coerce(buckets.c.start, WHOLE) // literal(_HOUR, WHOLE)
_hourly = (
    select(
        _hour.label("hour"),
        buckets.c.connector,
        buckets.c.mentions,
        buckets.c.transfer,
        buckets.c.late,
    )
    .where(buckets.c.start >= _since, buckets.c.start < _until)
    .subquery()
)
_VOLUMES = (
    select(
        _hourly.c.hour,
        _hourly.c.connector,
        func.sum(_hourly.c.mentions).label("mentions"),
        func.sum(_hourly.c.transfer).label("transfer"),
        func.sum(_hourly.c.late).label("late"),
    )
    .group_by(_hourly.c.hour, _hourly.c.connector)
    .order_by(_hourly.c.hour, _hourly.c.connector)
)


class Gazette:
    """See `monitor.ports.gazette.Gazette`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def progress(self) -> Progress:
        """Return how far the watch has come."""
        return await self._database.read(progress)

    async def followed(
        self, after: Pairing | None, limit: int, player: str | None = None, club: str | None = None
    ) -> Sequence[Followed]:
        """Return pairings by their names, those *after* one."""
        return await self._database.read(followed, after, limit, player, club)

    async def pairing(self, pairing: Pairing) -> Followed | None:
        """Return how one pairing stands; None if it is not watched."""
        return await self._database.read(one, pairing)

    async def said(self, pairings: Collection[Pairing]) -> Said | None:
        """Return who spoke of *pairings* of late; None if nothing was ever scored."""
        return await self._database.read(board.said, pairings)

    async def counted(
        self,
        pairing: Pairing,
        since: datetime,
        until: datetime,
        after: tuple[datetime, str] | None,
        limit: int,
    ) -> Sequence[Counts]:
        """Return buckets by start and connector, oldest first, those *after* one."""
        start, connector = after or (FIRST, "")
        asked = {**_span(pairing, since, until, limit), "at": start, "connector": connector}
        return await self._database.read(counted, asked)

    async def estimated(
        self,
        pairing: Pairing,
        since: datetime,
        until: datetime,
        after: datetime | None,
        limit: int,
    ) -> Sequence[Estimate]:
        """Return how strong a rumour was, oldest first, *after* a time."""
        asked = {**_span(pairing, since, until, limit), "at": after or FIRST}
        return await self._database.read(estimated, asked)

    async def asserted(
        self,
        pairing: Pairing,
        since: datetime,
        until: datetime,
        before: tuple[datetime, bytes] | None,
        limit: int,
    ) -> Sequence[Assertion]:
        """Return what the catalogue's accounts claim, newest first, those *before* one."""
        start, key = before or (LAST, _NO_KEY)
        asked = {**_span(pairing, since, until, limit), "at": start, "key": key}
        return await self._database.read(asserted, asked)

    async def threads(
        self,
        since: datetime,
        until: datetime,
        before: tuple[datetime, str] | None,
        limit: int,
        player: str | None = None,
    ) -> Sequence[Thread]:
        """Return stories that were last told in the span, newest first, those *before* one."""
        at, ident = before or (LAST, "")
        asked = {"since": since, "until": until, "most": limit, "at": at, "ident": ident}
        return await self._database.read(threads, asked, player)

    async def thread(self, story: str) -> Thread | None:
        """Return one story with how its alert stands."""
        return await self._database.read(thread, story)

    async def told(
        self,
        since: datetime,
        until: datetime,
        before: tuple[datetime, int] | None,
        limit: int,
        player: str | None = None,
        club: str | None = None,
        *,
        pushed: bool = False,
    ) -> Sequence[Numbered]:
        """Return how alerts stand that were last told in the span, newest first."""
        at, number = before or (LAST, _LATEST)
        asked = {"since": since, "until": until, "most": limit, "at": at, "number": number}
        return await self._database.read(told, asked, player, club, pushed=pushed)

    async def records(self, at: datetime) -> Mapping[str, Record]:
        """Return the record of each source as it stands at *at*, by slug."""
        return await self._database.read(testimonies.track, at)

    async def volumes(self, since: datetime, until: datetime) -> Sequence[Volume]:
        """Return what was said by hour and connector, oldest first."""
        return await self._database.read(volumes, since, until)


def progress(connection: Connection) -> Progress:
    """Return how far the watch has come."""
    row = connection.execute(_PROGRESS).one_or_none()
    return Progress() if row is None else Progress(scored=row.through, weighed=row.weighed)


def followed(
    connection: Connection, after: Pairing | None, limit: int, player: str | None, club: str | None
) -> Sequence[Followed]:
    """Return pairings by their names, those *after* one."""
    asked = {"its": "", "next": "", "most": limit}
    if after is not None:
        asked |= {"its": after.player, "next": after.club}
    query = _among(_FOLLOWED, watched, player, club)
    rows = connection.execute(query, {**asked, **_named(player, club)})
    return _estimated(connection, [standing.of(row) for row in rows])


def one(connection: Connection, pairing: Pairing) -> Followed | None:
    """Return how one pairing stands; None if it is not watched."""
    stands = standing.one(connection, pairing.player, pairing.club)
    return None if stands is None else _estimated(connection, [stands])[0]


def counted(connection: Connection, asked: Mapping[str, Any]) -> Sequence[Counts]:
    """Return buckets by start and connector, oldest first."""
    return [reading.count_of(row) for row in connection.execute(_COUNTED, asked)]


def estimated(connection: Connection, asked: Mapping[str, Any]) -> Sequence[Estimate]:
    """Return how strong a rumour was, oldest first."""
    return [weighing.estimate_of(row) for row in connection.execute(_ESTIMATED, asked)]


def asserted(connection: Connection, asked: Mapping[str, Any]) -> Sequence[Assertion]:
    """Return what the catalogue's accounts claim, newest first."""
    found = []
    for row in connection.execute(_ASSERTED, asked):
        claim = claim_of(row)
        if claim is None:
            continue
        if row.stance is not None:
            claim = replace(claim, stance=Stance(row.stance))
        found.append(
            Assertion(
                key=row.key,
                start=row.start,
                at=row.said_at,
                platform=row.platform,
                account=row.account,
                claim=claim,
                cites=row.cites,
            )
        )
    said = reading.words(connection, {one.key for one in found})
    return [replace(one, words=said.get(one.key)) for one in found]


def threads(
    connection: Connection, asked: Mapping[str, Any], player: str | None
) -> Sequence[Thread]:
    """Return stories that were last told in the span, newest first."""
    query = _THREADS if player is None else _THREADS_OF
    rows = connection.execute(query, {**asked, **_named(player, None)})
    return _stood(connection, [stories.story_of(row) for row in rows])


def thread(connection: Connection, story: str) -> Thread | None:
    """Return one story with how its alert stands."""
    rows = connection.execute(_THREAD, {"ident": story})
    return next(iter(_stood(connection, [stories.story_of(row) for row in rows])), None)


def told(
    connection: Connection,
    asked: Mapping[str, Any],
    player: str | None,
    club: str | None,
    *,
    pushed: bool,
) -> Sequence[Numbered]:
    """Return how alerts stand that were last told in the span, newest first."""
    query = _among(_TOLD, notices, player, club).where(~(_outdated_push if pushed else _outdated))
    if pushed:
        query = query.where(~meant_for_nobody(notices.c.body))
    rows = connection.execute(query, {**asked, **_named(player, club)})
    return [Numbered(number=row.seq, notice=notice_of(row.body)) for row in rows]


def volumes(connection: Connection, since: datetime, until: datetime) -> Sequence[Volume]:
    """Return what was said by hour and connector, oldest first."""
    return [
        Volume(
            start=moment(row.hour * _HOUR),
            connector=row.connector,
            mentions=int(row.mentions),
            transfer=int(row.transfer),
            late=int(row.late),
        )
        for row in connection.execute(_VOLUMES, {"since": since, "until": until})
    ]


def _estimated(connection: Connection, stands: Sequence[Watched]) -> Sequence[Followed]:
    """Return pairings with their newest estimates, where these are of open rumours."""
    if not stands:
        return []
    at, pairings = progress(connection).weighed, [one.pairing for one in stands]
    found = {} if at is None else weighing.latest(connection, at - LIVELY, pairings)
    return [Followed(watched=one, estimate=found.get(one.pairing)) for one in stands]


def _stood(connection: Connection, found: Sequence[Story]) -> Sequence[Thread]:
    stood = stories.newest(connection, {one.alert for one in found})
    return [Thread(story=one, newest=stood[one.alert]) for one in found if one.alert in stood]


def _among(query: Select[Any], table: Any, player: str | None, club: str | None) -> Select[Any]:
    if player is not None:
        query = query.where(table.c.player == _player)
    if club is not None:
        query = query.where(table.c.club == _club)
    return query


def _named(player: str | None, club: str | None) -> dict[str, str]:
    named = {"player": player, "club": club}
    return {name: value for name, value in named.items() if value is not None}


def _span(pairing: Pairing, since: datetime, until: datetime, limit: int) -> dict[str, Any]:
    return {
        "player": pairing.player,
        "club": pairing.club,
        "since": since,
        "until": until,
        "most": limit,
    }
