"""What a text asserts about a transfer: cues, their scope, and what was learned."""

from monitor.domain.claims.cast import Cast, cast
from monitor.domain.claims.claim import Claim
from monitor.domain.claims.deciding import ORDER, Lean, claim, decide
from monitor.domain.claims.reading import Heard, hear, leaving
from monitor.domain.claims.standing import STANCES, posture, stand
from monitor.domain.stage import Stage

__all__ = [
    "ORDER",
    "STANCES",
    "Cast",
    "Claim",
    "Heard",
    "Lean",
    "Stage",
    "cast",
    "claim",
    "decide",
    "hear",
    "leaving",
    "posture",
    "stand",
]
