"""Takes the moods of all pairings that are talked of."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from monitor.domain.catalogue import Pairing
from monitor.domain.mood import Confusion, Mood, Strand, Voice, mood
from monitor.judges.sentiment import Backend, textblob, vader
from monitor.ports import Reader

SPAN: Final = timedelta(hours=24)
"""How far back a mood reaches."""

_LISTS: Final[Mapping[str, Confusion]] = {
    textblob.SCORER: textblob.CONFUSION,
    vader.SCORER: vader.CONFUSION,
}

Moods = Mapping[tuple[Pairing, Strand], Mood]


def confusions(scorer: Backend) -> Mapping[str, Confusion]:
    """Return what is known of mistakes, by who scored: *scorer*, and those that come along."""
    return {**_LISTS, **scorer.confusions}


async def take_moods(
    reader: Reader,
    scorer: Backend,
    now: datetime,
    pairings: Collection[Pairing] | None = None,
) -> Moods:
    """Return how *pairings* (None: all) are taken; those of whom too few speak are left out.

    Args:
        scorer: In use now; what others scored before is set right where we know how they err.
    """
    known = confusions(scorer)
    found = await reader.voices(now - SPAN, pairings)
    return await asyncio.to_thread(_taken, found, known)


def _taken(
    found: Mapping[tuple[Pairing, Strand], Sequence[Voice]], known: Mapping[str, Confusion]
) -> Moods:
    moods = {which: mood(voices, known) for which, voices in found.items()}
    return {which: taken for which, taken in moods.items() if taken is not None}
