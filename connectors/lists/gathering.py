"""Gathers what one look at several lists brought, and makes pages of it, oldest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from connectors.contract import Context
from connectors.lists.paging import Listed, Look, Newest
from connectors.wire.documents import Item
from connectors.wire.fields import time_of
from connectors.wire.interest import wanted
from connectors.wire.reading import Kinds, Unhandled, UnreadableError, cut
from monitor.domain.activity import Activity
from monitor.domain.timing import PROMPT
from monitor.ports import DeadLetter, Gap, Page, RefusedError, Sample

FULL: Final = 500

Places = MutableMapping[str, str]


@dataclass(slots=True)
class Gathering:
    """Gathers for one connector, look by look.

    Attributes:
        history: What was there before anybody looked.
        lately: What happened since the last look, or may have.
        samples: What was counted of players.
    """

    name: str
    context: Context
    history: list[Activity] = field(default_factory=list)
    lately: list[Activity] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    _dead: list[DeadLetter] = field(default_factory=list)
    _dropped: Counter[str] = field(default_factory=Counter)
    _gaps: list[Gap] = field(default_factory=list)
    _told: set[tuple[str | int | None, ...]] = field(default_factory=set)
    _received: int = 0
    _looks: list[tuple[Newest[Item], Look[Item]]] = field(default_factory=list)
    _kinds: Kinds = field(default_factory=Kinds)

    def begin(self) -> None:
        """Begin a look: what one that broke off had gathered is let go, and comes again."""
        self.history, self.lately, self._dead, self._gaps = [], [], [], []
        self.samples.clear()
        self._dropped.clear()
        self._told.clear()
        self._looks.clear()
        self._received = 0

    async def read(
        self, key: str, newest: Newest[Item], places: Places, now: datetime
    ) -> list[Activity]:
        """Take what is new on the list *key*, from its place on; return what is passed on.

        Raises:
            TransientError, RefusedError: As asking does.
            RefusedError: Its place is none.
        """
        held = places.get(key)
        look = await newest.look(None if held is None else place_of(held, self.name), now)
        taken: list[Activity] = []
        for listed in look.items:
            taken += self.take(listed.what, now, live=held is not None)
        places[key] = (look.place or now).isoformat()
        self._gaps += [] if look.gap is None else [look.gap]
        self._received += look.received
        self._looks.append((newest, look))
        return taken

    def take(self, item: Item, now: datetime, *, live: bool = True) -> list[Activity]:
        """Take what *item* says, as far as anybody is interested; return that."""
        if item.error is not None:
            self.bury(item.source, item.error, item.id or "an item", now)
        taken: list[Activity] = []
        for said in item.said:
            if isinstance(said, Unhandled):
                self.drop(self._kinds.label(said.kind))
            elif self.offer(said, live=live):
                taken.append(said)
        return taken

    def offer(self, act: Activity, *, live: bool = True) -> bool:
        """Take *act* if anybody is interested; return whether it was taken, and now first."""
        key = (act.verb, act.actor, act.record, act.object, act.revision)
        if key in self._told:
            return False
        self._told.add(key)
        interest = self.context.interest
        if not wanted(act, interest):
            self.drop("unmatched")
            return False
        interest.passed(act)
        (self.lately if live else self.history).append(act)
        return True

    def drop(self, reason: str) -> None:
        """Count something that is not passed on."""
        self._dropped[reason] += 1

    def miss(self, gap: Gap) -> None:
        """Tell of what could not be had."""
        self._gaps.append(gap)

    def bury(self, raw: bytes, error: UnreadableError, place: str, now: datetime) -> None:
        """Keep what can't be read."""
        self._dead.append(
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
        self, cursor: str, every: timedelta, looked: datetime | None, now: datetime
    ) -> Iterator[Page]:
        """Yield what was gathered, the cursor with the last page; after it, all of it is known.

        Args:
            looked: When it was looked at before.
        """
        parts = [(part, False) for part in _parts(_ordered(self.history, now))]
        parts += [(part, True) for part in _parts(_ordered(self.lately, now))]
        parts = parts or [((), True)]
        late = looked is not None and now - looked > every + PROMPT
        interval = now - looked if late and looked is not None else every
        for number, (part, live) in enumerate(parts, 1):
            first, last = number == 1, number == len(parts)
            yield Page(
                connector=self.name,
                activities=tuple(part),
                cursor=cursor if last else None,
                dead=tuple(self._dead) if last else (),
                dropped=dict(self._dropped) if last else {},
                live=live,
                interval=interval,
                reached=now if last else None,
                gap=_widest(self._gaps) if first else None,
                received=self._received if last else 0,
                samples=tuple(self.samples) if last else (),
            )
        for newest, look in self._looks:
            newest.settle(look)


def listed(found: Sequence[Item]) -> list[Listed[Item]]:
    """Return *found* as entries of a list; what can't be read goes by its bytes."""
    return [Listed(item.id or f"?{hash(item.source)}", item.at, item) for item in found]


def place_of(text: str, name: str) -> datetime:
    """Return the time that a stored place says.

    Raises:
        RefusedError: It says none.
    """
    try:
        return time_of(text, "place")[0]
    except UnreadableError:
        raise RefusedError(f"the stored cursor of {name} holds no place: {text[:40]!r}") from None


def _ordered(acts: Sequence[Activity], now: datetime) -> list[Activity]:
    """Return *acts* in the order in which they happened; what names no time comes last."""
    return sorted(acts, key=lambda act: (act.happened_at is None, act.happened_at or now))


def _parts(acts: Sequence[Activity]) -> list[Sequence[Activity]]:
    return [acts[at : at + FULL] for at in range(0, len(acts), FULL)]


def _widest(gaps: Sequence[Gap]) -> Gap | None:
    """Return one gap that all of *gaps* lie in."""
    if not gaps:
        return None
    return Gap(
        since=min(gap.since for gap in gaps),
        until=max(gap.until for gap in gaps),
        why=gaps[0].why,
    )
