"""Scores how texts are taken: a module a backend, and the choice of the best there is."""

from monitor.judges.sentiment.best import Best
from monitor.judges.sentiment.speech import ENOUGH, Backend
from monitor.judges.sentiment.textblob import TextBlobScorer
from monitor.judges.sentiment.vader import VaderScorer

__all__ = ["ENOUGH", "Backend", "Best", "TextBlobScorer", "VaderScorer"]
