"""Alertmanager receives, groups, silences and resolves what we tell it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from monitor.app.clock import SystemClock
from monitor.deliver.addressing import Receiver, outage, ping
from monitor.deliver.alertmanager import Alertmanager, Station
from monitor.deliver.forms import ForAlertmanager
from monitor.domain.alert import Kind, Notice, Severity, Status
from monitor.domain.catalogue import Pairing
from monitor.domain.told import alarm
from monitor.domain.told.blackout import Blackout
from monitor.domain.told.bulletin import bulletin
from monitor.domain.told.tongues import TONGUES
from monitor.domain.told.wire import isotime
from monitor.ports import Delivery, Message, Outcome, RefusedError
from tests.alertmanager import Siren, needed, sounding
from tests.sample_alert import told, took_back

PAGE = "https://lastdance.example.org"
CLOCK = SystemClock()
FORM = ForAlertmanager()


def fresh(notice: Notice | None = None, **changed: Any) -> Notice:
    """A notice of just now."""
    one, now = notice or told(), CLOCK.now()
    alert = replace(one.alert, happened_at=now - timedelta(seconds=5), told_at=now, **changed)
    return replace(one, alert=alert)


def station(url: str, **changed: Any) -> Station:
    return Station(
        name="siren",
        url=url,
        timeout=timedelta(seconds=5),
        allow=changed.get("allow", (ip_network("127.0.0.0/8"),)),
        allow_http=True,
    )


async def send(url: str, notice: Notice, form: ForAlertmanager = FORM, **changed: Any) -> Outcome:
    now = CLOCK.now()
    message = Message(
        id="m",
        receiver="siren",
        kind=str(notice.kind),
        alert=notice.alert.id,
        body=form.tell(notice, PAGE),
        created_at=now,
        due=now,
    )
    async with Alertmanager(station(url, **changed), CLOCK, lambda: 0.5) as siren:
        return await siren.send(Delivery(message=message, attempts=0, first_due=now))


async def tell(way: Alertmanager, blackout: Blackout) -> Outcome:
    """Send what is told of *blackout*."""
    who, now = Receiver(name="siren", form=FORM), CLOCK.now()
    (message,) = outage([who], blackout, now)
    return await way.send(Delivery(message=message, attempts=0, first_due=now))


def way_to(siren: Siren) -> Alertmanager:
    return Alertmanager(station(siren.url), CLOCK, lambda: 0)


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(15):
        while not condition():
            await asyncio.sleep(0.05)


def statuses(siren: Siren) -> list[str]:
    return [each["status"] for group in siren.groups for each in group["alerts"]]


@needed
async def test_it_receives_groups_and_resolves(tmp_path: Path) -> None:
    other = fresh(pairing=Pairing("sergio-ramos", "sevilla"), club_name="Sevilla")
    async with sounding(tmp_path) as siren:
        assert (await send(siren.url, fresh())).delivered
        assert (await send(siren.url, other)).delivered
        await until(lambda: any(len(group["alerts"]) == 2 for group in siren.groups))
        (held,) = [a for a in await siren.alerts() if a["labels"]["club"] == "real-madrid"]
        assert held["labels"] == {
            "alertname": "TransferAct",
            "player": "sergio-ramos",
            "club": "real-madrid",
            "severity": "major",
            "kind": "decisive-act",
        }
        assert held["annotations"]["summary"].startswith("Unverified: Sergio Ramos liked")
        assert held["generatorURL"].startswith(f"{PAGE}/alerts/")
        assert (await send(siren.url, fresh(took_back()))).delivered
        await until(lambda: "resolved" in statuses(siren))
        assert {a["labels"]["club"] for a in await siren.alerts()} == {"sevilla"}


RULES = {
    "decisive-act": (Kind.ACT_NOTABLE, "TransferAct"),
    "spike": (Kind.STORY_STARTED, "TransferTalk"),
    "claim": (Kind.CLAIM_STAGE_CHANGED, "TransferClaim"),
    "sensitive-surge": (Kind.SENSITIVE_SURGE, "SensitiveSurge"),
}


@needed
async def test_every_rule_is_received_grouped_by_itself_and_resolved(tmp_path: Path) -> None:
    names = {name for _, name in RULES.values()}

    def grouped(status: str) -> set[str]:
        return {
            group["groupLabels"]["alertname"]
            for group in siren.groups
            if {each["status"] for each in group["alerts"]} == {status}
        }

    async with sounding(tmp_path) as siren:
        for rule, (kind, _) in RULES.items():
            assert (await send(siren.url, replace(fresh(rule=rule), kind=kind))).delivered
        await until(lambda: grouped("firing") == names)
        for group in siren.groups:
            assert {each["labels"]["alertname"] for each in group["alerts"]} == {
                group["groupLabels"]["alertname"]
            }
        for rule in RULES:
            assert (await send(siren.url, fresh(took_back(), rule=rule))).delivered
        await until(lambda: grouped("resolved") == names)
        assert await siren.alerts() == []


@needed
async def test_it_silences(tmp_path: Path) -> None:
    async with sounding(tmp_path) as siren:
        now = CLOCK.now()
        await siren.silence(isotime(now), isotime(now + timedelta(hours=1)), player="sergio-ramos")
        assert (await send(siren.url, fresh())).delivered
        await asyncio.sleep(0.8)
        assert siren.groups == []
        (held,) = await siren.alerts()
        assert held["status"]["state"] == "suppressed"
        assert held["status"]["silencedBy"]
        another = fresh(pairing=Pairing("kylian-mbappe", "real-madrid"), player_name="Mbappé")
        assert (await send(siren.url, another)).delivered
        await until(lambda: siren.groups)
        (sounded,) = siren.groups[0]["alerts"]
        assert sounded["labels"]["player"] == "kylian-mbappe"


@needed
async def test_what_is_said_again_is_up_in_one_that_was_started_anew(tmp_path: Path) -> None:
    spike = replace(fresh(rule="spike", severity=Severity.MINOR), kind=Kind.STORY_STARTED)
    old = fresh(pairing=Pairing("x", "y"))
    old = replace(old, alert=replace(old.alert, told_at=CLOCK.now() - alarm.LASTS))
    async with sounding(tmp_path) as siren, way_to(siren) as way:
        answer = await way.keep([fresh(), spike, old, fresh(took_back())], TONGUES["de"], UTC, PAGE)
        assert answer is not None
        assert answer.good
        held = await siren.alerts()
        assert {a["labels"]["alertname"] for a in held} == {"TransferAct", "TransferTalk"}
        assert await way.keep([], TONGUES["de"], UTC, PAGE) is None
        assert await way.keep([old], TONGUES["de"], UTC, PAGE) is None


@needed
async def test_a_source_that_is_out_is_up_until_it_is_read_again(tmp_path: Path) -> None:
    since = CLOCK.now() - timedelta(hours=1)
    out = [Blackout(name, since) for name in ("bluesky", "gazette")]
    async with sounding(tmp_path) as siren, way_to(siren) as way:
        for one in out:
            assert (await tell(way, one)).delivered
        assert await way.keep([], TONGUES["de"], UTC, PAGE, None, out) is not None
        held = await siren.alerts()
        assert sorted(a["labels"]["source"] for a in held) == ["bluesky", "gazette"]
        ends = [datetime.fromisoformat(a["endsAt"]) for a in held]
        assert min(ends) > CLOCK.now() + timedelta(minutes=10)

        assert (await tell(way, replace(out[0], until=CLOCK.now()))).delivered
        await until(lambda: "resolved" in statuses(siren))
        (left,) = await siren.alerts()
        assert left["labels"]["source"] == "gazette"


@pytest.mark.parametrize(("until", "status"), [(None, "firing"), (CLOCK.now(), "resolved")])
def test_what_reads_webhooks_hears_of_a_source_under_one_fingerprint(
    until: datetime | None, status: str
) -> None:
    form, since = ForAlertmanager(relayed=True), CLOCK.now() - timedelta(hours=1)
    body = json.loads(form.blackout(Blackout("bluesky", since, until), "ops", CLOCK.now()))
    first = json.loads(form.blackout(Blackout("bluesky", since), "ops", since))
    assert body["alerts"][0]["fingerprint"] == first["alerts"][0]["fingerprint"]
    assert body["status"] == body["alerts"][0]["status"] == status


@needed
async def test_a_ping_is_an_alert_of_a_minute(tmp_path: Path) -> None:
    async with sounding(tmp_path) as siren, way_to(siren) as way:
        now = CLOCK.now()
        message = ping("siren", now, FORM)
        assert (await way.send(Delivery(message=message, attempts=0, first_due=now))).delivered
        (held,) = await siren.alerts()
        assert held["labels"]["alertname"] == "TestPing"


@needed
async def test_its_own_webhook_has_the_form_that_ours_has(tmp_path: Path) -> None:
    notice = fresh()
    ours = json.loads(ForAlertmanager(relayed=True).tell(notice, PAGE))
    async with sounding(tmp_path) as siren:
        await send(siren.url, notice)
        await until(lambda: siren.groups)
    theirs = siren.groups[0]
    assert ours.keys() == theirs.keys()
    assert ours["alerts"][0].keys() == theirs["alerts"][0].keys()
    assert ours["version"] == theirs["version"]
    assert ours["alerts"][0]["labels"] == theirs["alerts"][0]["labels"]
    for key in ("status", "generatorURL", "annotations"):
        assert ours["alerts"][0][key] == theirs["alerts"][0][key]
    assert ours["alerts"][0]["endsAt"] == theirs["alerts"][0]["endsAt"]
    assert {k: type(v) for k, v in ours.items()} == {k: type(v) for k, v in theirs.items()}


async def test_nothing_is_sent_to_one_in_a_network_that_is_not_allowed() -> None:
    outcome = await send("http://127.0.0.1:9", fresh(), allow=())
    assert not outcome.delivered
    assert "allow" in outcome.detail


def test_an_end_is_told_under_each_severity_that_was_up() -> None:
    now = datetime(2026, 8, 1, 22, 0, tzinfo=UTC)
    over = replace(took_back(), kind=Kind.STORY_ENDED)
    over = replace(over, alert=replace(over.alert, status=Status.ENDED, severity=Severity.INFO))
    ended = alarm.raised(over, bulletin(over, TONGUES["en"], UTC, PAGE), now)
    assert [each["labels"]["severity"] for each in ended] == ["major", "minor"]
    assert {each["endsAt"] for each in ended} == {isotime(now)}


def test_labels_hold_nothing_of_strangers() -> None:
    evil = fresh(player_name='"} evil', club_name="<b>", title="x")
    (made,) = json.loads(FORM.tell(evil, PAGE))
    assert "evil" not in json.dumps(made["labels"])


def test_an_alert_never_outlasts_its_day() -> None:
    notice = told()
    late = notice.alert.told_at + alarm.LASTS - timedelta(minutes=1)
    (made,) = alarm.raised(notice, bulletin(notice, TONGUES["en"], UTC, PAGE), late)
    assert made["endsAt"] == isotime(notice.alert.told_at + alarm.LASTS)


@pytest.mark.parametrize("url", ["http://siren.example:9093", "ftp://siren.example"])
def test_an_address_that_cannot_be_used_is_refused(url: str) -> None:
    with pytest.raises(RefusedError, match="channel siren"):
        Station(name="siren", url=url)
