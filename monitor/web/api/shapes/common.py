"""What answers are made of everywhere: times, names, pages."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

from monitor.domain.told.wire import isotime

Item = TypeVar("Item")

TIME = {
    "description": "A time in RFC 3339, UTC, to the millisecond.",
    "type": "string",
    "format": "date-time",
    "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z$",
}

Moment = Annotated[
    datetime,
    PlainSerializer(isotime, return_type=str, when_used="json"),
    WithJsonSchema(TIME),
]
"""A time as answers write it."""

Count = Annotated[int, Field(ge=0)]


class Shape(BaseModel):
    """Part of an answer: it holds what is documented, and nothing else."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Name(Shape):
    """A player, a club or a source."""

    slug: str = Field(description="Its name in the catalogue and in addresses; doesn't change.")
    name: str = Field(description="Its name for people.")


class Couple(Shape):
    """A player and a club that talk links."""

    player: Name
    club: Name


class Page(Shape, Generic[Item]):
    """Some of a list, in a stable order."""

    items: list[Item]
    next: str | None = Field(
        description="Give it as `after`, with the other parameters as they were, for what "
        "follows; null at the end."
    )
