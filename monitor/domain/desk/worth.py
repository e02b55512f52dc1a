"""What a notice is worth beside others: by its size, its surprise, its act and its claim.

Each of the four says by itself how much it is worth, 0 to 1; together they are worth
1 - (1 - a)(1 - b)(1 - c)(1 - d), so that each of them adds and none is needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import log
from typing import Final

from monitor.domain.act import Act
from monitor.domain.activity import Provenance, Verb
from monitor.domain.alert import Alert, Claimed, Kind, Notice, Severity
from monitor.domain.buzz import Buzz
from monitor.domain.catalogue import Role
from monitor.domain.rumour.vouching import rank
from monitor.domain.stage import POSITIVE, Stage
from monitor.domain.stories.advance import Turn

GREAT: Final = 0.6
"""Whatever is major is worth at least this; what is not, less than this."""

WHO: Final[Mapping[Role, float]] = {
    Role.PLAYER: 0.9,
    Role.AGENT: 0.8,
    Role.CLUB: 0.8,
    Role.TEAMMATE: 0.6,
}
"""What an act is worth by who did it; others' acts are worth nothing by themselves."""

DID: Final[Mapping[Verb, float]] = {
    Verb.CREATE: 1.0,
    Verb.FOLLOW: 0.95,
    Verb.UNDO: 0.95,
    Verb.ANNOUNCE: 0.95,
    Verb.LIKE: 0.9,
    Verb.UPDATE: 0.85,
}
"""What is left of that by what was done: words are clearer than a like."""

HEARD: Final[Mapping[Provenance, float]] = {
    Provenance.OBSERVED: 1.0,
    Provenance.PUSHED: 0.95,
    Provenance.REPORTED: 0.85,
}
"""What is left of that by how it is known."""

LEAST: Final = 10
"""Accounts from which on size counts, and `MOST` at which it counts in full."""

MOST: Final = 500

_SIZE: Final = 0.45
_SURPRISE: Final = 0.35
_CLAIM: Final = 0.8
"""What size, surprise and claim are worth at most."""

_SAID: Final = 0.45
"""The least that a claim is worth for which somebody may be interrupted: see `advance.FIRM`."""

_VOICES: Final = (0.4, 0.8)
"""What one voice and two are worth beside three and more."""

_HALF: Final = 4.0
"""The detector's score that is worth half of that."""

_SENSITIVE: Final = 0.7
"""What is worth knowing before anything is published, however loud it is."""


def worth(notice: Notice) -> float:
    """Return what *notice* is worth an interruption, 0 to 1.

    An act of a player counts .65 (a profile changed, as a text tells) to .9 (words that we saw),
    of an agent or a club .58 to .8. Fifty accounts at a score of 4 count .33, five hundred .55;
    a claim eight tenths of the probability of the move, and one that is told .45 to .8 by its
    stage and voices if that is more; a denial counts as much as an agreement. What is `major` is
    worth .6 to 1, what is not 0 to .6.
    """
    alert = notice.alert
    parts = [weigh(act) for act in notice.acts if not act.ended][:1]
    if alert.buzz is not None:
        parts += [_size(alert.buzz), _surprise(alert.buzz)]
    parts.append(_claim(alert))
    if notice.kind is Kind.SENSITIVE_SURGE:
        parts.append(_SENSITIVE)
    left = 1.0
    for part in parts:
        left *= 1.0 - part
    major = alert.severity is Severity.MAJOR or notice.kind is Kind.SENSITIVE_SURGE
    # Within its half, a rank is kept: of two that are not great the greater stays the greater.
    return GREAT + (1.0 - GREAT) * (1.0 - left) if major else GREAT * (1.0 - left)


def weigh(act: Act) -> float:
    """Return what an act is worth by itself, 0 to 1."""
    return WHO.get(act.role, 0.0) * DID.get(act.verb, 0.0) * HEARD[act.provenance]


def _size(buzz: Buzz) -> float:
    share = log(max(buzz.authors, LEAST) / LEAST) / log(MOST / LEAST)
    return _SIZE * min(share, 1.0)


def _surprise(buzz: Buzz) -> float:
    score = max(buzz.score, 0.0)
    return _SURPRISE * score / (score + _HALF)


def _claim(alert: Alert) -> float:
    likely = _CLAIM * (alert.strength.probability or 0.0)
    return likely if alert.claim is None else max(likely, _said(alert.claim))


def _said(claim: Claimed) -> float:
    """Return what a claim is worth by how far the move is said to be, and by how many voices."""
    stage = Stage.AGREEMENT if claim.turn == Turn.BACK else claim.stage
    voices = _VOICES[claim.voices - 1] if 0 < claim.voices <= len(_VOICES) else 1.0
    return _SAID + (_CLAIM - _SAID) * voices * rank(stage) / len(POSITIVE)
