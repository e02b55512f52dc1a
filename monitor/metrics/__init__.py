"""What the daemon counts about itself, for Prometheus."""

from monitor.metrics.counting import Metrics
from monitor.metrics.table import PAIRINGS, PREFIX, TABLE, Kind, Metric

__all__ = ["PAIRINGS", "PREFIX", "TABLE", "Kind", "Metric", "Metrics"]
