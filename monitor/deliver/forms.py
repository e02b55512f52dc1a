"""The forms that are not for programs of one's own: for people, and for Alertmanager."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any, Final

from monitor.domain.alert import Kind, Notice, Severity
from monitor.domain.desk.reply import UNLINKED, Links
from monitor.domain.told import alarm
from monitor.domain.told import blackout as outage
from monitor.domain.told.blackout import Blackout
from monitor.domain.told.bulletin import Bulletin, bulletin, silenced, trial
from monitor.domain.told.daily import daily
from monitor.domain.told.digest import Digest
from monitor.domain.told.tongues import TONGUES, Tongue

ENGLISH: Final = TONGUES["en"]


@dataclass(frozen=True, slots=True)
class ForPeople:
    """A bulletin in their language and time; the channel's sender makes a message of it."""

    tongue: Tongue = ENGLISH
    zone: tzinfo = UTC

    def __hash__(self) -> int:
        return hash((self.tongue.code, str(self.zone)))

    def tell(self, notice: Notice, public_url: str, links: Links = UNLINKED) -> bytes:
        """See `body.Form.tell`."""
        return write(bulletin(notice, self.tongue, self.zone, public_url, links))

    def test(self, receiver: str, now: datetime) -> bytes:
        """See `body.Form.test`."""
        del now
        return write(trial(receiver, self.tongue))

    def silence(self, receiver: str, reason: str, now: datetime) -> bytes:
        """See `body.Form.silence`."""
        del reason, now
        return write(silenced(receiver, self.tongue))

    def digest(self, digest: Digest, receiver: str, public_url: str) -> bytes:
        """See `body.DailyForm.digest`."""
        del receiver
        return write(daily(digest, self.tongue, self.zone, public_url))

    def blackout(self, blackout: Blackout, receiver: str, now: datetime) -> bytes:
        """See `body.Form.blackout`."""
        del receiver, now
        return write(outage.tell(blackout, self.tongue, self.zone))


@dataclass(frozen=True, slots=True)
class ForAlertmanager:
    """What Alertmanager's API takes, in which no digest is an alert; see `body.Form`.

    Attributes:
        relayed: It is what Alertmanager's webhooks send.
    """

    tongue: Tongue = ENGLISH
    zone: tzinfo = UTC
    relayed: bool = False

    def __hash__(self) -> int:
        return hash((self.tongue.code, str(self.zone), self.relayed))

    def tell(self, notice: Notice, public_url: str, links: Links = UNLINKED) -> bytes:
        """See `body.Form.tell`."""
        told = bulletin(notice, self.tongue, self.zone, public_url, links)
        if self.relayed:
            return _dump(alarm.relayed(notice, told, public_url))
        return _dump(alarm.raised(notice, told, notice.alert.told_at))

    def test(self, receiver: str, now: datetime) -> bytes:
        """See `body.Form.test`."""
        return self._word(trial(receiver, self.tongue), receiver, now)

    def silence(self, receiver: str, reason: str, now: datetime) -> bytes:
        """See `body.Form.silence`."""
        del reason
        return self._word(silenced(receiver, self.tongue), receiver, now)

    def blackout(self, blackout: Blackout, receiver: str, now: datetime) -> bytes:
        """See `body.Form.blackout`."""
        told = outage.tell(blackout, self.tongue, self.zone)
        shape = alarm.outage(blackout, told, receiver, now)
        if not self.relayed:
            return _dump([shape])
        firing = blackout.until is None
        ends = alarm.NEVER if firing else shape["endsAt"]
        return _dump(alarm.wrapped({**shape, "endsAt": ends}, "", firing=firing))

    def _word(self, told: Bulletin, receiver: str, now: datetime) -> bytes:
        word = alarm.word(told, receiver, now)
        return _dump(alarm.wrapped(word, "") if self.relayed else [word])


def write(told: Bulletin) -> bytes:
    """Return *told* as it waits in the outbox."""
    return _dump(asdict(told))


class NoBulletinError(ValueError):
    """What waited was written for a receiver of another type, or by another version."""


FOREIGN: Final = (
    "it was written for a receiver of another type: give this one a name of its own, and the other "
    "its type back"
)
"""What is noted where a message can't be told so."""


def waits(content: bytes) -> bool:
    """Whether *content* is a bulletin: it still has to be put into the words of a service."""
    return content.startswith(b'{"kind":')


def read(content: bytes) -> Bulletin:
    """Return the bulletin that waited as *content*.

    Raises:
        NoBulletinError: It is none.
    """
    try:
        told = json.loads(content)
        return Bulletin(
            **{
                **told,
                "kind": Kind(told["kind"]),
                "severity": Severity(told["severity"]),
                "lines": tuple(told["lines"]),
            }
        )
    except (ValueError, TypeError, KeyError):
        raise NoBulletinError from None


def _dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
