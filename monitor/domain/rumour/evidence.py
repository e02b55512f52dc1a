"""What each origin of a rumour is worth at a time."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from monitor.domain.catalogue import Role
from monitor.domain.rumour.interaction import DAY
from monitor.domain.rumour.model import Model
from monitor.domain.rumour.origin import Family, Origin, Voice
from monitor.domain.rumour.record import Record

_OFFICIAL: Final = frozenset({Role.CLUB, Role.PLAYER, Role.AGENT})


@dataclass(frozen=True, slots=True)
class Weighed:
    """An origin with what it adds, in log-odds before calibration."""

    origin: Origin
    weight: float


def heard(found: Sequence[Origin]) -> datetime | None:
    """Return when somebody last spoke for the move, or of it; None if nobody did.

    It is the hour hand of all that speaks against: a denial stands until there is news again, so
    that silence can't lift a rumour, and a denial can't break the silence.
    """
    return max((one.at for one in found if not one.against), default=None)


def weigh(found: Sequence[Origin], at: datetime, model: Model) -> tuple[Weighed, ...]:
    """Return what each origin adds; of one voice only its strongest word for, and against.

    What speaks for the move fades from when it was said, by half in `model.half_life` days; what
    speaks against it fades once there is news. Sorted by strength, the j-th independent voice
    counts `model.rho` to the power of j.
    """
    news = heard(found) or at
    for_it: dict[Voice, Weighed] = {}
    against: dict[Voice, Weighed] = {}
    for one in found:
        weight = _plain(one, model)
        until = at if weight > 0 else max(news, one.at)
        weight *= math.exp2(-max(0.0, (until - one.at).total_seconds() / DAY) / model.half_life)
        if one.first.withdrawn and not one.against:
            weight = min(weight, model.claims.get(Family.WITHDRAWN, 0.0))
        side = for_it if weight > 0 else against
        best = side.get(one.voice)
        if best is None or abs(weight) > abs(best.weight):
            side[one.voice] = Weighed(one, weight)
    return (*_added(for_it.values(), model.rho), *_added(against.values(), model.rho))


def _plain(one: Origin, model: Model) -> float:
    """Return the weight of an origin when it is new."""
    weight = model.claims.get(one.family, 0.0)
    if one.family is Family.DENIED and one.first.role in _OFFICIAL:
        weight = min(weight, model.official)
    if weight > 0 and one.first.claim is not None and one.first.claim.hedged:
        weight *= model.hedge
    return 0.0 if one.against and one.first.withdrawn else weight


def _added(several: Iterable[Weighed], rho: float) -> list[Weighed]:
    ranked = sorted(
        several, key=lambda one: (-abs(one.weight), one.origin.at, one.origin.first.key)
    )
    return [Weighed(one.origin, one.weight * rho**rank) for rank, one in enumerate(ranked)]


def reliability(
    found: Sequence[Origin], records: Mapping[str, Record], model: Model
) -> tuple[float, Origin | None]:
    """Return what the records of those who speak of the move add, with who weighs most in it.

    The mean over voices of the log-odds of each record against the usual rate (Beta-Binomial
    with `model.kappa` pairings of that rate), newer words weighing more.
    """
    news = heard(found)
    latest = {one.voice: one for one in found if not one.against}
    if news is None:
        return 0.0, None
    ranked = [
        (
            math.exp2(-(news - one.at).total_seconds() / DAY / model.half_life),
            proven_rate(one, records, model),
            one,
        )
        for one in latest.values()
    ]
    total = math.fsum(share for share, _, _ in ranked)
    mean = math.fsum(share * delta for share, delta, _ in ranked) / total
    loudest = max(ranked, key=lambda each: (each[0] * abs(each[1]), each[2].at, each[2].first.key))
    return model.trust * mean, loudest[2]


def proven_rate(one: Origin, records: Mapping[str, Record], model: Model) -> float:
    """Return how far a voice's claims came true above the usual rate, in log-odds."""
    start = model.rate * model.standing.get(one.first.role, 1.0)
    record = records.get(one.voice) if isinstance(one.voice, str) else None
    true, failed = (record.came_true, record.failed) if record else (0, 0)
    shrunk = (true + model.kappa * start) / (true + failed + model.kappa)
    return math.log(shrunk / (1 - shrunk)) - math.log(model.rate / (1 - model.rate))
