"""What is worth passing on: the catalogue's accounts, its names, and records that are kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from monitor.domain.activity import Activity
from monitor.domain.catalogue import Catalogue
from monitor.domain.seal import Seal
from monitor.domain.text import fold
from monitor.ports import Matcher

KEPT_FOR = timedelta(hours=48)
KEPT_AT_MOST = 1_000_000


@dataclass(slots=True)
class KeptRecords:
    """Records that are kept, as 64-bit hashes: the newest of the last 48 hours.

    Attributes:
        evicted: How many went because there were too many.
    """

    at_most: int = KEPT_AT_MOST
    evicted: int = 0
    _added: OrderedDict[int, float] = field(default_factory=OrderedDict)

    def __len__(self) -> int:
        return len(self._added)

    def __contains__(self, record: bytes) -> bool:
        return int.from_bytes(record[:8]) in self._added

    def add(self, records: Iterable[bytes], now: datetime) -> None:
        """Note *records* as kept since *now*; the oldest make room."""
        stamp = now.timestamp()
        for record in records:
            self._added.setdefault(int.from_bytes(record[:8]), stamp)
        while len(self._added) > self.at_most:
            self._added.popitem(last=False)  # a plain dict would search for its first, each time
            self.evicted += 1

    def forget(self, now: datetime) -> None:
        """Let go of what is older than 48 hours; what was added goes in the order it came."""
        limit = (now - KEPT_FOR).timestamp()
        old = []
        for key, stamp in self._added.items():
            if stamp >= limit:
                break
            old.append(key)
        for key in old:
            del self._added[key]


@dataclass(slots=True)
class Attention:
    """Implements `ports.Interest` over the catalogue of the moment.

    Attributes:
        everything: Pass all on.
    """

    everything: bool
    catalogue: Catalogue
    matcher: Matcher | None
    seal: Seal
    kept: KeptRecords

    def actor(self, platform: str, actor: str) -> bool:
        return self.catalogue.account(platform, actor) is not None

    def object(self, platform: str, address: str) -> bool:
        return len(self.kept) > 0 and self.seal.record(platform, address) in self.kept

    def text(self, text: str) -> bool:
        matcher = self.matcher
        return matcher is not None and bool(text) and matcher.touches(fold(text))

    def passed(self, activity: Activity) -> None:
        if activity.record is not None and not self.everything:
            record = self.seal.record(activity.platform, activity.record)
            self.kept.add((record,), activity.seen_at)
