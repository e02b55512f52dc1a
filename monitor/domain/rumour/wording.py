"""Reasons of a strength as sentences."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from monitor.domain.act import Act
from monitor.domain.activity import Verb
from monitor.domain.catalogue import Role
from monitor.domain.rumour.case import Case
from monitor.domain.rumour.interaction import told
from monitor.domain.rumour.origin import Family, Origin
from monitor.domain.stories.figures import count

SAYS: Final = {
    Family.TALK: "speaks of it",
    Family.INTEREST: "speaks of interest",
    Family.TALKS: "speaks of talks",
    Family.AGREEMENT: "speaks of an agreement",
    Family.DONE: "says that it is done",
    Family.STAYS: "says that the player stays",
    Family.DENIED: "denies it",
    Family.WITHDRAWN: "says that it is off",
}
_DID: Final = {
    Verb.LIKE: "liked a post about it",
    Verb.ANNOUNCE: "reposted a post about it",
    Verb.CREATE: "wrote about it",
    Verb.FOLLOW: "followed an account",
    Verb.UNDO: "unfollowed an account",
}
_WHO: Final = {
    Role.PLAYER: "The player",
    Role.AGENT: "The agent",
    Role.CLUB: "The club",
    Role.TEAMMATE: "A team-mate",
}


def start(left: float, when: str) -> str:
    """Say where it starts from."""
    return f"What is usual for {when}, with {days(left)} of the window left at the last news."


def value(millions: float) -> str:
    """Say what the player is worth."""
    return f"Worth {millions:g} million euros."


def crowd(clubs: int) -> str:
    """Say how many other clubs the player is named with."""
    return f"Named with {count(clubs, 'other club')} too."


def gossip(share: float) -> str:
    """Say how much of it is columns of gossip."""
    return "Only columns of gossip." if share > 0.99 else f"{share:.0%} is columns of gossip."


def elsewhere(one: Origin, at: datetime, case: Case) -> str:
    """Say who has the player going elsewhere."""
    where = "" if one.family is Family.STAYS else " with another club"
    return f"{_name(one, case)} {SAYS[one.family]}{where}, {_ago(one.at, at)}."


def origin(one: Origin, at: datetime, case: Case) -> str:
    """Say who says what, since when, and how many only repeat it."""
    claim = one.first.claim
    hedge = ", with a reserve" if claim is not None and claim.hedged else ""
    back = ", taken back since" if one.first.withdrawn else ""
    record = _record(one, case)
    copies = f"; {_copies(len(one.copies))}: counted once" if one.copies else ""
    return (
        f"{_name(one, case)} {SAYS[one.family]}{hedge}, {_ago(one.at, at)}{back}{record}{copies}."
    )


def records(loudest: Origin, case: Case) -> str:
    """Say whose record weighs most."""
    known = _record(loudest, case)
    if not known:
        return "No source has a record yet."
    return f"How often these sources were right, above all {_name(loudest, case)}{known}."


def silence(length: float) -> str:
    """Say how long nothing new was said."""
    return f"Silent for {days(length)}." if length >= 1 else "News of today."


def act(one: Act, at: datetime) -> str:
    """Say who did what, and how that is known."""
    back = ", taken back since" if one.ended else ""
    return f"{did(one)}, {_ago(one.at, at)} ({told(one)}){back}."


def did(one: Act) -> str:
    """Say who did what."""
    return f"{_WHO.get(one.role, 'Somebody close')} {_DID.get(one.verb, 'acted')}"


def days(length: float) -> str:
    """Return a length in whole days."""
    return count(round(length), "day")


def _ago(then: datetime, at: datetime) -> str:
    length = (at - then) / timedelta(days=1)
    return "today" if length < 1 else f"{days(length)} ago"


def _copies(number: int) -> str:
    return f"{number:,} {'copy' if number == 1 else 'copies'}"


def _name(one: Origin, case: Case) -> str:
    if isinstance(one.voice, str):
        return case.names.get(one.voice, one.voice)
    return _WHO.get(one.first.role, "An account of the catalogue")


def _record(one: Origin, case: Case) -> str:
    record = case.records.get(one.voice) if isinstance(one.voice, str) else None
    if record is None or not record.came_true + record.failed:
        return ""
    return f" (record {record.came_true} of {record.came_true + record.failed})"
