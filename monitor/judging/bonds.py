"""The same act, whether its source names its record or only who did what to whom."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from monitor.domain.activity import ENDING, Activity, Verb
from monitor.domain.seal import Seal
from monitor.ports import Bond

BINDING: Final = frozenset({Verb.LIKE, Verb.ANNOUNCE, Verb.FOLLOW})
"""What one does to a record once, until it is taken back."""


def bond_of(activity: Activity, seal: Seal) -> Bond | None:
    """Return who did what to which record, or took that back; None for all other acts."""
    verb = activity.undoes if activity.verb in ENDING else activity.verb
    if verb not in BINDING or activity.object is None or activity.object == activity.record:
        return None
    platform = activity.platform
    of = seal.author if verb is Verb.FOLLOW else seal.record
    return Bond(seal.author(platform, activity.actor), verb, of(platform, activity.object))


def twin_of(activity: Activity, seal: Seal) -> bytes:
    """Return the seal that stands for the record of *activity* where nobody names it."""
    return seal.record_of(replace(activity, record=None))
