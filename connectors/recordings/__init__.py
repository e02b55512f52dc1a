"""What servers were recorded to answer: cassettes of VCR, HAR files, fixtures, plain JSON.

`read` gives each answer with what was asked, so that a connector reads it as it would live.
"""

from __future__ import annotations

from connectors.recordings.answers import LARGEST, Recorded, path_of, query_of
from connectors.recordings.reading import read

__all__ = ["LARGEST", "Recorded", "path_of", "query_of", "read"]
