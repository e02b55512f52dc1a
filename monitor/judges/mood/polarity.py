"""What a text's measures come to: how likely it is kind, or hostile."""

from __future__ import annotations

from math import exp

from monitor.judges.mood.traits import NAMES

_NET = NAMES.index("net")
_SILENT = NAMES.index("silent")


def weigh(measures: tuple[float, ...]) -> tuple[float, float]:
    """Return how likely a text is positive and negative, 0 to 1 each; the rest is neutral."""
    if measures[_SILENT]:
        return 0.0, 0.0
    leaning = 3.0 * measures[_NET]
    up, down = exp(leaning), exp(-leaning)
    whole = up + down + 2.0
    return up / whole, down / whole
