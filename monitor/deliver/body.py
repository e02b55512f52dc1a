"""What a receiver reads: the envelope of Standard Webhooks, always under 20 kB.

Bodies are made once, stored in the outbox and sent byte for byte on every attempt.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

from monitor.domain.alert import Kind, Notice
from monitor.domain.desk.reply import UNLINKED, Choice, Links, expires
from monitor.domain.told import daily
from monitor.domain.told.blackout import Blackout
from monitor.domain.told.digest import Digest
from monitor.domain.told.wire import isotime, plain, shape

LIMIT: Final = 20_000
"""Longest body, in bytes."""

_MEASURES: Final = ((3000, 400), (1500, 200), (500, 100))
"""Bytes of the text and of each sentence: the first by which all but the evidence fits."""

_NAME: Final = 300
_PLACE: Final = 80
_LISTS: Final = {"how_we_know": 8, "reasons": 6, "unknown": 6}
_PLACES: Final = 8
_CONTRIBUTIONS: Final = 8
_LINKS: Final = 2400
_SENTENCE: Final = 400
"""Bytes of other texts, and lengths of lists."""


FOLLOWING: Final = frozenset({Kind.ALERT_CORRECTED, Kind.STORY_CONFIRMED, Kind.STORY_ENDED})
"""What goes to exactly those who got the alert."""


class Form(Protocol):
    """In what form a receiver reads what it is told."""

    def tell(self, notice: Notice, public_url: str, links: Links = UNLINKED) -> bytes:
        """Return what is sent of *notice*, with the links by which it is answered, if any."""

    def test(self, receiver: str, now: datetime) -> bytes:
        """Return what only tests the way to *receiver*."""

    def silence(self, receiver: str, reason: str, now: datetime) -> bytes:
        """Return that *receiver*, another one, is told nothing more, and why."""

    def blackout(self, blackout: Blackout, receiver: str, now: datetime) -> bytes:
        """Return that a source brings nothing, or is back."""


class DailyForm(Form, Protocol):
    """A form in which a digest can be read too."""

    def digest(self, digest: Digest, receiver: str, public_url: str) -> bytes:
        """Return what is sent to *receiver* of a day."""


@dataclass(frozen=True, slots=True)
class ForPrograms:
    """The documented body of webhooks; see `DailyForm`."""

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


def _word(kind: Kind, receiver: str, text: str, now: datetime) -> bytes:
    return _envelope(kind, {"receiver": receiver, "text": text}, now)


def _envelope(kind: Kind, data: dict[str, Any], at: datetime) -> bytes:
    return _dump({"type": str(kind), "timestamp": isotime(at), "data": data})


def body(notice: Notice, public_url: str, links: Links = UNLINKED) -> bytes:
    """Return the JSON that tells *notice*: UTF-8, the same bytes each time, at most `LIMIT`.

    What doesn't fit is left to the alert's page; evidence goes first, from its end, and
    `evidence_left_out` says how many.
    """
    answers = {"links": _links(links, notice)} if links else {}
    for text, sentence in _MEASURES:
        data = {**_cut(shape(notice.alert, public_url), text, sentence), **answers}
        envelope = {
            "type": str(notice.kind),
            "timestamp": isotime(notice.alert.told_at),
            "data": data,
        }
        evidence = data["evidence"]
        whole = len(evidence)
        data["evidence_left_out"] = 0
        spare = LIMIT - len(_dump({**envelope, "data": {**data, "evidence": []}})) - 8
        if spare >= 0:
            break
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


def _cut(data: dict[str, Any], text: int, sentence: int) -> dict[str, Any]:
    """Return *data* with at most so many bytes of its text, and of each sentence."""
    data["title"] = _clip(data["title"], _SENTENCE)
    data["text"] = _clip(data["text"], text)
    for name, most in _LISTS.items():
        data[name] = [_clip(each, sentence) for each in _few(data[name], most)]
    for named in (*data["pairing"].values(), *data["rivals"]):
        named["name"] = _clip(named["name"], _NAME)
    for each in data["phases"]:
        each["first"] = _clip(each["first"], _NAME)
    if data["claim"]:
        data["claim"]["club"]["name"] = _clip(data["claim"]["club"]["name"], _NAME)
        data["claim"]["by"] = [_clip(name, _NAME) for name in data["claim"]["by"]]
    if data["buzz"]:
        _cut_buzz(data["buzz"])
    strength = data["strength"]
    strength["contributions"] = [
        {**each, "name": _clip(each["name"], 100), "sentence": _clip(each["sentence"], sentence)}
        for each in _summed(strength["contributions"])
    ]
    for each in data["evidence"]:
        each["what"] = _clip(each["what"], _NAME)
        each["who"] = _clip(each["who"], _NAME)
    return data


def _cut_buzz(buzz: dict[str, Any]) -> None:
    buzz["club"]["name"] = _clip(buzz["club"]["name"], _NAME)
    buzz["by"] = [{**one, "where": _clip(one["where"], _PLACE)} for one in buzz["by"][:_PLACES]]
    for name in ("missing", "blinded"):
        buzz[name] = [_clip(each, _PLACE) for each in buzz[name][:_PLACES]]


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
