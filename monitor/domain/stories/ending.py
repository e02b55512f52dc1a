"""Notices of how a story ended: the move has happened, and, rarely, that it hasn't after all."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from monitor.domain.activity import Provenance
from monitor.domain.alert import Alert, Evidence, Kind, Named, Notice, Part, Severity, Status
from monitor.domain.rumour import Evidence as Weight
from monitor.domain.rumour import Outcome, Strength, confirming
from monitor.domain.stories import story, wording

_SPACE: Final = uuid.UUID("5d0c3b7e-2f5b-5b0a-8a55-0f6d2f0f8c31")


def confirm(before: Notice, outcome: Outcome, said: Mapping[bytes, Evidence], club: str) -> Notice:
    """Return the one notice that closes a story: the move has happened.

    Args:
        before: How the story's alert stands, whichever club led it.
        club: Name of the club that the player moved to.
        said: What may be quoted of what confirms it, by the keys of activities.
    """
    quoted = {key: said[key] for key in outcome.keys if key in said}
    told = before.alert
    parts = story.standing(before)
    rivals = _rivals(told, outcome, parts)
    pushed = outcome.by.startswith(confirming.OPERATOR)
    alert = replace(
        told,
        status=Status.ENDED,
        severity=Severity.MAJOR,
        pairing=outcome.pairing,
        club_name=club,
        title=f"Confirmed: {told.player_name} to {club}",
        text=f"{told.player_name} has moved to {club}, as of "
        f"{wording.stamp(outcome.at)}. Who says so: {outcome.by}. {_over(rivals)}",
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
        told_at=max(outcome.told_at, told.told_at),  # the last word is not dated before another
        happened_at=outcome.at,
        buzz=None,
        state=None,
        rivals=rivals,
        buzz_club=None,
        phases=(),
        lift=None,
        earlier=None,
        claim=None,
    )
    notice = _notice(Kind.STORY_CONFIRMED, alert, f"{outcome.at.isoformat()}:{outcome.by}")
    return replace(notice, quotes=tuple(quoted), parts=parts, repeats=_keys(parts), closes=True)


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
    notice = _notice(Kind.ALERT_CORRECTED, alert, f"reopened:{confirmed.cause.hex()}")
    parts = confirmed.parts
    return replace(notice, parts=parts, repeats=_keys(parts), closes=False)


def _rivals(told: Alert, outcome: Outcome, parts: Sequence[Part]) -> tuple[Named, ...]:
    """Return the clubs whose rumours end with the move, as far as the story names them."""
    named = [Named(told.pairing.club, told.club_name), *told.rivals]
    named += [club for one in parts for club in one.clubs]
    return tuple(one for one in dict.fromkeys(named) if one.slug != outcome.pairing.club)


def _over(rivals: Sequence[Named]) -> str:
    names = [one.name for one in rivals]
    if not names:
        return "The rumours about other clubs end with it."
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"The rumours about {listed} end with it."


def _keys(parts: Sequence[Part]) -> tuple[bytes, ...]:
    return tuple(sorted({key for one in parts for key in one.keys}))


def _how(outcome: Outcome) -> str:
    if outcome.by.startswith(confirming.OPERATOR):
        return f"Told by the {outcome.by}, not observed by a source of ours."
    if outcome.by.startswith("club"):
        return f"Observed: the {outcome.by} says so itself, and the account is proven."
    return f"Observed: {outcome.by}, neither of which cites the other."


def _notice(kind: Kind, alert: Alert, what: str) -> Notice:
    name = f"{alert.pairing}:{what}"
    return Notice(kind=kind, alert=alert, cause=uuid.uuid5(_SPACE, name).bytes)
