"""A claim in an opinion is hedged."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.domain.claims import Claim, Stage
from tests.unit.judged import Silent, desk

AGREED = "Sergio Ramos and Real Madrid have reached an agreement"


class Sure(Silent):
    """A judge to whom every text is as subjective as it was told."""

    def __init__(self, subjectivity: float) -> None:
        self._subjectivity = subjectivity

    def subjectivity(self, text: str) -> float:  # type: ignore[override]
        del text
        return self._subjectivity


@pytest.mark.parametrize(("subjectivity", "hedged"), [(0.0, False), (0.5, False), (0.9, True)])
def test_what_an_opinion_claims_is_hedged_and_what_a_report_claims_is_not(
    subjectivity: float, hedged: bool
) -> None:
    room = desk()
    judge = room.judge
    room.judge = replace(judge, words=replace(judge.words, skeptic=Sure(subjectivity)))
    (kept,) = room.see(room.post("writer", AGREED)).kept
    (mention,) = kept.mentions
    assert mention.claim is not None
    assert (mention.claim.stage, mention.claim.hedged) == (Stage.AGREEMENT, hedged)


def test_an_opinion_takes_no_reserve_away() -> None:
    said = Claim(stage=Stage.TALKS, cue="in talks", hedged=True)
    assert said.voiced(0.0) == said.voiced(None) == said.voiced(1.0) == said
