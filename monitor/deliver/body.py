"""What a receiver reads: the envelope of Standard Webhooks, always under 20 kB.

Bodies are made once, stored in the outbox and sent byte for byte on every attempt.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from monitor.domain.alert import Kind, Notice, message_id
from monitor.domain.catalogue import Pairing
from monitor.domain.wire import isotime, shape
from monitor.ports import Message

LIMIT: Final = 20_000
"""Longest body, in bytes."""

_TEXT: Final = 3000
_NAME: Final = 300
_SENTENCE: Final = 400
_LISTS: Final = {"how_we_know": 8, "reasons": 6, "unknown": 6}
_CONTRIBUTIONS: Final = 8
"""Bytes of each text and lengths of each list: without evidence, all of it fits."""


_ALWAYS: Final = frozenset({Kind.ALERT_CORRECTED, Kind.STORY_CONFIRMED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """Who is told, and about what.

    Attributes:
        name: As configured; the webhook of this name sends to it.
        kinds: Which messages it takes. A correction goes to everybody who takes any alert.
        players, clubs: Slugs; empty = all.
    """

    name: str
    kinds: frozenset[Kind] = frozenset(Kind)
    players: frozenset[str] = frozenset()
    clubs: frozenset[str] = frozenset()

    def wants(self, kind: Kind, pairing: Pairing) -> bool:
        """Whether it is to be told: whoever got an alert hears of its correction and end too."""
        takes = kind in self.kinds or (kind in _ALWAYS and bool(self.kinds))
        return (
            takes
            and (not self.players or pairing.player in self.players)
            and (not self.clubs or pairing.club in self.clubs)
        )


def messages(
    notice: Notice, receivers: Sequence[Receiver], now: datetime, public_url: str
) -> tuple[Message, ...]:
    """Return one message for each receiver that wants *notice*; they share id and body."""
    alert = notice.alert
    told = [each for each in receivers if each.wants(notice.kind, alert.pairing)]
    if not told:
        return ()
    ident = message_id(alert.id, notice.kind, notice.cause)
    content = body(notice, public_url)
    return tuple(
        Message(
            id=ident,
            receiver=each.name,
            kind=notice.kind,
            alert=alert.id,
            body=content,
            created_at=now,
            due=now,
            cause=notice.cause,
        )
        for each in told
    )


def ping(receiver: str, now: datetime) -> Message:
    """Return a message that only tests the way to *receiver*."""
    data = {"receiver": receiver, "text": "A test: no alert, nothing happened."}
    return Message(
        id=message_id(f"ping:{receiver}", Kind.TEST_PING, isotime(now).encode()),
        receiver=receiver,
        kind=Kind.TEST_PING,
        alert=None,
        body=_dump({"type": str(Kind.TEST_PING), "timestamp": isotime(now), "data": data}),
        created_at=now,
        due=now,
    )


def body(notice: Notice, public_url: str) -> bytes:
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
