"""What became of a record: which acts upon it ended others, and whose words still stand.

Told by the platform's order alone, so it comes out the same in whatever order acts arrive.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from monitor.domain.activity import ENDING, Verb
from monitor.ports import Kept

Ended = tuple[int, int]
"""Time and order of what ended an activity, both in microseconds."""

CHANGING = frozenset({*ENDING, Verb.UPDATE})
"""Verbs after which a record is not what it was."""


@dataclass(slots=True)
class Lives:
    """What is known to have changed, in the store and in the batch at hand."""

    endings: dict[bytes, list[Ended]] = field(default_factory=dict)
    updates: dict[bytes, int] = field(default_factory=dict)
    leavers: dict[bytes, int] = field(default_factory=dict)

    def learn(self, record: bytes, verb: Verb, order: int, at: int) -> None:
        """Take in an act upon *record* that changes it."""
        if verb is Verb.UPDATE:
            self.updates[record] = max(order, self.updates.get(record, order))
        else:
            self.endings.setdefault(record, []).append((at, order))

    def leave(self, author: bytes, order: int) -> None:
        """Take in that an account was deleted."""
        self.leavers[author] = max(order, self.leavers.get(author, order))

    def ended(self, record: bytes, verb: Verb, order: int) -> Ended | None:
        """Return what ended an act, if anything did: the first ending after it."""
        if record not in self.endings or verb in ENDING:
            return None
        after = [(by, at) for at, by in self.endings[record] if by > order]
        if not after:
            return None
        by, at = min(after)
        return at, by

    def speaks(self, kept: Kept, order: int) -> bool:
        """Whether the words of a live act still stand: not edited since, its author not gone."""
        return (
            kept.activity.verb not in ENDING
            and order >= self.updates.get(kept.record, order)
            and order >= self.leavers.get(kept.author, order)
        )
