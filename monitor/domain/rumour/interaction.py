"""What acts add to a rumour: little, capped, and fading; guesses until enough of them resolve."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from monitor.domain.act import Act
from monitor.domain.activity import Provenance, Verb
from monitor.domain.catalogue import Role

WEIGHTS: Final[Mapping[tuple[Role, Verb], float]] = {
    (Role.PLAYER, Verb.LIKE): 0.3,
    (Role.PLAYER, Verb.ANNOUNCE): 0.5,
    (Role.PLAYER, Verb.CREATE): 0.5,
    (Role.PLAYER, Verb.FOLLOW): 0.4,
    (Role.PLAYER, Verb.UNDO): 0.1,
    (Role.AGENT, Verb.LIKE): 0.15,
    (Role.AGENT, Verb.ANNOUNCE): 0.15,
    (Role.AGENT, Verb.CREATE): 0.15,
    (Role.AGENT, Verb.FOLLOW): 0.15,
    (Role.CLUB, Verb.FOLLOW): 0.5,
}
"""Weight of an act in log-odds, by who acts and how. No data hold acts with outcomes: seven cases
were looked at, and such acts spoke of leaving rather than of where to."""

MOST: Final = 0.8
"""All acts about a pairing add at most so much."""

HALF_LIFE: Final = 3.0
"""Of an act's weight, in days."""

UNDONE: Final = 0.3
"""What is left of an act that was taken back."""


_SUREST: Final = (Provenance.OBSERVED, Provenance.PUSHED, Provenance.REPORTED)


def interactions(acts: Iterable[Act], at: datetime) -> Iterator[tuple[Act, float]]:
    """Yield acts with what each adds at *at*, the strongest first; together at most `MOST`.

    An act may be stored several times, as it was seen by several: of acts by one person, in one
    way, on one object (or on an unknown one), the surest that still stands counts, by its time.
    """
    rest = MOST
    for act, weight in sorted(_weighed(acts, at), key=lambda one: (-one[1], one[0].at, one[0].key)):
        added = min(weight, rest)
        rest -= added
        if added > 0:
            yield act, added


def _weighed(acts: Iterable[Act], at: datetime) -> Iterator[tuple[Act, float]]:
    seen: set[object] = set()
    for act in sorted(acts, key=_standing):
        weight = WEIGHTS.get((act.role, act.verb))
        if weight is None or act.at > at:
            continue
        how = act.role, act.pairing.player if act.role is Role.PLAYER else act.actor, act.verb
        same = how if act.object is None else (*how, act.object)
        if same in seen:
            continue
        seen |= {how, same}
        age = (at - act.at) / timedelta(days=1)
        yield act, weight * (UNDONE if act.ended else 1.0) * math.exp2(-age / HALF_LIFE)


def _standing(act: Act) -> tuple[bool, bool, int, datetime, bytes]:
    return act.object is None, act.ended, _SUREST.index(act.provenance), act.at, act.key


def told(act: Act) -> str:
    """Return how an act is known, for a sentence."""
    match act.provenance:
        case Provenance.REPORTED:
            return f"reported by {act.observer}" if act.observer else "reported"
        case Provenance.PUSHED:
            return f"seen by {act.observer}" if act.observer else "seen by a person"
        case _:
            return "observed"
