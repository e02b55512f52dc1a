"""An alert as Prometheus' Alertmanager knows alerts: labels, annotations, begin and end.

Labels are of the catalogue or of a fixed few words, never of strangers, and stay the same while an
alert lasts but for its severity, by which Alertmanager tells two alerts apart.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any, Final

from monitor.domain.alert import Alert, Kind, Notice, Severity, Status
from monitor.domain.told.blackout import Blackout
from monitor.domain.told.bulletin import Bulletin
from monitor.domain.told.wire import isotime, plain

LASTS: Final = timedelta(hours=24)
"""How long an alert is up where nothing ends it: an act has no end of its own."""

HOLDS: Final = timedelta(minutes=15)
"""How long Alertmanager holds one that it hears no more of."""

NEVER: Final = "0001-01-01T00:00:00Z"
"""What Alertmanager's webhooks say of an end that has not come."""

_NAMES: Final = {
    "decisive-act": "TransferAct",
    "spike": "TransferTalk",
    "claim": "TransferClaim",
    "sensitive-surge": "SensitiveSurge",
}
_WORDS: Final = {
    Kind.CONNECTOR_STALE: "SourceStale",
    Kind.DELIVERY_DISABLED: "DeliveryDisabled",
    Kind.TEST_PING: "TestPing",
}
_OVER: Final = frozenset({Kind.STORY_ENDED, Kind.STORY_CONFIRMED, Kind.ALERT_CORRECTED})
_LOUD: Final = (Severity.MAJOR, Severity.MINOR)

Shape = dict[str, Any]


def up(notice: Notice, at: datetime) -> bool:
    """Whether what *notice* tells is still up at *at*."""
    over = notice.kind in _OVER or notice.alert.status in {Status.ENDED, Status.CORRECTED}
    return not over and at < notice.alert.told_at + LASTS


def raised(notice: Notice, told: Bulletin, at: datetime) -> list[Shape]:
    """Return what is posted to `/api/v2/alerts` at *at*, in the words of *told*.

    What is over is ended under each severity that it can have been raised with.
    """
    if up(notice, at):
        ends = min(at + HOLDS, notice.alert.told_at + LASTS)
        return [_alarm(notice.alert, told, notice.alert.severity, ends)]
    return [_alarm(notice.alert, told, severity, at) for severity in _LOUD]


def relayed(notice: Notice, told: Bulletin, public_url: str) -> Shape:
    """Return the body that Alertmanager's webhooks, version 4, would have for *notice*."""
    alert = notice.alert
    firing = up(notice, alert.told_at)
    shape = _alarm(alert, told, alert.severity, alert.told_at)
    shape["endsAt"] = NEVER if firing else isotime(alert.told_at)
    return wrapped(shape, public_url, firing=firing, ident=alert.id)


def word(told: Bulletin, receiver: str, at: datetime) -> Shape:
    """Return an alert that says something about lastdance itself, up for a minute."""
    return {
        "labels": {
            "alertname": _WORDS[told.kind],
            "receiver": receiver,
            "severity": str(told.severity),
            "kind": "operator",
        },
        "annotations": {"summary": told.title, "description": told.text},
        "startsAt": isotime(at),
        "endsAt": isotime(at + timedelta(minutes=1)),
    }


def outage(blackout: Blackout, told: Bulletin, receiver: str, at: datetime) -> Shape:
    """Return the alert that a source brings nothing: up until it is read again."""
    ends = blackout.until if blackout.until is not None else at + HOLDS
    return {
        "labels": {
            "alertname": _WORDS[Kind.CONNECTOR_STALE],
            "source": plain(blackout.source),
            "receiver": receiver,
            "severity": str(Severity.MINOR),
            "kind": "operator",
        },
        "annotations": {"summary": told.title, "description": told.text},
        "startsAt": isotime(min(blackout.since, ends)),
        "endsAt": isotime(ends),
    }


def wrapped(alarm: Shape, public_url: str, *, firing: bool = True, ident: str = "") -> Shape:
    """Return *alarm* as the only one in a body of Alertmanager's webhooks."""
    status = "firing" if firing else "resolved"
    labels, annotations = alarm["labels"], alarm["annotations"]
    known = ident or "".join(f"{key}={value};" for key, value in sorted(labels.items()))
    one = {
        "status": status,
        "generatorURL": "",
        **alarm,
        "fingerprint": hashlib.sha256(known.encode()).hexdigest()[:16],
    }
    grouped = {key: labels[key] for key in ("alertname", "player", "club") if key in labels}
    key = ", ".join(f'{name}="{value}"' for name, value in grouped.items())
    return {
        "version": "4",
        "groupKey": f"{{}}:{{{key}}}",
        "truncatedAlerts": 0,
        "status": status,
        "receiver": "lastdance",
        "groupLabels": grouped,
        "commonLabels": labels,
        "commonAnnotations": annotations,
        "externalURL": public_url,
        "alerts": [one],
    }


def _alarm(alert: Alert, told: Bulletin, severity: Severity, ends: datetime) -> Shape:
    return {
        "labels": {
            "alertname": _NAMES.get(alert.rule, "TransferStory"),
            "player": alert.pairing.player,
            "club": alert.pairing.club,
            "severity": str(severity),
            "kind": plain(alert.rule),
        },
        "annotations": {
            "summary": told.title,
            "description": told.text,
            "evidence": told.link or "",
            "alert": alert.id,
        },
        "startsAt": isotime(min(alert.happened_at, ends)),
        "endsAt": isotime(ends),
        "generatorURL": told.link or "",
    }
