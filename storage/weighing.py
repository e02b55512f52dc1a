"""How strong rumours were and how they ended, as it is stored; all of a weighing, or nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import BindParameter, Connection, and_, bindparam, delete, func, select, update

from monitor.domain.catalogue import Pairing
from monitor.domain.rumour import Outcome, Strength, Verdict
from monitor.ports.estimate import Estimate
from monitor.ports.rumours import Conclusion, Weighing
from monitor.ports.watching import Lease
from storage import claims
from storage.lease import HELD, guarded
from storage.redaction import redact
from storage.statements import Over, paired
from storage.tables import Instant, estimates, outcomes, verdicts, watch
from storage.telling import tell

_STRENGTH = msgspec.json.Decoder(Strength)

_since = bindparam("since", type_=Instant)

_WEIGHED = (
    update(watch)
    .where(HELD, watch.c.weighed.is_not_distinct_from(bindparam("seen", type_=Instant)))
    .values(weighed=bindparam("end", type_=Instant))
)

_ESTIMATES = Over(
    estimates,
    lambda _, new: {name: new[name] for name in ("probability", "week", "evidence", "body")},
)
_OUTCOMES = Over(
    outcomes, lambda _, new: {name: new[name] for name in ("happened", "by", "told_at")}
)
_VERDICTS = Over(
    verdicts, lambda _, new: {name: new[name] for name in ("came_true", "first", "withdrawn")}
)
_REOPEN = delete(outcomes).where(
    outcomes.c.player == bindparam("its_player"),
    outcomes.c.club == bindparam("its_club"),
    outcomes.c.at == bindparam("its_time", type_=Instant),
)
_UNJUDGE = delete(verdicts).where(
    verdicts.c.player == bindparam("its_player"),
    verdicts.c.club == bindparam("its_club"),
    verdicts.c.at == bindparam("its_time", type_=Instant),
)

_last = (
    select(estimates.c.player, estimates.c.club, func.max(estimates.c.at).label("at"))
    .where(estimates.c.at >= _since)
    .group_by(estimates.c.player, estimates.c.club)
)


def _at_last(last: Any) -> Any:
    return select(estimates).join(
        last,
        and_(
            estimates.c.player == last.c.player,
            estimates.c.club == last.c.club,
            estimates.c.at == last.c.at,
        ),
    )


_NEWEST = _at_last(_last.subquery())
_NEWEST_OF = _at_last(_last.where(paired(estimates, "pairings")).subquery())

_HISTORY = (
    select(estimates)
    .where(
        estimates.c.player == bindparam("player"),
        estimates.c.club == bindparam("club"),
        estimates.c.at >= _since,
    )
    .order_by(estimates.c.at)
)

_THROUGH = select(watch.c.weighed).where(watch.c.id == 1)

_MOST: BindParameter[int] = bindparam("most")
_JUDGED = (
    select(verdicts)
    .where(verdicts.c.source == bindparam("source"))
    .order_by(verdicts.c.at.desc(), verdicts.c.player, verdicts.c.club)
    .limit(_MOST)
)


def store(connection: Connection, lease: Lease, weighing: Weighing) -> int:
    """Store *weighing*; return how many messages were new.

    Raises:
        LostLeaseError: Another holds the lease, or has weighed on.
    """
    guarded(connection, _WEIGHED, lease, seen=lease.weighed, end=weighing.end)
    conclude(connection, weighing.conclusion)
    _ESTIMATES(connection, [_estimate_row(one) for one in weighing.estimates])
    claims.keep(connection, weighing.claimed)
    new = tell(connection, weighing.notices, weighing.messages)
    redact(connection, {key for notice in weighing.notices for key in notice.keys}, ())
    return new


def conclude(connection: Connection, conclusion: Conclusion) -> None:
    """Store how rumours ended, and what that makes of the records of sources."""
    gone = [
        _place(one.pairing, one.at) for one in sorted(conclusion.reopened, key=lambda o: o.pairing)
    ]
    if gone:
        connection.execute(_REOPEN, gone)
    judged = [_place(pairing, at) for pairing, at in sorted(conclusion.judged)]
    if judged:
        connection.execute(_UNJUDGE, judged)
    _OUTCOMES(connection, [_outcome_row(one) for one in conclusion.outcomes])
    _VERDICTS(connection, [_verdict_row(one) for one in conclusion.verdicts])


def latest(
    connection: Connection, since: datetime, pairings: Collection[Pairing] | None = None
) -> Mapping[Pairing, Estimate]:
    """Return the newest estimate of each pairing that has one since then."""
    if pairings is None:
        found = connection.execute(_NEWEST, {"since": since})
    else:
        found = connection.execute(_NEWEST_OF, {"since": since, "pairings": pairings})
    return {one.pairing: one for one in map(estimate_of, found)}


def history(connection: Connection, player: str, club: str, since: datetime) -> Sequence[Estimate]:
    """Return the estimates of a pairing since then, oldest first."""
    found = connection.execute(_HISTORY, {"player": player, "club": club, "since": since})
    return [estimate_of(row) for row in found]


def through(connection: Connection) -> datetime | None:
    """Return up to when rumours were weighed; None if none ever were."""
    found: datetime | None = connection.execute(_THROUGH).scalar_one_or_none()
    return found


def judged(connection: Connection, source: str, limit: int) -> Sequence[Verdict]:
    """Return what the claims of a source came to, those that count last first."""
    return [
        Verdict(
            source=row.source,
            pairing=Pairing(row.player, row.club),
            at=row.at,
            came_true=row.came_true,
            first=row.first,
            withdrawn=row.withdrawn,
        )
        for row in connection.execute(_JUDGED, {"source": source, "most": limit})
    ]


def _place(pairing: Pairing, at: datetime) -> dict[str, Any]:
    return {"its_player": pairing.player, "its_club": pairing.club, "its_time": at}


def _estimate_row(one: Estimate) -> dict[str, Any]:
    strength = one.strength
    return {
        "player": one.pairing.player,
        "club": one.pairing.club,
        "at": one.at,
        "probability": strength.probability,
        "week": strength.week,
        "evidence": strength.evidence.value,
        "body": msgspec.json.encode(strength).decode(),
    }


def estimate_of(row: Any) -> Estimate:
    """Return the estimate of a row of `estimates`."""
    return Estimate(
        pairing=Pairing(row.player, row.club), at=row.at, strength=_STRENGTH.decode(row.body)
    )


def _outcome_row(one: Outcome) -> dict[str, Any]:
    return {
        "player": one.pairing.player,
        "club": one.pairing.club,
        "at": one.at,
        "happened": one.happened,
        "by": one.by,
        "told_at": one.told_at,
    }


def _verdict_row(one: Verdict) -> dict[str, Any]:
    return {
        "source": one.source,
        "player": one.pairing.player,
        "club": one.pairing.club,
        "at": one.at,
        "came_true": one.came_true,
        "first": one.first,
        "withdrawn": one.withdrawn,
    }
