"""Who is watched, what is heard, what is usual, and what the table makes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.alert import State
from monitor.domain.catalogue import Pairing, Watch
from monitor.domain.mention import Part, Topic
from monitor.domain.spike import Detector
from monitor.domain.timing import BUCKET
from monitor.ports import Blank, Talk, Watched
from monitor.watching import scope
from monitor.watching.hearing import by_pairing, count, hear
from monitor.watching.table import Bucket, Table
from monitor.watching.usual import LEARNT, RELEARNT, UNKNOWN, Past, Shares, portion, unseen_in
from tests.unit.watched import AT, CATALOGUE, PARIS, RAMOS, heard, said, spike

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
TODAY = AT.date()
NAMES = ("bluesky", "press")
MADRID = ZoneInfo("Europe/Madrid")


# --- scope ----------------------------------------------------------------------------------


def test_names_are_of_players_clubs_and_pairings_and_of_no_child() -> None:
    both = replace(CATALOGUE, watchlist=CATALOGUE.watchlist | {Watch("ramos", "paris")})
    assert scope.names(both, TODAY) == {"player:ramos", "club:madrid", "ramos/paris"}


def test_a_pairing_is_watched_since_the_first_way_in_which_it_was() -> None:
    begun = {"player:ramos": AT, "club:madrid": AT - DAY}
    assert scope.since(RAMOS, begun, CATALOGUE, TODAY) == AT - DAY
    assert scope.since(PARIS, begun, CATALOGUE, TODAY) == AT
    assert scope.since(PARIS, {}, CATALOGUE, TODAY) is None


@pytest.mark.parametrize("player", ["kid", "nobody"])
def test_a_club_brings_no_child_and_no_stranger_under_watch(player: str) -> None:
    begun = {"player:kid": AT, "club:madrid": AT}
    assert scope.since(Pairing(player, "madrid"), begun, CATALOGUE, TODAY) is None
    assert scope.since(Pairing("kid", "madrid"), begun, CATALOGUE, date(2028, 1, 1)) == AT


# --- hearing --------------------------------------------------------------------------------


def test_each_account_is_counted_once_and_match_talk_is_left_out() -> None:
    talk = [said("a"), said("a"), said("b"), said("c", topic=Topic.MATCH)]
    found = hear(talk, CATALOGUE)
    assert (found.authors, found.mentions, found.transfer) == (2, 4, 3)
    assert found.by == (("Bluesky", 2),)
    assert count(talk, AT - BUCKET) == 2
    assert count(talk, AT) == 0
    assert hear([], CATALOGUE).authors == 0


def test_who_may_be_named_is_and_an_unproven_account_may_not() -> None:
    found = hear([said("gazette"), said("reporter"), said("unproven"), said("fan")], CATALOGUE)
    assert found.by == (("Bluesky", 2), ("journalists", 1), ("outlets", 1))
    assert found.voices.outlets == ("Gazette",)
    assert found.voices.others == ("Reporter",)


def test_a_third_of_transfer_talk_carries_or_a_claim_of_the_press_or_of_three() -> None:
    other = [said(f"o{n}", topic=Topic.OTHER) for n in range(8)]
    five = [said(f"t{n}") for n in range(5)]
    assert hear([*other, *five], CATALOGUE).carried(0.0)
    assert not hear([*other, *five[:4]], CATALOGUE).carried(0.0), "too few to be sure"
    crowd = [said(f"x{n}", topic=Topic.OTHER) for n in range(20)]
    assert not hear([*crowd, *five], CATALOGUE).carried(0.0)
    assert hear([*other, said("gazette", topic=Topic.OTHER, stage="talks")], CATALOGUE).carried(0.0)
    claims = [said(f"c{n}", topic=Topic.OTHER, stage="bid") for n in range(3)]
    assert hear([*other, *claims], CATALOGUE).carried(0.0)
    assert not hear([*other, *claims[:2]], CATALOGUE).carried(0.0)


def test_the_usual_talk_carries_nothing_of_a_rise_about_something_else() -> None:
    """Six speak of the transfer as ever; ten more of somebody else of that name."""
    usual = [said(f"t{n}") for n in range(6)]
    others = [said(f"o{n}", topic=Topic.OTHER) for n in range(10)]
    heard = hear([*usual, *others], CATALOGUE)
    assert heard.carried(0.0)
    assert heard.risen(6.0) == 0.0
    assert not heard.carried(6.0)
    assert hear([*usual, *(said(f"m{n}") for n in range(10))], CATALOGUE).risen(6.0) == 1.0
    assert heard.risen(20.0) == heard.shares.transfer


def test_a_third_of_private_talk_is_delicate() -> None:
    grief = [said(f"g{n}", topic=Topic.PRIVATE) for n in range(4)]
    assert hear([*grief, *(said(f"t{n}") for n in range(8))], CATALOGUE).delicate
    assert not hear([*grief, *(said(f"t{n}") for n in range(9))], CATALOGUE).delicate
    assert not hear([], CATALOGUE).delicate


def test_what_is_said_is_kept_apart_by_pairing() -> None:
    grouped = by_pairing([said("a"), said("b", PARIS), said("c")])
    assert {pairing: len(ones) for pairing, ones in grouped.items()} == {RAMOS: 2, PARIS: 1}


# --- usual ----------------------------------------------------------------------------------


def test_the_share_of_a_source_is_its_own_where_enough_is_known_of_the_pairing() -> None:
    shares = Shares({RAMOS: {"bluesky": 18, "press": 2}, PARIS: {"bluesky": 1, "press": 18}})
    assert shares.unseen(RAMOS, ["press"]) == pytest.approx(0.1)
    assert shares.unseen(PARIS, ["press"]) == pytest.approx(20 / 39)
    assert shares.unseen(RAMOS, []) == 0
    assert shares.unseen(RAMOS, ["other"]) == 0


def test_where_nothing_is_known_of_anybody_silence_is_no_calm() -> None:
    assert Shares().unseen(RAMOS, ["press"]) == 1.0


COUNTS = st.dictionaries(st.sampled_from(NAMES), st.integers(0, 500), max_size=2)


@given(st.dictionaries(st.sampled_from([RAMOS, PARIS]), COUNTS), st.sets(st.sampled_from(NAMES)))
def test_a_share_is_a_share(authors: dict[Pairing, dict[str, int]], missing: set[str]) -> None:
    assert 0 <= Shares(authors).unseen(RAMOS, missing) <= 1


def test_a_blank_that_was_filled_is_none() -> None:
    blanks = [Blank(AT, "press"), Blank(AT, "bluesky", filled=True), Blank(AT - BUCKET, "bluesky")]
    assert unseen_in(blanks) == {AT: {"press"}, AT - BUCKET: {"bluesky"}}


def test_in_one_turn_only_so_many_learn_what_came_late_the_first_by_name_first() -> None:
    late = {Pairing(f"player-{n:04}", "madrid") for n in range(RELEARNT + 5)}
    some = portion(late)
    assert len(some) == RELEARNT
    assert max(some) < min(late - some)
    assert portion(late - some) == late - some


def past(until: datetime, **more: Any) -> Past:
    fields: dict[str, Any] = {
        "until": until,
        "talk": {RAMOS: [Talk(until - n * HOUR, "bluesky", 3) for n in range(1, 40)]},
        "blanks": {},
        "shares": Shares({RAMOS: {"bluesky": 90, "press": 10}}),
    }
    return Past(**{**fields, **more})


def test_who_learns_from_the_past_knows_what_who_was_there_knows() -> None:
    learnt = past(AT).learn(RAMOS, AT - 2 * DAY, MADRID)
    there = Detector()
    counts = {AT - n * HOUR: 3 for n in range(1, 40)}
    start = AT - 2 * DAY
    while start < AT:
        local = start.astimezone(MADRID)
        there.update(counts.get(start, 0), local.hour, local.toordinal())
        start += BUCKET
    assert learnt.snapshot() == there.snapshot()


def test_what_was_unknown_is_not_learnt_as_silence() -> None:
    half = {AT - n * BUCKET: frozenset({"bluesky"}) for n in range(1, 300)}
    assert past(AT).learn(RAMOS, AT - 1.05 * DAY, MADRID).warm
    assert not past(AT, blanks=half).learn(RAMOS, AT - 1.05 * DAY, MADRID).warm


def test_where_little_was_missing_the_rest_was_scaled() -> None:
    some = {AT - n * BUCKET: frozenset({"press"}) for n in range(1, 600)}
    shares = Shares({RAMOS: {"bluesky": 90, "press": 10}})
    assert shares.unseen(RAMOS, ["press"]) < UNKNOWN
    talk = {RAMOS: [Talk(AT - n * BUCKET, "bluesky", 2) for n in range(1, 577)]}
    scaled = past(AT, talk=talk, blanks=some).learn(RAMOS, AT - 2 * DAY, MADRID)
    whole = past(AT, talk=talk).learn(RAMOS, AT - 2 * DAY, MADRID)
    ratio = scaled.outlook(0, 12)[1] / whole.outlook(0, 12)[1]
    assert ratio == pytest.approx(1 / 0.9, rel=0.02)


def test_no_more_is_learnt_than_has_not_faded() -> None:
    ages_ago = past(AT).learn(RAMOS, AT - 400 * DAY, MADRID)
    assert ages_ago.snapshot() == past(AT).learn(RAMOS, AT - LEARNT, MADRID).snapshot()


# --- the table ------------------------------------------------------------------------------


def table(*seats: Watched) -> Table:
    laid = Table(CATALOGUE)
    for one in seats:
        laid.seat(one)
    return laid


def fresh(**more: Any) -> Watched:
    return Watched(pairing=RAMOS, since=AT - HOUR, state=Detector().snapshot(), **more)


def test_a_damaged_snapshot_is_none_and_an_alert_that_stands_goes_on() -> None:
    laid = Table(CATALOGUE)
    assert laid.seat(fresh())
    assert not laid.seat(replace(fresh(), state=b"nonsense", spike=spike()))
    assert laid.seats[RAMOS].detector.standing.state is State.FIRING
    assert laid.seats[RAMOS].detector.standing.peak == spike().peak.score


def bucket(end: datetime, authors: int = 0, **more: Any) -> Bucket:
    talk = [said(f"f{n}", start=end - BUCKET) for n in range(authors)]
    return Bucket(end=end, said=by_pairing(talk), **more)


def test_a_bucket_of_which_too_much_is_missing_is_passed_over() -> None:
    laid = table(fresh())
    shares = Shares({RAMOS: {"bluesky": 70, "press": 30}})
    assert laid.score(bucket(AT, 20, missing=("press",)), shares) == []
    assert laid.unknown == 1
    assert laid.seats[RAMOS].buzz is None
    assert laid.seats[RAMOS].loudness is None


def test_what_stands_is_told_without_numbers_while_too_much_is_missing() -> None:
    laid = table(replace(fresh(), spike=spike()))
    shares = Shares({RAMOS: {"bluesky": 70, "press": 30}})
    laid.score(bucket(AT, 20, missing=("press",)), shares)
    loud = laid.seats[RAMOS].loudness
    assert loud is not None
    assert (loud.state, loud.seen) == (State.FIRING, False)
    laid.score(bucket(AT + BUCKET, 20), shares)
    loud = laid.seats[RAMOS].loudness
    assert loud is not None
    assert loud.seen


def test_a_glance_tells_of_who_is_new_and_learns_nothing() -> None:
    laid = table(fresh())
    before = laid.seats[RAMOS].detector.snapshot()
    assert laid.glance(bucket(AT, 7)) == []
    (case,) = laid.glance(bucket(AT, 12))
    assert case.spike.state is State.PROVISIONAL
    assert laid.seats[RAMOS].detector.snapshot() == before


def test_a_glance_goes_on_with_what_was_too_small_to_be_told() -> None:
    laid = table(fresh())
    (small,) = laid.glance(bucket(AT, 8))
    (grown,) = laid.glance(bucket(AT + BUCKET, 12))
    assert grown.spike.first == small.spike.first
    laid.seats[RAMOS].spike = replace(grown.spike, alert="told")
    assert laid.glance(bucket(AT + 2 * BUCKET, 30)) == []


def test_what_was_glanced_at_waits_for_its_bucket_and_ends_if_its_score_does_not_bear_it_out() -> (
    None
):
    told = spike(12, state=State.PROVISIONAL, first=AT, alert="told", leader=RAMOS)
    laid = table(fresh(spike=told))
    assert laid.score(bucket(AT), Shares()) == []
    assert laid.seats[RAMOS].spike == told
    (case,) = laid.score(bucket(AT + BUCKET), Shares())
    assert case.spike.state is State.QUIET
    assert case.cooled


def test_nobody_is_told_to_be_loudest_since_before_they_were_watched() -> None:
    laid = table(replace(fresh(), since=AT + HOUR))
    (case,) = laid.score(bucket(AT, 20), Shares())
    assert case.spike.latest.largest_in == 0


def test_heard_says_where_the_player_would_go() -> None:
    assert heard(3).aimed
    assert not heard(3, part=Part.MENTIONED).aimed
