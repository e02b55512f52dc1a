"""Whether a story stands on firmer ground than when it was told: then it is told again as new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from monitor.domain.alert import Kind, Notice, Severity, Weight
from monitor.domain.desk.worth import weigh
from monitor.domain.rumour.vouching import rank
from monitor.domain.stories.advance import Turn

Ground = tuple[str, str]
"""What something stands on, and about which club; about the whole story, an empty one."""


def firmer(notice: Notice, before: Iterable[Notice]) -> bool:
    """Whether *notice* tells something firmer than what was told of its story *before*.

    Firmer is: a claim after talk, and an act after both; an act that is worth more, or about
    another club; a claim a stage further, or about another club; a denial; what is major, or
    about death, health, crime or private life, for the first time.
    """
    stood: dict[Ground, float] = {}
    for one in before:
        for ground, height in _grounds(one).items():
            stood[ground] = max(stood.get(ground, 0.0), height)
    return any(height > stood.get(ground, 0.0) for ground, height in _grounds(notice).items())


def _grounds(notice: Notice) -> Mapping[Ground, float]:
    """Return on what a notice stands, and how high."""
    alert, claim = notice.alert, notice.alert.claim
    acts = [act for act in notice.acts if not act.ended]
    weight = Weight.ACT if acts else Weight.CLAIM if claim is not None else Weight.TALK
    found: dict[Ground, float] = {
        ("weight", ""): weight,
        ("major", ""): alert.severity is Severity.MAJOR,
        ("sensitive", ""): notice.kind is Kind.SENSITIVE_SURGE,
    }
    for act in acts:
        ground = "act", act.pairing.club
        found[ground] = max(found.get(ground, 0.0), weigh(act))
    if claim is not None:
        found["claim", claim.club.slug] = rank(claim.stage)
        found["denial", claim.club.slug] = claim.turn == Turn.BACK
    return found
