"""What counts as deleted, of what a platform no longer shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.vanishing import (
    AGAIN,
    EVERY,
    FEW,
    LONG,
    MOST,
    WITNESSES,
    Due,
    Posted,
    Weighed,
    weigh,
    witnesses,
)

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
BEFORE = NOW - AGAIN


def post(
    name: str, *, missed: datetime | None = None, author: str = "", host: str = "one"
) -> Posted:
    return Posted(
        key=name.encode(),
        address=f"at://{name}",
        host=host,
        author=(author or name).encode(),
        missed_at=missed,
    )


def round_of(
    *asked: Posted, shown: Iterable[str] = (), missing: Sequence[Posted] = (), now: datetime = NOW
) -> Weighed:
    there = set(shown)
    shows: Mapping[str, bool] = {one.address: one.key.decode() in there for one in asked}
    before = [one for one in asked if one.missed_at is not None]
    return weigh(asked, shows, [*before, *missing], now)


def test_what_stands_is_asked_for_again_within_a_day() -> None:
    found = round_of(post("a"), shown="a")
    assert found.due == (Due(key=b"a", at=NOW + EVERY),)
    assert timedelta(hours=24) > EVERY
    assert found.counts == {"stand": 1}


def test_once_missed_is_not_deleted() -> None:
    found = round_of(post("a"), post("b"), shown="b")
    assert found.gone == frozenset()
    assert Due(key=b"a", at=NOW + AGAIN, missed_at=NOW) in found.due


def test_twice_missed_is_deleted_where_the_server_shows_something_else() -> None:
    assert round_of(post("a", missed=BEFORE), post("b"), shown="b").gone == {b"a"}


def test_what_is_shown_again_was_never_gone() -> None:
    found = round_of(post("a", missed=BEFORE), shown="a")
    assert (found.gone, found.due) == (frozenset(), (Due(key=b"a", at=NOW + EVERY),))


def test_where_nothing_was_said_nothing_is_known() -> None:
    asked = post("a", missed=BEFORE)
    found = weigh([asked], {}, [asked], NOW)
    assert found.due == (Due(key=b"a", at=NOW + AGAIN, missed_at=BEFORE),)
    assert found.counts == {"unsaid": 1}


def test_a_server_that_shows_nothing_at_all_is_never_believed() -> None:
    long_ago = NOW - 30 * LONG
    asked = [post(str(number), missed=long_ago) for number in range(FEW)]
    found = round_of(*asked)
    assert found.gone == frozenset()
    assert found.counts == {"doubted": FEW}


def test_another_server_vouches_for_nobody() -> None:
    asked = [post(str(number), missed=BEFORE) for number in range(FEW)]
    assert round_of(*asked, post("x", host="two"), shown="x").gone == frozenset()


def test_who_was_missed_in_other_rounds_counts_too() -> None:
    long_ago = NOW - LONG
    others = [post(str(number), missed=long_ago) for number in range(FEW)]
    assert round_of(others[0], missing=others[1:]).gone == frozenset()
    assert round_of(others[0], missing=others[1:-1]).gone == {b"0"}


def test_the_only_account_on_a_server_may_go_after_a_day() -> None:
    for age, gone in ((AGAIN, 0), (LONG, 9)):
        asked = [post(str(n), missed=NOW - age, author="she") for n in range(9)]
        assert len(round_of(*asked).gone) == gone


def test_many_at_once_have_to_stay_away_for_a_day() -> None:
    for age, count, gone in (
        (AGAIN, MOST, MOST),
        (AGAIN, MOST + 1, 0),
        (LONG, MOST + 1, MOST + 1),
    ):
        asked = [post(f"m{n}", missed=NOW - age) for n in range(count)]
        assert len(round_of(*asked, post("x"), shown="x").gone) == gone


def test_a_second_look_takes_witnesses_of_the_same_server_along() -> None:
    asked = [post("a", missed=BEFORE), post("b", host="two")]
    lately = [post(f"w{n}") for n in range(9)] + [post("v", host="two"), post("m", missed=BEFORE)]
    found = witnesses(asked, [asked[0], *lately])
    assert [one.key for one in found] == [b"w0", b"w1", b"w2"]
    assert len(found) == WITNESSES


@given(
    st.lists(
        st.tuples(st.booleans(), st.integers(0, 50), st.sampled_from(["one", "two"])), max_size=60
    ),
    st.data(),
)
def test_each_post_is_put_off_or_gone_and_never_gone_unless_missed_before(
    posts: list[tuple[bool, int, str]], data: st.DataObject
) -> None:
    asked = [
        post(str(n), missed=NOW - timedelta(hours=hours) if missed else None, host=host)
        for n, (missed, hours, host) in enumerate(posts)
    ]
    shows = {
        one.address: data.draw(st.booleans()) for one in asked if data.draw(st.integers(0, 9)) > 0
    }
    found = weigh(asked, shows, [one for one in asked if one.missed_at], NOW)
    assert {one.key for one in found.due} | found.gone == {one.key for one in asked}
    assert not found.gone & {one.key for one in found.due}
    assert sum(found.counts.values()) == len(asked)
    for one in asked:
        if one.key in found.gone:
            assert one.missed_at is not None
            assert shows[one.address] is False
    assert all(one.at is not None and NOW < one.at <= NOW + EVERY for one in found.due)
