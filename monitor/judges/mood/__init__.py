"""The mood of posts by word lists: what is said kindly or angrily, in seven languages."""

from __future__ import annotations

from monitor.judges.mood.lists import LANGUAGES
from monitor.judges.mood.tags import unname
from monitor.judges.mood.traits import NAMES, features

__all__ = ["LANGUAGES", "NAMES", "features", "unname"]
