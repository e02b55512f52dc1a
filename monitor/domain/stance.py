"""How a text stands to a claim."""

from __future__ import annotations

from enum import StrEnum


class Stance(StrEnum):
    """How a text stands to a claim; the classes of SDQC (RumourEval)."""

    SUPPORT = "support"
    DENY = "deny"
    QUERY = "query"
    COMMENT = "comment"
