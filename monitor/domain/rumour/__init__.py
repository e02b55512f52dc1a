"""How strong a rumour is, with its reasons; and when there is too little to say."""

from monitor.domain.rumour.case import Case
from monitor.domain.rumour.credibility import Share, credibility
from monitor.domain.rumour.estimate import estimate
from monitor.domain.rumour.gossip import gossip
from monitor.domain.rumour.model import Horizon, Model
from monitor.domain.rumour.origin import Family, Origin, lead, origins
from monitor.domain.rumour.outcome import Outcome
from monitor.domain.rumour.record import Record
from monitor.domain.rumour.strength import Contribution, Evidence, Strength
from monitor.domain.rumour.testimony import Testimony
from monitor.domain.rumour.verdict import Verdict, records, settled, verdicts

__all__ = [
    "Case",
    "Contribution",
    "Evidence",
    "Family",
    "Horizon",
    "Model",
    "Origin",
    "Outcome",
    "Record",
    "Share",
    "Strength",
    "Testimony",
    "Verdict",
    "credibility",
    "estimate",
    "gossip",
    "lead",
    "origins",
    "records",
    "settled",
    "verdicts",
]
