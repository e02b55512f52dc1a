"""Which sources the page of records shows, and in which order: pure, values in, values out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urlencode

from monitor.domain.catalogue import Role, Source
from monitor.domain.text import fold
from monitor.weighing.credit import Credit

PAGE: Final = 50
"""Sources with a record on a page."""

NAMED: Final = 300
"""Most sources without one that are listed."""

LONGEST_SEARCH: Final = 100


class By(StrEnum):
    """By what sources with a record are sorted."""

    SETTLED = "settled"
    SHARE = "share"
    FIRST = "first"
    BACK = "back"
    NAME = "name"
    KIND = "kind"


_BYS: Final = {str(each): each for each in By}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader wants to see of the records.

    Attributes:
        words: Each of them must begin a word of a source's name, kind or language.
        turned: Whether the order is the other way round than goes without saying.
        page: From 1 on.
    """

    words: str = ""
    by: By = By.SETTLED
    turned: bool = False
    page: int = 1

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Wish:
        """Return what the query of an address asks for; what can't be understood is left out."""
        order, page = query.get("order", ""), query.get("page", "")
        by = _BYS.get(order.removeprefix("-"))
        return cls(
            words=" ".join(query.get("q", "")[:LONGEST_SEARCH].split()),
            by=by or By.SETTLED,
            turned=by is not None and order.startswith("-"),
            page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
        )

    def place(self, *, by: By | None = None, page: int = 1) -> str:
        """Return the address of another *page*, or of the order *by*: turned if it is that now."""
        turned = self.turned if by is None else by is self.by and not self.turned
        order = f"{'-' if turned else ''}{by or self.by}"
        asked = {"q": self.words, "order": order, "page": str(page)}
        plain = {"q": "", "order": str(By.SETTLED), "page": "1"}
        query = urlencode({name: text for name, text in asked.items() if text != plain[name]})
        return f"/records?{query}" if query else "/records"

    def sense(self, by: By) -> str | None:
        """Return how the column *by* is sorted, as screen readers are told; None = it is not."""
        if by is not self.by:
            return None
        return "ascending" if (by in _RISING) is not self.turned else "descending"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of the records.

    Attributes:
        credits: Sources with a record, those on the page.
        found: How many of them were asked for, on all pages.
        recorded: How many there are, whatever was asked for.
        others: Sources without a record, by name, at most `NAMED`; `unrecorded` were asked for.
        page, pages: Which page it is, of how many.
    """

    credits: Sequence[Credit]
    found: int
    recorded: int
    others: Sequence[Source]
    unrecorded: int
    page: int
    pages: int


def listing(
    credited: Sequence[Credit], others: Iterable[Source], wish: Wish, size: int = PAGE
) -> Listing:
    """Return the page that is asked for; the last one if there is none so far."""
    words = [fold(word) for word in wish.words.split()]
    found = [one for one in credited if _named(words, one.name, one.role, one.languages)]
    found.sort(key=_name)
    found.sort(key=_KEYS[wish.by], reverse=(wish.by in _RISING) is wish.turned)
    pages = max(1, -(-len(found) // size))
    page = min(wish.page, pages)
    bare = [one for one in others if _named(words, one.name, one.role, one.languages)]
    bare.sort(key=lambda one: (fold(one.name), one.slug))
    return Listing(
        credits=found[(page - 1) * size : page * size],
        found=len(found),
        recorded=len(credited),
        others=bare[:NAMED],
        unrecorded=len(bare),
        page=page,
        pages=pages,
    )


def _named(words: Sequence[str], name: str, role: Role | None, languages: Sequence[str]) -> bool:
    kind = str(role or "").replace("_", " ")
    said = fold(f"{name} {kind} {' '.join(languages)}").replace("-", " ").split()
    return all(any(each.startswith(word) for each in said) for word in words)


def _name(one: Credit) -> tuple[str, str]:
    return fold(one.name), one.record.source


_RISING: Final = frozenset({By.NAME, By.KIND})
"""What is sorted from the least to the most unless it is turned."""

_KEYS: Final[Mapping[By, Callable[[Credit], Any]]] = {
    By.SETTLED: lambda one: one.resolved,
    By.SHARE: lambda one: one.share.mean,
    By.FIRST: lambda one: one.record.first,
    By.BACK: lambda one: one.record.withdrawn,
    By.NAME: _name,
    By.KIND: lambda one: str(one.role or ""),
}
