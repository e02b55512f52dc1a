"""What all connectors share that ask servers: one polite client, seen from outside.

`Asker` asks a `Question` and gives its `Answer`; `Hosts` remembers what each host grants.
"""

from __future__ import annotations

from connectors.http.answers import (
    AGENT,
    Answer,
    GoneError,
    Heard,
    NotKnownError,
    Question,
    agent,
    check,
    introduction,
    why,
)
from connectors.http.asking import Asker
from connectors.http.following import Said, follow
from connectors.http.headers import Budget, budget, max_age
from connectors.http.limits import Hosts, Pace
from monitor.domain.retry import LONGEST_WAIT, retry_after

__all__ = [
    "AGENT",
    "LONGEST_WAIT",
    "Answer",
    "Asker",
    "Budget",
    "GoneError",
    "Heard",
    "Hosts",
    "NotKnownError",
    "Pace",
    "Question",
    "Said",
    "agent",
    "budget",
    "check",
    "follow",
    "introduction",
    "max_age",
    "retry_after",
    "why",
]
