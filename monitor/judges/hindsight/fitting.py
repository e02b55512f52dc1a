"""Fits the few constants that data can tell; the rest stays as it was reasoned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from monitor.domain.rumour import Family, Horizon, Model
from monitor.domain.rumour.estimate import speaking
from monitor.domain.rumour.evidence import heard
from monitor.domain.rumour.prior import days_left, doublings
from monitor.domain.rumour.reasons import reasons
from monitor.judges.hindsight.measures import Numbers
from monitor.judges.hindsight.panel import Day

START: Final = Model(
    name="estimate (2018 data)",
    provenance="reasoned, not fitted",
    window=Horizon(base=-1.6),
    week=Horizon(base=-2.9),
    claims={
        Family.TALK: 0.5,
        Family.INTEREST: -0.5,
        Family.TALKS: 0.15,
        Family.AGREEMENT: 2.0,
        Family.DONE: 2.0,
        Family.STAYS: -1.5,
        Family.DENIED: -0.5,
        Family.WITHDRAWN: -0.5,
    },
)
"""Where every fit starts from, and what it is held near."""

FREE: Final = ("silence", "gossip", "crowd")
"""Constants that are fitted for both horizons together."""

LOOSE: Final = (0.02, 0.25, 0.1)
"""How far these may go from where they start, as standard deviations."""

SHARE: Final = 0.1
"""What a day counts: days of one rumour are hardly more than one case."""

_ROUNDS: Final = 50
_ENOUGH: Final = 1e-7
_BASE: Final = 5.0
_SLOPE: Final = 0.15
_ROOM: Final = 0.1
_NEVER: Final = -1e-3


@dataclass(frozen=True, slots=True)
class Sheet:
    """Days as numbers, a row each: reasons that stay, reasons that are fitted, room, what came."""

    fixed: Numbers
    free: Numbers
    room: Numbers
    window: Numbers
    week: Numbers


def sheet(days: Sequence[Day], model: Model = START) -> Sheet:
    """Return *days* as they are fitted; free reasons at 1 each."""
    unit = replace(model, silence=-1.0, gossip=-1.0, crowd=-1.0)
    rows = np.zeros((len(days), 2 + len(FREE)))
    for place, day in enumerate(days):
        found = speaking(day.case, day.at)
        for reason in reasons(day.case, found, day.at, unit):
            if reason.name in FREE:
                rows[place, 2 + FREE.index(reason.name)] = -reason.weight
            else:
                rows[place, 0] += reason.weight
        rows[place, 1] = doublings(days_left(day.case.closes, heard(found) or day.at))
    return Sheet(
        rows[:, 0],
        rows[:, 2:],
        rows[:, 1],
        np.array([float(day.window) for day in days]),
        np.array([float(day.week) for day in days]),
    )


def fit(given: Sheet, start: Model = START) -> Model:
    """Return *start* with the constants that fit *given* best.

    Fitted are the base of both horizons, slope and room of the week, and the weights in `FREE`;
    all but the bases are held near where they start (a Gaussian prior), for true moves are few.
    By Newton's method on the sum of both log-likelihoods.
    """
    names = [start.silence, start.gossip, start.crowd]
    middle = np.array([start.window.base, start.week.base, start.week.slope, start.week.room])
    at = np.concatenate([middle, names])
    home = at.copy()
    width = np.array([_BASE, _BASE, _SLOPE, _ROOM, *LOOSE])
    for _ in range(_ROUNDS):
        slope, bend = _step(given, at, home, width, start)
        move = np.linalg.solve(bend, slope)
        move /= max(1.0, float(np.max(np.abs(move / np.minimum(width, 1.0)))))
        at = at - move
        if float(np.max(np.abs(move))) < _ENOUGH:
            break
    base, week, slope_, room, silence, gossip, crowd = (round(float(one), 4) for one in at)
    return replace(
        start,
        window=replace(start.window, base=base),
        week=replace(start.week, base=week, slope=max(slope_, 0.1), room=room),
        silence=min(silence, _NEVER),
        gossip=gossip,
        crowd=min(crowd, _NEVER),
    )


def _step(
    given: Sheet, at: Numbers, home: Numbers, width: Numbers, start: Model
) -> tuple[Numbers, Numbers]:
    """Return the slope and the bend of the log-likelihood at *at*."""
    total = given.fixed + given.free @ at[4:]
    one, none = np.ones_like(total), np.zeros_like(total)
    slope = start.window.slope
    window = at[0] + slope * total + start.window.room * given.room
    week = at[1] + at[2] * total + at[3] * given.room
    ways = (
        (window, given.window, np.column_stack([one, none, none, none, slope * given.free])),
        (week, given.week, np.column_stack([none, one, total, given.room, at[2] * given.free])),
    )
    gradient = (at - home) / width**2
    bend = np.diag(1 / width**2)
    for log_odds, came, along in ways:
        told = 1 / (1 + np.exp(-np.clip(log_odds, -30, 30)))
        gradient = gradient + SHARE * along.T @ (told - came)
        bend = bend + SHARE * (along * (told * (1 - told))[:, None]).T @ along
    return gradient, bend
