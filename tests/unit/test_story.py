"""What a story is: what belongs to it, who leads it, and its one thread."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.alert import Named, Notice, Status, Weight
from monitor.domain.catalogue import Pairing
from monitor.domain.stories import raising, story
from monitor.domain.stories.raising import Voices
from monitor.domain.stories.story import QUIET, SETTLED, Story, alone, join
from tests.unit.watched import AT, CATALOGUE, PARIS, RAMOS, SEVILLA, spike

HOUR = timedelta(hours=1)


def part(number: int, pairing: Pairing = RAMOS, weight: Weight = Weight.ACT) -> Notice:
    """Return a notice that tells one thing, *number* hours after the first."""
    told = raising.start(spike(20 + number, pairing), Voices(), CATALOGUE, (), AT + number * HOUR)
    alert = replace(told.alert, happened_at=AT + number * HOUR, text=f"Part {number}.")
    told = replace(told, cause=bytes([number]), quotes=(bytes([number]),), alert=alert)
    return alone(told, f"{weight.name}:{number}", weight)


PARTS = st.lists(
    st.tuples(st.sampled_from([RAMOS, PARIS, SEVILLA]), st.sampled_from(Weight)),
    min_size=1,
    max_size=20,
)


def told(parts: list[tuple[Pairing, Weight]]) -> list[Notice]:
    """Tell *parts* one after the other in one thread."""
    notices: list[Notice] = []
    for number, (pairing, weight) in enumerate(parts):
        before = notices[-1] if notices else None
        notices.append(join(before, part(number, pairing, weight)))
    return notices


@given(PARTS)
def test_a_story_has_one_id_and_one_thread_and_is_the_same_when_told_again(
    parts: list[tuple[Pairing, Weight]],
) -> None:
    notices = told(parts)
    assert len({(one.alert.id, one.alert.story) for one in notices}) == 1
    assert told(parts) == notices


@given(PARTS)
def test_acts_lead_before_claims_and_talk_and_the_others_are_named(
    parts: list[tuple[Pairing, Weight]],
) -> None:
    last = told(parts)[-1]
    weight = max(weight for _, weight in parts)
    assert last.alert.pairing in {pairing for pairing, each in parts if each is weight}
    rivals = {one.slug for one in last.alert.rivals}
    assert last.alert.pairing.club not in rivals
    if len(parts) <= 12:
        assert rivals == {pairing.club for pairing, _ in parts} - {last.alert.pairing.club}


@given(PARTS, st.data())
def test_what_is_taken_back_leaves_all_else(
    parts: list[tuple[Pairing, Weight]], data: st.DataObject
) -> None:
    last = told(parts)[-1]
    gone = data.draw(st.sampled_from(last.parts))
    left = story.without(last, gone.keys)
    assert {one.key for one in left} == {one.key for one in last.parts} - {gone.key}
    after = replace(last, parts=left, alert=replace(last.alert, status=Status.CORRECTED))
    assert not any(story.rests(after, key) for key in gone.keys)


@given(PARTS)
def test_a_story_keeps_the_keys_of_all_whose_words_it_may_repeat(
    parts: list[tuple[Pairing, Weight]],
) -> None:
    for notice in told(parts):
        assert {key for one in notice.parts for key in one.keys} <= {*notice.keys}


def test_what_is_told_anew_stands_in_place_of_what_was() -> None:
    first = part(1)
    again = replace(first, alert=replace(first.alert, text="Part 1, seen by a source."))
    again = alone(again, "ACT:1", Weight.ACT)
    both = join(join(first, part(2)), again)
    assert [one.text for one in both.parts] == ["Part 1, seen by a source.", "Part 2."]
    assert both.alert.text.count("Part 1") == 1


def test_a_long_story_tells_three_of_its_parts_again_and_counts_the_others() -> None:
    last = told([(RAMOS, Weight.ACT)] * 9)[-1]
    assert last.alert.text == (
        "Part 8. It follows what was told before: Part 7. Part 6. Part 5. "
        "5 earlier parts: see its page."
    )


# --- when a story is open -------------------------------------------------------------------


def saga(last: datetime, closed: datetime | None = None, name: str = "one") -> Story:
    return Story(
        id=name, player="ramos", alert=f"alert {name}", opened_at=AT, last_at=last, closed_at=closed
    )


def test_a_story_is_open_for_three_weeks_after_the_last_of_it() -> None:
    one = saga(AT)
    assert story.current([one], "ramos", AT + QUIET) == one
    assert story.current([one], "ramos", AT + QUIET + HOUR) is None
    assert story.current([one], "mate", AT) is None


def test_a_confirmed_story_is_over_and_its_echo_lasts_two_weeks() -> None:
    one = saga(AT, AT)
    assert story.current([one], "ramos", AT) is None
    assert story.settled([one], "ramos", AT + SETTLED) == one
    assert story.settled([one], "ramos", AT + SETTLED + HOUR) is None
    assert story.settled([one, saga(AT, name="two")], "ramos", AT) is None


@given(st.permutations([saga(AT, name="a"), saga(AT, name="b"), saga(AT - HOUR, name="c")]))
def test_of_several_open_stories_the_same_is_gone_on_with_in_any_order(some: list[Story]) -> None:
    found = story.current(some, "ramos", AT)
    assert found is not None
    assert found.id == "b"


def test_a_story_closes_with_the_note_and_opens_when_that_is_taken_back() -> None:
    opened = story.after(None, part(1))
    over = story.after(opened, replace(part(2), closes=True))
    assert over.closed_at == AT + 2 * HOUR
    still = story.after(over, part(3))
    assert still.closed_at == over.closed_at
    assert story.after(still, replace(part(4), closes=False)).closed_at is None


def test_clubs_that_are_named_within_a_part_are_rivals() -> None:
    first = part(1)
    named = alone(first, "ACT:1", Weight.ACT, [Named("paris", "Paris")])
    assert named.alert.rivals == (Named("paris", "Paris"),)


def test_what_a_clock_that_ran_ahead_has_opened_goes_on_a_year_later_and_not_before() -> None:
    ahead = AT + timedelta(days=365)
    opened = Story(id="s", player="ramos", alert="a", opened_at=ahead, last_at=ahead)
    assert story.current([opened], "ramos", AT) is None
    assert story.current([opened], "ramos", ahead - HOUR) == opened
    over = replace(opened, closed_at=ahead)
    assert story.settled([over], "ramos", AT) is None
    assert story.settled([over], "ramos", ahead - HOUR) == over
