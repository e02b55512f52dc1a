"""Silences: what they cover, what passes them, and which can't be made."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.alert import Kind
from monitor.domain.catalogue import Pairing
from monitor.domain.desk.silence import (
    LONGEST_NOTE,
    Silence,
    SilenceError,
    mute,
    reason,
    silence,
    silenced,
)

NOW = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)
RAMOS = Pairing("sergio-ramos", "real-madrid")
OTHER = Pairing("kylian-example", "celtic")
HOUR = timedelta(hours=1)
THROUGH = (Kind.ALERT_CORRECTED, Kind.STORY_CONFIRMED)
OURS = (Kind.DIGEST_DAILY, Kind.CONNECTOR_STALE, Kind.DELIVERY_DISABLED, Kind.TEST_PING)
TALK = tuple(kind for kind in Kind if kind not in {*THROUGH, *OURS})

ALL = silence(NOW, NOW + HOUR, "ana", everything=True)


def about(**named: str) -> Silence:
    return silence(NOW, NOW + HOUR, "ana", **named)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "hit", "missed"),
    [
        (about(player="sergio-ramos"), (RAMOS, "desk"), (OTHER, "desk")),
        (about(club="real-madrid"), (RAMOS, "desk"), (OTHER, "desk")),
        (about(receiver="desk"), (OTHER, "desk"), (RAMOS, "night")),
        (about(player="sergio-ramos", receiver="desk"), (RAMOS, "desk"), (RAMOS, "night")),
    ],
)
def test_it_covers_what_it_names_and_nothing_else(
    one: Silence, hit: tuple[Pairing, str], missed: tuple[Pairing, str]
) -> None:
    assert silenced(Kind.STORY_STARTED, *hit, (one,), NOW) == one
    assert silenced(Kind.STORY_STARTED, *missed, (one,), NOW) is None


def test_a_club_is_silenced_whether_it_leads_or_is_what_the_news_is_of() -> None:
    one = about(club="celtic")
    what = Kind.STORY_UPDATED, RAMOS, "desk", (one,), NOW
    assert silenced(*what) is None
    assert silenced(*what, {"celtic", "milan"}) == one
    assert silenced(*what, {"milan"}) is None


def test_a_kind_is_silenced_alone() -> None:
    one = replace(ALL, kind=Kind.ACT_NOTABLE)
    assert silenced(Kind.ACT_NOTABLE, RAMOS, "desk", (one,), NOW)
    assert silenced(Kind.STORY_STARTED, RAMOS, "desk", (one,), NOW) is None


@pytest.mark.parametrize("kind", TALK)
def test_a_silence_of_everything_covers_all_that_is_told_of_talk(kind: Kind) -> None:
    assert silenced(kind, RAMOS, "desk", (ALL,), NOW) == ALL


@pytest.mark.parametrize("kind", THROUGH)
def test_corrections_and_confirmations_pass_even_where_their_kind_is_named(kind: Kind) -> None:
    assert silenced(kind, RAMOS, "desk", (ALL, replace(ALL, kind=kind)), NOW) is None


@pytest.mark.parametrize("kind", OURS)
def test_what_is_about_ourselves_passes_unless_its_kind_is_named(kind: Kind) -> None:
    assert silenced(kind, RAMOS, "desk", (ALL,), NOW) is None
    assert silenced(kind, RAMOS, "desk", (replace(ALL, kind=kind),), NOW)


@given(st.integers(-7200, 7200))
def test_one_that_begins_later_holds_from_its_beginning_to_its_end(seconds: int) -> None:
    planned = silence(NOW - HOUR, NOW + HOUR, "ana", since=NOW, club="real-madrid")
    at = NOW + timedelta(seconds=seconds)
    found = silenced(Kind.STORY_STARTED, RAMOS, "desk", (planned,), at)
    assert (found is not None) == (0 <= seconds < 3600) == planned.holds(at)


def test_one_that_begins_at_once_also_takes_what_is_told_late() -> None:
    before = NOW - timedelta(hours=2)
    assert not ALL.holds(before)
    assert silenced(Kind.STORY_STARTED, RAMOS, "desk", (ALL,), before)
    assert silenced(Kind.STORY_STARTED, RAMOS, "desk", (ALL,), NOW - timedelta(days=2)) is None
    assert silenced(Kind.STORY_STARTED, RAMOS, "desk", (ALL,), NOW + HOUR) is None


def test_of_several_the_one_that_lasts_longest_is_named() -> None:
    longer = replace(ALL, until=NOW + 3 * HOUR, by="eva")
    assert silenced(Kind.STORY_STARTED, RAMOS, "desk", (ALL, longer), NOW) == longer


def test_the_reason_says_who_and_until_when_where_people_live() -> None:
    assert reason(ALL) == "silenced by ana until 23 Nov, 22:00 UTC"
    assert reason(ALL, ZoneInfo("Europe/Madrid")) == "silenced by ana until 23 Nov, 23:00 CET"


def test_a_silence_of_everything_must_be_meant() -> None:
    with pytest.raises(SilenceError, match="--everything"):
        silence(NOW, NOW + HOUR, "ana")
    with pytest.raises(SilenceError, match="contradict"):
        silence(NOW, NOW + HOUR, "ana", player="sergio-ramos", everything=True)


@pytest.mark.parametrize(
    ("lasts", "long", "cure"),
    [
        (timedelta(0), False, "to come"),
        (-HOUR, True, "to come"),
        (timedelta(days=8), False, "--long"),
        (timedelta(days=400), True, "configuration"),
    ],
)
def test_a_length_that_is_none_or_too_long_is_refused_with_the_cure(
    lasts: timedelta, long: bool, cure: str
) -> None:
    with pytest.raises(SilenceError, match=cure):
        silence(NOW, NOW + lasts, "ana", player="sergio-ramos", long=long)


@pytest.mark.parametrize("kind", THROUGH)
def test_a_kind_that_always_goes_out_is_not_silenced(kind: Kind) -> None:
    with pytest.raises(SilenceError, match="always goes out"):
        silence(NOW, NOW + HOUR, "ana", kind=kind)


def test_a_long_silence_that_is_meant_is_made() -> None:
    made = silence(NOW, NOW + timedelta(days=30), "ana", player="sergio-ramos", long=True)
    assert made.until == NOW + timedelta(days=30)


@pytest.mark.parametrize(
    ("by", "note"), [("", ""), ("  \u202e ", ""), ("a" * 61, ""), ("ana", "x" * 10_000)]
)
def test_who_says_so_is_named_and_no_note_is_endless(by: str, note: str) -> None:
    with pytest.raises(SilenceError):
        silence(NOW, NOW + HOUR, by, note, player="sergio-ramos")


@given(st.text(max_size=LONGEST_NOTE))
def test_a_note_turns_no_words_around(note: str) -> None:
    kept = silence(NOW, NOW + HOUR, "ana", note, player="sergio-ramos").note
    assert not set(kept) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00")


def test_a_mute_is_one_for_each_pairing_and_receiver() -> None:
    short = mute(RAMOS, "desk", NOW, NOW + HOUR, "mute-4h")
    later = mute(RAMOS, "desk", NOW + HOUR, NOW + 9 * HOUR, "mute-until-morning")
    assert short.id == later.id
    assert mute(RAMOS, "night", NOW, NOW + HOUR, "").id != short.id
    assert mute(OTHER, "desk", NOW, NOW + HOUR, "").id != short.id
    assert silenced(Kind.STORY_UPDATED, RAMOS, "desk", (short,), NOW) == short
    assert silenced(Kind.STORY_UPDATED, RAMOS, "night", (short,), NOW) is None
