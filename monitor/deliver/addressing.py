"""Who gets a message, and on what terms it is pushed; each is made once for all that want it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Final

from monitor.deliver.body import FOLLOWING, PROGRAMS, DailyForm, Form
from monitor.domain.alert import Kind, Notice, message_id
from monitor.domain.desk.budget import UNLIMITED, Allowance, moment
from monitor.domain.desk.reply import UNANSWERED, UNLINKED, Signet
from monitor.domain.desk.worth import worth
from monitor.domain.stories.story import clubs_of
from monitor.domain.told.blackout import Blackout, thread
from monitor.domain.told.digest import Digest
from monitor.domain.told.wire import isotime
from monitor.ports import Message, Terms

_ALWAYS: Final = frozenset({Kind.ALERT_CORRECTED, Kind.STORY_CONFIRMED})
"""Whoever takes any kind of alert gets these of what it got."""

OUT: Final = b"out since "
BACK: Final = b"back after "
"""Cause of a message that a source is out, and of one that it is back; a time follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """Who is told, and about what.

    Attributes:
        name: As configured; the webhook of this name sends to it.
        kinds: Which messages it takes. A correction goes to everybody who takes any alert.
        players, clubs: Slugs; empty = all.
        form: In what form it reads.
        allowance: How often it may be interrupted.
        zone: By whose days that is.
        operator: It is told how lastdance itself is.
    """

    name: str
    kinds: frozenset[Kind] = frozenset(Kind)
    players: frozenset[str] = frozenset()
    clubs: frozenset[str] = frozenset()
    form: Form = PROGRAMS
    allowance: Allowance = UNLIMITED
    zone: tzinfo = UTC
    operator: bool = False

    def wants(self, notice: Notice) -> bool:
        """Whether it may be told; of what follows an alert, only if it was told of that."""
        kind, player = notice.kind, notice.alert.pairing.player
        takes = kind in self.kinds or (kind in _ALWAYS and bool(self.kinds))
        about = (not self.players or player in self.players) and (
            not self.clubs or not self.clubs.isdisjoint(clubs_of(notice))
        )
        return takes and (about or kind in FOLLOWING)

    def terms(self, notice: Notice, at: datetime) -> Terms | None:
        """Return on what terms it is told of *notice* at *at*; None = that counts for nothing."""
        if notice.kind in FOLLOWING:
            return None
        return Terms(worth(notice), self.allowance, moment(at, self.zone))


def messages(
    notice: Notice,
    receivers: Sequence[Receiver],
    now: datetime,
    public_url: str,
    signet: Signet | None = None,
) -> tuple[Message, ...]:
    """Return one message for each receiver that wants *notice*; they share the id.

    Which of them are pushed and which are held is decided where they are stored. Nobody is
    addressed with what nobody is to be interrupted for.

    Args:
        signet: Signs the links by which each answers in its own name; None = there are none.
    """
    alert = notice.alert
    told = [each for each in receivers if each.wants(notice)]
    if not told or notice.held is not None:
        return ()
    ident = message_id(alert.id, notice.kind, notice.cause)
    signs = signet if notice.kind not in UNANSWERED else None
    links = {
        each.name: signs.links(alert, each.name, public_url) if signs else UNLINKED for each in told
    }
    return tuple(
        Message(
            id=ident,
            receiver=each.name,
            kind=notice.kind,
            alert=alert.id,
            body=each.form.tell(notice, public_url, links[each.name]),
            created_at=now,
            due=now,
            cause=notice.cause,
            terms=each.terms(notice, now),
            follows=notice.kind in FOLLOWING,
            zone=each.zone,
        )
        for each in told
    )


def ping(receiver: str, now: datetime, form: Form = PROGRAMS) -> Message:
    """Return a message that only tests the way to *receiver*."""
    return _apart(Kind.TEST_PING, f"ping:{receiver}", receiver, form.test(receiver, now), now)


def silence(
    receivers: Sequence[Receiver], silenced: str, reason: str, now: datetime
) -> tuple[Message, ...]:
    """Return the messages that tell operators that *silenced* is told nothing more, and why."""
    kind, what = Kind.DELIVERY_DISABLED, f"disabled:{silenced}"
    return tuple(
        _apart(kind, what, each.name, each.form.silence(silenced, reason, now), now)
        for each in operators(receivers, kind)
        if each.name != silenced
    )


def operators(receivers: Sequence[Receiver], kind: Kind) -> Sequence[Receiver]:
    """Return who is told how lastdance itself is: operators, or all while nobody is one."""
    some = any(each.operator for each in receivers)
    return [each for each in receivers if kind in each.kinds and (each.operator or not some)]


def summary(receiver: str, form: DailyForm, digest: Digest, day: date, public_url: str) -> Message:
    """Return the digest of *day* for *receiver*: the same id from whoever makes it."""
    return Message(
        id=message_id(f"digest:{receiver}", Kind.DIGEST_DAILY, day.isoformat().encode()),
        receiver=receiver,
        kind=Kind.DIGEST_DAILY,
        alert=None,
        body=form.digest(digest, receiver, public_url),
        created_at=digest.until,
        due=digest.until,
    )


def outage(receivers: Sequence[Receiver], blackout: Blackout, now: datetime) -> tuple[Message, ...]:
    """Return the messages that tell operators that a source brings nothing, or is back."""
    kind, back = Kind.CONNECTOR_STALE, blackout.until is not None
    state = BACK if back else OUT
    cause = state + isotime(blackout.since).encode()
    ident = message_id(thread(blackout.source), kind, cause)
    return tuple(
        Message(
            id=ident,
            receiver=each.name,
            kind=kind,
            alert=thread(blackout.source),
            body=each.form.blackout(blackout, each.name, now),
            created_at=now,
            due=now,
            cause=cause,
            follows=back,
        )
        for each in operators(receivers, kind)
    )


def out_since(word: bytes | None) -> datetime | None:
    """Return since when a source is out by the cause of the newest message about it, if it is."""
    if word is None or not word.startswith(OUT):
        return None
    return datetime.fromisoformat(word.removeprefix(OUT).decode())


def _apart(kind: Kind, what: str, receiver: str, content: bytes, now: datetime) -> Message:
    """Return a message about no alert."""
    return Message(
        id=message_id(what, kind, isotime(now).encode()),
        receiver=receiver,
        kind=kind,
        alert=None,
        body=content,
        created_at=now,
        due=now,
    )
