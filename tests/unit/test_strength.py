"""What must hold of every estimate."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.domain.act import Act, Verdict
from monitor.domain.activity import Provenance, Verb
from monitor.domain.catalogue import Relation, Role
from monitor.domain.rumour import Case, Evidence, Record, Strength, estimate
from monitor.domain.rumour.interaction import MOST
from monitor.domain.stage import Stage
from monitor.judges.strength import read, shipped, write
from tests.unit.rumours import AGAINST, RAMOS, RIVAL, START, cases, said

MODEL = shipped()
SOON = START + timedelta(days=26)
LITTLE = 1e-9


def chances(strength: Strength) -> tuple[float, float] | None:
    """Return both probabilities, None where there is too little evidence."""
    if strength.probability is None or strength.week is None:
        return None
    return strength.probability, strength.week


def never_higher(before: Strength, after: Strength) -> None:
    """Check that neither horizon rose, where both tell a number."""
    one, other = chances(before), chances(after)
    if one is not None and other is not None:
        assert other[0] <= one[0] + LITTLE
        assert other[1] <= one[1] + LITTLE


def likes(number: int, **more: object) -> Act:
    """Return a like of the player's."""
    act = Act(
        key=number.to_bytes(4, "big"),
        record=f"like {number}".encode(),
        object=b"post",
        actor=b"ramos",
        platform="instagram",
        handle="sergioramos",
        role=Role.PLAYER,
        verb=Verb.LIKE,
        pairing=RAMOS,
        at=SOON - timedelta(days=1),
        verdict=Verdict.PUSH,
    )
    return replace(act, **more)  # type: ignore[arg-type]


@given(cases)
def test_contributions_sum_to_the_logit_of_either_horizon(case: Case) -> None:
    strength = estimate(case, SOON, MODEL)
    if strength.probability is None or strength.week is None:
        assert strength.evidence is Evidence.INSUFFICIENT
        return
    for told, sums in (
        (strength.probability, strength.contributions),
        (strength.week, strength.week_contributions),
    ):
        assert 0 < told < 1
        logit = math.fsum(each.logit for each in sums)
        assert math.log(told / (1 - told)) == pytest.approx(logit, abs=1e-6)
        assert all(math.isfinite(each.logit) and each.sentence for each in sums)
    assert strength.week <= strength.probability + 1e-4
    assert strength.low is not None
    assert strength.high is not None
    assert strength.low <= strength.probability <= strength.high


