"""Silences, opinions and who took what, in both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from monitor.domain.alert import Kind, Named, message_id
from monitor.domain.desk.opinion import Opinion, Rated, Taken
from monitor.domain.desk.silence import Silence, mute, reason, silence
from monitor.ports import Message
from storage import Store
from tests.conftest import NOW
from tests.contract.storing import PAIRING, commit, kept
from tests.contract.telling import act_of, message, notice

HOUR = timedelta(hours=1)
ALL = silence(NOW, NOW + HOUR, "ana", "A match; <b>quiet</b>, please \u2014 'x'", everything=True)
USEFUL = Opinion(alert="alert-1", receiver="desk", rated=Rated.USEFUL, rule="spike", at=NOW)


async def tell(store: Store, kind: Kind = Kind.ACT_NOTABLE, name: str = "1") -> dict[str, str]:
    """Tell two receivers of one act; return how each message stands."""
    cause = kept(name=name, account=True)
    told = replace(notice(cause, act_of(cause), kind=kind))
    ident = message_id("alert-1", kind, cause.key)
    sent = [message(cause, who, id=ident, kind=kind) for who in ("desk", "night")]
    await commit(store, cause, notices=(told,), messages=tuple(sent))
    found = await store.reader.alert("alert-1")
    assert found is not None
    return {one.receiver: one.state for one in found.sent if one.id == ident}


async def test_a_silence_is_kept_as_it_was_made(store: Store) -> None:
    one = silence(
        NOW, NOW + 2 * HOUR, "eva", kind=Kind.ACT_NOTABLE, player="kylian-example", receiver="desk"
    )
    assert await store.silence(one) == one
    assert await store.silence(ALL) == ALL
    assert await store.reader.silences(NOW) == [ALL, one]
    assert await store.reader.silences(NOW + HOUR) == [one]
    assert await store.alike(one.id[:6]) == [one.id]


async def test_what_is_silenced_is_held_with_the_reason_and_stands_on_the_page(
    store: Store,
) -> None:
    await store.silence(mute(PAIRING, "desk", NOW, NOW + HOUR, "mute-4h"))
    assert await tell(store) == {"desk": "held", "night": "pending"}
    assert [one.message.receiver for one in await store.claim(NOW, 9, HOUR)] == ["night"]
    found = await store.reader.alert("alert-1")
    assert found is not None
    assert len(found.notices) == 1


async def test_who_is_silenced_reads_until_when_by_its_own_clock(store: Store) -> None:
    await store.silence(silence(NOW, NOW + HOUR, "ana", everything=True))
    cause = kept(name="1", account=True)
    told = notice(cause, act_of(cause))
    sent = [
        message(cause, who, zone=ZoneInfo(zone))
        for who, zone in (("desk", "Europe/Madrid"), ("night", "Asia/Tokyo"))
    ]
    await commit(store, cause, notices=(told,), messages=tuple(sent))
    found = await store.reader.alert("alert-1")
    assert found is not None
    reasons = {one.receiver: one.held for one in found.sent}
    assert reasons == {
        who: f"{reason(ALL, ZoneInfo(zone))}."
        for who, zone in (("desk", "Europe/Madrid"), ("night", "Asia/Tokyo"))
    }
    assert len({*reasons.values()}) == 2


@pytest.mark.parametrize("zone", ["UTC", "Europe/Madrid"])
async def test_a_silence_that_kept_something_back_did_not_end_unused(
    store: Store, zone: str
) -> None:
    about = silence(NOW, NOW + HOUR, "ana", player=PAIRING.player)
    nothing = silence(NOW, NOW + 2 * HOUR, "eva", player="somebody-else")
    await store.silence(about)
    await store.silence(nothing)
    await tell(store)
    digest = await store.reader.summed("desk", NOW, NOW + 3 * HOUR, ZoneInfo(zone), everybody=False)
    assert digest.unused == (f"{reason(nothing, ZoneInfo(zone))}.",)


async def test_a_silence_of_a_club_holds_news_of_it_in_a_story_that_another_leads(
    store: Store,
) -> None:
    rival = silence(NOW, NOW + HOUR, "ana", club="rival-example", receiver="desk")
    other = silence(NOW, NOW + 2 * HOUR, "eva", club="other-example")
    for one in (rival, other):
        await store.silence(one)
    cause = kept(name="1", account=True)
    told = notice(cause, act_of(cause), kind=Kind.STORY_UPDATED)
    told = replace(told, alert=replace(told.alert, buzz_club=Named("rival-example", "Rival")))
    named: dict[str, Any] = {"id": message_id("alert-1", told.kind, cause.key), "kind": told.kind}
    sent = [message(cause, who, **named) for who in ("desk", "night")]
    await commit(store, cause, notices=(told,), messages=tuple(sent))
    found = await store.reader.alert("alert-1")
    assert found is not None
    assert {one.receiver: one.state for one in found.sent} == {"desk": "held", "night": "pending"}
    digest = await store.reader.summed("desk", NOW, NOW + 3 * HOUR, UTC, everybody=False)
    assert digest.unused == (f"{reason(other)}.",)


async def test_what_is_told_after_a_silence_goes_out(store: Store) -> None:
    await store.silence(replace(ALL, since=NOW - HOUR, made_at=NOW - HOUR, until=NOW))
    assert await tell(store) == {"desk": "pending", "night": "pending"}


async def test_a_silence_that_was_ended_holds_nothing_from_then_on(store: Store) -> None:
    await store.silence(replace(ALL, since=NOW - HOUR, made_at=NOW - HOUR))
    ended = await store.unsilence(ALL.id, "eva", NOW)
    assert ended is not None
    assert ended.until == NOW
    assert await store.unsilence(ALL.id, "eva", NOW) is None
    assert await store.reader.silences(NOW) == []
    assert await tell(store) == {"desk": "pending", "night": "pending"}


async def test_a_correction_passes_a_silence_of_everything_to_who_got_the_alert(
    store: Store,
) -> None:
    assert await tell(store) == {"desk": "pending", "night": "pending"}
    await store.silence(ALL)
    told = await tell(store, Kind.ALERT_CORRECTED, "2")
    assert told == {"desk": "pending", "night": "pending"}


async def test_the_same_mute_again_changes_nothing_and_another_takes_its_place(
    store: Store,
) -> None:
    first = mute(PAIRING, "desk", NOW, NOW + 4 * HOUR, "mute-4h")
    again = mute(PAIRING, "desk", NOW + HOUR, NOW + 5 * HOUR, "mute-4h")
    night = mute(PAIRING, "desk", NOW + HOUR, NOW + 9 * HOUR, "mute-until-morning")
    assert await store.silence(first) == first
    assert await store.silence(again) == first
    assert await store.silence(night) == night
    assert await store.reader.silences(NOW) == [night]


async def test_a_mute_that_is_over_can_be_asked_for_again(store: Store) -> None:
    first = mute(PAIRING, "desk", NOW, NOW + HOUR, "mute-4h")
    later = mute(PAIRING, "desk", NOW + HOUR, NOW + 2 * HOUR, "mute-4h")
    await store.silence(first)
    await store.unsilence(first.id, "desk", NOW + HOUR / 2)
    assert await store.silence(later) == later
    assert await store.reader.silences(NOW + HOUR) == [later]


async def test_what_a_receiver_says_last_stands(store: Store) -> None:
    assert await store.rate(USEFUL) == USEFUL
    assert await store.rate(replace(USEFUL, at=NOW + HOUR)) == USEFUL
    wrong = replace(USEFUL, rated=Rated.WRONG, at=NOW + 2 * HOUR)
    assert await store.rate(wrong) == wrong
    other = replace(USEFUL, receiver="night", at=NOW + 3 * HOUR)
    await store.rate(other)
    assert await store.reader.opinions() == [other, wrong]
    assert await store.reader.rated() == {("spike", Rated.USEFUL): 1, ("spike", Rated.WRONG): 1}


async def test_a_wrong_person_is_settled_until_somebody_says_so_anew(store: Store) -> None:
    wrong = replace(USEFUL, rated=Rated.WRONG)
    await store.rate(wrong)
    assert await store.clear_up("alert-1", "eva", NOW + HOUR) == 1
    assert await store.clear_up("alert-1", "eva", NOW + HOUR) == 0
    (stands,) = await store.reader.opinions()
    assert (stands.open, stands.settled_by) == (False, "eva")
    assert await store.rate(replace(wrong, at=NOW + 2 * HOUR)) == stands
    await store.rate(replace(USEFUL, at=NOW + 3 * HOUR))
    await store.rate(replace(wrong, at=NOW + 4 * HOUR))
    (stands,) = await store.reader.opinions()
    assert stands.open


async def test_the_first_to_take_an_alert_has_it(store: Store) -> None:
    await tell(store)
    first = Taken(alert="alert-1", by="desk", at=NOW)
    assert await store.take(first) == first
    assert await store.take(Taken(alert="alert-1", by="night", at=NOW + HOUR)) == first
    await store.rate(USEFUL)
    found = await store.reader.alert("alert-1")
    assert found is not None
    assert (found.taken, found.opinions) == (first, (USEFUL,))


async def test_updates_of_what_somebody_took_make_no_sound_for_a_day(store: Store) -> None:
    await store.take(Taken(alert="alert-1", by="desk", at=NOW))
    kinds = (Kind.ACT_NOTABLE, Kind.STORY_UPDATED, Kind.CLAIM_STAGE_CHANGED, Kind.STORY_CONFIRMED)
    for n, kind in enumerate(kinds):
        await tell(store, kind, str(n))
    claimed = await store.claim(NOW, 99, HOUR)
    quiet = {one.message.kind: one.quiet for one in claimed}
    assert {kind for kind, still in quiet.items() if still} == {
        "story.updated",
        "claim.stage_changed",
    }
    again = await store.claim(NOW + timedelta(days=2), 99, HOUR)
    assert {one.message.kind for one in again} == set(quiet)
    assert not any(one.quiet for one in again)


@pytest.mark.parametrize("note", ["", "x" * 300, "'; DROP TABLE silences; --", "\u202c<script>"])
async def test_any_note_is_kept_as_words(store: Store, note: str) -> None:
    one: Silence = replace(ALL, note=note)
    assert await store.silence(one) == one
    assert await store.reader.silences(NOW) == [one]


def test_messages_are_about_their_notices() -> None:
    cause = kept(account=True)
    made: Message = message(cause)
    told = notice(cause)
    assert made.id == message_id(told.alert.id, told.kind, told.cause)
