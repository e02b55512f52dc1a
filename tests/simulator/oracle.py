"""Knows what happened on the simulated network, and compares it with what was told."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from tests.simulator.events import Event
from tests.simulator.receiver import Receiver

Finding = tuple[bool, str]

_VERBS = {
    "app.bsky.feed.post": "create",
    "app.bsky.feed.like": "like",
    "app.bsky.feed.repost": "announce",
    "app.bsky.graph.follow": "follow",
}


@dataclass
class Truth:
    """What happened, and what of it must be stored and told.

    Attributes:
        stored: Activities that must be kept, by verb.
        messages: Kinds of messages that must be sent, in their order.
        private: Ids of accounts that must be shown nowhere.
    """

    stored: Counter[str] = field(default_factory=Counter)
    messages: list[str] = field(default_factory=list)
    private: set[str] = field(default_factory=set)

    def wrote(self, event: Event) -> Event:
        """A private person did this."""
        self.private.add(event["did"])
        return event

    def kept(self, event: Event, *, about: bool) -> Event:
        """This must be stored if it is *about* a watched pairing, or ends what is stored."""
        commit = event["commit"]
        ends = commit["operation"] == "delete"
        if about or ends:
            self.stored["undo" if ends else _VERBS[commit["collection"]]] += 1
        return event

    def tells(self, kind: str, event: Event) -> Event:
        """This must be told, by a message of *kind*."""
        self.messages.append(kind)
        return event


async def verdict(truth: Truth, database: Path, receiver: Receiver, code: int) -> list[Finding]:
    """Return, a sentence each, whether what was stored and told is what happened."""
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT verb, count(*) FROM activities GROUP BY verb")
        stored = Counter(dict(rows.fetchall()))
        sound = connection.execute("PRAGMA integrity_check").fetchone()[0]
        waiting = connection.execute(
            "SELECT count(*) FROM outbox WHERE state <> 'delivered'"
        ).fetchone()[0]
    bodies = [json.loads(attempt.body) for attempt in receiver.attempts]
    kinds = [body["type"] for body in bodies]
    alerts = {body["data"]["alert"] for body in bodies}
    said = b"".join(attempt.body for attempt in receiver.attempts).decode()
    shown = sorted(did for did in truth.private if did in said)
    return [
        (
            stored == truth.stored,
            f"stored exactly once: {_sum(stored)} (true: {_sum(truth.stored)})",
        ),
        (kinds == truth.messages, f"told: {', '.join(kinds)} (true: {', '.join(truth.messages)})"),
        (len(alerts) == 1, "the correction came under the id of the alert that it corrects"),
        (all(a.genuine for a in receiver.attempts), "every signature holds"),
        (waiting == 0, f"{waiting} messages are left in the outbox"),
        (not shown, "no private account was shown to anybody"),
        (sound == "ok", f"the database's integrity: {sound}"),
        (code == 0, f"the daemon left with exit code {code}"),
    ]


def _sum(counts: Counter[str]) -> str:
    return ", ".join(f"{n} {verb}" for verb, n in sorted(counts.items()))
