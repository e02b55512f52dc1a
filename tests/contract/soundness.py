"""What always holds of a store, asked of the database itself."""

from __future__ import annotations

from sqlalchemy import Connection, text

_FLAWS = {
    "a bucket is not its live mentions, its tombstones and what was folded": """
        SELECT count(*) FROM buckets b WHERE b.mentions <> b.folded + (
            SELECT count(*) FROM mentions m WHERE m.player = b.player AND m.club = b.club
            AND m.start = b.start AND m.connector = b.connector)""",
    "a mention counts in no bucket": """
        SELECT count(*) FROM mentions m WHERE m.start IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM buckets b WHERE m.player = b.player AND m.club = b.club
            AND m.start = b.start AND m.connector = b.connector)""",
    "a mention is of nothing": """
        SELECT count(*) FROM mentions m WHERE NOT EXISTS (
            SELECT 1 FROM activities a WHERE a.key = m.key)""",
    "words are of nothing": """
        SELECT count(*) FROM texts t WHERE NOT EXISTS (
            SELECT 1 FROM activities a WHERE a.key = t.key)""",
    "what was ended says what it was about": """
        SELECT count(*) FROM activities WHERE ended_order IS NOT NULL
        AND (object IS NOT NULL OR parent IS NOT NULL OR quoted IS NOT NULL)""",
    "a message is about an alert that was not told": """
        SELECT count(*) FROM outbox o WHERE o.cause IS NOT NULL AND o.kind <> 'connector.stale'
        AND NOT EXISTS (SELECT 1 FROM notices n WHERE n.alert = o.alert)""",
}


def flaws(connection: Connection) -> list[str]:
    """Return what doesn't hold, with how often; nothing is well."""
    counted = {what: connection.execute(text(query)).scalar_one() for what, query in _FLAWS.items()}
    return [f"{what}: {number}" for what, number in counted.items() if number]
