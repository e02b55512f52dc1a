"""What texts tell of acts: each report once, until its text is gone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select, union, update

from monitor.domain.activity import ENDING, Verb
from monitor.domain.acts.known import Known, known
from monitor.domain.acts.tale import ECHO, Report
from monitor.domain.catalogue import Pairing, Role
from monitor.domain.reported.telling import Doing
from monitor.domain.stories.telling import unlinked
from monitor.ports import Asked, Kept
from storage.rows import Row, act_of, notice_body, notice_of
from storage.statements import Once, among, paired
from storage.tables import Instant, acts, micros, notices, reports

REACH: Final = 2 * ECHO
"""How far before a text the reports lie that may be of what it tells."""

_REPORTS = Once(reports, apart_by=1)

_since = bindparam("since", type_=Instant)
_UPON = union(
    select(reports.c.at).where(among(reports.c.record, "records")),
    select(reports.c.at).where(among(reports.c.voice, "leavers")),
)
_ALL = select(reports).where(reports.c.at >= _since).order_by(reports.c.at, reports.c.key)

_before = reports.c.order < bindparam("before")
_standing = ~reports.c.withdrawn
_GONE = {
    "record": select(reports).where(reports.c.record == bindparam("of"), _before, _standing),
    "voice": select(reports).where(reports.c.voice == bindparam("of"), _before, _standing),
}
_WITHDRAW = (
    update(reports)
    .where(reports.c.key == bindparam("of"))
    .values(withdrawn=True, url=None, gist=b"")
)

_TOLD = (
    select(notices.c.seq, notices.c.body)
    .join(acts, acts.c.alert == notices.c.alert)
    .where(paired(acts, "pairings"))
    .distinct()
)
_REWRITE = update(notices).where(notices.c.seq == bindparam("of")).values(body=bindparam("anew"))

_ACTS_OF = select(acts).where(paired(acts, "pairings"), acts.c.at >= _since)
_REPORTS_OF = select(reports).where(paired(reports, "pairings"), reports.c.at >= _since)


def keep(connection: Connection, told: Sequence[Report], new: Collection[bytes]) -> list[Report]:
    """Store reports whose text is *new*, by the keys of activities; return those stored."""
    fresh = {one.key: one for one in told if one.post in new}
    if not fresh:
        return []
    return [fresh[row[0]] for row in _REPORTS(connection, [_row(one) for one in fresh.values()])]


def withdraw(connection: Connection, changed: Sequence[Kept]) -> bool:
    """Withdraw reports whose text was deleted or edited; return whether there were any.

    Their addresses go from the notices that link them, too.
    """
    gone: dict[bytes, Any] = {}
    for one in changed:
        verb, order = one.activity.verb, one.activity.order
        for column, of, over in (
            ("record", one.record, verb in ENDING or verb is Verb.UPDATE),
            ("voice", one.author, one.ends_author),
        ):
            if over:
                found = connection.execute(_GONE[column], {"of": of, "before": order})
                gone.update((row.key, row) for row in found)
    if not gone:
        return False
    connection.execute(_WITHDRAW, [{"of": key} for key in sorted(gone)])
    _unlink(connection, gone.values())
    return True


def _unlink(connection: Connection, gone: Collection[Any]) -> None:
    addresses = {row.url for row in gone if row.url is not None}
    pairings = {Pairing(row.player, row.club) for row in gone}
    told = connection.execute(_TOLD, {"pairings": pairings}).all()
    anew = [
        {"of": row.seq, "anew": notice_body(after)}
        for row in told
        if (before := notice_of(row.body)) != (after := unlinked(before, addresses))
    ]
    if anew:
        connection.execute(_REWRITE, anew)


def recall(connection: Connection, asked: Asked) -> tuple[Report, ...]:
    """Return the reports that a batch may add to or take from; none if it can do neither."""
    upon = {"records": asked.records, "leavers": asked.leavers}
    since = [at - REACH for at in connection.execute(_UPON, upon).scalars()]
    if asked.telling is not None:
        since.append(asked.telling - REACH)
    if not since:
        return ()
    return tuple(report_of(row) for row in connection.execute(_ALL, {"since": min(since)}))


def known_of(
    connection: Connection,
    pairings: Collection[Pairing],
    since: datetime,
    until: datetime | None = None,
) -> Mapping[Pairing, tuple[Known, ...]]:
    """Return the acts about *pairings* since then, each once, however they are known.

    Before *until*, if it is given, by what was done and published before it.
    """
    asked = {"pairings": pairings, "since": since - timedelta(days=1)}
    done: dict[Pairing, tuple[list[Any], list[Report]]] = {one: ([], []) for one in pairings}
    for row in connection.execute(_ACTS_OF, asked):
        if until is None or row.at < until:
            done[Pairing(row.player, row.club)][0].append(act_of(row))
    for row in connection.execute(_REPORTS_OF, {**asked, "since": since - REACH}):
        if until is None or row.at < until:
            done[Pairing(row.player, row.club)][1].append(report_of(row))
    return {
        pairing: tuple(one for one in known(acted, told) if one.act.at >= since)
        for pairing, (acted, told) in done.items()
    }


def known_about(
    connection: Connection, player: str, club: str, since: datetime
) -> tuple[Known, ...]:
    """Return the acts about one pairing since then, oldest first."""
    pairing = Pairing(player, club)
    return known_of(connection, [pairing], since)[pairing]


def _row(one: Report) -> Row:
    """Return the row of a report, in the order of the table's columns."""
    return (
        one.key,
        one.post,
        one.record,
        one.order,
        one.pairing.player,
        one.pairing.club,
        one.doing.value,
        None if one.role is None else one.role.value,
        one.doer,
        one.count,
        one.platform,
        one.whose,
        one.author,
        None if one.since is None else micros(one.since),
        micros(one.until),
        micros(one.at),
        micros(one.seen_at),
        one.hedged,
        one.denied,
        one.leaving,
        one.by.value,
        one.source,
        one.name,
        one.voice,
        one.cites,
        one.repeats,
        one.gist,
        one.url,
        one.withdrawn,
    )


def report_of(row: Any) -> Report:
    """Return the report of a row of `reports`."""
    return Report(
        key=row.key,
        post=row.post,
        record=row.record,
        order=row.order,
        pairing=Pairing(row.player, row.club),
        doing=Doing(row.doing),
        role=None if row.role is None else Role(row.role),
        doer=row.doer,
        count=row.many,
        platform=row.platform,
        whose=row.whose,
        author=row.author,
        since=row.since,
        until=row.until,
        at=row.at,
        seen_at=row.seen_at,
        hedged=row.hedged,
        denied=row.denied,
        leaving=row.leaving,
        by=Role(row.by),
        source=row.source,
        name=row.name,
        voice=row.voice,
        cites=row.cites,
        repeats=row.repeats,
        gist=row.gist,
        url=row.url,
        withdrawn=row.withdrawn,
    )
