"""What the daemon counts about itself, for Prometheus."""

from monitor.metrics.counting import Metrics
from monitor.metrics.table import MOODS, PAIRINGS, PREFIX, TABLE, Kind, Metric

__all__ = ["MOODS", "PAIRINGS", "PREFIX", "TABLE", "Kind", "Metric", "Metrics"]
