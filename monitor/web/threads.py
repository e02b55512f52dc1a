"""Alerts about a pairing, each with why it fired."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from monitor.domain.alert import Notice
from monitor.domain.catalogue import Pairing
from monitor.web.gates import Gate, gates


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """One alert about a pairing, with why it fired.

    Attributes:
        notices: Oldest first.
        gates: Numbers of the loudest notice about talk, with what each takes.
    """

    notices: tuple[Notice, ...]
    gates: tuple[Gate, ...] = ()

    @property
    def newest(self) -> Notice:
        """How it stands."""
        return self.notices[-1]


def threads(notices: Iterable[Notice], pairing: Pairing) -> Iterator[Thread]:
    """Yield the alerts that are about the pairing, the one told last first."""
    grouped: dict[str, list[Notice]] = {}
    for notice in notices:
        if _about(notice, pairing):
            grouped.setdefault(notice.alert.id, []).append(notice)
    newest = sorted(grouped.values(), key=lambda told: told[-1].alert.told_at, reverse=True)
    for told in newest:
        loud = [one for one in told if one.alert.buzz is not None and _loud(one, pairing)]
        peak = max(
            loud, key=lambda one: one.alert.buzz.authors if one.alert.buzz else 0, default=None
        )
        yield Thread(notices=tuple(told), gates=gates(peak) if peak is not None else ())


def _about(notice: Notice, pairing: Pairing) -> bool:
    alert = notice.alert
    if alert.pairing.player != pairing.player:
        return False
    named = {alert.pairing.club, *(one.slug for one in alert.rivals)}
    named |= {club.slug for part in notice.parts for club in part.clubs}
    return pairing.club in named


def _loud(notice: Notice, pairing: Pairing) -> bool:
    """Whether the numbers of a notice are those of the pairing, not of a rival."""
    alert = notice.alert
    club = alert.buzz_club.slug if alert.buzz_club is not None else alert.pairing.club
    return club == pairing.club
