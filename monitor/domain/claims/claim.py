"""An assertion about a pairing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from monitor.domain.stage import Stage
from monitor.domain.stance import Stance

OPINION: Final = 0.6
"""From this subjectivity on, of 1, a text is opinion rather than report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """An assertion about a pairing.

    Attributes:
        stage: How far the move is said to be.
        cue: The words that say so; empty where they are a private person's, or where no cue but
            the whole wording does.
        hedged: It is said with a reserve ("could", "reportedly").
        attributed_to: Whom the text names as its source, or None.
        stance: How the text stands to it.
    """

    stage: Stage
    cue: str
    hedged: bool = False
    attributed_to: str | None = None
    stance: Stance = Stance.SUPPORT

    def wordless(self) -> Claim:
        """The same claim without any of the words: what may be kept of a private person's."""
        return Claim(stage=self.stage, cue="", hedged=self.hedged, stance=self.stance)

    def voiced(self, subjectivity: float | None) -> Claim:
        """The same claim as a text so subjective makes it: an opinion is hedged."""
        opinion = subjectivity is not None and subjectivity >= OPINION
        return replace(self, hedged=True) if opinion else self
