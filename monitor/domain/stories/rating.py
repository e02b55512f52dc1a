"""The strength of a rumour in the alerts about it: a band and what it rests on, or no number."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from monitor.domain.alert import Kind, Notice
from monitor.domain.rumour import Strength

RECENT: Final = timedelta(hours=49)
"""An estimate that is older isn't shown: what can be estimated is stored each day."""

LIKELY: Final = "How likely the move is: "

_APART: Final = frozenset(
    {Kind.ALERT_CORRECTED, Kind.STORY_CONFIRMED, Kind.SENSITIVE_SURGE, Kind.TEST_PING}
)
"""What no longer stands, or has happened, or is about private life, is not rated."""


def rated(notice: Notice, strength: Strength | None) -> Notice:
    """Return *notice* with how strong the rumour was when it was last estimated, if it was."""
    if strength is None or notice.kind in _APART:
        return notice
    alert = notice.alert
    others = tuple(each for each in alert.unknown if not each.startswith(LIKELY))
    return replace(
        notice,
        alert=replace(alert, strength=strength, unknown=(*others, f"{LIKELY}{said(strength)}.")),
    )


def said(strength: Strength) -> str:
    """Return a strength in words: "15% to 35% in this window (low evidence; estimate)"."""
    if strength.probability is None or strength.low is None or strength.high is None:
        return "too little evidence for a number"
    week = f", about {strength.week:.0%} within seven days" if strength.week is not None else ""
    rests = f"{strength.evidence} evidence{f'; {strength.model}' if strength.model else ''}"
    return f"{strength.low:.0%} to {strength.high:.0%} in this window{week} ({rests})"
