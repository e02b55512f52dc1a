"""How far a move is said to be by those whose word counts.

A stage counts once it is vouched for: by the club, the player or the agent; by a source with a
record; or by two independent origins. Fan accounts vouch for nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from monitor.domain.catalogue import Role
from monitor.domain.rumour.origin import Origin
from monitor.domain.rumour.record import Record
from monitor.domain.rumour.testimony import Testimony
from monitor.domain.stage import POSITIVE, Stage
from monitor.domain.stance import Stance

RECORD: Final = 3
"""So many claims of a source must have been settled before it has a record, one of them true."""

FADED: Final = timedelta(days=30)
"""What was said longer ago vouches for nothing."""

_UNHEARD: Final = frozenset({Stance.DENY, Stance.QUERY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far a move is said to be, and who vouches for it.

    Attributes:
        stage: The highest that is vouched for; None = the move is only spoken of.
        by: The first first.
    """

    stage: Stage | None
    by: tuple[Origin, ...]


def rank(stage: Stage | None) -> int:
    """Return how far a stage is: 1 to 6, and 0 for a move that is only spoken of."""
    return POSITIVE.index(stage) + 1 if stage in POSITIVE else 0


def standing(
    found: Iterable[Origin], records: Mapping[str, Record], at: datetime
) -> Standing | None:
    """Return how far a move is said to be at *at*; None where nobody's word counts.

    What is said with a reserve counts as one stage less. That a move is only spoken of takes two
    independent voices. Columns of gossip, and what was taken back, vouch for nothing.

    Args:
        found: Origins of what was said of it until then, in any order.
        records: Of sources, by slug.
    """
    stands = [one for one in found if not taken_back(one)]
    return _standing(stands, records, at, reach)


def stood(found: Iterable[Origin], records: Mapping[str, Record], at: datetime) -> Standing | None:
    """Return how far a move was said to be at *at*, what was taken back by then included."""
    return _standing(found, records, at, _reached)


def _standing(
    found: Iterable[Origin],
    records: Mapping[str, Record],
    at: datetime,
    far: Callable[[Origin], int],
) -> Standing | None:
    heard = [
        one
        for one in speakers(found)
        if not one.against and not word(one).gossip and at - one.at <= FADED
    ]
    for stage in reversed(POSITIVE):
        by = [one for one in heard if far(one) >= rank(stage)]
        if vouched(by, records):
            return Standing(stage=stage, by=tuple(by))
    if len({one.voice for one in heard}) > 1 and vouched(heard, records):
        return Standing(stage=None, by=tuple(heard))
    return None


def vouched(by: Sequence[Origin], records: Mapping[str, Record]) -> bool:
    """Whether the word of these counts: of one who takes part, or has a record, or of two."""
    if any(one.first.official or _recorded(one, records) for one in by):
        return True
    return len({one.voice for one in by}) > 1


def _recorded(one: Origin, records: Mapping[str, Record]) -> bool:
    record = records.get(one.voice) if isinstance(one.voice, str) else None
    if record is None:
        return False
    return record.came_true > 0 and record.came_true + record.failed >= RECORD


def reach(one: Origin) -> int:
    """Return how far the move is in a voice's own words, as far as they stand."""
    return max((_said(each) for each in _own(one) if not each.withdrawn), default=0)


def word(one: Origin) -> Testimony:
    """Return the word by which a voice says the most, of those that stand; the first of equals."""
    stands = [each for each in _own(one) if not each.withdrawn]
    return max(stands or [one.first], key=_said)


def _reached(one: Origin) -> int:
    """Return how far the move was in a voice's own words, whether or not they stand."""
    return max(_said(each) for each in _own(one))


def _own(one: Origin) -> Sequence[Testimony]:
    """Return a voice's own words; what others make of them is theirs.

    Where all that is known are citations, the first of them stands for the voice.
    """
    words = [
        each
        for each in (one.first, *one.copies)
        if one.voice in {each.source, each.author} and each.cites in {None, each.source}
    ]
    return words or [one.first]


def _said(one: Testimony) -> int:
    claim = one.claim
    if claim is None or claim.stance in _UNHEARD:
        return 0
    return max(0, rank(claim.stage) - claim.hedged)


def taken_back(one: Origin) -> bool:
    """Whether a voice has taken back all that it said."""
    return all(each.withdrawn for each in _own(one))


def speakers(found: Iterable[Origin]) -> Sequence[Origin]:
    """Return origins but those of fan accounts, in order of time, however they are given."""
    known = (one for one in found if word(one).role is not Role.FAN_ACCOUNT)
    return sorted(known, key=lambda one: (one.at, one.first.key))
