"""The tables, by their final names.

Times are whole microseconds since 1970 in both dialects: SQLite would give datetimes back naive.
Seals are 16 bytes. What could say who a private person is stands in `texts` and nowhere else,
and goes when its row goes.
"""

from __future__ import annotations

from sqlmodel import SQLModel

from storage.tables.alerts import (
    claimed,
    failing,
    notices,
    outbox,
    quotations,
    receivers,
    shares,
    stories,
)
from storage.tables.columns import EPOCH, NUMBER, WHOLE, Flag, Instant, micros, moment
from storage.tables.deeds import (
    acts,
    reports,
)
from storage.tables.desk import (
    acknowledgements,
    ended_sessions,
    feedback,
    logbook,
    revisions,
    silences,
)
from storage.tables.intake import (
    accounts,
    catalogue_entries,
    catalogue_version,
    cursors,
    dead_letters,
)
from storage.tables.rumours import (
    estimates,
    outcomes,
    verdicts,
)
from storage.tables.speech import (
    activities,
    buckets,
    mentions,
    texts,
)
from storage.tables.watching import (
    blanks,
    late_pairings,
    watch,
    watched,
    watches,
)

METADATA = SQLModel.metadata

__all__ = [
    "EPOCH",
    "METADATA",
    "NUMBER",
    "WHOLE",
    "Flag",
    "Instant",
    "accounts",
    "acknowledgements",
    "activities",
    "acts",
    "blanks",
    "buckets",
    "catalogue_entries",
    "catalogue_version",
    "claimed",
    "cursors",
    "dead_letters",
    "ended_sessions",
    "estimates",
    "failing",
    "feedback",
    "late_pairings",
    "logbook",
    "mentions",
    "micros",
    "moment",
    "notices",
    "outbox",
    "outcomes",
    "quotations",
    "receivers",
    "reports",
    "revisions",
    "shares",
    "silences",
    "stories",
    "texts",
    "verdicts",
    "watch",
    "watched",
    "watches",
]
