"""Hearsay: acts that people and texts tell of, and what makes them sure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from monitor.domain.act import Act
from monitor.domain.activity import Provenance, Verb
from monitor.domain.acts.deed import Deed
from monitor.domain.acts.tale import SOURCES, Report, Tale
from monitor.domain.alert import Evidence
from monitor.domain.catalogue import Role
from monitor.domain.text import quote

OBSERVER: Final = 60
"""Longest name of an observer that is shown, in characters."""

REPORT: Final = "a report"
"""What a text that tells of an act is called among the evidence."""

ONE_ACT: Final = timedelta(hours=24)
"""What several say within this time of one doer, one verb and one object is one act."""


_SOLE: Final = frozenset({Role.PLAYER, Role.AGENT, Role.CLUB})
"""Roles that one alone has towards a pairing."""


def one_act(one: Act, other: Act) -> bool:
    """Whether two accounts of an act, at least one of them by hearsay, are of the same act.

    What our own sources see is told apart by its records, what texts tell by their tales: neither
    is compared with its like here.
    """
    if (one.pairing, one.verb) != (other.pairing, other.verb):
        return False
    if one.provenance is Provenance.OBSERVED is other.provenance:
        return False
    if one.doing is not None and other.doing is not None:
        return False
    return one.record == other.record or (_one_doer(one, other) and _one_object(one, other))


def _one_doer(one: Act, other: Act) -> bool:
    """Whether the same person acted, at about the same time: a player may be known by name."""
    alike = one_actor(one, other) or one.role is other.role is Role.PLAYER
    where = one.platform == other.platform or not (one.platform and other.platform)
    return alike and where and begun(one) <= other.at and begun(other) <= one.at


def one_actor(one: Act, other: Act) -> bool:
    """Whether one and the same acted towards one pairing: texts name whose an account is."""
    if one.actor == other.actor:
        return True
    texts = one.doing is not None or other.doing is not None
    return texts and one.role is other.role and one.role in _SOLE


def begun(act: Act) -> datetime:
    """When an act may have happened at the earliest, as far as its accounts may miss each other."""
    return (act.since or act.at) - ONE_ACT


def _one_object(one: Act, other: Act) -> bool:
    """Whether both are about the same thing, as far as they say; a follow is about the club."""
    if one.verb in {Verb.FOLLOW, Verb.UNDO, Verb.UPDATE}:
        return True
    if one.doing is not None or other.doing is not None:  # texts name authors, not addresses
        return one.whose is None or other.whose is None or one.whose == other.whose
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
    heard = _voices(told)
    pushed = [act for act in heard if act.provenance is Provenance.PUSHED]
    said: dict[str, None] = {}
    for act in heard:
        if act.doing is not None and deed.tale is not None:
            said.setdefault(_reported(deed.tale))
        else:
            said.setdefault(_voice_of(act, second=bool(pushed) and act is not pushed[0]))
    texts = all(act.doing is not None for act in told)
    return ", ".join([*said, "unconfirmed"] if texts or certainty(told) == 0 else said)


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


def _reported(tale: Tale) -> str:
    """Return who reports it, and how many others do independently."""
    others = len(tale.origins) - 1
    more = f" and {others} other{'s' if others > 1 else ''}" if others > 0 else ""
    reserve = ", with a reserve" if tale.hedged else ""
    return f"reported by {reporter(tale)}{more}{reserve}"


def reporter(tale: Tale) -> str:
    """Return who is named for what texts tell: the first source, else the first who told it."""
    sources = (one for one in tale.telling if one.by in SOURCES)
    return quote(next(sources, tale.first).name, OBSERVER)


def testimonies(deed: Deed) -> tuple[Evidence, ...]:
    """Return what those say who pushed or reported an act, as pieces of evidence.

    Of what texts tell each independent origin is one piece; its copies are counted in it.
    """
    if deed.tale is not None:
        return tuple(_report(some) for some in deed.tale.origins)
    act = deed.act
    said = Evidence(
        what="what the observer says",
        who=named(act),
        provenance=deed.provenance,
        at=deed.seen_at,
        quote=quote(deed.note) if deed.note else None,
    )
    return (said,)


def _report(origin: Sequence[Report]) -> Evidence:
    first, copies = origin[0], len(origin) - 1
    folded = f" ({copies} cop{'ies' if copies > 1 else 'y'})" if copies else ""
    return Evidence(
        what=f"{REPORT}{folded}",
        who=quote(first.name, OBSERVER),
        provenance=Provenance.REPORTED,
        at=first.at,
        url=first.url,
    )


def beside(tale: Tale) -> Evidence:
    """Return what texts tell of somebody close to the player, who is not named."""
    did = tale.first.doing.replace("_", " ")
    return Evidence(
        what=f"what is reported of somebody close to the player ({did})",
        who=reporter(tale),
        provenance=Provenance.REPORTED,
        at=tale.first.at,
        url=tale.first.url,
    )


def named(act: Act, otherwise: str = "somebody") -> str:
    """Return who says that it happened, as a name to be shown."""
    return quote(act.observer, OBSERVER) if act.observer else otherwise
