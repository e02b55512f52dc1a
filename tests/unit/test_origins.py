"""Whose word a claim is."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain import rumour
from monitor.domain.catalogue import Role
from monitor.domain.rumour import Family, lead, origins
from monitor.domain.stage import Stage
from tests.unit.rumours import AGAINST, said, several

WORDS = frozenset(range(20))


def test_a_citation_is_a_copy_of_what_it_cites() -> None:
    found = origins([
        said(1, 0, Stage.AGREEMENT),
        said(2, 90, Stage.AGREEMENT, "sky", cites="marca"),
        said(3, 95, Stage.AGREEMENT, None, cites="marca"),
    ])  # fmt: skip
    assert [(one.voice, len(one.copies)) for one in found] == [("marca", 2)]


def test_a_citation_stands_for_a_source_that_we_did_not_hear() -> None:
    found = origins([said(1, 0, Stage.BID, "sky", cites="marca"), said(2, 3, Stage.BID)])
    assert [(one.voice, one.at) for one in found] == [("marca", said(1, 0, None).at)]


def test_a_repost_and_a_quotation_are_copies() -> None:
    found = origins([
        said(1, 0, Stage.TALKS),
        said(2, 200, Stage.TALKS, "as", repeats=b"record 1"),
        said(3, 300, Stage.TALKS, "sky", repeats=b"record 2"),
    ])  # fmt: skip
    assert len(found) == 1


def test_a_quotation_that_says_something_else_is_no_copy() -> None:
    found = origins([
        said(1, 0, Stage.INTEREST),
        said(2, 2, Stage.DONE, "as", repeats=b"record 1"),
    ])  # fmt: skip
    assert [one.family for one in found] == [Family.INTEREST, Family.DONE]


@pytest.mark.parametrize(("hours", "words", "count"), [
    (1, WORDS, 1),
    (47, WORDS - {0, 1, 2}, 1),
    (47, WORDS - {0, 1, 2, 3}, 2),
    (49, WORDS, 2),
])  # fmt: skip
def test_nearly_the_same_words_within_two_days_are_one(
    hours: int, words: frozenset[int], count: int
) -> None:
    one = said(1, 0, Stage.BID, gist=WORDS)
    other = said(2, hours, Stage.BID, "as", gist=words)
    assert len(origins([one, other])) == count


def test_the_words_of_a_source_that_was_cited_before_it_was_heard_are_its_own() -> None:
    found = origins([
        said(1, 0, Stage.BID, "sky", cites="marca"),
        said(2, 48, Stage.BID, gist=WORDS),
        said(3, 50, Stage.BID, "as", gist=WORDS),
    ])  # fmt: skip
    assert [(one.voice, len(one.copies)) for one in found] == [("marca", 2)]


def test_few_words_in_common_fold_nothing() -> None:
    few = frozenset({1, 2, 3})
    one, other = said(1, 0, Stage.BID, gist=few), said(2, 1, Stage.BID, "as", gist=few)
    assert len(origins([one, other])) == 2


def test_private_people_are_no_origin_whatever_they_claim() -> None:
    alone = [said(n, n, Stage.DONE, None) for n in range(50)]
    citing = [said(99, 1, Stage.DONE, None, cites="marca")]
    assert origins([*alone, *citing]) == ()


def test_what_a_club_says_is_its_own_word_even_in_the_words_of_others() -> None:
    words = frozenset(range(9))
    outlet = said(1, 0, Stage.DENIED, gist=words)
    club = said(2, 1, Stage.DENIED, None, role=Role.CLUB, gist=words, repeats=b"record 1")
    assert len(origins([outlet, club])) == 2


def test_the_lead_is_over_the_next_voice() -> None:
    found = origins([
        said(1, 0, Stage.INTEREST),
        said(2, 60, Stage.INTEREST),
        said(3, 70, Stage.TALKS, "as"),
    ])  # fmt: skip
    assert lead(found) == timedelta(hours=70)
    assert lead(found[:2]) is None


@given(several(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(
    said_: list[rumour.Testimony], draw: random.Random
) -> None:
    other = list(said_)
    draw.shuffle(other)
    assert origins(said_) == origins(other)


@given(several())
def test_nothing_is_listed_twice_and_nothing_known_is_lost(said_: list[rumour.Testimony]) -> None:
    listed = [one.key for each in origins(said_) for one in (each.first, *each.copies)]
    assert len(listed) == len(set(listed))
    known = {one.key for one in said_ if one.source or one.role is not Role.PUBLIC}
    assert known <= set(listed)


@given(several(), st.sampled_from(AGAINST))
def test_a_denial_changes_nothing_of_what_speaks_for_a_move(
    said_: list[rumour.Testimony], stage: Stage
) -> None:
    denial = said(99_999, 300, stage, "as", gist=frozenset(range(8)))
    before = [one for one in origins(said_) if not one.against]
    assert [one for one in origins([*said_, denial]) if not one.against] == before


def test_five_thousand_texts_that_share_words_fold_as_fast_as_they_come() -> None:
    many = [
        said(n, n / 200, Stage.BID, f"source {n}", gist=frozenset([*range(30), *range(n, n + 30)]))
        for n in range(100, 5_100)
    ]
    assert 1 < len(origins(many)) <= 5_000
