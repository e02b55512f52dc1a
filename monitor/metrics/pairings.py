"""Keeps the page about pairings up to date: made in a thread, handed out as it lies there."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from monitor.domain.catalogue import Pairing
from monitor.domain.rumour import Strength
from monitor.domain.spiking import Loudness
from monitor.metrics.snapshot import Moods, Snapshot, choose, render

MOST: Final = 500
"""Pairings on the page where nothing else is configured."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page as it was last made.

    Attributes:
        body: The text; empty parts have their heads, so that every metric is named.
        tracked: Pairings that anything is known of, and *chosen* those on the page.
        seconds: How long making it took.
    """

    body: bytes
    tracked: int
    chosen: tuple[Pairing, ...]
    seconds: float


class Pairings:
    """What is known of pairings, and the page that tells it.

    Each method that notes something makes the page anew before it returns, which takes some
    10 ms for 500 pairings: it is called in a thread. Reading the page takes no time.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._known = Snapshot()
        self._noting = threading.Lock()
        self._sheet = self._make((), self._known)

    @property
    def sheet(self) -> Sheet:
        """The page as it stands."""
        return self._sheet

    @property
    def known(self) -> Snapshot:
        """What is known just now."""
        return self._known

    def limit(self, most: int) -> Sheet:
        """Show *most* pairings at most."""
        with self._noting:
            self._most = most
            return self._renew(self._known)

    def loudness(self, loudness: Mapping[Pairing, Loudness]) -> Sheet:
        """Note how loud each pairing is."""
        with self._noting:
            return self._renew(replace(self._known, loudness=loudness))

    def strengths(self, strengths: Mapping[Pairing, Strength]) -> Sheet:
        """Note how strong each rumour is."""
        with self._noting:
            return self._renew(replace(self._known, strengths=strengths))

    def moods(self, moods: Moods) -> Sheet:
        """Note how each pairing is taken."""
        with self._noting:
            return self._renew(replace(self._known, moods=moods))

    def only(self, watched: Callable[[Pairing], bool]) -> Sheet:
        """Forget those that are not *watched* any more: their series end, none freezes."""
        with self._noting:
            return self._renew(self._known.only(watched))

    def _renew(self, known: Snapshot) -> Sheet:
        self._known = known
        self._sheet = self._make(self._sheet.chosen, known)
        return self._sheet

    def _make(self, before: tuple[Pairing, ...], known: Snapshot) -> Sheet:
        began = time.perf_counter()
        tracked = known.pairings()
        chosen = choose(known, tracked, before, self._most)
        body = render(known, chosen)
        return Sheet(body, len(tracked), chosen, time.perf_counter() - began)
