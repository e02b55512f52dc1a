"""How columns are declared, alike in both dialects."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    REAL,
    BigInteger,
    Boolean,
    Double,
    Index,
    Integer,
    LargeBinary,
    Text,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Field

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def micros(at: datetime) -> int:
    """Return *at* in whole microseconds since 1970, exactly."""
    return (at - EPOCH) // _MICROSECOND


def moment(count: int) -> datetime:
    """Return the time that `micros` gave *count* for, aware and UTC."""
    return EPOCH + timedelta(microseconds=count)


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime, stored as whole microseconds since 1970."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return INTEGER for SQLite's strict tables, BIGINT elsewhere."""
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())

    def process_bind_param(self, value: datetime | None, _: Dialect) -> int | None:
        """Return the number that is stored; naive datetimes are a TypeError."""
        return None if value is None else micros(value)

    def process_result_value(self, value: Any | None, _: Dialect) -> datetime | None:
        """Return the datetime that was stored."""
        return None if value is None else moment(value)


WHOLE = BigInteger().with_variant(Integer, "sqlite")
"""64 bits, signed."""

NUMBER: TypeEngine[float] = Double().with_variant(REAL, "sqlite")
"""64-bit float."""


class Flag(TypeDecorator[bool]):
    """True or false; 1 or 0 in SQLite's strict tables."""

    impl = Boolean
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return INTEGER for SQLite, BOOLEAN elsewhere."""
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else Boolean())

    def process_bind_param(self, value: bool | None, _: Dialect) -> bool | None:
        """Return *value* as it is."""
        return value

    def process_result_value(self, value: Any | None, _: Dialect) -> bool | None:
        """Return the flag that was stored."""
        return None if value is None else bool(value)


STRICT = {"sqlite_strict": True}


def index(name: str, *columns: str, where: str | None = None, unique: bool = False) -> Index:
    """Return an index; *where* is a flag, or a condition that both dialects read alike."""
    if where is None:
        return Index(name, *columns, unique=unique)
    lite = where if " " in where else f"{where} = 1"
    return Index(
        name, *columns, unique=unique, sqlite_where=text(lite), postgresql_where=text(where)
    )


def seal(**more: Any) -> Any:
    """Return a column of bytes."""
    return Field(sa_type=LargeBinary, **more)


def string(**more: Any) -> Any:
    """Return a column of words."""
    return Field(sa_type=Text, **more)


def instant(**more: Any) -> Any:
    """Return a column of moments."""
    return Field(sa_type=Instant, **more)


def flag(**more: Any) -> Any:
    """Return a column that is true or false."""
    return Field(sa_type=Flag, **more)


def whole(**more: Any) -> Any:
    """Return a column of whole numbers."""
    return Field(sa_type=WHOLE, **more)


def number(**more: Any) -> Any:
    """Return a column of numbers."""
    return Field(sa_type=NUMBER, **more)
