"""What each origin of a rumour is worth at a time."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from monitor.domain.rumour.credibility import mean
from monitor.domain.rumour.model import Model
from monitor.domain.rumour.origin import Family, Origin, Voice
from monitor.domain.rumour.record import Record

DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Weighed:
    """An origin with what it adds, in log-odds before calibration."""

    origin: Origin
    weight: float


@dataclass(frozen=True, slots=True)
class Voiced:
    """A voice: its latest word, and how much that counts, 0 to 1."""

    origin: Origin
    share: float


def heard(found: Iterable[Origin]) -> datetime | None:
    """Return when somebody last spoke of the move, and not against it; None if nobody did.

    It is the clock of all that lowers a rumour and fades: so silence can't lift it, and a denial
    doesn't break the silence.
    """
    return max((one.at for one in found if not one.against), default=None)


def faded(since: datetime, until: datetime, half_life: float) -> float:
    """Return what is left of 1 from *since* at *until*; all of it before."""
    return math.exp2(-max(0.0, (until - since) / DAY) / half_life)


def weigh(found: Sequence[Origin], at: datetime, model: Model) -> tuple[Weighed, ...]:
    """Return what each origin adds; of one voice only its strongest word for, and against.

    What speaks for the move fades from when it was said, by half in `model.half_life` days; a
    denial stands. Sorted by strength, the j-th independent voice counts `model.rho` to the power
    of j; of denials the strongest alone: a further one may show two to be copies of it, and must
    not lift the rumour by that.
    """
    news = heard(found) or at
    for_it: dict[Voice, Weighed] = {}
    against: dict[Voice, Weighed] = {}
    denied: dict[Voice, Weighed] = {}
    for one in found:
        weight = _denying(one, model) if one.against else _claiming(one, news, at, model)
        side = denied if one.against else for_it if weight > 0 else against
        best = side.get(one.voice)
        if best is None or abs(weight) > abs(best.weight):
            side[one.voice] = Weighed(one, weight)
    return (
        *_added(for_it.values(), model.rho),
        *_added(against.values(), model.rho),
        *_added(denied.values(), 0.0),
    )


def _denying(one: Origin, model: Model) -> float:
    """Return the weight of an origin against the move, unless all of it is withdrawn."""
    if one.first.withdrawn and all(copy.withdrawn for copy in one.copies):
        return 0.0
    weight = model.claims.get(one.family, 0.0)
    return min(weight, model.official) if one.first.official else weight


def _claiming(one: Origin, news: datetime, at: datetime, model: Model) -> float:
    """Return the weight of an origin that speaks of the move; below 0 it fades with news only."""
    weight = model.claims.get(one.family, 0.0)
    if weight > 0 and one.first.claim is not None and one.first.claim.hedged:
        weight *= model.hedge
    weight *= faded(one.at, at if weight > 0 else news, model.half_life)
    return min(weight, model.claims.get(Family.WITHDRAWN, 0.0)) if one.first.withdrawn else weight


def _added(several: Iterable[Weighed], rho: float) -> list[Weighed]:
    ranked = sorted(
        several, key=lambda one: (-abs(one.weight), one.origin.at, one.origin.first.key)
    )
    return [Weighed(one.origin, one.weight * rho**rank or 0.0) for rank, one in enumerate(ranked)]


def voices(found: Iterable[Origin], news: datetime, half_life: float) -> tuple[Voiced, ...]:
    """Return whose words *found* are, as that stood at the last *news*: silence changes nothing."""
    latest = {one.voice: one for one in found}
    return tuple(Voiced(one, faded(one.at, news, half_life)) for one in latest.values())


def reliability(
    voiced: Sequence[Voiced], records: Mapping[str, Record], model: Model
) -> tuple[float, Origin]:
    """Return what the records of at least one voice add, with whose weighs most.

    The mean over voices of the log-odds of each record against the usual rate (Beta-Binomial
    with `model.kappa` pairings of that rate), newer words weighing more.
    """
    deltas = [above(one.origin, records, model) for one in voiced]
    parts = [one.share * delta for one, delta in zip(voiced, deltas, strict=True)]
    whole = math.fsum(parts) / math.fsum(one.share for one in voiced)
    loudest = max(
        zip(parts, voiced, strict=True),
        key=lambda each: (abs(each[0]), each[1].origin.at, each[1].origin.first.key),
    )
    return model.trust * whole, loudest[1].origin


def above(one: Origin, records: Mapping[str, Record], model: Model) -> float:
    """Return how far a voice's claims came true above the usual rate, in log-odds."""
    record = records.get(one.voice) if isinstance(one.voice, str) else None
    shrunk = mean(record, one.first.role, model)
    return math.log(shrunk / (1 - shrunk)) - math.log(model.rate / (1 - model.rate))


def gossiping(voiced: Sequence[Voiced]) -> float:
    """Return how much of what at least one voice says is columns of gossip, 0 to 1."""
    whole = math.fsum(one.share for one in voiced)
    return math.fsum(one.share for one in voiced if one.origin.first.gossip) / whole
