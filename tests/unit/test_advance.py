"""What is claimed of a move is told when it has changed enough, by those whose word counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.catalogue import Role
from monitor.domain.claims import Claim
from monitor.domain.rumour import Evidence, Record, Strength, origins
from monitor.domain.rumour import Testimony as Heard
from monitor.domain.rumour.vouching import rank, word
from monitor.domain.stage import POSITIVE, Stage
from monitor.domain.stance import Stance
from monitor.domain.stories.advance import FIRM, STALE, Advance, Before, Turn, decide
from tests.unit.rumours import AGAINST, RAMOS, START, records, said, several

KNOWN = {"marca": Record(source="marca", came_true=4, failed=6)}
STRONG = Strength(Evidence.MEDIUM, probability=0.6, low=0.4, high=0.7)
WEAK = replace(STRONG, probability=0.05)
NONE = Strength(Evidence.INSUFFICIENT)


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def tell(
    *testimonies: Heard,
    hours: float = 10,
    strength: Strength = STRONG,
    known: Mapping[str, Record] = KNOWN,
    before: Before | None = None,
) -> Advance | None:
    """Return what is told of what was said, some hours after the start."""
    heard = [one for one in testimonies if one.at <= at(hours)]
    return decide(RAMOS, origins(heard), known, strength, at(hours), before)


def before(stage: Stage | None = Stage.TALKS, *, firm: bool = True, fallen: bool = False) -> Before:
    return Before(stage=stage, firm=firm, fallen=fallen, said=at(1))


# --- whose word counts ----------------------------------------------------------------------


def test_a_source_with_a_record_is_enough() -> None:
    told = tell(said(1, 1, Stage.TALKS))
    assert told is not None
    assert (told.turn, told.stage, told.was, told.held) == (Turn.FORWARD, Stage.TALKS, None, None)
    assert [one.voice for one in told.by] == ["marca"]


def test_a_source_without_a_record_is_not_and_two_are() -> None:
    first, second = said(1, 1, Stage.TALKS, "as"), said(2, 2, Stage.BID, "sky")
    assert tell(first, known={}) is None
    told = tell(first, second, known={})
    assert told is not None
    assert (told.stage, told.voices) == (Stage.TALKS, 2)


def test_a_record_of_failures_is_none() -> None:
    assert tell(said(1, 1, Stage.TALKS), known={"marca": Record(source="marca", failed=9)}) is None


@pytest.mark.parametrize("role", [Role.CLUB, Role.PLAYER, Role.AGENT])
def test_the_word_of_who_takes_part_is_enough(role: Role) -> None:
    told = tell(said(1, 1, Stage.BID, None, role=role), strength=NONE)
    assert told is not None
    assert told.held is None


def test_fan_accounts_are_never_enough() -> None:
    fans = [
        said(n, 1, Stage.DONE, f"fan-{n}", role=Role.FAN_ACCOUNT, author=bytes([n]))
        for n in range(9)
    ]
    records_of = {f"fan-{n}": Record(source=f"fan-{n}", came_true=9) for n in range(9)}
    assert tell(*fans, known=records_of) is None
    assert tell(*fans, said(10, 1, Stage.TALKS, "as"), known=records_of) is None


def test_a_source_counts_whoever_cited_it_first() -> None:
    fan = said(1, 1, Stage.TALKS, "fan", role=Role.FAN_ACCOUNT, cites="marca")
    assert tell(fan) is None
    told = tell(fan, said(2, 2, Stage.TALKS))
    assert told is not None
    assert told.stage is Stage.TALKS


def test_private_people_are_never_enough() -> None:
    assert tell(*(said(n, 1, Stage.DONE, None) for n in range(20))) is None


def test_copies_of_one_origin_are_one() -> None:
    first = said(1, 1, Stage.TALKS, "as")
    echo = said(2, 2, Stage.TALKS, "sky", cites="as")
    again = said(3, 3, Stage.TALKS, "bola", repeats=first.record)
    assert tell(first, echo, again, known={}) is None


def test_a_copy_that_makes_more_of_it_is_a_copy() -> None:
    told = tell(said(1, 1, Stage.TALKS), said(2, 2, Stage.BID, "sky", cites="marca"))
    assert told is not None
    assert told.stage is Stage.TALKS


@pytest.mark.parametrize("more", [
    {"claim": Claim(stage=Stage.AGREEMENT, cue="", hedged=True)},
    {"claim": Claim(stage=Stage.BID, cue="")},
])  # fmt: skip
def test_a_reserve_is_one_stage_less(more: dict[str, Any]) -> None:
    told = tell(said(1, 1, Stage.TALKS, **more))
    assert told is not None
    assert told.stage is Stage.BID


@pytest.mark.parametrize("stance", [Stance.QUERY, Stance.DENY])
def test_who_asks_or_doubts_claims_nothing(stance: Stance) -> None:
    claim = Claim(stage=Stage.AGREEMENT, cue="", stance=stance)
    assert tell(said(1, 1, None, claim=claim)) is None


def test_columns_of_gossip_claim_nothing() -> None:
    assert tell(said(1, 1, Stage.AGREEMENT, gossip=True)) is None


def test_old_news_is_no_news() -> None:
    one = said(1, 1, Stage.AGREEMENT)
    hours = 1 + STALE / timedelta(hours=1)
    assert tell(one, hours=hours) is not None
    assert tell(one, hours=hours + 0.1) is None


# --- what is told, and how surely -----------------------------------------------------------


def test_what_is_weak_is_told_and_interrupts_nobody() -> None:
    for strength in (WEAK, NONE):
        told = tell(said(1, 1, Stage.INTEREST), strength=strength)
        assert told is not None
        assert told.held is not None
        assert not told.after.firm


def test_what_becomes_firm_is_told_once_more() -> None:
    one = said(1, 1, Stage.INTEREST)
    first = tell(one, strength=replace(WEAK, probability=FIRM - 0.01))
    assert first is not None
    firm = tell(one, strength=replace(WEAK, probability=FIRM), before=first.after)
    assert firm is not None
    assert firm.held is None
    assert tell(one, before=firm.after) is None


def test_talk_without_a_stage_takes_two_and_strength() -> None:
    one, other = said(1, 1, None), said(2, 2, None, "as")
    assert tell(one) is None
    assert tell(one, other, strength=WEAK) is None
    told = tell(one, other)
    assert told is not None
    assert (told.stage, told.held) == (None, None)


def test_a_lower_stage_is_not_told_after_a_higher_one() -> None:
    assert tell(said(1, 2, Stage.INTEREST), before=before(Stage.TALKS)) is None
    told = tell(said(1, 2, Stage.MEDICAL), before=before(Stage.TALKS))
    assert told is not None
    assert (told.stage, told.was) == (Stage.MEDICAL, Stage.TALKS)


# --- falling back ---------------------------------------------------------------------------


@pytest.mark.parametrize("stage", AGAINST)
def test_a_denial_of_what_was_told_is_told_once(stage: Stage) -> None:
    claimed, denied = said(1, 1, Stage.TALKS), said(2, 3, stage, None, role=Role.AGENT)
    told = tell(claimed, denied, before=before())
    assert told is not None
    assert (told.turn, told.stage, told.was) == (Turn.BACK, stage, Stage.TALKS)
    assert tell(claimed, denied, before=told.after) is None


def test_a_denial_of_what_nobody_was_told_is_no_news() -> None:
    assert tell(said(2, 3, Stage.DENIED)) is None


def test_a_fan_account_denies_nothing() -> None:
    fan = said(2, 3, Stage.DENIED, "fan", role=Role.FAN_ACCOUNT)
    assert tell(said(1, 1, Stage.TALKS), fan, before=before()) is None


def test_a_denial_from_before_the_claim_is_none_of_it() -> None:
    assert tell(said(1, 0.5, Stage.DENIED), said(2, 1, Stage.TALKS), before=before()) is None


def test_after_a_denial_only_more_than_was_told_is_told() -> None:
    fallen = before(Stage.TALKS, fallen=True)
    assert tell(said(1, 2, Stage.TALKS), before=fallen) is None
    assert tell(said(1, 0.5, Stage.DONE), before=fallen) is None
    told = tell(said(1, 2, Stage.AGREEMENT), before=fallen)
    assert told is not None
    assert told.turn is Turn.FORWARD


def test_what_was_taken_back_is_corrected_once() -> None:
    deleted = said(1, 1, Stage.TALKS, withdrawn=True)
    told = tell(deleted, before=before())
    assert told is not None
    assert (told.turn, told.held) == (Turn.GONE, None)
    assert tell(deleted, before=told.after) is None


def test_what_another_still_says_is_left() -> None:
    deleted = said(1, 1, Stage.AGREEMENT, withdrawn=True)
    other = said(2, 1, Stage.INTEREST, "as")
    known = KNOWN | {"as": Record(source="as", came_true=5)}
    told = tell(deleted, other, known=known, before=before(Stage.AGREEMENT))
    assert told is not None
    assert (told.turn, told.stage) == (Turn.GONE, Stage.INTEREST)
    assert tell(deleted, other, known=known, before=told.after, strength=WEAK) is None


# --- what always holds ----------------------------------------------------------------------

strengths = st.sampled_from([STRONG, WEAK, NONE])
befores = st.none() | st.builds(
    Before,
    stage=st.sampled_from([None, *POSITIVE]),
    firm=st.booleans(),
    fallen=st.booleans(),
    said=st.integers(0, 600).map(at),
)


@given(several(), records, strengths, befores, st.randoms())
def test_the_order_of_arrival_does_not_matter(
    testimonies: list[Heard],
    known: dict[str, Record],
    strength: Strength,
    told: Before | None,
    random: object,
) -> None:
    def told_of(heard: Sequence[Heard]) -> Advance | None:
        found = list(origins(heard))
        random.shuffle(found)  # type: ignore[attr-defined]
        return decide(RAMOS, found, known, strength, at(600), told)

    mixed = list(testimonies)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert told_of(mixed) == told_of(testimonies)


@given(
    st.sampled_from(POSITIVE),
    st.lists(st.tuples(st.sampled_from(POSITIVE), st.integers(2, 20)), max_size=8),
    strengths,
)
def test_copies_of_one_origin_never_advance(
    stage: Stage, copies: list[tuple[Stage, int]], strength: Strength
) -> None:
    first = said(0, 1, stage, "as")
    echoes = [
        said(n + 1, hours, more, f"echo-{n}", cites="as", author=bytes([n]))
        for n, (more, hours) in enumerate(copies)
    ]
    assert tell(first, *echoes, hours=20, known={}, strength=strength) is None


@given(several(), records, st.lists(strengths, min_size=30, max_size=30))
def test_a_told_stage_is_not_told_twice(
    testimonies: list[Heard], known: dict[str, Record], several_: list[Strength]
) -> None:
    told: Before | None = None
    interrupted: list[int] = []
    for step, strength in enumerate(several_):
        now = at(20 * (step + 1))
        found = origins(one for one in testimonies if one.at <= now)
        advance = decide(RAMOS, found, known, strength, now, told)
        if advance is None:
            continue
        told = advance.after
        if advance.turn is Turn.GONE:
            interrupted.clear()
        elif advance.turn is Turn.FORWARD and advance.held is None:
            assert all(rank(advance.stage) > each for each in interrupted)
            interrupted.append(rank(advance.stage))


@given(several(), records, strengths)
def test_nobody_is_interrupted_for_what_is_not_vouched_for(
    testimonies: list[Heard], known: dict[str, Record], strength: Strength
) -> None:
    advance = decide(RAMOS, origins(testimonies), known, strength, at(600))
    if advance is not None:
        assert not any(word(one).role is Role.FAN_ACCOUNT for one in advance.by)
        assert not any(one.against or word(one).gossip for one in advance.by)
