"""Learns models of sentiment from posts that people labelled; needs the extra `train`."""

from monitor.judges.sentiment.training.fit import Step, learn_all
from monitor.judges.sentiment.training.posts import Stock, open_stock

__all__ = ["Step", "Stock", "learn_all", "open_stock"]
