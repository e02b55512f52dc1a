"""When what is claimed about a move has changed enough to tell: by whom, and how surely.

Each stage is told once, the highest that is vouched for; then only that it was denied, or that who
claimed it took it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from monitor.domain.catalogue import Pairing
from monitor.domain.rumour import Family, Origin, Record, Strength
from monitor.domain.rumour.vouching import (
    rank,
    reach,
    speakers,
    standing,
    stood,
    taken_back,
    vouched,
    word,
)
from monitor.domain.stage import Stage

FIRM: Final = 0.41
"""From this probability of the move on somebody is interrupted for a claim.

Learned on 159 rumours of the summer of 2018 (FTR-18, MIT), so that seven of ten moves that happened
are told: `tests.benchmarks.week.summer.firm`. More than half of what is so strong came true, of all
one in six; that is measured in folds by player, by `python -m tests.benchmarks.week`.
"""

STALE: Final = timedelta(hours=48)
"""What was last said longer ago is no news."""

_PLAIN: Final = rank(Stage.BID)


class Turn(StrEnum):
    """Which way a rumour went."""

    FORWARD = "forward"
    BACK = "back"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What was told of a pairing's claims.

    Attributes:
        stage: The highest that was told; None = only that the move is spoken of.
        firm: Somebody may have been interrupted for it.
        fallen: It was denied, or nothing is left of it.
        said: When the last of what it rests on was said.
    """

    stage: Stage | None
    firm: bool
    fallen: bool
    said: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance:
    """A change that is worth telling.

    Attributes:
        stage: How far the move is said to be now; for `back` what is said against it; None = it
            is only spoken of, or nothing is left.
        was: The stage that was told before, if one was.
        by: Who says so, the first first; empty for `gone`.
        held: Why nobody is interrupted for it; None = somebody may be.
        after: What is to be remembered.
    """

    pairing: Pairing
    turn: Turn
    stage: Stage | None
    was: Stage | None
    by: tuple[Origin, ...]
    strength: Strength
    at: datetime
    held: str | None
    after: Before

    @property
    def voices(self) -> int:
        """How many independent voices say so."""
        return len({one.voice for one in self.by})


def decide(
    pairing: Pairing,
    found: Sequence[Origin],
    records: Mapping[str, Record],
    strength: Strength,
    at: datetime,
    before: Before | None = None,
    firm: float = FIRM,
) -> Advance | None:
    """Return what is to be told of a rumour at *at*, if anything is.

    Args:
        found: Origins of what was said of it until then, in any order.
        strength: How likely the move is then.
        before: What was told of it; None = nothing yet.
        firm: The least probability for which somebody is interrupted.
    """
    if before is not None and not before.fallen:
        turned = _taken_back(pairing, found, records, strength, at, before) or _denied(
            pairing, found, records, strength, at, before
        )
        if turned is not None:
            return turned
    if before is not None and before.fallen:
        found = [one for one in found if one.at > before.said]
    now = standing(found, records, at)
    if now is None or at - _last(now.by) > STALE:
        return None
    sure = (strength.probability or 0.0) >= firm or any(map(_plainly, now.by))
    if before is None:
        tells = sure or now.stage is not None
    else:
        higher = rank(now.stage) > rank(before.stage)
        tells = higher or (sure and not before.firm and not before.fallen)
    if not tells:
        return None
    was = None if before is None else before.stage
    top = now.stage if before is None or rank(now.stage) > rank(was) else was
    return Advance(
        pairing=pairing,
        turn=Turn.FORWARD,
        stage=now.stage,
        was=was,
        by=now.by,
        strength=strength,
        at=at,
        held=None if sure else _weak(strength),
        after=Before(stage=top, firm=sure, fallen=False, said=_last(now.by)),
    )


def _denied(
    pairing: Pairing,
    found: Iterable[Origin],
    records: Mapping[str, Record],
    strength: Strength,
    at: datetime,
    before: Before,
) -> Advance | None:
    """Return that what was told is denied, by somebody whose word counts, after it was said."""
    noes = [
        one
        for one in speakers(found)
        if one.against and not taken_back(one) and one.at > before.said and at - one.at <= STALE
    ]
    if not vouched(noes, records):
        return None
    return Advance(
        pairing=pairing,
        turn=Turn.BACK,
        stage=_against(noes),
        was=before.stage,
        by=tuple(noes),
        strength=strength,
        at=at,
        held=None if before.firm else _UNTOLD,
        after=Before(stage=before.stage, firm=before.firm, fallen=True, said=_last(noes)),
    )


def _taken_back(
    pairing: Pairing,
    found: Sequence[Origin],
    records: Mapping[str, Record],
    strength: Strength,
    at: datetime,
    before: Before,
) -> Advance | None:
    """Return that what was told rested on what has been taken back since."""
    ever, now = stood(found, records, at), standing(found, records, at)
    left = rank(now.stage) if now is not None else -1
    if ever is None or rank(ever.stage) < rank(before.stage) or left >= rank(before.stage):
        return None
    stage = now.stage if now is not None else None
    return Advance(
        pairing=pairing,
        turn=Turn.GONE,
        stage=stage,
        was=before.stage,
        by=(),
        strength=strength,
        at=at,
        held=None if before.firm else _UNTOLD,
        after=Before(stage=stage, firm=False, fallen=now is None, said=before.said),
    )


_UNTOLD: Final = "Nobody was interrupted for what no longer stands."


def _weak(strength: Strength) -> str:
    if strength.probability is None:
        return "Too little evidence for a number yet: one source alone, or not for long."
    return f"The estimate is {strength.probability:.0%}: too low to interrupt anybody."


def _plainly(one: Origin) -> bool:
    """Whether somebody who takes part in the move speaks of a bid, or of more."""
    return one.first.official and reach(one) >= _PLAIN


def _against(noes: Sequence[Origin]) -> Stage:
    """Return what is said against a move, in the words of the last who says so."""
    return Stage.STAYS if noes[-1].family is Family.STAYS else noes[-1].stage or Stage.DENIED


def _last(by: Iterable[Origin]) -> datetime:
    return max(word(one).at for one in by)
