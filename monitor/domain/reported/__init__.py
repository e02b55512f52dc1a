"""Acts that texts tell of: who did what to whose post, as far as they say."""

from monitor.domain.reported.reading import read, tells
from monitor.domain.reported.telling import Doer, Doing, Told

__all__ = ["Doer", "Doing", "Told", "read", "tells"]
