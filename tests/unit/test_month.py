"""The month simulator plants what it says, and tells the same twice."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.domain.alert import Kind, Notice
from monitor.domain.catalogue import Relation
from monitor.domain.timing import BUCKET
from tests.benchmarks.week.editor import lines
from tests.benchmarks.week.months import SEEDS, figures, look
from tests.sample_alert import told as example
from tests.simulator.month.crowd import Crowd
from tests.simulator.month.plan import BEFORE, DAYS, HALF_HOUR, STARTS, Month, Season, plan
from tests.simulator.month.play import DESK, Played, Word
from tests.simulator.month.world import CATALOGUE, DESTINATIONS, PAIRINGS

SEASONS: tuple[Season, ...] = ("quiet", "match")


@pytest.fixture(scope="module")
def months() -> list[Month]:
    return [plan(season, seed) for season in SEASONS for seed in SEEDS]


def test_two_hundred_pairings_of_adults_are_watched() -> None:
    day = STARTS["quiet"].date()
    assert len({*PAIRINGS}) == 200
    assert all(CATALOGUE.watches(each, day) for each in PAIRINGS)
    assert {CATALOGUE.relation(each, day) for each in DESTINATIONS} == {Relation.NONE}


def test_each_month_has_eight_true_events_and_forty_decoys(months: list[Month]) -> None:
    for month in months:
        true = Counter(one.kind for one in month.happenings if one.true)
        assert true == {"act": 3, "burst": 3, "claims": 2}
        assert sum(not one.true for one in month.happenings) == 40
        first, last = month.start + timedelta(days=BEFORE), month.end
        assert all(first <= one.at < last for one in month.happenings)


def test_only_the_season_of_matches_has_fixtures(months: list[Month]) -> None:
    assert all(bool(month.fixtures) == (month.season == "match") for month in months)


def test_a_planted_burst_is_five_times_its_usual_and_fifty_accounts(months: list[Month]) -> None:
    for month in months:
        for one in month.happenings:
            if one.kind != "burst":
                continue
            rates = one.swells[0].rates
            fullest = max(sum(rates[n : n + HALF_HOUR]) for n in range(len(rates)))
            assert fullest >= max(50, 5 * HALF_HOUR * month.rates[one.pairing]) - 1e-6


def test_nobody_of_a_true_event_is_a_decoy(months: list[Month]) -> None:
    for month in months:
        told = {one.pairing.player for one in month.happenings if one.true}
        assert not told & {one.pairing.player for one in month.happenings if not one.true}


async def test_a_seed_draws_the_same_month_and_the_same_crowd() -> None:
    one, other = plan("match", 100), plan("match", 100)
    assert one == other
    assert one != plan("match", 101)
    end = one.start + timedelta(days=BEFORE) / 2
    heard = await asyncio.gather(*(Crowd(each).said(one.start, end) for each in (one, other)))
    assert heard[0] == heard[1]
    assert heard[0]


async def test_what_the_crowd_says_is_counted_as_it_is_said() -> None:
    month = plan("quiet", 100)
    crowd = Crowd(month)
    end = month.start + 12 * BUCKET
    said = await crowd.said(month.start, end)
    talk = await crowd.talk(PAIRINGS, month.start, end)
    assert sum(one.authors for some in talk.values() for one in some) == len(
        {(one.pairing, one.start, one.author) for one in said if one.topic != "match"}
    )
    assert DAYS - BEFORE == 28


def word(month: Month, kind: str, after: timedelta, fate: str | None = None) -> Word:
    """A push of the first happening of a kind, some time after it."""
    one = next(each for each in month.happenings if each.kind == kind)
    alert = replace(example().alert, pairing=one.pairing, told_at=one.at + after)
    notice = Notice(kind=Kind.STORY_STARTED, alert=alert, cause=b"cause")
    return Word(notice, {DESK: fate})


def test_a_push_is_of_what_was_planted_or_beyond_it() -> None:
    month = plan("quiet", 100)
    hour = timedelta(hours=1)
    words = (
        word(month, "burst", hour),
        word(month, "act", 13 * hour),
        word(month, "claims", hour, "2 of 2 pushes of today are used."),
        word(month, "namesake", hour),
    )
    told = look(Played(month, words, 0), DESK)
    assert sum(at is not None for _, at in told.events) == 1
    assert told.beyond == told.strangers == words[3:]
    found = figures([Played(month, words, 0)])
    assert found["quiet_month.recall"] == 1 / 8
    assert found["quiet_month.pushes_per_week"] == 1 / 4


def test_an_editor_reads_narrow_lines_that_say_what_became_of_it() -> None:
    month = plan("quiet", 100)
    played = Played(month, (word(month, "campaign", timedelta(hours=1)),), 0)
    said = [*lines(played)]
    assert said[0].endswith("a campaign of fans; sent")
    assert sum("MISSED" in each for each in said) == 8
