"""A story shown to whoever has a link: for a while, with no private account, until it is ended.

The link is signed, so that nobody can guess one or stretch its time; what it shows, and whether it
still holds, is looked up. It is an HMAC-SHA256 (RFC 2104), cut to 128 bits, under a key of its own
that is derived from the install's secret.
"""

from __future__ import annotations

import hmac
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Final, Self, TypeVar

from monitor.domain.act import Act
from monitor.domain.activity import Provenance
from monitor.domain.alert import Alert, Evidence, Kind, Notice, Part
from monitor.domain.desk.reply import ExpiredError, ForgedError, decoded, encoded
from monitor.domain.rumour import Outcome
from monitor.domain.rumour.confirming import OPERATOR
from monitor.domain.seal import Seal
from monitor.domain.stories.wording import SUBJECT, THING
from monitor.domain.text import quote
from monitor.domain.told.wire import plain

PATH: Final = "/shared/"
"""Where links lead."""

USUAL: Final = timedelta(days=7)
"""How long a link lasts unless another time is named."""

LONGEST: Final = timedelta(days=90)

LONGEST_NOTE: Final = 300
LONGEST_NAME: Final = 80

SOMEBODY: Final = "an observer"
"""In place of the name of a person who said what they saw."""

_VERSION: Final = 1
_MAC: Final = 16
_LENGTH: Final = 1 + 4 + 16 + _MAC
"""Version, minutes since 1970 of its end, the share, the signature."""

_MINUTE: Final = timedelta(minutes=1)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class ShareError(ValueError):
    """A story can't be shared so; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A link to a story.

    Attributes:
        id: A UUID that nobody can guess.
        alert: Id of the story's one thread.
        until: When it ends, to the minute.
        by: Who made it.
        ended_at, ended_by: When it was ended by hand, and by whom.
    """

    id: str
    story: str
    alert: str
    until: datetime
    by: str
    made_at: datetime
    note: str = ""
    ended_at: datetime | None = None
    ended_by: str | None = None

    def holds(self, at: datetime) -> bool:
        """Whether its link opens at *at*."""
        return at < self.until and self.ended_at is None


def share(
    ident: uuid.UUID,
    story: str,
    alert: str,
    now: datetime,
    lasts: timedelta,
    by: str,
    note: str = "",
) -> Share:
    """Return a link to *story* that *lasts* from *now* on, to the minute.

    Raises:
        ShareError: It can't be made so.
    """
    name = plain(by).strip()[:LONGEST_NAME]
    if not name:
        raise ShareError("nobody says so. Name who shares it")
    if not _MINUTE <= lasts <= LONGEST:
        raise ShareError(f"a link lasts from 1 minute to {LONGEST.days} days")
    return Share(
        id=str(ident),
        story=story,
        alert=alert,
        until=_EPOCH + (now + lasts - _EPOCH) // _MINUTE * _MINUTE,
        by=name,
        made_at=now,
        note=quote(plain(note), LONGEST_NOTE),
    )


@dataclass(frozen=True, slots=True)
class Wax:
    """Signs links to stories, and knows its own.

    Attributes:
        key: Of 32 bytes; never shown.
    """

    key: bytes = field(repr=False)

    @classmethod
    def of(cls, seal: Seal) -> Self:
        """Return the one of an install; seals and links in alerts are made with other keys."""
        return cls(hmac.digest(seal.secret, b"links to stories", "sha256"))

    def token(self, one: Share) -> str:
        """Return what stands in the link to *one*: the same for the same."""
        minutes = (one.until - _EPOCH) // _MINUTE
        told = bytes((_VERSION,)) + minutes.to_bytes(4, "big") + uuid.UUID(one.id).bytes
        return encoded(told + self._mac(told))

    def link(self, one: Share, public_url: str) -> str:
        """Return the address under which *one* is shown."""
        return f"{public_url.rstrip('/')}{PATH}{self.token(one)}"

    def read(self, token: str, now: datetime) -> str:
        """Return the id of the share that *token* stands for.

        Raises:
            ForgedError: It is none of ours, or was changed.
            ExpiredError: Its time is over.
        """
        raw = decoded(token)
        told, mac = raw[:-_MAC], raw[-_MAC:]
        genuine = len(raw) == _LENGTH and hmac.compare_digest(mac, self._mac(told))
        if not genuine or told[0] != _VERSION:
            raise ForgedError
        if now >= _EPOCH + int.from_bytes(told[1:5], "big") * _MINUTE:
            raise ExpiredError
        return str(uuid.UUID(bytes=told[5:]))

    def _mac(self, told: bytes) -> bytes:
        return hmac.digest(self.key, told, "sha256")[:_MAC]


