"""Links in alerts: what they stand for, and that nobody else can write one."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.desk.opinion import Rated, Tally, tallies, total
from monitor.domain.desk.reply import (
    LASTS,
    OFFERED,
    PATH,
    Choice,
    ExpiredError,
    ForgedError,
    Reply,
    Signet,
    expires,
    mute_ends,
)
from monitor.domain.seal import Seal
from tests.sample_alert import told

SEAL = Seal(b"s" * 32)
SIGNET = Signet.of(SEAL)
ALERT = told().alert
NOW = ALERT.told_at + timedelta(hours=1)
REPLY = Reply(alert=ALERT.id, receiver="desk", choice=Choice.MUTE, until=expires(ALERT))
TOKEN = SIGNET.write(REPLY)

replies = st.builds(
    Reply,
    alert=st.uuids().map(str),
    receiver=st.from_regex(r"[a-z0-9][a-z0-9-]{0,39}", fullmatch=True),
    choice=st.sampled_from(Choice),
    until=st.integers(30_000_000, 60_000_000).map(
        lambda minutes: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
)


@given(replies)
def test_what_is_written_is_read_until_it_ends(reply: Reply) -> None:
    token = SIGNET.write(reply)
    assert SIGNET.read(token, reply.until - timedelta(seconds=1)) == reply
    with pytest.raises(ExpiredError):
        SIGNET.read(token, reply.until)


@given(replies, replies)
def test_no_two_replies_share_a_token(one: Reply, other: Reply) -> None:
    assert (SIGNET.write(one) == SIGNET.write(other)) == (one == other)


@given(st.integers(0, len(TOKEN) - 1), st.sampled_from("ABCxyz019-_=+/ \n\u00e9"))
def test_a_token_with_any_other_sign_is_none_of_ours(place: int, sign: str) -> None:
    changed = TOKEN[:place] + sign + TOKEN[place + 1 :]
    if changed == TOKEN:
        return
    with pytest.raises(ForgedError):
        SIGNET.read(changed, NOW)


@given(st.integers(0, len(TOKEN) - 1))
def test_a_token_that_was_cut_is_none_of_ours(length: int) -> None:
    with pytest.raises(ForgedError):
        SIGNET.read(TOKEN[:length], NOW)


@given(
    st.text(max_size=500)
    | st.binary(max_size=300).map(lambda b: base64.urlsafe_b64encode(b).decode())
)
def test_nothing_that_is_made_up_is_taken(made_up: str) -> None:
    with pytest.raises(ForgedError):
        SIGNET.read(made_up, NOW)


def test_a_token_of_another_install_is_none_of_ours() -> None:
    with pytest.raises(ForgedError):
        Signet.of(Seal(b"t" * 32)).read(TOKEN, NOW)


def test_no_seal_of_an_install_is_its_key_and_neither_is_its_secret() -> None:
    assert SIGNET.key not in {SEAL.secret, SEAL("links in alerts")}
    assert repr(SIGNET.key) not in repr(SIGNET)


def test_the_links_of_an_alert_are_the_same_each_time_and_differ_by_receiver_and_choice() -> None:
    links = SIGNET.links(ALERT, "desk", "https://l.example/")
    assert links == SIGNET.links(ALERT, "desk", "https://l.example/")
    assert set(links) == {Choice.CHOOSE, *OFFERED}
    assert len(set(links.values())) == len(links)
    assert not set(links.values()) & set(SIGNET.links(ALERT, "night", "https://l.example").values())
    for choice, link in links.items():
        assert link.startswith(f"https://l.example{PATH}")
        read = SIGNET.read(link.removeprefix(f"https://l.example{PATH}"), NOW)
        assert (read.alert, read.receiver, read.choice) == (ALERT.id, "desk", choice)


def test_links_end_two_weeks_after_the_alert_was_told() -> None:
    assert timedelta(0) <= ALERT.told_at + LASTS - expires(ALERT) < timedelta(minutes=1)
    later = replace(ALERT, told_at=ALERT.told_at + timedelta(days=1))
    assert expires(later) == expires(ALERT) + timedelta(days=1)


def test_another_choice_of_the_same_link_ends_with_it() -> None:
    token = SIGNET.other(REPLY, Choice.UNMUTE)
    assert SIGNET.read(token, NOW) == replace(REPLY, choice=Choice.UNMUTE)


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        ("2026-03-28T20:00+01:00", "2026-03-29T08:00+02:00"),  # clocks go on in that night
        ("2026-03-29T00:30+01:00", "2026-03-29T08:00+02:00"),
        ("2026-03-29T03:59+02:00", "2026-03-29T08:00+02:00"),
        ("2026-03-29T04:00+02:00", "2026-03-30T08:00+02:00"),
        ("2026-10-24T23:00+02:00", "2026-10-25T08:00+01:00"),  # and back
    ],
)
def test_a_night_ends_at_eight_where_the_receiver_lives(now: str, morning: str) -> None:
    at = datetime.fromisoformat(now).astimezone(UTC)
    ends = mute_ends(Choice.MUTE_NIGHT, at, ZoneInfo("Europe/Madrid"))
    assert ends == datetime.fromisoformat(morning)
    assert mute_ends(Choice.MUTE, at, ZoneInfo("Europe/Madrid")) == at + timedelta(hours=4)


def test_the_share_of_useful_alerts_is_of_those_that_anybody_rated() -> None:
    counted = {("spike", Rated.USEFUL): 3, ("spike", Rated.WRONG): 1, ("act", Rated.USELESS): 4}
    assert tallies(counted) == {"act": Tally(0, 4, 0), "spike": Tally(3, 0, 1)}
    assert total(counted).share == 3 / 8
    assert tallies(counted)["spike"].share == 0.75
    assert total({}).share is None
