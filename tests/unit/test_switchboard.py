"""Each receiver is told what it wants, in its form, and by a sender of its kind."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from monitor.app.switchboard import keep_up, make_address, make_word, open_senders
from monitor.deliver.addressing import OUT
from monitor.deliver.alertmanager import Alertmanager
from monitor.deliver.chat import Chat
from monitor.deliver.relay import Relay
from monitor.deliver.webhook import Webhook
from monitor.domain.alert import Notice
from monitor.domain.desk.budget import WORTHY, Allowance
from monitor.domain.told.wire import isotime
from monitor.ports import Reader, RefusedError
from monitor.settings import Settings, load
from tests.sample_alert import told, took_back
from tests.simulator.clock import HandClock
from tests.simulator.switchboard import Service

SECRET = "whsec_" + "A" * 43 + "="
NOW = told().alert.told_at

CONFIGURATION = """
[[webhooks]]
name = "desk"
url = "https://example.org/hook"
secret = "{secret}"

[[webhooks]]
name = "old"
url = "https://example.org/old"
secret = "{secret}"
format = "alertmanager"
players = ["lionel-messi"]

[[channels]]
name = "madrid"
type = "discord"
url = "https://discord.com/api/webhooks/1/x"
language = "es"
timezone = "Europe/Madrid"

[[channels]]
name = "mail"
type = "email"
url = "mailtos://u:p@example.org?to=x@example.org"
language = "de"
kinds = ["alert.corrected"]

