"""The board's order: what matters is on top, and what is asked for is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.alert import State
from monitor.domain.catalogue import Pairing
from monitor.domain.rumour import Evidence, Strength
from monitor.ports.board import Row
from monitor.web.ranking import Order, Show, Wish, sheet
from tests.simulator.archive import ACT, AT
from tests.simulator.blackboard import LOUD, OPEN, YOUNG

DAY = timedelta(days=1)
CALM = replace(LOUD, state=State.QUIET, act=None, strength=None, alert=None)


def names(rows: list[Row], wish: Wish) -> list[str | None]:
    """Return the players on the page, in its order."""
    return [row.player for row in sheet(rows, wish, AT).rows]


def test_a_spike_stands_above_an_act_above_a_rumour_above_mere_talk() -> None:
    strong = Strength(Evidence.MEDIUM, probability=0.5)
    rows = [
        OPEN,
        replace(CALM, player="talk"),
        replace(CALM, player="rumour", strength=strong),
        replace(CALM, player="old act", act=replace(ACT, at=AT - 2 * DAY)),
        replace(CALM, player="act", act=ACT),
        replace(CALM, player="cooling", state=State.COOLING),
        replace(CALM, player="early", state=State.PROVISIONAL),
        replace(CALM, player="spike", state=State.FIRING),
    ]
    found = names(rows, Wish())
    assert found == ["spike", "early", "cooling", "act", "rumour", "old act", "talk", None]


def test_a_number_without_evidence_ranks_nobody() -> None:
    weak = Strength(Evidence.INSUFFICIENT, probability=0.99)
    low = Strength(Evidence.LOW, probability=0.1)
    rows = [replace(CALM, player="weak", strength=weak), replace(CALM, player="low", strength=low)]
    assert names(rows, Wish(order=Order.STRENGTH)) == ["low", "weak"]
    assert names(rows, Wish(show=Show.CLAIMED)) == ["low"]


def test_names_are_found_by_the_beginnings_of_words_whatever_the_accents() -> None:
    rows = [
        replace(CALM, player="Vinícius Júnior", club="Al-Hilal"),
        replace(CALM, player="Ramos", club="Atlético"),
    ]
    for words in ("vini", "VINICIUS hilal", "jun al", "Vinícius"):
        assert names(rows, Wish(words=words)) == ["Vinícius Júnior"]
    assert names(rows, Wish(words="cius")) == []


def test_kinds_are_counted_whatever_is_searched_for() -> None:
    found = sheet([LOUD, YOUNG, OPEN], Wish(words="nobody"), AT)
    assert found.found == 0
    assert found.counts == {
        Show.ALL: 3, Show.LOUD: 1, Show.ACTS: 1, Show.CLAIMED: 1, Show.LEARNING: 1,
    }  # fmt: skip


@given(st.dictionaries(st.sampled_from(["q", "show", "order", "page", "x"]), st.text()))
def test_whatever_stands_in_an_address_is_a_wish_that_can_be_asked_again(
    query: dict[str, str],
) -> None:
    wish = Wish.read(query)
    assert Wish.read(wish.query()) == wish
    assert wish.page >= 1


@given(st.integers(0, 130), st.sampled_from(Order), st.integers(1, 60))
def test_pages_hold_each_row_once(count: int, order: Order, size: int) -> None:
    rows = [replace(CALM, player=f"p{n}", pairing=Pairing(f"p{n}", "c")) for n in range(count)]
    first = sheet(rows, Wish(order=order), AT, size)
    found = [
        row.player
        for page in range(1, first.pages + 1)
        for row in sheet(rows, Wish(order=order, page=page), AT, size).rows
    ]
    assert sorted(map(str, found)) == sorted(f"p{n}" for n in range(count))
