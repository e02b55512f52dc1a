"""Says in PromQL what a panel asks, of the job and the instances that the board has chosen."""

from __future__ import annotations

_HERE = 'job="$job",instance=~"$instance"'


def of(metric: str) -> str:
    """Return the series of *metric*, named without the prefix."""
    return f"lastdance_{metric}{{{_HERE}}}"


def rate(metric: str, *by: str) -> str:
    """Return how much a counter rises in a second."""
    return f"sum{_by(by)} (rate({of(metric)}[$__rate_interval]))"


def risen(metric: str, *by: str) -> str:
    """Return by how much a counter rose in the time that the board shows, where it did."""
    return f"sum{_by(by)} (increase({of(metric)}[$__range])) > 0"


def quantile(q: float, metric: str, *by: str) -> str:
    """Return a quantile of a histogram."""
    buckets = f"rate({of(metric + '_bucket')}[$__rate_interval])"
    return f"histogram_quantile({q}, sum{_by((*by, 'le'))} ({buckets}))"


def age(metric: str, *by: str) -> str:
    """Return the seconds since a timestamp, never below 0, where there is one."""
    at = f"max{_by(by)} ({of(metric)})"
    return f"clamp_min(time() - {at}, 0) and {at} > 0"


def most(metric: str, *by: str) -> str:
    """Return the largest of the instances."""
    return f"max{_by(by)} ({of(metric)})"


def least(metric: str, *by: str) -> str:
    """Return the smallest of the instances."""
    return f"min{_by(by)} ({of(metric)})"


def holding(metric: str, *by: str) -> str:
    """Return those series of a gauge of 0 and 1 that stand at 1."""
    return f"max{_by(by)} ({of(metric)}) == 1"


def _by(labels: tuple[str, ...]) -> str:
    return f" by ({', '.join(labels)})" if labels else ""
