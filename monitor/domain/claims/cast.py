"""Who is who in a text, as one pairing sees it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, TypeAlias

from monitor.domain.catalogue import Pairing
from monitor.domain.names.hit import Hit, Named

Span: TypeAlias = tuple[int, int]

MOST: Final = 60
"""Names of one text that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Where a folded text names the pairing, and others; start and end in characters.

    Attributes:
        player, club: The two of the pairing.
        players, clubs: All others.
    """

    player: tuple[Span, ...] = ()
    club: tuple[Span, ...] = ()
    players: tuple[Span, ...] = ()
    clubs: tuple[Span, ...] = ()

    def spans(self) -> tuple[Span, ...]:
        """Return where names stand."""
        return (*self.player, *self.club, *self.players, *self.clubs)


def cast(hits: Iterable[Hit], pairing: Pairing) -> Cast:
    """Return who is who among the names found in a text.

    A name that several bear is the pairing's if one of them is meant by it.
    """
    own: dict[Named, set[Span]] = {Named.PLAYER: set(), Named.CLUB: set()}
    other: dict[Named, set[Span]] = {Named.PLAYER: set(), Named.CLUB: set()}
    wanted = {Named.PLAYER: pairing.player, Named.CLUB: pairing.club}
    for hit in islice(hits, MOST):
        if hit.named in wanted:
            side = own if hit.slug == wanted[hit.named] else other
            side[hit.named].add((hit.start, hit.end))
    taken = own[Named.PLAYER] | own[Named.CLUB]
    return Cast(
        player=tuple(sorted(own[Named.PLAYER])),
        club=tuple(sorted(own[Named.CLUB])),
        players=_apart(other[Named.PLAYER], taken),
        clubs=_apart(other[Named.CLUB], taken),
    )


def within(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether one of *spans* begins between *start* and *end*."""
    return any(start <= span[0] < end for span in spans)


def covers(spans: Sequence[Span], place: int) -> bool:
    """Whether *place* lies in one of *spans*."""
    return any(start <= place < end for start, end in spans)


def _apart(spans: set[Span], taken: set[Span]) -> tuple[Span, ...]:
    """Return those of *spans* that overlap none that are *taken*."""
    return tuple(
        sorted(
            one for one in spans if not any(one[0] < its[1] and its[0] < one[1] for its in taken)
        )
    )
