"""Acts, notices and messages for the tests of the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from monitor.domain.act import Act, Verdict
from monitor.domain.alert import Alert, Evidence, Kind, Notice, Severity, Status, message_id
from monitor.domain.catalogue import Role
from monitor.domain.rumour import Contribution, Strength
from monitor.domain.rumour import Evidence as Weight
from monitor.ports import Kept, Message
from tests.conftest import NOW
from tests.contract.storing import PAIRING


def act_of(kept: Kept, alert: str | None = "alert-1", **more: Any) -> Act:
    """Return the decisive act that *kept* is."""
    act = Act(
        key=kept.key,
        record=kept.record,
        object=kept.object,
        actor=kept.author,
        platform="bluesky",
        handle="player.example",
        role=Role.PLAYER,
        verb=kept.activity.verb,
        pairing=PAIRING,
        at=NOW,
        verdict=Verdict.PUSH,
        alert=alert,
    )
    return replace(act, **more)


def notice(
    cause: Kept, *acts: Act, kind: Kind = Kind.ACT_NOTABLE, alert: str = "alert-1"
) -> Notice:
    """Return a notice that stands or falls with *cause*."""
    ended = kind is Kind.ALERT_CORRECTED
    return Notice(
        kind=kind,
        alert=Alert(
            id=alert,
            rule="decisive-act",
            story="story-1",
            pairing=PAIRING,
            player_name="Kylian Example",
            club_name="Real Example",
            status=Status.CORRECTED if ended else Status.STARTED,
            severity=Severity.MAJOR,
            title="He liked it \u2014 \u00abone last dance\u00bb",
            text="Kylian Example liked a post.",
            how_we_know=("We saw the like.",),
            reasons=("The player himself acted.",),
            evidence=(Evidence(what="the like", who="@player", provenance="observed", at=NOW),),
            unknown=(),
            strength=Strength(Weight.INSUFFICIENT, (Contribution("claim", 0.15, "Talks."),)),
            happened_at=NOW,
            told_at=NOW,
        ),
        cause=cause.key,
        acts=acts,
    )


def message(
    cause: Kept | None, receiver: str = "desk", due: datetime = NOW, **more: Any
) -> Message:
    """Return a message for *receiver*."""
    kind = Kind.ACT_NOTABLE if cause else Kind.TEST_PING
    fields: dict[str, Any] = {
        "id": message_id("alert-1", kind, cause.key) if cause else "ping-1",
        "receiver": receiver,
        "kind": kind,
        "alert": "alert-1" if cause else None,
        "body": b'{"type":"act.notable"}',
        "created_at": due,
        "due": due,
        "cause": cause.key if cause else None,
    }
    return Message(**{**fields, **more})
