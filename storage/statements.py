"""Statements that both dialects understand: among many values, put once, put over.

Everything else in this package is written once over a `Connection`; what SQLite and PostgreSQL
say differently stands here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import (
    ARRAY,
    BindParameter,
    ColumnElement,
    Connection,
    Executable,
    LargeBinary,
    Table,
    Text,
    bindparam,
    column,
    func,
    insert,
    select,
)
from sqlalchemy.dialects.postgresql import asyncpg
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.dialects.sqlite import pysqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.visitors import InternalTraversal
from sqlalchemy.types import Boolean, TypeDecorator, TypeEngine

from monitor.domain.seal import SEAL_BYTES

_LOCK = select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("name"), 0)))

_SQLITE: Dialect = pysqlite.dialect()
_POSTGRESQL: Dialect = asyncpg.dialect()  # type: ignore[no-untyped-call]

Row = tuple[Any, ...]
"""One row as the driver takes it, in the order of the statement's columns."""


class _Many(TypeDecorator[Any]):
    """Many values as one parameter: an array, or for SQLite seals end to end and names as JSON."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, *, seals: bool) -> None:
        super().__init__()
        self.seals = seals

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        one = LargeBinary() if self.seals else Text()
        return dialect.type_descriptor(one if dialect.name == "sqlite" else ARRAY(one))

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        if dialect.name != "sqlite":
            return list(value)
        return b"".join(value) if self.seals else json.dumps(list(value))


class among(ColumnElement[bool]):  # noqa: N801 - reads as a clause, like select and insert
    """The condition that *column* is one of the values given as parameter *name*.

    One parameter however many values: the statement's text stays the same, so every cache
    between here and the disk hits, and no limit on parameters is met.
    """

    inherit_cache = True
    type = Boolean()
    _traverse_internals = [  # noqa: RUF012 - SQLAlchemy's name
        ("column", InternalTraversal.dp_clauseelement),
        ("values", InternalTraversal.dp_clauseelement),
    ]

    def __init__(self, column: ColumnElement[Any], name: str) -> None:
        self.column = column
        self.seals = isinstance(column.type, LargeBinary)
        self.values: BindParameter[Any] = bindparam(name, type_=_Many(seals=self.seals))

    def self_group(self, against: Any = None) -> among:  # noqa: ARG002 - its name is given
        """Return itself: it is a condition already, also where a dialect has no booleans."""
        return self


@compiles(among)
def _array(element: among, compiler: SQLCompiler, **kw: Any) -> str:
    column = compiler.process(element.column, **kw)
    return f"{column} = ANY ({compiler.process(element.values, **kw)})"


@compiles(among, "sqlite")  # of which no text holds a value: those stay parameters
def _list(element: among, compiler: SQLCompiler, **kw: Any) -> str:
    column = compiler.process(element.column, **kw)
    values = compiler.process(element.values, **kw)
    if not element.seals:
        return f"{column} IN (SELECT value FROM json_each({values}))"  # noqa: S608
    again = compiler.process(element.values, **kw)
    next_one = f"SELECT i + {SEAL_BYTES} FROM place WHERE i + {SEAL_BYTES} < length({values})"  # noqa: S608
    each = f"WITH RECURSIVE place(i) AS (SELECT 1 UNION ALL {next_one})"
    return f"{column} IN ({each} SELECT substr({again}, i, {SEAL_BYTES}) FROM place)"  # noqa: S608


class _Pairs(TypeDecorator[Any]):
    """Pairings as one parameter: JSON in both dialects, as neither has arrays of two columns."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, _: Dialect) -> str:
        return json.dumps([[one.player, one.club] for one in value])


class paired(ColumnElement[bool]):  # noqa: N801 - reads as a clause, like among
    """The condition that a row of *table* is of one of the pairings given as parameter *name*."""

    inherit_cache = True
    type = Boolean()
    _traverse_internals = [  # noqa: RUF012 - SQLAlchemy's name
        ("player", InternalTraversal.dp_clauseelement),
        ("club", InternalTraversal.dp_clauseelement),
        ("values", InternalTraversal.dp_clauseelement),
    ]

    def __init__(self, table: Table, name: str) -> None:
        self.player, self.club = table.c.player, table.c.club
        self.values: BindParameter[Any] = bindparam(name, type_=_Pairs())

    def self_group(self, against: Any = None) -> paired:  # noqa: ARG002 - its name is given
        """Return itself: it is a condition already."""
        return self


@compiles(paired)
def _elements(element: paired, compiler: SQLCompiler, **kw: Any) -> str:
    values = compiler.process(element.values, **kw)
    each = f"SELECT value->>0, value->>1 FROM json_array_elements(CAST({values} AS json))"  # noqa: S608
    return f"{_columns(element, compiler, **kw)} IN ({each})"


