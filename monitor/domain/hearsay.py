"""Hearsay: acts that people and texts tell of, and what makes them sure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Final

from monitor.domain.act import Act
from monitor.domain.activity import Provenance, Verb
from monitor.domain.alert import Evidence
from monitor.domain.catalogue import Role
from monitor.domain.deed import Deed
from monitor.domain.text import quote

OBSERVER: Final = 60
"""Longest name of an observer that is shown, in characters."""

ONE_ACT: Final = timedelta(hours=24)
"""What several say within this time of one doer, one verb and one object is one act."""


def one_act(one: Act, other: Act) -> bool:
    """Whether two accounts of an act, at least one of them by hearsay, are of the same act.

    What our own sources see is told apart by its records, and never compared here.
    """
    if (one.pairing, one.verb) != (other.pairing, other.verb):
        return False
    if one.provenance is Provenance.OBSERVED is other.provenance:
        return False
    return one.record == other.record or (_one_doer(one, other) and _one_object(one, other))


def _one_doer(one: Act, other: Act) -> bool:
    """Whether the same person acted, at about the same time: a player may be known by name."""
    alike = one.actor == other.actor or one.role is other.role is Role.PLAYER
    return alike and one.platform == other.platform and abs(one.at - other.at) <= ONE_ACT


def _one_object(one: Act, other: Act) -> bool:
    """Whether both are about the same thing, as far as they say; a follow is about the club."""
    if one.verb in {Verb.FOLLOW, Verb.UNDO}:
        return True
    silent = one.object is None or other.object is None
    return one.verb is not Verb.CREATE if silent else one.object == other.object


def certainty(accounts: Iterable[Act]) -> int:
    """Return how sure an act is that *accounts* tell of.

    0: one voice says so; 1: two do, who are not the same; 2: a source of ours saw it.
    """
    voices = {act.voice for act in accounts}
    if any(provenance is Provenance.OBSERVED for provenance, _ in voices):
        return 2
    return int(len(voices) > 1)


def standing(deed: Deed) -> str:
    """Return who says so, for the end of a title; empty for what a source of ours saw first."""
    told = [*deed.witnesses, deed.act]
    if told[0].provenance is Provenance.OBSERVED:
        return ""
    said = [_voice_of(one, second=at > 0) for at, one in enumerate(_voices(told))]
    return ", ".join([*said, "unconfirmed"] if certainty(told) == 0 else said)


def voices(deed: Deed) -> tuple[str, ...]:
    """Return who says so, as a sentence, unless a source of ours saw it first."""
    said = standing(deed)
    return (f"{said[0].upper()}{said[1:]}.",) if said else ()


def _voices(told: Sequence[Act]) -> list[Act]:
    """Return the first account of each voice."""
    return list({act.voice: act for act in reversed(told)}.values())[::-1]


def _voice_of(act: Act, *, second: bool) -> str:
    who = named(act, "")
    if act.provenance is Provenance.OBSERVED:
        return "now observed by a source of ours"
    if act.provenance is Provenance.REPORTED:
        return f"reported by {who}" if who else "reported"
    return f"seen by a second observer ({who})" if second else f"pushed by {named(act)}"


def testimony(deed: Deed) -> Evidence:
    """Return what the observer of a pushed or reported act says, as a piece of evidence."""
    act = deed.act
    return Evidence(
        what="what the observer says",
        who=named(act),
        provenance=deed.provenance,
        at=deed.seen_at,
        quote=quote(deed.note) if deed.note else None,
    )


def named(act: Act, otherwise: str = "somebody") -> str:
    """Return who says that it happened, as a name to be shown."""
    return quote(act.observer, OBSERVER) if act.observer else otherwise
