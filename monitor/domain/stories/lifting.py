"""The notice of a general surge: one for all that rise together, in place of one for each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from monitor.domain.alert import (
    Alert,
    Kind,
    Notice,
    Severity,
    Status,
    alert_id,
    story_id,
)
from monitor.domain.catalogue import Catalogue, Pairing
from monitor.domain.rumour import Evidence, Strength
from monitor.domain.spike import Surge

RULE: Final = "general-surge"

ONCE_IN: Final = timedelta(hours=12)
"""A scope's surge is noted once in this time, from 06:00 or 18:00 UTC on: a match night once."""

_BEGINS: Final = datetime(2026, 1, 1, 6, tzinfo=UTC)


def lifted(
    surge: Surge,
    club: str | None,
    loudest: Pairing,
    catalogue: Catalogue,
    end: datetime,
    at: datetime,
) -> Notice:
    """Return the notice, to nobody, that all pairings, or all of a *club*, rise together.

    Args:
        club: Whose pairings they are; None = all.
        loudest: The pairing under which it is filed.
        end: Of the bucket in which it was seen; *at*: when it is noted.
    """
    watch = _BEGINS + (end - _BEGINS) // ONCE_IN * ONCE_IN
    first = f"{club or '*'}:{watch.isoformat()}".encode()
    story = story_id(RULE, first)
    name = "" if club is None else f" around {catalogue.clubs[club].name}"
    many = f"{surge.raised} of {surge.active} pairings"
    times = f"{surge.factor:.1f} times their usual"
    alert = Alert(
        id=alert_id(RULE, story, first),
        rule=RULE,
        story=story,
        pairing=loudest,
        player_name=catalogue.players[loudest.player].name,
        club_name=catalogue.clubs[loudest.club].name,
        status=Status.STARTED,
        severity=Severity.INFO,
        title=f"General surge{name}: {many} at {times}",
        text=f"General surge{name}: {many} are talked of twice as much as usual or more, in the "
        f"middle {times}. What all have in common is no news of one: a match day, a draw, a "
        "great story about somebody else.",
        how_we_know=(f"Counted for every watched pairing in the 30 min before {end:%H:%M} UTC.",),
        reasons=("At least half of the pairings that are talked of have doubled together.",),
        evidence=(),
        unknown=("What lifts them: that is not looked for.",),
        strength=Strength(Evidence.INSUFFICIENT),
        happened_at=end,
        told_at=at,
    )
    held = f"general surge{name}: {many} at {times}; one notice for all"
    return Notice(kind=Kind.STORY_STARTED, alert=alert, cause=first, held=held, why="surge")