@compiles(paired, "sqlite")
def _each(element: paired, compiler: SQLCompiler, **kw: Any) -> str:
    values = compiler.process(element.values, **kw)
    both = "json_extract(value, '$[0]'), json_extract(value, '$[1]')"
    return f"{_columns(element, compiler, **kw)} IN (SELECT {both} FROM json_each({values}))"  # noqa: S608


def _columns(element: paired, compiler: SQLCompiler, **kw: Any) -> str:
    columns = (compiler.process(one, **kw) for one in (element.player, element.club))
    return f"({', '.join(columns)})"


def alone(connection: Connection, names: Sequence[str]) -> None:
    """Let no other transaction be at what *names* stand for until this one ends.

    SQLite has one writer anyway. Whoever names several gives them in the same order as all.
    """
    if connection.dialect.name != "sqlite":
        for name in names:
            connection.execute(_LOCK, {"name": name})


class Once:
    """Puts rows into a table, each once, and says which were new.

    `executemany` can't say what was new. SQLite has one writer, so what is stored is looked up
    inside the transaction, exactly; PostgreSQL is told to skip what is there and to return the
    rest. Rows go to the driver as they are: this is the hot path.
    """

    def __init__(self, table: Table, *, apart_by: int, but: frozenset[str] = frozenset()) -> None:
        """Put into *table* rows of all its columns *but* some.

        The first *apart_by* columns, seals or text, tell rows apart.
        """
        self.table = table
        self.columns = [c for c in table.c if c.name not in but]
        self.apart_by = apart_by

    def __call__(self, connection: Connection, rows: Sequence[Row]) -> list[Row]:
        """Put *rows*, and return those that were not there before."""
        apart = {row[: self.apart_by]: row for row in reversed(rows)}
        if not apart:
            return []
        if connection.dialect.name == "sqlite":
            return self._look_first(connection, apart)
        return self._skip_known(connection, apart)

    def fresh(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Put *rows* that are known not to be there."""
        if not rows:
            return
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(self._plain, [*rows])
        else:
            self._skip_known(connection, {row[: self.apart_by]: row for row in rows})

    def _look_first(self, connection: Connection, apart: dict[Row, Row]) -> list[Row]:
        for known in connection.execute(self._known, {"first": [key[0] for key in apart]}):
            apart.pop(tuple(known), None)
        rows = [*apart.values()]
        rows.reverse()
        self.fresh(connection, rows)
        return rows

    def _skip_known(self, connection: Connection, apart: dict[Row, Row]) -> list[Row]:
        ordered = [apart[key] for key in sorted(apart)]  # the same order for all: no deadlocks
        arrays = tuple([*values] for values in zip(*ordered, strict=True))
        return [apart[tuple(new)] for new in connection.exec_driver_sql(self._unnest, arrays)]

    @cached_property
    def _known(self) -> Executable:
        identity = self.columns[: self.apart_by]
        return select(*identity).where(among(identity[0], "first"))

    @cached_property
    def _plain(self) -> str:
        values: Mapping[str, BindParameter[Any]] = {c.name: bindparam(c.name) for c in self.columns}
        return str(insert(self.table).values(values).compile(dialect=_SQLITE))

    @cached_property
    def _unnest(self) -> str:
        names = [c.name for c in self.columns]
        arrays = [bindparam(c.name, type_=ARRAY(c.type)) for c in self.columns]
        source = func.unnest(*arrays).table_valued(*map(column, names)).render_derived()
        statement = (
            insert_postgresql(self.table)
            .from_select(names, select(*source.c))
            .on_conflict_do_nothing()
            .returning(*self.columns[: self.apart_by])
        )
        return str(statement.compile(dialect=_POSTGRESQL))


Columns = Mapping[str, ColumnElement[Any]]


@dataclass(frozen=True)
class Over:
    """Puts rows into a table, over what stands there under the same primary key.

    Attributes:
        change: Given the columns that stand and those that come, what is set on a meeting.
    """

    table: Table
    change: Callable[[Columns, Columns], Mapping[str, Any]]

    def __call__(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Put *rows*, by name of column."""
        if rows:
            lite = connection.dialect.name == "sqlite"
            connection.execute(self._sqlite if lite else self._postgresql, [*rows])

    @cached_property
    def _sqlite(self) -> Executable:
        statement = insert_sqlite(self.table)
        return statement.on_conflict_do_update(
            index_elements=[*self.table.primary_key],
            set_=self.change(dict(self.table.c), dict(statement.excluded)),
        )

    @cached_property
    def _postgresql(self) -> Executable:
        statement = insert_postgresql(self.table)
        return statement.on_conflict_do_update(
            index_elements=[*self.table.primary_key],
            set_=self.change(dict(self.table.c), dict(statement.excluded)),
        )
