"""Which settings hold from the start of the process to its end."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.settings.section import Section
from monitor.settings.shape import Settings

WHOLE = ("privacy", "web")
"""Tables of which nothing can change while the daemon runs."""


def lasting(before: Settings, after: Settings) -> list[str]:
    """Return the keys that differ and that only a restart brings into force."""
    return list(_lasting(before, after))


def _lasting(before: Settings, after: Settings) -> Iterator[str]:
    if before.role != after.role:
        yield "role"
    if before.storage.url != after.storage.url:
        yield "storage.url"
    for table in WHOLE:
        old: Section = getattr(before, table)
        new: Section = getattr(after, table)
        for key in type(old).model_fields:
            if getattr(old, key) != getattr(new, key):
                yield f"{table}.{key}"
