"""The strength of a rumour in alerts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.domain.alert import Kind
from monitor.domain.rumour import Contribution, Evidence, Strength
from monitor.domain.stories.rating import LIKELY, rated, said
from tests.contract.storing import kept
from tests.contract.telling import notice

SURE = Strength(
    Evidence.MEDIUM, (Contribution("prior", 0.0, "So many do."),), 0.5, 0.31, 0.69, 0.08,
    model="estimate (2018 data)",
)  # fmt: skip
LITTLE = Strength(Evidence.INSUFFICIENT, model="estimate (2018 data)")
TOLD = notice(kept())


def test_an_estimate_is_told_as_a_band_with_what_it_rests_on() -> None:
    assert said(SURE) == (
        "31% to 69% in this window, about 8% within seven days "
        "(medium evidence; estimate (2018 data))"
    )


def test_too_little_evidence_shows_no_number() -> None:
    assert said(LITTLE) == "too little evidence for a number"


def test_an_alert_says_once_how_likely_the_move_is() -> None:
    before = replace(TOLD.alert, unknown=(f"{LIKELY}{said(LITTLE)}.", "Why."))
    alert = rated(rated(replace(TOLD, alert=before), LITTLE), SURE).alert

    assert alert.strength == SURE
    assert alert.unknown == ("Why.", f"{LIKELY}{said(SURE)}.")


def test_an_alert_of_what_was_never_estimated_stays_as_it_is() -> None:
    assert rated(TOLD, None) == TOLD


@pytest.mark.parametrize("kind", [Kind.ALERT_CORRECTED, Kind.STORY_CONFIRMED])
def test_what_is_over_is_not_rated(kind: Kind) -> None:
    told = replace(TOLD, kind=kind)
    assert rated(told, SURE) == told
