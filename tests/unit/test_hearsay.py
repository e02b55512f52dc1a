"""Acts that people tell of: unconfirmed until a second voice, told once, taken back once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.activity import Activity, Provenance, Verb
from monitor.domain.alert import Kind, Notice
from tests.unit.judged import RAMOS, START, Desk, desk

POST = "https://www.instagram.com/p/DoNeLaSt/"


def pushed(by: str, minutes: float, verb: Verb = Verb.LIKE, **more: Any) -> Activity:
    """Return what *by* says that Ramos did, so many minutes after the start."""
    said: dict[str, Any] = {
        "platform": "instagram",
        "verb": verb,
        "actor": "player:ramos",
        "seen_at": START + timedelta(minutes=minutes),
        "object": POST,
        "provenance": Provenance.PUSHED,
        "observer": by,
        "about": "madrid",
    }
    return Activity(**{**said, **more})


def unlike(by: str, minutes: float, **more: Any) -> Activity:
    return pushed(by, minutes, Verb.UNDO, undoes=Verb.LIKE, **more)


def told(house: Desk) -> list[tuple[Kind, str]]:
    return [(notice.kind, notice.alert.title) for notice in house.notices]


def one_alert(house: Desk) -> Notice:
    """Return how the only alert stands."""
    assert len({notice.alert.id for notice in house.notices}) == 1
    return house.notices[-1]


TITLE = "Unverified: Sergio Ramos liked a post about Real Madrid"
FIRST = (Kind.ACT_NOTABLE, f"{TITLE}; pushed by desk, unconfirmed")
SECOND = (Kind.STORY_UPDATED, f"{TITLE}; pushed by desk, seen by a second observer (Ana)")


def test_what_one_pushes_is_told_as_pushed_and_unconfirmed() -> None:
    house = desk()
    house.see(pushed("desk", 0, note="seen on the phone"))
    assert told(house) == [FIRST]
    alert = one_alert(house).alert
    assert alert.pairing == RAMOS
    assert "Pushed by desk, unconfirmed." in alert.text
    assert "at a time not known, before 20:00 UTC" in alert.text
    assert any("Pushed by desk through" in each for each in alert.how_we_know)
    assert any("none of Sergio Ramos on Instagram is in the catalogue" in e
               for e in alert.how_we_know)  # fmt: skip
    assert any("only one voice says so" in each for each in alert.unknown)
    assert {piece.provenance for piece in alert.evidence} == {"pushed"}
    said = [(piece.who, piece.quote) for piece in alert.evidence if piece.quote]
    assert said == [("desk", "seen on the phone")]


def test_the_address_of_a_private_accounts_post_is_not_shown() -> None:
    house = desk()
    house.see(pushed("desk", 0))
    alert = one_alert(house).alert
    assert not any(piece.url for piece in alert.evidence)
    assert POST not in "".join([alert.title, alert.text, *alert.how_we_know, *alert.unknown])


def test_the_address_of_a_public_accounts_post_can_be_opened() -> None:
    house = desk()
    catalogue = house.judge.catalogue
    fans = replace(catalogue.accounts[8], platform="instagram", handle="MadridXtra", id=None)
    known = catalogue.merged((*catalogue.accounts, fans))
    judge = house.judge
    house.judge = replace(
        judge,
        catalogue=known,
        linker=replace(judge.linker, catalogue=known),
        jury=replace(judge.jury, catalogue=known),
    )
    house.see(pushed("desk", 0, object_author="@madridxtra"))
    assert POST in {piece.url for piece in one_alert(house).alert.evidence}
    assert "fan account of Real Madrid" in one_alert(house).alert.text


def test_the_same_observer_twice_changes_nothing() -> None:
    house = desk()
    house.see(pushed("desk", 0))
    again = house.see(pushed("Desk", 5))
    assert told(house) == [FIRST]
    assert again.duplicates == {"wire": 1}
    assert again.kept == ()


def test_a_second_observer_confirms_once() -> None:
    house = desk()
    house.see(pushed("desk", 0))
    house.see(pushed("Ana", 5))
    house.see(pushed("Ana", 6))
    house.see(pushed("Ben", 7))
    assert told(house) == [FIRST, SECOND]
    alert = one_alert(house).alert
    assert "Pushed by desk, seen by a second observer (Ana)." in alert.text
    assert any("several say so" in each for each in alert.unknown)
    assert {piece.who for piece in alert.evidence} >= {"desk", "Ana"}


def test_a_second_observer_need_not_say_again_what_it_is_about() -> None:
    house = desk()
    house.see(pushed("desk", 0))
    house.see(pushed("Ana", 4, about=None))
    assert told(house) == [FIRST, SECOND]


def test_two_observers_in_one_batch_are_told_as_one_after_the_other() -> None:
    house = desk()
    house.see(pushed("desk", 0), pushed("Ana", 0))
    assert told(house) == [FIRST, SECOND]


def test_observers_are_one_author() -> None:
    house = desk()
    kept = house.see(pushed("desk", 0), pushed("Ana", 5)).kept
    assert len({one.key for one in kept}) == 2
    assert len({one.author for one in kept}) == len({one.record for one in kept}) == 1


def test_a_report_confirms_and_names_who_reported() -> None:
    house = desk()
    house.see(pushed("desk", 0))
    house.see(pushed("Marca", 30, object=None, provenance=Provenance.REPORTED))
    assert one_alert(house).kind is Kind.STORY_UPDATED
    assert one_alert(house).alert.title.endswith("; pushed by desk, reported by Marca")


def test_what_a_source_of_ours_sees_confirms_what_was_pushed_and_is_surer_than_observers() -> None:
    house = desk()
    post = house.post("fans", "One last dance, Sergio Ramos back at Real Madrid?")
    house.see(post)
    by_hand: dict[str, Any] = {
        "platform": "bluesky",
        "actor": "did:ramos",
        "object": post.record,
    }
    house.see(pushed("desk", 3, **by_hand), pushed("Ana", 4, **by_hand))
    house.see(house.like("ramos", post, at=START + timedelta(minutes=6)))
    kinds = [kind for kind, _ in told(house)]
    assert kinds == [Kind.ACT_NOTABLE, Kind.STORY_UPDATED, Kind.STORY_UPDATED]
    alert = one_alert(house).alert
    assert alert.title.endswith("now observed by a source of ours")
    assert any(each.startswith("Observed:") for each in alert.how_we_know)
    assert not any("says so" in each or "say so" in each for each in alert.unknown)


def test_what_is_pushed_of_an_act_that_was_observed_is_no_news() -> None:
    house = desk()
    post = house.post("fans", "One last dance, Sergio Ramos back at Real Madrid?")
    house.see(post, house.like("ramos", post))
    before = told(house)
    house.see(pushed("desk", 9, platform="bluesky", actor="did:ramos", object=post.record))
    assert told(house) == before


def test_a_like_of_another_post_confirms_nothing() -> None:
    house = desk()
    house.see(pushed("desk", 0), pushed("Ana", 5, object="https://www.instagram.com/p/Other/"))
    assert told(house) == [FIRST]


@pytest.mark.parametrize("by", ["desk", "Ana"])
def test_a_retraction_corrects_and_nobody_resurrects_it_without_a_time(by: str) -> None:
    house = desk()
    house.see(pushed("desk", 0))
    house.see(unlike(by, 10))
    assert [kind for kind, _ in told(house)] == [Kind.ACT_NOTABLE, Kind.ALERT_CORRECTED]
    assert f"{by} says so" in one_alert(house).alert.how_we_know[0]
    house.see(pushed("Ana", 20), pushed("desk", 21), pushed("Ben", 22), unlike("Cleo", 23))
    assert len(house.notices) == 2


def test_the_end_takes_back_what_two_observers_saw_once() -> None:
    house = desk()
    house.see(pushed("desk", 0), pushed("Ana", 1))
    house.see(unlike("Ben", 10), unlike("desk", 11))
    assert [kind for kind, _ in told(house)].count(Kind.ALERT_CORRECTED) == 1


def test_an_end_that_comes_before_what_it_ends_is_not_overruled() -> None:
    house = desk()
    house.see(unlike("desk", 0))
    house.see(pushed("Ana", 5))
    assert house.notices == []


def test_what_was_done_again_says_when() -> None:
    house = desk()
    house.see(pushed("desk", 0), unlike("desk", 10))
    house.see(pushed("Ana", 25, happened_at=START + timedelta(minutes=20)))
    assert [kind for kind, _ in told(house)][2:] == [Kind.STORY_UPDATED]
    assert "at 20:20 UTC" in one_alert(house).alert.text


def test_a_follow_and_its_end_are_told_by_whom_they_were_seen() -> None:
    house = desk()
    house.see(pushed("desk", 0, Verb.FOLLOW, object="@realmadrid"))
    house.see(pushed("Ana", 2, Verb.FOLLOW, object="@realmadrid"))
    assert [title for _, title in told(house)][1] == (
        "Unverified: Sergio Ramos followed Real Madrid; "
        "pushed by desk, seen by a second observer (Ana)"
    )


def test_an_unfollow_of_the_own_club_is_told_and_confirmed() -> None:
    house = desk()
    for by, at in (("desk", 0), ("Ana", 3)):
        left = pushed(by, at, Verb.UNDO, undoes=Verb.FOLLOW, object="@sevillafc", about="sevilla")
        house.see(left)
    assert [kind for kind, _ in told(house)] == [Kind.ACT_NOTABLE, Kind.STORY_UPDATED]
    assert "unfollowed Sevilla" in one_alert(house).alert.title


def test_nobody_under_age_is_told_of_whoever_pushes() -> None:
    house = desk()
    house.see(pushed("desk", 0, actor="player:child"), pushed("Ana", 1, actor="did:child"))
    assert house.notices == []


def test_a_handle_counts_only_in_what_people_tell() -> None:
    house = desk()
    catalogue = house.judge.catalogue
    assert catalogue.account("bluesky", "@ramos.example") is None
    assert catalogue.named("bluesky", "@Ramos.example") == "did:ramos"
    assert catalogue.named("instagram", "@nobody") == "@nobody"
    seen = pushed("x", 0, provenance=Provenance.OBSERVED, observer=None)
    house.see(seen)
    assert house.notices == []


VOICES = st.lists(
    st.tuples(st.sampled_from(["desk", "Ana", "Ben"]), st.booleans()), min_size=1, max_size=8
)


@given(VOICES)
def test_in_whatever_order_they_come_each_step_is_told_once(script: list[tuple[str, bool]]) -> None:
    house = desk()
    kinds: list[Kind] = []
    for minute, (by, ends) in enumerate(script):
        house.see((unlike if ends else pushed)(by, minute))
        kinds = [notice.kind for notice in house.notices]
    assert kinds.count(Kind.ACT_NOTABLE) <= 1
    assert kinds.count(Kind.STORY_UPDATED) <= 1
    assert kinds.count(Kind.ALERT_CORRECTED) <= 1
    ended = [at for at, (_, ends) in enumerate(script) if ends]
    likes = {by for by, ends in script[: ended[0] if ended else None] if not ends}
    assert (Kind.ACT_NOTABLE in kinds) == bool(likes)
    assert (Kind.STORY_UPDATED in kinds) == (len(likes) > 1)
    assert (Kind.ALERT_CORRECTED in kinds) == (bool(likes) and bool(ended))


def test_a_note_is_quoted_without_the_private_people_whom_it_names() -> None:
    house = desk()
    house.see(pushed("desk", 0, note="he liked @zq9fan.example, see did:plc:zq9fan"))
    said = [piece.quote for piece in one_alert(house).alert.evidence if piece.quote]
    assert said == ["he liked @\u2026, see @\u2026"]
