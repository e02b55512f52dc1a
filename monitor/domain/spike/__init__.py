"""When the talk about a pairing spikes above its own usual; formulas in `docs/detector.md`."""

from monitor.domain.alert import State
from monitor.domain.spike.detector import Detector, Look
from monitor.domain.spike.gate import LIMITS, Limits, Signal, Standing, Turn, nears, starts, step
from monitor.domain.spike.lane import Lane, Reading
from monitor.domain.spike.parameters import ALERT, SUSTAINED, Parameters
from monitor.domain.spike.shared import Surge, common, surge

__all__ = [
    "ALERT",
    "LIMITS",
    "SUSTAINED",
    "Detector",
    "Lane",
    "Limits",
    "Look",
    "Parameters",
    "Reading",
    "Signal",
    "Standing",
    "State",
    "Surge",
    "Turn",
    "common",
    "nears",
    "starts",
    "step",
    "surge",
]
