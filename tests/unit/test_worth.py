"""What a notice is worth beside others."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.activity import Verb
from monitor.domain.alert import Claimed, Kind, Named, Notice, Severity
from monitor.domain.buzz import Buzz
from monitor.domain.catalogue import Role
from monitor.domain.desk.budget import WORTHY
from monitor.domain.desk.worth import GREAT, worth
from monitor.domain.rumour import Evidence, Strength
from monitor.domain.stage import Stage
from monitor.domain.stories.advance import FIRM
from tests.sample_alert import told

AT = datetime(2026, 8, 1, 21, 14, tzinfo=UTC)


def loud(
    authors: int,
    score: float,
    severity: Severity = Severity.MINOR,
    probability: float | None = None,
) -> Notice:
    buzz = Buzz(at=AT, window=timedelta(minutes=30), authors=authors, score=score)
    strength = Strength(Evidence.LOW, probability=probability)
    notice = told()
    alert = replace(notice.alert, buzz=buzz, severity=severity, strength=strength)
    return replace(notice, kind=Kind.STORY_STARTED, alert=alert, acts=())


def did(role: Role, verb: Verb) -> Notice:
    notice = told()
    return replace(notice, acts=(replace(notice.acts[0], role=role, verb=verb),))


def claimed(
    stage: Stage | None, voices: int, probability: float | None = None, turn: str = "forward"
) -> Notice:
    notice = told()
    said = Claimed(
        club=Named("real-madrid", "Real Madrid"), turn=turn, stage=stage, was=None,
        by=("Marca",), voices=voices,
    )  # fmt: skip
    strength = Strength(Evidence.LOW, probability=probability)
    alert = replace(notice.alert, severity=Severity.MINOR, strength=strength, claim=said)
    return replace(notice, kind=Kind.CLAIM_STAGE_CHANGED, alert=alert, acts=())


@given(
    st.integers(0, 10**7),
    st.floats(0, 1e6),
    st.sampled_from(Severity),
    st.none() | st.floats(0, 1),
)
def test_worth_is_a_share_and_what_is_major_is_worth_more_than_all_that_is_not(
    authors: int, score: float, severity: Severity, probability: float | None
) -> None:
    found = worth(loud(authors, score, severity, probability))
    assert 0 <= found <= 1
    assert found >= GREAT if severity is Severity.MAJOR else found <= GREAT


@pytest.mark.parametrize(
    "rising",
    [
        [loud(size, 4) for size in (12, 50, 200, 500)],
        [loud(40, score) for score in (0, 2.7, 8, 30)],
        [loud(40, 4, probability=p) for p in (None, 0.1, 0.5, 0.9)],
        [claimed(stage, 1) for stage in (None, Stage.TALKS, Stage.AGREEMENT, Stage.DONE)],
        [claimed(Stage.AGREEMENT, voices) for voices in (1, 2, 3)],
        [claimed(Stage.TALKS, 1, p) for p in (None, 0.7, 0.9)],
        [did(role, Verb.LIKE) for role in (Role.FAN_ACCOUNT, Role.TEAMMATE, Role.PLAYER)],
        [did(Role.PLAYER, verb) for verb in (Verb.UPDATE, Verb.LIKE, Verb.FOLLOW, Verb.CREATE)],
    ],
)  # fmt: skip
def test_worth_rises_with_size_surprise_claim_and_act(rising: list[Notice]) -> None:
    assert all(one < more for one, more in pairwise(map(worth, rising)))


def test_an_act_of_the_player_is_worth_more_than_the_loudest_talk_without_one() -> None:
    assert worth(told()) > worth(loud(5000, 30, Severity.MAJOR))


def test_an_act_that_has_ended_is_worth_nothing_by_itself() -> None:
    notice = told()
    over = replace(notice, acts=tuple(replace(act, ended=True) for act in notice.acts))
    assert worth(over) == pytest.approx(GREAT)  # it is major still


def test_what_is_sensitive_gets_through_while_there_is_room() -> None:
    assert worth(replace(loud(30, 4), kind=Kind.SENSITIVE_SURGE)) > GREAT


@pytest.mark.parametrize("turn", ["forward", "back"])
def test_what_is_claimed_is_worth_telling_where_it_may_interrupt(turn: str) -> None:
    assert worth(claimed(None, 1, FIRM, turn)) >= WORTHY


def test_a_denial_by_a_voice_is_worth_as_much_as_an_agreement_by_one() -> None:
    denied = claimed(Stage.DENIED, 1, 0.02, "back")
    assert worth(denied) == pytest.approx(worth(claimed(Stage.AGREEMENT, 1, 0.02)))
