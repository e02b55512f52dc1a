"""Makes pages of what a server shows: what nobody is interested in is counted, and let go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

import msgspec

from connectors.contract import Context
from connectors.timelines.memory import Known, Memory
from connectors.wire import mastodon
from connectors.wire.interest import wanted
from connectors.wire.mastodon import PLATFORM, Reading, Status
from connectors.wire.reading import Kinds, Unhandled, UnreadableError, cut
from monitor.domain.activity import Activity
from monitor.ports import DeadLetter, Page

FULL: Final = 500


@dataclass(slots=True)
class Gathering:
    """Gathers activities for one connector.

    Attributes:
        acts, dead, dropped: Since they were last taken.
    """

    name: str
    context: Context
    memory: Memory
    acts: list[Activity] = field(default_factory=list)
    dead: list[DeadLetter] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    _kinds: Kinds = field(default_factory=Kinds)

    def reading(self, now: datetime) -> Reading:
        """Return how statuses are read *now*."""
        accounts = self.context.accounts()
        vouched = frozenset(a.id for a in accounts if a.platform == PLATFORM and a.id)
        return Reading(now, self.memory.addresses, vouched)

    def status(self, raw: msgspec.Raw, told: Reading) -> str | None:
        """Take a status of a timeline, unless it is known as it is; return its id."""
        try:
            found = mastodon.status(raw)
            self._take(found, told)
        except UnreadableError as error:
            self.bury(bytes(raw), error, "a status", told.seen_at)
            return None
        return found.id

    def _take(self, found: Status, told: Reading) -> None:
        held = self.memory.known.get(found.id)
        boosted = found.boosted
        if boosted is not None and boosted.id not in self.memory.known:
            self._take(boosted, told)  # what is passed on comes first
        if held is None:
            kept = self.offer(told.activity(found))
            self.memory.note(Known.of(found, told.seen_at), keep=kept)
        if found.edited_at and (held is None or held.edited != found.edited_at):
            self.offer(told.activity(found, edited=True))
            newer = replace(self.memory.known[found.id], edited=found.edited_at)
            self.memory.note(newer, keep=False)

    def offer(self, act: Activity | Unhandled) -> bool:
        """Take *act* if anybody is interested; return whether it was taken."""
        if isinstance(act, Unhandled):
            self.dropped[act.kind if act.kind in _COUNTED else self.label(act.kind)] += 1
            return False
        interest = self.context.interest
        if not wanted(act, interest):
            self.dropped["unmatched"] += 1
            return False
        interest.passed(act)
        self.acts.append(act)
        return True

    def label(self, kind: str) -> str:
        """Return what a kind that is not handled is counted under."""
        return self._kinds.label(kind)

    def bury(self, raw: bytes, error: UnreadableError, place: str, now: datetime) -> None:
        """Keep what can't be read."""
        self.dead.append(
            DeadLetter(
                connector=self.name,
                place=place,
                raw=cut(raw),
                reason=error.reason,
                detail=error.detail,
                seen_at=now,
            )
        )

    def pages(
        self,
        *,
        live: bool,
        interval: timedelta,
        reached: datetime | None = None,
        received: int = 0,
        moving: bool = True,
    ) -> Iterator[Page]:
        """Yield what was gathered; the cursor moves with the last page, if it is *moving*."""
        cursor = self.memory.cursor(self.context.seal) if moving else None
        acts, dead, dropped = self.acts, self.dead, self.dropped
        self.acts, self.dead, self.dropped = [], [], Counter()
        parts = list(_parts(acts)) or [()]
        for number, part in enumerate(parts):
            last = number == len(parts) - 1
            yield Page(
                connector=self.name,
                activities=tuple(part),
                cursor=cursor if last else None,
                dead=tuple(dead) if last else (),
                dropped=dict(dropped) if last else {},
                live=live,
                interval=interval,
                reached=reached if last else None,
                received=received if last else 0,
            )


_COUNTED: Final = frozenset({mastodon.NOT_PUBLIC.kind, mastodon.LEFT_OUT.kind})


def _parts(acts: Sequence[Activity]) -> Iterable[Sequence[Activity]]:
    return (acts[at : at + FULL] for at in range(0, len(acts), FULL))
