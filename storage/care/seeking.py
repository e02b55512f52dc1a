"""Looks for words in what is stored: each row is read once, however many words there are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from ahocorasick_rs import AhoCorasick, BytesAhoCorasick
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    LargeBinary,
    Table,
    Text,
    and_,
    bindparam,
    select,
)

AT_ONCE: Final = 2_000

_WORDED: Final = frozenset({"body", "raw"})
"""Columns of bytes that hold words; others hold seals and numbers."""

Row = Mapping[str, Any]
"""What names one row of a table, as parameters of `this`."""


class Sought:
    """Words that are looked for: in texts whatever their case, in bytes as they stand."""

    def __init__(self, words: Collection[str]) -> None:
        self._texts = AhoCorasick(sorted({word.lower() for word in words}))
        self._bytes = BytesAhoCorasick(sorted(word.encode() for word in words))
        self.longest = max((len(word.encode()) for word in words), default=0)

    def within(self, value: str | bytes | None) -> bool:
        """Whether *value* holds any of the words."""
        if not value:
            return False
        if isinstance(value, str):
            return bool(self._texts.find_matches_as_indexes(value.lower()))
        return bool(self._bytes.find_matches_as_indexes(value))

    def times(self, raw: bytes) -> int:
        """Return how often *raw* holds any of the words."""
        return len(self._bytes.find_matches_as_indexes(raw))

    def rows(self, connection: Connection, *columns: Column[Any]) -> list[Row]:
        """Return what names the rows of one table that hold any of the words in *columns*."""
        if not self.longest:
            return []
        return list(self._found(connection, columns[0].table, columns))

    def number(self, connection: Connection, table: Table) -> int:
        """Return how many rows of *table* hold any of the words, wherever they could."""
        columns = [one for one in table.c if worded(one)]
        return len(self.rows(connection, *columns)) if columns else 0

    def _found(
        self, connection: Connection, table: Any, columns: Collection[Column[Any]]
    ) -> Iterator[Row]:
        keys = list(table.primary_key)
        asked = select(*keys, *columns).execution_options(yield_per=AT_ONCE)
        for row in connection.execute(asked):
            if any(self.within(value) for value in row[len(keys) :]):
                yield {f"of_{key.name}": value for key, value in zip(keys, row, strict=False)}


def worded(column: Column[Any]) -> bool:
    """Whether *column* may hold words."""
    if isinstance(column.type, LargeBinary):
        return column.name in _WORDED
    return isinstance(column.type, Text)


def this(table: Table) -> ColumnElement[bool]:
    """Return the condition that a row is the one that is named as `Sought.rows` names it."""
    return and_(*(key == bindparam(f"of_{key.name}", type_=key.type) for key in table.primary_key))
