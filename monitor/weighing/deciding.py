"""What weighing one bucket comes to: estimates that moved, rumours that ended, what is told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from monitor.domain.activity import Provenance
from monitor.domain.alert import Evidence as Piece
from monitor.domain.alert import Notice
from monitor.domain.catalogue import Catalogue, Pairing, Role
from monitor.domain.discretion import quotable
from monitor.domain.rumour import Case, Model, Outcome
from monitor.domain.rumour.confirming import REVERSIBLE
from monitor.domain.rumour.estimate import judge, speaking
from monitor.domain.stories import ending, wording
from monitor.domain.stories.advance import Advance, Before
from monitor.ports import Conclusion, Estimate, Saga, Words
from monitor.weighing.advancing import advanced
from monitor.weighing.concluding import conclude
from monitor.weighing.dossier import Dossier

STEP: Final = 0.01
"""An estimate that moved by a point is stored."""

TOLD: Final = timedelta(days=30)
"""How far back an alert belongs to a story that ends now."""


def weigh(
    dossiers: Sequence[Dossier],
    fresh: Sequence[Outcome],
    pairings: Collection[Pairing],
    before: Mapping[Pairing, Estimate],
    told: Mapping[Pairing, Before],
    model: Model,
) -> tuple[tuple[Estimate, ...], Conclusion, tuple[Advance, ...]]:
    """Return the estimates and the ends of rumours that are to be stored, and what is to be told.

    Args:
        fresh: Outcomes that a person has told since this was last asked.
        pairings: What is to be estimated, where it is open.
        before: The newest estimates that are stored.
        told: What was told of claims.
    """
    estimates: list[Estimate] = []
    advances: list[Advance] = []
    whole = Conclusion()
    for dossier in dossiers:
        own = [one for one in fresh if one.pairing.player == dossier.player]
        conclusion = conclude(dossier, own)
        whole = concluded(whole, conclusion)
        stands = [one for one in dossier.outcomes if one not in conclusion.reopened]
        now = replace(dossier, outcomes=[*stands, *conclusion.outcomes])
        for pairing in sorted(p for p in pairings if p.player == dossier.player):
            case = _case(now, pairing)
            if case is None:
                continue
            found = speaking(case, now.at)
            strength = judge(case, found, now.at, model)
            one = Estimate(pairing=pairing, at=now.at, strength=strength)
            if moved(before.get(pairing), one):
                estimates.append(one)
            advance = advanced(now, pairing, found, strength, told)
            if advance is not None:
                advances.append(advance)
    return tuple(estimates), whole, tuple(advances)


def _case(dossier: Dossier, pairing: Pairing) -> Case | None:
    """Return what a rumour is judged by; None for one that is over, or that nobody speaks of."""
    if not dossier.open(pairing):
        return None
    case = dossier.case(pairing)
    return case if case.testimonies or case.acts else None


def moved(before: Estimate | None, now: Estimate) -> bool:
    """Whether an estimate is worth storing: by a point, by its level, or as the day's first."""
    if before is None or before.at.date() != now.at.date():
        return True
    was, becomes = before.strength, now.strength
    if was.evidence is not becomes.evidence or was.model != becomes.model:
        return True
    return abs((was.probability or 0) - (becomes.probability or 0)) >= STEP


def notices(
    told: Iterable[Outcome],
    reopened: Iterable[Outcome],
    sagas: Mapping[str, Saga],
    said: Mapping[bytes, Piece],
    end: datetime,
    catalogue: Catalogue,
) -> Iterable[Notice]:
    """Yield what is told of stories that ended, or that did not after all: one note of each.

    Args:
        sagas: By player.
        said: What may be quoted of what confirms them, by the keys of activities.
    """
    for outcome in told:
        saga = sagas.get(outcome.pairing.player)
        if saga is None:
            continue
        if outcome.happened and not saga.over and end - outcome.at <= TOLD:
            club = catalogue.clubs[outcome.pairing.club].name
            yield ending.confirm(saga.newest, replace(outcome, told_at=end), said, club)
        elif not outcome.happened and _lately(saga, outcome.pairing, end):
            assert saga.confirmed is not None
            yield ending.reopen(saga.confirmed, outcome, end)
    for outcome in reopened:
        saga = sagas.get(outcome.pairing.player)
        if outcome.happened and saga is not None and _lately(saga, outcome.pairing, end):
            assert saga.confirmed is not None
            yield ending.reopen(saga.confirmed, None, end)


def quoted(words: Mapping[bytes, Words], catalogue: Catalogue) -> Mapping[bytes, Piece]:
    """Return public words as evidence, by their keys: those of proven accounts alone."""
    found: dict[bytes, Piece] = {}
    for key, one in words.items():
        account = catalogue.account(one.platform, one.account)
        if account is not None and account.standing is not Role.PUBLIC:
            found[key] = Piece(
                what="the words that say so",
                who=wording.owner(account, catalogue),
                provenance=Provenance.OBSERVED,
                url=one.url,
                quote=quotable(one.quote, catalogue) or None,
            )
    return found


def _lately(saga: Saga, pairing: Pairing, end: datetime) -> bool:
    """Whether this move was told as confirmed, and not long ago."""
    told = saga.confirmed.alert if saga.confirmed is not None else None
    return told is not None and told.pairing == pairing and end - told.told_at <= REVERSIBLE


def concluded(one: Conclusion, other: Conclusion) -> Conclusion:
    """Return both together."""
    return Conclusion(
        outcomes=one.outcomes + other.outcomes,
        reopened=one.reopened + other.reopened,
        verdicts=one.verdicts + other.verdicts,
        judged=one.judged | other.judged,
    )