@given(cases, st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(case: Case, draw: random.Random) -> None:
    ours, theirs = list(case.testimonies), list(case.rivals)
    draw.shuffle(ours)
    draw.shuffle(theirs)
    other = replace(case, testimonies=tuple(ours), rivals=tuple(theirs))
    assert estimate(case, SOON, MODEL) == estimate(other, SOON, MODEL)


@given(cases, st.integers(1, 4_000))
def test_silence_never_raises_it(case: Case, hours: int) -> None:
    later = SOON + timedelta(hours=hours)
    never_higher(estimate(case, SOON, MODEL), estimate(case, later, MODEL))


@given(cases, st.sampled_from(AGAINST), st.integers(0, 620), st.sampled_from([None, "as", "sky"]),
       st.sampled_from(list(Role)), st.frozensets(st.integers(0, 9), max_size=8))  # fmt: skip
@settings(max_examples=200)
def test_a_denial_never_raises_it(
    case: Case, stage: Stage, hours: int, source: str | None, role: Role, gist: frozenset[int]
) -> None:
    denial = said(77_777, hours, stage, source, role=role, gist=gist)
    more = replace(case, testimonies=(*case.testimonies, denial))
    never_higher(estimate(case, SOON, MODEL), estimate(more, SOON, MODEL))


@given(cases, st.sampled_from(AGAINST), st.sampled_from(AGAINST), st.integers(0, 500),
       st.sampled_from(["repeats", "gist"]))  # fmt: skip
@settings(max_examples=200)
def test_a_denial_that_shows_two_others_to_be_its_copies_never_raises_it(
    case: Case, stage: Stage, other: Stage, hours: int, how: str
) -> None:
    words = frozenset(range(100, 108))
    first = said(77_000, hours, stage, "wire", gist=words)
    alike: dict[str, dict[str, object]] = {
        "repeats": {"repeats": first.record},
        "gist": {"gist": words},
    }
    copies = [
        said(77_001 + n, hours + 1 + n, [stage, stage, other][n], f"o{n}", **alike[how])
        for n in range(3)
    ]
    before = replace(case, testimonies=(*case.testimonies, *copies))
    after = replace(before, testimonies=(*before.testimonies, first))
    never_higher(estimate(before, SOON, MODEL), estimate(after, SOON, MODEL))


@given(cases, st.integers(1, 60), st.sampled_from(["cite", "repost", "words", "again"]))
def test_copies_of_one_origin_move_it_by_at_most_a_point(case: Case, count: int, how: str) -> None:
    claim = Stage.AGREEMENT
    words = frozenset(range(100, 120))
    origin = said(60_000, 601, claim, "bola", gist=words)
    more: dict[str, dict[str, object]] = {
        "cite": {"cites": "bola"},
        "repost": {"repeats": b"record 60000"},
        "words": {"gist": words},
        "again": {"source": "bola"},
    }
    copies = [
        said(60_001 + n, 601 + n / 10, claim, **({"source": f"outlet {n}"} | more[how]))  # type: ignore[arg-type]
        for n in range(count)
    ]
    once = replace(case, testimonies=(*case.testimonies, origin))
    told = replace(once, testimonies=(*once.testimonies, *copies))
    one, other = chances(estimate(once, SOON, MODEL)), chances(estimate(told, SOON, MODEL))
    assert (one is None) is (other is None)
    if one is not None and other is not None:
        assert other == pytest.approx(one, abs=0.01)


@given(cases)
def test_what_private_people_claim_changes_nothing(case: Case) -> None:
    crowd = [said(70_000 + n, 600, Stage.DONE, None) for n in range(40)]
    more = replace(case, testimonies=(*case.testimonies, *crowd))
    assert estimate(case, SOON, MODEL) == estimate(more, SOON, MODEL)


@given(cases, st.sampled_from([Provenance.REPORTED, Provenance.PUSHED]), st.booleans(),
       st.integers(-72, 24))  # fmt: skip
def test_a_report_of_a_stored_act_changes_nothing(
    case: Case, provenance: Provenance, known: bool, hours: int
) -> None:
    seen = replace(case, acts=(likes(1),))
    at = likes(1).at + timedelta(hours=hours)
    again = likes(2, at=at, provenance=provenance, object=b"post" if known else None)
    article = said(80_000, 620, Stage.INTEREST, "sky")
    told = replace(
        seen,
        acts=(likes(1), again),
        testimonies=(*seen.testimonies, article),
        reports=frozenset({article.record}),
    )
    assert estimate(seen, SOON, MODEL) == estimate(told, SOON, MODEL)


def spoken(**more: object) -> Case:
    """Return a plain rumour of two voices."""
    both = (said(1, 500, Stage.TALKS), said(2, 560, Stage.AGREEMENT, "as"))
    return replace(Case(pairing=RAMOS, testimonies=both), **more)  # type: ignore[arg-type]


def summed(case: Case, name: str) -> float:
    """Return what reasons of a name add."""
    told = estimate(case, SOON, MODEL).contributions
    return math.fsum(each.logit for each in told if each.name.startswith(name))


def test_acts_add_little_and_no_more_together_than_the_cap() -> None:
    many = tuple(likes(n, object=f"post {n}".encode(), at=SOON) for n in range(30))
    assert summed(spoken(acts=many), "act:") == pytest.approx(MOST, abs=1e-3)
    assert 0 < summed(spoken(acts=(likes(1),)), "act:") < 0.3


def test_an_act_that_was_taken_back_weighs_less() -> None:
    gone, stands = spoken(acts=(likes(1, ended=True),)), spoken(acts=(likes(1),))
    assert summed(gone, "act:") == pytest.approx(0.3 * summed(stands, "act:"), abs=1e-3)


def test_a_withdrawn_claim_carries_no_more() -> None:
    taken_back = said(2, 560, Stage.AGREEMENT, "as", withdrawn=True)
    case = spoken(testimonies=(said(1, 500, Stage.TALKS), taken_back))
    never_higher(estimate(spoken(), SOON, MODEL), estimate(case, SOON, MODEL))
    assert summed(case, "claim:agreement") < 0


def test_an_agreement_elsewhere_lowers_it() -> None:
    rival = said(9, 600, Stage.AGREEMENT, "sky", pairing=RIVAL)
    one = chances(estimate(spoken(), SOON, MODEL))
    other = chances(estimate(spoken(rivals=(rival,)), SOON, MODEL))
    assert one is not None
    assert other is not None
    assert other[0] < one[0]
    assert other[1] < one[1]


def test_a_good_record_raises_it_and_one_claim_hardly_does() -> None:
    def told(came_true: int, failed: int) -> float:
        record = Record(source="as", came_true=came_true, failed=failed)
        strength = estimate(spoken(records={"as": record}), SOON, MODEL)
        assert strength.probability is not None
        return strength.probability

    assert told(0, 60) < told(0, 1) < told(0, 0) < told(1, 0) < told(30, 30)
    assert told(1, 0) - told(0, 0) < (told(30, 30) - told(0, 0)) / 2


@pytest.mark.parametrize(("case", "why"), [
    (Case(pairing=RAMOS), "No source speaks of the move."),
    (Case(pairing=RAMOS, testimonies=(said(1, 0, Stage.DENIED),)), "Sources only say no."),
    (Case(pairing=RAMOS, testimonies=(said(1, 610, Stage.DONE),)), "One source alone"),
    (spoken(relation=Relation.CURRENT), "at this club already"),
    (spoken(closes=SOON - timedelta(days=1)), "The window closed"),
])  # fmt: skip
def test_too_little_to_go_by_is_said_and_gives_no_number(case: Case, why: str) -> None:
    strength = estimate(case, SOON, MODEL)
    assert strength.evidence is Evidence.INSUFFICIENT
    assert chances(strength) is None
    assert why in strength.contributions[0].sentence


def test_a_window_without_an_end_counts_as_ninety_days() -> None:
    ninety = spoken(closes=said(0, 560, None).at + timedelta(days=90))
    assert chances(estimate(spoken(), SOON, MODEL)) == chances(estimate(ninety, SOON, MODEL))


def test_reasons_read_as_sentences() -> None:
    copies = [said(10 + n, 561, Stage.AGREEMENT, f"o{n}", cites="as") for n in range(4)]
    case = spoken(
        testimonies=(*spoken().testimonies, *copies),
        records={"as": Record(source="as", came_true=22, failed=39)},
        names={"as": "AS"},
    )
    told = [each.sentence for each in estimate(case, SOON, MODEL).contributions]
    heard = "AS speaks of an agreement, 3 days ago (record 22 of 61); 4 copies: counted once."
    assert heard in told
    assert "Silent for 3 days." in told


def test_nothing_later_than_the_time_that_is_asked_for_counts() -> None:
    early = START + timedelta(hours=530)
    one = spoken(testimonies=spoken().testimonies[:1])
    assert estimate(spoken(), early, MODEL) == estimate(one, early, MODEL)


def test_a_model_is_written_as_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "model.toml"
    file.write_text(write(MODEL))
    assert read(file) == MODEL


@pytest.mark.parametrize("text", ["", "=", 'name = "x"', "\x00", "silence = 1"])
def test_a_file_that_is_no_model_is_refused_with_its_name(tmp_path: Path, text: str) -> None:
    file = tmp_path / "model.toml"
    file.write_text(text)
    with pytest.raises(ValueError, match=r"model\.toml"):
        read(file)


@pytest.mark.parametrize("change", [
    {"silence": 0.1}, {"crowd": 0.1}, {"elsewhere": 1.0}, {"official": 0.2}, {"rho": 2.0},
    {"half_life": 0.0}, {"recency": 0.0}, {"rate": 0.7}, {"kappa": 0.0}, {"silence": math.nan},
])  # fmt: skip
def test_constants_that_would_let_silence_or_denials_raise_it_are_refused(
    change: dict[str, float],
) -> None:
    with pytest.raises(ValueError, match=r"must|go from|finite"):
        replace(MODEL, **change)  # type: ignore[arg-type]
