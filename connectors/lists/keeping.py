"""Records that were passed on, to be asked for again: what is gone there must go here.

Sources without delete events tell it by what is missing. Who wrote what stands in a cursor hidden,
under the install's secret.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

import msgspec

from connectors.wire.fields import EPOCH
from monitor.domain.activity import Activity, Verb
from monitor.domain.seal import Seal
from monitor.ports import RefusedError

MOST: Final = 2_000
"""Records that are asked for again: the newest."""

KEPT_FOR: Final = timedelta(days=30)


class _Row(msgspec.Struct, array_like=True):
    id: str
    record: str
    author: str
    made: int
    checked: int
    mark: str


_decode: Final = msgspec.json.Decoder(list[_Row]).decode


@dataclass(frozen=True, slots=True)
class Kept:
    """A record that was passed on.

    Attributes:
        id: By which it is asked for.
        record, author: As its activity named them.
        made: When it was passed on.
        checked: When it was last seen to stand.
        mark: How it was then: a revision, or counts.
    """

    id: str
    record: str
    author: str
    made: datetime
    checked: datetime
    mark: str = ""


@dataclass(slots=True)
class Keeping:
    """The records of one connector.

    Attributes:
        every: How often each is asked for.
        most: How many are kept.
    """

    every: timedelta
    most: int = MOST
    kept: OrderedDict[str, Kept] = field(default_factory=OrderedDict)

    def keep(self, acts: Iterable[Activity], ids: dict[str, str], now: datetime) -> None:
        """Keep the posts among *acts*, by the *ids* of their records, as they were edited last."""
        for act in acts:
            if act.record is None or act.record not in ids:
                continue
            at = ids[act.record]
            if act.verb is Verb.CREATE:
                self.kept.setdefault(at, Kept(at, act.record, act.actor, now, now))
            elif at in self.kept and act.revision is not None:
                self.kept[at] = replace(self.kept[at], mark=str(act.revision))
        while len(self.kept) > self.most:
            self.kept.popitem(last=False)

    def due(self, now: datetime, most: int) -> list[Kept]:
        """Return records to be asked for *now*, those that waited longest first."""
        for one in [one for one in self.kept.values() if now - one.made > KEPT_FOR]:
            del self.kept[one.id]
        waiting = [one for one in self.kept.values() if one.checked + self.every <= now]
        return sorted(waiting, key=lambda one: (one.checked, one.id))[:most]

    def stands(self, one: Kept, now: datetime, mark: str = "") -> None:
        """Note that *one* was seen to stand, as *mark* says."""
        self.kept[one.id] = replace(one, checked=now, mark=mark or one.mark)

    def gone(self, one: Kept, platform: str, now: datetime) -> Activity:
        """Let go of *one*, and return that it is gone."""
        self.kept.pop(one.id, None)
        return Activity(
            platform=platform,
            verb=Verb.DELETE,
            undoes=Verb.CREATE,
            actor=one.author,
            record=one.record,
            object=one.record,
            seen_at=now,
        )

    def hidden(self, seal: Seal) -> str:
        """Return it as a cursor holds it; empty where nothing is kept."""
        rows = [
            _Row(k.id, k.record, k.author, _seconds(k.made), _seconds(k.checked), k.mark)
            for k in self.kept.values()
        ]
        return seal.hide(msgspec.json.encode(rows).decode()) if rows else ""

    def reveal(self, hidden: str, seal: Seal, name: str) -> None:
        """Take what a cursor holds; what another install hid is forgotten.

        Raises:
            RefusedError: It is none of ours.
        """
        self.kept.clear()
        text = seal.reveal(hidden) if hidden else None
        if text is None:
            return
        try:
            rows = _decode(text)
        except (ValueError, RecursionError):
            raise RefusedError(f"the stored cursor of {name} can't be read") from None
        for row in rows:
            made, checked = (EPOCH + timedelta(seconds=at) for at in (row.made, row.checked))
            self.kept[row.id] = Kept(row.id, row.record, row.author, made, checked, row.mark)


def _seconds(at: datetime) -> int:
    return int(at.timestamp())
