"""What would change an estimate is estimated, never guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain import rumour
from monitor.domain.act import Act, Verdict
from monitor.domain.activity import Verb
from monitor.domain.catalogue import Pairing, Relation, Role
from monitor.domain.claims import Claim, Stage
from monitor.domain.rumour import Case, Evidence, Record, Strength, credibility, estimate
from monitor.domain.rumour.credibility import below, quantile
from monitor.domain.rumour.supposing import suppose
from monitor.judges.strength import shipped

MODEL = shipped()
NOW = datetime(2026, 7, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
MADRID = Pairing("star", "madrid")


def said(
    who: str, stage: Stage, ago: timedelta = DAY, role: Role = Role.OUTLET
) -> rumour.Testimony:
    """Return what a source, or the club, says."""
    seal = f"{who} {stage} {ago}".encode()
    return rumour.Testimony(
        key=seal,
        record=seal,
        pairing=MADRID,
        at=NOW - ago,
        claim=Claim(stage=stage, cue=""),
        author=who.encode(),
        role=role,
        source=who if role is Role.OUTLET else None,
    )


def like() -> Act:
    """Return the player's like."""
    return Act(
        key=b"k", record=b"r", object=b"o", actor=b"a", platform="bluesky", handle="star",
        role=Role.PLAYER, verb=Verb.LIKE, pairing=MADRID, at=NOW - DAY, verdict=Verdict.PUSH,
    )  # fmt: skip


def case(*testimonies: rumour.Testimony, **more: object) -> Case:
    """Return a case whose window closes in six weeks."""
    return Case(pairing=MADRID, testimonies=testimonies, closes=NOW + 42 * DAY, **more)  # type: ignore[arg-type]


def changes(of: Case) -> dict[str, Strength | None]:
    """Return what may come, by its name."""
    return {one.name: one.strength for one in suppose(of, NOW, MODEL)}


SAID = st.lists(
    st.builds(
        said,
        st.sampled_from(["marca", "as", "sport"]),
        st.sampled_from(Stage),
        st.integers(0, 30).map(lambda hours: hours * timedelta(hours=7)),
    ),
    min_size=1,
    max_size=6,
)


@given(SAID, st.booleans())
def test_denials_silence_and_rivals_lift_nothing(
    several: list[rumour.Testimony], liked: bool
) -> None:
    of = case(*several, acts=(like(),) if liked else ())
    now = estimate(of, NOW, MODEL)
    found = changes(of)
    for name in ("denial", "week_of_silence", "rival_agreement", "acts_undone"):
        then = found.get(name)
        if then is not None and then.probability is not None and now.probability is not None:
            assert then.probability <= now.probability + 1e-9, name


@given(SAID)
def test_what_a_denial_would_do_is_what_it_does(several: list[rumour.Testimony]) -> None:
    of = case(*several)
    denial = said("madrid", Stage.DENIED, 0 * DAY, Role.CLUB)
    supposed = changes(of).get("denial")
    if supposed is not None:
        real = estimate(replace(of, testimonies=(*several, denial)), NOW, MODEL)
        assert supposed.probability == real.probability


@given(SAID)
def test_what_a_week_of_silence_would_do_is_what_it_does(several: list[rumour.Testimony]) -> None:
    supposed = changes(case(*several)).get("week_of_silence")
    if supposed is not None:
        assert supposed == estimate(case(*several), NOW + 7 * DAY, MODEL)


def test_a_source_that_repeats_the_furthest_stage_raises_the_number() -> None:
    of = case(said("marca", Stage.TALKS), said("as", Stage.AGREEMENT))
    now, then = estimate(of, NOW, MODEL), changes(of)["another_source"]
    assert then is not None
    assert (then.probability or 0) > (now.probability or 1)
    assert "agreement" not in changes(of)


def test_a_lone_young_voice_gets_a_number_by_a_second_one_or_by_a_day() -> None:
    of = case(said("marca", Stage.TALKS, timedelta(hours=2)))
    assert estimate(of, NOW, MODEL).probability is None
    found = changes(of)
    for name in ("another_source", "a_day"):
        then = found[name]
        assert then is not None
        assert then.probability is not None


def test_where_nobody_speaks_two_sources_would_give_a_number() -> None:
    found = changes(case(said("marca", Stage.DENIED)))
    assert found["two_sources"] is not None
    assert found["two_sources"].evidence is Evidence.MEDIUM
    assert "denial" not in found


def test_the_clubs_word_and_the_end_of_the_window_end_the_rumour() -> None:
    found = changes(case(said("marca", Stage.TALKS)))
    assert found["club_confirms"] is None
    assert found["window_closes"] is None
    assert "window_closes" not in changes(replace(case(said("marca", Stage.TALKS)), closes=None))


@pytest.mark.parametrize(
    "over",
    [replace(case(), relation=Relation.CURRENT), replace(case(), closes=NOW - DAY)],
)
def test_what_is_over_nothing_changes(over: Case) -> None:
    assert suppose(over, NOW, MODEL) == ()


# --- how often a source is right ---------------------------------------------------------------


def test_the_distribution_is_that_of_the_tables() -> None:
    assert below(0.3, 2, 5) == pytest.approx(0.579825)
    assert below(0.5, 3, 3) == pytest.approx(0.5)
    assert quantile(0.05, 3, 7) == pytest.approx(0.0977464, abs=1e-6)


@given(st.integers(0, 500), st.integers(0, 500), st.sampled_from(Role))
def test_a_share_lies_in_its_interval_and_nearer_to_what_was_seen(
    true: int, failed: int, role: Role
) -> None:
    share = credibility(Record(source="a", came_true=true, failed=failed), role, MODEL)
    assert 0 <= share.low <= share.mean <= share.high <= 1
    if true + failed:
        seen = true / (true + failed)
        assert min(seen, share.start) - 1e-9 <= share.mean <= max(seen, share.start) + 1e-9
    else:
        assert share.mean == pytest.approx(share.start)


def test_a_longer_record_is_surer() -> None:
    few = credibility(Record(source="a", came_true=2, failed=8), Role.OUTLET, MODEL)
    many = credibility(Record(source="a", came_true=40, failed=160), Role.OUTLET, MODEL)
    assert many.high - many.low < few.high - few.low
    assert credibility(None, Role.FAN_ACCOUNT, MODEL).mean < few.start
