"""When rumours of one player are over: what confirms, what reopens, what the calendar ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from monitor.domain import windows
from monitor.domain.catalogue import Pairing
from monitor.domain.rumour import Outcome, Testimony, confirming, verdicts
from monitor.domain.rumour.verdict import ONE_WINDOW
from monitor.ports import Conclusion
from monitor.weighing.dossier import Dossier


def conclude(dossier: Dossier, fresh: Sequence[Outcome]) -> Conclusion:
    """Return which rumours of a player are over, and what that makes of the sources' records.

    Args:
        dossier: What is known.
        fresh: Outcomes of the player that a person has told since this was last asked.
    """
    reopened = tuple(_reopened(dossier))
    stands = [one for one in dossier.outcomes if one not in reopened]
    dossier = replace(dossier, outcomes=stands)
    told = [*fresh, *_confirmed(dossier)]
    moved = [one for one in (*dossier.settled, *told) if one.happened]
    ended = [one for one in told if one not in fresh]
    for one in dict.fromkeys(moved):
        ended.extend(_rivals(dossier, one, [*stands, *told, *ended]))
    dossier = replace(dossier, outcomes=[*stands, *(one for one in ended if one not in stands)])
    lapsed = list(_lapsed(dossier))
    dossier = replace(dossier, outcomes=[*dossier.outcomes, *lapsed])
    outcomes = [*ended, *lapsed]
    return judged(dossier, [*fresh, *outcomes], reopened, outcomes)


def judged(
    dossier: Dossier,
    told: Sequence[Outcome],
    reopened: Sequence[Outcome] = (),
    outcomes: Sequence[Outcome] = (),
) -> Conclusion:
    """Return the *outcomes* to be stored, with the verdicts upon the sources that they bring.

    Args:
        dossier: What is known, with the outcomes that are *told* among its own.
        told: Outcomes that are new.
        reopened: Outcomes that don't hold any more.
    """
    again = {one.pairing for one in (*told, *reopened)}
    near = [
        one
        for fresh in (*told, *reopened)
        for one in (fresh, *dossier.near(fresh.pairing, fresh.at))
    ]
    places = frozenset((one.pairing, _counts(dossier, one)) for one in near)
    said = [one for pairing in sorted(again) for one in dossier.ever(pairing)]
    mine = [one for one in dossier.outcomes if one.pairing in again]
    return Conclusion(
        outcomes=tuple(outcomes),
        reopened=tuple(reopened),
        verdicts=tuple(
            one for one in verdicts(mine, said, dossier.settles) if (one.pairing, one.at) in places
        ),
        judged=places,
    )


def _counts(dossier: Dossier, outcome: Outcome) -> datetime:
    """Return from when on verdicts count that an outcome brings."""
    return max(outcome.at, dossier.settles(outcome) or outcome.at)


def _reopened(dossier: Dossier) -> Iterator[Outcome]:
    """Yield outcomes that what was said since has made void, with those of the rivals."""
    for one in dossier.settled:
        if confirming.reversible(one, dossier.at) and _confirm(dossier, one.pairing, one) is None:
            yield one
            name = _name(dossier, one.pairing)
            for rival in dossier.outcomes:
                if rival == confirming.elsewhere(one, rival.pairing, name):
                    yield rival


def _confirmed(dossier: Dossier) -> Iterator[Outcome]:
    """Yield the move that is confirmed, if one is; a player makes one at a time."""
    found = [
        outcome
        for pairing in dossier.pairings
        if dossier.open(pairing) and (outcome := _confirm(dossier, pairing)) is not None
    ]
    if found:
        yield min(found, key=lambda one: (one.at, one.pairing))


def _confirm(dossier: Dossier, pairing: Pairing, without: Outcome | None = None) -> Outcome | None:
    said = dossier.testimonies(pairing, without)
    words = tuple(dossier.words(pairing, said))
    return confirming.confirmed(pairing, said, words, dossier.records, dossier.names, dossier.at)


def _rivals(dossier: Dossier, moved: Outcome, known: Sequence[Outcome]) -> Iterator[Outcome]:
    """Yield what a move means for the rumours about other clubs."""
    for rival in dossier.pairings:
        near = (one for one in known if one.pairing == rival)
        if rival == moved.pairing or any(abs(one.at - moved.at) <= ONE_WINDOW for one in near):
            continue
        since = moved.at - ONE_WINDOW
        if _claimed(dossier.ever(rival), since, moved.at):
            yield confirming.elsewhere(moved, rival, _name(dossier, moved.pairing))


def _lapsed(dossier: Dossier) -> Iterator[Outcome]:
    """Yield rumours whose time is over."""
    for pairing in dossier.pairings:
        if not dossier.open(pairing):
            continue
        said = dossier.ever(pairing)
        for end in _ends(dossier, pairing, said):
            if dossier.near(pairing, end):
                continue
            outcome = confirming.lapsed(pairing, said, end, end - ONE_WINDOW, dossier.at)
            if outcome is not None:
                yield outcome
                break


def _ends(dossier: Dossier, pairing: Pairing, said: Sequence[Testimony]) -> Iterator[datetime]:
    """Yield when the last window closed, and when the time is over of a rumour without one."""
    closed = windows.closed(dossier.catalogue, pairing, dossier.at)
    if closed is not None:
        yield closed
    if windows.closing(dossier.catalogue, pairing, dossier.at) is None:
        since = dossier.since(pairing)
        begun = [
            one.at for one in said if confirming.forward(one) and (not since or one.at > since)
        ]
        if begun and min(begun) + windows.FREE <= dossier.at:
            yield min(begun) + windows.FREE


def _claimed(said: Sequence[Testimony], since: datetime, until: datetime) -> bool:
    return any(confirming.forward(one) and since < one.at <= until for one in said)


def _name(dossier: Dossier, pairing: Pairing) -> str:
    club = dossier.catalogue.clubs.get(pairing.club)
    return club.name if club is not None else pairing.club
