"""A text as the learned part is told it: its cues in front, and no names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from monitor.domain.claims.cast import Cast, Span

PLAYER: Final = "qpq"
CLUB: Final = "qcq"
OTHER_PLAYER: Final = "qoq"
OTHER_CLUB: Final = "qdq"
"""What stands for names: no word of any language, so that nothing is learned of anybody."""

ENOUGH: Final = 420
"""Characters of a text that are told."""


def tell(
    folded: str, cast: Cast, cues: Iterable[str], start: int = 0, without: Sequence[Span] = ()
) -> str:
    """Return the *cues*, then *folded* from *start* on with its names masked.

    What stands in *without* is left out: it is said of others.
    """
    end = start + ENOUGH
    marks = sorted(
        (span, mark)
        for spans, mark in (
            (cast.player, PLAYER),
            (cast.club, CLUB),
            (cast.players, OTHER_PLAYER),
            (cast.clubs, OTHER_CLUB),
            (without, ""),
        )
        for span in spans
    )
    parts = [" ".join(cues), " "]
    done = start
    for (opens, closes), mark in marks:
        if done <= opens < end:
            parts += folded[done:opens], mark
            done = closes
    return "".join((*parts, folded[done:end]))