def outward(
    notices: Sequence[Notice], acts: Sequence[Act], outcomes: Sequence[Outcome] = ()
) -> tuple[Notice, ...]:
    """Return what was told as whoever has a link may read it: no person who isn't public.

    Who says what they saw is a private person, though they named themselves to us: their name and
    their note go, also out of sentences. So does who told here how it ended. Whom it is about
    stays, also where an observer borrows the name.
    """
    names = {act.observer for act in acts if act.observer is not None and _said(act)}
    names |= {item.who for one in notices for item in one.alert.evidence if _testifies(item)}
    names |= {one.by for one in outcomes if _by_operator(one)}
    names -= {name for one in notices for name in _public(one.alert)}
    hidden = sorted((name for name in names if name.strip()), key=len, reverse=True)
    return tuple(_shown(one, hidden) for one in notices)


def ended(outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """Return how it ended as whoever has a link may read it."""
    return tuple(replace(one, by=SOMEBODY) if _by_operator(one) else one for one in outcomes)


def _by_operator(one: Outcome) -> bool:
    return one.by.startswith(OPERATOR)


def _shown(notice: Notice, names: Sequence[str]) -> Notice:
    parts = tuple(_outward(part, names) for part in notice.parts)
    return replace(notice, alert=_outward_alert(notice.alert, names), parts=parts, held=None)


def _public(alert: Alert) -> frozenset[str]:
    """Return the names of whom *alert* is about."""
    return frozenset((alert.player_name, alert.club_name, *(one.name for one in alert.rivals)))


def _testifies(item: Evidence) -> bool:
    """Whether it is the word of a private person, by their name: not the act, nor its object."""
    return item.provenance == _PUSHED and item.what not in _ACTED


_PUSHED: Final = str(Provenance.PUSHED)
_ACTED: Final = frozenset({SUBJECT, *THING.values()})

UNSHARED: Final = frozenset(
    {Kind.DIGEST_DAILY, Kind.CONNECTOR_STALE, Kind.DELIVERY_DISABLED, Kind.TEST_PING}
)
"""Kinds that are about no story."""


def _said(act: Act) -> bool:
    return act.provenance is Provenance.PUSHED


def _outward_alert(alert: Alert, names: Sequence[str]) -> Alert:
    return replace(
        _outward(alert, names),
        title=_hide(alert.title, names),
        phases=tuple(replace(one, who=_hide(one.who, names)) for one in alert.phases),
    )


Told = TypeVar("Told", Alert, Part)


def _outward(told: Told, names: Sequence[str]) -> Told:
    return replace(
        told,
        text=_hide(told.text, names),
        how_we_know=tuple(_hide(each, names) for each in told.how_we_know),
        reasons=tuple(_hide(each, names) for each in told.reasons),
        unknown=tuple(_hide(each, names) for each in told.unknown),
        evidence=tuple(_evident(item, _hide(item.what, names)) for item in told.evidence),
    )


def _hide(text: str, names: Sequence[str]) -> str:
    for name in names:
        for form in sorted({name, plain(name), quote(name), quote(plain(name))}):
            text = re.sub(rf"(?<![\w-])(?:the )?{re.escape(form)}(?![\w-])", SOMEBODY, text)
    return text


def _evident(item: Evidence, what: str) -> Evidence:
    if item.provenance != _PUSHED:
        return replace(item, what=what)
    who = SOMEBODY if _testifies(item) else item.who
    return replace(item, what=what, who=who, quote=None, url=None)
