"""What is told of each day of a rumour that the constants have not seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

import numpy as np

from monitor.domain.rumour import Model
from monitor.domain.rumour.estimate import add, speaking
from monitor.judges.hindsight.fitting import fit, sheet
from monitor.judges.hindsight.measures import Numbers
from monitor.judges.hindsight.panel import Day, Ended, recorded
from tests.benchmarks.rumour.folds import folds

FOLDS: Final = 10

Learn: TypeAlias = Callable[[Sequence[Day]], Callable[[Sequence[Day]], Numbers]]
"""Learns from days, and tells how likely others are: two columns, this window and seven days."""


def told(days: Sequence[Day], ended: Sequence[Ended], learn: Learn) -> Numbers:
    """Return what each day is told by what was learned from the other players' rumours."""
    found = np.zeros((len(days), 2))
    for learned, apart in folds(days, _player, FOLDS):
        players = {days[place].player for place in apart}
        rest = [one for one in ended if one.pairing.player not in players]
        tell = learn(recorded([days[place] for place in learned], rest))
        found[apart] = tell(recorded([days[place] for place in apart], rest))
    return found


def _player(day: Day) -> str:
    return day.player


def estimating(days: Sequence[Day]) -> Callable[[Sequence[Day]], Numbers]:
    """Learn the constants of the program's own estimate, and tell by these."""
    model = fit(sheet(days))
    return lambda others: chances(others, model)


def chances(days: Sequence[Day], model: Model) -> Numbers:
    """Return what the estimate says of each day, even where it would call that insufficient."""
    return np.array(
        [add(day.case, speaking(day.case, day.at), day.at, model).chances for day in days]
    )
