"""In which order the board shows pairings, and which of them: pure, values in, values out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from monitor.domain.alert import State
from monitor.domain.learning import learning
from monitor.domain.rumour import Evidence
from monitor.domain.text import fold
from monitor.ports.board import Row

PAGE: Final = 50
"""Rows on a page."""

FRESH: Final = timedelta(hours=24)
"""An act is news for so long."""

LONGEST_SEARCH: Final = 100


class Show(StrEnum):
    """Which rows are shown."""

    ALL = "all"
    LOUD = "loud"
    ACTS = "acts"
    CLAIMED = "claimed"
    LEARNING = "learning"


class Order(StrEnum):
    """By what rows are sorted."""

    MATTER = "matter"
    BUZZ = "buzz"
    STRENGTH = "strength"
    NAME = "name"


_SHOWS: Final = {str(each): each for each in Show}
_ORDERS: Final = {str(each): each for each in Order}
_STATES: Final = {State.FIRING: 0, State.PROVISIONAL: 1, State.COOLING: 2, State.QUIET: 3}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader wants to see of the board.

    Attributes:
        words: Each of them must begin a word of the player's or the club's name.
        page: From 1 on.
    """

    words: str = ""
    show: Show = Show.ALL
    order: Order = Order.MATTER
    page: int = 1

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Wish:
        """Return what the query of an address asks for; what can't be understood is left out."""
        asked, order, page = (query.get(name, "") for name in ("show", "order", "page"))
        return cls(
            words=" ".join(query.get("q", "")[:LONGEST_SEARCH].split()),
            show=_SHOWS.get(asked, Show.ALL),
            order=_ORDERS.get(order, Order.MATTER),
            page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
        )

    def query(self, **changes: Any) -> dict[str, str]:
        """Return the query that asks for this, with *changes*; what goes without saying is not."""
        asked = {"q": self.words, "show": self.show, "order": self.order, "page": self.page}
        asked.update(changes)
        plain = {"q": "", "show": Show.ALL, "order": Order.MATTER, "page": 1}
        return {name: str(value) for name, value in asked.items() if value != plain[name]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page of the board.

    Attributes:
        rows: Those on the page.
        found: How many were asked for, on all pages.
        counts: How many there are of each kind, whatever was asked for.
        page, pages: Which page it is, of how many.
    """

    rows: Sequence[Row]
    found: int
    counts: Mapping[Show, int]
    page: int
    pages: int


def sheet(rows: Sequence[Row], wish: Wish, now: datetime, size: int = PAGE) -> Sheet:
    """Return the page of *rows* that is asked for; the last one if there is none so far."""
    kinds = {show: [row for row in rows if _is(row, show, now)] for show in Show}
    words = [fold(word) for word in wish.words.split()]
    found = [row for row in kinds[wish.show] if named(row, words)]
    found.sort(key=_order(wish.order, now))
    pages = max(1, -(-len(found) // size))
    page = min(wish.page, pages)
    return Sheet(
        rows=found[(page - 1) * size : page * size],
        found=len(found),
        counts={show: len(some) for show, some in kinds.items()},
        page=page,
        pages=pages,
    )


def named(row: Row, words: Sequence[str]) -> bool:
    """Whether each of *words*, folded, begins a word of the names of *row*."""
    names = fold(f"{row.player or ''} {row.club or ''}").replace("-", " ").split()
    return all(any(name.startswith(word) for name in names) for word in words)


def loud(row: Row) -> bool:
    """Whether there is far more talk than usual, or just was."""
    return row.state is not State.QUIET


def acted(row: Row, now: datetime) -> bool:
    """Whether somebody who matters acted within a day."""
    return row.act is not None and now - row.act.at < FRESH


def claimed(row: Row) -> bool:
    """Whether there is enough evidence for a strength."""
    return row.strength is not None and row.strength.evidence is not Evidence.INSUFFICIENT


def _is(row: Row, show: Show, now: datetime) -> bool:
    match show:
        case Show.LOUD:
            return loud(row)
        case Show.ACTS:
            return acted(row, now)
        case Show.CLAIMED:
            return claimed(row)
        case Show.LEARNING:
            return learning(row.since or now, now) is not None
        case Show.ALL:
            return True


def _order(order: Order, now: datetime) -> Callable[[Row], tuple[Any, ...]]:
    def name(row: Row) -> tuple[str, str]:
        return fold(row.player or "\uffff"), fold(row.club or "\uffff")

    def buzz(row: Row) -> float:
        return -1.0 if row.buzz is None else float(row.buzz.authors)

    def chance(row: Row) -> float:
        return (row.strength.probability or 0.0) if row.strength and claimed(row) else -1.0

    def matter(row: Row) -> tuple[Any, ...]:
        score = row.buzz.score if row.buzz is not None else 0.0
        return (
            _STATES[row.state],
            not acted(row, now),
            -score if loud(row) else 0.0,
            -chance(row),
            -buzz(row),
            *name(row),
        )

    match order:
        case Order.BUZZ:
            return lambda row: (-buzz(row), *name(row))
        case Order.STRENGTH:
            return lambda row: (-chance(row), *name(row))
        case Order.NAME:
            return name
        case Order.MATTER:
            return matter