[[channels]]
name = "siren"
type = "alertmanager"
url = "{siren}"
allow_http = true
allow = ["127.0.0.0/8"]
"""


def settings(folder: Path, siren: str = "http://127.0.0.1:9093") -> Settings:
    path = folder / "lastdance.toml"
    path.write_text(CONFIGURATION.format(secret=SECRET, siren=siren))
    path.chmod(0o600)
    return load(path, {})


class Told:
    """Implements the part of `ports.Reader` that says what was sent."""

    def __init__(self, *notices: Notice) -> None:
        self._notices = notices

    async def pushed(self, receiver: str, limit: int = 50) -> Sequence[Notice]:
        return self._notices[:limit] if receiver == "siren" else ()

    async def last_words(self, receiver: str, by: datetime) -> Mapping[str, bytes]:
        assert by >= NOW
        out = OUT + isotime(NOW).encode()
        return {"source:bluesky": out, "source:gone": out} if receiver == "siren" else {}


def test_each_is_told_in_its_form(tmp_path: Path) -> None:
    pytest.importorskip("apprise", reason="the extra chat is not here")
    sent = {one.receiver: one for one in make_address(settings(tmp_path))(told())}
    assert sent.keys() == {"desk", "madrid", "siren"}
    assert len({one.id for one in sent.values()}) == 1
    assert json.loads(sent["desk"].body)["type"] == "act.notable"
    assert "23:14 CEST" in json.loads(sent["madrid"].body)["lines"][0]
    assert json.loads(sent["siren"].body)[0]["labels"]["player"] == "sergio-ramos"


def test_a_correction_goes_to_whoever_was_told_whatever_it_is_about(tmp_path: Path) -> None:
    pytest.importorskip("apprise", reason="the extra chat is not here")
    sent = {one.receiver: one for one in make_address(settings(tmp_path))(took_back())}
    assert sent.keys() == {"desk", "old", "madrid", "mail", "siren"}
    assert all(one.follows and one.terms is None for one in sent.values())  # see storage
    assert json.loads(sent["mail"].body)["title"].startswith("Berichtigt")


def test_what_nobody_is_to_be_interrupted_for_is_sent_to_nobody(tmp_path: Path) -> None:
    held = replace(told(), held="81 % of it carries one hashtag; no act, no claim.")
    assert not make_address(settings(tmp_path))(held)


def test_a_receiver_has_two_pushes_a_day_by_its_own_clock(tmp_path: Path) -> None:
    pytest.importorskip("apprise", reason="the extra chat is not here")
    sent = {one.receiver: one.terms for one in make_address(settings(tmp_path))(told())}
    desk, madrid = sent["desk"], sent["madrid"]
    assert desk is not None
    assert madrid is not None
    assert desk.allowance == Allowance(2, 7, WORTHY)
    assert (desk.now.day.isoformat(), madrid.now.day.isoformat()) == ("2026-08-01", "2026-08-01")
    assert madrid.now.left < desk.now.left  # 23:14 there


def test_operators_alone_are_told_how_lastdance_is(tmp_path: Path) -> None:
    pytest.importorskip("apprise", reason="the extra chat is not here")
    chosen = settings(tmp_path)
    chats = tuple(
        one.model_copy(update={"operator": one.name == "siren"}) for one in chosen.channels
    )
    word = make_word(chosen.model_copy(update={"channels": chats}))
    assert [one.receiver for one in word("desk", "it answered 410 Gone", NOW)] == ["siren"]
    assert not word("siren", "it answered 410 Gone", NOW)


def test_the_others_are_told_in_their_language_that_one_is_disabled(tmp_path: Path) -> None:
    pytest.importorskip("apprise", reason="the extra chat is not here")
    word = make_word(settings(tmp_path))
    sent = {one.receiver: one.body for one in word("desk", "it answered 410 Gone", NOW)}
    assert sent.keys() == {"old", "madrid", "siren"}
    assert "ya no recibe nada" in json.loads(sent["madrid"])["title"]
    assert json.loads(sent["old"])["version"] == "4"
    assert json.loads(sent["siren"])[0]["labels"]["alertname"] == "DeliveryDisabled"


async def test_each_has_a_sender_of_its_kind(tmp_path: Path) -> None:
    pytest.importorskip("apprise", reason="the extra chat is not here")
    async with open_senders(settings(tmp_path), HandClock(NOW)) as senders:
        kinds = {name: type(sender) for name, sender in senders.items()}
    assert kinds == {
        "desk": Webhook,
        "old": Webhook,
        "madrid": Chat,
        "mail": Relay,
        "siren": Alertmanager,
    }


async def test_only_what_is_up_and_wanted_is_kept_up(tmp_path: Path) -> None:
    pytest.importorskip("apprise", reason="the extra chat is not here")
    old = replace(told(), alert=replace(told().alert, told_at=NOW - timedelta(days=2)))
    async with Service("alertmanager") as service:
        chosen = settings(tmp_path, service.url)
        clock = HandClock(NOW + timedelta(minutes=3))
        async with open_senders(chosen, clock) as senders:
            for reader in (Told(told(), old, took_back()), Told()):
                await keep_up(chosen, senders, cast("Reader", reader), clock.now())
    (request,) = service.requests
    assert request.path == "/api/v2/alerts"
    (kept,) = cast("list[dict[str, str]]", request.shape)
    assert kept["endsAt"] > kept["startsAt"]


async def test_a_source_that_is_out_is_kept_up_while_it_is_configured(tmp_path: Path) -> None:
    pytest.importorskip("apprise", reason="the extra chat is not here")
    async with Service("alertmanager") as service:
        chosen, clock = settings(tmp_path, service.url), HandClock(NOW + timedelta(hours=3))
        reader, names = cast("Reader", Told()), ["bluesky", "gazette"]
        async with open_senders(chosen, clock) as senders:
            await keep_up(chosen, senders, reader, clock.now(), sources=names)
    (request,) = service.requests
    (kept,) = cast("list[dict[str, Any]]", request.shape)
    assert kept["labels"]["source"] == "bluesky"
    assert kept["endsAt"] > isotime(clock.now())


async def test_a_receiver_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    path = tmp_path / "lastdance.toml"
    where = "https://t.example/bot1:x?chat_id=the desk"
    path.write_text(f'[[channels]]\nname = "x"\ntype = "telegram"\nurl = "{where}"\n')
    path.chmod(0o600)
    with pytest.raises(RefusedError, match="channel x: its url is not that of a bot"):
        async with open_senders(load(path, {}), HandClock(NOW)):
            pass
