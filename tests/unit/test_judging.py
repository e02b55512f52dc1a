"""What batches come to: who is told of what, and what is kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.domain.activity import Verb
from monitor.domain.alert import Kind, Status
from tests.unit.judged import RAMOS, Desk, desk

DANCE = "Sergio Ramos to Real Madrid, one last dance?"


@pytest.fixture
def room() -> Desk:
    return desk()


def kinds(room: Desk) -> list[str]:
    return [str(notice.kind) for notice in room.notices]


def test_a_players_like_of_a_post_about_another_club_is_told(room: Desk) -> None:
    post = room.post("fans", DANCE)
    room.see(post, room.like("ramos", post))
    (notice,) = room.notices
    assert notice.kind is Kind.ACT_NOTABLE
    assert notice.alert.pairing == RAMOS
    assert notice.alert.title == "Unverified: Sergio Ramos liked a post about Real Madrid"
    assert "one last dance" in notice.alert.text


@pytest.mark.parametrize("verb", [Verb.ANNOUNCE, Verb.LIKE])
def test_an_agents_act_is_told_and_named_as_his(room: Desk, verb: Verb) -> None:
    post = room.post("fans", DANCE)
    room.see(post, room.act(verb, "agent", object=post.record, object_author=post.actor))
    assert room.notices[0].alert.title.startswith("Unverified: the agent of Sergio Ramos")


def test_a_reply_by_the_player_is_told_with_his_words(room: Desk) -> None:
    post = room.post("fans", DANCE)
    reply = room.post("ramos", "Who knows", in_reply_to=post.record)
    room.see(post, reply)
    assert kinds(room) == ["act.notable"]
    assert "replied to a post" in room.notices[0].alert.text
    assert "Who knows" in room.notices[0].alert.text


@pytest.mark.parametrize("who", ["writer", "somebody", "unproven", "fans"])
def test_acts_of_journalists_fans_and_unproven_accounts_are_never_told(
    room: Desk, who: str
) -> None:
    post = room.post("other", DANCE)
    room.see(post, room.like(who, post))
    assert room.notices == []


def test_routine_about_the_own_club_is_never_told(room: Desk) -> None:
    post = room.post("other", "Sergio Ramos trained with Sevilla today")
    room.see(post, room.like("ramos", post))
    assert room.notices == []


def test_talk_about_leaving_the_own_club_is_told(room: Desk) -> None:
    post = room.post("other", "Sergio Ramos is leaving Sevilla this summer, farewell")
    room.see(post, room.like("ramos", post))
    assert kinds(room) == ["act.notable"]


def test_an_act_of_somebody_under_age_is_never_told(room: Desk) -> None:
    post = room.post("fans", "Very Young to Real Madrid?")
    room.see(post, room.like("child", post))
    assert room.notices == []


def test_a_club_that_follows_the_player_is_told(room: Desk) -> None:
    room.see(room.act(Verb.FOLLOW, "madrid", object="did:ramos"))
    assert room.notices[0].alert.title == "Unverified: Real Madrid followed Sergio Ramos"


def test_an_unfollow_of_a_told_follow_is_a_correction(room: Desk) -> None:
    follow = room.act(Verb.FOLLOW, "madrid", object="did:ramos")
    room.see(follow)
    room.see(room.end(follow))
    assert kinds(room) == ["act.notable", "alert.corrected"]


def test_an_unfollow_of_a_follow_too_old_to_tell_is_told_itself(room: Desk) -> None:
    old = room.at - timedelta(days=3)
    follow = room.act(Verb.FOLLOW, "madrid", object="did:ramos", at=old, seen_at=room.at)
    room.see(follow)
    assert room.notices == []
    room.at = old + timedelta(days=3)
    room.see(room.end(follow))
    assert room.notices[0].alert.title == "Unverified: Real Madrid unfollowed Sergio Ramos"


def test_two_acts_of_one_actor_within_six_hours_wake_once_and_after_that_again(
    room: Desk,
) -> None:
    post = room.post("fans", DANCE)
    room.see(post, room.like("ramos", post))
    room.at += timedelta(hours=5)
    room.see(room.act(Verb.ANNOUNCE, "ramos", object=post.record, object_author=post.actor))
    assert kinds(room) == ["act.notable"]
    room.at += timedelta(hours=7)
    room.see(room.post("ramos", "Real Madrid…", quotes=post.record))
    assert kinds(room) == ["act.notable", "act.notable"]
    first, second = (notice.alert for notice in room.notices)
    assert first.id == second.id
    assert first.story == second.story


def test_team_mates_are_told_when_the_third_acts_within_a_day(room: Desk) -> None:
    post = room.post("fans", DANCE)
    room.see(post)
    for who, count in (("mate", 0), ("second", 0), ("third", 1)):
        room.at += timedelta(hours=3)
        room.see(room.like(who, post))
        assert len(room.notices) == count
    assert any("@mate.example" in reason for reason in room.notices[0].alert.reasons)


def test_an_undone_like_is_corrected_once_however_often_it_is_seen(room: Desk) -> None:
    post = room.post("fans", DANCE)
    like = room.like("ramos", post)
    undo = room.end(like)
    room.see(post, like, undo)
    room.see(post, like, undo)
    assert kinds(room) == ["act.notable", "alert.corrected"]
    assert room.notices[0].alert.id == room.notices[1].alert.id
    assert room.notices[1].alert.status is Status.CORRECTED


def test_a_like_given_again_after_its_undo_is_told_as_an_update(room: Desk) -> None:
    post = room.post("fans", DANCE)
    like = room.like("ramos", post)
    room.see(post, like, room.end(like), room.like("ramos", post))
    assert kinds(room) == ["act.notable", "alert.corrected", "story.updated"]
    assert len({notice.alert.id for notice in room.notices}) == 1


def test_a_deleted_post_takes_the_alert_about_its_like_back_without_quoting_it(
    room: Desk,
) -> None:
    post = room.post("fans", DANCE)
    room.see(post, room.like("ramos", post))
    room.see(room.end(post, Verb.DELETE))
    assert kinds(room) == ["act.notable", "alert.corrected"]
    assert "last dance" not in room.notices[1].alert.text


def test_an_act_older_than_a_day_is_kept_and_not_told(room: Desk) -> None:
    post = room.post("fans", DANCE)
    room.see(post)
    late = room.at + timedelta(hours=25)
    judged = room.see(room.like("ramos", post, seen_at=late))
    assert room.notices == []
    assert len(judged.acts) == 1


def test_a_like_of_an_unknown_post_by_a_fan_account_is_told_and_updated_when_it_comes(
    room: Desk,
) -> None:
    post = room.post("fans", DANCE)
    room.see(room.like("ramos", post))
    assert "could not be fetched" in room.notices[0].alert.text
    judged = room.see(post)
    assert kinds(room) == ["act.notable", "story.updated"]
    assert [one.mentions[0].link.pairing for one in judged.relinked] == [RAMOS]
    assert "one last dance" in room.notices[1].alert.text


def test_a_like_of_an_unknown_post_by_nobody_known_is_told_when_the_post_comes(
    room: Desk,
) -> None:
    post = room.post("somebody", DANCE)
    room.see(room.like("ramos", post))
    assert room.notices == []
    room.see(post)
    assert kinds(room) == ["act.notable"]
    assert "a private account" in room.notices[0].alert.text
    assert "one last dance" not in room.notices[0].alert.text


def test_in_one_batch_or_in_several_the_same_is_told(room: Desk) -> None:
    post = room.post("fans", DANCE)
    like = room.like("ramos", post)
    story = [like, post, room.end(like)]
    room.see(*story)
    other = desk()
    for one in story:
        other.see(one)
    assert room.notices == other.notices


def test_what_names_nobody_is_dropped_and_counted(room: Desk) -> None:
    judged = room.see(room.post("somebody", "Nice weather"))
    assert judged.kept == ()
    assert judged.dropped == {("wire", "unlinked"): 1}


def test_likes_of_what_is_kept_are_kept_and_inherit_its_pairing(room: Desk) -> None:
    post = room.post("somebody", DANCE)
    judged = room.see(post, room.like("other", post))
    assert [kept.mentions[0].link.pairing for kept in judged.kept] == [RAMOS, RAMOS]


def test_with_keep_all_everything_is_kept() -> None:
    room = desk(everything=True)
    judged = room.see(room.post("somebody", "Nice weather"))
    assert len(judged.kept) == 1


def test_a_private_matter_is_neither_told_nor_scored(room: Desk) -> None:
    post = room.post("fans", "Sergio Ramos has died, says a Real Madrid source. RIP")
    judged = room.see(post, room.like("ramos", post))
    assert room.notices == []
    assert judged.kept[0].sentiment is None


@pytest.mark.parametrize("author", ["fans", "somebody"])
def test_an_act_undone_before_its_object_came_is_not_told_when_it_comes(author: str) -> None:
    for together in (True, False):
        room = desk()
        post = room.post(author, DANCE)
        like = room.like("ramos", post)
        story = [like, room.end(like), post]
        for batch in [story] if together else [[one] for one in story]:
            room.see(*batch)
        assert kinds(room) == (["act.notable", "alert.corrected"] if author == "fans" else [])


def test_an_act_that_comes_after_its_undo_waits_for_nothing(room: Desk) -> None:
    post = room.post("somebody", DANCE)
    like = room.like("ramos", post)
    room.see(room.end(like), like, post)
    assert room.notices == []


def test_an_unfollow_that_is_told_is_not_taken_back_at_once(room: Desk) -> None:
    old = room.at - timedelta(days=3)
    follow = room.act(Verb.FOLLOW, "madrid", object="did:ramos", at=old, seen_at=room.at)
    room.see(follow)
    room.at = old + timedelta(days=3)
    room.see(room.end(follow))
    assert kinds(room) == ["act.notable"]


def test_a_player_who_unfollows_his_own_club_is_told_of_and_his_follow_is_not(room: Desk) -> None:
    follow = room.act(Verb.FOLLOW, "ramos", object="did:sevilla")
    room.see(follow)
    assert room.notices == []
    room.see(room.end(follow))
    assert [notice.alert.title for notice in room.notices] == [
        "Unverified: Sergio Ramos unfollowed Sevilla"
    ]


def test_a_follow_of_an_account_that_only_says_it_is_the_club_is_nothing(room: Desk) -> None:
    room.see(room.act(Verb.FOLLOW, "ramos", object="did:pretender"))
    assert room.notices == []


def test_an_actor_who_acts_every_five_hours_is_told_every_second_time(room: Desk) -> None:
    post = room.post("fans", DANCE)
    room.see(post)
    for n in range(5):
        room.see(room.like("ramos", post, record=f"like-{n}"))
        room.at += timedelta(hours=5)
    assert kinds(room) == ["act.notable"] * 3


def test_the_end_of_an_act_that_nobody_was_told_of_is_no_correction(room: Desk) -> None:
    post = room.post("fans", DANCE)
    like, repost = room.like("ramos", post), room.act(Verb.ANNOUNCE, "ramos", object=post.record)
    room.see(post, like, repost)
    room.see(room.end(repost))
    assert kinds(room) == ["act.notable"]
    room.see(room.end(like))
    assert kinds(room) == ["act.notable", "alert.corrected"]


def test_an_alert_that_rests_on_three_is_corrected_when_any_of_them_takes_it_back(
    room: Desk,
) -> None:
    post = room.post("fans", DANCE)
    likes = [room.like(who, post) for who in ("mate", "second", "third")]
    room.see(post)
    for like in likes:
        room.see(like)
    assert "3 acts, by 3 accounts" in " ".join(room.notices[0].alert.unknown)
    room.see(room.end(likes[0]))
    assert kinds(room) == ["act.notable", "alert.corrected"]
    assert "@mate.example took back the like" in room.notices[1].alert.title


def test_a_deleted_post_that_three_liked_is_one_correction(room: Desk) -> None:
    post = room.post("fans", DANCE)
    room.see(post, *(room.like(who, post) for who in ("mate", "second", "third")))
    judged = room.see(room.end(post, Verb.DELETE))
    assert kinds(room) == ["act.notable", "alert.corrected"]
    assert [act.ended for act in judged.acts] == [True] * 3


def test_of_a_post_that_nobody_could_read_only_the_author_is_told(room: Desk) -> None:
    post = room.post("fans", DANCE)
    room.see(room.like("ramos", post))
    assert room.notices[0].alert.title == (
        "Unverified: Sergio Ramos liked a post by a fan account of Real Madrid"
    )


@pytest.mark.parametrize(
    "text", ["What a goal by Pau Second for Sevilla!", "Sergio Ramos has died. RIP"]
)
def test_what_was_told_of_an_unknown_post_is_withdrawn_when_that_is_about_something_else(
    room: Desk, text: str
) -> None:
    post = room.post("fans", text)
    like = room.like("ramos", post)
    room.see(like)
    room.see(post)
    assert kinds(room) == ["act.notable", "alert.corrected"]
    told, taken_back = (notice.alert for notice in room.notices)
    assert taken_back.id == told.id
    assert "is not transfer talk" in taken_back.title
    assert text not in taken_back.text
    room.see(room.end(like))
    assert len(room.notices) == 2


def test_a_reply_to_an_unknown_post_keeps_its_words_when_that_comes(room: Desk) -> None:
    post = room.post("fans", DANCE)
    reply = room.post("ramos", "Who knows", in_reply_to=post.record, object_author=post.actor)
    room.see(reply)
    room.see(post)
    text = room.notices[-1].alert.text
    assert "replied to a post by @fans.example" in text
    assert "one last dance" in text
    assert "Who knows" in text


def test_an_act_from_the_future_is_told_as_of_when_it_was_seen(room: Desk) -> None:
    post = room.post("fans", DANCE)
    ahead = room.at + timedelta(days=900)
    room.see(post, room.like("ramos", post, at=ahead, seen_at=room.at))
    assert room.notices[0].alert.happened_at == room.notices[0].alert.told_at


@pytest.mark.parametrize("who", ["child", "unproven"])
def test_who_is_under_age_or_unproven_is_stored_like_any_private_person(
    room: Desk, who: str
) -> None:
    (kept,) = room.see(room.post(who, DANCE)).kept
    assert kept.account is None
    assert kept.expires_at is not None


def test_an_earlier_act_that_had_to_wait_for_its_object_wakes_nobody_again(room: Desk) -> None:
    post, other = room.post("somebody", DANCE), room.post("fans", DANCE)
    early, late = room.like("ramos", post), room.like("ramos", other)
    room.see(early)
    room.see(other, late)
    room.see(post)
    assert kinds(room) == ["act.notable"]


# --- stories ----------------------------------------------------------------------------------


def test_acts_of_several_while_a_story_is_open_are_told_in_one_thread(room: Desk) -> None:
    post = room.post("fans", DANCE)
    room.see(post, room.like("ramos", post))
    room.at += timedelta(days=15)
    room.see(room.like("agent", post))
    first, second = room.notices
    assert kinds(room) == ["act.notable", "act.notable"]
    assert (first.alert.id, first.alert.story) == (second.alert.id, second.alert.story)
    assert second.alert.status is Status.UPDATED
    once = first.alert.text.removesuffix(" Real Madrid is a former club of the player.")
    assert second.alert.text.endswith(f"It follows what was told before: {once}")
    assert second.alert.text.count("Real Madrid is a former club of the player.") == 1


def test_a_story_is_over_after_three_quiet_weeks_and_the_next_mentions_it(room: Desk) -> None:
    post = room.post("fans", DANCE)
    like = room.like("ramos", post)
    room.see(post, like)
    room.at = like.seen_at + timedelta(hours=3) - timedelta(minutes=1)
    room.see(room.end(like))
    room.at += timedelta(days=92)
    again = room.post("fans", DANCE)
    room.see(again, room.like("ramos", again))
    first, _, second = (notice.alert for notice in room.notices)
    assert kinds(room) == ["act.notable", "alert.corrected", "act.notable"]
    assert (first.id, first.story) != (second.id, second.story)
    assert (
        "On 1 June 2026 Sergio Ramos liked a post like this, and took it back 3 h later."
        in second.text
    )
    assert second.earlier == first.id
    assert any("the first like of this kind" in each for each in first.reasons)
    assert not any("the first like of this kind" in each for each in second.reasons)


def test_what_one_takes_back_leaves_what_another_did(room: Desk) -> None:
    post = room.post("fans", DANCE)
    like = room.like("ramos", post)
    room.see(post, like)
    room.see(room.like("agent", post))
    room.see(room.end(like))
    told, added, corrected = (notice.alert for notice in room.notices)
    assert {told.id, added.id} == {corrected.id}
    assert corrected.title.startswith("Corrected: @ramos.example took back the like")
    assert "What else was told stands: The agent of Sergio Ramos" in corrected.text
    room.at += timedelta(hours=7)
    room.see(room.act(Verb.ANNOUNCE, "agent", object=post.record, object_author=post.actor))
    assert room.notices[-1].alert.id == told.id
    assert "Sergio Ramos (@ramos.example" not in room.notices[-1].alert.text


def test_an_act_that_points_to_two_clubs_wakes_once_and_names_both(room: Desk) -> None:
    both = room.post("fans", "Sergio Ramos to Real Madrid or Sergio Ramos to Paris Club?")
    like = room.like("ramos", both)
    room.see(both, like)
    (notice,) = room.notices
    alert = notice.alert
    assert alert.pairing == RAMOS
    assert [one.slug for one in alert.rivals] == ["paris"]
    assert "It points to Paris Club too." in alert.text
    room.see(room.end(like))
    assert kinds(room) == ["act.notable", "alert.corrected"]


def test_an_act_about_another_club_leads_the_thread_from_then_on(room: Desk) -> None:
    madrid, paris = room.post("fans", DANCE), room.post("fans", "Sergio Ramos to Paris Club?")
    room.see(madrid, paris, room.like("ramos", madrid))
    room.at += timedelta(hours=8)
    other = room.like("ramos", paris)
    room.see(other)
    first, second = (notice.alert for notice in room.notices)
    assert first.id == second.id
    assert (second.pairing.club, [one.slug for one in second.rivals]) == ("paris", ["madrid"])
    room.see(room.end(other))
    assert room.notices[-1].alert.pairing == RAMOS


@settings(deadline=None)
@given(st.data())
def test_in_whatever_order_batches_come_the_acts_of_a_player_are_one_story(data: Any) -> None:
    room = desk()
    post = room.post("fans", DANCE)
    acts = [room.like("ramos", post), room.like("agent", post)]
    acts += [room.act(Verb.FOLLOW, "madrid", object="did:ramos")]
    acts += [room.end(acts[0])]
    order = data.draw(st.permutations(acts))
    room.see(post)
    for some in order:
        room.see(some)
    assert len({notice.alert.story for notice in room.notices}) == 1
    assert len({notice.alert.id for notice in room.notices}) == 1
    again = desk()
    again.see(post)
    again.see(*order)
    assert [(n.cause, n.alert) for n in again.notices] == [(n.cause, n.alert) for n in room.notices]
