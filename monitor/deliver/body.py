"""What a receiver reads: the envelope of Standard Webhooks, always under 20 kB.

Bodies are made once, stored in the outbox and sent byte for byte on every attempt.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any, Final, Protocol

from monitor.domain import daily
from monitor.domain.alert import Kind, Notice, message_id
from monitor.domain.blackout import Blackout, thread
from monitor.domain.budget import UNLIMITED, Allowance, moment
from monitor.domain.catalogue import Pairing
from monitor.domain.digest import Digest
from monitor.domain.reply import UNANSWERED, UNLINKED, Choice, Links, Signet, expires
from monitor.domain.wire import isotime, plain, shape
from monitor.domain.worth import worth
from monitor.ports import Message, Terms

LIMIT: Final = 20_000
"""Longest body, in bytes."""

_TEXT: Final = 3000
_NAME: Final = 300
_SENTENCE: Final = 400
_LISTS: Final = {"how_we_know": 8, "reasons": 6, "unknown": 6}
_CONTRIBUTIONS: Final = 8
_LINKS: Final = 2400
"""Bytes of each text and lengths of each list: without evidence, all of it fits."""


_ALWAYS: Final = frozenset({Kind.ALERT_CORRECTED, Kind.STORY_CONFIRMED})
"""Whoever takes any kind of alert gets these of what it got."""

FOLLOWING: Final = _ALWAYS | {Kind.STORY_ENDED}
"""What goes to exactly those who got the alert."""


OUT: Final = b"out since "
BACK: Final = b"back after "
"""Cause of a message that a source is out, and of one that it is back; a time follows."""


class Form(Protocol):
    """In what form a receiver reads what it is told."""

    def tell(self, notice: Notice, public_url: str, links: Links = UNLINKED) -> bytes:
        """Return what is sent of *notice*, with the links by which it is answered, if any."""

    def test(self, receiver: str, now: datetime) -> bytes:
        """Return what only tests the way to *receiver*."""

    def silence(self, receiver: str, reason: str, now: datetime) -> bytes:
        """Return that *receiver*, another one, is told nothing more, and why."""

    def digest(self, digest: Digest, receiver: str, public_url: str) -> bytes:
        """Return what is sent to *receiver* of a day."""

    def blackout(self, blackout: Blackout, receiver: str, now: datetime) -> bytes:
        """Return that a source brings nothing, or is back."""


@dataclass(frozen=True, slots=True)
class ForPrograms:
    """The documented body of webhooks; see `Form`."""

    def tell(self, notice: Notice, public_url: str, links: Links = UNLINKED) -> bytes:
        """Return what is sent of *notice*."""
        return body(notice, public_url, links)

    def test(self, receiver: str, now: datetime) -> bytes:
        """Return what only tests the way to *receiver*."""
        return _word(Kind.TEST_PING, receiver, "A test: no alert, nothing happened.", now)

    def silence(self, receiver: str, reason: str, now: datetime) -> bytes:
        """Return that *receiver* is told nothing more."""
        text = f"Nothing more is sent to {receiver}: {reason}."
        return _word(Kind.DELIVERY_DISABLED, receiver, text, now)

    def digest(self, digest: Digest, receiver: str, public_url: str) -> bytes:
        """Return what is sent to *receiver* of a day."""
        data = daily.shape(digest, receiver, public_url)
        return _envelope(Kind.DIGEST_DAILY, data, digest.until)

    def blackout(self, blackout: Blackout, receiver: str, now: datetime) -> bytes:
        """Return that a source brings nothing, or is back."""
        data = {
            "receiver": receiver,
            "source": blackout.source,
            "state": "stale" if blackout.until is None else "back",
            "since": isotime(blackout.since),
            "until": blackout.until and isotime(blackout.until),
            "text": _clip(plain(blackout.sentence), _SENTENCE),
        }
        return _envelope(Kind.CONNECTOR_STALE, data, now)


PROGRAMS: Final = ForPrograms()


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

    def wants(self, kind: Kind, pairing: Pairing) -> bool:
        """Whether it may be told; of what follows an alert, only if it was told of that."""
        takes = kind in self.kinds or (kind in _ALWAYS and bool(self.kinds))
        about = (not self.players or pairing.player in self.players) and (
            not self.clubs or pairing.club in self.clubs
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
    told = [each for each in receivers if each.wants(notice.kind, alert.pairing)]
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


def summary(receiver: Receiver, digest: Digest, day: date, public_url: str) -> Message:
    """Return the digest of *day* for *receiver*: the same id from whoever makes it."""
    return Message(
        id=message_id(f"digest:{receiver.name}", Kind.DIGEST_DAILY, day.isoformat().encode()),
        receiver=receiver.name,
        kind=Kind.DIGEST_DAILY,
        alert=None,
        body=receiver.form.digest(digest, receiver.name, public_url),
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


def _word(kind: Kind, receiver: str, text: str, now: datetime) -> bytes:
    return _envelope(kind, {"receiver": receiver, "text": text}, now)


def _envelope(kind: Kind, data: dict[str, Any], at: datetime) -> bytes:
    return _dump({"type": str(kind), "timestamp": isotime(at), "data": data})


def body(notice: Notice, public_url: str, links: Links = UNLINKED) -> bytes:
    """Return the JSON that tells *notice*: UTF-8, the same bytes each time, at most `LIMIT`.

    What doesn't fit is left to the alert's page; evidence goes first, from its end, and
    `evidence_left_out` says how many.
    """
    data = _cut(shape(notice.alert, public_url))
    envelope = {
        "type": str(notice.kind),
        "timestamp": isotime(notice.alert.told_at),
        "data": data,
    }
    if links:
        data["links"] = _links(links, notice)
    evidence = data["evidence"]
    whole = len(evidence)
    data["evidence_left_out"] = 0
    spare = LIMIT - len(_dump({**envelope, "data": {**data, "evidence": []}})) - 8
    kept = 0
    for each in evidence:
        spare -= len(_dump(each)) + 1
        if spare < 0:
            break
        kept += 1
    data["evidence"] = evidence[:kept]
    data["evidence_left_out"] = whole - kept
    return _dump(envelope)


def _links(links: Links, notice: Notice) -> dict[str, str]:
    """Return where it is answered; of addresses that are too long only the one to all choices."""
    named = {str(choice).replace("-", "_"): link for choice, link in links.items()}
    if len(_dump(named)) > _LINKS:
        named = {"choose": links[Choice.CHOOSE]}
    return {**named, "until": isotime(expires(notice.alert))}


def _dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _cut(data: dict[str, Any]) -> dict[str, Any]:
    data["title"] = _clip(data["title"], _SENTENCE)
    data["text"] = _clip(data["text"], _TEXT)
    for name, most in _LISTS.items():
        data[name] = [_clip(each, _SENTENCE) for each in _few(data[name], most)]
    for named in data["pairing"].values():
        named["name"] = _clip(named["name"], _NAME)
    strength = data["strength"]
    strength["contributions"] = [
        {**each, "name": _clip(each["name"], 100), "sentence": _clip(each["sentence"], _SENTENCE)}
        for each in _summed(strength["contributions"])
    ]
    for each in data["evidence"]:
        each["what"] = _clip(each["what"], _NAME)
        each["who"] = _clip(each["who"], _NAME)
    return data


def _few(sentences: list[str], most: int) -> list[str]:
    if len(sentences) <= most:
        return sentences
    left = len(sentences) - most + 1
    return [*sentences[: most - 1], f"{left} more are on the alert's page."]


def _summed(contributions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return at most `_CONTRIBUTIONS`, the last one the sum of those that are left out."""
    if len(contributions) <= _CONTRIBUTIONS:
        return contributions
    kept, rest = contributions[: _CONTRIBUTIONS - 1], contributions[_CONTRIBUTIONS - 1 :]
    sentence = f"{len(rest)} more reasons, together; they are on the alert's page."
    total = round(sum(each["logit"] for each in rest), 4)
    return [*kept, {"name": "others", "logit": total, "sentence": sentence}]


def _clip(text: str, most: int) -> str:
    """Return as much of *text* as takes at most *most* bytes in JSON."""
    while (size := len(_dump(text)) - 2) > most:
        text = text[: max(1, len(text) * (most - 3) // size - 1)].rstrip(" \u2026") + "\u2026"
    return text
