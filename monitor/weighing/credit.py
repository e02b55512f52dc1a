"""Sources with how often they were right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from monitor.domain.catalogue import Catalogue, Role
from monitor.domain.rumour import Model, Record, Share, credibility


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """A source with how often it was right.

    Attributes:
        role: None for a source that is not in the catalogue any more.
        share: What that says of its next claim.
    """

    name: str
    role: Role | None
    languages: tuple[str, ...]
    record: Record
    share: Share

    @property
    def resolved(self) -> int:
        """How many of its claims have come true or failed."""
        return self.record.came_true + self.record.failed


def credit(slug: str, catalogue: Catalogue, records: Mapping[str, Record], model: Model) -> Credit:
    """Return the source *slug* with its record, which may be empty."""
    source = catalogue.sources.get(slug)
    record = records.get(slug, Record(source=slug))
    role = source.role if source is not None else None
    return Credit(
        name=source.name if source is not None else slug,
        role=role,
        languages=source.languages if source is not None else (),
        record=record,
        share=credibility(record, role or Role.PUBLIC, model),
    )
