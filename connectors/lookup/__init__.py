"""Asks platforms for what the wire only points to, and whether what it brought still stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from monitor.domain.activity import Activity
from monitor.ports import Objects


class Lookup(Objects, Protocol):
    """Looks up records, and accounts by their handles, on one platform."""

    async def resolve(self, handle: str) -> str | None:
        """Return the stable id of the account that has *handle* now; None = there is none.

        Raises:
            TransientError: It may work later.
            RefusedError: A person must act.
        """


@dataclass(frozen=True, slots=True)
class Lookups:
    """Lookups of several platforms; on any other there is nothing to be found."""

    by_platform: dict[str, Lookup] = field(default_factory=dict)

    async def fetch(self, platform: str, addresses: Sequence[str]) -> Mapping[str, Activity]:
        lookup = self.by_platform.get(platform)
        return await lookup.fetch(platform, addresses) if lookup else {}

    async def resolve(self, platform: str, handle: str) -> str | None:
        """Return the stable id of the account that has *handle* now; see `Lookup.resolve`."""
        lookup = self.by_platform.get(platform)
        return await lookup.resolve(handle) if lookup else None
