"""Seals what known accounts did under another secret: what is read again is known still.

What private people did is gone by then; of records of theirs that known accounts acted upon, the
seal is made anew where the address is at hand. What can't be made anew means nobody any more.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any, Final

from sqlalchemy import (
    Column,
    Connection,
    LargeBinary,
    MetaData,
    Table,
    bindparam,
    insert,
    select,
    update,
)

from monitor.domain.activity import ENDING, Provenance, Verb
from monitor.domain.gist import sealed_anew
from monitor.domain.seal import Seal
from monitor.domain.text import clean, fold
from storage.tables import METADATA, activities, acts, mentions, notices, reports, texts

_ANEW: Final = Table(
    "seals_anew",
    MetaData(),
    Column("old", LargeBinary, primary_key=True),
    Column("new", LargeBinary, nullable=False),
    prefixes=["TEMPORARY"],
)

_WORD: Final = re.compile(r"[a-z0-9]+")

_NO_SEALS: Final = frozenset({"body", "raw", "state", "gist"})
"""Columns of bytes that hold something else."""

_IN_JSON: Final = re.compile(r'(?<=")[A-Za-z0-9+/]{22}==(?=")')
"""A seal as it stands in a notice."""

_KNOWN: Final = (
    select(
        activities,
        texts.c.address,
        texts.c.object_address,
        acts.c.observer,
    )
    .select_from(
        activities.outerjoin(texts, texts.c.key == activities.c.key).outerjoin(
            acts, acts.c.key == activities.c.key
        )
    )
    .where(activities.c.account.is_not(None))
)


def reseal(connection: Connection, old: Seal, new: Seal) -> None:
    """Put seals under *new* in the place of those under *old*, of all that known accounts did.

    Names of whose posts they acted upon are let go: who reports such an act names them again. What
    was sealed anew already stays as it is.
    """
    for table, key in ((mentions, mentions.c.key), (reports, reports.c.post)):
        _gists(connection, table, key, old, new)
    anew = _seals(connection.execute(_KNOWN).all(), old, new)
    for table in (acts, reports):
        connection.execute(update(table).where(table.c.whose.is_not(None)).values(whose=None))
    if not anew:
        return
    _ANEW.create(connection)
    connection.execute(insert(_ANEW), [{"old": one, "new": anew[one]} for one in anew])
    for table in METADATA.sorted_tables:
        for column in table.c:
            if isinstance(column.type, LargeBinary) and column.name not in _NO_SEALS:
                _exchange(connection, table, column)
    _ANEW.drop(connection)
    _rewrite(connection, anew)


def _gists(connection: Connection, table: Table, key: Column[Any], old: Seal, new: Seal) -> None:
    """Have copies of what *table* tells known still, as far as its words are kept."""
    named = table.c.player, table.c.club
    told = (
        select(key.label("its_key"), *named, table.c.gist, texts.c.text)
        .join(texts, texts.c.key == key)
        .where(table.c.gist.is_not(None))
    )
    fresh = [
        {
            "its_key": row.its_key,
            "its_player": row.player,
            "its_club": row.club,
            "its_gist": sealed_anew(
                row.gist, fold(clean(row.text)), {*_WORD.findall(f"{row.player} {row.club}")},
                old, new,
            ),
        }
        for row in connection.execute(told).all()
    ]  # fmt: skip
    if fresh:
        its = zip((key, *named), ("its_key", "its_player", "its_club"), strict=True)
        where = [column == bindparam(name) for column, name in its]
        connection.execute(update(table).where(*where).values(gist=bindparam("its_gist")), fresh)


def _exchange(connection: Connection, table: Table, column: Column[Any]) -> None:
    found = select(_ANEW.c.new).where(_ANEW.c.old == column).scalar_subquery()
    known = column.in_(select(_ANEW.c.old))
    connection.execute(update(table).where(known).values({column.name: found}))


def _rewrite(connection: Connection, anew: Mapping[bytes, bytes]) -> None:
    written = {_written(one): _written(other) for one, other in anew.items()}
    for seq, body in connection.execute(select(notices.c.seq, notices.c.body)).all():
        fresh = _IN_JSON.sub(lambda match: written.get(match[0], match[0]), body)
        if fresh != body:
            connection.execute(update(notices).where(notices.c.seq == seq).values(body=fresh))


def _written(seal: bytes) -> str:
    return b64encode(seal).decode()


def _seals(rows: Sequence[Any], old: Seal, new: Seal) -> dict[bytes, bytes]:
    """Return seals of accounts, records and acts, by what they were; only what is sure to be so."""
    anew: dict[bytes, bytes] = {}
    endings: dict[bytes, set[int]] = defaultdict(set)
    for row in rows:
        if row.verb in ENDING:
            endings[row.record].add(row.order)
        held = {row.author, row.record, row.object, row.parent, row.quoted, row.waiting}
        for made in _parts(row):
            if old(*made) in held:
                anew[old(*made)] = new(*made)
    keys: dict[bytes, bytes] = {}
    for row in rows:
        if row.record not in anew:
            continue
        for life, by in product(_lives(row, len(endings[row.record])), _observers(row)):
            if old(*_key(row, row.record, life, by)) == row.key:
                keys[row.key] = new(*_key(row, anew[row.record], life, by))
    return anew | keys


def _parts(row: Any) -> Iterable[tuple[str, ...]]:
    """Return of what the seals of an activity may be, as `monitor.domain.seal` seals it."""
    yield "author", row.platform, row.account
    for address in filter(None, (row.address, row.object_address)):
        yield "record", row.platform, address
        yield "author", row.platform, address
    yield "chain", row.platform, row.account, row.verb, row.object_address or ""


def _lives(row: Any, endings: int) -> Iterable[str]:
    return (str(row.order),) if row.verb == Verb.UPDATE.value else map(str, range(endings + 1))


def _observers(row: Any) -> set[str]:
    if row.provenance == Provenance.OBSERVED.value:
        return {""}
    return {"", row.connector.casefold(), (row.observer or "").casefold()}


def _key(row: Any, record: bytes, life: str, observer: str) -> tuple[str, ...]:
    return "key", row.platform, row.verb, record.hex(), life, *filter(None, (observer,))
