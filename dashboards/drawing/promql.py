"""Says in PromQL what a panel asks, of the jobs and the instances that the board has chosen."""

from __future__ import annotations

from typing import Final

HERE: Final = 'job=~"$job",instance=~"$instance"'

PAIRING: Final = 'player=~"$player",club=~"$club"'
"""Of the player and the club that the board has chosen."""

CONNECTOR: Final = 'connector=~"$connector"'


def of(metric: str, *where: str) -> str:
    """Return the series of *metric*, named without the prefix."""
    return f"lastdance_{metric}{{{','.join((HERE, *where))}}}"


def rate(metric: str, *by: str, where: str = "") -> str:
    """Return how much a counter rises in a second."""
    return f"sum{_by(by)} (rate({_of(metric, where)}[$__rate_interval]))"


def minutely(metric: str, *by: str, where: str = "") -> str:
    """Return how much a counter rises in a minute."""
    return f"60 * {rate(metric, *by, where=where)}"


def hourly(metric: str, *by: str, where: str = "") -> str:
    """Return by how much a counter rose in the hour before: for what is rare."""
    return f"sum{_by(by)} (increase({_of(metric, where)}[1h]))"


def risen(metric: str, *by: str, where: str = "") -> str:
    """Return by how much a counter rose in the time that the board shows, where it did."""
    return f"round(sum{_by(by)} (increase({_of(metric, where)}[$__range])), 0.1) > 0"


def quantile(q: float, metric: str, *by: str, where: str = "") -> str:
    """Return a quantile of a histogram."""
    buckets = f"rate({_of(metric + '_bucket', where)}[$__rate_interval])"
    return f"histogram_quantile({q}, sum{_by((*by, 'le'))} ({buckets}))"


def age(metric: str, *by: str, where: str = "") -> str:
    """Return the seconds since a timestamp, never below 0, where there is one."""
    at = f"max{_by(by)} ({_of(metric, where)})"
    return f"clamp_min(time() - {at}, 0) and {at} > 0"


def most(metric: str, *by: str, where: str = "") -> str:
    """Return the largest of the instances."""
    return f"max{_by(by)} ({_of(metric, where)})"


def least(metric: str, *by: str, where: str = "") -> str:
    """Return the smallest of the instances."""
    return f"min{_by(by)} ({_of(metric, where)})"


def holding(metric: str, *by: str, where: str = "") -> str:
    """Return those series of a gauge of 0 and 1 that stand at 1."""
    return f"max{_by(by)} ({_of(metric, where)}) == 1"


def called(expr: str, *labels: str) -> str:
    """Return *expr* with slugs in words beside: `named_club` is "real madrid"."""
    for label in labels:
        words, slug = "$1 $2 $3 $4", "([^-]+)-?([^-]*)-?([^-]*)-?(.*)"
        expr = f'label_replace({expr}, "named_{label}", "{words}", "{label}", "{slug}")'
    return expr


def _of(metric: str, where: str) -> str:
    return of(metric, where) if where else of(metric)


def _by(labels: tuple[str, ...]) -> str:
    return f" by ({', '.join(labels)})" if labels else ""
