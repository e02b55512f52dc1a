"""Knows what happened on the simulated evening, and compares it with what was told."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.simulator.plot import STORY, Moment
from tests.simulator.receiver import Receiver

Finding = tuple[bool, str]

WINDOW = timedelta(minutes=30)

_VERBS = {
    "app.bsky.feed.post": "create",
    "app.bsky.feed.like": "like",
    "app.bsky.feed.repost": "announce",
}


@dataclass
class Truth:
    """What happened, and what of it must be stored and told.

    Attributes:
        stored: Activities that must be kept, by verb.
        messages: Kinds of messages that must be sent, in their order.
        private: Ids of accounts that must be shown nowhere.
        blind: Name of the source that went out, from when to when.
        usual: Accounts that speak of the story in a quiet half hour of the evening.
    """

    stored: Counter[str] = field(default_factory=Counter)
    messages: list[str] = field(default_factory=list)
    private: set[str] = field(default_factory=set)
    blind: tuple[str, datetime, datetime] | None = None
    usual: float = 0.0
    _said: list[Moment] = field(default_factory=list)

    def saw(self, moment: Moment) -> None:
        """This happened."""
        if moment.private:
            self.private.add(moment.author)
        if moment.article is not None:
            self.stored["create"] += 1
        elif moment.event is not None and moment.pairing is not None:
            commit = moment.event["commit"]
            ends = commit["operation"] == "delete"
            self.stored["undo" if ends else _VERBS[commit["collection"]]] += 1
        if moment.counts and moment.pairing == STORY:
            self._said.append(moment)

    def authors(self, at: datetime, told: datetime) -> tuple[int, int]:
        """Return who was heard in the half hour before *at*, as it could be known at *told*.

        On the wire, and outlets.
        """
        heard = [each for each in self._said if at - WINDOW <= each.at < at]
        if self.blind is not None:
            _, since, until = self.blind
            heard = [m for m in heard if m.article or m.at < since or told >= until]
        wire = {each.author for each in heard if each.event is not None}
        press = {each.author for each in heard if each.article is not None}
        return len(wire), len(press)


def verdict(truth: Truth, database: Path, receiver: Receiver, code: int) -> Iterator[Finding]:
    """Yield, a sentence each, whether what was stored and told is what happened."""
    bodies = [json.loads(attempt.body) for attempt in receiver.attempts]
    yield from _stored(truth, database)
    yield from _told(truth, bodies)
    yield from _counted(truth, bodies)
    yield from _blind(truth, bodies, database)
    said = b"".join(attempt.body for attempt in receiver.attempts).decode()
    yield not any(did in said for did in truth.private), "no private account was shown to anybody"
    yield all(a.genuine for a in receiver.attempts), "every signature holds"
    yield code == 0, f"the daemon left with exit code {code}"


def _stored(truth: Truth, database: Path) -> Iterator[Finding]:
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT verb, count(*) FROM activities GROUP BY verb")
        stored = Counter(dict(rows.fetchall()))
        (sound,) = connection.execute("PRAGMA integrity_check").fetchone()
        (left,) = connection.execute(
            "SELECT count(*) FROM outbox WHERE state <> 'delivered'"
        ).fetchone()
    yield stored == truth.stored, f"stored exactly once: {_sum(stored)}{_but(stored, truth.stored)}"
    yield sound == "ok", f"the database's integrity: {sound}"
    yield left == 0, f"{left} messages are left in the outbox"


def _told(truth: Truth, bodies: list[dict[str, Any]]) -> Iterator[Finding]:
    kinds = [body["type"] for body in bodies]
    right = ", ".join(truth.messages)
    yield kinds == truth.messages, f"told: {', '.join(kinds)}{_but(kinds, truth.messages, right)}"
    yield len({body["data"]["alert"] for body in bodies}) == 1, "all of it under one alert's id"
    about = {
        (body["data"]["pairing"]["player"]["slug"], body["data"]["pairing"]["club"]["slug"])
        for body in bodies
    }
    yield about == {STORY}, "nobody was told of the match, or of any other pairing"


def _counted(truth: Truth, bodies: list[dict[str, Any]]) -> Iterator[Finding]:
    """Whether the numbers that were told are those of what happened."""
    for body in bodies:
        data = body["data"]
        buzz = data["buzz"]
        if body["type"] != "story.updated":
            continue
        at = datetime.fromisoformat(buzz["at"])
        wire, press = truth.authors(at, datetime.fromisoformat(data["told_at"]))
        by = {each["where"]: each["authors"] for each in buzz["by"]}
        told = by.get("Bluesky", 0), by.get("outlets", 0)
        right = told == (wire, press) and buzz["authors"] == wire + press
        right = right and f"{wire + press} accounts" in data["text"]
        said = f"{told[0]} on Bluesky, {told[1]} outlets{_but(told, (wire, press))}"
        yield right, f"{buzz['authors']} accounts up to {at:%H:%M}: {said}"
        usual = buzz["expected"]
        near = truth.usual / 2 <= usual <= 2 * truth.usual
        yield near, f"usual is {usual:.1f}, learnt from history (true: {truth.usual:.0f})"


def _blind(truth: Truth, bodies: list[dict[str, Any]], database: Path) -> Iterator[Finding]:
    """Whether what was not seen was named, and came later, and changed nothing."""
    if truth.blind is None:
        return
    name, since, until = truth.blind
    named = [
        body["type"]
        for body in bodies
        if name in (body["data"]["buzz"] or {}).get("blinded", ())
        and any(name in sentence for sentence in body["data"]["unknown"])
    ]
    yield named == ["story.ended"], f"the end says that \u201c{name}\u201d was out for a while"
    with closing(sqlite3.connect(database)) as connection:
        late = connection.execute(
            "SELECT min(start), max(start), count(*) FROM mentions WHERE late AND connector = ?",
            [name],
        ).fetchone()
        filled, blank = connection.execute(
            "SELECT sum(filled), count(*) FROM blanks WHERE connector = ?", [name]
        ).fetchone()
    first, last, count = late
    inside = count > 0 and _micros(since - WINDOW / 6) <= first and last < _micros(until)
    yield inside, f"{count} mentions came late, all of them from the time that it was out"
    yield filled == blank > 0, f"{blank} buckets were scored without it; {filled} are filled by now"


def _micros(at: datetime) -> int:
    return round(at.timestamp() * 1_000_000)


def _sum(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{n} {verb}" for verb, n in sorted(counts.items()))


def _but(found: object, true: object, said: str | None = None) -> str:
    return "" if found == true else f" (true: {true if said is None else said})"
