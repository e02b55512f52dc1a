"""Cues, scope and what was learned, put together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from monitor.domain.claims.cast import Cast
from monitor.domain.claims.claim import Claim
from monitor.domain.claims.reading import NO, Heard, hear, said
from monitor.domain.stage import POSITIVE, Stage
from monitor.domain.stance import Stance

Lean: TypeAlias = Sequence[float]
"""How near a text is to each of `ORDER`: 1 = a case of it, -1 = none."""

ORDER: Final[tuple[Stage | None, ...]] = (None, *Stage)
"""What the learned part tells apart; None = no claim."""


GRAVE: Final = frozenset({Stage.AGREEMENT, Stage.MEDICAL, Stage.DONE})
"""Stages that a text must not be given lightly."""

_KIN: Final = {
    **{stage: stage for stage in Stage},
    Stage.BID: Stage.TALKS,
    Stage.STAYS: Stage.DENIED,
    Stage.WITHDRAWN: Stage.DENIED,
}
"""Stages that cues tell apart better than what was learned."""

_NEGATIVE: Final = NO | {Stage.STAYS}

UNHEARD: Final = 0.5
"""How much nearer a grave stage must be that no cue says."""


def decide(heard: Heard, leaning: Lean | None = None, *, unheard: float = UNHEARD) -> Claim | None:
    """Return what a text claims, by its cues and, if asked, by what was learned.

    The learned part has heard the cues, and has the last word; but where none of them says that
    the move is all but done, it must be surer of that than of anything milder. A cue that says no
    stands, and so do negotiations where none says no: a rejected bid is a bid.

    Args:
        heard: What its cues say.
        leaning: What the learned part makes of it (see `ports.Gauge`); None = by cues alone.
        unheard: How much surer.
    """
    if leaning is None:
        return heard.claim
    near = dict(zip(ORDER, leaning, strict=True))
    for stage in GRAVE.difference(stage for stage, _ in heard.cues):
        near[stage] -= unheard
    nearest = max(ORDER, key=near.__getitem__)
    if nearest is None:
        return None
    if heard.claim is not None and heard.claim.stage is Stage.INTEREST and heard.open:
        return heard.claim
    if heard.claim is not None and _stands(heard, heard.claim.stage, nearest):
        return heard.claim
    if heard.claim is not None and _KIN.get(heard.claim.stage) is _KIN.get(nearest):
        return heard.claim
    return Claim(
        stage=nearest,
        cue=dict(heard.cues).get(nearest, heard.claim.cue if heard.claim else ""),
        hedged=heard.hedged,
        attributed_to=heard.attributed_to,
        stance=_stance(nearest, heard),
    )


def _stands(heard: Heard, stage: Stage, nearest: Stage) -> bool:
    """Whether what the cues claim holds against *nearest* of what was learned."""
    if stage in NO:
        return nearest in POSITIVE
    refused = any(said in _NEGATIVE for said, _ in heard.cues)
    return _KIN[stage] is Stage.TALKS and nearest in _NEGATIVE and not refused


def claim(
    folded: str, lang: str | None, cast: Cast | None = None, leaning: Lean | None = None
) -> Claim | None:
    """Return what a text claims about the pairing of *cast*, or None if it claims nothing.

    Arguments as in `reading.hear` and `decide`.
    """
    if cast is None and leaning is None:
        return said(folded, lang)
    return decide(hear(folded, lang, cast), leaning)


def _stance(stage: Stage, heard: Heard) -> Stance:
    if heard.asks or (heard.claim is not None and heard.claim.stance is Stance.QUERY):
        return Stance.QUERY
    return Stance.DENY if stage in NO else Stance.SUPPORT
