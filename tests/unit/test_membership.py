"""Who stands on a list: what one whole reading proves, and what it doesn't."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from connectors.lists.membership import APART, MOST_CHANGES, SURE, Changes, Membership, Roll

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def roll(
    members: Iterable[str], at: datetime = NOW, *, whole: bool = True, claimed: int | None = None
) -> Roll:
    return Roll(members=frozenset(members), whole=whole, at=at, claimed=claimed)


def many(count: int) -> list[str]:
    return [f"did:plc:{number:03}" for number in range(count)]


def read(*rolls: Roll) -> list[Changes]:
    membership, found = Membership(), []
    for one in rolls:
        membership, changes = membership.read(one)
        found.append(changes)
    return found


def test_the_first_list_shows_who_is_there_and_that_nobody_joined() -> None:
    assert read(roll("ab")) == [Changes()]


def test_who_is_new_is_believed_at_once() -> None:
    assert read(roll("ab"), roll("abc"))[-1] == Changes(joined=("c",))


def test_who_is_missing_once_has_not_left() -> None:
    assert read(roll("ab"), roll("a", NOW + MINUTE), roll("ab", NOW + 2 * APART))[1:] == [
        Changes(),
        Changes(),
    ]


def test_who_is_missing_twice_has_left_if_there_was_time_between() -> None:
    soon = NOW + APART - MINUTE
    found = read(roll("ab"), roll("a"), roll("a", soon), roll("a", NOW + APART))
    assert [one.left for one in found] == [(), (), (), ("b",)]


def test_who_came_back_between_must_be_missed_twice_anew() -> None:
    later = NOW + 3 * APART
    found = read(roll("ab"), roll("a"), roll("ab", NOW + APART), roll("a", later))
    assert [one.left for one in found] == [()] * 4


def test_a_list_that_was_not_read_to_its_end_proves_nothing() -> None:
    found = read(roll("ab"), *(roll("c", NOW + n * APART, whole=False) for n in range(3)))
    assert all((one.joined, one.left) == ((), ()) for one in found)
    assert "end" in found[-1].doubt


def test_an_empty_list_after_a_full_one_proves_nothing_unless_the_count_says_so() -> None:
    members = many(8)
    for claimed, left in ((None, 0), (8, 0), (0, 8)):
        empty = [roll([], NOW + n * APART, claimed=claimed) for n in range(3)]
        assert sum(len(one.left) for one in read(roll(members), *empty)) == left


def test_the_last_one_may_leave() -> None:
    assert read(roll("a"), roll(""), roll("", NOW + APART))[-1].left == ("a",)


def test_a_count_that_is_a_little_off_is_no_reason_to_doubt() -> None:
    members = many(93)
    assert read(roll(members, claimed=97), roll([*members, "x"], claimed=97))[-1].joined == ("x",)
    assert "counts 300" in read(roll(members), roll(members, claimed=300))[-1].doubt


def test_same_count_and_other_members_are_seen() -> None:
    found = read(roll("ab"), roll("ac"), roll("ac", NOW + APART))
    assert [(one.joined, one.left) for one in found[1:]] == [(("c",), ()), ((), ("b",))]


def test_a_mass_exit_is_believed_only_if_it_lasts() -> None:
    members = many(MOST_CHANGES + 10)
    times = [NOW, NOW + APART, NOW + SURE / 2, NOW + SURE, NOW + SURE + MINUTE]
    found = read(roll(members), *(roll(members[:5], at) for at in times))
    assert [len(one.left) for one in found[1:]] == [0, 0, 0, MOST_CHANGES, 5]
    assert "25 are missing at once" in found[2].doubt


def test_a_mass_entry_comes_in_parts() -> None:
    found = read(roll(many(3)), *(roll(many(50), NOW + n * MINUTE) for n in range(3)))
    assert [len(one.joined) for one in found[1:]] == [20, 20, 7]


@given(st.lists(st.sets(st.sampled_from("abcdefgh")), min_size=1, max_size=12))
def test_what_was_told_leads_from_the_first_list_to_those_who_are_believed(
    lists: list[set[str]],
) -> None:
    membership = Membership()
    told: set[str] = set(lists[0])
    for number, members in enumerate(lists):
        membership, changes = membership.read(roll(members, NOW + number * APART))
        assert told.isdisjoint(changes.joined)
        assert told.issuperset(changes.left)
        told = (told | set(changes.joined)) - set(changes.left)
        assert set(membership.members or ()) == told
        if not changes.doubt:
            assert members <= told
