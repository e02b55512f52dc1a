"""The daemon's own pages over a store, with nothing running behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

from monitor.app.edition import Edition
from monitor.app.site import Site
from monitor.app.tide import Tide
from monitor.domain.catalogue import Catalogue
from monitor.domain.health import Health
from monitor.domain.seal import Seal
from monitor.ingest import SourceState
from monitor.judges.strength import chosen
from monitor.metrics import Metrics
from monitor.settings import Settings, load
from monitor.web import Desk, Library
from storage import Store
from tests.simulator.clock import HandClock

PUBLIC = "https://lastdance.example.org"


@dataclass
class FrontDesk:
    """Pages over *store*; what would run behind them is empty."""

    store: Store
    catalogue: Catalogue
    clock: HandClock
    seal: Seal = field(default_factory=lambda: Seal(b"\x33" * 32))
    states: Sequence[SourceState] = ()
    overrides: Mapping[str, Any] = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        """As the daemon's, with no source and no receiver but what was given."""
        made = {"web": {"public_url": PUBLIC}, "privacy": {"secret": "33" * 32}}
        return load(None, {}, {**made, **self.overrides})

    def desk(self) -> Desk:
        """Return what the pages are made from, put together as the daemon does it."""
        house: dict[str, Any] = {
            "gazette": self.store.gazette,
            "links": self.store.links,
            "exhibits": self.store.exhibits,
            "board": self.store.board,
        }
        site = Site(
            settings=self.settings,
            seal=self.seal,
            store=self.store,
            reader=self.store.reader,
            tide=Tide(),
            metrics=Metrics(),
            clock=self.clock,
            edition=lambda: self.edition,
            states=lambda: [*self.states],
            reload=_nothing,
            **house,
        )
        return site.desk()

    @property
    def edition(self) -> Edition:
        """What the pages ask of an edition."""
        newsroom = SimpleNamespace(
            catalogue=self.catalogue,
            library=Library(catalogue=self.catalogue, model=chosen(None)),
            heard={},
        )
        made = SimpleNamespace(
            newsroom=newsroom,
            settings=self.settings,
            kinds={},
            pushed={},
            paused="",
            pulse=lambda: 0.0,
            stuck=dict,
        )
        return cast("Edition", made)


def state(name: str, says: str) -> SourceState:
    """Return a source that says something."""
    began = datetime(2026, 1, 1, tzinfo=UTC)
    return SourceState(name=name, began=began, since=began, health=Health.HEALTHY, detail=says)


async def _nothing() -> None:
    """Reload, and nothing is wrong."""
