"""How strong a rumour is, with its reasons; and when there is too little to say."""

from monitor.domain.rumour.outcome import Outcome
from monitor.domain.rumour.record import Record
from monitor.domain.rumour.strength import (
    HEDGE,
    STAGE_LOGIT,
    Contribution,
    Evidence,
    Strength,
    contribution,
    weigh,
)
from monitor.domain.rumour.testimony import Testimony

__all__ = [
    "HEDGE",
    "STAGE_LOGIT",
    "Contribution",
    "Evidence",
    "Outcome",
    "Record",
    "Strength",
    "Testimony",
    "contribution",
    "weigh",
]
