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
from monitor.metrics.snapshot import (
    Moods,
    Snapshot,
    choose,
    write_loudness,
    write_moods,
    write_strengths,
)

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
    chosen: frozenset[Pairing]
    seconds: float


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of the page, kept for as long as what it tells stays as it is.

    Attributes:
        of: What it tells, and *named* whom that is about.
        chosen: Of whom it tells; None = of all.
    """

    of: object = None
    named: frozenset[Pairing] = frozenset()
    chosen: frozenset[Pairing] | None = None
    text: bytes | None = None


class Pairings:
    """What is known of pairings, and the page that tells it.

    Each method that notes something makes the page anew before it returns, which takes some
    10 ms for 500 pairings: it is called in a thread. Reading the page takes no time. What is
    noted is copied: a part is written anew when it was noted anew, whoever keeps the mapping and
    changes it.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._known = Snapshot()
        self._noting = threading.Lock()
        self._parts = (_Part(), _Part(), _Part())
        self._sheet = self._make(frozenset(), self._known)

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
            return self._renew(replace(self._known, loudness=dict(loudness)))

    def strengths(self, strengths: Mapping[Pairing, Strength]) -> Sheet:
        """Note how strong each rumour is."""
        with self._noting:
            return self._renew(replace(self._known, strengths=dict(strengths)))

    def moods(self, moods: Moods) -> Sheet:
        """Note how each pairing is taken."""
        with self._noting:
            return self._renew(replace(self._known, moods=dict(moods)))

    def only(self, watched: Callable[[Pairing], bool]) -> Sheet:
        """Forget those that are not *watched* any more: their series end, none freezes."""
        with self._noting:
            return self._renew(self._known.only(watched))

    def _renew(self, known: Snapshot) -> Sheet:
        self._known = known
        self._sheet = self._make(self._sheet.chosen, known)
        return self._sheet

    def _make(self, before: frozenset[Pairing], known: Snapshot) -> Sheet:
        began = time.perf_counter()
        loud, strong, taken = self._parts
        if loud.of is not known.loudness:
            loud = _Part(known.loudness, frozenset(known.loudness))
        if strong.of is not known.strengths:
            strong = _Part(known.strengths, frozenset(known.strengths))
        if taken.of is not known.moods:
            taken = _Part(known.moods, frozenset(pairing for pairing, _ in known.moods))
        tracked = loud.named | strong.named | taken.named
        chosen = choose(known, tracked, before, self._most)
        shown = None if chosen is tracked else chosen
        private = {pairing for pairing, of in known.loudness.items() if of.private}
        told = chosen - private if private else shown  # of private life only how much is said
        self._parts = (
            _written(loud, shown, lambda: write_loudness(known.loudness, shown)),
            _written(strong, told, lambda: write_strengths(known.strengths, told)),
            _written(taken, told, lambda: write_moods(known.moods, told)),
        )
        body = b"".join(part.text or b"" for part in self._parts)
        return Sheet(body, len(tracked), chosen, time.perf_counter() - began)


def _written(part: _Part, shown: frozenset[Pairing] | None, write: Callable[[], bytes]) -> _Part:
    """Return *part* with its text, which is written anew only where it must be."""
    if part.text is not None and part.chosen == shown:
        return part
    return replace(part, chosen=shown, text=write())
