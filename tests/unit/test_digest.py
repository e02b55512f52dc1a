"""The digest of a day, and word of sources that are out."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.app.switchboard import daily_form
from monitor.deliver.addressing import Receiver, outage, summary
from monitor.deliver.body import LIMIT, PROGRAMS, Form
from monitor.deliver.forms import ForAlertmanager, ForPeople, read
from monitor.domain.alert import Notice
from monitor.domain.desk.budget import Why
from monitor.domain.stories import lifting
from monitor.domain.told.blackout import Blackout, unusual
from monitor.domain.told.daily import daily
from monitor.domain.told.digest import (
    FEW,
    NEAR,
    Digest,
    Edition,
    Failed,
    Held,
    Read,
    almost,
    latest,
    listed,
    span,
)
from monitor.domain.told.tongues import TONGUES, Tongue
from monitor.settings import Channel
from tests.sample_alert import AT, told
from tests.unit.test_body import VALIDATOR

EIGHT = time(8)
HOUR = timedelta(hours=1)
PAGE = "https://lastdance.example.org"
MADRID = ZoneInfo("Europe/Madrid")
EVERY = [pytest.param(tongue, id=code) for code, tongue in TONGUES.items()]

QUIET = Digest(since=AT - 24 * HOUR, until=AT, read=(Read("bluesky", 1204), Read("gazette", 12)))
FULL = replace(
    QUIET,
    read=(Read("bluesky", 1204, 2 * HOUR), Read("gazette", 0)),
    held=(Held(told(), "day", "2 of 2 pushes of today are used."),),
    almost=(Held(told(), "", "81 % of it carries one hashtag; no act, no claim."),),
    unused=("silenced by ana until 24 Nov, 09:00 UTC.",),
    failed=(Failed("desk", "act.notable", "HTTP 503 Service Unavailable"),),
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "day", "due"),
    [
        ("2026-08-03T05:59", "2026-08-02", "2026-08-02T06:00"),
        ("2026-08-03T06:00", "2026-08-03", "2026-08-03T06:00"),
        ("2026-08-03T23:00", "2026-08-03", "2026-08-03T06:00"),  # the 4th there already
        ("2026-12-03T07:00", "2026-12-03", "2026-12-03T07:00"),
        ("2026-03-29T12:00", "2026-03-29", "2026-03-29T06:00"),
        ("2026-10-25T12:00", "2026-10-25", "2026-10-25T07:00"),
    ],
)
def test_a_digest_is_due_at_eight_where_its_reader_lives(now: str, day: str, due: str) -> None:
    assert latest(at(now), EIGHT, MADRID) == Edition(date.fromisoformat(day), at(due))


@given(
    st.integers(0, 100 * 365 * 24 * 60).map(
        lambda n: datetime(1990, 1, 1, tzinfo=UTC) + timedelta(minutes=n)
    ),
    st.integers(0, 24 * 60 - 1).map(lambda n: time(n // 60, n % 60)),
    st.sampled_from(
        ["Europe/Madrid", "America/Sao_Paulo", "Asia/Kathmandu", "Australia/Lord_Howe"]
    ),
)
def test_there_is_always_one_edition_that_is_due_and_younger_than_two_days(
    now: datetime, hour: time, zone: str
) -> None:
    edition = latest(now, hour, ZoneInfo(zone))
    assert now - timedelta(days=2) < edition.at <= now


def test_a_digest_begins_where_the_last_one_ended_but_a_week_back_at_most() -> None:
    edition = Edition(date(2026, 8, 3), at("2026-08-03T06:00"))
    assert span(edition, None) == edition.at - 24 * HOUR
    assert span(edition, edition.at - 72 * HOUR) == edition.at - 72 * HOUR
    assert span(edition, edition.at - timedelta(days=30)) == edition.at - timedelta(days=7)


def test_sources_that_brought_nothing_are_named() -> None:
    assert listed(QUIET, ["wire", "bluesky"]).read == (*QUIET.read, Read("wire", 0))


@pytest.mark.parametrize("tongue", EVERY)
def test_a_quiet_day_says_so(tongue: Tongue) -> None:
    bulletin = daily(QUIET, tongue, UTC, PAGE)
    assert bulletin.title.startswith("lastdance")
    assert tongue.uneventful in bulletin.title
    assert "bluesky" in bulletin.text
    assert QUIET.quiet


@pytest.mark.parametrize("tongue", EVERY)
def test_a_full_day_names_what_was_held_and_what_was_not_seen(tongue: Tongue) -> None:
    bulletin = daily(FULL, tongue, UTC, PAGE)
    assert tongue.count(1, tongue.held) in bulletin.title
    assert tongue.whys["day"] in bulletin.text
    assert f"bluesky ({tongue.span(2 * HOUR)})" in bulletin.text
    assert f"{tongue.count(1, tongue.undelivered)}{tongue.mark}desk" in bulletin.text
    assert "{" not in bulletin.title + bulletin.text
    assert not FULL.quiet


def test_a_source_that_was_not_seen_is_news() -> None:
    out = replace(QUIET, read=(Read("bluesky", 3, 2 * HOUR),))
    assert not out.quiet
    assert "Not seen: bluesky (2 h)" in daily(out, TONGUES["en"], UTC, PAGE).title


@pytest.mark.parametrize("digest", [QUIET, FULL])
def test_a_program_reads_a_digest_as_documented(digest: Digest) -> None:
    message = summary("desk", PROGRAMS, digest, date(2026, 8, 3), PAGE)
    value = json.loads(message.body)
    VALIDATOR.validate(value)
    assert value["type"] == "digest.daily"
    assert value["data"]["nothing_to_report"] is digest.quiet
    assert message.terms is None


@pytest.mark.parametrize("why", Why)
@pytest.mark.parametrize("tongue", EVERY)
def test_each_reason_for_holding_something_back_is_told_and_documented(
    tongue: Tongue, why: Why
) -> None:
    held = replace(FULL, held=(Held(told(), why, "Because."),))
    VALIDATOR.validate(json.loads(PROGRAMS.digest(held, "desk", PAGE)))
    assert f"({tongue.whys[why]})" in daily(held, tongue, UTC, PAGE).text


@pytest.mark.parametrize("why", ["few", "idle", "campaign", "surge", "private", "weak", "untold"])
@pytest.mark.parametrize("tongue", EVERY)
def test_people_read_why_nobody_was_interrupted(tongue: Tongue, why: str) -> None:
    notice = replace(told(), held="Because.", why=why)
    almost = replace(QUIET, almost=(Held(notice, "", "Because."),))
    assert f"({tongue.whys[why]})" in daily(almost, tongue, UTC, PAGE).text


@pytest.mark.parametrize("tongue", EVERY)
def test_a_general_surge_is_told_under_the_name_of_nobody(tongue: Tongue) -> None:
    alert = replace(told().alert, rule=lifting.RULE)
    notice = replace(told(), alert=alert, acts=(), held="general surge", why="surge")
    text = daily(replace(QUIET, almost=(Held(notice, "", "Because."),)), tongue, UTC, PAGE).text
    assert tongue.lifted in text
    assert "Ramos" not in text


def test_a_digest_fits_whatever_happened() -> None:
    long = replace(told().alert, title="\u202e<b>\u26bd " * 200)
    notice = replace(told(), alert=long)
    held = tuple(Held(notice, "day", "\U0001f525 " * 500) for _ in range(500))
    much = replace(
        FULL, held=held, almost=held, unused=("\u26bd" * 900,) * 99,
        failed=(Failed("desk", "act.notable", "\x00\u26bd" * 900),) * 99,
        read=tuple(Read(f"source-{n}", n) for n in range(500)),
    )  # fmt: skip
    body = PROGRAMS.digest(much, "desk", PAGE)
    VALIDATOR.validate(json.loads(body))
    assert len(body) <= LIMIT
    assert json.loads(body)["data"]["left_out"] == 492 + 492 + 91 + 91


def test_a_day_of_a_receiver_has_one_digest_whoever_makes_it() -> None:
    day = date(2026, 8, 3)
    one = summary("desk", PROGRAMS, QUIET, day, PAGE)
    other = summary("desk", ForPeople(), FULL, day, PAGE)
    assert one.id == other.id
    assert one.id != summary("desk", PROGRAMS, QUIET, day + timedelta(days=1), PAGE).id
    assert one.id != summary("agency", PROGRAMS, QUIET, day, PAGE).id


def test_who_reads_alerts_of_an_alertmanager_reads_no_digest() -> None:
    made = {"name": "x", "url": "https://x.example/y"}
    assert daily_form(Channel(type="alertmanager", **made)) is None
    assert isinstance(daily_form(Channel(type="ntfy", **made)), ForPeople)


@pytest.mark.parametrize("until", [None, AT + 3 * HOUR])
def test_a_source_that_is_out_is_told_in_every_form(until: datetime | None) -> None:
    blackout = Blackout("bluesky", AT, until, "HTTP 502 Bad Gateway")
    forms: tuple[Form, ...] = (PROGRAMS, ForPeople(TONGUES["de"], MADRID), ForAlertmanager())
    who = [Receiver(name=str(n), form=form) for n, form in enumerate(forms)]
    program, people, siren = outage(who, blackout, AT + 3 * HOUR)
    VALIDATOR.validate(json.loads(program.body))
    assert json.loads(program.body)["data"]["state"] == ("back" if until else "stale")
    bulletin = read(people.body)
    assert "bluesky" in bulletin.title
    assert ("23:14" if until is None else "3 h") in bulletin.text
    assert json.loads(siren.body)[0]["labels"]["alertname"] == "SourceStale"
    assert program.follows is (until is not None)


def test_a_source_is_out_after_longer_than_is_usual_for_it() -> None:
    assert not unusual(timedelta(minutes=14), None)
    assert unusual(timedelta(minutes=15), None)
    assert not unusual(2 * HOUR, 3 * HOUR)
    assert unusual(3 * HOUR, 3 * HOUR)
    assert not unusual(timedelta(minutes=5), timedelta(minutes=2))


def test_what_only_came_near_stands_last_a_few_and_by_itself() -> None:
    def seen(player: str, why: str) -> Notice:
        notice = told()
        pairing = replace(notice.alert.pairing, player=player)
        return replace(notice, alert=replace(notice.alert, pairing=pairing), held="x", why=why)

    near = [seen(f"near-{n}", NEAR) for n in range(FEW + 2)]
    found = almost([seen("ramos", NEAR), *near, seen("ramos", "campaign")])
    assert [one.notice.why for one in found] == ["campaign", *[NEAR] * FEW]
    assert "ramos" not in {one.notice.alert.pairing.player for one in found[1:]}
    assert almost([told()]) == ()
