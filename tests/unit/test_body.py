"""What a receiver reads."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.deliver import forms
from monitor.deliver.addressing import Receiver, messages, ping
from monitor.deliver.body import LIMIT, body
from monitor.deliver.forms import ForPeople
from monitor.domain.alert import (
    Alert,
    Claimed,
    Evidence,
    Kind,
    Named,
    Notice,
    Severity,
    Status,
    message_id,
)
from monitor.domain.buzz import Buzz
from monitor.domain.catalogue import Pairing
from monitor.domain.desk.reply import PATH, UNANSWERED, Choice, Signet
from monitor.domain.rumour import Contribution, Strength
from monitor.domain.rumour import Evidence as Much
from monitor.domain.seal import Seal
from monitor.domain.stories.spread import Lift, Phase, Reach, Wave
from monitor.domain.told.tongues import TONGUES

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs/webhook.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(
    SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)
NOW = datetime(2026, 8, 4, 21, 3, 12, 345678, tzinfo=UTC)
PUBLIC = "https://lastdance.example.org/"

ALERT = Alert(
    id="5d3bd0e0-9f5e-5a5f-8f2f-3f4f3f0e6e0c",
    rule="decisive-act",
    story="0a5f1f2f-3f4f-5d0e-9f5e-3f0e6e0c5d3b",
    pairing=Pairing("sergio-ramos", "real-madrid"),
    player_name="Sergio Ramos",
    club_name="Real Madrid",
    status=Status.STARTED,
    severity=Severity.MAJOR,
    title="Unverified: Sergio Ramos liked a post about Real Madrid",
    text="Sergio Ramos (@sergio.example, Bluesky) liked a post by a private account at 21:03 UTC.",
    how_we_know=("Observed: the record of the like was read from Bluesky.",),
    reasons=("The player himself acted on talk about a club that is not his own.",),
    evidence=(
        Evidence(
            what="the like", who="Sergio Ramos (@sergio.example)", provenance="observed", at=NOW
        ),
        Evidence(what="the post that it is about", who="a private account", provenance="observed"),
    ),
    unknown=("Why: likes are not statements.",),
    strength=Strength(Much.INSUFFICIENT, (Contribution("claim:talks", 0.15, "One text says so."),)),
    happened_at=NOW,
    told_at=NOW,
)
NOTICE = Notice(kind=Kind.ACT_NOTABLE, alert=ALERT, cause=b"\x01" * 16)
SIGNET = Signet.of(Seal(b"s" * 32))


def read(notice: Notice) -> dict[str, Any]:
    """Return the body as a receiver would, after checking it against the schema."""
    raw = body(notice, PUBLIC)
    assert len(raw) <= LIMIT
    value: dict[str, Any] = json.loads(raw)
    VALIDATOR.validate(value)
    return value


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_every_field_of_the_schema_is_described() -> None:
    def undescribed(schema: Any, path: str) -> list[str]:
        found = []
        for name, field in schema.get("properties", {}).items():
            here = f"{path}.{name}"
            if not field.get("description") and "$ref" not in field:
                found.append(here)
            found += undescribed(field, here)
            found += undescribed(field.get("items", {}), f"{here}[]")
        for name, definition in schema.get("$defs", {}).items():
            found += undescribed(definition, f"{path}#{name}")
        return found

    assert undescribed(SCHEMA, "") == []


def test_a_body_tells_all_of_the_alert() -> None:
    value = read(NOTICE)
    assert value["type"] == "act.notable"
    assert value["timestamp"] == "2026-08-04T21:03:12.345Z"
    data = value["data"]
    assert data["alert"] == ALERT.id
    assert data["pairing"]["player"] == {"slug": "sergio-ramos", "name": "Sergio Ramos"}
    assert data["url"] == f"https://lastdance.example.org/alerts/{ALERT.id}"
    assert [each["who"] for each in data["evidence"]][1] == "a private account"
    assert data["evidence_left_out"] == 0


def test_the_same_notice_has_the_same_bytes() -> None:
    assert body(NOTICE, PUBLIC) == body(NOTICE, PUBLIC)


def test_too_little_evidence_is_never_a_number() -> None:
    assert read(NOTICE)["data"]["strength"]["probability"] is None


@pytest.mark.parametrize("kind", [Kind.ACT_NOTABLE, Kind.STORY_UPDATED, Kind.ALERT_CORRECTED])
@pytest.mark.parametrize("status", list(Status))
def test_every_kind_and_status_fits_the_schema(kind: Kind, status: Status) -> None:
    strength = Strength(Much.MEDIUM, (Contribution("claim:bid", 0.15, "A bid."),), 0.54)
    alert = replace(ALERT, status=status, strength=strength)
    assert read(replace(NOTICE, kind=kind, alert=alert))["type"] == kind


def test_evidence_that_does_not_fit_is_left_out_from_its_end_and_counted() -> None:
    many = tuple(
        Evidence(what=f"post {n}", who="x" * 200, provenance="observed", quote="é" * 140)
        for n in range(100)
    )
    data = read(replace(NOTICE, alert=replace(ALERT, evidence=many)))["data"]
    kept = data["evidence"]
    assert 5 < len(kept) < 100
    assert [each["what"] for each in kept] == [f"post {n}" for n in range(len(kept))]
    assert data["evidence_left_out"] == 100 - len(kept)


def test_contributions_that_are_left_out_are_summed() -> None:
    many = tuple(Contribution(f"c{n}", 0.1, "x" * 2000) for n in range(50))
    strength = Strength(Much.HIGH, many, 0.99)
    told = read(replace(NOTICE, alert=replace(ALERT, strength=strength)))["data"]["strength"]
    assert sum(each["logit"] for each in told["contributions"]) == pytest.approx(5.0)


_HOSTILE = st.text(
    alphabet=st.one_of(
        st.characters(), st.sampled_from('"\\\n\x00\ud800\u202e\U0001f483</script>')
    ),
    max_size=10_000,
)


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(
    text=_HOSTILE,
    title=_HOSTILE,
    sentence=_HOSTILE,
    much=st.integers(0, 60),
    url=st.one_of(st.none(), _HOSTILE, st.just("javascript:alert(1)"), st.just("https://a/" * 99)),
)
def test_a_body_is_small_and_valid_whatever_strangers_write(
    text: str, title: str, sentence: str, much: int, url: str | None
) -> None:
    item = Evidence(what=sentence, who=sentence, provenance="observed", url=url, quote=sentence)
    alert = replace(
        ALERT,
        title=title,
        text=text,
        how_we_know=(sentence,) * much,
        reasons=(sentence,) * much,
        unknown=(sentence,) * much,
        evidence=(item,) * much,
        strength=Strength(Much.LOW, (Contribution(sentence, 0.2, sentence),) * much, 0.5),
    )
    notice = replace(NOTICE, alert=alert)
    data = read(notice)["data"]
    assert "\u202e" not in json.dumps(data, ensure_ascii=False)
    assert all(each["url"] is None or each["url"].startswith("http") for each in data["evidence"])


def test_a_story_in_which_everything_is_as_long_as_it_can_be_is_small_too() -> None:
    long = "\U0001f525" * 300
    named = tuple(Named(f"club-{n}", long) for n in range(60))
    reach = (Reach(platform="bluesky", authors=9, expected=1.0),) * 40
    buzz = Buzz(
        at=NOW, window=timedelta(minutes=30), authors=9999, mentions=1, transfer=1, expected=1,
        score=1, by=tuple((f"{n}{long}", n) for n in range(40)), missing=(long,) * 30,
        blinded=(long,) * 30,
    )  # fmt: skip
    whole = replace(
        ALERT,
        title=long * 9, text=long * 99, how_we_know=(long,) * 99, reasons=(long,) * 99,
        unknown=(long,) * 99, player_name=long, club_name=long, rivals=named, buzz=buzz,
        buzz_club=named[0],
        phases=tuple(Phase(wave=wave, at=NOW, who=long) for wave in Wave),
        lift=Lift(key=b"", since=NOW, span=timedelta(hours=6), authors=9, expected=1.0, by=reach),
        claim=Claimed(
            club=named[0], turn="forward", stage=None, was=None, by=(long,) * 4, voices=9
        ),
        strength=Strength(Much.MEDIUM, (Contribution(long, 0.1, long),) * 40, 0.5, 0.4, 0.6),
    )  # fmt: skip
    (message,) = messages(
        replace(NOTICE, alert=whole), [Receiver(name="desk")], NOW, PUBLIC, Signet(b"k" * 32)
    )
    assert len(message.body) <= LIMIT
    told = json.loads(message.body)
    VALIDATOR.validate(told)
    assert set(told["data"]["links"]) > {"mute_4h", "wrong_person"}


def test_only_receivers_that_want_it_are_told_and_they_share_the_id() -> None:
    told = messages(
        NOTICE,
        [
            Receiver(name="all"),
            Receiver(name="acts", kinds=frozenset({Kind.ACT_NOTABLE})),
            Receiver(name="updates", kinds=frozenset({Kind.STORY_UPDATED})),
            Receiver(name="ramos", players=frozenset({"sergio-ramos"})),
            Receiver(name="milan", clubs=frozenset({"ac-milan"})),
        ],
        NOW,
        PUBLIC,
    )
    assert [each.receiver for each in told] == ["all", "acts", "ramos"]
    assert {each.id for each in told} == {message_id(ALERT.id, Kind.ACT_NOTABLE, NOTICE.cause)}
    assert {each.body for each in told} == {body(NOTICE, PUBLIC)}
    assert {each.cause for each in told} == {NOTICE.cause}


def test_whoever_got_the_alert_hears_of_its_correction() -> None:
    correction = replace(NOTICE, kind=Kind.ALERT_CORRECTED)
    acts = Receiver(name="acts", kinds=frozenset({Kind.ACT_NOTABLE}))
    assert [each.receiver for each in messages(correction, [acts], NOW, PUBLIC)] == ["acts"]


def linked(kind: Kind = Kind.ACT_NOTABLE, public: str = PUBLIC) -> list[dict[str, Any]]:
    """Return what two receivers get whose links are signed."""
    who = [Receiver(name="desk"), Receiver(name="night")]
    told = messages(replace(NOTICE, kind=kind), who, NOW, public, SIGNET)
    for each in told:
        assert len(each.body) <= LIMIT
        VALIDATOR.validate(json.loads(each.body))
    assert told == messages(replace(NOTICE, kind=kind), who, NOW, public, SIGNET)
    return [json.loads(each.body)["data"] for each in told]


def test_each_receiver_has_links_of_its_own_and_the_rest_is_the_same() -> None:
    desk, night = linked()
    links, others = desk.pop("links"), night.pop("links")
    assert desk == night == read(NOTICE)["data"]
    assert links.pop("until") == others.pop("until") == "2026-08-18T21:03:00.000Z"
    assert not set(links.values()) & set(others.values())
    mute = SIGNET.read(links["mute_4h"].rpartition("/")[2], NOW)
    assert (mute.receiver, mute.choice, mute.alert) == ("desk", Choice.MUTE, ALERT.id)


@pytest.mark.parametrize("kind", sorted(UNANSWERED))
def test_what_is_about_no_alert_offers_nothing(kind: Kind) -> None:
    told = messages(replace(NOTICE, kind=kind), [Receiver(name="desk")], NOW, PUBLIC, SIGNET)
    assert all("links" not in json.loads(each.body)["data"] for each in told)


def test_an_address_that_is_too_long_leaves_one_link() -> None:
    (desk, _) = linked(public="https://lastdance.example.org/" + "a" * 1000)
    assert set(desk["links"]) == {"choose", "until"}


def test_a_chat_gets_one_line_in_its_language() -> None:
    who = [Receiver(name="desk", form=ForPeople(TONGUES["es"], UTC))]
    (message,) = messages(NOTICE, who, NOW, PUBLIC, SIGNET)
    told = forms.read(message.body)
    *_, last = told.text.splitlines()
    assert last == f"{TONGUES['es'].answer} \u2192 {told.answer}"
    assert told.text.count(PATH) == 1
    assert told.answer == SIGNET.links(ALERT, "desk", PUBLIC)[Choice.CHOOSE]


def test_nobody_to_tell_is_no_message() -> None:
    assert messages(NOTICE, [], NOW, PUBLIC) == ()


def test_a_ping_is_a_message_about_nothing() -> None:
    message = ping("desk", NOW)
    VALIDATOR.validate(json.loads(message.body))
    assert (message.kind, message.alert, message.cause) == ("test.ping", None, None)
