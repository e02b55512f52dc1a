"""Warnings: very much talk about a player's death, health, crime or private life, told once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from monitor.domain.alert import Notice, State
from monitor.domain.catalogue import Catalogue, Pairing
from monitor.domain.spiking import Spike
from monitor.domain.stories import sensitive
from monitor.watching.verdicts import LEAST, Case, loud


def warn(
    cases: Sequence[Case],
    spikes: Mapping[Pairing, Spike],
    standing: Iterable[Spike],
    catalogue: Catalogue,
    at: datetime,
) -> tuple[Mapping[Pairing, Spike], tuple[Notice, ...]]:
    """Return what warns of private life, once in a surge of a player, and the spikes that note it.

    Nothing is told of its end: nothing was said to be so, and an end would read as an all-clear.

    Args:
        cases: As they were judged; *spikes*: as they are kept after it.
        standing: Spikes of other pairings.
    """
    others = list(standing)
    kept: dict[Pairing, Spike] = {}
    notices: list[Notice] = []
    for player in sorted({case.pairing.player for case in cases if _delicate(case)}):
        theirs = [case for case in cases if case.pairing.player == player and _delicate(case)]
        live = [one for one in (*spikes.values(), *others) if one.pairing.player == player]
        ids = (one.warned for one in live if one.warned and one.state is not State.QUIET)
        warned = next(ids, None)
        if warned is None:
            loudest = min(theirs, key=lambda case: (-case.heard.authors, case.pairing))
            notice = sensitive.warn(spikes[loudest.pairing], catalogue, at)
            notices.append(notice)
            warned = notice.alert.id
        kept.update((case.pairing, replace(spikes[case.pairing], warned=warned)) for case in theirs)
    return kept, tuple(notices)


def _delicate(case: Case) -> bool:
    return loud(case.spike) and case.heard.delicate and case.heard.authors >= LEAST
