"""Notices of how a story ended: the move has happened, and, rarely, that it hasn't after all."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from monitor.domain import confirming, wording
from monitor.domain.activity import Provenance
from monitor.domain.alert import Alert, Evidence, Kind, Notice, Severity, Status
from monitor.domain.rumour import Evidence as Weight
from monitor.domain.rumour import Outcome, Strength

_SPACE: Final = uuid.UUID("5d0c3b7e-2f5b-5b0a-8a55-0f6d2f0f8c31")

_OVER: Final = "The rumours about other clubs end with it."


def confirm(before: Notice, outcome: Outcome, said: Mapping[bytes, Evidence]) -> Notice:
    """Return the notice that the move has happened which *before* told of.

    Args:
        said: What may be quoted of what confirms it, by the keys of activities.
    """
    quoted = {key: said[key] for key in outcome.keys if key in said}
    told = before.alert
    pushed = outcome.by.startswith(confirming.OPERATOR)
    alert = replace(
        told,
        status=Status.ENDED,
        severity=Severity.MAJOR,
        title=f"Confirmed: {told.player_name} to {told.club_name}",
        text=f"{told.player_name} has moved to {told.club_name}, as of "
        f"{wording.stamp(outcome.at)}. Who says so: {outcome.by}. {_OVER}",
        how_we_know=(_how(outcome),),
        reasons=("Everybody who got an alert of a story hears how it ended.",),
        evidence=(
            Evidence(
                what="the confirmation",
                who=outcome.by,
                provenance=Provenance.PUSHED if pushed else Provenance.OBSERVED,
                at=outcome.at,
            ),
            *quoted.values(),
        ),
        unknown=(),
        strength=Strength(Weight.INSUFFICIENT),
        told_at=outcome.told_at,
        buzz=None,
        state=None,
    )
    notice = _notice(Kind.STORY_CONFIRMED, alert, f"{outcome.at.isoformat()}:{outcome.by}")
    return replace(notice, quotes=tuple(quoted))


def reopen(confirmed: Notice, contrary: Outcome | None, at: datetime) -> Notice:
    """Return the notice that what *confirmed* told no longer stands.

    Args:
        confirmed: As it was told.
        contrary: Who says that the move did not happen; None = what confirmed it is gone.
        at: When that was seen.
    """
    told = confirmed.alert
    about = f"{told.player_name} to {told.club_name}"
    why = "What confirmed it was denied or deleted"
    if contrary is not None:
        why = f"{contrary.by} says that it has not happened"
    alert = replace(
        told,
        status=Status.CORRECTED,
        title=f"Corrected: {about} is not confirmed",
        text=f"{why}, seen at {wording.stamp(at)}. It had been told as confirmed at "
        f"{wording.stamp(told.told_at)}. The story is open again.",
        how_we_know=(f"{why}.",),
        reasons=("Everybody who got an alert hears when part of it no longer stands.",),
        evidence=(),
        unknown=("Whether the move happens.",),
        told_at=at,
    )
    return _notice(Kind.ALERT_CORRECTED, alert, f"reopened:{confirmed.cause.hex()}")


def _how(outcome: Outcome) -> str:
    if outcome.by.startswith(confirming.OPERATOR):
        return f"Told by the {outcome.by}, not observed by a source of ours."
    if outcome.by.startswith("club"):
        return f"Observed: the {outcome.by} says so itself, and the account is proven."
    return f"Observed: {outcome.by}, neither of which cites the other."


def _notice(kind: Kind, alert: Alert, what: str) -> Notice:
    name = f"{alert.pairing}:{what}"
    return Notice(kind=kind, alert=alert, cause=uuid.uuid5(_SPACE, name).bytes)
